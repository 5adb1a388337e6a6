"""Discs by name: of a folder, and at the end of an album's title."""

from __future__ import annotations

import re

MAX_NAME = 300
_WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
          "一": 1, "二": 2, "三": 3, "四": 4, "五": 5}  # fmt: skip  # a table
_DISC_WORDS = (
    "cd|dis[ck]|disque|disco|disc[oa]|dysk|płyta|plyta|schijf|skiva|plade|levy|диск|ディスク|碟|盘|디스크|"
    "digital media|lp|vinyl"
)
_DISC = re.compile(
    rf"(?:^|[\s._,\-(\[]{{1,6}})(?:{_DISC_WORDS})[\s._#-]{{0,3}}"
    r"(\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|[一二三四五])(?:\s?(?:of|/)\s?\d{1,2})?(?![^\W_])[)\]]?",
    re.IGNORECASE,
)
_MEDIUM = re.compile(
    r"(?:(?:hybrid|enhanced|dual|\d{1,2}(?:''|[\"'”″])?)[\s-]?)?"
    r"(?:sacd|hdcd|cd|dvd(?:[\s-]?(?:audio|a))?|blu-?ray(?: audio)?|vinyl|cassette|tape|medium|digital media)"
    r"[\s._#-]{0,3}(\d{1,2})",
    re.IGNORECASE,
)
"""A folder called as MusicBrainz calls media, `12" Vinyl 01`; in a title such words are of the title."""
_BONUS = re.compile(
    r"(?:bonus|extra)[\s._-]{0,2}(?:cd|dis[ck]|tracks?|ep)?|(?:cd|dis[ck])[\s._-]{0,2}bonus", re.IGNORECASE
)
_BONUS_BEHIND = re.compile(r"(.{1,250})[\s_]{0,2}[(\[]((?:bonus|extra)[\s._-]{0,2}(?:cd|dis[ck]))[)\]]", re.IGNORECASE)
BONUS_DISC = 2  # the first that an album of one disc does not have
_PIECE = re.compile(r"(?:side\s([a-h])|(?:act|part|tape)\s([1-9]|i{1,3}|iv|v))", re.IGNORECASE)
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5}
_NUMBER = re.compile(r"0?[1-9]|1\d")


def piece_of_album(text: str) -> tuple[str, int, str] | None:
    """Find a disc in the name of a folder that lies in an album's: `2`, `Side B`, `Act I`."""
    if _NUMBER.fullmatch(text):
        return "", int(text), ""
    if found := _PIECE.fullmatch(text[:20]):
        side, count = found[1], (found[2] or "").lower()
        return "", ord(side.lower()) - ord("a") + 1 if side else _ROMAN.get(count) or int(count), text
    return None


def disc_of(text: str) -> tuple[str, int, str] | None:
    """Find a disc in a name: what stands before it, the number, what stands behind it."""
    found = _DISC.search(text[:MAX_NAME])
    if not found:
        bonus = _BONUS_BEHIND.fullmatch(text[:MAX_NAME])
        return (bonus[1].strip(), BONUS_DISC, bonus[2]) if bonus else None
    number = int(found[1]) if found[1].isdecimal() else _WORDS[found[1].lower()]
    return text[: found.start()].strip(" -_,("), number, text[found.end() :].strip(" -_:.)]")


def disc_of_folder(text: str) -> tuple[str, int, str] | None:
    """Find a disc in the name of a folder; `Disc 1 of 4`, `CD1` and `Bonus Disc` are one, `Discovery` is none."""
    if medium := _MEDIUM.fullmatch(text.strip()[:40]):
        return "", int(medium[1]), ""
    if found := disc_of(text):
        return found
    return ("", BONUS_DISC, text.strip()) if _BONUS.fullmatch(text.strip()[:20]) else None
