"""Names of comics and manga: the series, and which volume, chapter or issue of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from mediad_names.texts.counts import (
    Count,
    chapter_after,
    chapter_in,
    korean,
    loose_number,
    special_in,
    undecided_in,
    volume_in,
)
from mediad_names.texts.languages import languages_in
from mediad_names.texts.patterns import blank, pattern, spaced, stem, steps, tidy, year_of
from mediad_names.texts.spelling import arabic, closed, unslugged

_FAIR = r"^\(C\d{2,3}\)\s*(?=\[)"  # the fair a comic was first sold at
_COUNTING = (
    r"^.(?:v(?:ol(?:ume)?)?\.?\s?\d|ch?(?:ap(?:ter)?)?\.?\s?\d|\d+ of \d|of \d|\u7b2c|#"
    r"|\d{1,3}(?:\.\d)?(?:-\d{1,3})?.$|s(?:eason\s)?\d{1,2}.$|issue\s?#?\d)"
)
_OMNIBUS = r"(?<![^\W_])(omnibus(?:\s+edition)?|uncensored(?:\s+edition)?)(?![^\W_])"
_EXTRAS = (
    ("annual", r"(?<=\s)annuals?(?=\s*(?:#|\d|$|\s[-(\[]))"),
    ("one-shot", r"(?<=\s)\(?one[\s-]?shot(?![^\W_])"),
    ("hors-serie", r"(?<=\s)-?\s?(?:hors[\s-]?s[e\u00e9]rie|hs(?=\s|$))"),
    ("integrale", r"(?<=\s)-?\s?(?:l'\s?)?int(?:[e\u00e9]grale)?(?=\s*(?:$|\(|-|t?\d|t(?:ome)?s?\s?\d))"),
    ("omake", r"(?<=\s)omake(?![^\W_])"),
    ("extra", r"(?<=\s)(?:-\s)?(?:extra|bonus)(?:\schapters?)?(?=\s*(?:$|[-(\[\d]))"),
    ("side story", r"(?<=\s)-\s\d*\s?side\sstor(?:y|ies)(?=\s*(?:$|[-(\[]))"),
    ("special", r"(?<=\s)(?:-\s)?specials?(?=\s*(?:$|#|\d|sp\d|-\s|[(\[]))"),
    ("artbook", r"(?<=\s)(?:-\s)?(?:art\s?(?:book|collection|works)|illustrations?)(?![^\W_])"),
    ("collection", r"(?<=\s)(?:tpb|trade paperback|gn|graphic novel)(?![^\W_])"),
)
_AGAIN = r"[\s-]*v\d(?![\d.])"
_UNTITLED = frozenset(["artbook"])


@dataclass(frozen=True, slots=True)
class Issue:
    """What the name of a comic or of a manga says.

    Attributes:
        title: The series, where something in the name counts it or tells it from an extra.
        name: The whole name without notes, where nothing counts.
        special: Whether it is marked as one, by `SP01`.
        extra: What else it is than a part of the run: `annual`, `one-shot`, `omake`, `hors-serie`.
        edition: `Omnibus`, `Uncensored`.
    """

    title: str = ""
    name: str = ""
    volume: str | None = None
    chapter: str | None = None
    special: bool = False
    extra: str = ""
    edition: str = ""
    year: int | None = None
    languages: tuple[str, ...] = ()


def comic_issue(name: str) -> Issue:
    """Read a path: its last name, and the folders above it where that only counts."""
    *above, last = _steps(name)
    issue = _issue(last)
    for step in reversed(above):
        if _is_titled(issue):
            break
        issue = _below(issue, step)
    return issue


def _steps(name: str) -> list[str]:
    *above, last = steps(name)
    # `v01/c001` is two names, where `AC/DC 1` is one.
    first, slash, rest = last.rpartition("/")
    return [*above, first, rest] if slash and rest and not _is_titled(_issue(rest)) else [*above, last]


def _is_titled(issue: Issue) -> bool:
    return bool(issue.title or issue.name)


def _below(issue: Issue, folder: str) -> Issue:
    """Complete what only counts by its folder, which counts only with a word or a sign."""
    text = blank(_plain(folder), _COUNTING)
    counts = [found for found in (volume_in(text), chapter_in(text)) if found]
    title = _series(text[: min(count.start for count in counts)] if counts else text)
    volume = volume_in(text)
    return replace(issue, title=title, volume=issue.volume or (volume.text if volume else None))


def _issue(name: str) -> Issue:
    text = _plain(name)
    plain = blank(text, _COUNTING)
    extra, extra_at = _extra(plain)
    volume, chapter = _counted(plain, extra_at)
    special = special_in(plain)
    edition = pattern(_OMNIBUS).search(text)
    starts = [found.start for found in (volume, chapter, special) if found]
    first = min([*starts, extra_at, undecided_in(plain), edition.start() if edition else len(plain)])
    counted = bool(starts) or (first < len(plain) and extra not in _UNTITLED)
    return Issue(
        title=_series(plain[:first]) if counted else "",
        name="" if counted else tidy(blank(text)) or tidy(text),
        volume=volume.text if volume else None,
        chapter=chapter.text if chapter else None,
        special=special is not None,
        extra=extra,
        edition=edition[1] if edition else "",
        year=year_of(text),
        languages=languages_in(text),
    )


def _plain(name: str) -> str:
    text = pattern(r"(\d?)\u00bd(?=\s*(?:$|[(\[]))").sub(
        lambda found: f"{found[1] or 0}.5", spaced(unslugged(stem(name)))
    )
    return closed(arabic(pattern(_FAIR).sub("", text)))


def _series(text: str) -> str:
    return tidy(pattern(r"\s(?:no|nr)\.?$").sub("", tidy(blank(text))))


def _counted(text: str, extra: int) -> tuple[Count | None, Count | None]:
    volume, chapter = volume_in(text), chapter_in(text)
    if chapter and not volume and korean(text):
        # a lone count of this unit numbers the file, whichever of the two it is called
        return chapter if "-" not in text[chapter.start : chapter.end] else None, chapter
    if chapter:
        tried_again = volume and pattern(_AGAIN).match(text, chapter.end) and volume.start >= chapter.end
        return None if tried_again else volume, chapter
    if not volume:
        return None, loose_number(text)
    return volume, chapter_after(text, volume) or (loose_number(text, extra) if extra > volume.end else None)


def _extra(text: str) -> tuple[str, int]:
    for name, source in _EXTRAS:
        found = pattern(source).search(text)
        if found:
            return name, found.start()
    return "", len(text)
