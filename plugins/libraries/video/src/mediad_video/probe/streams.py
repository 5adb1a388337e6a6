"""One stream of MediaInfo's report as facts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_video.probe import codecs
from mediad_video.probe.names import COMPATIBILITY, LAYOUTS, ORDERED, PRIMARIES, SHAPES, SPACES, TRANSFERS
from mediad_video.probe.numbers import integer, number

if TYPE_CHECKING:
    from collections.abc import Mapping

TYPES = {"Video": "video", "Audio": "audio", "Text": "subtitle", "Image": "video"}
MAX_TITLE, MAX_WORD = 500, 60
_IMPAIRED = re.compile(r"\b(?:sdh|cc|hearing|hard of hearing)\b", re.IGNORECASE)
_COMMENTARY = re.compile(r"\b(?:comment|komment|comentari|комментар)", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b(?:audio[ -]?desc|descriptive\b|visual(?:ly)?[ -]impaired)", re.IGNORECASE)
# What programs call each track of MP4 that nobody named.
_NAMELESS = re.compile(
    r"handler|^core media|^iso media|^mainconcept|^gpac|^l-smash|^bento4|^(?:video|sound|audio)$", re.IGNORECASE
)
_DOLBY = re.compile(r"(?:dv\w\w|dav1)\.(\d\d)")
_BLIND = "Visual impaired commentary"  # of a transport stream
_MERGED = {"cmn": "zh", "iw": "he", "in": "id", "ji": "yi", "no": "nb"}  # as CLDR has them
_UNSPOKEN = frozenset(("und", "mis", "zxx", "mul"))


def stream(track: Mapping[str, Any], container: str) -> dict[str, Any]:
    """Make facts of one track; what says nothing is left out."""
    kind = TYPES[track["@type"]]
    codec = codecs.codec(track)
    out = {
        "type": kind,
        "codec": codec,
        "profile": codecs.profile(track, codec),
        "language": _language(str(track.get("Language", ""))),
        "title": _title(track, container),
        "default": _default(track, container),
        "forced": str(track.get("Forced", "")).startswith("Yes"),
        "picture": track["@type"] == "Image",
        "pid": integer(track.get("ID")) if container == "mpegts" else None,
    }
    if kind == "video":
        out |= _video(track) | {"bit_depth": codecs.depth(track, codec)}
    else:
        out |= _service(track) | (_audio(track) if kind == "audio" else {})
    return {name: value for name, value in out.items() if value or name in ("type", "codec")}


def _title(track: Mapping[str, Any], container: str) -> str:
    title = str(track.get("Title", ""))[:MAX_TITLE]
    return "" if container in ("mp4", "mov") and _NAMELESS.search(title) else title


def _default(track: Mapping[str, Any], container: str) -> bool:
    # A track of MP4 is on unless it says otherwise; MediaInfo tells so only where there are alternatives.
    said = str(track.get("Default", "Yes" if container in ("mp4", "mov") else ""))
    return said.startswith("Yes")


def _language(code: str) -> str:
    # MediaInfo gives two letters where ISO 639-1 has them.
    return "" if code.lower() in _UNSPOKEN else _MERGED.get(code, code[:20])


def _service(track: Mapping[str, Any]) -> dict[str, bool]:
    """Tell whom a track is for, by its kind in MP4 and AC-3, by what a transport stream says, or by its title."""
    kinds, said = _kinds(track), f"{track.get('Language_More', '')} {track.get('Title', '')}"
    return {
        "hearing_impaired": "HI" in kinds or bool(_IMPAIRED.search(said)),
        "visual_impaired": "VI" in kinds or bool(_DESCRIBED.search(said)),
        "commentary": "C" in kinds or bool(_COMMENTARY.search(said.replace(_BLIND, ""))),
    }


def _kinds(track: Mapping[str, Any]) -> list[str]:
    return str(track.get("ServiceKind", "")).split(" / ")


def _video(track: Mapping[str, Any]) -> dict[str, Any]:
    fps = number(track.get("FrameRate"))
    # Of two pictures side by side the library gives the shape of both.
    original = track.get("DisplayAspectRatio_Original") if track.get("MultiView_Layout") else None
    aspect = number(original or track.get("DisplayAspectRatio"))
    return {
        "width": integer(track.get("Width")),
        "height": integer(track.get("Height")),
        "fps": fps and round(fps, 3),
        "bit_rate": integer(track.get("BitRate")),
        "aspect": aspect and round(aspect, 3),
        "rotation": integer(track.get("Rotation")),
        "scan": "interlaced" if track.get("ScanType") in ("Interlaced", "MBAFF", "PAFF") else "",
        "three_d": str(track.get("MultiView_Layout", ""))[:MAX_WORD],
        "colour": _colour(track),
        "hdr": _hdr(track),
        "dolby_vision": _dolby(track),
        "max_luminance": _luminance(track),
        "max_content": integer(track.get("MaxCLL")),
        "max_average": integer(track.get("MaxFALL")),
    }


def _luminance(track: Mapping[str, Any]) -> float | None:
    # `min: 0.0000 cd/m2, max: 1000 cd/m2` of the screen that the picture was made on.
    _, found, most = str(track.get("MasteringDisplay_Luminance", "")).partition("max: ")
    return number(most) if found else None


def _colour(track: Mapping[str, Any]) -> dict[str, str]:
    jpeg = "bt470bg" if track.get("Format") == "JPEG" else None  # as JFIF demands, which says so nowhere
    found = {
        "primaries": PRIMARIES.get(track.get("colour_primaries", "")),
        "transfer": TRANSFERS.get(track.get("transfer_characteristics", "")),
        "space": SPACES.get(track.get("matrix_coefficients", ""), jpeg),
    }
    return {name: value for name, value in found.items() if value}


def _hdr(track: Mapping[str, Any]) -> list[str]:
    named = f"{track.get('HDR_Format', '')} {track.get('HDR_Format_Compatibility', '')}"
    transfer = str(track.get("transfer_characteristics", ""))
    out = [
        name
        for name, sign in (("DV", "Dolby Vision"), ("HDR10+", "HDR10+"), ("HDR10+", "SMPTE ST 2094 App 4"))
        if sign in named
    ]
    if "HDR10" in named.replace("HDR10+", "") or ("2086" in named and transfer == "PQ"):
        out.append("HDR10")
    if transfer == "HLG" or "HLG" in named:
        out.append("HLG")
    if not out and transfer == "PQ":
        out.append("HDR10")
    return list(dict.fromkeys(out))


def _dolby(track: Mapping[str, Any]) -> dict[str, int]:
    """Read the configuration of Dolby Vision: profile, level, and what its base layer is for other screens."""
    found = _DOLBY.search(str(track.get("HDR_Format_Profile", "")))
    if not found:
        return {}
    # Of a picture in several formats the compatibility of each is told, in their order.
    formats = str(track.get("HDR_Format", "")).split(" / ")
    told = [*str(track.get("HDR_Format_Compatibility", "")).split(" / "), *[""] * len(formats)]
    said = next((each for form, each in zip(formats, told, strict=False) if "Dolby" in form), "")
    out = {"profile": int(found[1]), "compatibility": next((code for sign, code in COMPATIBILITY if sign in said), 0)}
    level = integer(track.get("HDR_Format_Level"))
    return out if level is None else {**out, "level": level}


def _audio(track: Mapping[str, Any]) -> dict[str, Any]:
    channels = integer(track.get("Channels_Original") or track.get("Channels"))
    said = f"{track.get('Format_Commercial_IfAny', '')} {track.get('Format_AdditionalFeatures', '')}"
    return {
        "channels": channels,
        "layout": _layout(track, channels) if channels else "",
        "sample_rate": integer(track.get("SamplingRate")),
        "bit_rate": integer(track.get("BitRate")),
        "bit_depth": None if track.get("Compression_Mode") == "Lossy" else integer(track.get("BitDepth")),
        "atmos": "Atmos" in said or "JOC" in said,
        "dts_hd": "XLL" in said,
    }


def _layout(track: Mapping[str, Any], channels: int) -> str:
    """Name a layout by its places: `L R C LFE Ls Rs` is 5.1."""
    if track.get("Format") in ("Opus", "Vorbis"):
        return ORDERED.get(channels, "")
    said = str(track.get("ChannelLayout_Original") or track.get("ChannelLayout") or "")
    places = said.partition(" / ")[0].split()
    if len(places) != channels:
        return LAYOUTS.get(channels, "")
    low = sum(place.startswith("LFE") for place in places)
    if (channels, low) in ((1, 0), (2, 0)):
        return LAYOUTS[channels]
    return SHAPES.get(frozenset(places)) or f"{channels - low}.{low}"
