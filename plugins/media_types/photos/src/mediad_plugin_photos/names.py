"""What a photo's name and folders tell: when it was taken, whose edit or copy it is, which burst it is of."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

from mediad_xmp import stamp

_DAY = r"(?<!\d)((?:1[89]|20)\d\d)([-_. :]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])"
_CLOCK = (
    r"(?:[\sT_.,-]{1,3}|(?=\d{6}))(?:(?:at|um|à|a las|alle)\s)?"
    r"(2[0-3]|[01]\d|\d(?=\D))[-_.:h ]?([0-5]\d)[-_.:m ]?([0-5]\d)"
)
_MOMENT = re.compile(_DAY + _CLOCK + r"(?:[-_.]?(\d{3})(?!\d))?(?:\s?([AP]M))?")
_DATE = re.compile(_DAY + r"(?!\d)")
_SHORT_DAY = re.compile(r"(?<!\d)(0[1-9]|[12]\d|3[01])[-.](0[1-9]|1[0-2])[-.]((?:19|20)\d\d)(?!\d)")
_SINCE_1970 = re.compile(r"(?<!\d)(1[0-9]{9})(\d{3})?(?!\d)")
_UTC_NAMES = ("pxl_",)
_LEADING = re.compile(r"((?:1[89]|20)\d\d)(?:[-_.](0[1-9]|1[0-2]))?[\s_-]{1,3}(?=[^\W\d_]{3})")
_MONTH_FOLDER = re.compile(r"(?:.*\D)?((?:1[89]|20)\d\d)[-_. ](0[1-9]|1[0-2])(?:[-_. ](0[1-9]|[12]\d|3[01]))?(?:\D.*)?")
_YEAR_FOLDER = re.compile(r"(?:.*\D)?((?:1[89]|20)\d\d)(?:\D.*)?")
_LOOSE_MONTH, _LOOSE_DAY = re.compile(r"(0[1-9]|1[0-2])(?:\D.*)?"), re.compile(r"(0[1-9]|[12]\d|3[01])(?:\D.*)?")
_EDITED = re.compile(
    r"(?:[-_ ]|\s\()(?:edited|edit|bearbeitet|modifié|modifie|editado|editada|modificato|modificata|bewerkt|edytowane|"
    r"redigerad|redigert|redigeret|muokattu|upraveno|editat|изменено|編集済み|已修改|已編輯|수정됨|enhanced|effects)"
    r"(?:[-_ ]?\d{1,2})?\)?$",
    re.IGNORECASE,
)
_VERSION = re.compile(r"~\d{1,2}$")
_APPLE_EDIT = re.compile(r"^(IMG_)E(\d{4}.*)$", re.IGNORECASE)
_COPY = re.compile(
    r"(?:\s?\((\d{1,3})\)|[\s_-]{1,3}(?:copy|kopie|copie|copia|kopia|コピー)(?:[\s_(-]{1,2}(\d{1,3})\)?)?)$",
    re.IGNORECASE,
)
_ROLE = re.compile(r"\.(?:RAW|PORTRAIT|LONG_EXPOSURE|MOTION|NIGHT|TOP_SHOT)(?:-\d\d)?(?:\.(COVER|ORIGINAL|MAIN))?$")
_MOTION = re.compile(r"\.MP$", re.IGNORECASE)
_BURST = re.compile(
    r"^(?P<a>.*\d)_BURST(?P<m>\d{1,4})(?:_COVER)?$|^\d{5}\w*_BURST(?P<b>\d{14,17})\w*$|^(?P<c>.*)[._]BURST-\d\d(?:\.COVER)?$",
    re.IGNORECASE,
)
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
        copy: The number of a copy, 0 for none.
        burst: What the names of a burst have in common, "" for none.
        is_cover: The one of a burst or a pair that the phone shows.
        is_screen: A picture of a screen.
        chapter: The number of a piece of a long recording, 0 for none.
    """

    base: str
    is_edit: bool = False
    copy: int = 0
    burst: str = ""
    is_cover: bool = False
    is_screen: bool = False
    chapter: int = 0


@lru_cache(4096)
def parse(text: str) -> PhotoName:
    """Read a name without its ending."""
    bare, edits = text, False
    found = _COPY.search(bare)
    copy = int(found[1] or found[2] or 1) if found and found.start() else 0
    bare = bare[: found.start()] if found and found.start() else bare
    stripped = _EDITED.sub("", bare) or bare
    stripped = _VERSION.sub("", stripped) or stripped
    edits, bare = stripped != bare, stripped
    if apple := _APPLE_EDIT.match(bare):
        edits, bare = True, apple[1] + apple[2]
    is_cover = bare.upper().endswith("COVER")
    burst = _BURST.match(bare)
    if not burst:
        bare = _MOTION.sub("", _ROLE.sub("", bare)) or bare
    chapter = _CHAPTER.match(bare)
    number = 0
    if chapter:
        number = int(chapter[2]) if chapter[2] and chapter[1].upper() != "GP" else int(chapter[2] or 0) + 1
        bare = f"{'gopr' if chapter[4] or chapter[1].upper() == 'GP' else chapter[1]}{chapter[3] or chapter[5]}"
    return PhotoName(
        base=bare.lower(),
        is_edit=edits,
        copy=copy,
        burst=next((part for name in "abc" if (part := burst[name])), "").lower() if burst else "",
        is_cover=is_cover,
        is_screen=bool(_SCREEN.search(text)),
        chapter=number,
    )


@lru_cache(4096)
def moment(text: str) -> tuple[str, str, str]:
    """Give the time that a name tells, its subsecond and its offset; ("", "", "") where it tells none."""
    offset = "+00:00" if text[:4].lower() in _UTC_NAMES else ""
    if found := _MOMENT.search(text):
        hour = int(found[5])
        if found[9] and hour <= 12:  # noqa: PLR2004  # a clock of twelve hours
            hour = hour % 12 + (12 if found[9] == "PM" else 0)
        value = stamp(f"{found[1]}-{found[3]}-{found[4]}T{hour:02d}:{found[6]}:{found[7]}")
        return value, found[8] or "", offset
    if found := _DATE.search(text):
        return f"{found[1]}-{found[3]}-{found[4]}", "", ""
    if found := _SHORT_DAY.search(text):
        return f"{found[3]}-{found[2]}-{found[1]}", "", ""
    if (found := _SINCE_1970.search(text)) and (found[2] or len(text) == 10):  # noqa: PLR2004  # nothing but seconds
        at = dt.datetime.fromtimestamp(int(found[1]), dt.UTC)
        return at.replace(tzinfo=None).isoformat(), found[2] or "", "+00:00"
    return "", "", ""


def leading_date(text: str) -> str:
    """Give the year, and the month, that a name begins with: `1954 Wedding`, `1987-07 Sea 3`; a year alone is none."""
    found = _LEADING.match(text)
    return "-".join(part for part in found.groups() if part) if found else ""


def folder_date(names: tuple[str, ...]) -> str:
    """Give the date that folders tell, as precise as they do: `2019/07/14 Wedding`, `2019-07 Italy`, `1987`."""
    for at in range(len(names), max(len(names) - 4, 0), -1):
        name = names[at - 1]
        if value := moment(name)[0][:10]:
            return value
        if found := _MONTH_FOLDER.fullmatch(name[:100]):
            return "-".join(part for part in found.groups() if part)
        if found := _YEAR_FOLDER.fullmatch(name[:100]):
            return found[1] + _below(names[at:])
    return ""


def _below(names: tuple[str, ...]) -> str:
    month = _LOOSE_MONTH.fullmatch(names[0][:100]) if names else None
    if not month:
        return ""
    day = _LOOSE_DAY.fullmatch(names[1][:100]) if len(names) > 1 else None
    return f"-{month[1]}" + (f"-{day[1]}" if day else "")
