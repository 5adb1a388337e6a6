"""The comparison of what people watched here and in Plex."""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import astuple, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_plugin_plex.deciding import TOLD, Known, Sides, decide
from mediad_plugin_plex.works import Works
from mediad_sdk.errors import AuthError, NotFound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from mediad_plugin_plex.items import Item
    from mediad_plugin_plex.server import Plex
    from mediad_plugin_plex.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.jobs import JobRun

    InThread = Callable[..., asyncio.Future[Any]]

_DAY = 86_400_000
_STEP, _TELL = 500, 50
"""Works of which plays are asked at once; items that are told before it is looked whether the job was cancelled."""


class Watching:
    """Keeps what people watched the same on both sides."""

    def __init__(self, context: Context, settings: Settings, plex: Plex) -> None:
        self._context = context
        self._users = settings.users
        self._tolerance = int(settings.tolerance * 1000)
        self._plex = plex
        self._one_at_a_time = asyncio.Lock()

    async def sync(self, run: JobRun) -> Mapping[str, Any]:
        """Compare account by account; a run that was broken off goes on with the one that it had begun."""
        done = list(run.checkpoint.get("done", ()))
        totals = Counter(compared=0, unknown=0, played=0, told=0)
        pool = ThreadPoolExecutor(1, thread_name_prefix=self._context.instance)
        try:
            async with self._one_at_a_time:
                for number, (account, user) in enumerate(self._users.items()):
                    await run.progress(number / len(self._users), account)
                    if account not in done:
                        in_thread = partial(asyncio.get_running_loop().run_in_executor, pool)
                        totals.update(await self._account(run, in_thread, account, user))
                        done.append(account)
                        await run.save({"done": done})
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
        return dict(totals)

    async def _account(self, run: JobRun, in_thread: InThread, account: str, user: str) -> Counter[str]:
        """Compare one account; one that is refused, or not there, keeps no other from its turn."""
        try:
            return await self._compare(in_thread, account, user)
        except (AuthError, NotFound) as error:
            await run.log(f"{account} is left out: {error} {error.remedy}".rstrip(), level="warning")
            return Counter(left_out=1)

    async def _compare(self, in_thread: InThread, account: str, user: str) -> Counter[str]:
        known = await self._known(account)
        since = max(0, max((each.theirs for each in known.values()), default=0) - _DAY)
        items = await in_thread(self._plex.views, account, since)
        works = await Works.of(self._context.library, user)
        pairs = [(item, work) for item in items if (work := works.find(item))]
        played = await self._played(user, [work for _, work in pairs])
        before, tell, plays = dict(known), [], 0
        for item, work in pairs:
            deed, known[item.key] = decide(
                _sides(item, played.get(work, 0)), known.get(item.key, Known()), self._tolerance
            )
            if deed == "play":
                played[work] = item.at or self._context.clock.now_ms()
                await self._context.personal.played(user, work, at=played[work], client="Plex")
                plays += 1
            elif deed == "tell":
                tell.append(item.key)
        if known != before:
            await self._keep(account, known)
        await self._tell(in_thread, account, known, tell)
        return Counter(compared=len(pairs), unknown=len(items) - len(pairs), played=plays, told=len(tell))

    async def _tell(self, in_thread: InThread, account: str, known: dict[str, Known], keys: list[str]) -> None:
        """Tell Plex; that it is being told was kept before, that it was is kept afterwards."""
        for start in range(0, len(keys), _TELL):
            some = keys[start : start + _TELL]
            await in_thread(self._plex.tell, account, some)
            known |= {key: replace(known[key], theirs=TOLD) for key in some}
            await self._keep(account, known)

    async def _played(self, user: str, works: Iterable[str]) -> dict[str, int]:
        """Give when somebody played works last; only of those that they did."""
        wanted, found = list(dict.fromkeys(works)), dict[str, int]()
        for start in range(0, len(wanted), _STEP):
            states = await self._context.personal.states(user, wanted[start : start + _STEP])
            found |= {work: state["played"] or 1 for work, state in states.items() if state.get("plays")}
        return found

    async def _known(self, account: str) -> dict[str, Known]:
        kept = await self._context.store.get(f"seen:{account}") or {}
        return {key: Known(theirs=theirs, ours=ours) for key, (theirs, ours) in kept.items()}

    async def _keep(self, account: str, known: Mapping[str, Known]) -> None:
        worth = {key: astuple(each) for key, each in known.items() if each != Known()}
        await self._context.store.put(f"seen:{account}", worth)


def _sides(item: Item, ours: int) -> Sides:
    """Compare times of viewings to the end alone: the time of one that goes on says nothing of the last one."""
    theirs = 0 if item.position_ms and ours else item.at
    return Sides(watched=item.watched, theirs=theirs, ours=ours)
