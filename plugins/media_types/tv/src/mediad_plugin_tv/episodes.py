"""What the name of one file says of its episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING

from mediad_names import Reading, read
from mediad_plugin_tv import shows
from mediad_plugin_tv.shows import spelled
from mediad_video import extras, release

if TYPE_CHECKING:
    from mediad_plugin_tv.places import Place
    from mediad_plugin_tv.shows import Show
    from mediad_video.videos import Video

_CREDITLESS = re.compile(
    r"(?<![^\W_])(?:nc(?:op|ed)\d{0,2}[a-d]?(?:v\d)?|creditless|"
    r"(?:clean|textless)[ ._](?:opening|ending|op|ed))(?![^\W_])",
    re.IGNORECASE,
)
# What discs of anime carry beside episodes, in names that begin with their group.
_DISC_EXTRA = re.compile(
    r"\[[^\[\]]{1,60}\].{1,200}[ _.]-?[ _.]?"
    r"(?:(?:menu|pv|cm|preview)[ _.]?\d{0,2}|(?:op|ed)\d{1,2}|(?<=- )(?:opening|ending) \d{1,2})(?=$|[ _.]?[\[(])",
    re.IGNORECASE,
)
_SPECIAL = re.compile(
    r"(?<![^\W_])(sp|specials?|ova|oad|ona)(?:[ ._-]{0,3}(\d{1,3})(?!\d))?(?![^\W\d_])", re.IGNORECASE
)
_OF = re.compile(r"(?<![^\W_])\d{1,3} ?(?:of|von|из|sur|van) ?(?:[3-9]|\d\d)(?![^\W_])", re.IGNORECASE)
_DASHED = re.compile(r"[ _.]-[ _.]\d{2,4}(?:v\d)?(?=$|[ _.(\[])")
_CALENDAR = range(1900, 2060)
_ALONE = re.compile(
    r"[#(\[]?(?:(?:chapter|part|teil|parte|kapitel)[ ._])?(\d{1,3})(?:[)\]]|(?=[ ._-])|$)", re.IGNORECASE
)
_ABSOLUTE = re.compile(r"(\d{3,4}) - (?=\w)")
_YEAR = re.compile(r"[(\[](?:19|20)\d\d[)\]]")
_CAMERA = re.compile(
    r"(?:img|vid|mvi|mov|dsc[nf]?|pxl|gopr|gh\d\d|gx\d\d|dji|p\d{3}|sam|clip|scan|whatsapp|screen|rec|video|film|movie)"
    r"[ _\-]?(?:\d|video|record)",
    re.IGNORECASE,
)
_RECORDED = re.compile(r"[12]\d{3}-\d\d-\d\d .{0,200}[12]\d{3}-\d\d-\d\d-\d{4}$")
"""The day of a programme, and behind it that of its recording with the time: no camera tells two."""
_EDITED = re.compile(r"img_e\d{4}", re.IGNORECASE)
"""What a phone calls a clip that was edited: `IMG_E2003`."""
_TIME = re.compile(r"(?:19|20)\d\d-?\d\d-?\d\d[ _T\-]{1,3}(?:at )?\d\d[.\-_:h]?\d\d")
LESSON = re.compile(
    r"(?:lectures?|lessons?|lektion|lecci[oó]n|le[cç]on|lezione|aula|vorlesung|лекция|урок|unit|module|session|class)"
    r"[ ._#-]{0,3}(\d{1,3})(?!\d)[ ._:-]{0,3}",
    re.IGNORECASE,
)
"""What counts the videos of a course, whose folder has its name."""
_TIGHT_EXTRA = re.compile(r"[^\s-]-[a-z]+\d?$")


class Sign(IntEnum):
    """How clearly a name is an episode's."""

    NONE = 0
    LOOSE = 1
    """It lies where episodes lie, and has no number."""
    BARE = 2
    """It has a number that may be one of the title."""
    GROUPED = 3
    """A group in brackets, a title and a number: anime."""
    DATED = 4
    """A day of a programme."""
    CLEAR = 5
    """The name or its folders count episodes."""


@dataclass(slots=True)
class Episode:
    """One video, or the parts of one, as the episode that its name says.

    Attributes:
        videos: The files in order.
        said: All that the name says.
        show: The show, where one is told.
        season: The season; None where no name and no folder says one.
        numbers: The episodes in it, in order.
        absolute: The number counted through all seasons, where it is printed beside one.
        date: The day it was aired.
        title: The episode's own title, "" where the name has none.
        sign: How sure it is.
        word: What kind of special it is where its number counts those: `ova`.
        extra: The kind of extra that it is instead.
    """

    videos: list[Video]
    said: Reading
    show: Show | None = None
    season: int | None = None
    numbers: tuple[int, ...] = ()
    absolute: int | None = None
    date: str = ""
    title: str = ""
    sign: Sign = Sign.NONE
    word: str = ""
    extra: str = ""

    @property
    def is_special(self) -> bool:
        """Tell a special by its words: OVA, SP1."""
        return bool(self.said.get("special"))

    @property
    def text(self) -> str:
        """The name without its ending and the number of its part."""
        return self.videos[0].base or self.videos[0].text


def episode_of(videos: list[Video], place: Place) -> Episode:
    """Read one video, or the parts of one, in its place."""
    text = videos[0].base or videos[0].text
    title = place.show.title if place.show is not None else ""
    above = [title, *([f"Season {place.season}"] if place.season is not None else [])]
    said = read("/".join([*filter(None, above), text.replace("/", " ")]), "tv")
    found = Episode(videos, said, title=str(said.get("episode_title") or ""))
    found.show = _show(said, place)
    found.extra = _extra(found, place)
    if found.extra and place.show is not None and found.show and _begins(found.show, place.show):
        found.show = place.show  # `Show - Menu 1` is of the show whose folder it lies in
    _count(found, place)
    if found.extra == "other" and "episodes" in said.implied:
        found.numbers = ()  # it counts openings, menus
    found.sign = _sign(found, place)
    if (lesson := LESSON.match(found.text)) and place.show is not None and found.sign <= Sign.BARE:
        found.show, found.numbers, found.title = place.show, (int(lesson[1]),), found.text[lesson.end() :]
        found.sign = Sign.NONE if _is_film(found) else Sign.BARE
    return found


def _show(said: Reading, place: Place) -> Show | None:
    own = shows.of_name(said)
    if place.show is None or own is None:
        return place.show or own
    if place.outer is not None and not place.counted and spelled(own.title) == spelled(place.outer.title):
        return place.outer
    if place.far and not shows.is_same(own, place.show):
        return own
    return place.show if place.sure or place.extras else _either(own, place.show, said)


def _either(own: Show, folder: Show, said: Reading) -> Show:
    """Choose between a name and a folder that may hold other shows, too."""
    if said.get("date") and spelled(own.title).startswith(spelled(folder.title)):
        return folder  # `Show of 12.03.2021`
    # `Show.1963.S01E01` and `Show.2005.S01E01` in one folder are two shows.
    return replace(folder, year=folder.year or own.year) if shows.is_same(own, folder) else own


def _begins(longer: Show, show: Show) -> bool:
    return spelled(longer.title).startswith(spelled(show.title))


def _extra(found: Episode, place: Place) -> str:
    """Give the kind of extra; what has a number is one only by a tight `-trailer` at its end."""
    if place.extras:
        return extras.of(found.text)[0] or place.extras
    if _CREDITLESS.search(found.text) or _DISC_EXTRA.match(found.text):
        return "other"
    kind = extras.of(found.text)[0]
    numbered = found.said.get("episodes") is not None or found.said.get("date") is not None
    return kind if kind and (not numbered or _TIGHT_EXTRA.search(found.text)) else ""


def _count(found: Episode, place: Place) -> None:
    said, release = found.said, place.release
    stated = said.get("season") is not None and "season" not in said.implied
    found.numbers = _numbers(said.get("episodes") or said.get("absolute_episodes"))
    found.date = str(said.get("date") or "")
    if stated:
        found.season = int(str(said.get("season")))
    elif place.season is not None:
        found.season = place.season
    elif release is not None and not (found.numbers and "episodes" not in said.implied):
        found.season, found.numbers = int(str(release.get("season"))), _numbers(release.get("episodes"))
        found.title = found.title or str(release.get("episode_title") or "")
    elif found.is_special or _is_special_of(found, place):
        found.season = 0
    if place.season is not None:
        _count_in_season(found, place.season)
    if found.season == 0 and (not found.numbers or "episodes" in said.implied):
        _count_special(found)
    _count_absolute(found, stated=stated)


def _is_special_of(found: Episode, place: Place) -> bool:
    """Tell a special that lies with a show's seasons and has no other number: `Show SP04`."""
    show = place.show.title if place.sure and place.show is not None else ""
    behind = found.text[len(show) :] if show and found.text.lower().startswith(show.lower()) else ""
    return not found.numbers and not found.date and _SPECIAL.search(behind) is not None


def _count_in_season(found: Episode, season: int) -> None:
    """Read what only the folder of a season makes a number of an episode: `(09) Fog`, `Part 6`, `1-13` in the first."""
    if len(found.numbers) > 1 and (pair := re.match(rf"{season}-(\d\d)(?!\d)", found.text)):
        found.numbers = (int(pair[1]),)
    elif not found.numbers and not found.date and (alone := _ALONE.match(found.text)):
        found.numbers = (int(alone[1]),)
        found.title = found.title or found.text[alone.end() :].strip(" -._")


def _count_special(found: Episode) -> None:
    """Count a special by its kind: `SP1`, `OVA 2`."""
    if special := _SPECIAL.search(found.text):
        found.word = special[1].lower()
        found.numbers = found.numbers or ((int(special[2]),) if special[2] else ())


def _count_absolute(found: Episode, *, stated: bool) -> None:
    """Keep the number through all seasons that stands beside a season's own: `S02E01 - 014 - Fog`."""
    absolute = _numbers(found.said.get("absolute_episodes"))
    if len(absolute) == 1 and absolute != found.numbers:
        found.absolute = absolute[0]
    elif stated and (printed := _ABSOLUTE.match(found.title)):
        found.absolute, found.title = int(printed[1]), found.title[printed.end() :]


def _numbers(value: object) -> tuple[int, ...]:
    return tuple(dict.fromkeys(value)) if isinstance(value, tuple) else ()


def _sign(found: Episode, place: Place) -> Sign:
    said = found.said
    if (found.numbers and (place.counted or _is_counted(found))) or (found.date and _is_aired(found, place)):
        return Sign.CLEAR
    if _CAMERA.match(found.text) or _EDITED.fullmatch(found.text) or _TIME.search(found.text) or _is_film(found):
        return Sign.NONE
    if found.date:
        return Sign.DATED
    if _is_grouped(found):
        return Sign.GROUPED
    unclear = Sign.BARE if found.numbers else Sign.LOOSE if place.sure else Sign.NONE
    # A film has a year of its own.
    return Sign.NONE if said.get("year") or _is_year(found) else unclear


def _is_aired(found: Episode, place: Place) -> bool:
    """Tell the day of a programme from a camera's: it lies in a season, or that of the recording stands behind it."""
    return place.season is not None or _RECORDED.search(found.text) is not None


def _is_counted(found: Episode) -> bool:
    """Tell whether a word calls the number an episode."""
    if _is_film(found) or _EDITED.fullmatch(found.text):
        return False
    return "episodes" not in found.said.implied or _OF.search(found.text) is not None


def _is_film(found: Episode) -> bool:
    """Tell `Film Episode 1 (1999)`, which has a year and no season; `[Group] Show (2019) - 01` counts behind it."""
    year = _YEAR.search(found.text) if "season" in found.said.implied or not found.said.get("season") else None
    return year is not None and not (found.text.startswith("[") and _DASHED.match(found.text, year.end()))


def _is_year(found: Episode) -> bool:
    return bool(found.numbers) and found.numbers[0] in _CALENDAR


def _is_grouped(found: Episode) -> bool:
    """Tell the habit of anime: a group in brackets, or ` - 05` with technical words in some."""
    numbered = bool(found.numbers) and not _is_year(found)
    if found.text.startswith(("[", "【")):
        return numbered or (found.is_special and not found.said.get("year") and not found.numbers)
    brackets = found.text.endswith((")", "]")) and _DASHED.search(found.text)
    return bool(numbered and brackets and release.read(found.text) != release.Release())
