"""Which filters a plugin may use: none that opens a file, a device or an address, and no text of a user."""

from __future__ import annotations

import re

# Filters whose options are numbers and words. Not here, since they read or write files: movie, subtitles, drawtext,
# lut3d, sendcmd, ladspa, metadata=file, and whatever is unknown.
FILTERS = frozenset(
    (
        *("scale", "zscale", "format", "yadif", "bwdif", "setsar", "setdar", "fps", "crop", "pad", "transpose"),
        *("hflip", "vflip", "tonemap", "null", "hqdn3d", "colorspace", "setparams", "split", "overlay", "deband"),
        *("aformat", "aresample", "volume", "loudnorm", "dynaudnorm", "pan", "channelmap", "asplit", "amerge"),
        *("hwupload", "anull", "atempo", "acompressor", "alimiter", "highpass", "lowpass", "apad"),
    )
)
_LABELS = r"(?:\[[A-Za-z0-9_:]{1,30}\])*"
_FILTER = re.compile(rf"{_LABELS}(?P<name>[a-z0-9]+)(?:@\w+)?(?:=(?P<options>[^\[\]]*))?{_LABELS}")
# No quote, no backslash, no slash but between digits: there is nothing that could be a path.
_OPTIONS = re.compile(r"(?:[A-Za-z0-9_=:.+*()|<-]|(?<=\d)/(?=\d))*")


def check_graph(text: str) -> bool:
    """Tell whether a filter graph is harmless; nothing is quoted in one, so commas and semicolons only separate."""
    return all(_is_harmless(each) for chain in text.split(";") for each in chain.split(","))


def _is_harmless(text: str) -> bool:
    found = _FILTER.fullmatch(text)
    if found is None or found["name"] not in FILTERS:
        return False
    options = found["options"] or ""
    return bool(_OPTIONS.fullmatch(options)) and "file" not in options
