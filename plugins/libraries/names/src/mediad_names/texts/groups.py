"""Who released a name, and which try it was."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.texts.languages import languages_in
from mediad_names.texts.notes import DATED, META_WORD, PLAIN_WORD, describes
from mediad_names.texts.patterns import pattern, stem

_SCREEN = r"\bS\d{1,2}[\s.]{0,2}E\d|\b\d{3,4}[pi]\b|\b[xh][\s.]?26[456]\b|\bhevc\b|\bxvid\b"
# what albums can be called too: only behind a group, and where nothing speaks of sound
_PERHAPS_SCREEN = r"^\[[^\[\]]+\].*(?:\bseason[\s.]\d|\bS\d{2}\b|\bblu-?ray\b|\bdvd[\s.-]?rip|\[[0-9a-f]{8}\])"
_EPISODE = r"[\s._\-(\[]*(?:\bS\d{1,2}[\s.]?\.?E\d|\bS\d{2}\b|\bseason[\s.]\d|\b\d{3,4}p\b)"
# what posting tools and sites hang on a finished name
_REPOSTED = (
    r"(?:-(?:\d|pre|rp|re?pack-?post|(?:re)?post(?:ed|bot)?|x-?post|alte?zachen|obfuscat(?:ed|ion)|obfs?|scrambled"
    r"|sample|asrequested|alternativetorequested|buymore|whiterev|rakuvu?[a-z]*|gerov|z0ids3n|chamele0n|4p(?:lanet)?"
    r"|nzbgeek|bugz|\[?rartv\]?))+$"
)
_SITE = r"\s*\[(?:qxr|rartv|rarbg|eztv(?:\.\w+)?|ettv|glt)\]?$"
_LEADING = r"^\[([^\[\]]+)\]"
_LAST_IN = r"[(\[]([^()\[\]]*)[)\]]$"
_IN_FRONT = r"[\s-]+([^\s()\[\]-]+)$"
_TAIL = r"-([A-Za-z][\w&]*|\d+[A-Za-z]\w*)$"
_HUNG = r"(?<=\S)\s?\[([A-Za-z][\w-]*)\]$"
_DESCRIBED = rf"(?:{META_WORD}|{DATED})[\])]?$"
_NO_GROUP = (
    r"^(?:\d+|dl|cd|ep|lp|bit|dvd|bd|batch|v\d|wv|[0-9a-f]{8}|album|book|anthology|dual|hevc|x26\d|ongoing|complete|live|demo"
    r"|instrumental|explicit|clean|read-?nfo)$"
)
_AGAIN = r"\b(?:repack|rerip)(\d)?\b"
_PROPER = r"\bPROPER\b|[\[(]proper[\])]"


@dataclass(frozen=True, slots=True)
class Try:
    """Which try of a release it is: a repack or a rip made again is the second, unless it counts further itself."""

    version: int = 1
    repack: bool = False


def attempt(text: str) -> Try:
    """Read `REPACK`, `RERIP2` and the like."""
    text = text.replace("_", " ")
    found = pattern(_AGAIN).search(text)
    if found:
        return Try(int(found[1] or 1) + 1, repack=True)
    return Try(2) if pattern(_PROPER, 0).search(text) else Try()


def on_screen(text: str) -> bool:
    """Tell a name of film or television, which lies under other roots too."""
    text = text.replace("_", " ")
    if pattern(_SCREEN).search(text):
        return True
    return bool(pattern(_PERHAPS_SCREEN).search(text)) and not pattern(PLAIN_WORD).search(text)


def screen_title(text: str) -> str:
    """Read the title that stands before an episode or a resolution."""
    text = pattern(_LEADING).sub("", stem(text)).strip()
    found = pattern(_EPISODE).search(text)
    return (text[: found.start()] if found else text).replace(".", " ").replace("_", " ").strip(" -")


def group_of(text: str) -> str:
    """Find the releasing group of a name, empty where none stands."""
    text = pattern(r"[^\w\])}]+$").sub("", stem(text))
    if on_screen(text):
        return _screen_group(text)
    text = pattern(_REPOSTED).sub("", text)
    found = pattern(_TAIL).search(text)
    if found and _scene(text, text[: found.start()]):
        return _named(found[1])
    found = pattern(_HUNG).search(text)
    return _named(found[1]) if found else ""


def _screen_group(text: str) -> str:
    found = pattern(_LEADING).match(text)
    if found:
        return found[1]
    own = pattern(_SITE).sub("", text)
    text = pattern(_REPOSTED).sub("", own)
    found = pattern(_LAST_IN).search(text)
    if found and on_screen(found[1]):
        found = pattern(_IN_FRONT).search(found[1])
        return found[1] if found else ""
    found = pattern(_HUNG).search(text) or pattern(_TAIL).search(text)
    return _named(found[1]) if found else ""


def _named(word: str) -> str:
    none = pattern(_NO_GROUP).match(word) or describes(word) or languages_in(f"[{word}]")
    return "" if none else word


def _scene(text: str, before: str) -> bool:
    if " " not in text or (" - " not in text and text.count("-") > 1):
        return True
    return bool(pattern(_DESCRIBED).search(before))
