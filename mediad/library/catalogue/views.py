"""Subjects as they are seen: the effective document of each, and everything that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from mediad.library.catalogue import facts
from mediad.library.catalogue.ledger import Ledger
from mediad.library.catalogue.project import UNLISTED, Facts, Projection, fold_value, project, search_words
from mediad.library.catalogue.texts import dumps, loads
from mediad.library.kinds import KindTable
from mediad.storage.ports.subjects import Identity, Subject

PERSON = "person"
"""The kind of a party whose credit does not say it."""

Credit: TypeAlias = tuple[int, str, int, str, str, str]
"""(position, role, party, name, joined, character)."""
_ROLES = {role: place for place, role in enumerate(("cover", "poster", "thumb", "portrait", "backdrop", "logo"))}


@dataclass(slots=True)
class View:
    """What follows from one subject's effective document."""

    subject: Subject
    fields: Mapping[str, Any]
    projection: Projection
    words: str = ""
    credits: list[Credit] = field(default_factory=list)
    ids: list[tuple[str, str, str]] = field(default_factory=list)
    orderings: list[tuple[str, str, float, str]] = field(default_factory=list)


def see(kinds: KindTable, subject: Subject, fields: Mapping[str, Any]) -> View:
    """Look at a subject: its columns are set from the effective document; an extra is listed and found nowhere."""
    subject.title = facts.title_of(fields, subject.key if fields else subject.title or subject.key)
    subject.position, subject.position_label, subject.position_end = facts.place_of(fields)
    subject.extra = str(fields.get("extra") or "")
    subject.availability = dumps(fields.get("availability") or {})
    subject.schema_version = kinds.kind(subject.kind).schema_version
    return View(
        subject=subject,
        fields=fields,
        projection=projection_of(kinds, subject, fields),
        words="" if subject.extra else search_words(kinds.rules(subject.kind), fields, subject.title),
        ids=facts.ids_of(fields),
        orderings=facts.orderings_of(fields),
    )


def projection_of(kinds: KindTable, subject: Subject, fields: Mapping[str, Any] | None = None) -> Projection:
    """Say where a subject is listed."""
    if subject.extra:
        return UNLISTED
    about = loads(subject.data) if fields is None else fields
    return project(kinds.kind(subject.kind), Facts(about, subject.title, subject.added))


def parties_of(kinds: KindTable, view: View) -> list[tuple[Identity, dict[str, Any]]]:
    """Name the parties that a subject credits."""
    scope = view.subject.scope
    return [((_party_kind(kinds, each), scope, 0, fold_value(each["name"])), each) for each in facts.credits_of(view.fields)]


def _party_kind(kinds: KindTable, credit: Mapping[str, Any]) -> str:
    kind = str(credit.get("kind") or PERSON)
    return kind if kinds.is_party(kind) or kind not in kinds else PERSON


def better_name(one: str, other: str) -> str:
    """Choose between two spellings of a name, whichever came first: more marks, then both cases, then the alphabet."""
    return min(one, other, key=lambda name: (-sum(not char.isascii() for char in name), name.isupper() or name.islower(), name))


def best_picture(pictures: list[tuple[str, int, str]]) -> str:
    """Choose the picture that stands for a subject; "" when there is none."""
    return min(pictures, key=lambda each: (_ROLES.get(each[0], len(_ROLES)), each[1], each[2]))[2] if pictures else ""


def brief_of(view: View, parent: Subject | None, picture: str, duration: int) -> str:
    """Write the short form that lists show; what is empty is left out."""
    subject, fields = view.subject, view.fields
    credits_ = facts.credits_of(fields)
    first = [each for each in credits_ if each.get("role", "") == credits_[0].get("role", "")]
    brief = {
        "id": subject.uid,
        "kind": subject.kind,
        "title": subject.title,
        "year": facts.year_of(fields),
        "by": facts.printed(first[:3]),
        "position": subject.position_label,
        "parent": {"id": parent.uid, "title": parent.title} if parent else None,
        "artwork": picture,
        "duration_ms": duration,
        "availability": (fields.get("availability") or {}).get("state"),
        "extra": subject.extra,
        "added": subject.added,
    }
    return dumps({name: value for name, value in brief.items() if value not in (None, "", 0)})


def inherit(ledger: Ledger, view: View, picture: str, duration: int) -> bool:
    """Take over from the parent what the subject lacks; tell whether its own children must look again."""
    subject = view.subject
    parent = ledger.by_id.get(subject.parent)
    own_age = facts.age_of(view.fields)
    before = (subject.age, subject.brief)
    subject.age = parent.age if own_age is None and parent else own_age
    above = loads(parent.brief).get("artwork", "") if parent and not picture else ""
    subject.brief = brief_of(view, parent, picture or above, duration)
    return not subject.is_new and before != (subject.age, subject.brief)
