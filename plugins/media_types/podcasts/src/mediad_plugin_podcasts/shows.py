"""What is subscribed to, in files of the plugin's own: addresses may hold tokens, so they are never shown again."""

from __future__ import annotations

import asyncio
import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mediad_plugin_podcasts.names import safe
from mediad_plugin_podcasts.told import record
from mediad_sdk.errors import NotFound, UserError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from mediad_plugin_podcasts.told import Feed
    from mediad_sdk.host import Files

_DAY = len("2024-01-02")


@dataclass(slots=True, kw_only=True)
class Show:
    """A podcast that somebody subscribed to.

    Attributes:
        id: Ours, made at random: neither the address nor anything made of it names a show.
        url: The address of its feed.
        folder: Its folder in the library.
        etag: What the last answer was known by, as `modified`.
        due_ms: When it is asked again.
        every_ms: How long its feed wants to be left alone.
        failures: How often it failed since it last answered.
        problem: Why, for people.
        fetched: Episodes that were fetched, by guid: the name of the file, when the episode appeared, and `asked` where
            a person asked for it.
    """

    id: str
    url: str = field(repr=False)
    title: str = ""
    folder: str = ""
    etag: str = ""
    modified: str = ""
    due_ms: int = 0
    every_ms: int = 0
    failures: int = 0
    problem: str = ""
    fetched: dict[str, list[str]] = field(default_factory=dict)

    def shown(self) -> dict[str, Any]:
        """Give what people may see: the host of the address alone."""
        return {
            "id": self.id, "title": self.title, "host": urlsplit(self.url).hostname or "", "folder": self.folder,
            "fetched": len(self.fetched), "problem": self.problem,
        }  # fmt: skip  # one row


class Shows:
    """Keeps shows, what their feeds tell, and the addresses of their episodes; a file of each for each show."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._turn = asyncio.Lock()

    async def all(self) -> list[Show]:
        """Give every show."""
        names = await self._files.names("shows")
        return [Show(**await self._read(name)) for name in names]

    async def one(self, name: str) -> Show:
        """Give a show by its id, or by its title where only one is called so; raises `NotFound`."""
        every = await self.all()
        found = [each for each in every if each.id == name]
        found = found or [each for each in every if each.title.casefold() == name.strip().casefold()]
        if len(found) != 1:
            told = f"There is no podcast {name!r}." if not found else f"{len(found)} podcasts are called {name!r}."
            raise NotFound(told, remedy="The command `list` names them with their ids.")
        return found[0]

    async def telling_of(self, guid: str) -> Show:
        """Give the show whose feed tells of an episode; raises `NotFound`."""
        for each in await self.all():
            if each.title and any(said["guid"] == guid for said in await self.episodes(each)):
                return each
        raise NotFound(f"No feed tells of an episode {guid!r}.", remedy="The command `episodes` names their guids.")

    async def add(self, url: str) -> Show:
        """Note a new show; one that is there already is given as it is."""
        if not url.lower().startswith(("https://", "http://")) or not urlsplit(url).hostname:
            raise UserError("This is no address of a feed.", remedy="Give an address that begins with https://.")
        async with self._turn:
            known = next((each for each in await self.all() if each.url == url), None)
            show = known or Show(id=secrets.token_hex(6), url=url)
            await self._keep(show)
        return show

    async def change(self, show: Show, **values: Any) -> None:
        """Change a show, here and where it is kept; what others changed meanwhile stays."""
        async with self._turn:
            kept = await self._kept(show)
            for name, value in values.items():
                setattr(kept, name, value)
                setattr(show, name, value)
            await self._keep(kept)

    async def fetched(self, show: Show, add: Mapping[str, list[str]], gone: Collection[str] = ()) -> None:
        """Note episodes that were fetched, and those that were let go of."""
        async with self._turn:
            kept = await self._kept(show)
            kept.fetched = {guid: each for guid, each in {**kept.fetched, **add}.items() if guid not in gone}
            show.fetched = kept.fetched
            await self._keep(kept)

    async def drop(self, show: Show) -> None:
        """Forget a show; what was fetched stays where it is."""
        for kind in ("shows", "feeds", "addresses"):
            await self._files.delete(f"{kind}/{show.id}.json")

    async def folder(self, show: Show, title: str) -> str:
        """Give a show a folder that no other has; one that it has stays."""
        taken = {each.folder.casefold() for each in await self.all() if each.id != show.id}
        name = safe(title)
        return show.folder or (f"{name} [{show.id}]" if name.casefold() in taken else name)

    async def keep_feed(self, show: Show, feed: Feed) -> None:
        """Keep what a feed tells, and apart from that where its episodes are."""
        told = [
            {"guid": each.guid, "url": each.url, "type": each.type, "title": each.title, "date": each.date}
            for each in feed.episodes
            if each.url
        ]
        await self._write(f"addresses/{show.id}.json", told)
        await self._write(f"feeds/{show.id}.json", record(feed))

    async def feed(self, show: Show) -> dict[str, Any]:
        """Give what the feed told, with the files of episodes that were fetched; without any address."""
        said: dict[str, Any] = await self._read(f"feeds/{show.id}.json")
        for each in said["episodes"]:
            if each["guid"] in show.fetched:
                each["file"] = show.fetched[each["guid"]][0]
        return said

    async def episodes(self, show: Show) -> list[dict[str, str]]:
        """Give the episodes that can be fetched, the newest first."""
        told: list[dict[str, str]] = await self._read(f"addresses/{show.id}.json")
        return sorted(told, key=lambda each: each["date"], reverse=True)

    async def listed(self, show: Show) -> list[dict[str, Any]]:
        """Give the same for people, without any address."""
        return [
            {
                "date": each["date"][:_DAY], "title": each["title"], "guid": each["guid"],
                "fetched": each["guid"] in show.fetched,
            }
            for each in (await self.episodes(show) if show.title else ())
        ]  # fmt: skip  # a row an episode

    async def _kept(self, show: Show) -> Show:
        return Show(**await self._read(f"shows/{show.id}.json"))

    async def _keep(self, show: Show) -> None:
        await self._write(f"shows/{show.id}.json", asdict(show))

    async def _read(self, name: str) -> Any:
        return json.loads(await self._files.read(name))

    async def _write(self, name: str, value: object) -> None:
        data = await asyncio.to_thread(lambda: json.dumps(value).encode())  # a feed may be megabytes
        await self._files.write(name, data)
