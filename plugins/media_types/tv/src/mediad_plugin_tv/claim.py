"""Which names of a folder are of a series: episodes, extras, and what lies beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_tv import contents, pictures
from mediad_plugin_tv.episodes import Sign
from mediad_sdk.names import stem, text_of
from mediad_sdk.values.media import Claim
from mediad_video import beside, files, parts
from mediad_video.videos import Video

if TYPE_CHECKING:
    from mediad_plugin_tv.contents import Contents
    from mediad_sdk.values.media import Listing

_CONFIDENCE = {Sign.CLEAR: 0.9, Sign.GROUPED: 0.8, Sign.DATED: 0.75, Sign.BARE: 0.75}
IN_SEASON, COULD_BE = 0.85, 0.3


def claim(listing: Listing) -> Claim | None:
    """Claim what names or folders call an episode, and what belongs to it; films and home videos are left alone."""
    names = listing.names
    if names and _is_foreign(names[-1]):
        return None
    entries = [entry for entry in listing.files if files.is_video(entry)]
    found = contents.read(listing, [Video(entry.name, text_of(entry.name)) for entry in entries], claimed=False)
    if _are_of_a_film(found, names):
        return None
    every = [video for each in (*found.episodes, *found.extras) for video in each.videos]
    taken = [video.name for video in every if not video.folder]
    folders = tuple(sorted(video.name for video in every if video.folder))
    others = [entry.name for entry in entries if entry.name not in taken]
    companions = _companions(listing, found, taken, others)
    if not every and not companions:
        return None
    return Claim(files=tuple(sorted(taken)), companions=companions, folders=folders, confidence=_confidence(found))


def _is_foreign(name: str) -> bool:
    """Tell a folder of samples or backdrops, and the inside of a disc."""
    return (
        files.is_sample_folder(name)
        or name.lower() in files.BACKDROPS
        or name.upper().encode("utf-8", "replace") in parts.DISC_FOLDERS
    )


def _are_of_a_film(found: Contents, names: tuple[str, ...]) -> bool:
    """Tell the specials of a film from a show's: they lie among films, and none is counted."""
    return found.place.season == 0 and found.sign <= Sign.LOOSE and any(map(files.is_film_shelf, names))


def _companions(listing: Listing, found: Contents, taken: list[bytes], others: list[bytes]) -> tuple[bytes, ...]:
    if found.place.subtitles and found.place.counted and not taken:
        return tuple(entry.name for entry in listing.files if files.is_subtitle(entry))
    near = beside.claimed(listing, taken) if taken else ()
    of_others = {name for name in near if any(files.begins(stem(name), stem(other)) for other in others)}
    shown = pictures.claimed(listing, found)
    said = [each.videos[0].name for each in contents.of_subtitles(listing, found.place)] if taken else []
    return tuple(sorted(({*near, *said} - of_others) | {*shown}))


def _confidence(found: Contents) -> float:
    place = found.place
    if found.sign > Sign.LOOSE:
        return _CONFIDENCE[found.sign]
    if place.counted or not (found.episodes or found.extras) or _is_catalogued(found):
        return IN_SEASON
    return COULD_BE


def _is_catalogued(found: Contents) -> bool:
    """Tell whether a folder names a show by an id; films have those of the other catalogues, too."""
    return found.place.show is not None and any(scheme == "tvdb" for scheme, _ in found.place.show.ids)
