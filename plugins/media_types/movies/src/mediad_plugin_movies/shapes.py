"""What tells a film from an episode, a home video or a music video by its name, and which folders are collections."""

from __future__ import annotations

import re

_EPISODE = re.compile(
    r"(?<![^\W_])(?:s\d{1,3}[\s._-]{0,3}e\d{1,4}|\d{1,2}x\d{2,3}(?!\d|p)|s\d{1,2}(?=[\s._-]*(?:e\d|complete|extras))|"
    r"season[\s._-]?\d{1,3}|nc(?:op|ed)\d{0,2}[a-d]?)(?![^\W\d_])",
    re.IGNORECASE,
)
# What counts episodes in a name without a year of its own: `Star Wars Episode 4 (1977)` is a film.
_NUMBERED = re.compile(
    r"(?<![^\W_])(?:(?:e|(?:ep|episode|episodio|folge|cap(?:[ií]tulo)?)[\s._-]{0,2})\d{1,3}(?![^\W_])|"
    r"(?:19|20)\d\d[._ -][01]\d[._ -][0-3]\d(?!\d)|[0-3]?\d\.[01]?\d\.(?:19|20)\d\d(?!\d))|"
    r"第\s?\d{1,4}\s?[集話话回]|(?<!\d)\d{1,4}[화회](?!\w)",
    re.IGNORECASE,
)
# `[Group] Show (2019) - 01 [720p]`: the habit of anime.
_GROUPED = re.compile(
    r"\[[^\[\]]{1,40}\][^\[\]]{1,150} - (?:\d{2,4}(?:v\d)?|(?:menu|pv|cm|preview) ?\d{0,2})(?= ?[\[(]|$)", re.IGNORECASE
)
_OWN_YEAR = re.compile(r"\((?:18|19|20)\d\d\)")
_SEASON_FOLDER = re.compile(
    r"(?:season|staffel|saison|temporada|stagione|series|sezon|сезон|시즌|シーズン|s)[\s._-]?\d{1,4}|specials|"
    r"第\s?[\d一二三四五六七八九十]{1,3}\s?[季期]",
    re.IGNORECASE,
)
_COLLECTION = re.compile(
    r"(?:.*\S[\s._-])(?:collections?|trilogy|duology|quadrilogy|tetralogy|pentalogy|hexalogy|anthology|saga|box\s?set|"
    r"filmreihe|sammlung|reihe|series)(?:\s*[\[(].*)?",
    re.IGNORECASE,
)
# `Show.S01.1080p.BluRay`, `SHOW_S02_D3`: a pack of a season, or a disc of one.
_PACK = re.compile(r"(?<![^\W_])s\d{2}(?:[\s._-]?(?:d|disc)[\s._-]?\d{1,2})?(?![^\W_])", re.IGNORECASE)
# Names that cameras, phones and messengers give.
_CAMERA = re.compile(
    r"(?:img|vid|mvi|mov|dsc[nf]?|pxl|gopr|g[hxps]\d\d|dji|sam|clip|trim|wp|rec|fb_?vid|mah|p\d{3}|pict|cimg|lv|rpreplay)"
    r"[_-]?(?:final|e|0_)?\d{4}[\d_~().a-z-]{0,40}|(?:signal|video|inshot|snapchat)[_-]\d{4}[\d_.-]{0,40}|c\d{4}|\d{5}|\d{3}[_-]\d{4}|"
    r"(?:vid|video|img)-\d{8}-wa\d{1,6}|(?:whatsapp|telegram) video.{0,60}|(?:screen ?(?:recording|record|cast)|"
    r"bildschirmaufnahme).{0,60}|fullsizerender.{0,20}|(?:19|20)\d{6}[_-]?\d{4,9}.{0,30}",
    re.IGNORECASE,
)
_CAMERA_FOLDERS = frozenset(
    ("dcim", "camera", "camera roll", "camera uploads", "whatsapp video", "screen recordings", "avchd", "m4root")
) | frozenset(("home videos", "home movies", "family videos", "heimvideos", "familienvideos", "urlaubsvideos"))
_SONG = re.compile(
    r"(?<![^\W_])(?:(?:official|lyrics?|music|hd)[\s._-]{0,3}(?:music[\s._-])?(?:video|clip|audio)|videoclip|musikvideo|"
    r"clip officiel|lyrics|karaoke|visuali[sz]er|m/?v)(?![^\W_])",
    re.IGNORECASE,
)
_SONG_FOLDER = re.compile(r"music[\s._-]?videos?|musikvideos?|video[\s._-]?clips?|videoclipes|karaoke", re.IGNORECASE)
_VOLUME = re.compile(r"[A-Z0-9]{2,}(?:[_-][A-Z0-9]+)*")
_LESSON = re.compile(r"\d{1,3}[\s._-]{1,3}(?=[^\W\d_])")


def is_episode(text: str) -> bool:
    """Tell whether a name counts seasons and episodes, or days, or is an opening of theirs without credits."""
    text = text[:300]
    return bool(_EPISODE.search(text) or _GROUPED.match(text)) or (
        not _OWN_YEAR.search(text) and bool(_NUMBERED.search(text))
    )


def is_season(name: str) -> bool:
    """Tell whether a folder is a season of a series, or a pack or a disc of one."""
    return bool(_SEASON_FOLDER.fullmatch(name[:60].strip()) or _PACK.search(name[:300]))


def is_collection(name: str) -> bool:
    """Tell whether a folder is a collection by its name."""
    return bool(_COLLECTION.fullmatch(name[:200]))


def is_home_video(text: str) -> bool:
    """Tell whether a camera, a phone or a messenger gave a name."""
    return bool(_CAMERA.fullmatch(text[:100]))


def is_camera_folder(name: str) -> bool:
    """Tell whether a folder is a camera's or a phone's."""
    return name.lower() in _CAMERA_FOLDERS


def is_song(text: str) -> bool:
    """Tell whether a name without a year of its own is of a music video."""
    return not _OWN_YEAR.search(text) and bool(_SONG.search(text[:300]))


def is_song_folder(name: str) -> bool:
    """Tell whether a folder holds music videos."""
    return bool(_SONG_FOLDER.fullmatch(name.strip()))


def is_lesson(text: str) -> bool:
    """Tell whether a name begins with a number, as those of a course and of an album do."""
    return bool(_LESSON.match(text))


def is_volume(name: str) -> bool:
    """Tell whether a folder is named as the volume of a disc: `HARBOUR_D1`."""
    return bool(_VOLUME.fullmatch(name[:60]))
