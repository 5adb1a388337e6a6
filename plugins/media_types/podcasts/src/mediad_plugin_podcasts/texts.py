"""What the texts of a feed mean: HTML, times, lengths, numbers, addresses."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_TEXT, MAX_WORD = 8000, 500
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_BREAKS = re.compile(r"<(?:br|/p|/li|/div)\s{0,5}/?>", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,6}", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:\.\d{1,6})?", re.ASCII)


def plain(text: str) -> str:
    """Give the text of what may be HTML."""
    bare = _TAGS.sub(" ", _BREAKS.sub("\n", text[: 4 * MAX_TEXT]))
    lines = (" ".join(line.split()) for line in html.unescape(bare).splitlines())
    return "\n".join(line for line in lines if line)[:MAX_TEXT]


def moment(text: str) -> str:
    """Give a time of RFC 2822 or ISO 8601 in UTC, "" where it is none."""
    try:
        found = parsedate_to_datetime(text.strip()[:60])
    except (ValueError, TypeError, IndexError):
        try:
            found = datetime.fromisoformat(text.strip()[:40])
        except ValueError:
            return ""
    zoned = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        return zoned.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError):
        return ""


def duration(text: str) -> int:
    """Give milliseconds of `3600`, `60:00` or `1:00:00`."""
    value = text.strip()
    if _NUMBER.fullmatch(value):
        return int(value) * 1000
    found = _CLOCK.fullmatch(value)
    return ((int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])) * 1000 if found else 0


def word(text: str) -> str:
    """Give a text of one line."""
    return " ".join(html.unescape(text).split())[:MAX_WORD]


def count(text: str) -> int:
    """Give the first whole number, 0 where there is none."""
    found = _NUMBER.search(text)
    return int(found[0]) if found else 0


def address(text: str) -> str:
    """Give an address of the web, "" where it is none."""
    url = text.strip()
    return url if url.lower().startswith(("https://", "http://")) and len(url) <= 4 * MAX_WORD else ""


def yes(text: str) -> bool:
    """Tell whether a text says yes."""
    return text.strip().lower() in ("yes", "true", "explicit")
