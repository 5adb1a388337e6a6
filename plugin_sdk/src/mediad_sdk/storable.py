"""Texts as every database can store them; apart from JSON, which most child processes have no need of."""

from __future__ import annotations

from math import isfinite

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def storable(text: str) -> str:
    """Replace what no database takes: halves of surrogate pairs, of names that are no UTF-8, and NUL."""
    if text.isprintable():
        return text
    return text.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def clean(value: Any) -> Any:
    """Copy a value with every text made storable."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    if isinstance(value, float) and not isfinite(value):
        return None
    return value
