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
from mediad_plugin_tv.shows import is_same, spelled
from mediad_video import files, parts, release
from mediad_video.videos import Video

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.values.media import Listing

_FILMS = re.compile(
    r"(?<![^\W_])(?:collection|trilogy|duology|quadrilogy|saga|anthology|films?|movies?)(?![^\W_])", re.IGNORECASE
)
_COUNTER = re.compile(r"(?<!\d)(?:\d{2,4})(?!\d)")
_PADDED = re.compile(r"[ _]-[ _](?:0\d|\d{3,4})(?:v\d)?(?=$|[ _.(\[])")
_FEW = 3
_MOST = 0.6


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
    kept = rest if claimed else _weigh(rest, place, len(videos))
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
    place = place_of(files.names_of(listing))
    inner = place.counted or place.extras or place.subtitles
    if place.show is not None and not inner and holds_seasons(listing):
        place.sure = True
    return place


def holds_seasons(listing: Listing) -> bool:
    """Tell the folder of a show from what it holds: seasons, or the sidecar of a show."""
    return any(is_season(entry.text) for entry in listing.folders) or any(
        entry.name.lower() == b"tvshow.nfo" for entry in listing.files
    )


def of_subtitles(listing: Listing, place: Place) -> list[Episode]:
    """Give the episodes that the files in a folder of subtitles are for, as if each were a video."""
    names = [entry.name for entry in listing.files if files.is_subtitle(entry)]
    found = [episode_of([Video(name, files.text_of(name))], place) for name in names]
    return [each for each in found if each.show is not None and each.numbers]


def _weigh(rest: list[Episode], place: Place, videos: int) -> list[Episode]:
    """Take what is clear beside the others of a folder; what only could be an episode counts where nothing is clear."""
    weak = [each for each in rest if each.sign in (Sign.BARE, Sign.DATED)]
    for each in [each for each in weak if not _is_borne_out(each, rest, place, videos)]:
        each.sign = Sign.LOOSE
    clear = any(each.sign > Sign.LOOSE for each in rest)
    least = Sign.LOOSE if place.sure or not clear else Sign.BARE
    return [each for each in rest if each.sign >= least]


def _is_borne_out(each: Episode, rest: list[Episode], place: Place, videos: int) -> bool:
    """Tell whether others, or words of a broadcast, say the same as a mere number or day."""
    like = [other for other in rest if other.sign is each.sign and _is_of(other, each)]
    if each.sign is Sign.DATED:
        return place.sure or _is_programme(each, like, place)
    return _is_broadcast(each) or _PADDED.search(each.text) is not None or _is_run(like, rest, videos)


def _is_programme(each: Episode, like: list[Episode], place: Place) -> bool:
    """Tell the day of a programme from that of a camera, whose names begin with it."""
    titled = [other for other in like if not other.text[:1].isdecimal()]
    if each not in titled:
        return bool(titled)
    return len(titled) > 1 or release.read(each.text) != release.Release() or _is_folders(each, place)


def _is_of(one: Episode, other: Episode) -> bool:
    return one.show is not None and other.show is not None and spelled(one.show.title) == spelled(other.show.title)


def _is_folders(each: Episode, place: Place) -> bool:
    return place.show is not None and each.show is not None and is_same(each.show, place.show)


def _is_broadcast(each: Episode) -> bool:
    return release.read(each.text).source == "tv"


def _is_run(like: list[Episode], rest: list[Episode], videos: int) -> bool:
    """Tell numbers that count a folder through from numbers in the titles of films."""
    clear = [other for other in rest if other.sign > Sign.BARE]
    if clear:
        return True
    title = like[0].show.title if like[0].show else ""
    numbers = {each.numbers for each in like}
    counted = all(_COUNTER.search(each.text) for each in like) or all(
        each.text.isdecimal() and len(like) >= _FEW for each in like
    )
    return counted and len(numbers) > 1 and len(like) >= _MOST * videos and not _FILMS.search(title)


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
