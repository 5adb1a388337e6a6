"""Paths: folders of shows and seasons, and releases whose files are named worse than their folder."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeGuard

from mediad_names.patterns import Pattern
from mediad_names.video import absolute, counting, facts, titles
from mediad_names.video.episode_titles import episode_title
from mediad_names.video.folders import is_generic, season_of, show_folder
from mediad_names.video.lingua import CODES, FULL
from mediad_names.video.numbers import Found
from mediad_names.video.single import Single

_DRIVE = Pattern(r"^[a-zA-Z]:[\\/]")
_SLASHED = Pattern(
    r"\[[^\[\]/\\]+\]([^\[\]()/\\]{1,40}[^\[\]()/\\\s])/"
    r"((?:[^\W\d]|2 )[^\[\]/\\]{0,80})- \d{1,4}(?:v\d)? ?[\[(.]"
)
"""A title with a slash behind its group: `[Group] Either/Or - 05 [720p]`; a folder tells more, or its file a group."""
_PARTS = 6
_YEARS = 1900
_DISC = Pattern(r"(?<![a-z])(?:cd|dis[ck]|dvd)[ .]$")


def split(name: str) -> list[str]:
    """Split a path; a slash inside a release name (`Ukr/Eng`, `A / B`, in brackets) is none."""
    plain = name.rstrip("/\\") if len(name) > 1 else name
    rooted = name[:1] in "/\\" or _DRIVE.match(name) is not None
    if not rooted and (" / " in plain or "|" in plain or not _outside(plain) or _is_slashed(plain)):
        return [plain]
    parts = [part for part in plain.replace("\\", "/").split("/") if part.strip()]
    if rooted and parts and parts[0].endswith(":"):
        parts = parts[1:]
    return parts[-_PARTS:] or [plain]


def _is_slashed(name: str) -> bool:
    """Tell a title with a slash from a folder of a season or of a show, whose name its files repeat."""
    found = _SLASHED.match(name)
    if found is None or season_of(found.group(1)) is not None:
        return False
    before, behind = (titles.clean(side.lower()) for side in found.groups())
    return not (before.startswith(behind) or behind.startswith(before))


def _outside(name: str) -> bool:
    """Tell whether slashes stand outside of brackets, and between more than two codes of languages."""
    depth = 0
    for at, sign in enumerate(name):
        if sign in "[({【":
            depth += 1
        elif sign in "])}】":
            depth = max(0, depth - 1)
        elif (sign in "/\\" and depth) or (sign == "/" and _codes(name, at)):
            return False
    return True


def _codes(name: str, at: int) -> bool:
    """Tell a slash between two languages."""
    before = name[:at].rpartition(" ")[2].rpartition("/")[2].lstrip("0123456789x")
    sides = before, name[at + 1 :].partition(" ")[0].partition("/")[0]
    return all(side.lower() in CODES or side.lower() in FULL for side in sides)


def show_of(folders: list[str]) -> str:
    """The nearest folder that names something."""
    for folder in reversed(folders):
        if season_of(folder) is None:
            return "" if is_generic(folder) else folder
    return ""


@lru_cache(maxsize=64)
def folder(name: str, kind: str | None) -> Single:
    """Read a folder once for all files in it."""
    return Single(name, kind)


def merge(fields: facts.Fields, implied: set[str], leaf: Single, folders: list[str]) -> None:
    """Complete what a file says by what its folders say."""
    if leaf.film:
        _merge_film(fields, implied, leaf, folders)
        return
    parent = folder(folders[-1], leaf.kind)
    release = parent.found is not None and parent.found.strong and season_of(folders[-1]) is None
    release = release and not counting.is_title(leaf.low)
    weak = leaf.found is None or not leaf.found.strong
    told = parent.found is not None and season_of(folders[-1]) is None
    named = told or any(hit.hard for hit in parent.hits)
    if (
        (named and facts.is_gibberish(leaf))
        or _is_bare_word(leaf, parent)
        or (release and weak and parent.found is not None and parent.found.episodes)
    ):
        _take(fields, implied, parent, everything=True)
        return
    season = next((number for folder in reversed(folders[-2:]) if (number := season_of(folder)) is not None), None)
    of_show = not leaf.ending and leaf.year is not None and leaf.year.bracketed  # a folder: `28 Days (2011)`
    in_show = season is not None or (not leaf.hits and weak and not of_show)
    if season_of(leaf.text.raw) is not None and leaf.found is not None and leaf.found.full:
        _name(fields, folders)
        return
    if weak and in_show:
        _bare_numbers(fields, implied, leaf, of_season=season is not None)
    if season is not None and (fields.get("season") is None or _is_counted_first(leaf)):
        fields["season"] = season
    untold = season is not None and leaf.found is None
    if (
        not fields.get("title")
        or untold
        or (weak and in_show and not leaf.hits and absolute.leading(leaf.low) is not None)
    ):
        _name(fields, folders)
    _take(fields, implied, parent, everything=False)


def _is_bare_word(leaf: Single, parent: Single) -> bool:
    """A file that is one plain word in the folder of a release says nothing of its own."""
    return (
        leaf.found is None
        and leaf.text.raw.isalpha()
        and not leaf.hits
        and parent.found is not None
        and bool(parent.hits)
    )


def _is_counted_first(leaf: Single) -> bool:
    """An episode without a season counts from the season of its folder."""
    found = leaf.found
    return found is not None and found.assumed


def _name(fields: facts.Fields, folders: list[str]) -> None:
    show = show_of(folders)
    if show:
        named = show_folder(show)
        fields["title"] = named.get("title") or show
        if "year" in named:
            fields.setdefault("year", named["year"])


def _bare_numbers(fields: facts.Fields, implied: set[str], leaf: Single, *, of_season: bool) -> None:
    """Without the folder of a season, two numbers in front are season and episode."""
    if of_season or absolute.pair(leaf.low) is None:
        _plain_number(fields, implied, leaf)
    if of_season:
        _last_number(fields, leaf)


def _plain_number(fields: facts.Fields, implied: set[str], leaf: Single) -> None:
    """A number in front of a file is its episode."""
    found = absolute.leading(leaf.low)
    if found is not None and leaf.head.lead is None and not (leaf.found is not None and counting.names_the_show(leaf)):
        fields.update(episodes=found.episodes, absolute_episodes=None, episode=found.episodes[0])
        fields["episode_end"] = found.episodes[-1] if len(found.episodes) > 1 else None
        fields.update(full_season=None, season=None, episode_title=episode_title(leaf, found.end))
        implied.add("episodes")


def _last_number(fields: facts.Fields, leaf: Single) -> None:
    """In the folder of a season, a number at the end is the episode, as it is."""
    found = absolute.bare(leaf.low, 0, leaf.technical)
    if leaf.found is None and "episodes" not in fields and _is_last(found, leaf):
        fields.update(episodes=found.absolute, episode=found.absolute[0])
    joined = leaf.found is not None and leaf.found.season is not None and not leaf.found.assumed
    if joined and found is not None and leaf.found is not None and found.start == leaf.found.start:
        fields.update(season=None, episodes=found.absolute, episode=found.absolute[0], absolute_episodes=found.absolute)


def _is_last(found: Found | None, leaf: Single) -> TypeGuard[Found]:
    """Tell a number of two digits or more that ends the name, and is no year nor a disc's.

    Behind other words than the show's the number is as likely of the title (`Route 66`), unless it is padded.
    """
    if found is None or leaf.low[found.end : leaf.technical].strip(" .-_"):
        return False
    if leaf.shown and leaf.low[found.start] != "0" and not _repeats_show(leaf):
        return False
    number = found.absolute[0] if len(found.absolute) == 1 and found.end - found.start > 1 else 0
    return 0 < number < _YEARS and _DISC.search(leaf.low, 0, found.start) is None


def _repeats_show(leaf: Single) -> bool:
    """Tell whether a file begins with the title of its show, whose folder may have more: `Show (2010)/Show 12`."""
    show = str(show_folder(leaf.shown).get("title") or leaf.shown)
    return titles.clean(leaf.low).startswith(titles.clean(show.lower()))


def _take(fields: facts.Fields, implied: set[str], parent: Single, *, everything: bool) -> None:
    """Take what the file does not state from the folder of its release."""
    if not any(hit.hard for hit in parent.hits) and not everything:
        return
    other, follows = facts.of_single(parent)
    if everything:
        fields.clear()
        fields.update(other)
        implied.clear()
        implied.update(follows)
        return
    for field in (
        "source",
        "resolution",
        "release_group",
        "video_codec",
        "audio_codec",
        "edition",
        "year",
        "title",
        "languages",
    ):
        if other.get(field) not in (None, ()) and (fields.get(field) in (None, (), "") or field in implied):
            if field in follows:
                continue
            fields[field] = other[field]
            implied.discard(field)


def _merge_film(fields: facts.Fields, implied: set[str], leaf: Single, folders: list[str]) -> None:
    parent = folder(folders[-1], leaf.kind)
    known = parent.year is not None or any(hit.hard for hit in parent.hits)
    poorer = leaf.year is None and known
    if poorer and (facts.is_gibberish(leaf) or leaf.titles[0].islower() or not leaf.titles[0]):
        resolution, stated = fields.get("resolution"), "resolution" not in implied and leaf.quality.has("resolution")
        _take(fields, implied, parent, everything=True)
        if resolution is not None and stated and not parent.quality.has("resolution"):
            fields["resolution"] = resolution
        return
    if leaf.year is None and parent.year is not None and parent.titles[0]:
        fields["year"] = parent.year.number
    _take(fields, implied, parent, everything=False)
