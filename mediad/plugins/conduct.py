"""How a plugin instance conducts itself: what was counted, which hooks are paused, why it is not called any more."""

from __future__ import annotations

import logging
import secrets
from collections import Counter, deque
from dataclasses import field
from typing import TYPE_CHECKING

from mediad.plugins.breaker import Breaker
from mediad.plugins.errors import Blame, PluginError, PluginRefused, Row
from mediad.plugins.threads import Threads
from mediad.plugins.trace import Trace
from mediad.plugins.watch import Holder
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.watch import Watch

BLOCKS_UNTIL_QUARANTINE = 3
ORPHANS_UNTIL_QUARANTINE = 3
ERRORS_UNTIL_QUARANTINE = 50
ERRORS_WITHIN = 60.0
_NOT_ITS_BUG = frozenset({"unavailable", "rate_limited", "auth_failed", "refused"})
_log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tally:
    """What was counted for one hook, in all and, by kind of failure, since its last success."""

    calls: int = 0
    seconds: float = 0.0
    failures: Counter[str] = field(default_factory=Counter)
    rows: dict[str, Row] = field(default_factory=dict)


class Conduct(Holder):
    """Of one plugin instance; everything that runs for it counts here."""

    def __init__(
        self,
        plugin: str,
        *,
        watch: Watch,
        version: str = "",
        roots: tuple[str, ...] = (),
        correlation: Callable[[], str] = str,
    ) -> None:
        self.plugin = plugin
        self.version = version
        self.roots = roots
        self.watch = watch
        self.correlation = correlation
        self.threads = Threads(f"plugin-{plugin}")
        self.trace = Trace(watch.clock, watch.wall)
        self.breakers: dict[str, Breaker] = {}
        self.tallies: dict[str, Tally] = {}
        self.loop_seconds = 0.0
        self.blocks = 0
        self.orphans = 0
        self.quarantine = ""
        """Why the plugin is not called any more."""
        self.away = ""
        """Why nothing of it can be called for the moment: its process died and is started again."""
        self.last: PluginError | None = None
        self.on_change: Callable[[], None] = lambda: None
        self.shut = ""
        self.overran = ""
        """What the watch told of a step that ended by itself."""
        self._errors: deque[float] = deque(maxlen=ERRORS_UNTIL_QUARANTINE)

    @property
    def quarantined(self) -> bool:
        """Whether the plugin is not called any more."""
        return bool(self.quarantine)

    @property
    def paused(self) -> tuple[str, ...]:
        """The hooks that are not called for a while."""
        return tuple(name for name, breaker in self.breakers.items() if breaker.is_open)

    @property
    def lame(self) -> str:
        """Why not everything of it can be called for the moment; "" when everything can."""
        return self.away or (f"paused after failures: {', '.join(self.paused)}" if self.paused else "")

    def paused_until(self) -> dict[str, int]:
        """Say until when each paused hook is not called, in milliseconds since 1970."""
        zero = self.watch.wall() - self.watch.clock()
        return {name: round((zero + each.until) * 1000) for name, each in self.breakers.items() if each.is_open}

    def blame(self, hook: str) -> Blame:
        """Say whose failure it is."""
        correlation = self.correlation() or secrets.token_hex(8)
        return Blame(plugin=self.plugin, version=self.version, hook=hook, correlation=correlation)

    def tally(self, hook: str) -> Tally:
        """Give what is counted for a hook."""
        return self.tallies.setdefault(hook, Tally())

    def breaker(self, hook: str) -> Breaker:
        """Give what pauses a hook."""
        return self.breakers.setdefault(hook, Breaker(self.watch.clock))

    def held(self, seconds: float, where: str) -> None:
        """Hear from the watch that one step held the loop."""
        _log.warning("plugin %s held the event loop for %.2f s at %s", self.plugin, seconds, where or "an unknown line")
        if seconds > self.watch.hard:
            self.overran = f"it held the event loop for {seconds:.1f} s at {where or 'an unknown line'}"

    def take_overrun(self) -> str:
        """Give and forget what the watch told last."""
        told, self.overran = self.overran, ""
        return told

    def strike(self, error: PluginError, strikes: int) -> None:
        """Count a failure: for its hook, which may be paused, and for the plugin, which may come into quarantine."""
        hook = error.blame.hook
        tally = self.tally(hook)
        row = tally.rows.get(error.kind)
        error.row = Row(count=row.count + 1, since=row.since) if row else Row(count=1, since=self._now())
        tally.rows[error.kind] = error.row
        tally.failures[error.kind] += 1
        self.note(error)
        if self.breaker(hook).fail(strikes) or tally.failures[error.kind] == 1:
            _log.warning("plugin %s failed in %s: %s", self.plugin, hook, error.reason, exc_info=error.__cause__)
        self.on_change()

    def refused(self, hook: str, why: str, remedy: str = "") -> PluginRefused:
        """Keep that the plugin wanted what is not its own; who refuses it has prevented it, so nothing is paused."""
        error = PluginRefused(why, blame=self.blame(hook), remedy=remedy)
        self.tally(hook).failures[error.kind] += 1
        if self.last is None or (self.last.kind, self.last.reason) != (error.kind, error.reason):  # it may ask for ever
            _log.warning("plugin %s was refused something in %s: %s", self.plugin, hook, why)
        self.note(error)
        return error

    def note(self, error: PluginError) -> None:
        """Keep a failure for the report, and judge whether it was one too many."""
        self.last = error
        self.blocks += error.kind == "blocked_loop"
        self.orphans += error.kind == "ignored_cancel"
        if error.kind not in _NOT_ITS_BUG:
            self._errors.append(self.watch.clock())
        if not self.quarantine and (why := self._unbearable()):
            self.isolate(why)

    def isolate(self, why: str) -> None:
        """Call the plugin no more, until an administrator or a new version says otherwise."""
        _log.error("plugin %s is in quarantine: %s", self.plugin, why)
        self.quarantine = why
        self.shut = f"it is in quarantine: {why}"

    def _unbearable(self) -> str:
        if self.blocks >= BLOCKS_UNTIL_QUARANTINE:
            return f"it blocked the event loop {self.blocks} times"
        if self.orphans >= ORPHANS_UNTIL_QUARANTINE:
            return f"it went on {self.orphans} times after it was cancelled"
        errors = self._errors
        if len(errors) == ERRORS_UNTIL_QUARANTINE and errors[-1] - errors[0] <= ERRORS_WITHIN:
            return f"it failed {len(errors)} times within a minute"
        return ""

    def _now(self) -> int:
        return round(self.watch.wall() * 1000)
