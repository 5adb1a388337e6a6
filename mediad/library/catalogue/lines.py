"""Leaf works as lines: film, episode, track, photo, book; what programs read of a whole library.

A line is flat: what the levels above say stands beside what the work itself says, under the names that their kinds
declare (`mediad_sdk.values.kinds.Line`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from mediad.library.catalogue import facts
from mediad.storage.ports import lines as port
from mediad.storage.ports.libraries import shown
from mediad_sdk.plain import loads

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterable, Mapping, Sequence

    from mediad.library.kinds import KindTable
    from mediad.storage.ports import Reader, Row
    from mediad.storage.ports.viewer import Viewer
    from mediad_sdk.values.kinds import Kind, Line

LISTS = frozenset({"episodes"})
"""Numbers that are written as the list of a range."""
_RANGE = 500
_AIRED = "aired"


class Level(NamedTuple):
    """What a leaf hangs below, as people tell it from others of its name.

    Attributes:
        id: Its public id; "" for people, who are named in the levels that they made.
        title: Its title, or the names of the people.
        year: Its year, where it is known.
    """

    id: str
    title: str
    year: int | None = None


class Leaf(NamedTuple):
    """A leaf work as a line, with what the line only names.

    Attributes:
        number: Its internal id.
        line: What programs are told.
        levels: What stands in its line as `parents` and `series`, the outermost first.
    """

    number: int
    line: dict[str, Any]
    levels: tuple[Level, ...] = ()


class Lines:
    """Reads leaf works as lines."""

    def __init__(self, kinds: KindTable) -> None:
        self._kinds = kinds

    async def all(self, reader: Reader, viewer: Viewer, page: int = 500) -> AsyncIterator[Leaf]:
        """Give every line of the libraries that somebody sees."""
        after = 0
        while found := await self.page(reader, viewer, after, page):
            after = found[-1].number
            for each in found:
                yield each

    async def page(self, reader: Reader, viewer: Viewer, after: int, limit: int, kind: str = "") -> list[Leaf]:
        """Give the next leaves behind an internal id; where a kind is named, of that one."""
        leaves = [each for each in self._leaves() if not kind or each in self._kinds.called(kind)]
        return await self._written(reader, viewer, await port.leaves(reader, viewer, leaves, after, limit))

    async def of(self, reader: Reader, viewer: Viewer, uids: Sequence[str]) -> list[Leaf]:
        """Give those of some works that are leaves, in the order in which they are named."""
        return await self._written(reader, viewer, await port.named(reader, viewer, self._leaves(), uids))

    def _leaves(self) -> list[str]:
        return [each.id for each in self._kinds.all() if each.line.leaf]

    async def _written(self, reader: Reader, viewer: Viewer, rows: Sequence[Row]) -> list[Leaf]:
        if not rows:
            return []
        ids = [row["id"] for row in rows]
        above = await self._above(reader, rows)
        collections = _grouped(await port.collections(reader, ids))
        sources = _grouped(await port.sources(reader, viewer, ids))
        return [self._leaf(row, above, collections.get(row["id"], ()), sources.get(row["id"], ())) for row in rows]

    async def _above(self, reader: Reader, rows: Iterable[Row]) -> dict[int, Row]:
        """Read every work that some of these are below of, level by level."""
        found: dict[int, Row] = {}
        while wanted := {row["parent"] for row in rows} - {0} - found.keys():
            rows = await port.above(reader, wanted)
            if not rows:
                break
            found |= {row["id"]: row for row in rows}
        return found

    def _leaf(self, row: Row, above: Mapping[int, Row], collections: Iterable[Row], sources: Iterable[Row]) -> Leaf:
        kind = self._kinds.kind(row["kind"])
        line: dict[str, Any] = {
            "id": row["uid"], "kind": kind.line.leaf, "title": row["title"], "year": None, "parents": [],
            **self._empty(kind),
        }  # fmt: skip
        way = [row]
        while (parent := above.get(way[-1]["parent"])) is not None and len(way) < 10:  # noqa: PLR2004  # levels of no tree
            way.append(parent)
        levels: list[Level] = []
        for each in reversed(way):
            levels += self._say(line, each, own=each is row)
        for each in collections:
            said = self._kinds.kind(each["kind"]).line
            if said.title and not line.get(said.title):
                line[said.title] = each["title"]
                levels.append(Level(each["uid"], each["title"]))
                _number(line, said, each["position"], each["position_label"], None)
        return Leaf(row["id"], {**line, "editions": _editions(sources)}, tuple(levels))

    def _empty(self, kind: Kind) -> dict[str, Any]:
        """Name what lines of a kind may say, so that what is unknown is null and not absent."""
        home = self._kinds.types.get(self._kinds.type_of(kind.id))
        below = [each for each in home.kinds if each.form == "collection"] if home else []
        out: dict[str, Any] = {}
        for each in (kind, *self._kinds_above(kind), *below):
            said = each.line
            out |= {name: [] if name in LISTS else None for name in (said.number, said.date) if name}
            out |= {name: [] for name, _ in said.credits} | dict.fromkeys(said.fields)
            out |= {said.title: None} if said.title not in ("", "parents") else {}
        return out

    def _kinds_above(self, kind: Kind) -> list[Kind]:
        found: dict[str, Kind] = {}
        names = list(kind.parents)
        while names:
            name = names.pop()
            if name not in found:
                found[name] = self._kinds.kind(name)
                names += found[name].parents
        return list(found.values())

    def _say(self, line: dict[str, Any], row: Row, *, own: bool) -> list[Level]:
        """Write what one level says, the outermost first; give what people see of it as levels."""
        said, fields = self._kinds.kind(row["kind"]).line, loads(row["data"])
        levels: list[Level] = []
        year = _year(fields)
        line["year"] = year or line["year"]
        for name, role in said.credits:
            names = [each for each in facts.credits_of(fields) if each.get("role") == role]
            if name == "parents":
                people = [facts.printed(names)] if names else []
                line[name] += people
                levels += [Level("", each) for each in people]
            else:
                line[name] = [each["name"] for each in names]
        if said.title and not own:
            line[said.title] = [*line["parents"], row["title"]] if said.title == "parents" else row["title"]
            levels.append(Level(row["uid"], row["title"], year))
        _number(line, said, row["position"], row["position_label"], row["position_end"])
        if own:
            if said.date:
                line[said.date] = facts.date_of(fields) or None
            for name in line.keys() & fields.keys():  # `disc`, where tags say one and no level does
                if line[name] in (None, []) and name not in ("year", "parents"):
                    line[name] = fields[name]
        return levels


def _year(fields: Mapping[str, Any]) -> int | None:
    """Give the year that a work is of: when something was aired says nothing of what it belongs to."""
    dates = [each for each in fields.get("dates", ()) if not (isinstance(each, dict) and each.get("use") == _AIRED)]
    return facts.year_of(facts.date_of({"dates": dates}))


def _number(line: dict[str, Any], said: Line, value: float | None, label: str, end: float | None) -> None:
    """Write a place: a number where it is one, else as it is printed."""
    if not said.number or value is None:
        return
    if said.number in LISTS:
        last = int(end) if end is not None else int(value)
        line[said.number] = list(range(int(value), min(last, int(value) + _RANGE) + 1))
    elif end is not None or not _is_number(label):
        line[said.number] = label
    else:
        line[said.number] = int(value) if value == int(value) else value


def _is_number(label: str) -> bool:
    return not label or label.replace(".", "", 1).isdecimal()


def _editions(sources: Iterable[Row]) -> list[dict[str, Any]]:
    """Write editions with their files, relative to their root; a folder that is one as a whole stands for its files."""
    found: dict[int, dict[str, Any]] = {}
    for row in sources:
        path = [bytes(each) for each in (row["folder"], row["file"]) if each]
        files = found.setdefault(row["edition"], {"label": row["label"], "files": []})["files"]
        if (name := shown(b"/".join(path))) not in files:
            files.append(name)
    return list(found.values())


def _grouped(rows: Iterable[Row]) -> dict[int, list[Row]]:
    out: dict[int, list[Row]] = {}
    for row in rows:
        out.setdefault(row["subject"], []).append(row)
    return out
