"""Puts what was installed where a starting daemon imports from; where nothing was, this costs one look at a link.

A start with a generation that never served before is counted until the daemon is ready. After two that were not, the
generation that it was made from takes its place: a daemon that a plugin keeps from starting mends itself.

A start is counted from the moment at which plugins are about to be loaded; what ends one before that, or for a reason
that no plugin can have (`spared`), does not count. A plugin that fails alone counts neither: it is told, and kept.
"""

from __future__ import annotations

import fcntl
import json
import os
import re
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

TRIES = 2
"""Starts that a new generation gets."""
FOLDER = "plugins"
OWN = "own"
_SITE = re.compile("generations/[1-9][0-9]*/site")
_TRIAL = "trial.json"
_FALLBACK = "rolled_back.json"
_APPROVED = "approved.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """That a generation was left because the daemon did not start with it."""

    left: int
    now: int
    reason: str


def enter(data_dir: Path) -> int:
    """Let the current generation be imported from, behind everything of the daemon's own; gives its number or 0.

    Call it again after a switch: the new generation takes the place of the former one. What a running daemon has
    entered is never removed: it holds a lock on it until it ends.
    """
    root = (data_dir / FOLDER).absolute()
    sys.path[:] = [path for path in sys.path if not is_ours(root, path)]
    site = current_site(root)
    if site is None:
        return 0
    place = os.open(site.parent, os.O_RDONLY | os.O_DIRECTORY)  # stays open: the lock lives as long as the process
    fcntl.flock(place, fcntl.LOCK_SH)
    sys.path.append(str(site))
    return int(site.parent.name)


def is_ours(root: Path, path: str) -> bool:
    """Tell whether a place of Python's path is a generation below this root."""
    return path.startswith(f"{root}{os.sep}")


def current_site(root: Path) -> Path | None:
    """Give the folder that the current generation is imported from: itself, not the link, which may change."""
    try:
        target = os.readlink(root / "current")  # noqa: PTH115  # text is all that is wanted
    except OSError:
        return None
    site = root / target
    return site if _SITE.fullmatch(target) and site.is_dir() else None


def own_sites(data_dir: Path) -> dict[str, Path]:
    """Give the environment of each plugin that has one of its own: it goes before everything else in its process."""
    root = (data_dir / FOLDER / OWN).absolute()
    if not root.is_dir():
        return {}
    found = {each.name: current_site(each) for each in sorted(root.iterdir())}
    return {name: site for name, site in found.items() if site is not None}


def begin(data_dir: Path) -> Fallback | None:
    """Count a start with a generation on trial; gives what was done when it has used up its tries."""
    root = data_dir / FOLDER
    trial = _read(root / _TRIAL)
    if trial is None:
        return None
    if trial.get("generation") != _number(root):
        end_trial(data_dir)  # it was written, and then the switch was never made
        return None
    starts = int(trial.get("starts", 0))
    if starts < TRIES:
        _write(root / _TRIAL, {**trial, "starts": starts + 1})
        return None
    from mediad.plugins.installing.generations import Generations  # noqa: PLC0415  # imported when first used: hardly ever

    generations = Generations(root)
    current = generations.current()
    earlier = generations.earlier(current)
    fallback = Fallback(left=current.number, now=earlier, reason=f"the daemon did not start with it, {starts} times")
    _write(root / _FALLBACK, {"left": fallback.left, "now": fallback.now, "reason": fallback.reason})
    generations.switch(earlier)
    end_trial(data_dir)
    return fallback


def spared(data_dir: Path) -> None:
    """Take the last count back: the start ended for a reason that no plugin can have."""
    path = data_dir / FOLDER / _TRIAL
    if trial := _read(path):
        _write(path, {**trial, "starts": max(int(trial.get("starts", 0)) - 1, 0)})


def end_trial(data_dir: Path) -> bool:
    """Say that the daemon is ready with its generation; gives whether it was the first time."""
    try:
        (data_dir / FOLDER / _TRIAL).unlink()
    except OSError:
        return False
    return True


def try_out(root: Path, number: int) -> None:
    """Put a generation on trial, because it was just installed, and forget what an earlier one came to."""
    forget_fallback(root)
    _write(root / _TRIAL, {"generation": number, "starts": 0})


def forget_fallback(root: Path) -> None:
    """Forget that the daemon went back by itself, since somebody decided anew."""
    (root / _FALLBACK).unlink(missing_ok=True)
    (root / _TRIAL).unlink(missing_ok=True)


def fallback(data_dir: Path) -> Fallback | None:
    """Tell whether the daemon went back to an earlier generation by itself."""
    facts = _read(data_dir / FOLDER / _FALLBACK)
    with suppress(KeyError, TypeError):
        return None if facts is None else Fallback(left=facts["left"], now=facts["now"], reason=facts["reason"])
    return None


def keep_approved(root: Path, versions: Mapping[str, str]) -> None:
    """Keep which plugins, in which version, were approved at their installation, until the daemon knows it."""
    if versions:
        _write(root / _APPROVED, {**(_read(root / _APPROVED) or {}), **versions})


def approved(data_dir: Path) -> dict[str, str]:
    """Tell which plugins were approved at their installation, and the daemon does not know it yet."""
    return _read(data_dir / FOLDER / _APPROVED) or {}


def forget_approved(data_dir: Path) -> None:
    """Forget it: the daemon has it in its database now."""
    (data_dir / FOLDER / _APPROVED).unlink(missing_ok=True)


def _number(root: Path) -> int:
    site = current_site(root)
    return int(site.parent.name) if site else 0


def _read(path: Path) -> dict[str, Any] | None:
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        return {}
    return facts if isinstance(facts, dict) else {}


def _write(path: Path, facts: Mapping[str, Any]) -> None:
    """Write whole or not at all: this is read after crashes."""
    fresh = path.with_suffix(".new")
    with fresh.open("w", encoding="utf-8") as file:
        json.dump(facts, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
