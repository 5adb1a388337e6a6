"""The title of an episode: what stands between its numbers and the technical words."""

from __future__ import annotations

from mediad_names.patterns import Pattern
from mediad_names.video import titles
from mediad_names.video.scan import Hit
from mediad_names.video.single import Single

_NUMBER = Pattern(r"\d{1,4}(?:[ .\-]\d{1,4}){0,8}")
_ARTICLES = frozenset("the a an der die das le la les el los il un une".split())


def episode_title(one: Single, start: int) -> str | None:
    """What stands between the numbers and the technical words."""
    raw = one.text.raw
    if raw[start : start + 1].isascii() and raw[start : start + 1].isalnum():
        return None  # `S01E02a`, `S01E02720p`
    start, end = _title_start(one, start), _title_end(one, start)
    title = titles.clean(raw[start:end].strip(" ._-"))
    if title[:1] + title[-1:] == "()":
        title = title[1:-1]
    number = one.found is not None and one.found.strong and _NUMBER.fullmatch(title) is not None
    return title if any(map(str.isalpha, title)) or number else None


def _title_start(one: Single, start: int) -> int:
    """Where it begins: behind a year that stands alone."""
    year = one.year
    alone = year is not None and (year.bracketed or not one.low[year.end : one.technical].strip(" .-_"))
    return year.end if year is not None and alone and year.start >= start else start


def _title_end(one: Single, start: int) -> int:
    """Where it ends: before technical words, what describes them, and brackets that name nothing."""
    end = one.technical
    letters = next((at for at in range(start, end) if one.text.raw[at].isalnum()), end)
    for bracket in one.text.brackets:
        told = one.text.raw[bracket.start] == "(" and any(map(str.isalpha, bracket.inner))
        if letters <= bracket.start < end and not told:
            end = bracket.start
    whole, followed = end, one.technical < len(one.text.raw)
    for hit in reversed([hit for hit in one.hits if not hit.hard and letters <= hit.start < end]):
        said = one.text.raw[hit.start : hit.end]
        if one.low[hit.end : end].strip(" .-_()") or not (said.isupper() or (followed and len(said) > 2)):  # noqa: PLR2004 - `It`
            break
        end = hit.start
    # `PROPER` and `German.DL` alone describe; `Final` alone is a title.
    described = any(_describes(hit) for hit in one.hits if letters <= hit.start < whole)
    named = one.low[letters:end].strip(" .-_()")
    if named in _ARTICLES:
        return whole  # `The.German`
    return end if named or described or one.text.raw[letters:whole].isupper() else whole


def _describes(hit: Hit) -> bool:
    """Tell languages and revisions, which are no title even where they stand alone."""
    told = hit.value("language") or hit.value("code") or hit.value("repack")
    return told is not None or hit.value("other") == "Multi Audio"
