"""Put what one name says under the names of fields."""

from __future__ import annotations

from mediad_names.patterns import Pattern
from mediad_names.reading import Value
from mediad_names.video import dates, editions, group, languages
from mediad_names.video.component import is_hash
from mediad_names.video.episode_titles import episode_title
from mediad_names.video.lingua import HARDCODED
from mediad_names.video.single import Single

Fields = dict[str, Value]
_ID = Pattern(r"(tmdb|imdb|tvdb)(?:id)?\s?[\-=: ]\s?((?:tt)?\d{1,10})(?!\d)")
_TT = Pattern(r"(?<![a-z\d])tt\d{7,9}(?!\d)")
_JUNK = Pattern(r"[0-9a-f]{20,}|[0-9a-z]{12,64} ?[0-9a-z]{20,200}")
_DISC = Pattern(r"(?<![a-z\d])(?:cd|dis[ck]|dvd) ?(\d{1,2})(?![a-z\d])")
_COUNTRY = Pattern(r"(?<=\w) (?:\((US|UK|AU|NZ|CA|GB|IE)\)|(US|UK|AU|NZ))$")
_RAW = {
    "hdtv": "HDTV", "hd tv": "HDTV", "pdtv": "Digital TV", "dvb": "Digital TV",
    "dvbrip": "Digital TV", "dtvrip": "Digital TV",
    "dsr": "Satellite", "dsrip": "Satellite", "satrip": "Satellite", "tv": "TV", "tvrip": "TV",
    "sdtv": "TV", "uhdtv": "Ultra HDTV",
    "ahdtv": "Analog HDTV", "hddvd": "HD-DVD", "hd dvd": "HD-DVD", "hdtc": "HD Telecine", "hdts": "HD Telesync",
    "hdcam": "HD Camera", "hd cam": "HD Camera", "hd telecine": "HD Telecine", "hd tc": "HD Telecine",
    "hd tcrip": "HD Telecine", "hd ts": "HD Telesync", "sdtvrip": "TV", "ppv": "Pay-per-view",
}  # fmt: skip
_CANONICAL = {
    "web-dl": "Web", "webrip": "Web", "bluray": "Blu-ray", "dvd": "DVD", "tv": "TV",
    "cam": "Camera", "telesync": "Telesync",
    "telecine": "Telecine", "workprint": "Workprint", "vhs": "VHS", "rawhd": "HDTV", "hdrip": "HDTV",
}  # fmt: skip
_GIBBERISH = 12


def of_single(one: Single) -> tuple[Fields, set[str]]:
    """Gather the fields of one name, and which of them are implied."""
    title, others = one.titles
    fields: Fields = {"title": title, "alternative_title": tuple(others) or None}
    if one.year is not None:
        fields["year"] = one.year.number
    fields.update(_numbers(one))
    implied = _quality(one, fields) | _counted(one)
    _country(one, fields)
    fields["release_group"] = group.find(one.text, one.hits, one.head.lead, min(one.cut, one.technical))
    fields["hash"] = next(
        (bracket.inner for bracket in one.text.brackets if is_hash(bracket.inner) and not dates.find(bracket.inner)),
        None,
    )
    fields["edition"] = editions.find(one.text, one.cut, _words_of(one, technical=True)) or None
    sound, subs = languages.find(one.text, one.hits, one.cut, _words_of(one, technical=False))
    if "字幕" in (one.head.lead or "") and "Chinese" not in sound:
        sound.append("Chinese")
    fields.update(languages=tuple(sound), subtitle_language=tuple(subs) or None, website=one.website)
    fields["container"] = one.ending or one.quality.first("container")
    fields.update(ids(one.text.low))
    if one.film:
        disc = _DISC.search(one.text.low, one.cut)
        fields["cd"] = int(disc.group(1)) if disc is not None else None
    return fields, implied


def _country(one: Single, fields: Fields) -> None:
    """Take the country, as it is written, off the end of a show's title: `Some Show (US)`, `Some.Show.UK`."""
    title = str(fields["title"] or "")
    found = _COUNTRY.search(title) if one.found is not None and not one.film and not title.isupper() else None
    if found is not None:
        fields["title"] = title[: found.start()]
        fields["country"] = found.group(1) or found.group(2)


def _words_of(one: Single, *, technical: bool) -> set[int]:
    """Numbers of the words that are a year, a season or an episode; with all technical ones where asked."""
    spans = [(one.found.start, one.found.end)] if one.found is not None else []
    if one.year is not None:
        spans.append((one.year.start, one.year.end))
    words = {at for at, word in enumerate(one.text.words) if any(start <= word.start < end for start, end in spans)}
    return words | {at for hit in one.hits for at in range(hit.first, hit.last)} if technical else words


def _numbers(one: Single) -> Fields:
    found = one.found
    if found is None:
        return {"special": one.special or None}
    episodes = found.episodes
    printed = episodes or found.absolute
    if not one.anime and not one.film and found.season is None:
        episodes = printed
    beside = _absolute_beside(one)
    return {
        "season": found.season,
        "seasons": found.seasons or None,
        "multi_season": bool(found.seasons) or None,
        "episodes": episodes,
        "absolute_episodes": found.absolute or beside,
        "episode": printed[0] if printed else None,
        "episode_end": printed[-1] if len(printed) > 1 else None,
        "date": found.date or _day(one),
        "episode_title": episode_title(one, found.end) if episodes or found.date else None,
        "full_season": found.full or None,
        "partial_season": True if found.season_part is not None else None,
        "season_part": found.season_part,
        "season_extra": True if found.full and "Extras" in one.quality.facts.get("other", ()) else None,
        "part": found.part,
        "special": one.special or None,
    }


def _counted(one: Single) -> set[str]:
    """Fields that no word calls a season or an episode: the first season, a number that is only a number."""
    found = one.found
    if found is None:
        return set()
    loose = {"season", "episodes", "absolute_episodes"} if not found.strong and not found.full else set()
    return loose - {"season"} if found.called else loose | ({"season"} if found.assumed else set())


def _day(one: Single) -> str | None:
    """The day that stands beside a season and an episode."""
    day = None if one.film else dates.find(one.low)
    return None if day is None else day.iso


def _absolute_beside(one: Single) -> tuple[int, ...]:
    """The absolute number that stands before a season and episode: `Title - 05 - S01E05`."""
    if one.found is None or one.head.lead is None or one.found.season is None:
        return ()
    between = one.low[one.cut : one.found.start].strip(" -.(")
    return (int(between),) if between.isdigit() and len(between) <= 4 else ()  # noqa: PLR2004


def _quality(one: Single, fields: Fields) -> set[str]:
    quality = one.quality
    source = quality.source(film=one.film)
    fields.update(source=source, resolution=quality.resolution(source), remux=quality.remux or None)
    fields["source_raw"] = _source_raw(one)
    fields["modifier"] = _modifier(one)
    for name in (
        "video_codec",
        "video_encoder",
        "audio_codec",
        "audio_channels",
        "audio_profile",
        "color_depth",
        "size",
    ):
        values = tuple(dict.fromkeys(quality.facts.get(name, ())))
        fields[name] = values if len(values) > 1 else (values[0] if values else None)
    fields["streaming_service"] = quality.first("streaming_service")
    fields["hdr"] = tuple(dict.fromkeys(quality.facts.get("hdr", ()))) or None
    fields.update(_revision(one))
    hard = next((word for word in quality.facts.get("subtitled", ()) if word in HARDCODED), None)
    plain = hard == "hc" or (one.film and "subbed" in quality.words)
    burnt = "Generic Hardcoded Subs" if plain else hard.upper() if hard else None
    fields["hardcoded_subs"] = burnt
    return quality.implied


def _source_raw(one: Single) -> str | None:
    """The kind of medium or broadcast that is printed, without what was made of it."""
    quality = one.quality
    hit = next((hit for hit in quality.hits if hit.value("source") in quality.facts.get("source", ())), None)
    if hit is None:
        return None
    stated = _CANONICAL[str(hit.value("source"))]
    ultra = stated == "Blu-ray" and quality.has("uhd") and "1080p" not in quality.facts.get("resolution", ())
    word = one.text.low[hit.start : hit.end].replace(".", " ").replace("-", " ")
    return "Ultra HD Blu-ray" if ultra else _RAW.get(word, stated)


def _modifier(one: Single) -> str | None:
    """A whole disc, a broadcast as it was sent, a copy for reviewers or of one region."""
    if one.quality.disc and not one.quality.remux:
        return "brdisk"
    sent = "MPEG-2" in one.quality.facts.get("video_codec", ()) and "tv" in one.quality.facts.get("source", ())
    other = one.quality.facts.get("other", ())
    regional = "regional" if "Region 5" in other else None
    return "rawhd" if sent else "screener" if "Screener" in other else regional


def _revision(one: Single) -> Fields:
    quality = one.quality
    version = quality.first("version")
    repack, proper = quality.first("repack"), quality.first("proper")
    number = int(version) if version else None
    if number is None and (repack or proper):
        number = 1 + max(int(word) if word and word.isdigit() else 1 for word in (repack, proper))
    glued = _glued_version(one) if number is None else None
    return {
        "version": number or glued,
        "repack": True if repack else None,
        "proper": True if repack or proper else None,
    }


def _glued_version(one: Single) -> int | None:
    """The revision that is written on the number of an episode: `01v2`."""
    if one.found is None:
        return None
    behind = one.low[one.found.end - 2 : one.found.end + 2]
    at = behind.find("v")
    return int(behind[at + 1]) if at >= 0 and behind[at + 1 : at + 2].isdigit() else None


def ids(low: str) -> Fields:
    """Find the ids of catalogues that a name in lower case has."""
    found: Fields = {}
    if "db" in low:
        for match in _ID.finditer(low):
            scheme, value = match.groups()
            found[f"{scheme}_id"] = value if scheme == "imdb" else value.removeprefix("tt")
    if "imdb_id" not in found and "tt" in low:
        title = _TT.search(low)
        if title is not None:
            found["imdb_id"] = title.group()
    return found


def is_junk(one: Single) -> bool:
    """Tell a name that was scrambled: a checksum, or letters and digits without sense."""
    stem = one.text.low
    return _JUNK.fullmatch(stem) is not None and any(sign.isdigit() for sign in stem)


def is_gibberish(one: Single) -> bool:
    """Tell a single word of a scrambled name, which its folder knows better."""
    words = one.text.raw.split(".")
    mixed = any(sign.isdigit() for sign in one.text.raw) and " " not in one.text.raw and not one.hits
    return is_junk(one) or (one.found is None and mixed and len(one.text.raw) >= _GIBBERISH and len(words) < 5)  # noqa: PLR2004


def matches(one: Single, fields: Fields) -> bool:
    """Tell whether a name is of the kind: an episode or a pack of a series; a film with a year or technical words."""
    if is_junk(one):
        return False
    if one.kind == "movie":
        numbered = one.found is not None and one.found.season is not None
        return not numbered and (one.year is not None or bool(one.hits))
    film = one.kind in (None, "video") and (one.year is not None or any(hit.hard for hit in one.hits))
    return film or _is_numbered(fields)


def _is_numbered(fields: Fields) -> bool:
    return any(fields.get(name) not in (None, ()) for name in ("season", "episodes", "absolute_episodes", "date"))


def is_sure(one: Single, fields: Fields) -> bool:
    """Tell whether the words settle what the name is: numbers of a series, or a title with anything behind it."""
    if is_junk(one):
        return True
    return _is_numbered(fields) or bool(
        fields.get("title") and (one.hits or one.year is not None or one.kind == "movie")
    )
