"""What the architecture tests read: the files that are, or are about to be, committed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def committed(repository: Path) -> list[Path]:
    """Return every file that git tracks or would add; in an unpacked archive, every file but what was made since."""
    if not (repository / ".git").exists():
        made = (".venv", "var", "dist", "build", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".import_linter_cache")
        paths = (path for path in repository.rglob("*") if path.relative_to(repository).parts[0] not in made)
        return [path for path in paths if path.is_file() and "__pycache__" not in path.parts]
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=repository, capture_output=True, check=True).stdout
    paths = [repository / name.decode() for name in listed.split(b"\0") if name]
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def texts(committed: list[Path]) -> dict[Path, str]:
    """Return the committed files that are text."""
    found = {}
    for path in committed:
        data = path.read_bytes()
        if b"\0" not in data:
            found[path] = data.decode("utf-8", "replace")
    return found
