"""Which folders people meant as albums: those with a name of their own, not a camera's and not a date's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.text import match_key
from mediad_sdk.values.works import Reference, Relation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_sdk.values.media import Extracted

_CAMERA = re.compile(
    r"\d{3}[a-z0-9_]{5}|dcim|camera|camera roll|camera uploads?|photos?|pictures?|bilder|fotos?|videos?|images?|"
    r"screenshots?|screen recordings?|downloads?|whatsapp.*|telegram.*|instagram|snapchat|facebook|messenger|viber.*|"
    r"signal|sent|private|raws?|jpe?g|heic|edited|edits|originals?|new folder.*|untitled.*|archive|"
    r"takeout|google photos?|google fotos|icloud photos|recents|m4root|clip|avchd|bdmv|stream|unsorted|import.*|todo|"
    r"misc|inbox|backup.*|phone|iphone|android|photo library|library|media|mobile|burst.*|trash",
)
_YEAR_OF_TAKEOUT = re.compile(
    r"(?:photos|fotos?|foto's|foton|zdjęcia) (?:from|von|de|da|do|uit|från|z) \d{4}|\d{4} ?年の写真"
)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_DATE_FIRST = re.compile(r"^(?:(?:19|20)\d\d|\d{1,2})(?:[-_. ]\d{1,2}){0,2}(?:[-_. ]{1,3}|$)")


def album(folders: tuple[str, ...], facts: Sequence[Extracted]) -> tuple[Relation, ...]:
    """Give the album that a folder is, by the file of Takeout in it, or by its name."""
    said = (item.facts.get("takeout", {}) for item in facts)
    title = next((str(each["title"]) for each in said if each.get("is_album") and each.get("title")), "")
    title = title or (_title(folders[-1]) if folders else "")
    if not folders or not title or _YEAR_OF_TAKEOUT.fullmatch(title.lower()):
        return ()
    key = match_key("/".join(folders))
    return (Relation(type="collection", target=Reference(kind="photo_album", key=key, title=title)),)


def _title(folder: str) -> str:
    """Give a folder's title, "" where it is a camera's folder or only a date."""
    name = folder[:200].strip()
    if _CAMERA.fullmatch(name.lower()):
        return ""
    bare = _DATE_FIRST.sub("", name).strip(" -_.")
    return bare.replace("_", " ") if _WORDS.search(bare) else ""
