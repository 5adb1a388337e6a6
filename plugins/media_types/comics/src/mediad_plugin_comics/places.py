"""Where an issue belongs: what documents in it, its name and its folders say together."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from mediad_comicinfo import SOURCES
from mediad_names import read
from mediad_plugin_comics.shelves import MAX_NAME, Shelf, bare, category
from mediad_sdk.text import fold, match_key
from mediad_sdk.values.works import Position

FIRST_YEAR = 1900
_NOTHING = "-1"
"""What ComicRack writes for no number; a name that has one knows better."""
_RUN_FIRST = re.compile(
    r"[^(\[]{1,200}[(\[]((?:19|20)\d\d)(?:-\d{2,4})?[)\]]\s*(?:-\s*)?(?:#|no?\.?|v|vol|c|ch|annual)?[\s._]*\d",
    re.IGNORECASE,
)
_DATE = re.compile(r"[(\[][^()\[\]]{0,20}?(?<!\d)((?:19|20)\d\d)(?:-(0[1-9]|1[0-2]))?(?!\d)[^()\[\]]{0,12}[)\]]")
_COUNT = re.compile(r"\s*(-?)0{0,8}(\d{0,8}(?:\.\d{1,4})?)(.{0,20})")
_KOREAN = re.compile("\\d\\s?[\ud654\ud68c\uc7a5]")
_RANGE = re.compile(r"0{0,6}(\d{1,6}(?:\.\d{1,4})?)\s?[-\u2013]\s?0{0,6}(\d{1,6}(?:\.\d{1,4})?)")
_TITLE = re.compile(r"(?=(?:\s[-:\u2013]|(?<=\s-\s\d)\.|(?<=\s-\s\d\d)\.)\s(?P<title>[^\[\](){}]{2,150}))")
_COUNTED = re.compile(r"(?:#|[cvt]|chs?|vols?|chapters?|volumes?|tomes?)[\s.]{0,2}\d|\d{1,4} - ", re.IGNORECASE)
_TOTAL = re.compile(r"(?:\d{1,4} )?of[ -]?\d{1,4}", re.IGNORECASE)
_LED = re.compile(r"(?P<number>\d{1,4})(?P<dot>[.)])?[\s_-]{1,3}(?P<rest>\S.{0,200})")
_FETCHED = re.compile(r"[^_]{1,80}_(?:vol(?:ume)?|ch(?:apter)?|ep(?:isode)?)[.\s]{1,2}\d", re.IGNORECASE)
_SPECIAL = re.compile(r"(?<![^\W_])SP\s?0{0,3}(\d{1,3})")
_NOTE = re.compile(r"\[([^\[\]]{1,60})\]|\(([^()]{1,60})\)|\{([^{}]{1,60})\}")
_FORMS = {
    "annual": "annual", "special": "special", "one-shot": "one-shot", "one shot": "one-shot", "oneshot": "one-shot",
    "omnibus": "omnibus", "tpb": "collection", "trade paper back": "collection", "trade paperback": "collection",
    "graphic novel": "collection", "gn": "collection", "hardcover": "collection", "hard cover": "collection",
}  # fmt: skip  # a table
_WORDS = {
    "annual": "Annual", "special": "Special", "omnibus": "Omnibus", "collection": "Collection", "one-shot": "One-shot",
    "hors-serie": "Hors-s\u00e9rie", "integrale": "Int\u00e9grale",
    "omake": "Omake", "extra": "Extra", "side story": "Side story", "artbook": "Artbook",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What the name of a file, or of a folder of pages, says of itself.

    Attributes:
        series: The series, where something counts it.
        whole: The name without notes.
        year: The year of the run, where it stands before the count.
        volume: As counted: `3`, `1-3`, `1.5`.
        number: Of the chapter or issue.
        form: annual, special, omnibus ...
        title: What stands behind the count.
        date: When it appeared.
        notes: What stands in brackets and is no date.
        languages: Of a translation.
        fetched: True where a reader's program put the group in front: `Group_Chapter 3`; the folder names the series.
    """

    series: str = ""
    whole: str = ""
    year: str = ""
    volume: str = ""
    number: str = ""
    form: str = ""
    title: str = ""
    date: str = ""
    notes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    fetched: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Which work an edition is of.

    Attributes:
        series: The title of the series.
        year: The year of the run.
        volume: The volume, as it is counted.
        number: The chapter or issue within it.
        form: What else it is than a part of the run.
        title: A title of its own, where nothing counts it.
    """

    series: str = ""
    year: str = ""
    volume: str = ""
    number: str = ""
    form: str = ""
    title: str = ""
    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The match key of the series: title and year of the run, `&` read as `and`."""
        return f"{key_of(self.series)}|{self.year}"

    @property
    def is_counted(self) -> bool:
        """Whether it has a number of any kind."""
        return bool(self.number or self.volume)

    @property
    def value(self) -> float:
        """The number that it stands at among its siblings; 0 where it has none."""
        found = position(self.number or self.volume)
        return found.value if found else 0.0


def key_of(title: str) -> str:
    """Give what titles of series are compared by; `&` is read as `and`."""
    return match_key(title.replace("&", " and ")) if title else ""


@lru_cache(4096)
def named(text: str) -> Named:
    """Read the name of a file without its ending, or of a folder of pages."""
    text = text[:MAX_NAME]
    said = read(text, "comic").fields
    volume, number = str(said.get("volume") or ""), str(said.get("chapter") or "")
    if volume == number and _KOREAN.search(text):
        volume = ""  # this count may be either; it numbers one thing
    special = _SPECIAL.search(text) if said.get("special") and not number else None
    number = special[1] if special else number
    form = "omnibus" if "omnibus" in str(said.get("edition", "")).lower() else str(said.get("extra") or "")
    series = str(said.get("title") or "")
    word = category(series)
    run = _RUN_FIRST.match(text)
    dates = [found for found in _DATE.finditer(text) if not run or found.start() > run.start(1)]
    return Named(
        series="" if word is not None else series,
        whole=bare(text),
        year=run[1] if run and (volume or number) else "",
        volume=volume,
        number=number,
        form=form or word or ("special" if said.get("special") else ""),
        title=_title(text) if volume or number else "",
        date="-".join(filter(None, dates[-1].groups())) if dates else "",
        notes=_notes(text),
        languages=tuple(str(each) for each in said.get("languages") or ()),  # type: ignore[union-attr]  # a tuple
        fetched=bool(_FETCHED.match(text)),
    )


def _title(text: str) -> str:
    """Find the title behind the count, which a dash parts from it: `T05 - The Title`, `v01 - c002 - The Title`."""
    plain = text.replace("_", " ")
    for found in _TITLE.finditer(plain):
        title = found["title"].strip(" -,.")
        is_behind = plain[: found.start()].rstrip(" )]}")[-1:].isdigit()
        if is_behind and not title.isdecimal() and not _COUNTED.match(title):
            return title
    return ""


def _notes(text: str) -> tuple[str, ...]:
    found = (next(filter(None, groups)).strip() for groups in _NOTE.findall(text.replace("_", " ")))
    return tuple(each for each in found if each and not _counts_or_dates(each))[:6]


def _counts_or_dates(note: str) -> bool:
    return note.isdecimal() or bool(_TOTAL.fullmatch(note) or re.search(r"(?:19|20)\d\d", note))


def place_of(name: Named, shelf: Shelf, told: Mapping[str, Any], siblings: Container[str] = ()) -> Place:
    """Say where an issue belongs: documents before its name, its name before its folders.

    Args:
        name: What its own name says.
        shelf: What its folders say.
        told: What documents in it say, by their source.
        siblings: Keys of the titles of series that are counted in the same folder.
    """
    said = merged(told)
    name = _led(name, shelf)
    volume, number = _counts(name, shelf, said)
    series = str(said.get("series") or _series(name, shelf, siblings, is_counted=bool(volume or number)))
    if not series:  # a number alone, at home nowhere: `300 (1998)`
        series, number = name.whole or number, ""
    form = _form(name, shelf, said, series)
    place = Place(
        series=series, year=_year(name, shelf, said, series), volume=volume, number=number, form=form, told=said
    )
    if place.is_counted:
        return place
    return replace(
        place, title=name.whole or series, year=place.year or (name.date[:4] if series != shelf.series else "")
    )


def _led(name: Named, shelf: Shelf) -> Named:
    """Read a number that only a series' folder tells from a title: `01. Gull`, `01. Egg`, `Gull 1999 (2016)`."""
    if name.date and not (name.series or name.volume or name.number) and (number := _behind(name.whole, shelf.series)):
        return replace(name, number=number)
    found = _LED.fullmatch(name.whole) if shelf.series and not (name.series or name.volume or name.number) else None
    if not found or not (found["dot"] or key_of(found["rest"]) == key_of(shelf.series)):
        return name
    title = "" if key_of(found["rest"]) == key_of(shelf.series) else found["rest"]
    return replace(name, number=found["number"], title=title)


def _behind(whole: str, series: str) -> str:
    """Give the number that stands behind the name of the series, which alone would be the year in a title."""
    head, _, number = whole.rpartition(" ")
    return number if series and number.isdecimal() and key_of(head) == key_of(series) else ""


def merged(told: Mapping[str, Any]) -> dict[str, Any]:
    """Lay what documents say of the place over each other, the best on top."""
    out: dict[str, Any] = {}
    for source in reversed(SOURCES):
        out |= told.get(source, {}).get("place", {})
    return out


def _series(name: Named, shelf: Shelf, siblings: Container[str], *, is_counted: bool) -> str:
    own, home = key_of(name.series), key_of(shelf.series)
    if name.series and not (name.fetched and home):
        # Folders are named with more care than files; and `Gull Annual` may be a series of its own.
        return shelf.series if home in (own, f"{own} {name.form}", own.removesuffix(" book")) else name.series
    if is_counted or not name.whole:
        return shelf.series
    is_home = home and (home in siblings or shelf.form or key_of(name.whole).startswith(home))
    return shelf.series if is_home else name.whole


def _year(name: Named, shelf: Shelf, said: Mapping[str, Any], series: str) -> str:
    """Give the year of the run."""
    run = str(said.get("year") or name.year or (name.volume if _is_year(name.volume) else ""))
    return run or (shelf.year if key_of(series) == key_of(shelf.series) else "")


def _is_year(volume: str) -> bool:
    return volume.isdecimal() and len(volume) == 4 and int(volume) >= FIRST_YEAR  # noqa: PLR2004  # digits of a year


def _counts(name: Named, shelf: Shelf, said: Mapping[str, Any]) -> tuple[str, str]:
    own = name.volume or shelf.volume
    volume = str(said.get("volume") or ("" if _is_year(own) else own))
    told = "" if said.get("number") == _NOTHING and name.number else said.get("number")
    number = str(told or name.number or ("" if name.volume else shelf.number))
    if name.volume and not name.number and said.get("number") and label(name.volume) == label(str(said["number"])):
        return name.volume, ""  # `v02` whose document calls it issue 2 is the second volume
    return volume, number


def _form(name: Named, shelf: Shelf, said: Mapping[str, Any], series: str) -> str:
    form = _FORMS.get(str(said.get("format", "")).lower(), "") or name.form or shelf.form
    # `Gull Annual` that counts from one is a series of its own.
    return "" if form and form in fold(series).split() else form


def label(count: str) -> str:
    """Give a count as people write it: no zeros in front, ranges with one dash."""
    plain = count.strip().replace("\u00bd", ".5" if len(count.strip()) > 1 else "0.5")
    if whole := _RANGE.fullmatch(plain):
        return f"{whole[1]}-{whole[2]}"
    found = _COUNT.fullmatch(plain)
    if not found or not plain[:2].strip("-.").isdigit():
        return plain[:40]
    sign, digits, rest = found.groups()
    number = f"0{digits}" if digits.startswith(".") or not digits else digits
    return f"{sign}{number.rstrip('0').rstrip('.') if '.' in number else number}{rest}"


def position(count: str, form: str = "") -> Position | None:
    """Give a place among siblings."""
    text = label(count)
    word = _WORDS.get(form, "") if form in ("annual", "special") else ""
    shown = " ".join(filter(None, (word, text)))
    if (found := _RANGE.fullmatch(text)) and float(found[2]) < float(found[1]):
        return Position(label=shown, value=float(found[1]) + float(found[2]) / 100)  # a month: `1977-04`
    if found:
        return Position(label=shown, value=float(found[1]), end=float(found[2]))
    number = re.match(r"-?\d{1,8}(?:\.\d{1,4})?", text)
    return Position(label=shown, value=float(number[0]) if number else 0.0) if text else None


def word_of(form: str) -> str:
    """Give what people call a form, "" for a part of the run."""
    return _WORDS.get(form, "")
