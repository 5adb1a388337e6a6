"""Credits: who is named, in which role, and how the names are joined in print.

Several values of a tag, or ids, split a credit. Signs never do: `Simon & Garfunkel` is one name. The word `feat.` parts
the guests from the artist; what stands behind it stays as printed unless the tag names each of them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_FEATURED = re.compile(r"\s{0,3}[(\[]?\s{0,3}\b(?:feat\.?|ft\.|featuring)\s+", re.IGNORECASE)
_IN_TITLE = re.compile(r"[(\[]\s*(?:feat\.?|ft\.|featuring)\s+([^)\]]+)[)\]]", re.IGNORECASE)
_INSTRUMENT = re.compile(r"(?<=\S)\s\([^()]{1,60}\)$")
_JOINS = r"[&,;/+×(]|(?<!\S)(?:x|and|with|vs\.?|feat\.?|ft\.?|featuring|und|et|y|e|и)(?!\S)"  # noqa: RUF001
"""What stands between two who made a song together."""
_JOINED_BEHIND, _JOINED_BEFORE = re.compile(rf"\s{{0,2}}(?:{_JOINS})"), re.compile(rf"(?:{_JOINS})\s{{0,2}}$")
_GUEST = ("feat", "ft.", "ft ")
_ROLES = {
    "composers": "composer",
    "lyricists": "lyricist",
    "conductors": "conductor",
    "performers": "performer",
    "remixers": "remixer",
    "arrangers": "arranger",
    "producers": "producer",
}


def main_artist(printed: str) -> str:
    """Give the artist without guests."""
    found = _FEATURED.search(printed[:1000])
    return printed[: found.start()].strip() if found and found.start() else printed


def credit(name: str, role: str, join: str = "", id_: str = "") -> dict[str, Any]:
    """Make one credit as documents carry it."""
    out: dict[str, Any] = {"name": name, "role": role, "kind": "artist"}
    if join:
        out["join"] = join
    if id_:
        out["ids"] = [{"scheme": "musicbrainz", "entity": "artist", "value": id_}]
    return out


def of_track(tags: Mapping[str, Any], title: str) -> list[dict[str, Any]]:
    """Make the credits of one track from its tags."""
    out = artists(tags.get("artist", ""), tags.get("artists", ()), tags.get("artist_ids", ()))
    if "(" in title or "[" in title:
        named = " ".join(item["name"] for item in out)
        out += [credit(name, "featured") for name in _IN_TITLE.findall(title[:500]) if name not in named]
    if not _ROLES.keys().isdisjoint(tags):
        out += [credit(_person(name, role), role) for field, role in _ROLES.items() for name in tags.get(field, ())]
    return out


def _person(name: str, role: str) -> str:
    """Give who performed without what they played: `Anna Vale (violin)`."""
    return _INSTRUMENT.sub("", name[:1000]) if role == "performer" else name


def artists(
    printed: str, values: list[str] | tuple[str, ...], ids: list[str] | tuple[str, ...]
) -> list[dict[str, Any]]:
    """Split an artist credit by the values that the file names."""
    several = len(values) > 1
    out = _split(printed, list(values)) if several else [*_printed(printed or next(iter(values), ""))]
    if ids and len(ids) == len(out):
        out = [credit(c["name"], c["role"], c.get("join", ""), id_) for c, id_ in zip(out, ids, strict=True)]
    return out


@lru_cache(4096)
def _printed(text: str) -> tuple[dict[str, Any], ...]:
    if (found := _FEATURED.search(text)) and found.start():
        guests = text[found.end() :].strip().removesuffix(")").removesuffix("]")
        return credit(text[: found.start()].strip(), "artist", " feat. "), credit(guests, "featured")
    return (credit(text, "artist"),) if text else ()


def _split(printed: str, values: list[str]) -> list[dict[str, Any]]:
    # `A feat. B & C` with the values A, B, C: what is printed between them joins them.
    out, role, at = [], "artist", printed.find(values[0]) + len(values[0]) if printed else 0
    for name, following in zip(values, [*values[1:], ""], strict=True):
        begin = printed.find(following, at) if printed and following else -1
        join = printed[at:begin] if begin >= 0 else ", " if following else ""
        out.append(credit(name, role, join))
        if begin >= 0:
            at = begin + len(following)
        if join.strip(" ([").lower().startswith(_GUEST):
            role = "featured"
    return out


def common_artist(printed: list[str]) -> str:
    """Give the one artist that all of these are by, or "" when there are many.

    `A` beside `A feat. B` and `A & B` is an album by A.
    """
    mains = {main_artist(text) for text in printed if text}
    if not mains:
        return ""
    shortest = min(mains, key=lambda text: (len(text), text))
    low = shortest.casefold()
    return shortest if all(_begins(text.casefold(), low) for text in mains) else ""


def _begins(text: str, head: str) -> bool:
    return text == head or (text.startswith(head) and _JOINED_BEHIND.match(text, len(head)) is not None)


def is_named_in(name: str, printed: str) -> bool:
    """Tell whether somebody is one of those whom a credit names: `Zoë & Anna Vale` is by Anna Vale as well."""
    text, low = printed[:1000].casefold(), name.casefold()
    before, found, behind = text.partition(low)
    first = not before or _JOINED_BEFORE.search(before) is not None
    return bool(found) and first and (not behind or _JOINED_BEHIND.match(behind) is not None)
