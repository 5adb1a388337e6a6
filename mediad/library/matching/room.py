"""The door of the room: look works up, let people choose, show what was asked and what came of it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mediad.library.catalogue.editing import Editing
from mediad.library.matching import offers
from mediad.library.matching.ask import Told, ask, find
from mediad.library.matching.filing import answers, file_answers
from mediad.library.matching.known import query_of
from mediad.library.matching.policy import asked
from mediad.storage.ports import detail, matches, subjects
from mediad.storage.ports.matches import Match
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError, NotFound

if TYPE_CHECKING:
    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.library.catalogue.editing import Editor
    from mediad.library.matching.offers import Offer
    from mediad.library.matching.policy import Policy, Providers
    from mediad.library.matching.score import Scored
    from mediad.storage.ports import Storage
    from mediad.storage.ports.subjects import Subject
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.host import Clock
    from mediad_sdk.values.metadata import MetadataProvider, Query


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a provider found, the best first; or why it could not be asked."""

    provider: str
    ranked: Sequence[Scored] = ()
    error: MediadError | None = None


class Matching:
    """Looks works up; raises `Moved`, `Gone` or `NotFound` for works."""

    def __init__(
        self, storage: Storage, catalogue: Catalogue, clock: Clock, providers: Providers, policy: Callable[[], Policy]
    ) -> None:
        self.storage = storage
        self.clock = clock
        self.policy = policy
        self._catalogue = catalogue
        self._editing = Editing(storage, catalogue, clock)
        self._providers = providers

    def providers(self, kind: str = "") -> list[MetadataProvider]:
        """Give who is asked, in order: about anything, or about a kind."""
        found = asked(self._providers(), self.policy().providers)
        return [each for each in found if not kind or kind in each.kinds]

    def kinds(self) -> set[str]:
        """Give the kinds that anybody is asked about."""
        return {kind for each in self.providers() for kind in each.kinds}

    async def look_up(
        self, uid: str, *, only: Collection[str] = (), anew: bool = False, lift: bool = False
    ) -> Mapping[str, Told]:
        """Ask providers about a work, and write down what they say; gives that by provider.

        Args:
            uid: The work.
            only: Whom to ask; all when empty.
            anew: Ask those, too, that were asked before.
            lift: And those of whom a person said that they have nothing.
        """
        subject = await self._subject(await subjects.id_of(self.storage, uid))
        before = await matches.of_subject(self.storage, subject.id)
        due = [
            each
            for each in self.providers(subject.kind)
            if (not only or each.id in only) and (lift or _is_due(before.get(each.id), anew=anew))
        ]
        if not due or subject.extra:
            return {}
        known = {name: each for name, each in before.items() if each.id or not each.chosen}
        told = await self._ask(due, subject, known)
        await self._file(subject, before, told)
        return told

    async def choose(self, editor: Editor, uid: str, provider: str, id_: str) -> None:
        """Let a person say what a provider knows a work as; that stands."""
        subject = await self.editable(editor, uid)
        one = self._named(provider, subject.kind)
        told = await self._ask([one], subject, {one.id: Match(provider=one.id, id=id_, chosen=True, score=1.0)})
        if error := told[one.id].error:
            raise error
        await self._file(subject, {}, told)

    async def dismiss(self, editor: Editor, uid: str, provider: str = "") -> None:
        """Let a person say that nothing of a provider's is this work, or nothing of anybody's; that stands, too."""
        subject = await self.editable(editor, uid)
        before = await matches.of_subject(self.storage, subject.id)
        if provider and provider not in before:
            self._named(provider, subject.kind)
        names = [provider] if provider else {*before, *(each.id for each in self.providers(subject.kind))}
        now = self.clock.now_ms()
        told = {name: Told(match=Match(provider=name, chosen=True, tried=now), fields={}) for name in names}
        await self._file(subject, before, told)

    async def candidates(self, editor: Editor, uid: str, title: str = "", year: int | None = None) -> list[Found]:
        """Ask every provider now what a work might be; under another title or year where they are given."""
        subject = await self.editable(editor, uid)
        query = await self._query(subject)
        if title or year:
            query = replace(query, title=title or query.title, year=year, ids={}, fields={})
        return list(await asyncio.gather(*(self._find(each, query) for each in self.providers(subject.kind))))

    async def matches(self, viewer: Viewer, uid: str) -> tuple[str, dict[str, Match]]:
        """Give a work's kind, and what providers know it as."""
        id_ = await subjects.id_of(self.storage, uid)
        row = await detail.subject(self.storage, viewer, id_)
        return row["kind"], await matches.of_subject(self.storage, id_)

    async def offered(self, subject: int, role: str) -> Offer:
        """Give the picture that providers offer for a role; raises `NotFound`."""
        known = await matches.of_subject(self.storage, subject)
        found = offers.best(known, [each.id for each in self.providers()]).get(role)
        if found is None:
            raise NotFound("No provider offers this picture any more.")
        return found

    async def download(self, offer: Offer) -> bytes:
        """Fetch a picture through the provider that offers it."""
        for each in self._providers():
            if each.id == offer.provider and each.download is not None:
                return await each.download(offer.url)
        raise NotFound(f"The provider {offer.provider} is not loaded.", remedy="Switch its plugin on.")

    async def _ask(
        self, providers: Sequence[MetadataProvider], subject: Subject, known: Mapping[str, Match]
    ) -> dict[str, Told]:
        query, policy, now = await self._query(subject), self.policy(), self.clock.now_ms()
        told = await asyncio.gather(*(ask(each, query, known.get(each.id), policy, now) for each in providers))
        return {each.id: one for each, one in zip(providers, told, strict=True)}

    async def _file(self, subject: Subject, before: Mapping[str, Match], told: Mapping[str, Told]) -> None:
        said = answers(self._catalogue, subject, before, told)
        names, now = [each.id for each in self.providers()], self.clock.now_ms()
        await self.storage.write(lambda tx: file_answers(tx, self._catalogue, subject.uid, said, names=names, now=now))

    async def _find(self, provider: MetadataProvider, query: Query) -> Found:
        try:
            verdict = await find(provider, query, self.policy().languages)
        except MediadError as error:
            return Found(provider=provider.id, error=error)
        return Found(provider=provider.id, ranked=verdict.ranked)

    async def editable(self, editor: Editor, uid: str) -> Subject:
        """Give a work that somebody may change."""
        row = await self._editing.row(self.storage, editor, uid)
        return await self._subject(row["id"])

    async def _subject(self, id_: int) -> Subject:
        [found] = await subjects.load(self.storage, [id_])
        return found

    async def _query(self, subject: Subject) -> Query:
        return await query_of(self.storage, self._catalogue.kinds, subject, self.policy().languages[0])

    def _named(self, provider: str, kind: str) -> MetadataProvider:
        known = {each.id: each for each in self.providers(kind)}
        if provider in known:
            return known[provider]
        names = ", ".join(known) or "none"
        raise NotFound(f"There is no provider {provider!r} that knows a {kind}.", remedy=f"Providers that do: {names}.")


def _is_due(before: Match | None, *, anew: bool) -> bool:
    """Tell whether a provider is asked; not again what a person refused."""
    if before is None or not before.tried:
        return True
    return anew and bool(before.id or not before.chosen)
