"""What Flickr writes into an export: `photo_14000000001.json` for `sunset_14000000001_o.jpg`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_xmp import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TAGS = 500
_ID = re.compile(r"(?:^|_)(\d{8,12})(?:_[0-9a-f]{6,12})?_[a-z]$")


def read(said: Mapping[str, Any]) -> dict[str, Any]:
    """Read one file; {} where it is of no photo of theirs. Times are those of the camera's clock."""
    if not isinstance(said.get("id"), str) or "photopage" not in said:
        return {}
    tags = said.get("tags")
    listed = [each.get("tag") for each in tags[:MAX_TAGS] if isinstance(each, dict)] if isinstance(tags, list) else []
    out = {
        "flickr": said["id"],
        "taken": stamp(_text(said.get("date_taken"))),
        "title": _text(said.get("name")),
        "description": _text(said.get("description")),
        "tags": [tag for tag in map(_text, listed) if tag],
    }
    return {name: value for name, value in out.items() if value}


def number(text: str) -> str:
    """Give the number that Flickr gave a photo, by the name of its file; "" where it has none."""
    found = _ID.search(text)
    return found[1] if found else ""


def _text(value: object) -> str:
    return value.strip()[:10_000] if isinstance(value, str) else ""
