"""Who released a name, and which try it was."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.texts.patterns import pattern, stem

SCREEN = (
    r"\bS\d{1,2}[\s.]?\.?E\d|\bS\d{2}\b|\b\d{3,4}[pi]\b|\b[xh][\s.]?26[456]\b|\bhevc\b|\bxvid\b|\bbluray\b"
    r"|\bseason[\s.]\d|\bdvd[\s.]?(?:rip|\d{3}p)|\[[0-9a-f]{8}\]|\bS\d{2}\.E\d{2}\b"
)
_EPISODE = r"[\s._\-(\[]*(?:\bS\d{1,2}[\s.]?\.?E\d|\bS\d{2}\b|\bseason[\s.]\d|\b\d{3,4}p\b)"
# what posting tools and sites hang on a finished name
_REPOSTED = (
    r"(?:-(?:\d{1,2}|pre|rp|re?pack-?post|(?:re)?post(?:ed|bot)?|x-?post|alte?zachen|obfuscat(?:ed|ion)|obfs?|scrambled"
    r"|sample|asrequested|alternativetorequested|buymore|whiterev|rakuvu?[a-z]*|gerov|z0ids3n|chamele0n|4p(?:lanet)?"
    r"|nzbgeek|bugz|\[?rartv\]?))+$"
)
_SITE = r"\s*\[(?:qxr|rartv|rarbg|eztv(?:\.\w+)?|ettv|glt)\]?$"
_LEADING = r"^\[([^\[\]]+)\]"
_LAST_IN = r"[(\[]([^()\[\]]*)[)\]]$"
_IN_FRONT = r"[\s-]+([^\s()\[\]-]+)$"
_TAIL = r"-([A-Za-z][\w&]*|\d+[A-Za-z]\w*)$"
_HUNG = r"(?<=\S)\s?\[([A-Za-z][\w-]*)\]$"
_NO_GROUP = (
    r"^(?:\d+|mp3|flac|web|dl|cd|ep|lp|vinyl|bit|vbr|cue|log|lossless|m4a|aac|ogg|alac|wav|dvd|retail|epub|mobi|azw3|pdf"
    r"|eng|bd|batch|opus|v\d|[0-9a-f]{8}|album|book|anthology|wavpack|ape|dual|hevc|x26\d|ongoing|complete)$"
)
_AGAIN = r"\b(?:repack|rerip)(\d)?\b"


@dataclass(frozen=True, slots=True)
class Try:
    """Which try of a release it is: a repack or a rip made again is the second, unless it counts further itself."""

    version: int = 1
    repack: bool = False


def attempt(text: str) -> Try:
    """Read `REPACK`, `RERIP2` and the like."""
    found = pattern(_AGAIN).search(text.replace("_", " "))
    return Try(int(found[1] or 1) + 1, repack=True) if found else Try()


def on_screen(text: str) -> bool:
    """Tell a name of film or television, which lies under other roots too."""
    return bool(pattern(SCREEN).search(text.replace("_", " ")))


def screen_title(text: str) -> str:
    """Read the title that stands before an episode or a resolution."""
    text = pattern(_LEADING).sub("", stem(text)).strip()
    found = pattern(_EPISODE).search(text)
    return (text[: found.start()] if found else text).replace(".", " ").replace("_", " ").strip(" -")


def group_of(text: str) -> str:
    """Find the releasing group of a name, empty where none stands."""
    text = stem(text)
    if on_screen(text):
        return _screen_group(text)
    text = pattern(_REPOSTED).sub("", text)
    found = pattern(_TAIL).search(text)
    if found and _scene(text):
        return "" if pattern(_NO_GROUP).match(found[1]) else found[1]
    found = pattern(_HUNG).search(text)
    return found[1] if found and not pattern(_NO_GROUP).match(found[1]) else ""


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
    return found[1] if found and not pattern(_NO_GROUP).match(found[1]) else ""


def _scene(text: str) -> bool:
    return " - " not in text and text.count("-") > 1 or text.count(" ") == 0
