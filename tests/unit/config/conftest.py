"""A directory with a configuration in it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import pytest

from mediad.config import Config, load

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


class Folder:
    """A configuration directory that a test writes and loads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = path / "mediad.toml"

    def write(self, text: str, name: str = "mediad.toml") -> Path:
        file = self.path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(textwrap.dedent(text), encoding="utf-8")
        return file

    def load(self, text: str = "", environ: Mapping[str, str] | None = None) -> Config:
        return load(self.write(text) if text or not self.file.exists() else self.file, environ or {})


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)
