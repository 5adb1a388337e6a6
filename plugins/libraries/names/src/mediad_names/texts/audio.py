"""The quality of sound that a name tells: codec and bitrate as one word, `Unknown` where the name says too little."""

from __future__ import annotations

from dataclasses import dataclass

from mediad_names.texts.patterns import pattern

UNKNOWN = "Unknown"
_CODECS = (
    ("FLAC", r"(?<![a-z])(?:web|cd|eac|vinyl|sacd)?flac(?![a-z])"),
    ("ALAC", r"\balac(?![a-z])"),
    ("WAVPACK", r"\bwavpack\b|\bwv\b"),
    ("WMA", r"\bwma\b"),
    ("MP3", r"(?<![a-z])(?:web|cd)?mp3(?![a-z])|\blame\b"),
    ("AAC", r"\b(?:aac|m4a|m4b|mp4a?|itunes)(?![a-z])"),
    ("VORBIS", r"\b(?:ogg|vorbis|oga)\b"),
    ("DSD", r"\b(?:dsd(?:64|128|256|512)?|dsf|dff|sacd-?r?)\b"),
    # words of a language too: only where none of the others stands
    ("APE", r"\bape\b|monkey'?s audio"),
    ("WAV", r"\bwav(?:e)?\b"),
    ("OPUS", r"\bopus\b"),
)
_DEEP = r"(?<!\d)24[\s._-]?bits?\b|(?<!\d)24[\s._/-](?:44|48|88|96|176|192)|(?:flac|alac)[\s._-]?24(?!\d)|\btr24\b"
_RATE = r"(?<!\d)(\d{2,3})[\s._-]?(?:kbps|kbit|kb/?s\b|k\b)"
_RATES = "(96|128|160|192|224|256|320)"
_BARE = (
    rf"(?:mp3|m4a|aac|ogg|vorbis|cbr|@)[\s._@~/-]{{0,3}}{_RATES}(?!\d)"
    rf"|(?<!\d){_RATES}[\s._-]?(?:mp3|m4a|aac|ogg|cbr)"
    rf"|[\[(]{_RATES}[\])]|[\])]\s?{_RATES}\s*$"
)
_VBR = r"(?<![a-z\d])v([0-9])(?![\d])|\bvbr\b|\baps\b"
_SCALE = r"(?<![a-z])q(10|[0-9])(?!\d)"
_SCENE_WEB = r"(?<=-)web-(?:19|20)\d\d-\w+"
_VBR_ALONE = r"[\[(](?:vbr[\s/-])?v([0-2])[\s)\]/]"
_SCALE_OF_RATE = {"160": "5", "192": "6", "224": "7", "256": "8", "320": "9", "500": "10"}
_LOSSLESS = ("FLAC", "ALAC")
_AAC_RATES = ("192", "256", "320")


@dataclass(frozen=True, slots=True)
class Sound:
    """What a name says of its sound.

    Attributes:
        quality: Codec and rate, as `MP3_320`, `FLAC_24`, `VORBIS_Q7`.
        codec: The codec alone, empty when not named.
    """

    quality: str = UNKNOWN
    codec: str = ""


def sound(text: str) -> Sound:
    """Read codec and rate from a whole name."""
    text = text.replace("_", " ")
    codec = next((name for name, source in _CODECS if pattern(source).search(text)), "")
    deep = bool(pattern(_DEEP).search(text))
    if codec in _LOSSLESS or (deep and not codec):
        return Sound(f"{codec or 'FLAC'}_24" if deep else codec, codec)
    if codec in {"MP3", "AAC", "VORBIS", ""}:
        return _lossy(text, codec)
    return Sound(codec if codec != "OPUS" else UNKNOWN, codec)


def _lossy(text: str, codec: str) -> Sound:
    rate = _rate(text)
    if codec == "VORBIS":
        scale = pattern(_SCALE).search(text)
        level = scale[1] if scale else _SCALE_OF_RATE.get(rate, "")
        return Sound(f"VORBIS_Q{level}" if level else UNKNOWN, codec)
    if codec == "AAC":
        return Sound(f"AAC_{rate}" if rate in _AAC_RATES else "AAC_VBR", codec)
    if rate:
        return Sound(f"MP3_{rate}", "MP3")
    found = pattern(_VBR if codec else _VBR_ALONE).search(text)
    if found:
        return Sound("MP3_VBR_V2" if found[1] == "2" else "MP3_VBR", "MP3")
    # by the rules of the scene a web release that names no codec is MP3 at 320 kbit/s
    return Sound("MP3_320", "MP3") if not codec and pattern(_SCENE_WEB).search(text) else Sound(UNKNOWN, codec)


def _rate(text: str) -> str:
    found = pattern(_RATE).search(text) or pattern(_BARE).search(text)
    return next(filter(None, found.groups()), "") if found else ""
