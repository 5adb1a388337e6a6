"""Compares the lines of a preview with the truth of a library: works are paired by their files first.

A work is right where every asserted field is, and its editions are of the very files that they should be of; a line
that no work was paired with is a phantom.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from accuracy.truth import Edition, Expected

Line = Mapping[str, Any]


@dataclass(slots=True)
class Score:
    """What became of the works of some libraries: `right`, `wrong`, `missing`, `phantom`; and each miss in words."""

    counts: Counter[str] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right works of all works and phantoms."""
        return self.counts["right"] / max(1, self.counts.total())

    def add(self, other: Score) -> None:
        """Take another's works in."""
        self.counts += other.counts
        self.misses += other.misses


def score(works: Sequence[Expected], lines: Iterable[Line]) -> Score:
    """Pair works and lines, the best pairs first, and count."""
    said = _joined(lines)
    out = Score()
    pairs = sorted(
        (
            (len(wrong), at, to)
            for at, work in enumerate(works)
            for to, line in enumerate(said)
            if (wrong := _differences(work, line)) is not None
        ),
    )
    paired: dict[int, int] = {}
    for _, at, to in pairs:
        if at not in paired and to not in paired.values():
            paired[at] = to
    for at, work in enumerate(works):
        if at not in paired:
            out.counts["missing"] += 1
            out.misses.append(f"missing: {work.kind} {work.fields} of {sorted(work.files)}")
        elif wrong := _differences(work, said[paired[at]]):
            out.counts["wrong"] += 1
            out.misses.append(f"wrong: {min(work.files)}: {'; '.join(wrong)}")
        else:
            out.counts["right"] += 1
    for to in set(range(len(said))) - set(paired.values()):
        out.counts["phantom"] += 1
        out.misses.append(f"phantom: {said[to]}")
    return out


def _joined(lines: Iterable[Line]) -> list[Line]:
    """Take the episodes of one file together: one line of two, or two lines, say the same."""
    out: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(lines):
        key = f"{_files(line)} {line.get('season')} {line['parents']}" if line["kind"] == "episode" else str(number)
        mine = out.setdefault(key, dict(line))
        if mine is not line and line["kind"] == "episode":
            mine["episodes"] = sorted({*(mine.get("episodes") or ()), *(line.get("episodes") or ())})
    return list(out.values())


def _files(line: Line) -> list[list[str]]:
    return [list(edition["files"]) for edition in line["editions"]]


def _differences(work: Expected, line: Line) -> list[str] | None:
    """Name each asserted thing that a line says otherwise; None where work and line have no file in common."""
    found = [tuple(_home(file, work.files) for file in files) for files in _files(line)]
    if not work.files & {file for files in found for file in files}:
        return None
    out = [] if line["kind"] == work.kind else [f"a {line['kind']}, not a {work.kind}"]
    out += [
        f"{name} {want!r} is {line.get(name)!r}" for name, want in work.fields.items() if not same(name, want, line)
    ]
    if not _are(work.editions, found):
        out.append(f"editions {[sorted(each) for each in work.editions]} are {found}")
    return out


def _home(file: str, files: frozenset[str]) -> str:
    """Give a disc's folder for each file in it, and a file itself."""
    return next((home for home in files if home.endswith("/") and f"{file}/".startswith(home)), file)


def _are(wanted: Sequence[Edition], found: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether editions are the same; of copies of one file, one or all may be named."""
    left = [tuple(dict.fromkeys(each)) for each in found]
    for edition in wanted:
        fits = (each for each in left if (set(each) <= edition if isinstance(edition, frozenset) else each == edition))
        if (one := next(fits, None)) is None:
            return False
        left.remove(one)
    return not left


def plain(text: object) -> str:
    """Letters and digits only, case folded, marks stripped, `&` as `and`; of signs alone, the signs."""
    folded = unicodedata.normalize("NFKD", str(text)).casefold().replace("&", "and")
    return re.sub(r"[\W_]+", "", folded) or str(text)


def same(name: str, want: Any, line: Line) -> bool:
    """Tell whether a line says what is asserted; titles may carry the year, dates and numbers may be written longer."""
    got = line.get(name)
    if want is None or got is None:
        return want is got
    return _SAME.get(name, _same_number)(want, got)


def _same_people(want: Sequence[str], got: Sequence[str]) -> bool:
    return sorted(map(plain, want)) == sorted(map(plain, got))


def _same_titles(want: object, got: object) -> bool:
    wanted, found = (each if isinstance(each, list) else [each] for each in (want, got))
    return len(wanted) == len(found) and all(map(_same_title, wanted, found))


def _same_date(want: object, got: object) -> bool:
    return re.sub(r"\D", "", str(got)).startswith(re.sub(r"\D", "", str(want)))


def _same_numbers(want: Sequence[object], got: Sequence[object]) -> bool:
    return [_number(each) for each in want] == [_number(each) for each in got]


def _same_number(want: object, got: object) -> bool:
    return _number(want) == _number(got)


def _same_title(want: object, got: object) -> bool:
    return plain(want) in (plain(got), plain(re.sub(r"\s*\((?:19|20)\d\d\)$", "", str(got))))


def _number(value: object) -> str:
    text = str(value).strip().lstrip("#")
    try:
        return f"{float(text):g}"
    except ValueError:
        return text


_SAME: dict[str, Callable[[Any, Any], bool]] = {
    "authors": _same_people,
    "title": _same_titles,
    "parents": _same_titles,
    "series": _same_titles,
    "date_taken": _same_date,
    "aired": _same_date,
    "episodes": _same_numbers,
}
