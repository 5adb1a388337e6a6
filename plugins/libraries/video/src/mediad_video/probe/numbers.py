"""Numbers as MediaInfo prints them: text, sometimes several at once (`8 / 6`), of which the first is the whole."""

from __future__ import annotations

import math


def number(text: object) -> float | None:
    """Give a number, or None."""
    try:
        found = float(str(text).partition(" ")[0])
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def integer(text: object) -> int | None:
    """Give a whole number, or None."""
    found = number(text)
    return None if found is None else int(found)


def milliseconds(seconds: object) -> int | None:
    """Give a time in milliseconds, or None."""
    found = number(seconds)
    return None if found is None else round(found * 1000)


def ratio(text: object) -> float | None:
    """Give a ratio as ffprobe prints it (`24000/1001`, `16:9`), or None."""
    over, _, under = str(text).replace(":", "/").partition("/")
    above, below = number(over), number(under)
    return round(above / below, 3) if above and below else None
