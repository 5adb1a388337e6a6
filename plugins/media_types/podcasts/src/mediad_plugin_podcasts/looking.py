"""Asks feeds what is new, politely: one after the other, knowing the last answer, later after failures."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from mediad_plugin_podcasts.errors import FeedGone
from mediad_sdk.errors import MediadError, Unavailable, UserError

if TYPE_CHECKING:
    from mediad_plugin_podcasts.settings import Settings
    from mediad_plugin_podcasts.shelf import Shelf
    from mediad_plugin_podcasts.shows import Show, Shows
    from mediad_plugin_podcasts.told import Feed
    from mediad_sdk.host import Context

DAY_MS, MINUTE_MS = 86_400_000, 60_000
TIMEOUT = 45
"""Seconds for a feed; a command may take 60."""
NEVER_MS = 253_402_300_800_000
"""The year 10000."""
_UNCHANGED, _GONE = 304, 410


class Looking:
    """Looks at feeds."""

    def __init__(self, context: Context, settings: Settings, shows: Shows, shelf: Shelf | None) -> None:
        self._context = context
        self._every_ms = int(settings.every * 1000)
        self._shows = shows
        self._shelf = shelf

    async def look(self, show: Show, *, must: bool = False) -> bool:
        """Ask one feed; True where it told something new. What went wrong is kept with the show.

        Raises:
            MediadError: It failed, and somebody waits for the answer (`must`).
        """
        try:
            new = await self._heard(show)
        except (MediadError, OSError) as error:
            await self._put_off(show, error)
            if must and isinstance(error, Unavailable):  # a definite answer: its host says nothing of other feeds
                raise UserError(str(error), remedy=error.remedy) from error
            if must:
                raise
            return False
        try:
            await self.write(show)  # of what is not new as well: its folder may have been away
        except (MediadError, OSError) as error:  # our folder's fault, which the feed shall not wait for
            await self._shows.change(show, problem=_short(error))
            if must:
                raise
        return new

    async def _heard(self, show: Show) -> bool:
        feed, known = await self._ask(show)
        if feed is not None:
            folder = await self._shows.folder(show, feed.title)
            await self._shows.change(show, title=feed.title, folder=folder)
            await self._shows.keep_feed(show, feed)
            known["every_ms"] = min(feed.ttl * MINUTE_MS, DAY_MS)
        # What the answer is known by is noted last: what could not be kept is asked for again.
        await self._shows.change(show, **known, failures=0, problem="")
        await self._shows.change(show, due_ms=self._context.clock.now_ms() + max(self._every_ms, show.every_ms))
        return feed is not None

    async def write(self, show: Show) -> None:
        """Write the record beside the episodes."""
        if self._shelf is not None:
            await self._shelf.record(show.folder, await self._shows.feed(show))

    async def _ask(self, show: Show) -> tuple[Feed | None, dict[str, Any]]:
        """Give what a feed tells, None where that is known, and what the next question has to say."""
        from mediad_plugin_podcasts.feed import MAX_FEED, read  # noqa: PLC0415  # it brings XML, which no start needs

        known = {"If-None-Match": show.etag, "If-Modified-Since": show.modified}
        answer = await self._context.http.get(
            show.url, headers={name: value for name, value in known.items() if value},
            expect={_UNCHANGED, _GONE}, limit=MAX_FEED, timeout=TIMEOUT,
        )  # fmt: skip  # one call
        if answer.status == _GONE:
            raise FeedGone("The feed is gone for good, as its host says.")
        if answer.status == _UNCHANGED:
            return None, {}
        feed = await asyncio.to_thread(read, answer.content)
        if feed.moved.startswith("https://") and feed.moved != show.url:
            return feed, {"url": feed.moved, "etag": "", "modified": ""}
        etag, modified = answer.headers.get("etag", "")[:500], answer.headers.get("last-modified", "")[:100]
        return feed, {"etag": etag, "modified": modified}

    async def _put_off(self, show: Show, error: Exception) -> None:
        """Ask later: twice as late after each failure, at most a day, and never before the other side wants it.

        What its host says is gone for good is asked again when somebody subscribes anew.
        """
        failures = show.failures + 1
        asked = error.retry_after if isinstance(error, Unavailable) else None
        wait = max(min(self._every_ms * 2 ** min(failures, 10), DAY_MS), int((asked or 0) * 1000))
        due = NEVER_MS if isinstance(error, FeedGone) else self._context.clock.now_ms() + wait
        await self._shows.change(show, failures=failures, problem=_short(error), due_ms=due)


def _short(error: Exception) -> str:
    return str(error)[:300]
