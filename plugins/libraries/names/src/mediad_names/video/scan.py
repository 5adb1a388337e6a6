"""Which words of a name are technical, and what they say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mediad_names.patterns import Pattern
from mediad_names.video.tables import PHRASES, REACH, Fact
from mediad_names.video.words import Text, Word

_JOINTS = frozenset((" ", ".", "-", "_", "+", "+ ", ", ", ". ", "- ", " - "))
_RESOLUTION = Pattern(r"(?:bluray|bd|web|webdl|hdtv|dvd|4kto|ds)?(\d{3,4})([pi])(?:10|50|60|24|25|30|hd|x)?")
_PIXELS = Pattern(r"(\d{3,4})x(\d{3,4})")
_VERSION = Pattern(r"(?:v|repack|rerip|proper|real)(\d)")
_COUNTED = Pattern(r"(\d)x([a-z]{2,8})|(\d)(ukr|rus|eng)")
_WRITTEN = frozenset(("Line", "line"))
"""Words that releases shout, `LiNE`, and titles write: `The Short Line`."""
_PLUS = Pattern(r"\+(?![^\W_])")
_HDR10 = (("hdr", "HDR10"),)
_SIZE = Pattern(r"\d{1,5}(?:mb|gb|tb)")
_LAYOUT = Pattern(r"(?:dd|ddp|aac|ac3|eac3|dts|flac|truehd|opus|lpcm|ma|pcm|ddpa|ddex)(\d)")
_SOURCES = {"bluray": "bluray", "bd": "bluray", "web": "web-dl", "webdl": "web-dl", "hdtv": "tv", "dvd": "dvd"}
_LOW_CHANNELS = frozenset(("0", "1", "2", "0ch", "1ch"))
_NUMBERED = frozenset(("dd51", "dd71", "ddp51", "mp3", "ac3", "eac3"))
_HEIGHTS = {"4k": "2160p", "8k": "4320p", "1080": "1080p", "720": "720p", "2160": "2160p", "480": "480p"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One run of words with a meaning: from word `first` to the one before `last`."""

    facts: tuple[Fact, ...]
    hard: bool
    first: int
    last: int
    start: int
    end: int

    def value(self, field: str) -> str | None:
        """What it says of one field."""
        return next((value for name, value in self.facts if name == field), None)


def scan(text: Text) -> list[Hit]:
    """Find every technical word, the longest run first."""
    words = text.words
    hits = []
    at = 0
    while at < len(words):
        hit = _phrase(text, words, at) or _shaped(words, at)
        if hit is None:
            at += 1
        else:
            hits.append(_with_channels(words, hit))
            at = hits[-1].last
    return hits


def _with_channels(words: list[Word], hit: Hit) -> Hit:
    """Take the `.1` of `DD5.1` in: the digit that ends a codec, and the word behind it."""
    said = words[hit.last - 1].text
    behind = words[hit.last].text if hit.last < len(words) else ""
    if said[-1] not in "12567" or behind not in _LOW_CHANNELS or hit.value("audio_codec") is None or said in _NUMBERED:
        return hit
    channels = ("audio_channels", f"{said[-1]}.{behind.removesuffix('ch')}")
    return Hit((*hit.facts, channels), hit.hard, hit.first, hit.last + 1, hit.start, words[hit.last].end)


def _phrase(text: Text, words: list[Word], at: int) -> Hit | None:
    reach = REACH.get(words[at].text)
    if reach is None:
        return None
    runs = list(_runs(text, words, at, reach))
    for last, phrase in reversed(runs):
        entry = PHRASES.get(phrase)
        if entry is not None and text.raw[words[at].start : words[last - 1].end] not in _WRITTEN:
            return _with_plus(text, Hit(entry[1], entry[0], at, last, words[at].start, words[last - 1].end))
    return None


def _with_plus(text: Text, hit: Hit) -> Hit:
    """Read `HDR10+`, whose sign is of no word; between two words it joins them: `HDR10+DV`."""
    if hit.facts != _HDR10 or _PLUS.match(text.raw, hit.end) is None:
        return hit
    return replace(hit, facts=(("hdr", "HDR10+"),))


def _runs(text: Text, words: list[Word], at: int, reach: int) -> Iterator[tuple[int, str]]:
    phrase = words[at].text
    yield at + 1, phrase
    for last in range(at + 1, min(at + reach, len(words))):
        if text.raw[words[last - 1].end : words[last].start] not in _JOINTS:
            return
        phrase = f"{phrase} {words[last].text}"
        yield last + 1, phrase


def _shaped(words: list[Word], at: int) -> Hit | None:
    word = words[at]
    if not any(sign.isdigit() for sign in word.text[-4:] + word.text[:1]):
        return None
    found = _resolution(word.text) or _lettered(word.text) or _bare_height(words, at)
    if found is None:
        return None
    facts, hard = found
    return Hit(facts, hard, at, at + 1, word.start, word.end)


def _resolution(word: str) -> tuple[tuple[Fact, ...], bool] | None:
    found = _RESOLUTION.fullmatch(word)
    if found is not None:
        facts: tuple[Fact, ...] = (("resolution", found.group(1) + found.group(2)),)
        source = _SOURCES.get(word[: found.start(1)])
        return ((*facts, ("source", source)) if source else facts), True
    sides = frame(word)
    return None if sides is None else ((("resolution", _height(*sides)), ("pixels", word)), True)


def frame(word: str) -> tuple[int, int] | None:
    """Width and height of a frame that a word states in pixels: `1920x1080`."""
    found = _PIXELS.fullmatch(word)
    return None if found is None else (int(found.group(1)), int(found.group(2)))


def _height(width: int, height: int) -> str:
    """Name a frame by the standard size it fits: 1920x800 is 1080p."""
    for least_width, least_height, name in ((3000, 1700, "2160p"), (1800, 1000, "1080p"), (1200, 700, "720p")):
        if width >= least_width or height >= least_height:
            return name
    return f"{height}p" if height in (360, 480, 540, 576) else "480p"


def _lettered(word: str) -> tuple[tuple[Fact, ...], bool] | None:
    found = _VERSION.fullmatch(word)
    if found is not None:
        name = word[: found.start(1)]
        field = {"v": "version", "repack": "repack", "rerip": "repack"}.get(name, "proper")
        return ((field, found.group(1)),), False
    found = _LAYOUT.fullmatch(word)
    if found is not None:
        entry = PHRASES.get(word[:-1]) or PHRASES["dd5"]
        return (entry[1][:1] if entry[1][0][0] == "audio_codec" else PHRASES["dd5"][1][:1]), True
    found = _COUNTED.fullmatch(word)
    if found is not None:
        counted = PHRASES.get(found.group(2) or found.group(4))
        return None if counted is None else (counted[1], True)
    return ((("size", word),), False) if _SIZE.fullmatch(word) else None


def _bare_height(words: list[Word], at: int) -> tuple[tuple[Fact, ...], bool] | None:
    height = _HEIGHTS.get(words[at].text)
    if height is None or not at:
        return None
    return (("resolution", height),), words[at].text.endswith("k")
