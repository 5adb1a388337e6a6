"""Names of files as media types take them apart: bytes as a file system has them, text for people and parsers."""

from __future__ import annotations

MAX_TEXT = 300
"""Signs of a name that are read; the longest that a file system keeps has 255 bytes."""


def suffix(name: bytes) -> bytes:
    """Give the ending after the last dot, in lower case; `.hidden` has none."""
    bare, dot, ending = name.rpartition(b".")
    return ending.lower() if dot and bare else b""


def stem(name: bytes) -> bytes:
    """Give the name without its ending."""
    return name.rpartition(b".")[0] or name


def text_of(name: bytes) -> str:
    """Give the name without its ending as text that can be shown and stored: what is not UTF-8 is replaced."""
    return stem(name).decode("utf-8", "replace")[:MAX_TEXT]
