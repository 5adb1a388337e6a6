"""The technical words of a name: resolution, source, codec, cut, group and the rest.

Each pattern is a plain list of words between borders, and a name is cut to 300 signs before, so reading one takes
linear time. HARD words occur in no title; SOFT ones do (`Charlotte's Web`) and count only beside hard ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mediad_video.languages import CODES, FULL, WORDS


def words(pattern: str) -> re.Pattern[str]:
    """Compile alternatives that stand between borders of words."""
    return re.compile(rf"(?<![^\W_])(?:{pattern})(?![^\W_])", re.IGNORECASE)


HARD = words(
    r"(?:480|540|576|720|1080|1440|2160|4320)[pi](?:x264|x265)?|\d{3,4}x\d{3,4}|4k|uhd|ultrahd|"
    r"blu-?e?-?ray(?:\s?rip)?|m?bluray|"
    r"[bm]?bd-?(?:rip|mux|remux|\d{3,4}p)|uhd-?bd(?:-?rip)?|br-?rip(?:mux)?|bdmv|"
    r"web[-_. ]?(?:dl(?:[-_. ]?rip)?|rip|mux)|hdtv(?:rip)?|htdv|"
    r"hd-?rip|dvd-?(?:rip|scr|r|mux|\d)|hd-?dvd(?:rip)?|hd-?cam|cam-?rip|telesynch?|hdts|telecine|hdtc|pdtv|"
    r"dsr(?:ip)?|tv-?rip|vhs-?rip|"
    r"vodrip|ppvrip|workprint|remux|x\.?26[456]|h\.?26[456]|hevc|avc|xvid|divx|av1|vp9|mpeg-?2|vc-?1|"
    r"dts(?:-?(?:hd|x|es|ma))?|"
    r"dd[p+]?\d?\.?\d?|ddpa?\d?|e-?ac-?3d?|ac-?3d?|ac3|aac\d?\.?\d?|true-?hd|atmos|flac|hdr(?:10)?(?:\+|"
    r"plus)?|dovi|sdr|"
    r"(?:8|10|12)-?bits?|hi10p?|truefrench|vostfr|subfrench|multisubs?|esubs?|korsubs?|plsub|hardsub"
)
SOFT = words(
    r"web|bd|dvd|cam|ts|tc|r5|scr|screener|hd|dv|3d|hsbs|h-sbs|hou|proper|repack\d?|rerip|real|internal|"
    r"limited|complete|"
    r"readnfo|read\.nfo|nfofix|dubbed|subbed|dual(?:[-. ]audio)?|multi|dl|ml|pal|ntsc|unrated|hybrid|"
    r"retail|festival|stv|"
    r"amzn|nf|dsnp|hmax|hulu|atvp|pcok|viva|open[. ]matte|sub(?:s|bed)?|"
    + "|".join(sorted(set(WORDS) - FULL, key=len, reverse=True))
    + "|"
    + "|".join(sorted(FULL))
)
EDITION = words(
    r"(?:extended[. ]+)?(?:the[. ]+)?director'?s'?[. ]+(?:cut|edition|version)(?:[. ]+fan[. ]?edit)?|"
    r"extended(?:[. ]+(?:directors?[. ]+cut[. ]+)?(?:theatrical[. ]+)?(?:cut|edition|version|remastered|imax|uncut))*|"
    r"(?:theatrical|final|assembly|ultimate|workprint|producer'?s|special|collector'?s|criterion|rogue|"
    r"international|alternate|"
    r"unrated|uncensored|uncut|redux|restored|remastered|fan|super|roadshow)[. ]+(?:cut|edition|version|collection)|"
    r"\d{2,3}(?:th|st|nd|rd)?[. ]+anniversary(?:[. ]+edition)?|theatrical|uncut|unrated|uncensored|remastered|restored|"
    r"despeciali[sz]ed|imax(?:[. ]+enhanced)?|redux|fan[. ]?edit|open[. ]matte|[2-4]in1|criterion|hybrid(?=[. ]+cut)"
)
_BRACED_EDITION = re.compile(r"\{edition-([^{}]{1,60})\}", re.IGNORECASE)
_NAMED_EDITION = re.compile(r"(?:[. ]|^)((?:[^\W\d_]+[. ]){1,2})(edition)(?![^\W_])", re.IGNORECASE)
_RESOLUTION = words(
    r"(?:bluray)?(480|540|576|720|1080|1440|2160|4320)[pi](?:x26\d)?|(4k|uhd)|\d{3,4}x(\d{3,4})|bd(\d{3,4})p"
)
_HEIGHTS = {"540": "540p", "1440": "1440p"}
_SOURCES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("bluray", words(r"hd[-. ]?dvd(?:rip)?")),
    ("dvd", words(r"(?:\dx)?dvd[-. ]?(?:rip|scr|r|mux|\d)|dvd")),
    (
        "bluray",
        words(
            r"m?blu-?e?-?ray(?:\s?rip|\d{3,4}p)?|[bm]?bd-?(?:rip|mux|remux|\d{3,4}p)|uhd-?bd(?:-?rip)?|"
            r"br-?rip(?:mux)?|bdmv|bdiso|bdlight|bd|blu[. ]ray"
        ),
    ),
    ("webrip", words(r"web[-_. ]?(?:dl[-_. ]?)?(?:rip|mux)")),
    ("web-dl", words(r"web[-_. ]?dl|web|amzn|vodrip")),
    ("tv", words(r"hd[-. ]?tv(?:rip)?|htdv|pdtv|dsr(?:ip)?|tv-?rip|dvb|sdtv")),
    ("cam", words(r"h[dq]-?cam|cam(?:-?rip)?")),
    ("telesync", words(r"telesynch?|hdts|ts(?:rip)?")),
    ("telecine", words(r"telecine|hdtc|tc")),
    ("workprint", words("workprint")),
    ("webrip", words(r"hd-?rip")),
    ("bluray", words("remux")),
)
_HDR = (
    ("DV", words(r"dovi|dv|dolby[. ]vision")),
    ("HDR10+", words(r"hdr10(?:\+|plus|p)(?!\d)")),
    ("HDR10", words("hdr(?:10)?")),
    ("HLG", words("hlg")),
)
THREE_D = words(r"3d|h-?sbs|hou|half[. -]?sbs|mvc")
_REMUX = re.compile(r"(?:(?<![^\W_])|bd|hybrid-)remux(?![^\W_])", re.IGNORECASE)
_PROPER = words(r"proper|repack\d?|rerip|real")
_CODEC = words(r"x\.?26[456]|h\.?26[456]|hevc|avc|xvid|divx|av1|vp9|mpeg-?2|vc-?1")
_CODECS = {"avc": "h264", "264": "h264", "265": "hevc", "hevc": "hevc", "266": "vvc", "vc1": "vc1"}
_HARDSUB = words(r"(korsubs?|hc|hardsub(?:bed)?s?)|subbed")
_GROUP = re.compile(r"-\s?([^\W_][\w.@]{1,24})(?:\[[^\[\]]{1,20}\])?(?:-[^\W_]{1,12})?$")
_SIGNED = re.compile(
    r"(?<![^\W_])(?:x\.?26[456]|h\.?26[456]|hevc|avc|xvid|divx|av1|dts|ac-?3|aac|flac|atmos)[. ]([^\W_]{2,24})$",
    re.IGNORECASE,
)
_LAST_WORD = re.compile(r"(?:\s-)?\s([^\s()\[\]]{2,24})\)?$")
_NOT_GROUP = frozenset(["dl", "hd", "rip", "ray", "ma", "bit", "en", "es", "subs", "remux", "cut", "copy"])
_NO_GROUP = re.compile(
    r"^[0-9a-f]{8}$|^(?:soft|multi|e)?subs?\b|^(?:mkv|mp4|avi|m2ts|rarbg\.com|eztv)\b", re.IGNORECASE
)
_NOT_SPOKEN = words(r"dts-es|[a-z]{2,3}-?subs?|subs?-?[a-z]{2,3}|sub(?:french|bed)")
_BRACED = re.compile(r"\{[^{}]*\}")
_BRACKETS = re.compile(r"\[([^\[\]]{2,24})\]")
_TAIL = re.compile(
    r"(?:[-_. ]*\[(?:eztv|ettv|rarbg)(?:[. ]\w{2,4})?\]|[-_. ]english|"
    r"[-_](?:rakuv\w*|obfuscated|scrambled|buymore|asrequested|postbot|xpost|chamele0n|z0ids3n))$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the technical words of a name say."""

    edition: str = ""
    source: str = ""
    resolution: str = ""
    codec: str = ""
    hdr: tuple[str, ...] = ()
    three_d: bool = False
    remux: bool = False
    proper: bool = False
    hardcoded_subs: bool = False
    languages: tuple[str, ...] = ()
    group: str = ""


def read(text: str) -> Release:
    """Read the technical part of a name."""
    codec = _CODEC.search(text)
    return Release(
        edition=edition(text),
        source=next((name for name, pattern in _SOURCES if pattern.search(text)), ""),
        resolution=_resolution(text),
        codec=_codec(codec[0]) if codec else "",
        hdr=_hdr(text),
        three_d=bool(THREE_D.search(text)),
        remux=bool(_REMUX.search(text)),
        proper=bool(_PROPER.search(text)),
        hardcoded_subs=bool(_HARDSUB.search(text)),
        languages=_languages(text),
        group=_group(text),
    )


def edition(text: str) -> str:
    """Give the cut that a text names."""
    if braced := _BRACED_EDITION.search(text):
        return braced[1].strip()
    found = EDITION.search(text)
    if not found and (named := _NAMED_EDITION.search(text)) and not HARD.search(named[1]):
        return (named[1] + named[2]).replace(".", " ").removeprefix("The ").strip()
    return found[0].replace(".", " ").strip() if found else ""


def _resolution(text: str) -> str:
    found = _RESOLUTION.search(text)
    if not found:
        return ""
    if found[1]:
        return found[1] + "p"
    if found[2]:
        return "2160p" if not (plain := re.search(r"(?<!\d)(720|1080)[pi]", text)) else plain[1] + "p"
    return (found[3] or found[4]) + "p"


def _codec(word: str) -> str:
    low = word.lower().replace(".", "").replace("-", "")
    return _CODECS.get(low, _CODECS.get(low[1:], low))


def _hdr(text: str) -> tuple[str, ...]:
    found = [name for name, pattern in _HDR if pattern.search(text)]
    return tuple(name for name in found if not (name == "HDR10" and "HDR10+" in found))


def _languages(text: str) -> tuple[str, ...]:
    out: dict[str, None] = {}
    for word in re.findall(r"[^\W\d_]+", _NOT_SPOKEN.sub(" ", text)):
        low = word.lower()
        if low in WORDS or word in CODES:
            out[WORDS.get(low, low)] = None
    return tuple(out)


def _group(text: str) -> str:
    while tail := _TAIL.search(text):
        text = text[: tail.start()]
    text = EDITION.sub("", _BRACED.sub("", text)).rstrip(" -")
    if not _signs_of_a_release(text):
        return ""
    brackets = [name for name in _BRACKETS.findall(text) if not _technical(name) and not _NO_GROUP.search(name)]
    text = text.rstrip(" .)]")
    found = _GROUP.search(text)
    if found and found[1].lower() not in _NOT_GROUP and not HARD.fullmatch(found[1]):
        return found[1]
    if brackets:
        return str(brackets[-1])
    if (found := _SIGNED.search(text)) and not _technical(found[1]) and not _NO_GROUP.search(found[1]):
        return found[1]
    found = _LAST_WORD.search(text) if "(" in text else None
    return found[1] if found and not _technical(found[1]) else ""


def _signs_of_a_release(text: str) -> bool:
    """Tell whether anything technical stands in a name; without, its last word is nobody's signature."""
    return bool(HARD.search(text) or SOFT.search(text) or _BRACKETS.search(text))


def _technical(word: str) -> bool:
    return bool(
        HARD.search(word) or SOFT.fullmatch(word) or word.lower() in _NOT_GROUP or not word.strip("0123456789.:")
    )
