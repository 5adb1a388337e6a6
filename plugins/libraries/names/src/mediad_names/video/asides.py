"""Numbers and names that a release mentions beside its title: bonus films, parts, counts, rates, sizes, serials."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.patterns import Pattern
from mediad_names.video import titles
from mediad_names.video.scan import frame

if TYPE_CHECKING:
    import re

    from mediad_names.reading import Value
    from mediad_names.video.single import Single

_BONUS = Pattern(r"(?<=\S)[ .]?-x(\d{1,2})(?:-|$)")
_FILM = Pattern(r"(?<=\S)[ .]?-f(\d{1,2})-")
_CDS = Pattern(r"(?<![a-z\d])([2-9]) ?cds?(?![a-z\d])")
_OF = Pattern(r"(?<![a-z\d])\d{1,3}[ .]?(?:of|/)[ .]?(\d{1,3})(?![a-z\d])")
_SEASON_OF = Pattern(r"season[ .]?\d{1,2}[ .]?of[ .]?(\d{1,2})(?![a-z\d])")
_PART = Pattern(
    r"(?<![a-z\d])(?:part|pt|parte|partie|teil|del)[ .\-]?(\d{1,2}|[ivx]{1,4}|[a-z]{2,6})(?![a-z\d])",
)
_RATE = Pattern(r"(?<![a-z\d])(?:\d{3,4}[pi]|)(?<!\d)(\d{2,3}(?:\.\d{1,3})?)[ .]?fps(?![a-z\d])")
_RATE_GLUED = Pattern(r"(?<!\d)\d{3,4}[pi](24|25|30|50|60)(?![a-z\d])")
_SIZE = Pattern(r"(?<![a-z\d])(?<!\d\.)(\d{1,4}(?:\.\d{1,2})?)[ .]?([mgt]b)(?![a-z\d])")
_CROSSED = Pattern(r"(?<![a-z\d])s\d{1,3}(?:e\d{1,4}){1,50}s(\d{1,3})((?:e\d{1,4}){1,50})(?![a-z\d])")
_SHOPS = Pattern(r"(?<![a-z])(?:hd)?(amazon|disney|hbomax|itunes|netflix|paramount)(?:hd|uhd|sd)?(?:rip)?(?![a-z])")
_SERVICES = {
    "amazon": "Amazon Prime", "disney": "Disney+", "hbomax": "HBO Max", "itunes": "iTunes", "netflix": "Netflix",
    "paramount": "Paramount+",
}  # fmt: skip
_SERIAL = Pattern(r"[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SITE = Pattern(
    r"(?<![\w.])((?:www\.)?[\w\-]{2,40}(?:\.[\w\-]{2,20})?\.(?:com|org|net|info|be|cc|me|ru|to|tv))(?![\w.])"
)
_DETAIL = Pattern(r"(?<![a-z\d])(unaired|pilot|final|finale|special)(?![a-z\d])")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")
_WORDS = {
    word: number
    for words in (
        "one two three four five six seven eight nine ten",
        "un deux trois quatre cinq six sept huit neuf dix",
    )
    for number, word in enumerate(words.split(), 1)
}
_PROFILES = (
    ("hevc", "High Efficiency Video Coding"),
    ("avchd", "Advanced Video Codec High Definition"),
    ("avc", "Advanced Video Codec High Definition"),
    ("sc", "Scalable Video Coding"),
    ("svc", "Scalable Video Coding"),
    ("hp", "High"),
    ("hi10p", "High 10"),
    ("hi422p", "High 4:2:2"),
    ("hi444pp", "High 4:4:4 Predictive"),
)


def asides(one: Single, raw: str) -> dict[str, Value]:
    """Gather what one component of a path mentions; `raw` is the component as it is, with its ending."""
    low = one.text.low
    found: dict[str, Value] = {
        **_bonus(one),
        "cd_count": _number(_CDS.search(low)),
        "part": _part(low),
        "frame_rate": _rate(low),
        "aspect_ratio": _aspect(one),
        "size": _size(low),
        "uuid": _serial(raw),
        "website": _site(raw),
        "video_profile": _profiles(one),
        "streaming_service": _service(one),
    }
    if not one.film:
        seasons = _SEASON_OF.search(low)
        episodes = _OF.search(low, seasons.end() if seasons is not None else 0)
        found |= {"season_count": _number(seasons), "episode_count": _number(episodes)}
        found |= {"episode_details": _details(one), **_second_season(low)}
    return {name: value for name, value in found.items() if value is not None}


def _second_season(low: str) -> dict[str, Value]:
    """The second season and its episodes of a file that crosses from one into the next: `S01E13S02E01E02`."""
    found = _CROSSED.search(low)
    if found is None:
        return {}
    return {"season2": int(found.group(1)), "episodes2": tuple(map(int, found.group(2)[1:].split("e")))}


def _service(one: Single) -> str | None:
    """The shop that a word names with its quality: `NetflixUHD`."""
    found = _SHOPS.search(one.text.low, one.tags_from)
    return _SERVICES[found.group(1)] if found is not None else None


def _number(found: re.Match[str] | None) -> int | None:
    return None if found is None else int(found.group(1))


def _bonus(one: Single) -> dict[str, Value]:
    """Bonus films and films of a row, as collectors count them: `Row-f21-Film-x01-Making Of`."""
    raw, low = one.text.raw, one.text.low
    fields: dict[str, Value] = {}
    bonus, film = _BONUS.search(low), _FILM.search(low)
    if film is not None:
        end = bonus.start() if bonus is not None and bonus.start() > film.end() else len(raw)
        fields |= {"film": int(film.group(1)), "film_title": titles.clean(raw[: film.start()])}
        fields["title"] = titles.clean(raw[film.end() : end])
    if bonus is not None:
        fields |= {"bonus": int(bonus.group(1)), "bonus_title": titles.clean(raw[bonus.end() :]) or None}
        if film is None:
            fields["title"] = _without_year(one, titles.clean(raw[: bonus.start()]))
    return fields


def _without_year(one: Single, title: str) -> str:
    year = f"({one.year.number})" if one.year is not None else ""
    return titles.clean(title.removesuffix(year)) if year else title


def _part(low: str) -> Value:
    """The part that a name counts, in digits, Roman numbers or words; several are told all."""
    numbers = [number for each in _PART.finditer(low) if (number := _counted(each.group(1))) is not None]
    return tuple(numbers) if len(numbers) > 1 else (numbers[0] if numbers else None)


def _counted(word: str) -> int | None:
    if word.isdigit():
        return int(word)
    return _ROMAN.index(word) + 1 if word in _ROMAN else _WORDS.get(word)


def _rate(low: str) -> str | None:
    found = _RATE.search(low) if "fps" in low else _RATE_GLUED.search(low)
    return f"{found.group(1)}fps" if found is not None else None


def _aspect(one: Single) -> float | None:
    """Width by height of a frame that is stated in pixels."""
    pixels = one.quality.first("pixels") or next(
        (value for hit in one.hits for name, value in hit.facts if name == "pixels"), None
    )
    sides = frame(pixels) if pixels is not None else None
    return round(sides[0] / sides[1], 3) if sides is not None and sides[1] else None


def _size(low: str) -> str | None:
    found = _SIZE.search(low) if "b" in low else None
    return f"{found.group(1)}{found.group(2).upper()}" if found is not None else None


def _serial(raw: str) -> str | None:
    found = _SERIAL.search(raw.lower())
    return raw[found.start() : found.end()] if found is not None else None


def _site(raw: str) -> str | None:
    found = _SITE.search(raw.lower()) if "." in raw else None
    return raw[found.start() : found.end()] if found is not None and raw[found.start()].isalpha() else None


def _profiles(one: Single) -> Value:
    words = [word.text for word in one.text.words if word.start >= one.tags_from]
    coded = one.quality.has("video_codec")
    said = [label for word in words for name, label in _PROFILES if word == name and (coded or word == "avchd")]
    said = list(dict.fromkeys(said))
    return tuple(said) if len(said) > 1 else (said[0] if said else None)


def _details(one: Single) -> Value:
    """Whether an episode is a pilot, the last one or a special."""
    start = one.found.end if one.found is not None else one.cut
    said = list(dict.fromkeys(each.group(1).capitalize() for each in _DETAIL.finditer(one.text.low, start)))
    return tuple(said) if len(said) > 1 else (said[0] if said else None)
