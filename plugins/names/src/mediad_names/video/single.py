"""One component of a path: what it says by itself."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mediad_names.patterns import Pattern
from mediad_names.video import absolute, dates, group, head, numbers, titles, years
from mediad_names.video.editions import peel
from mediad_names.video.numbers import Found
from mediad_names.video.quality import Quality
from mediad_names.video.scan import Hit, scan
from mediad_names.video.words import Text

ENDINGS = frozenset(
    "mkv mk3d mp4 m4v avi mov wmv asf mpg mpeg m2v ts m2ts mts wtv flv ogm ogv rm rmvb webm vob iso"
    " img divx xvid 3gp ifo strm"
    " nzb torrent nfo srt sub idx ass ssa vtt sup smi disc".split()
)
_ENDING = Pattern(r"\.([a-z][a-z0-9]{1,6})$|\.(3gp)$")
_SPECIAL = Pattern(r"(?<![a-z])(?:ova\d?|oad|ona|ovd|ncop\d?|nced\d?|creditless|specials?|sp\d{1,2})(?![a-z])")
_QUOTED = Pattern(r'\[\d{1,3}/\d{1,3}\] - "[^\n]*')
_REVERSED = Pattern(r"(?:\d{2,3}[eE]\d{2}[sS]|p027|p0801)\.(?=[^.])")
_ORDER = Pattern(r"^\d{6} (?=\S)")
_TITLE_SEASON = Pattern(r" s(\d{1,2})$")
_SEGMENT = Pattern(r" / |\[[^\[\]]*\]")
_LOOSE_NUMBER = Pattern(r"[ .]- ?(\d{1,4})(?:\.\d)?[ .]{0,2}[\-(]? {0,2}$")
_COMPLETE = Pattern(r"[ .(\[\-]{1,4}(?:the[ .])?complete(?:[ .](?:series|seasons?))?[ .(\[\-]{0,4}$")
_DOUBLE_SEASON = Pattern(r"[ .(\[\-]{1,4}(?:season|saison|staffel|temporada)[ .]?\d{1,2}[ .(\[\-]{0,4}$")


class Single:
    """One name, read on demand: its text, technical words, numbers, year and title.

    Attributes:
        kind: What the caller takes it for.
        shown: The name of the show that its folders give, "" when they give none.
    """

    def __init__(self, name: str, kind: str | None, shown: str = "") -> None:
        self.kind = kind
        if _REVERSED.search(name) is not None:
            name = name.rpartition(".")[0][::-1] + "." + name.rpartition(".")[2]
        self.shown = shown
        stem, self.ending = split_ending(name.strip())
        stem, self.website = head.site(_QUOTED.sub("", stem) or stem)
        self.text = Text(group.strip_reposts(stem.strip()))
        self.hits = scan(self.text)

    @cached_property
    def head(self) -> head.Head:
        """What stands in front of the title."""
        return head.find(self.text, self.hits)

    @cached_property
    def low(self) -> str:
        """The text in lower case, with what stands in front blanked out."""
        low = " " * self.head.start + self.text.low[self.head.start :]
        for bracket in self.text.brackets:
            if is_hash(bracket.inner):
                low = (
                    low[: bracket.start + 1] + " " * len(bracket.inner) + low[bracket.start + 1 + len(bracket.inner) :]
                )
        return low

    @property
    def film(self) -> bool:
        """Read it as a film, which has no days and no bare numbers of episodes."""
        return self.kind == "movie"

    @property
    def anime(self) -> bool:
        """Read bare numbers as absolute ones."""
        return self.kind == "anime"

    @cached_property
    def blocks(self) -> bool:
        """Tell a name all of whose parts stand in brackets."""
        rest = self.text.raw[self.head.start :].lstrip(" ._★☆0123456789月新番")
        square = [one for one in self.text.brackets if self.text.raw[one.start] == "["]
        return self.head.lead is not None and rest[:1] == "[" and len(square) > 2  # noqa: PLR2004 - group, title, more

    @cached_property
    def technical(self) -> int:
        """Where the first hard technical word stands, or the brackets around it."""
        first = next((hit for hit in self.hits if hit.hard and hit.start >= self.head.start), None)
        if first is None:
            return self._soft_bracket()
        around = self.text.in_bracket(first.start)
        return min(first.start if around is None else around.start, self._soft_bracket())

    def _soft_bracket(self) -> int:
        """Where brackets of technical words or a checksum begin."""
        for bracket in self.text.brackets:
            if bracket.start >= self.head.start and (head.technical(bracket, self.hits) or is_hash(bracket.inner)):
                return bracket.start
        return len(self.text.raw)

    @cached_property
    def found(self) -> Found | None:
        """The numbers."""
        if self.film:
            return self._film_numbers()
        found = self._strong()
        if found is None and not self.blocks:
            found = self._plain()
        elif found is None:
            found = absolute.blocks(self.low) or numbers.find_pack(self.low)
        return None if found is None else self._with_season(found)

    def _film_numbers(self) -> Found | None:
        found = numbers.find(self.low, self.text.raw, anime=False)
        if found is not None and found.strong:
            return found
        return absolute.dashed(self.low, self.technical) if self.head.lead is not None else None

    def _strong(self) -> Found | None:
        episode = numbers.find(self.low, self.text.raw, anime=self.anime)
        day = dates.find(self.low)
        if episode is not None and not episode.strong and self._bare_anime():
            episode = None
        if day is None:
            return episode if episode is None else self._from_season(episode)
        if episode is None:
            return self._dated(day)
        near = 0 <= episode.start - day.end <= 3 and episode.end - episode.start > 5  # noqa: PLR2004
        if day.start > episode.start:
            return episode
        return (
            replace(episode, start=day.start)
            if near and "s" in self.low[episode.start : episode.end]
            else self._dated(day)
        )

    def _from_season(self, episode: Found) -> Found:
        """Begin the numbers where the season is called first: `Season 1 S01E02`, `Temporada 2 [Cap.206]`."""
        pack = None if self.anime and episode.absolute else numbers.find_pack(self.low)
        if pack is not None and episode.assumed and pack.start < episode.start:
            return replace(episode, start=pack.start, season=pack.season, assumed=False)
        if pack is None or pack.start >= episode.start:
            return self._counted_by(episode)
        worded = self.low[pack.start : pack.end].lstrip("s ")[:1].isalpha()
        return replace(episode, start=pack.start) if worded or pack.season == episode.season else episode

    def _counted_by(self, episode: Found) -> Found:
        """`第01-15集` before `S01` counts in that season."""
        printed = episode.absolute or episode.episodes
        if "第" not in self.low[episode.start : episode.end] or not printed:
            return episode
        pack = numbers.find_pack(self.low)
        return episode if pack is None else replace(episode, season=pack.season, episodes=printed, absolute=())

    def _bare_anime(self) -> bool:
        return absolute.dashed(self.low, self.technical) is not None

    def _dated(self, day: dates.Day) -> Found:
        part = numbers.find_part(self.low[day.end : self.technical + 12])
        return Found(day.start, day.end, date=day.iso, part=part.part if part else None)

    def _plain(self) -> Found | None:
        """Numbers that are nothing but numbers, from the clearest habit to the weakest."""
        dashed = absolute.dashed(self.low, self.technical) or absolute.blocks(self.low)
        pack = numbers.find_pack(self.low)
        if dashed is not None and (pack is None or pack.start < dashed.start):
            return dashed
        if pack is not None:
            return pack
        return self._number() or self._day_or_part()

    def _number(self) -> Found | None:
        start = self.head.start
        if self.anime or self.head.lead is not None or self._names_the_show():
            return absolute.bare(self.low, start, self.technical)
        return absolute.joined(self.low, start, max(self.technical, start)) or self._loose()

    def _loose(self) -> Found | None:
        return absolute.pair(self.low) or absolute.zero(self.low, self.head.start, self.technical)

    def _names_the_show(self) -> bool:
        plain = titles.clean(self.text.low)
        return bool(self.shown) and plain.startswith(titles.clean(self.shown.lower()))

    def _day_or_part(self) -> Found | None:
        day = dates.find_short(self.low)
        if day is not None and self.low[: day.start].strip():
            return Found(day.start, day.end, date=day.iso)
        part = numbers.find_part(self.low)
        if part is not None and part.part is not None and not self.anime and self.low[: part.start].strip():
            return replace(part, season=1, assumed=True, episodes=(part.part,), part=None)
        return None

    def _with_season(self, found: Found) -> Found:
        """In series, `S2 - 03` is an episode of that season; in anime it is a number and part of the title."""
        if self.anime or not found.absolute or found.season is not None:
            return found
        season = _TITLE_SEASON.search(self.low[: found.start].rstrip(" -.["))
        if season is None or not found.absolute:
            return found
        return replace(found, start=season.start(), season=int(season.group(1)), episodes=found.absolute, absolute=())

    @cached_property
    def special(self) -> bool:
        """Tell OVA, creditless openings and the like."""
        if self.found is not None and self.found.special:
            return True
        return (self.anime or self.head.lead is not None) and _SPECIAL.search(self.low) is not None

    @cached_property
    def year(self) -> years.Year | None:
        """The year of the film or the show."""
        start = self.head.start
        if self.film:
            return years.of_film(self.low, start, self.technical, [hit.start for hit in self.hits]) or years.glued(
                self.low
            )
        end = self.found.start if self.found is not None else self.technical
        return years.of_series(self.low, start, end) or self._year_behind()

    def _year_behind(self) -> years.Year | None:
        """A year behind the numbers, where only technical words follow."""
        if self.found is None:
            found = years.every(self.low, self.head.start)
            return found[0] if found and found[0].bracketed else None
        behind = [one for one in years.every(self.low, self.head.start) if one.start >= self.found.end]
        near = [one for one in behind if not self.low[self.found.end : one.start].strip(" .-_([")]
        return near[0] if near else None

    @cached_property
    def cut(self) -> int:
        """Where the title ends."""
        ends = [self.technical]
        if self.found is not None:
            ends.append(self._before_numbers(self.found))
        if self.year is not None and (self.film or self.found is None or self.year.start < self.found.start):
            around = self.text.in_bracket(self.year.start)
            ends.append(self.year.start if around is None or around.start <= self.head.start else around.start)
        special = _SPECIAL.search(self.low, self.head.start) if self.special else None
        if special is not None and special.start() > self.head.start:
            ends.append(special.start())
        return self._peeled(min(ends))

    def _before_numbers(self, found: Found) -> int:
        before = self.low[: found.start]
        if self.head.lead is not None and found.season is not None:
            loose = _LOOSE_NUMBER.search(before)
            if loose is not None and loose.start() > self.head.start:
                return int(loose.start())
        if found.full:
            for pattern in (_COMPLETE, _DOUBLE_SEASON):
                words = pattern.search(before)
                if words is not None and words.start() > self.head.start:
                    return int(words.start())
        return found.start

    def _peeled(self, end: int) -> int:
        """Walk back over languages and editions that stand before the first technical word or the year."""
        words = self.text.words
        last = next((at for at, word in enumerate(words) if word.start >= end), len(words))
        first = next((at for at, word in enumerate(words) if word.start >= self.head.start), 0)
        while last > first + 1:
            step = self._peel_one(last, end)
            if step == last:
                break
            last = step
        return words[last].start if last < len(words) and words[last].start < end else end

    def _peel_one(self, last: int, end: int) -> int:
        edition = peel(self.text, last)
        if edition != last:
            return edition
        hit = next((hit for hit in self.hits if hit.last == last and not hit.hard), None)
        technical = end == self.technical and end < len(self.text.raw)
        if hit is None or not (technical or hit.value("version") or hit.value("other") in ("Batch", "Complete", "3D")):
            return last
        return last if _is_plain(self.text, hit) else hit.first

    @cached_property
    def titles(self) -> tuple[str, list[str]]:
        """The title and its alternatives."""
        if self.blocks:
            return self._block_titles()
        raw = self.text.raw[self.head.start : self.cut]
        raw = _ORDER.sub("", raw.lstrip(" ._-")) if self.found is not None and self.found.episodes else raw
        parts = titles.split_scripts(raw)
        if parts and not self.film and titles.is_foreign(raw) and self.found is not None:
            return self._segments()
        if len(parts) < 2 or (self.film and not titles.has_cjk(raw)):  # noqa: PLR2004
            title = titles.clean(raw)
            return title, [*titles.also_known(title), *(parts if len(parts) > 1 else [])]
        title, others = titles.choose(parts)
        return self._seasoned(title), others

    def _seasoned(self, title: str) -> str:
        chinese = titles.has_cjk(self.text.raw) or any(hit.value("language") == "Chinese" for hit in self.hits)
        return titles.short_season(title) if chinese else title

    def _segments(self) -> tuple[str, list[str]]:
        """Look for a Latin title behind one in another script: behind ` / `, or behind brackets."""
        parts = []
        for piece in _SEGMENT.split(self.text.raw[self.head.start : self.technical]):
            low = Text(piece).low
            found = numbers.find(low, piece, anime=False) or numbers.find_pack(low)
            parts.append(titles.clean(piece[: found.start] if found is not None else piece))
        return titles.choose([part for part in parts if part])

    def _block_titles(self) -> tuple[str, list[str]]:
        end = self.found.start if self.found is not None else self.technical
        candidates = []
        for bracket in self.text.brackets:
            if self.head.start <= bracket.start < end and not head.technical(bracket, self.hits):
                parts = titles.split_scripts(bracket.inner)
                candidates += [part for part in parts if not part.isdigit()]
        title, others = titles.choose(candidates)
        return self._seasoned(title), others

    @cached_property
    def quality(self) -> Quality:
        """What the technical words add up to."""
        words = [word.text for word in self.text.words]
        inner = [bracket.inner.lower() for bracket in self.text.brackets]
        return Quality([hit for hit in self.hits if hit.start >= self.tags_from], words, self.ending, inner)

    @property
    def tags_from(self) -> int:
        """Where soft technical words begin to count; what stands in front of the title counts too."""
        return 0 if self.head.start and self.head.lead is None else min(self.cut, self.technical)


def split_ending(name: str) -> tuple[str, str]:
    """Cut the ending off a file name, when it is one of a video or of what lies beside."""
    found = _ENDING.search(name.lower())
    if found is None:
        return name, ""
    ending = found.group(1) or found.group(2)
    return (name[: found.start()].rstrip(), ending) if ending in ENDINGS else (name, "")


def is_hash(text: str) -> bool:
    """Tell a checksum of eight digits, as anime groups add it."""
    return len(text) == 8 and all(sign in "0123456789abcdefABCDEF" for sign in text)  # noqa: PLR2004


def _is_plain(text: Text, hit: Hit) -> bool:
    """A short lower-case word before technical ones may be of the title: `it`, `no`."""
    raw = text.raw[hit.start : hit.end]
    return raw.islower() and len(raw) <= 2 and hit.value("version") is None  # noqa: PLR2004
