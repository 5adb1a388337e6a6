"""What the folders above a file say: the show, the season, and whether extras or subtitles lie there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mediad_names import Reading, read
from mediad_plugin_tv import shows
from mediad_plugin_tv.shows import Show, spelled
from mediad_video import extras, files, parts

_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = re.compile(r"0?[1-9]|1[0-2]")
_BRACKETED_YEAR = re.compile(r"[(\[](?:19|20)\d\d")


@dataclass(slots=True)
class Place:
    """Where the files of one folder stand.

    Attributes:
        show: The show that a folder above is called after.
        sure: True where that folder is a show's, whatever its files are called: a season lies in it, or it has an id.
        season: The season that a folder is.
        release: What the folder of a single episode's release says.
        extras: The kind of extras that lie here, "" for none.
        subtitles: True in a folder of subtitles.
        pack: The show that the folder of a release names.
        outer: The show of the folder around that of `show`, whose name it repeats: `Show/Show Part 2`.
        far: True where a folder of any shows lies below the show's: a file that names another show is of that.
    """

    show: Show | None = None
    sure: bool = False
    season: int | None = None
    release: Reading | None = None
    extras: str = ""
    subtitles: bool = False
    pack: Show | None = None
    outer: Show | None = None
    far: bool = False

    @property
    def counted(self) -> bool:
        """Tell whether a folder says that these are episodes."""
        return self.season is not None or self.release is not None


def place_of(names: tuple[str, ...]) -> Place:
    """Read a path, outermost folder first: `Show (2009)/Season 2/Featurettes`."""
    place = Place()
    at = len(names)
    while at and _take(place, names[at - 1], names[: at - 1]):
        at -= 1
    inner = names[at] if at < len(names) else ""
    at, above = _parent(place, names[:at])
    place.outer = _outer(names[: max(at - 1, 0)], above)
    _settle(place, names[at - 1] if at else "", above, inner)
    return place


def _parent(place: Place, names: tuple[str, ...]) -> tuple[int, Show | None]:
    """Give the show of the nearest folder that is called after one, and how many folders lead to it.

    A season in `Show/Series/Season 1` is of the show above, and one of `TV/Series/Season 1` of a show of that name.
    """
    for at in range(len(names), 0, -1):
        if found := shows.of_folder(names[at - 1]):
            place.far = at < len(names)
            return at, found
    seasons = len(names) > 1 and place.season is not None
    return (len(names), Show(names[-1])) if seasons else (0, None)


def _outer(names: tuple[str, ...], inner: Show | None) -> Show | None:
    """Give the show that a folder around another is called after, where the inner one only says more."""
    outer = shows.of_folder(names[-1]) if names and inner is not None else None
    return outer if outer and inner and spelled(inner.title).startswith(spelled(outer.title)) else None


def _take(place: Place, name: str, above: tuple[str, ...]) -> bool:
    """Take one folder for what is below a show; False for what may be the show's own."""
    if files.is_subtitle_folder(name):
        place.subtitles = True
    elif (kind := extras.in_folder(name)) and (not place.counted or _is_inside(above)):
        place.extras = kind
    elif (season := _season_of(name, above)) is not None and place.season in (None, season):
        place.season, place.sure = season, True
    else:
        return _is_aside(name, above) or _take_release(place, name)
    return True


def _is_inside(above: tuple[str, ...]) -> bool:
    """Tell whether a folder lies in a show's: `Show/Featurettes/Season 1`, but `TV/Extras/Season 1`."""
    return bool(above) and shows.of_folder(above[-1]) is not None


def is_season(name: str) -> bool:
    """Tell whether a folder is a season."""
    return _season_of(name) is not None


def _season_of(name: str, above: tuple[str, ...] = ()) -> int | None:
    """Give the season that a folder is; it may repeat the name of its show: `Foghorn/Foghorn.Series.3`."""
    show = f"{above[-1].lower()} " if above else ""
    plain = name.replace(".", " ").replace("_", " ")
    if show and plain.lower().startswith(show):
        name = plain[len(show) :].strip(" -") or name
    said = read(name, "season_dir")
    season = said.get("season")
    return int(str(season)) if season is not None and not said.title else None


def _is_aside(name: str, above: tuple[str, ...]) -> bool:
    """Tell a disc of a season, or the year and month of a daily programme."""
    dated = _YEAR.fullmatch(name) or (_MONTH.fullmatch(name) and above and _YEAR.fullmatch(above[-1]))
    return bool(above) and bool(parts.disc_folder(name) or dated)


def _take_release(place: Place, name: str) -> bool:
    said = read(name, "tv")
    if said.get("season") is None or "season" in said.implied:
        # `长河 第二季` is a season of a show, too.
        said = read(name, "season_dir")
    if said.get("season") is None or said.get("multi_season") or not said.title:
        return False
    if said.get("episodes"):
        place.release = place.release or said
    elif said.get("full_season") or said.get("is_season_folder"):
        place.season = int(str(said.get("season"))) if place.season is None else place.season
    else:
        return False
    place.pack = place.pack or shows.of_name(said)
    return True


def _settle(place: Place, name: str, above: Show | None, inner: str) -> None:
    """Choose between the show's folder and the name of a release in it."""
    named = above is not None and (bool(above.ids) or _BRACKETED_YEAR.search(name) is not None)
    place.sure = place.sure or named
    place.show = above
    if place.pack is not None and (above is None or not (named or spelled(above.title) == spelled(place.pack.title))):
        place.show = place.pack
        place.sure = True
    elif above is None and place.extras:
        # A folder called `Extras` that no show is above may be the show of that name.
        place.show, place.extras = Show(inner), ""
    place.sure = place.sure or place.pack is not None
