"""Notes beside what is installed, which a starting daemon reads before it has a database."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

from mediad.plugins.installing.current import FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_APPROVED = "approved.json"


def keep_approved(root: Path, versions: Mapping[str, str]) -> None:
    """Keep which plugins, in which version, were approved at their installation, until the daemon knows it."""
    if versions:
        write(root / _APPROVED, {**(read(root / _APPROVED) or {}), **versions})


def approved(data_dir: Path) -> dict[str, str]:
    """Tell which plugins were approved at their installation, and the daemon does not know it yet."""
    return read(data_dir / FOLDER / _APPROVED) or {}


def forget_approved(data_dir: Path) -> None:
    """Forget it: the daemon has it in its database now."""
    (data_dir / FOLDER / _APPROVED).unlink(missing_ok=True)


def read(path: Path) -> dict[str, Any] | None:
    """Give a note: None when there is none, nothing when it cannot be read."""
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def write(path: Path, facts: Mapping[str, Any]) -> None:
    """Write whole or not at all: this is read after crashes."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(facts, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
