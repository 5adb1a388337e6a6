"""Metadata providers: who is asked, what they know a work as, and what a person says to that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from mediad.http.answers import Answer, PageOf, no_content, single
from mediad.http.route import API, Call, Query, Route, ShortQuery
from mediad.http.routes.item_shapes import Open
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import Body, short, written
from mediad.http.who import viewer, who
from mediad.library.catalogue.editing import Editor
from mediad.library.matching.jobs import LOOK_UP, REFRESH
from mediad.storage.ports.matches import Match as Kept
from mediad_sdk.errors import AuthError, Forbidden, Gone, NotFound, Unavailable, Unsupported

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.library.matching.room import Found, Matching
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.metadata import MetadataProvider

_ONE = f"{API}/items/{{id:uuid}}"
_LONGEST = 500


class Provider(Open):
    """A catalogue elsewhere; those that are asked first come first.

    Attributes:
        id: Its name, as `tmdb`.
        label: What a person reads.
        kinds: The kinds of works that it knows.
        attribution: The sentence that its terms ask to be shown; empty for none.
    """

    id: str
    label: str
    kinds: list[str]
    attribution: str


class Match(Open):
    """What a provider knows a work as.

    Attributes:
        provider: Id of the provider.
        label: What a person reads.
        attribution: The sentence that its terms ask to be shown.
        state: `matched`, `chosen` by a person, `unclear` (a person is asked), `none` that fits, `dismissed` by a
            person, `untried`.
        id: The provider's id of the work; empty for none.
        title: What the provider calls it, with its year; of the best candidate where it is unclear.
        score: How well that fits, from 0 to 1.
        fetched: When it last said something: milliseconds since 1970, UTC, or null.
        tried: When it was last asked with success: milliseconds since 1970, UTC; 0 is never.
        error: Why it could not be asked the last time: `code`, `message`; null when it could.
        pictures: How many pictures it offers.
    """

    provider: str
    label: str
    attribution: str
    state: Literal["matched", "chosen", "unclear", "none", "dismissed", "untried"]
    id: str
    title: str
    score: float
    fetched: int | None
    tried: int
    error: dict[str, str] | None
    pictures: int


class Candidate(Open):
    """A work of a provider that this one may be, the best of each provider first.

    Attributes:
        provider: Id of the provider.
        id: The provider's id of the work.
        titles: Every title that the provider tells.
        year: Of its first appearance, or null.
        ids: Further ids by scheme.
        summary: A few words about it.
        picture: Address of a small picture; empty for none.
        score: How well it fits, from 0 to 1.
    """

    provider: str
    id: str
    titles: list[str]
    year: int | None
    ids: dict[str, str]
    summary: str
    picture: str
    score: float


class CandidatesQuery(ShortQuery):
    """What to ask with."""

    query: str = Field(default="", max_length=_LONGEST, description="Another title than the work's own.")
    year: int | None = Field(default=None, ge=1, le=9999, description="Another year than the work's own.")


class MatchQuery(Query):
    """Which provider."""

    provider: str = Field(default="", max_length=64, description="Only this provider; all when empty.")


class Choice(Body):
    """What a provider knows the work as."""

    provider: str = Field(min_length=1, max_length=64, description="Id of the provider.")
    id: str = Field(min_length=1, max_length=200, description="The provider's id of the work.")


def routes(matching: Matching, jobs: Jobs) -> list[Route]:
    """Give the routes of metadata providers."""
    asking = _Asking(matching, jobs)
    found = (NotFound, Gone)
    refused = (*found, Forbidden, Unsupported)
    return [
        Route(
            method="GET", path=f"{API}/providers", name="list_providers", permission="items.read", tag="items",
            summary="Metadata providers in the order in which they are asked, with the attribution that they ask for.",
            handler=asking.providers, query=ShortQuery, answer=PageOf(Provider),
        ),
        Route(
            method="POST", path=f"{API}/providers/refresh", name="ask_providers", permission="libraries.manage",
            summary="Ask about all works that lack a provider's word, changed there, or were not asked about for long.",
            handler=asking.refresh, answer=Started, status=202, tag="items",
        ),
        Route(
            method="GET", path=f"{_ONE}/matches", name="list_matches", permission="items.read", moves=True, tag="items",
            summary="What each provider knows a work as.", handler=asking.matches, query=ShortQuery,
            answer=PageOf(Match), problems=found,
        ),
        Route(
            method="GET", path=f"{_ONE}/candidates", name="list_candidates", permission="items.edit", moves=True,
            summary="What a work may be: asks the providers now.", handler=asking.candidates, query=CandidatesQuery,
            answer=PageOf(Candidate), problems=(*refused, Unavailable, AuthError), tag="items",
        ),
        Route(
            method="POST", path=f"{_ONE}/matches", name="choose_match", permission="items.edit", moves=True,
            summary="Say what a provider knows a work as; that stands.", handler=asking.choose, body=Choice,
            answer=Match, problems=(*refused, Unavailable, AuthError), tag="items",
        ),
        Route(
            method="DELETE", path=f"{_ONE}/matches", name="dismiss_matches", permission="items.edit", moves=True,
            summary="Say that a provider has nothing that is this work, and forget what it said; that stands.",
            handler=asking.dismiss, query=MatchQuery, status=204, problems=refused, tag="items",
        ),
        Route(
            method="POST", path=f"{_ONE}/look-up", name="look_item_up", permission="items.edit", moves=True,
            summary="Ask the providers about a work anew, also those that were dismissed; what a person chose stands.",
            handler=asking.look_up, answer=Started, status=202, problems=refused, tag="items",
        ),
    ]  # fmt: skip


class _Asking:
    """The handlers."""

    def __init__(self, matching: Matching, jobs: Jobs) -> None:
        self._matching = matching
        self._jobs = jobs

    async def providers(self, call: Call[ShortQuery, None]) -> Answer:
        shown = [
            {"id": each.id, "label": each.label, "kinds": list(each.kinds), "attribution": each.attribution}
            for each in self._matching.providers()
        ]
        return short(call.query, "providers", shown)

    async def refresh(self, call: Call[None, None]) -> Answer:
        return accepted(call, await self._jobs.enqueue(REFRESH, key=REFRESH, owner=who(call).uid))

    async def matches(self, call: Call[ShortQuery, None]) -> Answer:
        kind, kept = await self._matching.matches(viewer(call), call.params["id"])
        return short(call.query, "matches", _all(self._matching.providers(kind), kept))

    async def candidates(self, call: Call[CandidatesQuery, None]) -> Answer:
        query = call.query
        found = await self._matching.candidates(_editor(call), call.params["id"], query.query, query.year)
        shown = [_candidate(each.provider, one) for each in found for one in each.ranked]
        if not shown:
            _fail(found)
        return short(query, "candidates", shown)

    async def choose(self, call: Call[None, Choice]) -> Answer:
        uid, chosen = call.params["id"], call.body
        await self._matching.choose(_editor(call), uid, chosen.provider, chosen.id)
        kind, kept = await self._matching.matches(viewer(call), uid)
        known = {each.id: each for each in self._matching.providers(kind)}
        return single(written(_match(kept[chosen.provider], known.get(chosen.provider))))

    async def dismiss(self, call: Call[MatchQuery, None]) -> Answer:
        await self._matching.dismiss(_editor(call), call.params["id"], call.query.provider)
        return no_content()

    async def look_up(self, call: Call[None, None]) -> Answer:
        uid = call.params["id"]
        await self._matching.editable(_editor(call), uid)
        args = {"items": [uid], "anew": True, "lift": True}
        return accepted(call, await self._jobs.enqueue(LOOK_UP, args, key=uid, owner=who(call).uid))


def _editor(call: Call[Any, Any]) -> Editor:
    actor = who(call)
    return Editor(viewer=actor.viewer, editable=actor.editable)


def _fail(found: Sequence[Found]) -> None:
    """Tell why nothing was found where nobody could be asked."""
    for each in found:
        if each.error:
            raise each.error


def _all(providers: Sequence[MetadataProvider], kept: dict[str, Kept]) -> list[dict[str, Any]]:
    """Show what each provider knows a work as, also those that are not loaded now."""
    known = {each.id: each for each in providers}
    names = [*known, *(name for name in kept if name not in known)]
    return [_match(kept.get(name) or Kept(provider=name), known.get(name)) for name in names]


def _match(kept: Kept, provider: MetadataProvider | None) -> dict[str, Any]:
    return {
        "provider": kept.provider, "label": provider.label if provider else kept.provider,
        "attribution": provider.attribution if provider else "", "state": kept.state, "id": kept.id,
        "title": kept.title, "score": round(kept.score, 3), "fetched": kept.fetched, "tried": kept.tried,
        "error": dict(kept.error) if kept.error else None, "pictures": len(kept.pictures),
    }  # fmt: skip


def _candidate(provider: str, scored: Any) -> dict[str, Any]:
    one = scored.candidate
    return {
        "provider": provider, "id": one.id, "titles": list(one.titles), "year": one.year, "ids": dict(one.ids),
        "summary": one.summary, "picture": one.picture, "score": round(scored.score, 3),
    }  # fmt: skip
