"""Episodes that are only a number, as anime and plain libraries write them."""

from __future__ import annotations

from mediad_names.patterns import Pattern
from mediad_names.video.numbers import Found

_MANY = 2000
_BLOCK = Pattern(
    r"\[ ?(\d{1,4})(?:\.(\d))? ?(?:v\d)? ?(?:[\-~] ?(\d{1,4}))? ?(?:v\d)? ?(?:完|end|fin|全|话|話|集)? ?\]"
)
_DASH = Pattern(
    r"(?<=[ .])[\-~][ .](\d{1,4})(\.\d(?:\.\d)?)?(?:v\d)?(?: ?[~\-+&] ?(\d{1,4}))?(?:v\d)?"
    r"(?=[ .]|$|[\[(])(?!\.\d{1,2}(?!\d))"
)
_TIGHT = Pattern(r"(?<=[a-z!?])-(\d{2,4})(\.\d)?(?:v\d)?()(?=$|[\[(])")
_RANGE = Pattern(r"(?<=[ .(\[])(\d{1,4}) ?[\-~] ?(\d{1,4})(?=[ .)\]]|$)")
_ALONE = Pattern(r"(?<=[ .])(\d{1,4})(\.\d)?(?:v\d)?()(?=[ .]|$|[\[(])(?!\.\d{1,2}(?!\d))")
_ROUND = Pattern(r"(?<= )\((\d{2,3})(?:v\d)?\)")
_BEHIND = Pattern(r" (\d{2,3})(?:v\d)?(?= ?[\[(]|$)")
_LEADING = Pattern(r" ?(\d{1,3})(?:-(\d{1,3}))?(?= ?- |\. | |$)")
_SHORT = Pattern(r"(?<=[ .\-])(\d{1,2})(\d\d)(?=[ .]|$)(?!\.\d{1,2}(?!\d))")
_STUCK = Pattern(r"(?<=[a-z]{4})(\d)(\d\d)$")
_DOUBLE = Pattern(r"(?<=[ .])(\d{1,2})(\d\d)(?:[.\-]\1|(?<!\d{4}))(\d\d)(?=[ .]|$)")
_ZERO = Pattern(r"(?<=[a-z!?][ .])0(\d)(?=[ .])(?!\.\d(?!\d))")
_AGAINST = Pattern(r"(?<=[\u2e80-\u9fff\uac00-\ud7af])(\d{2,3})(?=$|[ .\[(])")
_PAIR = Pattern(r" ?(\d{1,2})-(\d\d)(?= )")
_CALENDAR = range(1900, 2060)


def blocks(low: str) -> Found | None:
    """Find a number in brackets of its own: the last that is no year."""
    found = [match for match in _BLOCK.finditer(low) if int(match.group(1)) not in _CALENDAR]
    if not found:
        return None
    match = found[0]
    return _make(match.start(), match.end(), match.group(1), match.group(3), match.group(2))


def dashed(low: str, end: int) -> Found | None:
    """Find ` - 12`: the last before the technical words that brackets, the end or another dash follow."""
    matches = [match for match in _DASH.finditer(low) if match.start() <= end]
    matches = matches or [match for match in _TIGHT.finditer(low) if match.start() <= end]
    if not matches:
        return None
    closed = [match for match in matches if low[match.end() : match.end() + 3].lstrip(" .")[:1] in ("", "[", "(", "-")]
    match = (closed or matches)[-1]
    before = low[: match.start()].rstrip()
    first = before.rsplit(" ", 1)[-1]
    last = match.group(3)
    if (
        last is None
        and first.isdigit()
        and int(first) < int(match.group(1))
        and low[match.start()] in "-~"
        and not closed[:-1]
    ):
        spread = int(match.group(1)) - int(first) < _MANY and len(first) >= 2  # noqa: PLR2004
        if spread:
            return _make(len(before) - len(first), match.end(), first, match.group(1), None)
    return _make(match.start(), match.end(), match.group(1), last, match.group(2))


def bare(low: str, start: int, end: int) -> Found | None:
    """Find the last number that stands alone before `end`, but never the first word."""
    for pattern in (_RANGE, _ALONE):
        matches = [match for match in pattern.finditer(low) if start < match.start() and match.end() <= end]
        matches = [match for match in matches if low[start : match.start()].strip(" .-(")]
        if matches:
            match = matches[-1]
            last = match.group(2) if pattern is _RANGE else None
            if last is not None and int(last) <= int(match.group(1)):
                continue
            return _make(
                match.start(), match.end(), match.group(1), last, match.group(2) if pattern is _ALONE else None
            )
    alone = _ROUND.search(low, start + 1, end)
    return None if alone is None else _make(alone.start(), alone.end(), alone.group(1), None, None)


def behind(low: str, pack: Found) -> Found | None:
    """Find the number right behind the season of an anime: `S2 04`."""
    match = _BEHIND.match(low, pack.end)
    return None if match is None else _make(match.start(), match.end(), match.group(1), None, None)


def leading(low: str) -> Found | None:
    """Read a number in front, as files in the folder of a season have it."""
    match = _LEADING.match(low)
    if match is None:
        return None
    first = int(match.group(1))
    last = int(match.group(2) or first)
    return Found(match.start(), match.end(), strong=False, episodes=tuple(range(first, max(first, last) + 1)))


def zero(low: str, start: int, end: int) -> Found | None:
    """Read a lone 05: nobody writes a zero in front of a number that belongs to a title."""
    match = _ZERO.search(low, start + 1, end + 1)
    if match is None or not low[start : match.start()].strip(" .-"):
        return None
    return Found(match.start(), match.end(), strong=False, season=1, assumed=True, episodes=(int(match.group(1)),))


def stuck(low: str, start: int, end: int, *, known: bool) -> Found | None:
    """Read `长河01`: a number against a title in Chinese, Japanese or Korean, padded or of a known show."""
    match = _AGAINST.search(low, start, end)
    if match is None or not (known or match.group(1).startswith("0")):
        return None
    episodes = (int(match.group(1)),)
    return Found(match.start(), match.end(), strong=False, season=1, assumed=True, episodes=episodes)


def pair(low: str) -> Found | None:
    """Read `11-02 ` in front as season and episode; only right where no folder says which season it is."""
    match = _PAIR.match(low)
    if match is None:
        return None
    return Found(match.start(), match.end(), strong=False, season=int(match.group(1)), episodes=(int(match.group(2)),))


def joined(low: str, start: int, end: int) -> Found | None:
    """Read 103 as season 1, episode 3, and 10708 or 107-108 as episodes 7 and 8 of season 1."""
    for match in _DOUBLE.finditer(low):
        season, one, two = (int(part) for part in match.groups())
        years = season * 100 + one in _CALENDAR  # `2010-2011`
        if start < match.start() <= end and two == one + 1 and season and not years:
            return Found(match.start(), match.end(), strong=False, season=season, episodes=(one, two))
    for match in (*_SHORT.finditer(low), *_STUCK.finditer(low)):
        season, episode = int(match.group(1)), int(match.group(2))
        number = season * 100 + episode
        if (
            start < match.start() <= end
            and season
            and episode
            and number not in _CALENDAR
            and number not in (720, 480, 576, 1080)
        ):
            return Found(match.start(), match.end(), strong=False, season=season, episodes=(episode,))
    return None


def _make(start: int, end: int, first: str, last: str | None, fraction: str | None) -> Found:
    if fraction:
        return Found(start, end, strong=False, special=True)
    low, high = int(first), int(last or first)
    return Found(start, end, strong=False, absolute=tuple(range(low, min(max(low, high), low + _MANY) + 1)))
