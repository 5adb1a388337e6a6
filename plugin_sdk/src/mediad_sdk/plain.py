"""JSON texts as every database can store them: no NUL, no halves of surrogate pairs.

Facts and documents are written once, in the worker that found them, and are stored, compared and served as they are.
"""

from __future__ import annotations

import json
from typing import Any

import orjson

from mediad_sdk.storable import clean

_NUL = "\\u0000"
_OURS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_DATETIME

loads = orjson.loads


def dumps(value: Any) -> str:
    """Write JSON; signs that cannot be stored become U+FFFD, numbers that are none become null.

    Raises:
        TypeError: The value holds what JSON does not know.
    """
    try:
        text = orjson.dumps(value, option=_OURS).decode()
    except TypeError:  # halves of surrogate pairs, or whole numbers beyond 64 bits
        return json.dumps(clean(value), ensure_ascii=False, separators=(",", ":"))
    return orjson.dumps(clean(value), option=_OURS).decode() if _NUL in text else text
