"""JSON texts as both engines can store them."""

from __future__ import annotations

import json
from typing import Any

from pydantic_core import to_json

_NUL = "\\u0000"


def dumps(value: Any) -> str:
    """Write JSON; signs that no database takes (NUL, halves of surrogate pairs) become U+FFFD."""
    try:
        text = to_json(value, inf_nan_mode="null").decode()
    except ValueError:
        return dumps(clean(value))
    return dumps(clean(value)) if _NUL in text and _has_nul(value) else text


def loads(text: str) -> Any:
    """Read JSON."""
    return json.loads(text)


def is_clean(value: Any) -> bool:
    """Tell whether every text in a value can be stored; bytes are not looked at."""
    try:
        return _NUL.encode() not in to_json(value, bytes_mode="hex", inf_nan_mode="null")
    except ValueError:
        return False


def clean(value: Any) -> Any:
    """Copy a value with every text made storable."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
    if isinstance(value, dict):
        return {clean(key): clean(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean(item) for item in value]
    return value


def _has_nul(value: Any) -> bool:
    if isinstance(value, str):
        return "\0" in value
    if isinstance(value, dict):
        return any(_has_nul(key) or _has_nul(item) for key, item in value.items())
    return isinstance(value, list | tuple) and any(map(_has_nul, value))
