"""A generation on trial, from its installation until a daemon was ready with it.

A start with a generation that never served before is counted until the daemon is ready. After two that were not, the
generation that it was made from takes its place: a daemon that a plugin keeps from starting mends itself.

A start is counted from the moment at which plugins are about to be loaded; what ends one before that, or for a reason
that no plugin can have (`spared`), does not count. A plugin that fails alone counts neither: it is told, and kept.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from mediad.plugins.installing.current import FOLDER, current_site
from mediad.plugins.installing.notes import read, write
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

TRIES = 2
"""Starts that a new generation gets."""
_TRIAL = "trial.json"
_FALLBACK = "rolled_back.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fallback:
    """That a generation was left because the daemon did not start with it."""

    left: int
    now: int
    reason: str


def begin(data_dir: Path) -> Fallback | None:
    """Count a start with a generation on trial; gives what was done when it has used up its tries."""
    root = data_dir / FOLDER
    trial = read(root / _TRIAL)
    if trial is None:
        return None
    if trial.get("generation") != _number(root):
        end_trial(data_dir)  # it was written, and then the switch was never made
        return None
    starts = int(trial.get("starts", 0))
    if starts < TRIES:
        write(root / _TRIAL, {**trial, "starts": starts + 1})
        return None
    from mediad.plugins.installing.generations import Generations  # noqa: PLC0415  # hardly any start needs it

    generations = Generations(root)
    current = generations.current()
    earlier = generations.earlier(current)
    fallback = Fallback(left=current.number, now=earlier, reason=f"the daemon did not start with it, {starts} times")
    write(root / _FALLBACK, {"left": fallback.left, "now": fallback.now, "reason": fallback.reason})
    generations.switch(earlier)
    end_trial(data_dir)
    return fallback


def spared(data_dir: Path) -> None:
    """Take the last count back: the start ended for a reason that no plugin can have."""
    path = data_dir / FOLDER / _TRIAL
    if trial := read(path):
        write(path, {**trial, "starts": max(int(trial.get("starts", 0)) - 1, 0)})


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
    write(root / _TRIAL, {"generation": number, "starts": 0})


def forget_fallback(root: Path) -> None:
    """Forget that the daemon went back by itself, since somebody decided anew."""
    (root / _FALLBACK).unlink(missing_ok=True)
    (root / _TRIAL).unlink(missing_ok=True)


def fallback(data_dir: Path) -> Fallback | None:
    """Tell whether the daemon went back to an earlier generation by itself."""
    facts = read(data_dir / FOLDER / _FALLBACK)
    with suppress(KeyError, TypeError):
        return None if facts is None else Fallback(left=facts["left"], now=facts["now"], reason=facts["reason"])
    return None


def _number(root: Path) -> int:
    site = current_site(root)
    return int(site.parent.name) if site else 0
