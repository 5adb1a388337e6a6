"""Codecs and profiles of MediaInfo's report, under the names that ffmpeg has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MAX_WORD = 60
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
    "dvb subtitle": "dvb_subtitle",
    "teletext subtitle": "dvb_teletext",
    "teletext": "dvb_teletext",
    "eia-608": "eia_608",
    "eia-708": "eia_608",
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
}
# What a four-letter code or a number of the container tells apart.
_BY_ID = {
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
    if special := _BY_ID.get((form, str(track.get("CodecID", "")))):
        return special
    plain = _CODECS.get(form, form.replace(" ", "_")[:MAX_WORD])
    return _VARIANTS[form](track) if form in _VARIANTS else plain


def profile(track: Mapping[str, Any], name: str) -> str:
    """Name the profile of a track whose codec has this name."""
    found = str(track.get("Format_Profile") or track.get("Format_AdditionalFeatures") or "")
    found = found.partition("@")[0].partition(" / ")[0][:MAX_WORD]
    if name == "vp9" and found.isdecimal():
        return f"Profile {found}"
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
    """Name raw samples by their sign, size and order: `pcm_s16le`."""
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
