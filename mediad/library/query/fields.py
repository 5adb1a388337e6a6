"""The fields of the query language: which condition a term becomes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from mediad.library.query import credited, earth, values
from mediad.library.query.conditions import Added, Condition, Doubled, InFacet, Lasts, Not, Within, Words, Year, lists
from mediad.library.query.credited import Credited
from mediad.library.query.grammar import STATES, Between, Mistake
from mediad.library.query.holders import In
from mediad.library.query.people import By, Did, Rated
from mediad_sdk.earth import CELLS

if TYPE_CHECKING:
    from mediad.library.query.found import Room
    from mediad.library.query.grammar import Term, Value

SHELVES = ("kind", "library")
"""Fields that say which lists are walked; they are no conditions of a work."""


def condition_of(term: Term, room: Room) -> Condition:
    """Make the condition of a term; raises `Mistake` for what no kind knows."""
    make = _FIELDS.get(term.name)
    facets = {facet.name for kind in room.kinds for facet in kind.facets}
    if make:
        made = make(term, room)
    elif any(kind.id in credited.below(term.name, room.every) for kind in room.kinds):
        names = tuple(_text(value, term) for value in term.values)
        made = Credited(InFacet(term.name, term.values), names, credited.roles(term.name, room.every))
    elif term.name in facets:
        made = InFacet(term.name, term.values)
    else:
        raise Mistake(term.at, _unknown(term.name, room, facets))
    return Not(made) if term.negated else made


def _unknown(name: str, room: Room, facets: set[str]) -> str:
    """Say what there is in place of a field; by `series:` and `album:` people mean what is in one."""
    if name in {word for kind in room.holders for word in kind.split("_")}:
        return f"there is no `{name}:` here; what is in a series, an album or a show is asked for with `in:`"
    known = ", ".join(sorted({*SHELVES, *filter(None, _FIELDS), *facets}))
    return f"there is no `{name}:` here; there is {known}. Quotes make words of it"


def _own(term: Term, room: Room) -> None:
    if not room.viewer.account:
        told = "and nobody has signed in: say whose with `--user` or `user`, or leave it out"
        raise Mistake(term.at, f"`{term.name}:` asks what a person did, {told}")


def _rated(term: Term, room: Room) -> Condition:
    _own(term, room)
    return Rated(tuple(values.numbers(term)))


def _did(term: Term, room: Room) -> Condition:
    _own(term, room)
    states = tuple(_text(value, term) for value in term.values)
    if unknown := [state for state in states if state not in STATES]:
        raise Mistake(term.at, f"`is:{unknown[0]}` means nothing; there is {', '.join(STATES)}")
    return Did(states)


def _doubled(term: Term, _room: Room) -> Condition:
    if term.text not in {"yes", "no"}:
        raise Mistake(term.at, "`duplicates:` is `yes` or `no`")
    return Doubled() if term.text == "yes" else Not(Doubled())


def _within(term: Term, room: Room) -> Condition:
    if not any(lists(kind, CELLS) for kind in room.kinds):
        raise Mistake(term.at, "no kind that is asked for has `box:`")
    corners = term.values[0]
    part = earth.box(f"{corners.low}..{corners.high}") if isinstance(corners, Between) else None
    if part is None or len(term.values) > 1:
        raise Mistake(term.at, "`box:` is a south-west and a north-east corner, as in `box:52.3/13.0..52.7/13.8`")
    return Within(part)


def _text(value: Value, term: Term) -> str:
    if isinstance(value, Between):
        raise Mistake(term.at, f"`{term.name}:` takes no range; name each value, with commas between them")
    return value.text


_FIELDS: Mapping[str, Callable[[Term, Room], Condition]] = {
    "": lambda term, _: Words(term.text),
    "year": lambda term, _: Year(tuple(values.numbers(term))),
    "added": lambda term, room: Added(tuple(values.moments(term, room.now))),
    "duration": lambda term, _: Lasts(tuple(values.lengths(term))),
    "by": lambda term, _: By(tuple(_text(value, term) for value in term.values)),
    "in": lambda term, _: In(tuple(_text(value, term) for value in term.values)),
    "rating": _rated,
    "is": _did,
    "duplicates": _doubled,
    "box": _within,
}
