"""What each source says of a shot, as documents: XMP, EXIF, IPTC, Takeout, the name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_photos.shots import camera
from mediad_sdk.earth import cells
from mediad_sdk.values.works import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_plugin_photos.shot import Shot
    from mediad_plugin_photos.taken import Taken

PLACES = ("sublocation", "city", "state", "country")
_PLACEHOLDERS = frozenset(
    (
        "olympus digital camera", "sony dsc", "dsc", "minolta digital camera", "konica minolta digital camera",
        "samsung", "sanyo digital camera", "exif_jpeg_picture", "default", "untitled", "digital camera", "photo",
        "screenshot", "hdrpl", "casio computer co.,ltd.",
    )
)  # fmt: skip  # what cameras write as a title
_PANORAMA = 2.6


def documents(shot: Shot, times: Sequence[Taken]) -> tuple[Document, ...]:
    """Make the documents of a shot; each time stands in that of its source, none above the best one."""
    main = shot.main
    said: list[tuple[str, bytes, dict[str, Any]]] = [
        ("sidecar", file, _described(facts)) for file, facts in shot.sidecars
    ]
    said += [("xmp", each.file, _described(each.facts["xmp"])) for each in shot.pictures if each.facts.get("xmp")]
    said.append(("exif", main.file, _measured(shot)))
    said += [("iptc", each.file, _described(each.facts["iptc"])) for each in shot.pictures if each.facts.get("iptc")]
    if shot.takeout:
        said.append(("takeout", shot.takeout[0], _described({**shot.takeout[1], "title": ""})))
    said.append(("name", b"", {"title": main.text}))
    _date(said, times)
    merged: dict[str, tuple[bytes, dict[str, Any]]] = {}
    for source, file, fields in said:
        _, before = merged.setdefault(source, (file, {}))
        before.update({name: value for name, value in fields.items() if name not in before})
    return tuple(
        Document(source=source, fields=fields, file=file) for source, (file, fields) in merged.items() if fields
    )


def _date(said: list[tuple[str, bytes, dict[str, Any]]], times: Sequence[Taken]) -> None:
    """Write the best time, and those of sources that rank below its source."""
    best = times[0]
    order = ("sidecar", "xmp", "exif", "iptc", "takeout", "name", "guess")
    for source in order[order.index(best.source) :]:
        at = next((each for each in times if each.source == source), None)
        if at is None or (at.is_guess and at is not best):
            continue
        target = next((fields for name, _, fields in said if name == source), None)
        if target is None:
            target = {}
            said.append((source, at.file, target))
        target.update(dated(at))


def dated(at: Taken) -> dict[str, Any]:
    """Give a time as fields: the date, what lists are parted by, and its subsecond."""
    date = {"value": at.value, "use": "taken"} | ({"offset": at.offset} if at.offset else {})
    out: dict[str, Any] = {"dates": [date]}
    if len(at.value) >= 7:  # noqa: PLR2004  # a month is known
        out["month"] = at.value[:7]
    if len(at.value) >= 10:  # noqa: PLR2004  # a day is known
        out["day"] = at.value[:10]
    if at.subsecond:
        out["subsecond"] = at.subsecond
    if at.is_guess:
        out["date_guessed"] = True
    return out


def _described(said: Mapping[str, Any]) -> dict[str, Any]:
    """Give what people wrote about a photo."""
    names = said.get("creators") or ([said["artist"]] if said.get("artist") else [])
    out: dict[str, Any] = {
        "title": _plausible(said.get("title") or said.get("headline")),
        "overview": _plausible(said.get("description")),
        "rights": str(said.get("copyright", "")).strip(),
        "tags": list(said.get("tags") or said.get("keywords") or ()),
        "credits": [{"name": name, "role": "photographer"} for name in names],
        "places": [said[name] for name in PLACES if said.get(name)],
        "camera": camera(said),
        "lens": said.get("lens", ""),
    }
    if said.get("rating", 0) > 0 or said.get("favorited"):
        rated = {"rating": said["rating"] * 20} if said.get("rating", 0) > 0 else {}
        out["people"] = [{**rated, **({"favourite": True} if said.get("favorited") else {}), "source": "photo"}]
    return {name: value for name, value in out.items() if value} | place(said.get("gps", {}))


def _plausible(text: object) -> str:
    """Give a text that somebody wrote: not what a camera writes into every picture."""
    value = str(text or "").strip("\0 \r\n\t")
    return "" if value.lower() in _PLACEHOLDERS else value


def place(gps: Mapping[str, Any]) -> dict[str, Any]:
    """Give a position, and the cells of the map that it is in."""
    if "latitude" not in gps or "longitude" not in gps:
        return {}
    names = ("latitude", "longitude", "altitude", "direction")
    out = {name: gps[name] for name in names if name in gps}
    return {"position_on_earth": out, "cells": cells(gps["latitude"], gps["longitude"])}


def _measured(shot: Shot) -> dict[str, Any]:
    """Give what the camera says, and what can be seen of the files."""
    known: dict[str, Any] = {}
    for picture in shot.pictures:
        known = {**_of_windows(picture.exif), **picture.facts.get("texts", {}), **picture.exif, **known}
    settings = ("iso", "f_number", "exposure_time", "focal_length", "focal_length_35", "exposure_bias", "flash")
    out = _described(known)
    if exposure := {name: known[name] for name in settings if name in known}:
        out["exposure"] = exposure
    if look := next((look for each in shot.pictures if (look := each.facts.get("look"))), ""):
        out |= {"look": look, "alike": alike(look)}
    out["forms"] = forms(shot)
    live = next((each.live for each in (*shot.pictures, *shot.motion) if each.live), "")
    if live:
        out["live_id"] = live
    return out


def _of_windows(exif: Mapping[str, Any]) -> dict[str, Any]:
    """Give what people wrote in the properties that Windows shows of a file; lists are parted by semicolons."""
    said = exif.get("windows", {})
    out: dict[str, Any] = {"title": said.get("title"), "description": said.get("comment") or said.get("subject")}
    for name, ours in (("keywords", "tags"), ("author", "creators")):
        out[ours] = [part.strip() for part in said.get(name, "").split(";") if part.strip()]
    return {name: value for name, value in out.items() if value}


def alike(look: str) -> list[str]:
    """Give the four pieces of a hash: of two that differ in at most three bits, one piece is the same.

    A piece of one shade, as of a sky, is in too many pictures to tell anything.
    """
    pieces = [look[at : at + 4] for at in range(0, len(look), 4)]
    return [f"{at}{piece}" for at, piece in enumerate(pieces) if len(set(piece)) > 1]


def forms(shot: Shot) -> list[str]:
    """Say what kinds of photo it is: people look for their panoramas, screenshots, clips."""
    main = shot.main
    facts = [each.facts for each in shot.pictures]
    found = {
        "video": main.is_clip,
        "photo": not main.is_clip,
        "live": bool(shot.motion) or any(each.get("clip") for each in facts),
        "raw": any(each.is_raw for each in shot.pictures),
        "edited": bool(shot.recipes) or any(each.name.is_edit for each in shot.pictures),
        "panorama": not main.is_clip
        and (any("panorama" in each.get("xmp", {}) for each in facts) or main.shape > _PANORAMA),
        "screenshot": main.name.is_screen,
        "animation": any(each.get("frames", 0) > 1 for each in facts),
        "burst": bool(main.name.burst or main.facts.get("burst")),
    }
    return [name for name, is_one in found.items() if is_one]


def named(shot: Shot) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Give who is in the picture, each once, with the region where it is known."""
    seen: dict[str, Mapping[str, Any]] = {}
    sources = [facts for _, facts in shot.sidecars] + [each.facts.get("xmp", {}) for each in shot.pictures]
    for said in sources:
        for region in said.get("regions", ()):
            if region["name"] and region["type"] in ("face", "pet"):
                seen.setdefault(region["name"], {key: region[key] for key in region if key != "name"})
        for name in said.get("people", ()):
            seen.setdefault(name, {})
    for name in shot.takeout[1].get("people", ()) if shot.takeout else ():
        seen.setdefault(name, {})
    return seen.items()
