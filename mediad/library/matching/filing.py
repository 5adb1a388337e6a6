"""Writes down what providers said of a work: documents of their own, the match, and one picture a role."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from mediad.library.catalogue.merge import PROVIDER, alone
from mediad.library.matching import offers
from mediad.library.matching.ask import Told, failed
from mediad.storage.ports import claims, events, matches, subjects
from mediad_sdk.data import dataclass
from mediad_sdk.errors import Unsupported
from mediad_sdk.plain import dumps, loads
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.matches import Match
    from mediad.storage.ports.subjects import Subject

LARGEST = 512 << 10
"""Characters that a provider may say of one work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What providers said of a work.

    Attributes:
        told: What each of them said.
        before: What was known of it when they were asked.
        bodies: Their documents; "" to take one back.
    """

    told: Mapping[str, Told]
    before: Mapping[str, Match]
    bodies: Mapping[str, str]


def answers(catalogue: Catalogue, subject: Subject, before: Mapping[str, Match], asked: Mapping[str, Told]) -> Answers:
    """Make documents of what was said; what cannot be written down was not said."""
    rules, told, bodies = catalogue.kinds.rules(subject.kind), dict(asked), {}
    for name, each in asked.items():
        if each.fields is not None:
            try:
                bodies[name] = dumps(alone(dict(each.fields), rules)) if each.fields else ""
            except TypeError:
                bodies[name] = " " * (LARGEST + 1)
            if len(bodies[name]) > LARGEST:
                del bodies[name]
                known = before.get(name) or replace(each.match, id="", fetched=None, tried=0, pictures=())
                told[name] = failed(known, Unsupported("What the provider says is no JSON, or far too much of it."))
    return Answers(told=told, before=before, bodies=bodies)


async def file_answers(
    tx: Transaction, catalogue: Catalogue, uid: str, said: Answers, *, names: Iterable[str], now: int
) -> None:
    """Write answers down, and make the work anew where they are not those of before; what a person chose stands."""
    id_ = await subjects.id_of(tx, uid)
    [subject] = await subjects.load(tx, [id_])
    known = await matches.of_subject(tx, id_)
    kept = {name: each.match for name, each in said.told.items() if not _is_overtaken(known.get(name), name, said)}
    await matches.write(tx, id_, kept.values())
    bodies = {name: body for name, body in said.bodies.items() if name in kept}
    version = catalogue.kinds.kind(subject.kind).schema_version
    changed = await matches.say(tx, id_, bodies, version, now)
    changed |= await matches.offer(tx, id_, offers.best({**known, **kept}, names), now)
    if changed:
        await catalogue.describe(tx, subject, await _collections(tx, id_, {**known, **kept}, names))
        await _tell(tx, id_, uid, now)


async def take_back(
    tx: Transaction, catalogue: Catalogue, work: tuple[int, str], names: Collection[str], *, now: int
) -> None:
    """Take back all that some names said of a work, as (id, public id), and make it anew of what is left.

    A work whose kind nobody knows now is made anew when its media type is back.
    """
    id_, uid = work
    [subject] = await subjects.load(tx, [id_])
    await matches.forget(tx, id_, names)
    await matches.say(tx, id_, dict.fromkeys(names, ""), catalogue.kinds.kind(subject.kind).schema_version, now)
    if subject.kind in catalogue.kinds:
        known = await matches.of_subject(tx, id_)
        await matches.offer(tx, id_, offers.best(known, ()), now)
        await catalogue.describe(tx, subject, await _collections(tx, id_, known, ()))
    await _tell(tx, id_, uid, now)


async def _collections(tx: Transaction, subject: int, known: Mapping[str, Match], names: Iterable[str]) -> list[str]:
    """Give the collections that the first provider names who names any."""
    rows = await claims.of_subjects(tx, "documents", [subject])
    bodies = {row["instance"]: row["body"] for row in rows if row["source"] == PROVIDER and row["instance"] in known}
    for name in dict.fromkeys((*names, *sorted(bodies))):
        told = loads(bodies.get(name, "{}")).get("collections") or ()
        if titles := [each["title"] for each in told if isinstance(each, dict) and isinstance(each.get("title"), str)]:
            return titles
    return []


def _is_overtaken(known: Match | None, name: str, said: Answers) -> bool:
    """Tell whether a person chose while the provider was asked."""
    by_person = said.told[name].match.chosen
    return known is not None and known.chosen and not by_person and known != said.before.get(name)


async def _tell(tx: Transaction, subject: int, uid: str, now: int) -> None:
    told = [
        Event(type="item.changed", at=now, library=library, data={"items": [uid]})
        for library in await matches.libraries(tx, subject)
    ]
    await events.record(tx, told)
