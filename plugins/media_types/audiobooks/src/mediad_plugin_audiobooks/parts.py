"""The files of a folder, gathered into books, each with its parts in order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from mediad_books import titles
from mediad_plugin_audiobooks import spoken
from mediad_plugin_audiobooks.claim import BOUND
from mediad_plugin_audiobooks.librivox import quality
from mediad_sdk.names import stem, suffix, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_sdk.values.media import Extracted

_NUMBER = re.compile(r"\d{1,18}")
_PART = re.compile(
    r"[\s._(\[,-]{0,4}(?:(?:part|pt|teil|partie|parte|cd|dis[ck]|file|track|kapitel|chapter|side|\u0447\u0430\u0441\u0442\u044c)[\s._-]{0,3}"
    r"\d{1,4}|\d{1,3}\s?(?:of|von|/|-)\s?\d{1,3})[)\]]?\s?$",
    re.IGNORECASE,
)
_CHAPTER_FIRST = re.compile(
    r"[\W_]{0,3}(?:chapter|chap|ch|kapitel|kap|chapitre|cap[i\u00ed]tulo|capitolo|hoofdstuk|rozdzia\u0142|kapitola|\u0433\u043b\u0430\u0432\u0430|"
    r"part|pt|teil|track|lecture|lesson|lektion|lektie|le\u00e7on|lecci\u00f3n|lezione|vorlesung|session|unit|section)[\s._-]{0,3}\d",
    re.IGNORECASE,
)
_FRAME = re.compile(
    r"(?<![^\W_])(?:opening|end|closing)\scredits|(?<![^\W_])(?:prolog(?:ue)?|epilog(?:ue)?|intro(?:duction)?|outro|foreword|"
    r"vorwort|nachwort|afterword|dedication|acknowledge?ments|chapter|kapitel|chapitre|cap\u00edtulo|capitolo)(?![^\W_])",
    re.IGNORECASE,
)
"""What frames a book or counts its chapters, wherever a name has it."""
_COUNT_LAST = re.compile(r"[\s._(\[,-]{1,4}\d{1,4}[)\]]?\s?$")
_COUNT_FIRST = re.compile(r"^\d{1,4}(?=[\s._-])[\s._-]{0,3}")


@dataclass(frozen=True)
class Sound:
    """One file of sound."""

    name: bytes
    facts: Mapping[str, Any]
    error: str = ""

    @property
    def tags(self) -> Mapping[str, Any]:
        """What its tags say."""
        tags: Mapping[str, Any] = self.facts.get("tags", {})
        return tags

    @property
    def text(self) -> str:
        """The name without its ending."""
        return text_of(self.name)

    @property
    def format(self) -> str:
        """The format, as its ending says it."""
        return suffix(self.name).decode("ascii", "replace")

    @property
    def duration(self) -> int:
        """How long it is, in milliseconds; 0 where that is not known."""
        audio: Mapping[str, Any] = self.facts.get("audio", {})
        return int(audio.get("duration_ms") or 0)

    @property
    def album(self) -> str:
        """The book that the tags name."""
        return spoken.album(self.tags)


@dataclass
class Group:
    """The files of one book in one folder, in one format, in order.

    Attributes:
        common: What the names of all have in common: the title, where no tag says it.
        quality: The bit rate that the names of all end in, where they do.
    """

    files: list[Sound] = field(default_factory=list)
    common: str = ""
    quality: str = ""

    @property
    def format(self) -> str:
        """The format of all its files."""
        return self.files[0].format


def groups(facts: Sequence[Extracted]) -> list[Group]:
    """Gather a folder's files into books."""
    sounds = [Sound(item.name, item.facts, item.error) for item in facts if _is_sound(item)]
    alike: dict[tuple[str, str], list[Sound]] = {}
    for each in sounds:
        alike.setdefault((each.format, quality(each.text)), []).append(each)
    out = []
    for (_, rate), files in alike.items():
        out += [replace(group, quality=rate) for group in _of_format(files)]
    return out


def _is_sound(item: Extracted) -> bool:
    return suffix(item.name) not in (b"json", b"abs", b"txt", b"nfo", b"cue")


def _of_format(files: list[Sound]) -> list[Group]:
    if len(files) == 1:
        return [Group(files, files[0].text)]
    albums: dict[str, list[Sound]] = {}
    for each in files:
        albums.setdefault(titles.key(each.album) if each.album else "", []).append(each)
    untagged = albums.pop("", [])
    out = [Group(in_order(group), common(group)) for group in albums.values()]
    if untagged and len(out) == 1 and (_are_chapters(untagged) or len(untagged) < len(out[0].files)):
        return [Group(in_order(files), common(files))]
    return [*out, *_by_names(untagged)]


def _by_names(files: list[Sound]) -> list[Group]:
    """Gather untagged files: what counts parts of one name is a book, and else each is one."""
    named: dict[str, list[Sound]] = {}
    for each in files:
        named.setdefault(_COUNT_LAST.sub("", _PART.sub("", each.text)).lower(), []).append(each)
    if len(named) > 1 and _are_chapters(files):
        named = {"": files}
    return [Group(in_order(group), common(group)) for group in named.values()]


def _are_chapters(files: Sequence[Sound]) -> bool:
    """Tell whether names count one book's chapters: `01 - Dawn`, `Chapter 2`, `North Gate 003`; bound books do not."""
    texts = [each.text for each in files]
    if any(stem_in(each) for each in files) and len({_NUMBER.sub("", text) for text in texts}) > 1:
        return False
    counted = {tuple(map(int, _NUMBER.findall(text))) for text in texts}
    leading = all(text[:1].isdigit() for text in texts)
    alike = len({_NUMBER.sub("", text).strip().lower() for text in texts}) == 1
    chapters = all(_PART.search(text) or _CHAPTER_FIRST.match(text) for text in texts)
    told = leading or alike or chapters or _are_framed(texts)
    return len(texts) > 1 and len(counted) == len(texts) and told


def _are_framed(texts: Sequence[str]) -> bool:
    """Tell whether names count behind one title, and one of them says what only a book has: `Ember - 01 - Prologue`."""
    heads = {re.split(r"\W{1,4}\d", text, maxsplit=1)[0].lower() for text in texts}
    return len(heads) == 1 and any(map(_FRAME.search, texts))


def stem_in(sound: Sound) -> bool:
    """Tell whether a file is bound: usually a whole book."""
    return suffix(sound.name) in BOUND


def common(files: Sequence[Sound]) -> str:
    """Give what names have in common: `North Gate` of `North Gate 001` and `North Gate 002`, or ""."""
    texts = [each.text for each in files]
    if len(texts) == 1:
        return texts[0]
    bare = {_COUNT_FIRST.sub("", _COUNT_LAST.sub("", _PART.sub("", text))).strip(" -_.") for text in texts}
    return bare.pop() if len(bare) == 1 else ""


def in_order(files: Sequence[Sound]) -> list[Sound]:
    """Order parts by disc and track where every tag says them, else as people count: 2 before 10."""
    places = [(each.tags.get("disc") or 0, each.tags.get("track") or 0) for each in files]
    if all(track for _, track in places) and len(set(places)) == len(files):
        return [each for _, each in sorted(zip(places, files, strict=True), key=lambda pair: pair[0])]
    return sorted(files, key=lambda each: natural(each.text))


def natural(text: str) -> list[tuple[int, int, str]]:
    """Make a key that compares numbers by value."""
    pieces = re.split(r"(\d{1,18})", text.lower())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]


def bare(name: bytes) -> str:
    """Give a name without its ending, as text."""
    return stem(name).decode("utf-8", "replace")
