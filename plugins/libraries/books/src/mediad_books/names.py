"""What one name of a book says, of a file or a folder: title, people, series, year, and what stands in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad_books import ids, languages, people, shelves, titles
from mediad_books.titles import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_NAME = 300
_DASH = re.compile(r"\s[-\u2013\u2014]{1,3}\s|\s?\u2014\s?|(?<=[^\s\d])\s-(?=\w)|(?<=\w)-\s")
_BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{1,150})[)\]}]")
_BOOK_MARKS = re.compile(r"[\u300a\u300c\u300e\u3010]([^\u300a-\u3011]{1,100})[\u300b\u300d\u300f\u3011]\s*(.*)")
_WRITTEN_BY = re.compile(r"^(?:\u4f5c\u8005|\u8457\u8005|\u4f5c)\s?[\uff1a:]?\s?|\s?[\u8457\u4f5c]$")
_BY = re.compile(r"(.{2,200}?)\s+(?:by|von|par|de autor)\s+(\S.{2,80})", re.IGNORECASE)
_READ_BY = re.compile(
    r"(?:read|narrated|performed|gelesen|lu|letto|narrado|le\u00eddo|luettu|voorgelezen)\s(?:by|von|par|da|por|door)\s+(\S.{1,80})|"
    r"(?:narrator|reader|sprecher(?:in)?|lecteur|\u0447\u0438\u0442\u0430\u0435\u0442)\s*[:=-]?\s+(\S.{1,80})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(\w{4,12})(?:\s(?:edition|version|language|ausgabe))?", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\[|\()?(\d{1,3}(?:\.\d{1,2})?)(?:\]|\))?(?:\.\s+|\s*-\s+|\)\s+)(?=\S)")
_ARCHIVE = re.compile(r"\s--\s")
_SORTED = re.compile(r"(?:#\s?(\d{1,3}(?:\.\d{1,2})?)|(0\d{1,2}))\s+(?=\S)")
"""A number in front without a sign behind it; `12 Monkeys` is a title."""
_FORMAT_LAST = re.compile(r"(?:\s(?:epub|mobi|azw3|pdf|fb2|mp3|m4b|e-?book|audio\s?book|retail))+$", re.IGNORECASE)
_LATE_YEAR = re.compile(r"\s((?:19|20)\d\d)$")
_GAP = re.compile(r"\s-\s-\s|^-\s|\s-$")
_BETWEEN = re.compile(r"([^()]{2,80}?)\s\((\d{1,3}(?:\.\d{1,2})?)\)\s(?:-\s)?(\w.{0,200})")
"""A place in a series between the series and the title: `Coast (1) Salt`."""
_ISBN = re.compile(r"(?<!\d)(97[89][- ]?(?:\d[- ]?){9}\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says.

    Attributes:
        sure: True where the name itself parts people and title.
        notes: Brackets that describe the file: `Unabridged`, `epub`.
    """

    title: str
    authors: tuple[str, ...] = ()
    series: Place | None = None
    year: str = ""
    publisher: str = ""
    narrators: tuple[str, ...] = ()
    language: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sure: bool = False

    @property
    def abridged(self) -> bool:
        """Whether the name says that the text is shortened."""
        return any(re.match(r"abridged|gek\u00fcrzt", note, re.IGNORECASE) for note in self.notes)


@lru_cache(4096)
def read(text: str, known: frozenset[str] = frozenset()) -> Named:
    """Read a name without its ending; `known` are keys of people that the folders name."""
    text = " ".join(text[:MAX_NAME].replace("\u3000", " ").split())
    if " " not in text and text.count("_") + text.count(".") > 1:
        return _released(text, known)
    text = _FORMAT_LAST.sub("", _spaced(text))
    if marked := _BOOK_MARKS.fullmatch(text):
        authors = people.split(_WRITTEN_BY.sub("", _BRACKETS.sub("", marked[2]).strip()))
        return Named(marked[1].strip(), tuple(authors), sure=bool(authors))
    if "Anna" in text[-40:] and len(parts := _ARCHIVE.split(text)) > 2:  # noqa: PLR2004  # title, people, and more
        return _archived(parts)
    bare, found = _unbracketed(text, known)
    return _made(bare, found, known)


def _spaced(text: str) -> str:
    """Put spaces and colons where a file system, or a program's care for it, has put other signs."""
    if text.count("_") > text.count(" "):
        return text.replace("_", " ")
    if " " not in text:
        return text.replace("-", " ") if text.count("-") > 1 and not any(map(str.isdigit, text)) else text
    left, sign, right = text.replace("_ ", ": ").partition("_")
    return f"{left} - {right}" if sign and weight(left) > 1 else text.replace("_ ", ": ")


def _released(text: str, known: frozenset[str]) -> Named:
    """Read a name whose words have no spaces, as releases have: the house's reader of such names knows their notes."""
    from mediad_names import read as read_release  # noqa: PLC0415  # few names are releases

    fields = read_release(text, "book").fields
    title = str(fields.get("title") or "")
    if not title or not fields.get("author"):
        spaced = _LATE_YEAR.sub(r" (\1)", " ".join(text.replace("_", " ").replace(".", " ").split()))
        return read(spaced, known) if " " in spaced else Named(spaced)
    index = fields.get("index")
    place = Place(str(fields["series"]), "" if index is None else str(index)) if fields.get("series") else None
    authors = tuple(people.split(str(fields["author"])))
    return Named(title, authors, place, str(fields.get("year") or ""), sure=True)


def _archived(parts: list[str]) -> Named:
    """Read the names that a large archive gives: title, people, edition, year, publisher, ISBN, sum."""
    year = next((year for part in parts[2:] if (year := shelves.year_in(part))), "")
    isbn = next((isbn for part in parts[2:] if (isbn := ids.isbn(part.partition(" ")[2] or part))), "")
    title, place = titles.parted(parts[0])
    found = (("isbn", isbn),) if isbn else ()
    return Named(title, tuple(people.split(parts[1].replace("_", ","))), place, year, ids=found, sure=True)


def _unbracketed(text: str, known: frozenset[str]) -> tuple[str, Named]:
    """Take what brackets say out of a name; what they say nothing in stays in the title."""
    found = Named("")
    out, at = [], 0
    for each in _BRACKETS.finditer(text):
        whole = not text[: each.start()].strip() and not text[each.end() :].strip()
        # `(Lowlands 1) Piet de Groot - Low Country`: a place in a series, as square brackets in front are.
        bracket = "[" if not each.start() and _DASH.search(text, each.end()) else each[0][0]
        told = None if whole else _told(each[1].strip(), bracket, found, text, known)
        if told is None and not (each[0][0] == "[" and not text[: each.start()].strip()):
            continue
        out.append(text[at : each.start()])
        at = each.end()
        found = told or found
    bare = " ".join(" ".join([*out, text[at:]]).split())
    return _GAP.sub(" - ", bare).strip(" -"), found


def _told(inner: str, bracket: str, found: Named, text: str, known: frozenset[str]) -> Named | None:
    """Give what is known with a bracket's inside; None where it is none of what brackets say."""
    if year := shelves.year_in(inner.partition(",")[0]):
        return replace(found, year=found.year or year)
    if shelves.is_note(inner):
        return replace(found, notes=(*found.notes, inner))
    return _placed_in(inner, bracket, found) or _named_in(inner, bracket, found, text, known)


def _placed_in(inner: str, bracket: str, found: Named) -> Named | None:
    """Read a bracket as an id, a place in a series, or a language."""
    if number := ids.asin(inner) or ids.isbn(inner):
        return replace(found, ids=(*found.ids, ("asin" if number[0] == "B" else "isbn", number)))
    if re.fullmatch(r"\d{1,3}(?:\.\d)?", inner) and bracket == "[":
        return replace(found, series=found.series or Place("", _number(inner)))
    if place := titles.in_brackets(inner, square=bracket == "["):
        return replace(found, series=replace(place, label=_number(place.label)))
    if (spoken := _LANGUAGE.fullmatch(inner)) and (code := languages.code(spoken[1])):
        return replace(found, language=code)
    return None


def _named_in(inner: str, bracket: str, found: Named, text: str, known: frozenset[str]) -> Named | None:
    """Read a bracket as who reads or wrote the book."""
    if reader := _READ_BY.fullmatch(inner):
        return replace(found, narrators=tuple(people.split(reader[1] or reader[2])))
    last = bracket == "[" and text.endswith(f"[{inner}]") and _DASH.search(text)
    if bracket == "{" or (last and not found.narrators and shelves.has_given_name(inner) and weight(inner) > 1):
        return replace(found, narrators=tuple(people.split(inner)))
    if not found.authors and _is_author(inner, text, known):
        return replace(found, authors=tuple(people.split(inner)))
    return None


def _is_author(inner: str, text: str, known: frozenset[str]) -> bool:
    if {people.key(name) for name in people.split(inner)} & known:
        return True
    if text.startswith(f"[{inner}]") and not inner.isascii() and weight(inner):
        return True
    return not _DASH.search(_BRACKETS.sub("", text)) and weight(inner) > 1


def _made(bare: str, found: Named, known: frozenset[str]) -> Named:
    parts = titles.with_edition([part.strip(" ,") for part in _DASH.split(bare) if part.strip(" ,-")])
    if len(parts) > 1 and shelves.is_publisher(parts[-1].rpartition("-")[2]):
        *parts, last = parts
        parts += filter(None, last.rpartition("-")[::2])  # `Author - Low Country-Penguin`
    if len(parts) > 1 and (publisher := next(filter(shelves.is_publisher, parts), "")):
        parts.remove(publisher)
        found = replace(found, publisher=publisher)
    if len(parts) == 1 and not found.authors and (by := _BY.fullmatch(parts[0])) and weight(by[2]) > 1:
        parts, found = [by[1]], replace(found, authors=tuple(people.split(by[2])), sure=True)
    parts, found = _placed(parts, found, known)
    parts, found = _narrated(parts, found)
    if not found.authors:
        at = _author_at(parts, known)
        if at is not None:
            found = replace(found, authors=tuple(people.split(parts.pop(at))), sure=True)
    elif len(parts) > 1:
        parts = [part for part in parts if people.key(part) not in {*map(people.key, found.authors)}] or parts
    return _titled(" - ".join(parts) or bare, found)


def _titled(text: str, found: Named) -> Named:
    isbn = _ISBN.search(text)
    if isbn and (known := ids.isbn(isbn[1])):
        found = replace(found, ids=(*found.ids, ("isbn", known)))
        text = (text[: isbn.start()] + text[isbn.end() :]).strip(" -_.,") or text
    title, place = titles.parted(text)
    if not found.series and not place and (between := _BETWEEN.fullmatch(title)):
        title, place = between[3], Place(between[1], _number(between[2]))
    if not (found.series and found.series.label):
        numbered = _NUMBERED.match(title) or _SORTED.match(title)
        if numbered and title[numbered.end() :].strip():
            number = next(filter(None, numbered.groups()))
            place, title = place or Place("", _number(number)), title[numbered.end() :].strip()
    return replace(found, title=title, series=found.series or place, sure=found.sure or bool(found.authors))


def _placed(parts: list[str], found: Named, known: frozenset[str]) -> tuple[list[str], Named]:
    """Take numbers, years and places in a series out of the parts that dashes make."""
    left: list[str] = []
    for at, part in enumerate(parts):
        others = len(parts) - 1
        year = shelves.year_in(part)
        if year and others and not (others == 1 and _is_surely_author(parts[1 - at], known)):
            found = replace(found, year=found.year or year)
        elif others and not found.series and (place := _place(part, parts, at, known)):
            found = replace(found, series=place)
        else:
            left.append(part)
    return left or parts, found


def _is_surely_author(part: str, known: frozenset[str]) -> bool:
    """Tell `1984 - Edith Marlow` from `1994 - Low Water`."""
    return weight(part) > 2 or bool(keys([part]) & known)  # noqa: PLR2004  # two words alone may be a title


def _number(label: str) -> str:
    """Give a number without the zeros that only sort it."""
    bare = label.lstrip("0")
    return bare if bare[:1].isdigit() else f"0{bare}" if label else ""


def _place(part: str, parts: list[str], at: int, known: frozenset[str]) -> Place | None:
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", part) and at < len(parts) - 1:
        return Place("", _number(part))
    marked = titles.in_brackets(part)
    alone = marked is not None and not marked.title
    if not alone and len(parts) == 2 and _names_people(parts[1 - at], part, known):  # noqa: PLR2004  # the other part
        return None
    # `Dune 02 - Dune Messiah`, `Author - Series 3 - Title`; never the end of `Author - Area 51`
    if marked is None and at < len(parts) - 1 and (re.search(r"\s\d{1,2}(?:\.\d)?$", part)):
        marked = titles.in_brackets(part, square=True)
    return replace(marked, label=_number(marked.label)) if marked else None


def _names_people(other: str, part: str, known: frozenset[str]) -> bool:
    """Tell whether the other part names people: what is counted is a series, unless a given name follows.

    Below an author's folder `Coast 01 - Rosa Water` names none but him; `Area 51 - Robert Holm` elsewhere does.
    """
    counted = re.search(r"\s#?\d{1,3}(?:\.\d)?$", part)
    if counted and known:
        return bool(keys([other]) & known)
    return weight(other) > (2 if counted else 1)


def _narrated(parts: list[str], found: Named) -> tuple[list[str], Named]:
    left = [part for part in parts if not _READ_BY.fullmatch(part)]
    told = next((read_by for part in parts if (read_by := _READ_BY.fullmatch(part))), None)
    return (
        (left or parts, replace(found, narrators=tuple(people.split(told[1] or told[2])))) if told else (parts, found)
    )


def _author_at(parts: list[str], known: frozenset[str]) -> int | None:
    """Tell which part names people: whom the folders name, else who reads most like it; of two alike the first."""
    if len(parts) < 2:  # noqa: PLR2004  # a title
        return None
    for at, part in enumerate(parts):
        if {people.key(name) for name in people.split(part)} & known:
            return at
    weights = [weight(parts[0]), weight(parts[-1])]
    return len(parts) - 1 if weights[1] > weights[0] else 0 if weights[0] or not any(map(people.key, known)) else None


def weight(text: str) -> int:
    """Weigh how surely a text names people, from 0: digits and articles do not, `Last, First` and initials do."""
    if shelves.has_kana(text) or any(map(str.isdigit, text)):
        return 0
    if shelves.is_chinese_name(text):
        return 2 + (len(text.replace(" ", "")) == 3)  # noqa: PLR2004  # as most have
    if not people.is_person(text):
        return 0
    names = people.split(text)
    initials = any(re.search(r"(?:^|\s)[^\W\d_]\.", name) for name in names)
    several = len(names) > 1
    inverted = "," in text
    given = any(map(shelves.has_given_name, names))
    return 1 + (len(text.split()) > 1) + initials + several + inverted + given


def keys(names: Iterable[str]) -> frozenset[str]:
    """Give the keys of all people that some names may name."""
    return frozenset(people.key(each) for name in names for each in people.split(name))
