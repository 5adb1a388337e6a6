"""Fetches episodes into the library's folder, and lets go of old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from mediad_plugin_podcasts.claim import AUDIO, VIDEO
from mediad_plugin_podcasts.names import safe
from mediad_sdk.errors import NotFound, Unsupported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_podcasts.settings import Settings
    from mediad_plugin_podcasts.shelf import Shelf
    from mediad_plugin_podcasts.shows import Show, Shows
    from mediad_sdk.host import Context

ASKED = "asked"
_ENDINGS = {
    "audio/mpeg": "mp3", "audio/mp3": "mp3", "audio/mp4": "m4a", "audio/x-m4a": "m4a", "audio/aac": "aac",
    "audio/ogg": "ogg", "audio/opus": "opus", "audio/flac": "flac", "video/mp4": "mp4", "video/x-m4v": "m4v",
}  # fmt: skip  # a table


class TooLarge(Unsupported):
    """The episode is larger than is allowed."""

    code = "too_large"
    remedy = "Raise `largest` in the settings, or listen to it elsewhere."


class NoMedia(Unsupported):
    """What came is no audio and no video."""

    code = "no_media"
    remedy = "Look at the episode in a browser; the address in its feed may be outdated."


class Fetching:
    """Fetches and lets go."""

    def __init__(self, context: Context, settings: Settings, shows: Shows, shelf: Shelf) -> None:
        self._context = context
        self._settings = settings
        self._shows = shows
        self._shelf = shelf

    async def wanted(self, show: Show) -> list[str]:
        """Give the guids that the settings want to be fetched and that were not."""
        if self._settings.download == "nothing":
            return []
        episodes = await self._shows.episodes(show)
        if self._settings.download == "newest":
            episodes = episodes[: self._settings.newest]
        if self._settings.keep:
            episodes = episodes[: self._settings.keep]
        return [each["guid"] for each in episodes if each["guid"] not in show.fetched]

    async def fetch(self, show: Show, guid: str, *, asked: bool) -> str:
        """Fetch one episode; gives the name of its file. What a person asked for is not let go of."""
        if here := show.fetched.get(guid):
            if asked:
                await self._shows.fetched(show, {guid: [*here[:2], ASKED]})
            return here[0]
        episode = next((each for each in await self._shows.episodes(show) if each["guid"] == guid), None)
        if episode is None:
            raise NotFound("The feed tells of no such episode.")
        name = file_name(episode, {each[0] for each in show.fetched.values()})
        most, got = self._settings.largest << 20, 0
        async with self._context.http.stream("GET", episode["url"], limit=most + 1) as answer:
            if answer.headers.get("content-type", "").startswith("text/html"):
                raise NoMedia(f"{urlsplit(episode['url']).hostname} answered with a web page.")
            async with self._shelf.file(show.folder, name) as write:
                async for piece in answer:
                    got += len(piece)
                    if got > most:
                        raise TooLarge(f"The episode is larger than {self._settings.largest} MiB.")
                    await write(piece)
        await self._shows.fetched(show, {guid: [name, episode["date"], *([ASKED] if asked else [])]})
        return name

    async def let_go(self, show: Show) -> int:
        """Remove fetched episodes beyond the newest that are kept; never a file that was not fetched here."""
        if not self._settings.keep:
            return 0
        ours = [guid for guid, each in show.fetched.items() if ASKED not in each[2:]]
        newest = sorted(ours, key=lambda guid: show.fetched[guid][1], reverse=True)
        gone = newest[self._settings.keep :]
        for guid in gone:
            await self._shelf.remove(show.folder, show.fetched[guid][0])
        await self._shows.fetched(show, {}, gone)
        return len(gone)


def file_name(episode: Mapping[str, str], taken: set[str]) -> str:
    """Name the file of an episode: date and title, never anything of its address but a known ending."""
    ending = _ENDINGS.get(episode["type"].partition(";")[0].strip().lower(), "")
    if not ending:
        last = urlsplit(episode["url"]).path.rpartition(".")[2].lower()
        ending = last if last.encode("ascii", "replace") in AUDIO | VIDEO else "mp3"
    date = episode["date"][:10]
    base = f"{date} - {safe(episode['title'])}" if date else safe(episode["title"])
    name, number = f"{base}.{ending}", 1
    while name in taken:
        number += 1
        name = f"{base} ({number}).{ending}"
    return name
