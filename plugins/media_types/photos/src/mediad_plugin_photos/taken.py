"""When a shot was taken: every time that is told, in the order in which it is believed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from mediad_plugin_photos import dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediad_plugin_photos.shot import Picture, Shot

_DEFAULTS = frozenset(("1904-01-01", "1970-01-01", "1980-01-01", "2000-01-01"))
"""Days at which clocks begin that nobody set."""
_PLACEHOLDER = "2002-12-08T12:00:00"
"""What early Android wrote into every picture."""
_FIRST_DAYS = ("-01-01T00:0", "-01-01")
_RESET_YEARS = frozenset(map(str, range(1990, 2021)))
_FIRST_YEAR, _LAST_YEAR = "1826", "2100"
QUARTER = 900
_SLACK = 420
"""Seconds that a satellite's time may be behind the clock of the camera."""
_FARTHEST = 14 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """One time, as one source tells it.

    Attributes:
        value: A date, or a local time, as precise as it is known.
        source: Which class of source tells it.
        subsecond: Digits behind the second.
        offset: The distance from UTC, "" where it is not known.
        is_guess: Nobody says so; the file was changed then.
        is_made: The file was made or changed then: of a scan, another day than that of the shot.
        file: The file that says so.
    """

    value: str
    source: str
    subsecond: str = ""
    offset: str = ""
    is_guess: bool = False
    is_made: bool = False
    file: bytes = b""


def times(shot: Shot, folders: tuple[str, ...]) -> list[Taken]:
    """Give every time that is told, the best first; the last is a guess that there always is."""
    main = shot.main
    found = [each for each in _told(shot, folders) if each.value and not is_default(each)]
    found = [each for each in found if _FIRST_YEAR <= each.value[:4] < _LAST_YEAR]
    found.append(_changed(main))
    best = _preferred(found)
    # A day alone is less than a time on it.
    finer = next((each for each in found if _is_finer(each, best)), best)
    zone = finer.offset or _offset(finer, shot)
    ordered = [finer, *(each for each in found if each is not finer)]
    return [_with_offset(ordered[0], zone), *ordered[1:]]


def _preferred(found: list[Taken]) -> Taken:
    """Give the first time, or that of a name: of the same moment by the clock of the place, or older than the scan."""
    first = found[0]
    named = next((each for each in found if each.source == "name"), first)
    is_local = first.source == "takeout" and "T" in named.value and _distance(named.value, first.value) is not None
    is_older = first.is_made and named.value[:4] < first.value[:4]
    return named if is_local or is_older else first


def _told(shot: Shot, folders: tuple[str, ...]) -> Iterator[Taken]:
    for file, said in shot.sidecars:
        yield _of(said, "taken", "sidecar", file)
    for source in ("xmp", "exif", "iptc"):
        for picture in shot.pictures:
            yield _of(_said(picture, source), "taken", source, picture.file)
    for picture in shot.pictures:
        yield from _less_sure(picture)
    yield from _by_satellites(shot)
    if shot.takeout:
        yield _of(shot.takeout[1], "taken", "takeout", shot.takeout[0])
    if shot.takeout and (at := shot.takeout[1].get("taken_utc")):
        yield Taken(value=at, source="takeout", offset="+00:00", file=shot.takeout[0])
    yield from _by_name(shot.main)
    yield Taken(value=dates.own_date(shot.main.text), source="name")
    yield Taken(value=dates.folder_date(folders), source="name")


def _said(picture: Picture, source: str) -> Mapping[str, Any]:
    said: Mapping[str, Any] = picture.exif if source == "exif" else picture.facts.get(source, {})
    return said


def _less_sure(picture: Picture) -> Iterator[Taken]:
    """Give times near the shot: when it was made a file."""
    yield _of(picture.exif, "digitized", "exif", picture.file, is_made=True)
    yield _of(_said(picture, "xmp"), "digitized", "xmp", picture.file, is_made=True)
    yield _of(_said(picture, "texts"), "taken", "exif", picture.file)


def _by_satellites(shot: Shot) -> Iterator[Taken]:
    """Give what satellites told of the time, which is that of the last place they told."""
    told: list[tuple[Mapping[str, Any], str, bytes]] = [(said, "sidecar", file) for file, said in shot.sidecars]
    told += [(_said(picture, source), source, picture.file) for picture in shot.pictures for source in ("exif", "xmp")]
    for said, source, file in told:
        if at := said.get("gps", {}).get("time"):
            yield Taken(value=at, source=source, offset="+00:00", file=file)


def _by_name(main: Picture) -> Iterator[Taken]:
    """Give the time in the name before that of a clip's clock and of the last change, but a day alone behind them."""
    value, subsecond, offset = dates.moment(main.text)
    named = Taken(value=value, source="name", subsecond=subsecond, offset=offset)
    if "T" in value:
        yield named
    if main.is_clip and (at := main.facts.get("taken_utc")):
        yield Taken(value=at, source="exif", offset="+00:00", file=main.file)
    yield named
    yield _of(main.exif, "modified", "exif", main.file, is_made=True)


def _of(said: Mapping[str, Any], name: str, source: str, file: bytes, *, is_made: bool = False) -> Taken:
    offset = said.get(f"{name}_offset") or (said.get("modified_offset", "") if source == "exif" else "")
    return Taken(
        value=str(said.get(name, "")),
        source=source,
        subsecond=str(said.get(f"{name}_subsecond", "")),
        offset=str(offset),
        is_made=is_made,
        file=file,
    )


def is_default(at: Taken) -> bool:
    """Tell whether a time is the one of a clock that nobody set."""
    if at.source == "name":
        return False
    is_first = at.value[:4] in _RESET_YEARS and at.value[4:].startswith(_FIRST_DAYS[0])
    return at.value[:10] in _DEFAULTS or at.value == _PLACEHOLDER or is_first


def _changed(main: Picture) -> Taken:
    at = dt.datetime.fromtimestamp(max(main.mtime_ns, 0) // 10**9, dt.UTC).replace(tzinfo=None)
    return Taken(value=at.isoformat(), source="guess", offset="+00:00", is_guess=True, file=main.file)


def _is_finer(other: Taken, best: Taken) -> bool:
    return not other.is_guess and len(other.value) > len(best.value) and other.value.startswith(best.value)


def _offset(at: Taken, shot: Shot) -> str:
    """Find how far a local time is from UTC by what satellites, clips and Google tell of the same moment."""
    if "T" not in at.value:
        return ""
    main = shot.main
    takeout = shot.takeout[1].get("taken_utc") if shot.takeout else None
    for utc in (
        *(each.value for each in _by_satellites(shot)),
        takeout,
        main.facts.get("taken_utc") if main.is_clip else None,
    ):
        if utc and (found := _distance(at.value, utc)) is not None:
            return found
    return ""


def _distance(local: str, utc: str) -> str | None:
    try:
        seconds = (dt.datetime.fromisoformat(local) - dt.datetime.fromisoformat(utc)).total_seconds()
    except ValueError:
        return None
    whole = round(seconds / QUARTER) * QUARTER
    if abs(whole) > _FARTHEST or abs(seconds - whole) > _SLACK:
        return None
    hours, rest = divmod(abs(whole), 3600)
    return f"{'-' if whole < 0 else '+'}{hours:02d}:{rest // 60:02d}"


def _with_offset(at: Taken, offset: str) -> Taken:
    return replace(at, offset=offset)
