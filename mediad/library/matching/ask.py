"""Asks one provider about one work: who it is there, what is said of it, which pictures there are. Writes nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue import facts
from mediad.library.catalogue.editing import fault
from mediad.library.catalogue.merge import tells
from mediad.library.matching.offers import ordered
from mediad.library.matching.policy import rank, scheme
from mediad.library.matching.score import ASK, Verdict, judge, score
from mediad.storage.ports.matches import Match
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError, NotFound
from mediad_sdk.values.metadata import Candidate

if TYPE_CHECKING:
    from mediad.library.matching.policy import Policy
    from mediad_sdk.values.metadata import MetadataProvider, Query

TEXTS = ("title", "overview")
"""Another language is asked for while one of these is missing; all that lack a value take what it brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What came of asking.

    Attributes:
        match: The row to keep.
        fields: What the provider says; None where it could not be asked: then all stays as it was.
        error: Why it could not be asked.
    """

    match: Match
    fields: Mapping[str, Any] | None = None
    error: MediadError | None = None


async def ask(provider: MetadataProvider, query: Query, before: Match | None, policy: Policy, now: int) -> Told:
    """Find the work there, or take it as it was matched before, and fetch what is said of it."""
    known = before or Match(provider=provider.id)
    try:
        match, fields = await _told(provider, query, known, policy)
    except MediadError as error:
        return failed(known, error)
    match = replace(match, tried=now, error=None)
    if not match.id:
        return Told(match=replace(match, fetched=None, pictures=()), fields={})
    pictures = await _pictures(provider, query.kind, match, policy.languages)
    return Told(match=replace(match, title=called(fields), fetched=now, pictures=pictures), fields=fields)


def failed(known: Match, error: MediadError) -> Told:
    """Keep all as it was, and why it could not be asked."""
    return Told(match=replace(known, error={"code": error.code, "message": str(error)}), error=error)


async def _told(
    provider: MetadataProvider, query: Query, known: Match, policy: Policy
) -> tuple[Match, Mapping[str, Any]]:
    """Fetch by the id that is known, if it still is this work; else search."""
    own = query.ids.get(scheme(provider), "")
    sure = known.chosen or bool(own)
    tried = known.id if known.chosen else own or known.id
    if tried:
        try:
            fields = await describe(provider, query.kind, tried, policy)
        except NotFound:
            if known.chosen:
                raise
        else:
            fit = 1.0 if sure else score(query, _candidate(tried, fields), scheme(provider))
            if fit >= ASK:
                return replace(known, id=tried, score=fit), fields
    verdict = await find(provider, query, policy.languages)
    if (taken := verdict.taken) is None:
        shown = _shown(verdict.ranked[0].candidate) if verdict.state == "ask" else ""
        return replace(known, id="", title=shown, score=verdict.score), {}
    return replace(known, id=taken.id, score=verdict.score), await describe(provider, query.kind, taken.id, policy)


async def find(provider: MetadataProvider, query: Query, languages: Sequence[str]) -> Verdict:
    """Search, in one language after the other until it is clear which one is meant."""
    found: dict[str, Candidate] = {}
    verdict = Verdict(state="none")
    for language in languages:
        for each in await provider.search(replace(query, language=language)):
            known = found.get(each.id, each)
            found[each.id] = replace(known, titles=tuple(dict.fromkeys((*known.titles, *each.titles))))
        verdict = judge(query, found.values(), scheme(provider))
        if verdict.state == "accept":
            break
    return verdict


async def describe(provider: MetadataProvider, kind: str, id_: str, policy: Policy) -> Mapping[str, Any]:
    """Fetch what is said of a work; what the first language lacks is taken from the next ones."""
    best: dict[str, tuple[int, Any]] = {}
    for at, language in enumerate(policy.languages):
        record = await provider.fetch(kind, id_, language)
        for name, value in record.fields.items():
            place = rank(record.languages.get(name, language), policy.languages)
            if tells(value) and not fault(name, value) and place < best.get(name, (place + 1,))[0]:
                best[name] = place, value
        if all(best.get(name, (len(policy.languages),))[0] <= at for name in TEXTS):
            break
    fields = {name: best[name][1] for name in sorted(best)}
    if "certificates" in fields:
        fields["certificates"] = _of_country(fields["certificates"], policy.country)
    return {name: value for name, value in fields.items() if tells(value)}


def _of_country(certificates: Collection[Any], country: str) -> list[Any]:
    """Keep the certificates of one country: the lowest age of all countries would let children see anything."""
    return [each for each in certificates if isinstance(each, dict) and each.get("country", country) == country]


async def _pictures(
    provider: MetadataProvider, kind: str, match: Match, languages: Sequence[str]
) -> Sequence[Mapping[str, Any]]:
    """Fetch which pictures there are; without them, the words are still good."""
    if provider.images is None:
        return ()
    try:
        return ordered(await provider.images(kind, match.id), languages)
    except MediadError:
        return match.pictures


def _candidate(id_: str, fields: Mapping[str, Any]) -> Candidate:
    """See what was fetched as a candidate, to judge whether it still is the work that it was taken for."""
    titles = (facts.title_of(fields, ""), *facts.titles_of(fields))
    ids = {name: value for name, _, value in facts.ids_of(fields)}
    return Candidate(id=id_, titles=titles, year=facts.year_of(facts.date_of(fields)), ids=ids)


def called(fields: Mapping[str, Any]) -> str:
    """Name a work as its provider does, with the year."""
    year = facts.year_of(facts.date_of(fields))
    return f"{facts.title_of(fields, '')} ({year})" if year else facts.title_of(fields, "")


def _shown(candidate: Candidate) -> str:
    title = candidate.titles[0] if candidate.titles else ""
    return f"{title} ({candidate.year})" if candidate.year else title
