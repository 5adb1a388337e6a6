"""What a release is, by the technical words of its name: cut, source, resolution, codec, languages, group."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_names import read as read_name
from mediad_video.languages import code

if TYPE_CHECKING:
    from mediad_names import Reading

_EDITION = re.compile(r"[\[{(]edition-([^\[\]{}()]{1,60})[\]})]", re.IGNORECASE)
_THREE_D = re.compile(r"(?<![^\W_])(?:3d|h-?sbs|hou|half[. -]?sbs|mvc)(?![^\W_])", re.IGNORECASE)
_PLUS = re.compile(r"hdr10(?:\+|plus|p)(?!\d)", re.IGNORECASE)
_HDR = {"Dolby Vision": "DV", "HDR": "HDR10", "SDR": ""}
_NO_GROUP = frozenset(("copy", "kopie", "copie", "backup"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """What the technical words of a name say."""

    edition: str = ""
    source: str = ""
    resolution: str = ""
    codec: str = ""
    hdr: tuple[str, ...] = ()
    three_d: bool = False
    remux: bool = False
    proper: bool = False
    hardcoded_subs: bool = False
    languages: tuple[str, ...] = ()
    group: str = ""


def read(name: str, kind: str | None = None) -> Release:
    """Read the technical words of a name, which is taken for a `movie`, `tv`, `anime`, or for any of them."""
    plain, edition = without_edition(name)
    return of(plain, read_name(plain, kind), edition)


def without_edition(name: str) -> tuple[str, str]:
    """Take the edition out of a name that says it in braces, `{edition-Final Cut}`; "" where none does."""
    found = _EDITION.search(name)
    return (name, "") if found is None else (name[: found.start()] + name[found.end() :], found[1].strip())


def of(name: str, reading: Reading, edition: str = "") -> Release:
    """Make it of what was read in a name; what stands in no word of it is left out."""
    said = {field: value for field, value in reading.fields.items() if field not in reading.implied}
    group = str(said.get("release_group") or "")
    return Release(
        edition=edition or str(said.get("edition") or ""),
        source=str(said.get("source") or ""),
        resolution=str(said.get("resolution") or ""),
        codec=_codec(said.get("video_codec")),
        hdr=_hdr(name, said.get("hdr")),
        three_d=bool(_THREE_D.search(name)),
        remux=bool(said.get("remux")),
        proper=bool(said.get("proper")),
        hardcoded_subs=bool(said.get("hardcoded_subs")),
        languages=tuple(dict.fromkeys(filter(None, map(code, _texts(said.get("languages")))))),
        group="" if group.lower() in _NO_GROUP else group,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else (str(value),) if value else ()


def _codec(value: object) -> str:
    first = next(iter(_texts(value)), "").lower().replace(".", "")
    return "hevc" if first == "h265" else first.replace("-", "")


def _hdr(name: str, value: object) -> tuple[str, ...]:
    found = dict.fromkeys(filter(None, (_HDR.get(word, word) for word in _texts(value))))
    if _PLUS.search(name):
        found = {"HDR10+" if word == "HDR10" else word: None for word in found}
    return tuple(found)
