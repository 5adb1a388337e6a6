"""Who released it: in front in brackets, behind the last dash, or last in the brackets of technical words."""

from __future__ import annotations

from mediad_names.patterns import Pattern
from mediad_names.video.lingua import FULL
from mediad_names.video.scan import Hit
from mediad_names.video.words import Bracket, Text

# What posters add behind the group.
_REPOSTS = frozenset(
    "rp 1 nzbgeek obfuscated obfuscation scrambled sample pre postbot xpost whiterev buymore asrequested"
    " alternativetorequested gerov z0ids3n chamele0n 4p 4planet altezachen repackpost".split()
)
_INDEXERS = frozenset(
    "rartv rarbg eztv ettv tgx pack prt mkvonly batch weekly serie subs multi cht chs gb big5 raw".split()
)
# Groups that write themselves behind a dot or a space, without dash or brackets.
_UNDASHED = frozenset(
    "taoe qxr utr sev kralimarko bludragon darq kcrt vyndros tmd hone garshasp rcvr sampa yogi"
    " rzerox silence gokitaoe".split()
)
_COLLECTIVES = frozenset("taoe qxr utr sev".split())
_SOFTSUBS = Pattern(r"\[softsubs ?\(([^()\[\]]{1,30})")
_CLOSED = Pattern(r"[\])]-([^\W_][\w.]{1,20})$")
_NOTED = Pattern(r"[^ ]-([^\W_]{2,20}) \([^()]{3,200}\)$")
_HASH = Pattern(r"[0-9a-fA-F]{8}")
_IDENTIFIED = Pattern(r"(?:tmdb|imdb|tvdb|anidb)(?:id)?[\-=: ]|tt\d{7}")
_SEEDS = Pattern(r" ?\(s:\d{1,6}/l:\d{1,6}\)$")
_WORDS = 3


def strip_reposts(name: str) -> str:
    """Drop what posters added behind the group, and counts of seeders."""
    found = _SEEDS.search(name.lower())
    if found is not None:
        name = name[: found.start()]
    for _ in range(_WORDS):
        head, dash, tail = name.rpartition("-")
        low = tail.lower()
        if not dash or not (low in _REPOSTS or low.startswith("rakuv")) or (low == "nzbgeek" and not _grouped(head)):
            break
        name = head
    return name


def _grouped(name: str) -> bool:
    """Tell whether a name still ends with a group: the last dash is before one word."""
    _, dash, tail = name.rpartition("-")
    return bool(dash) and tail.isalnum()


def find(text: Text, hits: list[Hit], lead: str | None, start: int) -> str | None:
    """Find the group."""
    for pattern in (_SOFTSUBS, _CLOSED):
        stated = pattern.search(text.low)
        if stated is not None and (pattern is _SOFTSUBS or lead is None):
            return text.raw[stated.start(1) : stated.end(1)].strip()
    hits = [hit for hit in hits if hit.start >= start]
    noted = _NOTED.search(text.low) if lead is None else None
    if noted is not None and any(hit.hard and hit.end <= noted.start(1) for hit in hits):
        return text.raw[noted.start(1) : noted.end(1)]  # `H.264-GRP (Other Title, Dual-Audio)`
    if lead is not None and (" " in text.raw or "_" in text.raw or not hits):
        return lead
    return _behind(text, hits) or lead or _bracketed(text, hits) or _undashed(text)


def _behind(text: Text, hits: list[Hit]) -> str | None:
    """Read what stands behind the last technical word."""
    end = _technical_end(text, hits)
    if end is None:
        return _plain_dash(text)
    tail = text.raw[end:]
    opened = text.in_bracket(end - 1)
    inside = opened is not None and end < opened.end - 1
    tail = tail.lstrip(" ._") if inside else tail.lstrip(" ._)]}+")
    if tail.startswith("-") or tail.lower().startswith("by "):
        return _dashed(tail.lstrip("-").removeprefix("by ").removeprefix("By ").strip(" ._-"), inside=inside)
    if inside and opened is not None:
        return _last_inside(text, opened, end)
    head, dash, last = tail.rpartition("-")
    return last if dash and last.isalnum() and not set(head) & set(" [](){}") else None


def _technical_end(text: Text, hits: list[Hit]) -> int | None:
    """Where the technical words end: the last hard one, and the soft ones that follow it without a dash."""
    hard = max((at for at, hit in enumerate(hits) if hit.hard), default=None)
    if hard is None:
        return None
    last = hits[hard]
    for hit in hits[hard + 1 :]:
        between = text.raw[last.end : hit.start]
        if last.last != hit.first or between.strip(" .[](") == "-":
            break
        last = hit
    return last.end


def _dashed(tail: str, *, inside: bool) -> str | None:
    for at, sign in enumerate(tail):
        if sign in "[(])":
            name, rest = tail[:at].strip(" ._-"), tail[at:].strip(" ._-")
            break
    else:
        name, rest = tail, ""
    outer = rest.strip("[]() .-_")
    if outer.lower() in _COLLECTIVES or (inside and outer and " " not in outer and _is_name(outer)):
        return outer
    name = name or outer
    words = name.replace("_", " ").replace(".", " ").split()
    while len(words) > 1 and words[-1].lower() in FULL:
        name = name[: -len(words.pop())].rstrip(" ._")
    return name if 0 < len(words) <= _WORDS and not _HASH.fullmatch(name) else None


def _last_inside(text: Text, opened: Bracket, end: int) -> str | None:
    """Take the last word of technical brackets, or the brackets behind them."""
    behind = [one for one in text.brackets if one.start >= opened.end - 1]
    if behind and _is_name(behind[0].inner) and " " not in behind[0].inner:
        return behind[0].inner
    words = text.raw[end : opened.end - 1].strip(" ._").split()
    return words[-1] if 0 < len(words) <= _WORDS - 1 and _is_name(words[-1]) else None


def _bracketed(text: Text, hits: list[Hit]) -> str | None:
    """Take the last square brackets at the end that hold one word which is no technical one."""
    taken = {hit.start for hit in hits}
    end = len(text.raw)
    for bracket in reversed(text.brackets):
        if text.raw[bracket.start] != "[" or set(text.raw[bracket.end : end]) - set(" ._-)]"):
            break
        inner = bracket.inner.strip()
        if _HASH.fullmatch(inner):
            end = bracket.start
            continue
        if bracket.start + 1 in taken or not _is_name(inner) or " " in inner:
            return None
        return inner
    return None


def _plain_dash(text: Text) -> str | None:
    """Read `-GRP` at the end of a name without technical words, where no space says that it is a title."""
    if " " in text.raw:
        return None
    head, dash, tail = text.raw.rpartition("-")
    plain = "." in head and tail.isalnum() and any(sign.isalpha() for sign in tail)
    return tail if dash and plain and len(tail) <= 12 else None  # noqa: PLR2004 - longer ones are titles


def _undashed(text: Text) -> str | None:
    last = text.words[-1] if text.words else None
    return text.raw[last.start : last.end] if last is not None and last.text in _UNDASHED else None


def is_id(inner: str) -> bool:
    """Tell brackets that hold the id of a catalogue: `{tmdb-123}`, `[tt0137523]`."""
    return _IDENTIFIED.match(inner.strip().lower()) is not None


def _is_name(text: str) -> bool:
    """Tell what may be a group from checksums, ids and what indexers add."""
    plain = text.strip().lower()
    known = plain in _INDEXERS or _HASH.fullmatch(plain) is not None or _IDENTIFIED.match(plain) is not None
    return any(map(str.isalnum, plain)) and not known
