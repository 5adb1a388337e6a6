"""What a plugin says of works: a document of its own beside all others, merged as those of providers are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.host.services import Late, at_hand
from mediad.library.catalogue.merge import alone
from mediad.storage.ports import events, matches, subjects
from mediad_sdk.errors import Forbidden, Invalid
from mediad_sdk.plain import dumps
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.storage.ports import Storage, Transaction
    from mediad_sdk.host import Clock, Library
    from mediad_sdk.manifest import Permission

LARGEST = 64 << 10
"""Bytes that a plugin may say of one work."""


class Saying:
    """Writes documents of plugins."""

    def __init__(self, storage: Storage, catalogue: Catalogue, clock: Clock) -> None:
        self._storage = storage
        self._catalogue = catalogue
        self._clock = clock

    async def say(self, plugin: str, uid: str, fields: Mapping[str, Any]) -> None:
        """Put what a plugin says of a work in the place of what it said before."""
        now = self._clock.now_ms()

        async def unit(tx: Transaction) -> None:
            try:
                number = await subjects.id_of(tx, uid)
            except subjects.Moved as moved:
                number = await subjects.id_of(tx, moved.uid)
            [subject] = await subjects.load(tx, [number])
            body = self._body(subject.kind, fields)
            version = self._catalogue.kinds.kind(subject.kind).schema_version
            if await matches.say(tx, number, {plugin: body}, version, now):
                await self._catalogue.refresh(tx, [number])
                libraries = await matches.libraries(tx, number)
                told = [Event(type="item.changed", at=now, library=each, data={"items": [uid]}) for each in libraries]
                await events.record(tx, told)

        await self._storage.write(unit)

    def _body(self, kind: str, fields: Mapping[str, Any]) -> str:
        if not fields:
            return ""
        try:
            body = dumps(alone(dict(fields), self._catalogue.kinds.rules(kind)))
        except TypeError as error:
            raise Invalid(f"What is said of a work is JSON: {error}.", remedy="Say texts, numbers, lists.") from error
        if len(body) > LARGEST:
            raise Invalid(f"{len(body)} bytes are too much to say of one work.", remedy=f"Say at most {LARGEST}.")
        return body


class PluginLibrary:
    """The works as one plugin has them: it reads by a permission, and says by a greater one."""

    def __init__(
        self, plugin: str, permission: Permission | None, library: Late[Library], saying: Late[Saying]
    ) -> None:
        self._plugin = plugin
        self._may_say = permission is not None and permission.access == "write"
        self._library = library
        self._saying = saying

    def __getattr__(self, name: str) -> Any:
        """Give what the library has under this name."""
        return getattr(at_hand(self._library, "library"), name)

    async def say(self, uid: str, fields: Mapping[str, Any], /) -> None:
        """Say something of a work."""
        if not self._may_say:
            remedy = 'Declare `library = { reason = "...", access = "write" }` under [permissions] in the manifest.'
            raise Forbidden("To say something of works needs the permission `library` to write.", remedy=remedy)
        await at_hand(self._saying, "library").say(self._plugin, uid, fields)
