"""`mediad preview`: what mediad would make of a folder, before anything is configured."""

from __future__ import annotations

from collections import Counter, defaultdict
from pathlib import Path  # typer reads the hints
from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.session import session

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rich.tree import Tree

    from mediad.app.preview import Seen

_PROBLEMS = 20
_BY_AUTHOR = frozenset({"book", "audiobook"})
_MONTH = len("2018-07")


def preview(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to look at; nothing in it is changed.")],
    types: Annotated[
        str, typer.Option(help="Media types to look with, with commas between them, such as movies,tv; default all.")
    ] = "",
) -> None:
    """Show what mediad would make of a folder, without a daemon, a network or a trace.

    For people a tree; with --json a line for each film, episode, track, photo, book, audiobook and comic.
    """
    import asyncio  # noqa: PLC0415  # hardly another command needs these two

    from mediad.app.preview import preview as looked_at  # noqa: PLC0415  # as above

    here = session(context)
    names = [each.strip() for each in types.split(",") if each.strip()]
    with here.out.bar(f"Looking at {folder}") as move:
        seen = asyncio.run(looked_at(folder, names, move))
        move(1.0, "")
    if here.as_json:
        for each in seen.lines:
            here.out.value({name: value for name, value in each.items() if name != "id"})
        return
    here.out.tree(_tree(folder, seen.lines))
    here.out.say(_summary(seen))


def _tree(folder: Path, lines: Sequence[Mapping[str, Any]]) -> Tree:
    """Hang each leaf below its parents, in their order."""
    from rich.tree import Tree  # noqa: PLC0415  # programs get lines

    from mediad.cli.output import plain  # noqa: PLC0415  # as above

    top = Tree(plain(str(folder)))
    branches: dict[tuple[str, ...], Tree] = {(): top}
    discs: defaultdict[tuple[str, ...], set[object]] = defaultdict(set)
    for each in lines:
        discs[tuple(each["parents"])].add(each.get("disc"))
    several = {parents for parents, numbers in discs.items() if len(numbers) > 1}
    for each in sorted(lines, key=_order):
        way: tuple[str, ...] = ()
        for name in _way(each, discs=tuple(each["parents"]) in several):
            above, way = branches[way], (*way, name)
            if way not in branches:
                branches[way] = above.add(plain(name))
        branches[way].add(plain(_leaf(each)))
    return top


def _order(line: Mapping[str, Any]) -> tuple[Any, ...]:
    numbers = (line.get("season"), line.get("disc"), *(line.get("episodes") or ())[:1], line.get("track"))
    places = [each if isinstance(each, (int, float)) else 0 for each in numbers]
    index = line.get("index")
    return (
        line["kind"], _way(line, discs=False)[:3], places, index if isinstance(index, (int, float)) else 0,
        str(line.get("date_taken") or ""), str(index or ""), str(line["title"]),
    )  # fmt: skip  # the order, most significant first


def _way(line: Mapping[str, Any], *, discs: bool) -> tuple[str, ...]:
    """Name what a leaf hangs below: its kind, its author, its parents or series, its season or disc, its month."""
    way = [f"{line['kind'].capitalize()}s"]
    way += line.get("authors", ())[:1] if line["kind"] in _BY_AUTHOR else []
    way += line["parents"]
    way += [line["series"]] if line.get("series") else []
    way += [f"Season {line['season']}"] if line.get("season") is not None else []
    way += [f"Disc {line['disc']}"] if discs and line.get("disc") is not None else []
    way += [line["date_taken"][:_MONTH]] if line.get("date_taken") else []
    return tuple(way)


def _leaf(line: Mapping[str, Any]) -> str:
    episodes = line.get("episodes") or ()
    number = "-".join(f"{each}" for each in dict.fromkeys([*episodes[:1], *episodes[-1:]]))
    number = number or str(line.get("track") or line.get("index") or "")
    title = " ".join(filter(None, [f"{number}." if number else "", str(line["title"])]))
    year = f" ({line['year']})" if line["year"] and not line["parents"] else ""
    editions = [each["label"] or each["files"][0] for each in line["editions"] if each["files"]]
    return f"{title}{year}  [{'; '.join(editions)}]" if editions else f"{title}{year}"


def _summary(seen: Seen) -> str:
    kinds = Counter(each["kind"] for each in seen.lines)
    told = ", ".join(f"{count} {kind}{'' if count == 1 else 's'}" for kind, count in sorted(kinds.items()))
    rows = [f"{told or 'Nothing that an installed media type knows'}, of {seen.counts.get('files', 0)} files."]
    rows += [f"  {each['path']}: {each['reason']}" for each in seen.problems[:_PROBLEMS]]
    if (more := len(seen.problems) - _PROBLEMS) > 0:
        rows.append(f"  and {more} more problems; with --json none is named.")
    return "\n".join(rows)
