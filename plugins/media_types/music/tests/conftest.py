"""Files as the runner hands them to `extract`, and the plugin's own samples."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

import pytest

from mediad_plugin_music.samples import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


class Opened:
    """One claimed file, read from the disk."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.name = path.name
        self.size = path.stat().st_size
        self.stream: BinaryIO = path.open("rb")

    def open(self) -> BinaryIO:
        self.stream.seek(0)
        return self.stream


@pytest.fixture
def opened() -> Iterator[Callable[[Path], Opened]]:
    files: list[Opened] = []

    def give(path: Path) -> Opened:
        files.append(Opened(path))
        return files[-1]

    yield give
    for file in files:
        file.stream.close()


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    folder = tmp_path_factory.mktemp("music")
    samples(folder)
    return folder
