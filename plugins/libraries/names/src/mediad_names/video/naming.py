"""Where the title of one name ends, and which of several titles is the one."""

from __future__ import annotations

from functools import cached_property

from mediad_names.patterns import Pattern
from mediad_names.video import absolute, group, head, numbers, packs, titles, years
from mediad_names.video.counting import Counted
from mediad_names.video.editions import NOT_ALONE, peel
from mediad_names.video.languages import WORDS_TOO
from mediad_names.video.lingua import SUBTITLE_WORDS
from mediad_names.video.numbers import Found
from mediad_names.video.scan import Hit
from mediad_names.video.special import SPECIAL
from mediad_names.video.words import Text

_ORDER = Pattern(r"^\d{6} (?=\S)")
_SEGMENT = Pattern(r" / |\[[^\[\]]*\]")
_LOOSE_NUMBER = Pattern(r"[ .]- ?(\d{1,4})(?:\.\d)?[ .]{0,2}[\-(]? {0,2}$")
_COMPLETE = Pattern(
    r"[ .(\[\-]{1,4}(?:the[ .]|die[ .])?(?:complete|int[eé]grale|komplette)(?:[ .](?:series|seasons?))?[ .(\[\-]{0,4}$"
)
_DESCRIBING = frozenset(("Batch", "Complete", "3D"))
_TAGGED = frozenset(("German", "French"))
"""Languages that releases write before the year."""
_QUALIFYING = frozenset("the a an good bad ugly last first young old my of in an and le la un une der die das".split())
_DOUBLE_SEASON = Pattern(r"[ .(\[\-]{1,4}(?:season|saison|staffel|temporada)[ .]?\d{1,2}[ .(\[\-]{0,4}$")


def _year(one: Named) -> years.Year | None:
    """The year of the film or the show."""
    start = one.head.start
    if one.film:
        return years.of_film(one.low, start, one.technical, [hit.start for hit in one.hits]) or years.glued(one.low)
    end = one.found.start if one.found is not None else one.technical
    return years.of_series(one.low, start, end) or _year_behind(one)


def _cut(one: Named) -> int:
    """Where the title ends."""
    ends = [one.technical]
    if one.found is not None:
        ends.append(_before_numbers(one, one.found))
    if one.year is not None and (one.film or one.found is None or one.year.start < one.found.start):
        around = one.text.in_bracket(one.year.start)
        ends.append(one.year.start if around is None or around.start <= one.head.start else around.start)
    ends += [bracket.start for bracket in one.text.brackets if bracket.start and group.is_id(bracket.inner)]
    special = SPECIAL.search(one.low, one.head.start) if one.special else None
    if special is not None and special.start() > one.head.start:
        ends.append(special.start())
    return _peeled(one, min(ends))


def _choose(one: Named) -> tuple[str, list[str]]:
    """The title and its alternatives."""
    if one.blocks:
        return _block_titles(one)
    raw = one.text.raw[one.head.start : one.cut]
    raw = _ORDER.sub("", raw.lstrip(" ._-")) if one.found is not None and one.found.episodes else raw
    if raw.startswith("[") and titles.has_cjk(raw):
        raw = raw.strip("[] ._-")
    parts = titles.split_scripts(raw)
    if len(parts) == 1 and titles.has_cjk(parts[0]):
        raw = parts[0]
    against = one.found is not None and one.low[one.found.start - 1 : one.found.start].isalpha()
    if parts and not one.film and titles.is_foreign(raw) and one.found is not None and not against:
        return _segments(one)
    if len(parts) < 2 or (one.film and not titles.has_cjk(raw)):  # noqa: PLR2004
        if parts and titles.has_cjk(raw) and titles.has_cjk(one.head.lead or ""):
            title, others = titles.choose(parts)
            return _seasoned(one, title), others
        title = titles.clean(raw) or _led(one)
        return title, [*titles.also_known(title), *(parts if len(parts) > 1 else [])]
    title, others = titles.choose(parts)
    return _seasoned(one, title), others


def _year_behind(one: Named) -> years.Year | None:
    """A year behind the numbers, where only technical words follow."""
    if one.found is None:
        found = years.every(one.low, one.head.start)
        return found[0] if found and found[0].bracketed else None
    behind = [year for year in years.every(one.low, one.head.start) if year.start >= one.found.end]
    near = [year for year in behind if not one.low[one.found.end : year.start].strip(" .-_([")]
    return near[0] if near and (near[0].bracketed or not _is_titled(one, one.found.end, near[0])) else None


def _is_titled(one: Named, end: int, year: years.Year) -> bool:
    """Tell a year that is a title, or of one: `S01E03 - 1984`, `S01E02 - 2000 Leagues`."""
    return one.low[end : year.start] == " - " or any(map(str.isalpha, one.low[year.end : one.technical]))


def _before_numbers(one: Named, found: Found) -> int:
    before = one.low[: found.start]
    if one.head.lead is not None and found.season is not None:
        loose = _LOOSE_NUMBER.search(before)
        if loose is not None and loose.start() > one.head.start:
            return int(loose.start())
    if found.full:
        for pattern in (_COMPLETE, _DOUBLE_SEASON):
            words = pattern.search(before)
            if words is not None and words.start() > one.head.start:
                return int(words.start())
    return found.start


def _peeled(one: Named, end: int) -> int:
    """Walk back over languages and editions that stand before the first technical word or the year."""
    words = one.text.words
    last = next((at for at, word in enumerate(words) if word.start >= end), len(words))
    first = next((at for at, word in enumerate(words) if word.start >= one.head.start), 0)
    while last > first + 1:
        step = _peel_one(one, last, end)
        if step == last:
            break
        last = step
    alone = last == first + 1 and words[first].text in NOT_ALONE
    return words[last].start if last < len(words) and words[last].start < end and not alone else end


def _peel_one(one: Named, last: int, end: int) -> int:
    edition = peel(one.text, last)
    if edition != last:
        return edition
    hit = next((hit for hit in one.hits if hit.last == last and not hit.hard), None)
    technical = end == one.technical and end < len(one.text.raw)
    if hit is None or not (technical or _describes(one, hit)):
        return last
    # a lower-case word before technical ones may be of the title: `it`, `no`
    return last if one.text.raw[hit.start : hit.end] in WORDS_TOO else hit.first


def _describes(one: Named, hit: Hit) -> bool:
    """Tell a word before the numbers or the year that describes: `Film.iTALiAN.2011`, `Film.German.2011`.

    Behind an article a language is of the title: `The Good German (2006)`.
    """
    if hit.value("version") or hit.value("other") in _DESCRIBING or hit.value("subtitled") in SUBTITLE_WORDS:
        return True
    said = one.text.raw[hit.start : hit.end]
    odd = said[:1].islower() and not said.islower()
    if hit.value("language") not in _TAGGED or not one.film:
        return odd and not one.text.raw.islower()
    return odd or one.text.words[hit.first - 1].text not in _QUALIFYING


def _seasoned(one: Named, title: str) -> str:
    chinese = titles.has_cjk(one.text.raw) or any(hit.value("language") == "Chinese" for hit in one.hits)
    return titles.short_season(title) if chinese else title


def _segments(one: Named) -> tuple[str, list[str]]:
    """Look for a Latin title behind one in another script: behind ` / `, or behind brackets."""
    parts = []
    end = next((hit.start for hit in one.hits if hit.hard and hit.start >= one.head.start), one.technical)
    for piece in _SEGMENT.split(one.text.raw[one.head.start : end]):
        low = Text(piece).low
        counts = numbers.find(low, piece, anime=False), packs.find(low), numbers.find_cjk_season(low)
        starts = [found.start for found in counts if found is not None]
        bare = absolute.dashed(low, len(low)) if not starts else None
        found = years.every(low, 0) if not starts and bare is None else []
        ends = [*starts, *([bare.start] if bare else []), *[year.start for year in found if year.bracketed]]
        parts.append(titles.clean(piece[: min(ends, default=len(piece))]))
    return titles.choose([part for part in parts if part])


def _block_titles(one: Named) -> tuple[str, list[str]]:
    end = one.found.start if one.found is not None else one.technical
    candidates = []
    for bracket in one.text.brackets:
        if one.head.start <= bracket.start and bracket.end <= end and not head.technical(bracket, one.hits):
            parts = titles.split_scripts(bracket.inner)
            candidates += [part for part in parts if not part.isdigit()]
    title, others = titles.choose(candidates)
    return _seasoned(one, title) or _led(one), others


def _led(one: Named) -> str:
    """What stands in brackets in front is the title where nothing else can be: `[Show].2x03.The.Fog`."""
    counted = one.found is not None and one.found.strong and one.kind == "tv"
    return one.head.lead or "" if counted else ""


class Named(Counted):
    """A name with its numbers, its year and its title."""

    @cached_property
    def year(self) -> years.Year | None:
        """The year of the film or the show."""
        return _year(self)

    @cached_property
    def cut(self) -> int:
        """Where the title ends."""
        return _cut(self)

    @cached_property
    def titles(self) -> tuple[str, list[str]]:
        """The title and its alternatives."""
        return _choose(self)
