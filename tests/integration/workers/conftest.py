"""Children that import the hostile module beside this file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mediad.workers.process import Processes

if TYPE_CHECKING:
    from collections.abc import AsyncIterator


@pytest.fixture
async def processes() -> AsyncIterator[Processes]:
    """Return the owner of a test's children; it ends whatever the test leaves."""
    async with Processes([str(Path(__file__).parent)]) as processes:
        yield processes
