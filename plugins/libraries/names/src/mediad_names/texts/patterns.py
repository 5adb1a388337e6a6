"""What every reader of printed names and of music stands on: bounded text, patterns made late, brackets, paths."""

from __future__ import annotations

import dataclasses
import functools
import re
from typing import Any

MAX_NAME = 300
MAX_PATH = 4096
_ENDINGS = (
    r"\.(?:mp3|flac|m4a|m4b|aac|ogg|oga|opus|wav|wma|ape|wv|aiff?|dsf|mkv|mp4|avi|m4v|epub|mobi|azw[34]?|pdf|fb2|djvu"
    r"|lit|docx?|rtf|txt|cb[7rtz]|zip|rar|7z|jpe?g|png|webp|gif|nfo|nzb|torrent)$"
)
_DRIVE = r"^(?:[A-Za-z]:[\\/]|\\\\|/(?=[\w.]))"
_STEP = r"(?<=[^\s/\\]{4})[/\\](?=[^\s/\\])"
_BRACKET = r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}"
_YEAR = r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)"
_WIDE = {0x3000: " ", 0x3010: "[", 0x3011: "]", **{0xFF10 + digit: str(digit) for digit in range(10)}}


@functools.cache
def pattern(source: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a pattern when it is first needed, and once."""
    return re.compile(source, flags)


def told(record: Any) -> dict[str, object]:
    """Turn a frozen record into the fields it says something of; 0 says something where `None` says nothing."""
    return {
        field.name: value
        for field in dataclasses.fields(record)
        if (value := getattr(record, field.name)) not in (None, "", ()) and (value or field.default is None)
    }


def steps(name: str) -> list[str]:
    """Cut a path into its names, each bounded; a slash inside brackets or behind `AC` cuts nothing."""
    tail = name[-MAX_PATH:] if len(name) > MAX_PATH and pattern(_DRIVE).match(name) else name[:MAX_PATH]
    cut = pattern(r"[/\\]+").split(tail) if pattern(_DRIVE).match(tail) else _outside(tail)
    return [step[:MAX_NAME] for step in cut if step.strip()] or [tail[:MAX_NAME]]


def _outside(text: str) -> list[str]:
    hidden = pattern(_BRACKET).sub(lambda found: "x" * len(found[0]), text)
    out, start = [], 0
    for found in pattern(_STEP).finditer(hidden):
        out.append(text[start : found.start()])
        start = found.end()
    return [*out, text[start:]]


def stem(name: str) -> str:
    """Take a known file ending off; what merely looks like one (`Vol.2`) stays."""
    return pattern(_ENDINGS).sub("", name.strip())


def blank(text: str, keep: str = "") -> str:
    """Put spaces in place of bracketed text, so that positions stay; `keep` is a pattern of brackets to leave."""

    def hide(found: re.Match[str]) -> str:
        return found[0] if keep and pattern(keep).search(found[0]) else " " * len(found[0])

    for _ in range(2):  # brackets in brackets; deeper ones do not occur
        text = pattern(_BRACKET).sub(hide, text)
    return text


def brackets(text: str) -> list[str]:
    """List what stands in brackets, without them."""
    return [found[1:-1].strip() for found in pattern(_BRACKET).findall(text)]


def year_of(text: str) -> int | None:
    """Find the year of the last brackets that hold one; of a span it is the first."""
    years = [found for inner in brackets(text) for found in pattern(_YEAR).findall(inner)[:1]]
    return int(years[-1]) if years else None


def spaced(text: str) -> str:
    """Give a name its spaces back, one at a time: underscores always, dots where nothing else parts the words."""
    plain = " " not in text.strip()
    text = text.translate(_WIDE).replace("_", " ")
    if plain:
        text = pattern(r"(?<!\d)\.|\.(?!\d{1,2}(?!\d))").sub(" ", text)
    return " ".join(text.split())


def tidy(text: str) -> str:
    """Trim what parts words from the ends of a name, and runs of spaces within it."""
    return " ".join(text.split()).strip(" -_,:;~\u2013\u2014|+").rstrip("([{").strip(" -_,:;")
