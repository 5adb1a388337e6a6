"""What the videos of one folder are: episodes, extras, or none of a series."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from mediad_plugin_tv import stacks
from mediad_plugin_tv.counting import by_hundreds
from mediad_plugin_tv.episodes import Episode, Sign, episode_of
from mediad_plugin_tv.places import Place, is_season, place_of
from mediad_plugin_tv.shows import of_folder, spelled
from mediad_plugin_tv.weighing import weigh
from mediad_sdk.names import text_of
from mediad_video import files, parts
from mediad_video.videos import Video

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.values.media import Listing


_NUMBER = re.compile(r"0?[1-9]|[1-3]\d")
_COUNTED = re.compile(r"(?:e|ep|episode)?[ ._]?\d{1,3}(?=$|[ ._-])(?!.{0,250}s\d{1,2}[ ._]?e\d)", re.IGNORECASE)


@dataclass(slots=True)
class Contents:
    """The series in one folder.

    Attributes:
        place: What the folders say.
        episodes: Episodes, in the order of their files.
        extras: Videos that belong to a show or an episode without being one.
        is_home: True where the folder is a show's or a season's own.
    """

    place: Place
    episodes: list[Episode] = field(default_factory=list)
    extras: list[Episode] = field(default_factory=list)
    is_home: bool = False

    @property
    def sign(self) -> Sign:
        """The clearest sign of an episode."""
        return max((each.sign for each in self.episodes), default=Sign.NONE)


def read(listing: Listing, videos: Sequence[Video], *, claimed: bool) -> Contents:
    """Part videos into episodes and extras.

    Args:
        listing: Their folder.
        videos: All that it holds, or those that were claimed.
        claimed: True where it is settled that they are of a series.
    """
    place = _place(listing)
    found = [episode_of(group, place) for group in stacks.gather(videos)]
    found = [each for each in found if each.show is not None]
    out = Contents(place, extras=[each for each in found if each.extra])
    rest = [each for each in found if not each.extra]
    by_hundreds(rest)
    kept = rest if claimed else weigh(rest, place, len(videos))
    out.episodes += _discs(listing, place)
    _one_year(kept)
    numbered = any(each.sign > Sign.LOOSE for each in kept)
    for each in kept:
        if numbered and not each.numbers and not each.date and each.sign <= Sign.LOOSE:
            each.extra = "other"
        (out.extras if each.extra else out.episodes).append(each)
    out.is_home = _is_home(listing, out)
    return out


def _is_home(listing: Listing, found: Contents) -> bool:
    place = found.place
    if place.show is None or place.extras or place.subtitles or place.release is not None:
        return False
    own = any(each.show == place.show and each.sign > Sign.LOOSE for each in found.episodes)
    return own or place.season is not None or holds_seasons(listing)


def _discs(listing: Listing, place: Place) -> list[Episode]:
    """Give the folder of a disc below a season: the episode that its own folder names, or a disc of episodes."""
    out = []
    for name in disc_folders(listing, place):
        each = episode_of([Video(name, listing.names[-1], folder=True)], place)
        if "episodes" in each.said.implied and place.release is None:
            each.numbers = ()
        out.append(each)
    return [each for each in out if each.show is not None]


def disc_folders(listing: Listing, place: Place) -> list[bytes]:
    """Give the sub-folders that are a disc as a whole, where the folders say that episodes lie here."""
    found = [entry.name for entry in listing.folders if entry.name.upper() in parts.DISC_FOLDERS]
    return found if place.counted else []


def _place(listing: Listing) -> Place:
    place = place_of(_seasoned(listing))
    inner = place.counted or place.extras or place.subtitles
    if place.show is not None and not inner and holds_seasons(listing):
        place.sure = True
    return place


def _seasoned(listing: Listing) -> tuple[str, ...]:
    """Give the path, in which `Show/4` is a season where its videos are only counted: `01.mkv`."""
    names = listing.names
    if len(names) < 2 or not _NUMBER.fullmatch(names[-1]) or of_folder(names[-2]) is None:  # noqa: PLR2004  # a show, and this
        return names
    videos = [text_of(entry.name) for entry in listing.files if files.is_video(entry)]
    counted = bool(videos) and all(map(_COUNTED.match, videos))
    return (*names[:-1], f"Season {names[-1]}") if counted else names


def holds_seasons(listing: Listing) -> bool:
    """Tell the folder of a show from what it holds: seasons, or the sidecar of a show."""
    return any(is_season(entry.text) for entry in listing.folders) or any(
        entry.name.lower() == b"tvshow.nfo" for entry in listing.files
    )


def of_subtitles(listing: Listing, place: Place) -> list[Episode]:
    """Give the episodes that the files in a folder of subtitles are for, as if each were a video."""
    names = [entry.name for entry in listing.files if files.is_subtitle(entry)]
    found = [episode_of([Video(name, text_of(name))], place) for name in names]
    return [each for each in found if each.show is not None and each.numbers]


def _one_year(found: list[Episode]) -> None:
    """Give episodes without a year that of the others of their title, where these agree."""
    years: dict[str, Counter[str]] = {}
    for each in found:
        if each.show is not None:
            years.setdefault(spelled(each.show.title), Counter())[each.show.year] += 1
    for each in found:
        told = [year for year in years[spelled(each.show.title)] if year] if each.show is not None else []
        if each.show is not None and not each.show.year and len(told) == 1:
            each.show = replace(each.show, year=told[0])
