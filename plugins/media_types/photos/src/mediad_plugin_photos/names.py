"""What a photo's name tells of the shot: whose edit or copy it is, which burst it is of."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_EDITED = re.compile(
    r"(?:[-_ ]|\s\()(?:edited|edit|bearbeitet|modifié|modifie|editado|editada|modificato|modificata|bewerkt|edytowane|"
    r"redigerad|redigert|redigeret|muokattu|upraveno|editat|ha editado|düzenlendi|szerkesztett|"
    r"изменено|изменённый|измененный|編集済み|已修改|已編輯|수정됨|modified|enhanced(?:-(?:nr|sr|rd|hdr)){0,3}|effects|dxo)"
    r"(?:[-_ ]?\d{1,2})?\)?$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"~\d{1,2}$")
_APPLE_EDIT = re.compile(r"^(IMG_)E(\d{4}.*)$", re.IGNORECASE)
_COPY = re.compile(
    r"(?:\s?\((\d{1,3})\)|[\s_-]{1,3}(?:copy|kopie|copie|copia|kopia|コピー)(?:[\s_(-]{1,2}\d{1,3}\)?)?)$",
    re.IGNORECASE,
)
_COPY_OF = re.compile(r"(?:copy of|kopie v[oa]n|copie de|c[oó]pia d[ei]|kopi av|kopia) +(?=.)", re.IGNORECASE)
_ROLE = re.compile(r"(?:\.[A-Z_]{2,13}(?:-\d\d)?){1,3}$")
"""What a phone calls each file of a shot: `.PORTRAIT`, `.RAW-01.MP.COVER`, `.LONG_EXPOSURE-02.ORIGINAL`."""
_TAIL = re.compile(r"(?:\.MP|_HEVC|__highres)$", re.IGNORECASE)
"""The clip of a moving photo, one that iCloud encoded, the larger one of a pair."""
_BURST = re.compile(
    r"^(?P<a>.*\d)_BURST(?P<m>\d{1,4})(?:_COVER)?$|^\w*_BURST(?P<b>\d{14,17})\w*$|^(?P<c>.*)[._]BURST-\d\d(?:\.COVER)?$",
    re.IGNORECASE,
)
_PORTRAIT = re.compile(r"^\d{5}\w?(PORTRAIT)_\d{5}_BURST(\d{14,17})(?:_COVER)?$")
"""A portrait and what it was made of: they count as a burst."""
_SCREEN = re.compile(
    r"screen[\s_-]?(?:shot|record)|bildschirm(?:foto|aufnahme)|capture d.?[eé]cran|captura de pantalla|schermata|"
    r"snímek obrazovky|zrzut ekranu|skärmavbild|スクリーンショット|屏幕截图|截屏",
    re.IGNORECASE,
)
_CHAPTER = re.compile(r"^(G[XHS]|GP)(\d\d)(\d{4})$|^(GOPR)(\d{4})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoName:
    """What one name says.

    Attributes:
        base: The name that all files of the shot share, in lower case.
        is_edit: Somebody changed this one.
        copy: The number behind it, 0 for none: of a copy, or of another shot of the same name.
        is_copy: A word says that it is a copy.
        burst: What the names of a burst have in common, "" for none.
        is_cover: The one of a burst or a pair that the phone shows.
        is_screen: A picture of a screen.
        chapter: The number of a piece of a long recording, 0 for none.
    """

    base: str
    is_edit: bool = False
    copy: int = 0
    is_copy: bool = False
    burst: str = ""
    is_cover: bool = False
    is_screen: bool = False
    chapter: int = 0


@lru_cache(4096)
def parse(text: str) -> PhotoName:
    """Read a name without its ending."""
    bare = _COPY_OF.sub("", text, count=1) if (is_copy := bool(_COPY_OF.match(text))) else text
    found = _COPY.search(bare, 1)
    bare = bare[: found.start()] if found else bare
    stripped = _EDITED.sub("", bare) or bare
    stripped = _VERSION.sub("", stripped) or stripped
    edits, bare = stripped != bare, stripped
    if apple := _APPLE_EDIT.match(bare):
        edits, bare = True, apple[1] + apple[2]
    is_cover = bare.upper().endswith("COVER")
    if portrait := _PORTRAIT.match(bare):
        bare = portrait[1] + portrait[2]
    burst = _BURST.match(bare)
    if not burst:
        bare = _TAIL.sub("", _ROLE.sub("", bare)) or bare
    chapter = _CHAPTER.match(bare)
    number = 0
    if chapter:
        number = int(chapter[2]) if chapter[2] and chapter[1].upper() != "GP" else int(chapter[2] or 0) + 1
        bare = f"{'gopr' if chapter[4] or chapter[1].upper() == 'GP' else chapter[1]}{chapter[3] or chapter[5]}"
    return PhotoName(
        base=bare.lower(),
        is_edit=edits,
        copy=int(found[1] or 0) if found else 0,
        is_copy=is_copy or bool(found and not found[1]),
        burst=next((part for name in "abc" if (part := burst[name])), "").lower() if burst else "",
        is_cover=is_cover,
        is_screen=bool(_SCREEN.search(text)),
        chapter=number,
    )
