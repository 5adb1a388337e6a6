"""Codecs and profiles of MediaInfo's report, under the names that ffmpeg has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_video.probe.numbers import integer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_WORD = 60
_BLURAY_PCM = "128"  # the number of its kind of stream in M2TS
_CODECS = {
    "avc": "h264",
    "hevc": "hevc",
    "mpeg-4 visual": "mpeg4",
    "av1": "av1",
    "vp6": "vp6f",
    "vp8": "vp8",
    "vp9": "vp9",
    "vvc": "vvc",
    "vc-1": "vc1",
    "theora": "theora",
    "h.263": "h263",
    "jpeg": "mjpeg",
    "png": "png",
    "prores": "prores",
    "sorenson spark": "flv1",
    "dvc": "dvvideo",
    "dv": "dvvideo",
    "vc-3": "dnxhd",
    "sorenson 1": "svq1",
    "sorenson 3": "svq3",
    "realvideo 1": "rv10",
    "realvideo 2": "rv20",
    "realvideo 3": "rv30",
    "realvideo 4": "rv40",
    "indeo 3": "indeo3",
    "indeo 4": "indeo4",
    "indeo 5": "indeo5",
    "aac": "aac",
    "usac": "aac",
    "ac-3": "ac3",
    "e-ac-3": "eac3",
    "ac-4": "ac4",
    "dts": "dts",
    "mlp fba": "truehd",
    "mpeg-h 3d audio": "mpegh_3d_audio",
    "flac": "flac",
    "opus": "opus",
    "vorbis": "vorbis",
    "alac": "alac",
    "amr": "amr_nb",
    "utf-8": "subrip",
    "subrip": "subrip",
    "ass": "ass",
    "ssa": "ass",
    "pgs": "hdmv_pgs_subtitle",
    "vobsub": "dvd_subtitle",
    "rle": "dvd_subtitle",
    "timed text": "mov_text",
    "apple text": "mov_text",
    "webvtt": "webvtt",
    "s_text/webvtt": "webvtt",
    **dict.fromkeys(("d_webvtt/subtitles", "d_webvtt/captions", "d_webvtt/descriptions"), "webvtt"),
    "dvb subtitle": "dvb_subtitle",
    "teletext subtitle": "dvb_teletext",
    "teletext": "dvb_teletext",
    "eia-608": "eia_608",
    "eia-708": "eia_608",
    "cooker": "cook",
    "wavpack": "wavpack",
    **dict.fromkeys(("ffv1", "huffyuv", "cinepak", "wmv1", "wmv2", "tta"), ""),
}
_PROFILES = {
    ("mpeg4", "Simple"): "Simple Profile",
    ("mpeg4", "Advanced Simple"): "Advanced Simple Profile",
    ("hevc", "Format Range"): "Rext",
    ("aac", "LC SBR"): "HE-AAC",
    ("aac", "LC SBR PS"): "HE-AACv2",
    ("mp2", "Layer 2"): "",
    ("mp3", "Layer 3"): "",
    ("h263", "BaseLine"): "",
    ("dts", ""): "DTS",
    ("dts", "XLL"): "DTS-HD MA",
    ("dts", "XLL X"): "DTS-HD MA",
    ("dts", "ES XLL"): "DTS-HD MA",
    ("dts", "XBR"): "DTS-HD HRA",
    ("dts", "ES"): "DTS-ES",
    ("dts", "LBR"): "DTS Express",
    ("prores", "422 Proxy"): "Proxy",
    ("prores", "422 LT"): "LT",
    ("prores", "422"): "Standard",
    ("prores", "422 HQ"): "HQ",
    ("prores", "4444 XQ"): "XQ",
    ("vp8", ""): "0",
    ("mjpeg", ""): "Baseline",
}
# What a four-letter code or a number of the container tells apart.
_BY_ID = {
    ("vc-1", "WMV3"): "wmv3",
    ("mpeg-4 visual", "MP42"): "msmpeg4v2",
    ("mpeg-4 visual", "MP43"): "msmpeg4v3",
    ("mpeg-4 visual", "DIV3"): "msmpeg4v3",
    ("mpeg-4 visual", "DIV4"): "msmpeg4v3",
    ("adpcm", "2"): "adpcm_ms",
    ("adpcm", "11"): "adpcm_ima_wav",
    ("adpcm", "ima4"): "adpcm_ima_qt",
}


def codec(track: Mapping[str, Any]) -> str:
    """Name the codec of a track."""
    form = str(track.get("Format", "")).lower()
    if special := _BY_ID.get((form, str(track.get("CodecID", "")).rpartition(" / ")[2])):
        return special
    plain = _CODECS.get(form) or form.replace(" ", "_")[:MAX_WORD]
    return _VARIANTS[form](track) if form in _VARIANTS else plain


def is_known(name: str) -> bool:
    """Tell whether a codec's name is ffmpeg's; of others only the library knows what they are."""
    return name in _NAMES or name.startswith("pcm_")


def depth(track: Mapping[str, Any], name: str) -> int | None:
    """Give the bits of a sample of a picture; many codecs have but one size, and ProRes tells it by its profile."""
    if name == "prores":
        return 12 if str(track.get("Format_Profile", "")).startswith("4444") else 10
    return integer(track.get("BitDepth")) or (8 if name in _OF_8_BITS else None)


def profile(track: Mapping[str, Any], name: str) -> str:
    """Name the profile of a track whose codec has this name."""
    found = str(track.get("Format_Profile") or track.get("Format_AdditionalFeatures") or "")
    found = found.partition("@")[0].partition(" / ")[0][:MAX_WORD]
    if name == "vp9" and found.isdecimal():
        return f"Profile {found}"
    if name == "dnxhd":
        return str(track.get("Format_Commercial_IfAny", "")).upper()[:MAX_WORD]
    return _PROFILES.get((name, found), found)


def _mpeg_video(track: Mapping[str, Any]) -> str:
    return "mpeg1video" if str(track.get("Format_Version", "")).endswith("1") else "mpeg2video"


def _mpeg_audio(track: Mapping[str, Any]) -> str:
    return "mp2" if str(track.get("Format_Profile", "")).endswith("2") else "mp3"


def _amr(track: Mapping[str, Any]) -> str:
    return "amr_wb" if track.get("Format_Profile") == "Wide band" else "amr_nb"


def _aac(track: Mapping[str, Any]) -> str:
    return "aac_latm" if "LATM" in str(track.get("MuxingMode", "")) else "aac"


def _wma(track: Mapping[str, Any]) -> str:
    if "Pro" in str(track.get("Format_Profile", "")):
        return "wmapro"
    return "wmav1" if str(track.get("Format_Version", "")).endswith("1") else "wmav2"


def _pcm(track: Mapping[str, Any]) -> str:
    """Name raw samples by their sign, size and order (`pcm_s16le`), or by the disc that they are of."""
    if track.get("CodecID") == _BLURAY_PCM:
        return "pcm_bluray"
    if track.get("MuxingMode") == "DVD-Video":
        return "pcm_dvd"
    bits = str(track.get("BitDepth", "16"))[:2]
    real = "FLOAT" in f"{track.get('CodecID', '')} {track.get('Format_Profile', '')}".upper()
    kind = "f" if real else "u" if track.get("Format_Settings_Sign") == "Unsigned" else "s"
    order = "" if bits == "8" else "be" if track.get("Format_Settings_Endianness") == "Big" else "le"
    return f"pcm_{kind}{bits}{order}"


_VARIANTS: dict[str, Callable[[Mapping[str, Any]], str]] = {
    "mpeg video": _mpeg_video,
    "mpeg audio": _mpeg_audio,
    "amr": _amr,
    "aac": _aac,
    "wma": _wma,
    "pcm": _pcm,
}
_NAMES = frozenset(
    [
        *(name or form for form, name in _CODECS.items()),
        *_BY_ID.values(),
        *("mpeg1video", "mpeg2video", "mp2", "amr_wb", "aac_latm", "wmapro", "wmav1", "wmav2"),
    ]
)
_OF_8_BITS = frozenset(
    [
        *("mpeg1video", "mpeg2video", "mpeg4", "msmpeg4v1", "msmpeg4v2", "msmpeg4v3", "h263", "flv1", "vp6f", "vp8"),
        *("theora", "wmv1", "wmv2", "wmv3", "vc1", "rv10", "rv20", "rv30", "rv40", "svq1", "svq3", "cinepak"),
        *("indeo3", "indeo4", "indeo5", "dvvideo", "mjpeg"),
    ]
)
