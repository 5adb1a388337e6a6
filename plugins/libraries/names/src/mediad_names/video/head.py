"""What stands in front of a title: the address of a site, the group in brackets, technical words."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.patterns import Pattern
from mediad_names.video.scan import Hit
from mediad_names.video.titles import has_cjk
from mediad_names.video.words import Bracket, Text

_SITE = Pattern(
    r"^(?:[\[{(] ?(?:[^\[\](){}]{0,30} )?(?:www\.[\w\-.]{2,40}|[\w\-]{2,40}\.(?:com|org|net|to|tv|info))"
    r" ?[\])}][ .\-_]{0,3}"
    r"|www\.[\w\-]{2,40}\.[a-z]{2,4}[ .]{0,5}-[ .]{0,5}"
    r"|[\w\-]{2,40}\.(?:com|org|net|to|cc|ru|ph) - )"
)
_ADDRESS = Pattern(r"(?:www\.)?[\w\-]{2,40}(?:\.[\w\-]{2,20})?\.[a-z]{2,4}(?= ?[\])} ])")
_ANYWHERE = Pattern(
    r"[\[(] ?((?:www\.)?[\w\-]{2,40}\.(?:com|org|net|info|to|tv|cc|me|ru))[ \])]"
    r"|(?<![\w.])(www\.[\w\-]{2,40}\.[a-z]{2,4})"
)
_YEAR_ALONE = Pattern(r"[ ._-]{0,3}(?:19|20)\d\d[ ._](?:bluray|bd|web|hdtv|dvd|\d{3,4}p)")
_FILLER = " _.-★☆"


@dataclass(frozen=True, slots=True)
class Head:
    """Where the title may begin, and who stands before it."""

    start: int
    lead: str | None


def site(name: str) -> tuple[str, str | None]:
    """Cut the address of a site off the front, and name one that stands anywhere."""
    low = name.lower()
    found = _SITE.match(low)
    if found is not None and name[found.end() :].strip():
        address = _ADDRESS.search(name, 0, found.end() + 1)
        return name[found.end() :], None if address is None else address.group().strip()
    inside = _ANYWHERE.search(low)
    if inside is None:
        return name, None
    at = 1 if inside.group(1) else 2
    return name, name[inside.start(at) : inside.end(at)]


def find(text: Text, hits: list[Hit]) -> Head:
    """Walk over the brackets in front."""
    start, lead = 0, None
    for bracket in text.brackets:
        if (
            text.raw[bracket.start] != "["
            or text.raw[start : bracket.start].strip(_FILLER)
            or bracket.end >= len(text.raw)
        ):
            break
        if has_cjk(bracket.inner) and _YEAR_ALONE.match(text.low, bracket.end):
            break  # `[海上灯塔].2015.BluRay`: nothing else is the title
        if not technical(bracket, hits):
            if lead is not None and not _aside(text, bracket):
                break
            lead = lead or bracket.inner.strip()
        start = bracket.end
    return Head(start, lead)


def _aside(text: Text, bracket: Bracket) -> bool:
    """A second bracket before plain text is a partner of the group, not a title."""
    behind = text.raw[bracket.end :].lstrip(" _.")[:1]
    return behind.isalnum() and " " not in bracket.inner and len(bracket.inner) < 8 and bracket.inner.isascii()  # noqa: PLR2004


def technical(bracket: Bracket, hits: list[Hit]) -> bool:
    """Tell whether brackets begin with a technical word."""
    inside = [hit for hit in hits if bracket.start < hit.start < bracket.end]
    covered = sum(hit.end - hit.start for hit in inside)
    letters = sum(map(str.isalnum, bracket.inner))
    return bool(inside) and covered * 2 > letters and (any(hit.hard for hit in inside) or covered >= letters)
