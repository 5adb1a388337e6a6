"""Jobs of looking up: some works at once, and all that lack something or are old; resumable."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import matches, subjects
from mediad_sdk.data import dataclass
from mediad_sdk.errors import AuthError, Forbidden, Gone, MediadError, NotFound, Unavailable, Unsupported
from mediad_sdk.values.jobs import JobRun, JobType, Schedule

if TYPE_CHECKING:
    from mediad.library.matching.ask import Told
    from mediad.library.matching.room import Matching
    from mediad.storage.ports.plugins import PluginStore
    from mediad_sdk.values.metadata import MetadataProvider

LOOK_UP, REFRESH = "metadata.look_up", "metadata.refresh"
LANE = "metadata"
BATCH = 100
AT_ONCE = 4
"""Works that are asked about at the same time; how often a provider is called at most, its plugin says."""
LONGEST_PAUSE = 60.0
"""Seconds that a job waits for a provider; what takes longer is left to another attempt."""
PAUSES = 3
"""Pauses in a row after which a provider is left alone."""
FAILURES = 25
"""The same for failures in a row; so many of them are told."""
_DAY_MS = 86_400_000
_FINAL = (AuthError, Forbidden)
"""What goes wrong for every work alike."""


class Away(Exception):
    """A provider cannot be asked now."""

    def __init__(self, error: MediadError) -> None:
        super().__init__(str(error))
        self.error = error


@dataclass(slots=True)
class Pace:
    """How asking goes: counts, and waits where a provider asks for it."""

    matching: Matching
    matched: int = 0
    unknown: int = 0
    failed: int = 0
    _pauses: int = 0
    _failures: int = 0
    errors: list[str] = field(default_factory=list)

    async def ask(self, works: Sequence[str], **how: Any) -> None:
        """Look works up; raises `Away` when a provider is not there, after waiting for it."""
        left = list(works)
        while left:
            later = await self._some(left, how)
            if not later:
                self._pauses = 0
                return
            left, error = [uid for uid, _ in later], later[0][1]
            self._pauses += 1
            pause = error.retry_after if isinstance(error, Unavailable) else None
            pause = 2.0**self._pauses if pause is None else pause
            if isinstance(error, _FINAL) or self._pauses > PAUSES or pause > LONGEST_PAUSE:
                raise Away(error)
            await self.matching.clock.sleep(pause)

    async def _some(self, works: Sequence[str], how: Mapping[str, Any]) -> list[tuple[str, MediadError]]:
        """Look works up, some at a time; give back those for which somebody was away, and why."""
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(uid: str) -> Mapping[str, Told]:
            async with gate:
                try:
                    return await self.matching.look_up(uid, **how)
                except (NotFound, Gone, subjects.Moved):  # it went while others were looked up
                    return {}

        found = await asyncio.gather(*(one(uid) for uid in works))
        return [(uid, error) for uid, told in zip(works, found, strict=True) if (error := self._count(told))]

    def _count(self, told: Mapping[str, Told]) -> MediadError | None:
        away = None
        for name, each in told.items():
            if isinstance(each.error, (Unavailable, *_FINAL)):
                away = each.error
            elif each.error:
                self._fail(name, each.error)
            else:
                self._failures = 0
                self.matched += bool(each.match.id)
                self.unknown += not each.match.id
        return away

    def _fail(self, name: str, error: MediadError) -> None:
        self.failed += 1
        self._failures += 1
        if len(self.errors) < FAILURES:
            self.errors.append(f"{name}: {error}")
        if self._failures >= FAILURES:
            raise Away(error)

    def counts(self) -> dict[str, int]:
        """Give what was counted."""
        return {"matched": self.matched, "unknown": self.unknown, "failed": self.failed}


def look_up(matching: Matching) -> JobType:
    """Give the job that looks `items` up; `anew` asks who was asked before, `lift` who was dismissed, too."""

    async def handler(run: JobRun) -> Mapping[str, Any]:
        items = [str(each) for each in run.args.get("items", ())]
        begin = int(run.checkpoint.get("done", 0))
        pace = Pace(matching)
        for at in range(begin, len(items), BATCH):
            works = await matches.of_kinds(matching.storage, items[at : at + BATCH], matching.kinds())
            try:
                await pace.ask(works, **{name: bool(run.args.get(name)) for name in ("anew", "lift")})
            except Away as away:
                raise away.error from away
            await run.save({"done": at + BATCH})
            await run.progress(min(at + BATCH, len(items)) / len(items), f"{pace.matched} found")
        return pace.counts()

    return JobType(id=LOOK_UP, handler=handler, lane=LANE, attempts=5, backoff=60)


def refresh(matching: Matching, store: PluginStore, *, batch: int = BATCH) -> JobType:
    """Give the job that asks again: about works that lack a provider's word, those that changed there, and old ones."""

    async def handler(run: JobRun) -> Mapping[str, Any]:
        return await _Refresh(matching, store, run, batch).run()

    return JobType(id=REFRESH, handler=handler, lane=LANE, attempts=5, backoff=300)


class _Refresh:
    """One run of the job, over one provider after the other."""

    def __init__(self, matching: Matching, store: PluginStore, run: JobRun, batch: int) -> None:
        self._matching = matching
        self._store = store
        self._run = run
        self._batch = batch
        self._pace = Pace(matching)
        self._started = int(run.checkpoint.get("started", 0)) or matching.clock.now_ms()
        self._done: list[str] = list(run.checkpoint.get("providers", ()))

    async def run(self) -> Mapping[str, Any]:
        """Ask every provider; one that is away does not keep the others from being asked."""
        away: dict[str, MediadError] = {}
        providers = self._matching.providers()
        for at, each in enumerate(providers):
            if each.id not in self._done:
                try:
                    await self._provider(each, at / len(providers), 1 / len(providers))
                except Away as error:
                    away[each.id] = error.error
                    await self._run.log(f"{each.label} is left alone: {error}", level="warning")
                else:
                    self._done.append(each.id)
        for line in self._pace.errors:
            await self._run.log(line, level="warning")
        if away:
            raise next(iter(away.values()))
        return self._pace.counts()

    async def _provider(self, provider: MetadataProvider, begun: float, share: float) -> None:
        days = self._matching.policy().refresh_days * _DAY_MS
        changed = await self._changed(provider)
        old = self._started - days
        due = (old, old if changed is None else 0)
        for at in range(0, len(changed or ()), self._batch):
            ids = (changed or ())[at : at + self._batch]
            found = await matches.matched(self._matching.storage, provider.id, ids, before=self._started)
            await self._pace.ask([uid for _, uid in found], only=(provider.id,), anew=True)
        after = int(self._run.checkpoint.get("after", 0)) if self._run.checkpoint.get("provider") == provider.id else 0
        while works := await self._lacking(provider, after, due):
            await self._pace.ask([uid for _, uid in works], only=(provider.id,), anew=True)
            after = works[-1][0]
            await self._run.save(
                {"started": self._started, "providers": self._done, "provider": provider.id, "after": after}
            )
            await self._run.progress(begun + share / 2, f"{provider.label}: {self._pace.matched} found")
        await self._store.put(_key(provider), str(self._started))

    async def _lacking(self, provider: MetadataProvider, after: int, due: tuple[int, int]) -> list[tuple[int, str]]:
        return await matches.lacking(
            self._matching.storage, provider.id, provider.kinds, after=after, due=due, most=self._batch
        )

    async def _changed(self, provider: MetadataProvider) -> Sequence[str] | None:
        """Give what changed there since the last run; None where that cannot be told, and age decides."""
        since = int(await self._store.get(_key(provider)) or 0)
        if provider.changes is None or not since:
            return None
        try:
            return await provider.changes(since)
        except Unsupported:  # too long ago
            return None
        except MediadError as error:
            raise Away(error) from error


def _key(provider: MetadataProvider) -> str:
    return f"metadata.{provider.id}.asked"


def schedules(matching: Matching) -> list[Schedule]:
    """Give the schedule by which works are asked about again, at night."""
    return [Schedule(id=REFRESH, job=REFRESH, cron="20 4 * * *")] if matching.policy().automatic else []
