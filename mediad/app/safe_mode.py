"""Safe mode: a daemon that died three times within ten minutes leaves out what may have killed it.

No plugin is trusted more than another. Left out are those whose files are not what they were when the daemon last ran
well; when none has changed, all of them. That a run ended is written in a small file, for the database may be what does
not open; that a run goes on is a lock on it, which the system takes away with the process.

A crash is a run that ended while the machine went on, and that nobody had told to end. A cut of power is none: the
machine's number of this boot is another afterwards. A daemon that was killed because it took too long to stop is none.
"""

from __future__ import annotations

import asyncio
import fcntl
import json
import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from mediad.plugins.find import find
from mediad.plugins.fingerprint import fingerprint
from mediad.plugins.states import Refusal
from mediad_sdk.data import dataclass
from mediad_sdk.values.health import Health

if TYPE_CHECKING:
    from mediad.plugins.find import Found
    from mediad_sdk.host import Clock

FILE = "starts.json"
CRASHES = 3
BOOT = Path("/proc/sys/kernel/random/boot_id")
WITHIN_MS = 600_000
"""A run that lasts longer was a good one."""
_REMEDY = "`mediad plugin leave-safe-mode` lets all run again, `mediad plugin enable NAME` one."
_log = logging.getLogger("mediad")


@dataclass(slots=True, kw_only=True)
class Starts:
    """What is known of earlier runs.

    Attributes:
        path: The file.
        now: Gives the time in milliseconds.
        boot: What tells this boot of the machine from others.
        crashes: When runs ended without saying so, of the last ten minutes.
        good: The fingerprint of each distribution when the daemon last ran well.
    """

    path: Path
    now: Callable[[], int]
    boot: str = ""
    crashes: list[int] = field(default_factory=list)
    good: Mapping[str, str] = field(default_factory=dict)
    _file: IO[str] | None = None
    _ending: bool = False

    @contextmanager
    def run(self) -> Iterator[None]:
        """Live one run: it counts as a crash unless this is left, or `ending` was called."""
        try:
            self._begin()
        except OSError as error:  # a place that cannot be written to is told of elsewhere
            _log.warning("crashes cannot be counted: %s", error)
        try:
            yield
        finally:
            if self._file is not None:
                self._write(runs=False)
                self._file.close()

    def forget(self) -> None:
        """Forget the crashes."""
        self.crashes.clear()
        self._keep()

    def ending(self) -> None:
        """Hear that the run was told to end: however long that takes, it is no crash any more."""
        self._ending = True
        self._keep()

    def praise(self, good: Mapping[str, str]) -> None:
        """Keep that the daemon ran well with these."""
        self.good = good
        self._keep()

    def _begin(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600), "r+", encoding="utf-8")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # another daemon runs, and what it does is its own
            file.close()
            return
        self._file = file
        kept = _read(file)
        now = self.now()
        crashed = kept.get("runs") and kept.get("boot", self.boot) == self.boot
        ended = [now] if crashed else []
        self.crashes = [at for at in [*kept.get("crashes", []), *ended] if now - at < WITHIN_MS]
        self.good = kept.get("good", {})
        self._write(runs=True)

    def _keep(self) -> None:
        if self._file is not None:
            self._write(runs=not self._ending)

    def _write(self, *, runs: bool) -> None:
        assert self._file is not None  # noqa: S101  # of two callers who looked
        text = json.dumps({"runs": runs, "boot": self.boot, "crashes": self.crashes, "good": dict(self.good)})
        self._file.seek(0)
        self._file.write(text)
        self._file.truncate()
        self._file.flush()


def _read(file: IO[str]) -> dict[str, Any]:
    try:
        kept = json.loads(file.read() or "{}")
    except ValueError:  # half a file: the machine went down
        return {}
    return kept if isinstance(kept, dict) else {}


def _boot() -> str:
    try:
        return BOOT.read_text().strip()
    except OSError:  # where the system does not tell, every sudden end is one of the daemon
        return ""


@contextmanager
def safe_mode(data_dir: Path, clock: Clock) -> Iterator[SafeMode]:
    """Count the run that begins, and see whether it has to be a careful one."""
    starts = Starts(path=data_dir / FILE, now=clock.now_ms, boot=_boot())
    with starts.run():
        yield SafeMode(starts)


class SafeMode:
    """Keeps plugins from running while it is on."""

    def __init__(self, starts: Starts) -> None:
        self._starts = starts
        self._suspects: frozenset[str] | None = None
        self._waived: set[str] = set()
        self.on = len(starts.crashes) >= CRASHES

    async def gate(self, found: Found, address: str) -> Refusal | None:
        """Refuse an instance whose plugin may be what killed the daemon."""
        if not self.on or address in self._waived or not self._suspected(found):
            return None
        return Refusal(state="disabled", reason=f"safe mode: {self._story()}", remedy=_REMEDY)

    async def look(self) -> None:
        """Find out who is suspected."""
        if self.on:
            await asyncio.to_thread(lambda: self.suspect(find()))
            _log.error("safe mode: %s. %s %s", self._story(), self._left_out(), _REMEDY)

    async def prove(self, clock: Clock) -> None:
        """Wait until the run has been a good one, and keep with what."""
        await clock.sleep(WITHIN_MS / 1000)
        await asyncio.to_thread(lambda: self.praise(find()))

    def suspect(self, found: Sequence[Found]) -> None:
        """Look whose files are not what they were when the daemon ran well.

        All are suspected when none has changed or every one has, as on a new machine, or when the daemon died without
        those that have.
        """
        if self.on and len(self._starts.crashes) == CRASHES:
            good = self._starts.good
            changed = {each.distribution for each in found if good.get(each.distribution) != fingerprint(each)}
            self._suspects = (
                frozenset(changed) if 0 < len(changed) < len({each.distribution for each in found}) else None
            )

    def ending(self) -> None:
        """Hear that the daemon was told to end."""
        self._starts.ending()

    def waive(self, address: str) -> None:
        """Let an instance run; "" lets all, and safe mode is over."""
        self._waived.add(address)
        if not address:
            self.on = False
            self._starts.forget()

    def praise(self, found: Sequence[Found]) -> None:
        """Keep that the daemon runs well with what is installed, unless it leaves some of it out."""
        if not self.on:
            self._starts.praise({each.distribution: fingerprint(each) for each in found})

    async def health(self) -> Health:
        """Tell that safe mode is on."""
        if self.on:
            detail = f"safe mode: {self._story()}. {self._left_out()}"
            return Health(state="degraded", detail=detail, remedy=_REMEDY)
        return Health(state="ok")

    def _suspected(self, found: Found) -> bool:
        return self._suspects is None or found.distribution in self._suspects

    def _left_out(self) -> str:
        if self._suspects is None:
            return "No plugin runs until you say so."
        changed = ", ".join(sorted(self._suspects))
        return f"Those that changed since it last ran well do not run until you say so: {changed}."

    def _story(self) -> str:
        return f"the daemon died {len(self._starts.crashes)} times within {WITHIN_MS // 60_000} minutes"
