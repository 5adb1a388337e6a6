"""Folders that hold one disc of an album: `CD1`, `Disc 04 (Encores)`, `volume2`."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.texts.patterns import pattern, steps, tidy

_DISC = (
    r"^[\s(\[]*(?:cds?|dis[ck]|disque|disco|disc[oa]|digital media|dvd|lp|vinyl|vol(?:ume)?)[\s._#()\-\[]{0,4}"
    r"(\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)(?![\w])"
)
_GLUED = r"^(?:cd|dis[ck]|vol(?:ume)?)[\s._-]{0,3}(\d{1,3})\s?(?:of\s?\d{1,3}|[(\[-].*)?$"
_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_OF = r"^\s*(?:of|/)\s*\d{1,3}"


@dataclass(frozen=True, slots=True)
class Disc:
    """One disc of several.

    Attributes:
        multi_disc: Whether the folder is a disc of the album its parent names.
        disc: Its number.
        title: What the disc is called.
    """

    multi_disc: bool = False
    disc: int | None = None
    disc_title: str = ""


def disc_of(name: str) -> Disc:
    """Read a folder's name, or the last name of its path."""
    text = steps(name)[-1].strip()
    found = pattern(_DISC).match(text) or pattern(_GLUED).match(text)
    if not found:
        return Disc()
    number = int(found[1]) if found[1].isdecimal() else _WORDS.index(found[1].lower()) + 1
    rest = pattern(_OF).sub("", text[found.end(1) :])
    return Disc(multi_disc=True, disc=number, disc_title=tidy(rest.strip("()[] -_.:")))
