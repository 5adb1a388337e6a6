"""Leaf works as a tree for people: each below its people, show or series, season, disc or month, in its order."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from rich.tree import Tree

from mediad.cli.output import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from mediad.library.catalogue.lines import Leaf

_BY_AUTHOR = frozenset({"book", "audiobook"})
_MONTH = len("2018-07")
_BEGINS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_LAST = float("inf")
"""Where what has no number stands among what has: behind it."""


class _Branch(NamedTuple):
    """A level of the tree: what tells it from others, and what people read."""

    key: str
    label: str


def tree(title: str, leaves: Iterable[Leaf]) -> Tree:
    """Hang each leaf below what it belongs to."""
    top = Tree(plain(title))
    branches: dict[tuple[str, ...], Tree] = {(): top}
    found = sorted(leaves, key=_order)
    several = _of_several_discs(found)
    for each in found:
        way: tuple[str, ...] = ()
        for key, label in _way(each, discs=_home(each) in several):
            above, way = branches[way], (*way, key)
            if way not in branches:
                branches[way] = above.add(plain(label))
        branches[way].add(plain(_told(each.line)))
    return top


def many(kind: str) -> str:
    """Name many of what lines call a kind."""
    return f"{kind.replace('_', ' ')}s"


def _home(leaf: Leaf) -> tuple[str, ...]:
    return (leaf.line["kind"], *(each.id or each.title for each in leaf.levels))


def _of_several_discs(leaves: Iterable[Leaf]) -> set[tuple[str, ...]]:
    discs: defaultdict[tuple[str, ...], set[object]] = defaultdict(set)
    for each in leaves:
        discs[_home(each)].add(each.line.get("disc"))
    return {home for home, numbers in discs.items() if len(numbers) > 1}


def _way(leaf: Leaf, *, discs: bool) -> Iterator[_Branch]:
    """Name what a leaf hangs below, the outermost first."""
    line = leaf.line
    yield _Branch(line["kind"], many(line["kind"]).capitalize())
    for name in _people(leaf):
        yield _Branch(name, name)
    for each in leaf.levels:
        yield _Branch(each.id or each.title, f"{each.title} ({each.year})" if each.year else each.title)
    for name, wanted in (("season", True), ("disc", discs)):
        if wanted and line.get(name) is not None:
            label = f"{name.capitalize()} {line[name]}"
            yield _Branch(label, label)
    if month := (line.get("date_taken") or "")[:_MONTH]:
        label = f"{month}, guessed" if line.get("date_guessed") else month
        yield _Branch(label, label)


def _people(leaf: Leaf) -> list[str]:
    """Name who a leaf hangs below: who wrote a book, whose song it is that is of no album."""
    line = leaf.line
    names: list[str] = line["authors"] if line["kind"] in _BY_AUTHOR else [] if leaf.levels else line.get("artists", [])
    return names[:1]


def _order(leaf: Leaf) -> tuple[Any, ...]:
    line = leaf.line
    levels = [(each.title.casefold(), each.year or 0, each.id) for each in leaf.levels]
    index = line.get("index")
    numbers = [_number(line.get(name)) for name in ("season", "disc")]
    numbers += [_number(next(iter(line.get("episodes") or ()), None)), _number(line.get("track")), _number(index)]
    return line["kind"], _people(leaf), levels, numbers, _date(line), str(index or ""), line["title"]


def _number(value: object) -> float:
    """Give the number that a place begins with: "2-3" stands where 2 does, and "Annual 1" behind all of them."""
    begins = _BEGINS.match(str(value))
    return float(begins[0]) if begins else _LAST


def _date(line: Mapping[str, Any]) -> str:
    return str(line.get("aired") or line.get("date_taken") or "")


def _told(line: Mapping[str, Any]) -> str:
    """Write a leaf: its number or date, its title, its year and what there is of it."""
    year = f"({line['year']})" if line["year"] and not line["parents"] else ""
    editions = "; ".join(each["label"] or each["files"][0] for each in line["editions"] if each["files"])
    words = [_place(line), line["title"], year, f" [{editions}]" if editions else ""]
    return " ".join(each for each in words if each)


def _place(line: Mapping[str, Any]) -> str:
    """Write where a leaf stands, unless its title says just that, as "Annual 1" does."""
    episodes = line.get("episodes") or ()
    number = "-".join(f"{each}" for each in dict.fromkeys([*episodes[:1], *episodes[-1:]]))
    number = number or str(line.get("track") or line.get("index") or "")
    if not number:
        return str(line.get("aired") or "")
    bare = line["title"].removeprefix("#")
    return "" if number in {bare, bare.partition(" ")[2].removeprefix("#")} else f"{number}."
