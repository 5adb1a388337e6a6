"""Subjects as they are seen: the effective document of each, and everything that follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, TypeAlias

from mediad.library.catalogue import facts
from mediad.library.catalogue.project import UNLISTED, Facts, Projection, fold_value, project
from mediad.library.catalogue.words import search_words
from mediad_sdk.data import dataclass
from mediad_sdk.plain import dumps, loads

if TYPE_CHECKING:
    from mediad.library.catalogue.ledger import Ledger
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
    about: Facts
    projection: Projection
    words: str = ""
    credits: list[Credit] = field(default_factory=list)
    ids: list[tuple[str, str, str]] = field(default_factory=list)
    orderings: list[tuple[str, str, float, str]] = field(default_factory=list)
    unrated: int | None = None
    """The age that counts where neither its certificates nor its parent's say one."""


def see(kinds: KindTable, subject: Subject, fields: Mapping[str, Any]) -> View:
    """Look at a subject: its columns are set from the effective document; an extra is listed and found nowhere."""
    kind = kinds.kind(subject.kind)
    called = subject.title if not fields or kind.form == "party" else ""  # by credits and relations
    subject.title = facts.title_of(fields, called or subject.key)
    subject.position, subject.position_label, subject.position_end = facts.place_of(fields)
    subject.extra = str(fields.get("extra") or "")
    subject.availability = dumps(fields["availability"]) if facts.availability_of(fields) else "{}"
    subject.schema_version = kind.schema_version
    about = Facts(fields, subject.title, subject.added)
    return View(
        subject=subject,
        about=about,
        projection=UNLISTED if subject.extra else project(kind, about),
        words="" if subject.extra else search_words(subject.kind, kinds.rules(subject.kind), about),
        ids=facts.ids_of(fields),
        orderings=facts.orderings_of(fields),
        unrated=facts.ADULT if kind.rated else None,
    )


def projection_of(kinds: KindTable, subject: Subject) -> Projection:
    """Say where a subject is listed that nobody looked at in this unit."""
    if subject.extra:
        return UNLISTED
    return project(kinds.kind(subject.kind), Facts(loads(subject.data), subject.title, subject.added))


def parties_of(kinds: KindTable, view: View) -> list[tuple[Identity, dict[str, Any]]]:
    """Name the parties that a subject credits."""
    scope = view.subject.scope
    return [((_party_kind(kinds, each), scope, 0, fold_value(each["name"])), each) for each in view.about.credits]


def _party_kind(kinds: KindTable, credit: Mapping[str, Any]) -> str:
    kind = str(credit.get("kind") or PERSON)
    return kind if kinds.is_party(kind) or kind not in kinds else PERSON


def better_name(one: str, other: str) -> str:
    """Choose between two spellings of a name, whichever came first: more marks, then both cases, then the alphabet."""
    if one == other:
        return one
    return min(
        one, other, key=lambda name: (-sum(not char.isascii() for char in name), name.isupper() or name.islower(), name)
    )


def best_picture(pictures: list[tuple[str, int, str]]) -> str:
    """Choose the picture that stands for a subject; "" when there is none."""
    return min(pictures, key=lambda each: (_ROLES.get(each[0], len(_ROLES)), each[1], each[2]))[2] if pictures else ""


def brief_of(view: View, parent: Subject | None, picture: str, duration: int) -> str:
    """Write the short form that lists show; what is empty is left out."""
    subject, first = view.subject, view.about.credits
    if len(first) > 1:
        first = [each for each in first if each.get("role", "") == first[0].get("role", "")]
    brief = {
        "id": subject.uid,
        "kind": subject.kind,
        "title": subject.title,
        "year": view.about.year,
        "by": facts.printed(first[:3]),
        "position": subject.position_label,
        "parent": {"id": parent.uid, "title": parent.title} if parent else None,
        "picture": picture,
        "duration_ms": duration,
        "availability": facts.availability_of(view.about.fields),
        "extra": subject.extra,
        "added": subject.added,
    }
    return dumps({name: value for name, value in brief.items() if value})


def inherit(ledger: Ledger, view: View, picture: str, duration: int) -> bool:
    """Take over from the parent what the subject lacks; tell whether its own children must look again."""
    subject = view.subject
    parent = ledger.by_id.get(subject.parent)
    age = facts.age_of(view.about.fields)
    if age is None:
        age = parent.age if parent else view.unrated
    before = (subject.age, subject.brief)
    subject.age = age
    subject.picture = picture or (_picture_of(parent) if parent else "")
    subject.brief = brief_of(view, parent, subject.picture, duration)
    return not subject.is_new and before != (subject.age, subject.brief)


def _picture_of(subject: Subject) -> str:
    if subject.picture is None:
        subject.picture = str(loads(subject.brief).get("picture", ""))
    return subject.picture
