"""Files as the runner hands them to `extract`, and the plugin's own samples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mediad_plugin_music.samples import samples

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    folder = tmp_path_factory.mktemp("music")
    samples(folder)
    return folder
