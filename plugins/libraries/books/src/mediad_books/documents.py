"""Facts as documents of works, and series as relations: e-books, audiobooks and their sidecars say them alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_books import people, titles
from mediad_books.facts import said
from mediad_books.kinds import AUTHOR, NARRATOR
from mediad_sdk.text import match_key
from mediad_sdk.values.works import Position, Reference, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_books.names import Named


def fields(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Make a document's fields of what a file or a sidecar says."""
    return said({
        **{name: facts.get(name) for name in _AS_THEY_ARE},
        "genres": facts.get("subjects"),
        "collections": facts.get("series"),
        "credits": [credit(each) for each in facts.get("credits", ())],
    })  # fmt: skip  # a table


_AS_THEY_ARE = (
    *("title", "subtitle", "sort_title", "titles", "overview", "dates", "ids", "languages", "publisher", "rights"),
    *("abridged", "tags", "people"),
)


def credit(said_: Mapping[str, str]) -> dict[str, str]:
    """Make one credit."""
    kind = NARRATOR if said_["role"] == "narrator" else AUTHOR
    return {"name": said_["name"], "role": said_["role"], "kind": kind.id}


def completed(told: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Give each source the credits of roles that only those behind it know: the best source is taken whole."""
    out: list[dict[str, Any]] = []
    behind: list[Mapping[str, str]] = []
    for facts in reversed(told):
        own = list(facts.get("credits", ()))
        roles = {each["role"] for each in own}
        behind = [*own, *(each for each in behind if each["role"] not in roles)]
        out.append({**facts, "credits": behind} if own else dict(facts))
    return out[::-1]


def of_names(named: Named) -> dict[str, Any]:
    """Make a document's fields of what names say."""
    credited = [("author", name) for name in named.authors] + [("narrator", name) for name in named.narrators]
    return said({
        "title": named.title,
        "credits": [credit({"name": name, "role": role}) for role, name in credited],
        "dates": [{"value": named.year, "use": "original"}] if named.year else [],
        "languages": [named.language] if named.language else [],
        "publisher": named.publisher,
        "ids": [{"scheme": scheme, "value": value, "entity": "edition"} for scheme, value in named.ids],
        "abridged": named.abridged,
    })  # fmt: skip  # a table


def series(named: Named) -> list[dict[str, str]]:
    """Give the series that names say, as facts have them."""
    return [{"title": named.series.title, "number": named.series.label}] if named.series else []


def relations(kind: str, told: Iterable[Mapping[str, str]]) -> tuple[Relation, ...]:
    """Put a work into its series."""
    return tuple(
        Relation(
            type="collection",
            target=Reference(kind=kind, key=match_key(each["title"]), title=each["title"]),
            position=position(each.get("number", "")),
        )
        for each in told
    )


def position(label: str) -> Position | None:
    """Give a place in a series as it is printed; of `1-3` it sorts by the first, and ends with the last."""
    if not label:
        return None
    last = label.rpartition("-")[2] if "-" in label else ""
    return Position(label=label, value=titles.number(label), end=titles.number(last) if last[:1].isdigit() else None)


def key(authors_: Sequence[str], title: str) -> str:
    """Make the match key of a book, read or heard: its first author and its title."""
    return f"{people.key(authors_[0]) if authors_ else ''}|{titles.key(title)}"


def authors(facts: Mapping[str, Any], role: str = "author") -> list[str]:
    """Give the names of a role."""
    return [each["name"] for each in facts.get("credits", ()) if each["role"] == role]


def best(told: Sequence[list[dict[str, str]]]) -> list[dict[str, str]]:
    """Give the series that the best source names; where it has no number, that of another who names the same."""
    chosen = next(filter(None, told), [])
    numbers = {match_key(each["title"]): each["number"] for each in reversed([*_flat(told)]) if each.get("number")}
    return [{**each, "number": each.get("number") or numbers.get(match_key(each["title"]), "")} for each in chosen]


def _flat(told: Sequence[list[dict[str, str]]]) -> Iterable[dict[str, str]]:
    return (each for some in told for each in some)
