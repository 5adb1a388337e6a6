"""Lets through only arguments that cannot name a file, an address or a device.

A plugin's arguments are `-i INPUT <options> OUTPUT`. Every option is one of a list, its value has the shape that this
option needs, and no shape has room for a path: what is not known here is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from mediad.encoding.errors import BadArguments
from mediad.encoding.filters import check_graph
from mediad_sdk.values.encoding import INPUT, OUTPUT

MUXERS = frozenset(
    ("mp4", "ipod", "mov", "matroska", "webm", "ogg", "oga", "opus", "mp3", "flac", "adts", "wav", "aiff")
)
LONGEST = 2_000
MOST = 400

_FLAGS = frozenset(("vn", "an", "sn", "dn", "shortest"))
_WORD = r"[A-Za-z0-9_][A-Za-z0-9_+-]*"
_NUMBER = r"-?\d+(\.\d+)?"
_SIZE = r"\d+(\.\d+)?[kKM]?"
_SHAPES = {
    r"-?0(:[vasdt])?(:\d+)?\??|\[\w+\]": "map",
    _WORD: "c codec vcodec acodec scodec preset tune profile pix_fmt sample_fmt application vbr disposition tag flags "
    "color_primaries color_trc colorspace color_range chroma_sample_location channel_layout ch_layout strict "
    "field_order write_xing id3v2_version",
    rf"[+-]?{_WORD}": "movflags fflags",
    _SIZE: "b ab vb minrate maxrate bufsize",
    _NUMBER: "crf q qscale qmin qmax g bf refs keyint_min sc_threshold ac ar compression_level level cutoff "
    "frame_duration max_muxing_queue_size cq qp row-mt cpu-used lag-in-frames aq-mode deadline",
    r"\d+([/.:]\d+)?": "r aspect",
    r"\d{1,5}x\d{1,5}": "s",
    r"-1|0(:[gcs](:[vas])?(:\d+)?)?": "map_metadata",
    r"-1|0": "map_chapters",
    r"\w{1,64}=[^\x00-\x1f]*": "metadata",
}
_OPTIONS = {name: re.compile(shape, re.ASCII) for shape, names in _SHAPES.items() for name in names.split()}
_GRAPHS = frozenset(("vf", "af", "filter", "filter_complex"))
_KEY = re.compile(r"-([a-z][A-Za-z0-9_-]*)((?::[a-z0-9]{1,4}){0,3})")


_CODECS = frozenset(("c", "codec", "vcodec", "acodec"))
_DEVICES = {
    "vaapi": "vaapi", "qsv": "qsv", "nvenc": "cuda", "cuvid": "cuda", "v4l2m2m": "v4l2m2m",
    **dict.fromkeys(("omx", "amf", "vulkan", "rkmpp"), "that nobody may use"),
}  # fmt: skip  # two rows say it
"""What the names of codecs end with that open a device by themselves, and its class."""


def check(arguments: Sequence[Any], container: str, needs: Sequence[str] = ()) -> tuple[str, ...]:
    """Give the options between input and output, or raise `BadArguments` with the first that is refused.

    Args:
        arguments: What a profile's plan returned.
        container: The muxer that the profile declares; the arguments may repeat it, not change it.
        needs: The classes of devices that the profile declares; others are out of reach.
    """
    if container not in MUXERS:
        raise BadArguments(f"{container!r} is not a container that results may have.")
    if len(arguments) > MOST or not all(isinstance(each, str) and len(each) <= LONGEST for each in arguments):
        raise BadArguments("The arguments are not a reasonable number of short texts.")
    if tuple(arguments[:2]) != ("-i", INPUT) or len(arguments) < 3 or arguments[-1] != OUTPUT:  # noqa: PLR2004  # -i INPUT OUTPUT
        raise BadArguments(f"The arguments are not of the form -i {INPUT} ... {OUTPUT}.")
    options = tuple(arguments[2:-1])
    if INPUT in options or OUTPUT in options:
        raise BadArguments("The input and the output may be named once each.")
    for key, value in _pairs(options):
        _check_option(key, value, container)
        _check_device(key, value or "", needs)
    return options


def _pairs(options: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    rest = iter(options)
    for key in rest:
        if key.removeprefix("-") in _FLAGS:
            yield key, None
        else:
            yield key, next(rest, None)


def _check_device(key: str, value: str, needs: Sequence[str]) -> None:
    found = _KEY.fullmatch(key)
    device = _DEVICES.get(value.rpartition("_")[2]) if found and found[1] in _CODECS else None
    if device is not None and device not in needs:
        raise BadArguments(f"{value[:50]!r} uses a device of the class {device}, which the profile does not need.")


def _check_option(key: str, value: str | None, container: str) -> None:
    found = _KEY.fullmatch(key)
    name: str = found[1] if found else ""
    if name in _FLAGS and value is None:
        return
    if value is None or "\0" in value:
        raise BadArguments(f"The option {key[:50]!r} has no usable value.")
    if name == "f":
        allowed = value == container
    elif name in _GRAPHS:
        allowed = check_graph(value)
    else:
        allowed = name in _OPTIONS and bool(_OPTIONS[name].fullmatch(value))
    if not allowed:
        raise BadArguments(f"The option {key[:50]!r} with the value {value[:100]!r} is not allowed.")
