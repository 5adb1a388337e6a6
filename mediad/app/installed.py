"""What was installed beside the daemon, in the daemon's life: entered, tried out, proven or left, and told of.

The rule: a generation that keeps the daemon from becoming ready twice is left for the one before. A plugin that fails
alone, where it ran in the generation before, is told and kept: whoever installed it decides.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Self

from mediad.plugins.installing import current, notes, trial
from mediad.plugins.installing.finding import everything
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping
    from pathlib import Path

    from mediad.plugins.find import Found
    from mediad.plugins.states import Report

_log = logging.getLogger("mediad")
_RAN = "ran.json"
_FAILED = frozenset({"failed", "incompatible", "quarantined"})


class Installed:
    """The generation that this daemon runs with.

    Args:
        data_dir: Where generations are kept.
        approve: Keeps that somebody approved what a plugin asks for.

    Attributes:
        number: The generation, 0 for none.
        own: Where the environment of each plugin lies that has one of its own.
        waiting: Plugins that were installed anew and wait for the next start, with the reason.
    """

    def __init__(self, data_dir: Path, approve: Callable[[Found], Awaitable[None]] | None = None) -> None:
        self._data_dir = data_dir
        self._approve = approve
        self.number = 0
        self.own: Mapping[str, Path] = {}
        self.waiting: Mapping[str, str] = {}

    async def entered(self) -> Self:
        """Enter what is installed, with what was approved of it."""
        await asyncio.to_thread(self.enter)
        await self.carry_over()
        return self

    def enter(self) -> None:
        """Let plugins be imported from the current generation, or from the one before when that did not start."""
        if fallback := trial.begin(self._data_dir):
            _log.error(
                "generation %s of plugins is left for %s: %s", fallback.left, fallback.now or "none", fallback.reason
            )
        self.number = current.enter(self._data_dir)
        self.own = current.own_sites(self._data_dir)

    async def carry_over(self) -> None:
        """Keep in the database what somebody approved when it was installed; once, so that it can be withdrawn."""
        waiting = await asyncio.to_thread(notes.approved, self._data_dir)
        if not waiting or self._approve is None:
            return
        for found in await asyncio.to_thread(everything, self._data_dir):
            if waiting.get(found.id) == found.version:
                await self._approve(found)
        await asyncio.to_thread(notes.forget_approved, self._data_dir)

    def ready(self, states: Iterable[Report]) -> None:
        """Say that the daemon is ready: the generation is proven, and what runs in it is remembered."""
        if not self.number:
            return
        now = {each.instance: each for each in states}
        first = trial.end_trial(self._data_dir)
        ran = [name for name, each in now.items() if each.state not in {*_FAILED, "disabled"}]
        with suppress(OSError):  # a full disk is no reason not to serve
            (self._place(self.number) / _RAN).write_text(json.dumps(ran), encoding="utf-8")
        for sentence in self._worse(now) if first else ():
            _log.error("%s", sentence)

    async def health(self, states: Callable[[], Iterable[Report]]) -> Health:
        """Tell when the daemon went back by itself, and which plugins ran before they were installed anew."""
        return await asyncio.to_thread(self._look, {each.instance: each for each in states()})

    def _look(self, now: Mapping[str, Report]) -> Health:
        told, remedies = [], []
        if fallback := trial.fallback(self._data_dir):
            instead = f"generation {fallback.now} runs instead" if fallback.now else "it runs without"
            told.append(f"generation {fallback.left} of plugins was left, {instead}: {fallback.reason}")
            remedies.append("Install or upgrade again when the plugin is mended; the log says how the starts ended.")
        made, here = self._facts().get("python", ""), f"{sys.version_info.major}.{sys.version_info.minor}"
        if made and made != here:
            told.append(f"generation {self.number} of plugins was made for Python {made}, this is {here}")
            remedies.append("`mediad plugin upgrade` makes it anew.")
        if self.waiting:
            told += [f"{plugin} waits for the next start: {reason}" for plugin, reason in self.waiting.items()]
            remedies.append("Start the daemon anew.")
        if worse := self._worse(now):
            told += worse
            remedies.append("`mediad plugin rollback` brings the former versions back.")
        if told:
            return Health(state="degraded", detail="; ".join(told), remedy=" ".join(remedies))
        return Health(state="ok", detail=f"generation {self.number}" if self.number else "nothing was installed")

    def _worse(self, now: Mapping[str, Report]) -> list[str]:
        """Name what fails in this generation and ran in the one that it was made from."""
        base = self._facts().get("base", 0)
        ran = _read(self._place(base) / _RAN) if base else []
        return [
            f"{name} ran in generation {base} and does not in {self.number}: {now[name].reason}"
            for name in ran or ()
            if name in now and now[name].state in _FAILED
        ]

    def _facts(self) -> dict[str, Any]:
        facts = _read(self._place(self.number) / "generation.json") if self.number else None
        return facts if isinstance(facts, dict) else {}

    def _place(self, number: int) -> Path:
        return self._data_dir / current.FOLDER / "generations" / str(number)


def _read(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
