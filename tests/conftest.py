"""What every test stands on: a place of its own, and a skip with its reason where the machine lacks something."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

pytest_plugins = ["engines"]

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the sample collection beside the repository, or skip: it is no part of the project."""
    place = Path(os.environ.get("MEDIAD_SHARED", ROOT.parent / "shared"))
    if not place.is_dir():
        pytest.skip("no sample collection: set MEDIAD_SHARED to run this")
    return place
