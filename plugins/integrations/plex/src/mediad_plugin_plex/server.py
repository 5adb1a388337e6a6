"""Plex, asked through plexapi. Every function here waits: it runs in a thread of the plugin's own."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from mediad_plugin_plex import asking
from mediad_plugin_plex.items import ids, number, title
from mediad_plugin_plex.places import Places
from mediad_plugin_plex.reach import Limits
from mediad_sdk.errors import NotFound, Unsupported
from mediad_sdk.values.servers import ServerLibrary, ServerSession, WatchState

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from plexapi.server import PlexServer

    from mediad_plugin_plex.items import Item
    from mediad_plugin_plex.settings import Settings

OWNER = 1
"""The number that every Plex gives to the account that owns it."""


class Plex:
    """One Plex, with the accounts that the settings name."""

    def __init__(self, settings: Settings, limits: Limits | None = None) -> None:
        self._url = str(settings.url).rstrip("/")
        self._token = settings.token.get_secret_value()
        self._tokens = {name: token.get_secret_value() for name, token in settings.tokens.items()}
        self._places = Places(settings.paths)
        self._limits = limits or Limits()

    def version(self) -> str:
        """Give its version."""
        with self._reach() as server:
            return str(server.version)

    def libraries(self) -> Sequence[ServerLibrary]:
        """List its libraries."""
        with self._reach() as server:
            return [
                ServerLibrary(id=str(each.key), name=each.title or "", type=each.type or "", paths=(*each.locations,))
                for each in asking.sections(server)
            ]

    def refresh(self, paths: Sequence[str]) -> None:
        """Let it look at paths again; those that no library of its holds are told when the others are done."""
        with self._reach() as server:
            sections = {each: tuple(each.locations) for each in asking.sections(server)}
            wanted, strange = self._places.sorted(paths, sections)
            for section, folders in wanted.items():
                for folder in folders:
                    section.update(folder)
        if strange:
            remedy = "Look at `paths` in the settings of this plugin, and at the folders of the libraries in Plex."
            raise NotFound(f"No library of Plex holds {strange[0][:200]}.", remedy=remedy)

    def look_everywhere(self) -> None:
        """Let it look at all its libraries again."""
        with self._reach() as server:
            for section in asking.sections(server):
                section.update()

    def sessions(self) -> Sequence[ServerSession]:
        """List what is played now."""
        with self._reach() as server:
            playing = asking.answer(server, "/status/sessions")
            known = asking.items(server, [each.get("ratingKey", "") for each in playing])
        return [_session(each, known) for each in playing]

    def watched(self, since: int) -> Sequence[WatchState]:
        """List what any account watched to its end since a time in ms."""
        with self._reach() as server:
            names = {account: name for name, account in asking.accounts(server).items()}
            views = asking.history(server, since)
            known = asking.items(server, [seen.key for _, seen in views])
        return [_state(names.get(account, str(account)), seen, known.get(seen.key)) for account, seen in views]

    def mark(self, state: WatchState) -> None:
        """Tell it what somebody did: a work watched to its end, or the place where it was left."""
        with self._reach(self._token_of(state.user)) as server:
            _tell(server, asking.meant(server, state), state)

    def views(self, account: str, since: int) -> Sequence[Item]:
        """Give items with what an account watched: all with its token, else what the history has since a time."""
        with self._reach() as server:
            uid = self._account(server, account)
            token = self._tokens.get(account) or (self._token if uid == OWNER else "")
            if not token:
                return _latest(server, asking.history(server, since, accountID=uid))
        with self._reach(token) as server:
            return [*asking.every(server)]

    def tell(self, account: str, keys: Sequence[str]) -> None:
        """Tell it that an account watched items to their end; what is gone meanwhile is left out."""
        with self._reach(self._token_of(account)) as server:
            for key in keys:
                try:
                    _tell(server, key, WatchState(ids={}, watched=True))
                except NotFound:
                    continue

    @contextmanager
    def _reach(self, token: str = "") -> Iterator[PlexServer]:
        from mediad_plugin_plex.line import connected  # noqa: PLC0415  # imported when first used: plexapi is large

        with connected(self._url, token or self._token, self._limits) as server:
            yield server

    def _token_of(self, account: str) -> str:
        if not account or account in self._tokens:
            return self._tokens.get(account, self._token)
        with self._reach() as server:
            if self._account(server, account) == OWNER:
                return self._token
        remedy = "Add the token of this account to `tokens` in the settings of this plugin."
        raise Unsupported(f"Plex cannot be told what {account[:100]} watched.", remedy=remedy)

    @staticmethod
    def _account(server: PlexServer, name: str) -> int:
        if (found := asking.accounts(server).get(name)) is None:
            raise NotFound(
                f"Plex has no account {name[:100]}.", remedy="Correct `users` in the settings of this plugin."
            )
        return found


def _tell(server: PlexServer, key: str, state: WatchState) -> None:
    about = {"key": key, "identifier": "com.plexapp.plugins.library"}
    if state.watched:
        server.query("/:/scrobble", params=about)
    elif state.position_ms > 0:
        server.query("/:/progress", params={**about, "time": state.position_ms, "state": "stopped"})


def _latest(server: PlexServer, views: Sequence[tuple[int, Item]]) -> list[Item]:
    """Give each item of the history once, as it was watched last."""
    last: dict[str, Item] = {}
    for _, seen in views:  # the latest come first
        last.setdefault(seen.key, seen)
    known = asking.items(server, [*last])
    return [replace(known[key], watched=True, at=seen.at) for key, seen in last.items() if key in known]


def _session(element: Element, known: Mapping[str, Item]) -> ServerSession:
    player, user = element.find("Player"), element.find("User")
    state = player.get("state", "") if player is not None else ""
    whole = known.get(element.get("ratingKey", ""))
    return ServerSession(
        id=element.get("sessionKey", ""),
        user=user.get("title", "") if user is not None else "",
        title=title(element),
        state=state if state in ("paused", "buffering") else "playing",
        position_ms=number(element.get("viewOffset")),
        duration_ms=number(element.get("duration")) or None,
        device=player.get("title") or player.get("product") or "" if player is not None else "",
        ids=whole.ids if whole else ids(element),
    )


def _state(user: str, seen: Item, whole: Item | None) -> WatchState:
    about = {"plex": seen.key} if seen.key else {}
    if whole is not None:
        about |= {**whole.ids, **({"path": whole.files[0]} if whole.files else {})}
    return WatchState(ids=about, title=seen.title, user=user, watched=True, at=seen.at)
