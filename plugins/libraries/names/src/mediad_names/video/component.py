"""One component of a path: its text, technical words, what stands in front and where technical words begin."""

from __future__ import annotations

from functools import cached_property

from mediad_names.patterns import Pattern
from mediad_names.video import editions, group, head
from mediad_names.video.scan import scan
from mediad_names.video.tables import PHRASES
from mediad_names.video.words import Text

ENDINGS = frozenset(
    "mkv mk3d mp4 m4v avi mov wmv asf mpg mpeg m2v ts m2ts mts wtv flv ogm ogv rm rmvb webm vob iso"
    " img divx xvid 3gp ifo strm"
    " nzb torrent nfo srt sub idx ass ssa vtt sup smi disc".split()
)
_ENDING = Pattern(r"\.([a-z][a-z0-9]{1,6})$|\.(3gp)$")
_POSTING = Pattern(r'\[\d{1,3}/\d{1,3}\] - "([^"]{8,})"')
_QUOTED = Pattern(r'\[\d{1,3}/\d{1,3}\] - "[^\n]*')
_HYPHEN = Pattern(r"(?<!\d)-|-(?!\d)")
_RESOLUTION = Pattern(r"-\d{3,4}[pi](?=-)")
_SLUG = 3
_SHOPS = frozenset(("HD", "SD", "UHD", "4K"))
_FORMS = frozenset(("TV", "OVA", "ONA"))
"""In brackets behind the title of an anime: which of several of that name it is."""
_YEAR_FIRST = Pattern(
    r"^[\[(]?((?:19\d|20[0-3])\d)(?:[\])][\s._\-]{0,3}| - |\. | (?=[\u3040-\u9fff\uac00-\ud7a3]))"
    r"(?!.*(?:19|20)\d\d)(?!\d{1,2}(?:[ .]?[.\-]|$))(?=\S)(.+)$"
)
"""A film behind its year: `(2014) Title`, `2014 - Title`, `2014. Title`; none of the years to come."""
_PIECE = Pattern(r"(?:part|pt|teil|parte|partie|cd|dis[ck]|dvd)[ .]?\d{1,2}")
_REVERSED = Pattern(r"(?:\d{2,3}[eE]\d{2}[sS]|p027|p0801)\.(?=[^.])")


class Component:
    """One name, read on demand, as far as it is not counted and named yet.

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
        stem, self.website = head.site(_unquoted(stem))
        stem = _spaced(group.strip_reposts(stem.strip()))
        self.text = Text(_year_behind(stem) if kind == "movie" else stem)
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
        """Where brackets of technical words or a checksum begin; `(HD)` is what shops write behind a film.

        `(TV)` belongs to the title of an anime, to tell it from its films.
        """
        for bracket in self.text.brackets:
            told = head.technical(bracket, self.hits) or is_hash(bracket.inner) or bracket.inner in _SHOPS
            if bracket.start >= self.head.start and told and bracket.inner not in _FORMS:
                return bracket.start
        return len(self.text.raw)


def _year_behind(stem: str) -> str:
    """Write a year in front of a film's title behind it; of what is no title none: `2012 - Extended`."""
    found = _YEAR_FIRST.match(stem)
    if found is None or _describes(found.group(2)):
        return stem
    return f"{found.group(2)} ({found.group(1)})"


def _describes(words: str) -> bool:
    """Tell words all of which are of an edition, the quality, a language or the count of a part."""
    text = Text(words)
    told = {at for hit in scan(text) if hit.hard or hit.value("language") for at in range(hit.first, hit.last)}
    return _PIECE.fullmatch(text.low) is not None or all(
        at in told or word.text in editions.WORDS for at, word in enumerate(text.words)
    )


def _spaced(name: str) -> str:
    """Write dots for the hyphens of a name that has nothing else between its words, but before the group."""
    if name.count("-") < _SLUG or any(sign in name for sign in " ._[]()"):
        return name
    words, _, last = name.rpartition("-")
    released = _RESOLUTION.search(name.lower()) or any(
        PHRASES.get(word, (False,))[0] for word in words.lower().split("-")
    )
    return f"{_HYPHEN.sub('.', words)}-{last}" if released else _HYPHEN.sub(".", name)


def _unquoted(name: str) -> str:
    """Take the name out of the subject of a posting: `[01/10] - "name.nfo" yEnc`, or behind such a count."""
    found = _POSTING.match(name)
    if found is not None:
        return split_ending(found.group(1))[0]
    return _QUOTED.sub("", name) or name


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
