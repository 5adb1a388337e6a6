"""What one name of a book says, of a file or a folder: title, people, series, year, and what stands in brackets."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from mediad_books import brackets, ids, people, periodicals, shelves, sites, titles
from mediad_books.named import Named, keys, weight
from mediad_books.titles import Place

__all__ = ["Named", "keys", "read", "weight"]

MAX_NAME = 300
_BOOK_MARKS = re.compile(
    r"([^\u300a-\u3011]{0,30}?)\s?[\u300a\u300c\u300e\u3010]([^\u300a-\u3011]{1,100})[\u300b\u300d\u300f\u3011]\s*(.*)"
)
_WRITTEN_BY = re.compile(r"^(?:\u4f5c\u8005|\u8457\u8005|\u4f5c)\s?[\uff1a:]?\s?|\s?[\u8457\u4f5c]$")
_BY = re.compile(r"(.{2,200}?)\s+(?:by|von|par|de autor)\s+(\S.{2,80})", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\[|\()?(\d{1,3}(?:\.\d{1,2})?)(?:\]|\))?(?:\.\s+|\s*-\s+|\)\s+)(?=\S)")
_SORTED = re.compile(r"(?:#\s?(\d{1,3}(?:\.\d{1,2})?)|(0\d{1,2}))\s+(?=\S)")
"""A number in front without a sign behind it; `12 Monkeys` is a title."""
_FORMAT_LAST = re.compile(
    r"(?:\s(?:epub|mobi|azw3|pdf|fb2|mp3|m4b|e-?book|audio\s?book|retail|\d{2,3}\s?k(?:bps|b)?))+$", re.IGNORECASE
)
_HEARD_LAST = re.compile(
    r"\s(?:audio\s?book|h(?:\u00f6|oe)r(?:buch|spiel)|unabridged|ungek(?:\u00fc|ue)rzt)(?:\s\w{3,10}){0,2}$",
    re.IGNORECASE,
)
"""What ends the title in a release that is read aloud, and the language behind it."""
_WIDE = {0x3000: " ", 0xFF08: "(", 0xFF09: ")"}
_BOUGHT = re.compile(r"(.{1,250})_(B0[0-9A-Z]{8})")
"""A Kindle names what it fetched so."""
_COMMA_DASH = re.compile(r"([^\s,-][^,-]{1,30}),([^\s,-][^,-]{1,30})-(\S.{1,200})")
"""`Marlow,Edith-The Salt Ledger`"""
_INSIDE = re.compile(r"(\D{2,80}?)\s(?:#(\d{1,3}(?:\.\d)?)|(0\d{1,2}))[\s:]\s?(\w.{1,200})")
"""`Coast #4 The Salt Ledger`, `Coast 04 The Salt Ledger`"""
_ROMAN = re.compile(r"(.{2,80}?)\s([IVX]{1,6})")
_LATE_YEAR = re.compile(r"\s((?:19|20)\d\d)$")
_BETWEEN = re.compile(
    r"([^()#]{2,80}?)\s(?=\(\d{1,3}(?:\.\d{1,2})?\)|#)[(#](\d{1,3}(?:\.\d{1,2})?)\)?\s(?:-\s)?(\w.{0,200})"
)
"""A place in a series between the series and the title: `Coast (1) Salt`, `Coast #1 Salt`."""
_ISBN = re.compile(r"(?<!\d)(97[89][- ]?(?:\d[- ]?){9}\d)(?!\d)")


@lru_cache(4096)
def read(text: str, known: frozenset[str] = frozenset()) -> Named:
    """Read a name without its ending; `known` are keys of people that the folders name."""
    text = " ".join(text[:MAX_NAME].translate(_WIDE).split())
    if bought := _BOUGHT.fullmatch(text):
        return replace(read(bought[1], known), ids=(("asin", bought[2]),))
    if made := sites.read(text):
        return made
    if " " not in text and text.count("_") + text.count(".") > 1:
        return _released(text, known)
    text = _FORMAT_LAST.sub("", _spaced(text))
    if marked := _BOOK_MARKS.fullmatch(text):
        by = marked[1] if weight(marked[1]) else brackets.BRACKETS.sub("", marked[3])
        authors = people.split(_WRITTEN_BY.sub("", by.strip()))
        return Named(marked[2].strip(), tuple(authors), sure=bool(authors))
    bare, found = brackets.unbracketed(text, known)
    return _made(bare, found, known)


def _spaced(text: str) -> str:
    """Put spaces and colons where a file system, or a program's care for it, has put other signs."""
    if text.count("_") > text.count(" "):
        return text.replace("_", " ")
    if " " not in text:
        return text.replace("-", " ") if text.count("-") > 1 and not any(map(str.isdigit, text)) else text
    if hung := _COMMA_DASH.fullmatch(text):
        return f"{hung[1]}, {hung[2]} - {hung[3]}"
    left, sign, right = text.replace("_ ", ": ").partition("_")
    return f"{left} - {right.replace('_', ' - ')}" if sign and weight(left) > 1 else text.replace("_ ", ": ")


def _released(text: str, known: frozenset[str]) -> Named:
    """Read a name whose words have no spaces, as releases have: the house's reader of such names knows their notes."""
    from mediad_names import read as read_release  # noqa: PLC0415  # few names are releases

    fields = read_release(text, "book").fields
    title = _HEARD_LAST.sub("", str(fields.get("title") or ""))
    if not title or not fields.get("author"):
        spaced = _LATE_YEAR.sub(r" (\1)", " ".join(text.replace("_", " ").replace(".", " ").split()))
        return read(spaced, known) if " " in spaced else Named(spaced)
    index = fields.get("index")
    place = Place(str(fields["series"]), "" if index is None else str(index)) if fields.get("series") else None
    authors = tuple(people.split(str(fields["author"])))
    return Named(title, authors, place, str(fields.get("year") or ""), sure=True)


def _made(bare: str, found: Named, known: frozenset[str]) -> Named:
    if issue := periodicals.read(bare):
        return replace(found, title=bare, series=Place(issue.title, issue.number), year=found.year or issue.year)
    parts = titles.with_edition([part.strip(" ,") for part in brackets.DASH.split(bare) if part.strip(" ,-")])
    if cited := sites.cited(parts):
        credited, year, title = cited
        return replace(found, title=title, authors=tuple(people.split(credited)), year=year, sure=True)
    parts, found = _published(parts, found)
    if len(parts) == 1 and not found.authors and (by := _BY.fullmatch(parts[0])) and weight(by[2]) > 1:
        parts, found = [by[1]], replace(found, authors=tuple(people.split(by[2])), sure=True)
    parts, found = _placed(parts, found, known)
    parts, found = _narrated(parts, found)
    parts, found = _written(parts, found, known)
    parts, found = _counted(parts, found)
    return _titled(" - ".join(parts) or bare, found)


def _written(parts: list[str], found: Named, known: frozenset[str]) -> tuple[list[str], Named]:
    """Take who wrote it out of the parts."""
    if found.authors:
        written = {*map(people.key, found.authors)}
        return [part for part in parts if len(parts) == 1 or people.key(part) not in written] or parts, found
    words = [part for part in parts if not _count(part)]
    at = _author_at(words, known)
    if at is None:
        return parts, found
    authors = tuple(people.split(words[at]))
    return [part for part in parts if part is not words[at]], replace(found, authors=authors, sure=True)


@lru_cache(1024)  # of each part it is asked more than once
def _count(part: str) -> str:
    """Give the number of a part that only counts: `01`, `Book 2`, `Band 3`; "" for any other."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", part):
        return titles.bare_number(part)
    marked = titles.in_brackets(part)
    return titles.bare_number(marked.label) if marked and not marked.title else ""


def _counted(parts: list[str], found: Named) -> tuple[list[str], Named]:
    """Take a count from before the title, or from between series and title; behind it a volume's is the title's own."""
    at = next((at for at, part in enumerate(parts) if _count(part)), None)
    if at is None or found.series or len(parts) == 1 or (at == len(parts) - 1 and titles.is_volume(parts[at])):
        return parts, found
    is_between = 0 < at < len(parts) - 1
    place = Place(parts[at - 1] if is_between else "", _count(parts[at]))
    return [*parts[: at - is_between], *parts[at + 1 :]], replace(found, series=place)


def _published(parts: list[str], found: Named) -> tuple[list[str], Named]:
    """Take a publisher out of the parts: one that is known, or what is called as one and hangs on a title."""
    if len(parts) < 2:  # noqa: PLR2004  # a title alone
        return parts, found
    title, hung, last = parts[-1].rpartition("-")  # `Author - Low Country-Penguin (2015)`
    if hung and (shelves.is_publisher(last) or (found.year and shelves.is_house(last))):
        return [*parts[:-1], title], replace(found, publisher=last)
    publisher = next(filter(shelves.is_publisher, parts), "")
    if not publisher:
        return parts, found
    return [part for part in parts if part != publisher], replace(found, publisher=publisher)


def _titled(text: str, found: Named) -> Named:
    isbn = _ISBN.search(text)
    if isbn and (known := ids.isbn(isbn[1])):
        found = replace(found, ids=(*found.ids, ("isbn", known)))
        text = (text[: isbn.start()] + text[isbn.end() :]).strip(" -_.,") or text
    title, place = titles.parted(text)
    if not found.series and not place:
        title, place = _amid(title)
    if not (found.series and found.series.label):
        numbered = _NUMBERED.match(title) or _SORTED.match(title)
        if numbered and title[numbered.end() :].strip():
            number = next(filter(None, numbered.groups()))
            place, title = place or Place("", titles.bare_number(number)), title[numbered.end() :].strip()
    return replace(found, title=title, series=found.series or place, sure=found.sure or bool(found.authors))


def _amid(text: str) -> tuple[str, Place | None]:
    """Part what no dash parts: the series, the place in it, the title."""
    if between := _BETWEEN.fullmatch(text):
        return between[3], Place(between[1], titles.bare_number(between[2]))
    if inside := _INSIDE.fullmatch(text):
        return inside[4], Place(inside[1].rstrip(" ,-"), titles.bare_number(inside[2] or inside[3]))
    return text, None


def _placed(parts: list[str], found: Named, known: frozenset[str]) -> tuple[list[str], Named]:
    """Take numbers, years and places in a series out of the parts that dashes make."""
    left: list[str] = []
    for at, part in enumerate(parts):
        others = len(parts) - 1
        year = shelves.year_in(part)
        if year and others and not (others == 1 and _is_surely_author(parts[1 - at], known)):
            found = replace(found, year=found.year or year)
        elif others and not people.is_known(part):
            continue  # `Salt - Unknown`
        elif others and (number := ids.isbn(part) or ids.asin(part)):
            found = replace(found, ids=(*found.ids, ("asin" if number[0] == "B" else "isbn", number)))
        elif others and not found.series and (place := _place(part, parts, at, known)):
            found = replace(found, series=place)
        else:
            left.append(part)
    return left or parts, found


def _is_surely_author(part: str, known: frozenset[str]) -> bool:
    """Tell `1984 - Edith Marlow` from `1994 - Low Water`."""
    return weight(part) > 2 or bool(keys([part]) & known)  # noqa: PLR2004  # two words alone may be a title


def _place(part: str, parts: list[str], at: int, known: frozenset[str]) -> Place | None:
    if _count(part):
        return None
    marked = titles.in_brackets(part)
    if len(parts) == 2 and _names_people(parts, at, known):  # noqa: PLR2004  # the other part
        return None
    if at == len(parts) - 1 and titles.is_opus(part):
        return None
    # `Dune 02 - Dune Messiah`, `Author - Series 3 - Title`; never the end of `Author - Area 51`
    behind = len(parts) == 2 and bool(known) and weight(parts[0]) < 2  # noqa: PLR2004  # `Ash - Hearth 3` below its author
    if marked is None and (at < len(parts) - 1 or behind) and re.search(r"\s\d{1,2}(?:\.\d)?$", part):
        marked = titles.in_brackets(part, square=True)
    roman = _ROMAN.fullmatch(part) if marked is None and 0 < at < len(parts) - 1 else None
    if roman:
        return Place(roman[1], str(_arabic(roman[2])))
    return replace(marked, label=titles.bare_number(marked.label)) if marked else None


def _arabic(roman: str) -> int:
    """Give the number that Roman letters up to X mean."""
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _names_people(parts: list[str], at: int, known: frozenset[str]) -> bool:
    """Tell whether the other of two parts names people: what is counted in front is a series.

    Below an author's folder `Coast 01 - Rosa Water` names none but him; `Area 51 - Robert Holm` elsewhere does.
    """
    part, other = parts[at], parts[1 - at]
    leads = not at and re.search(r"\s#?\d{1,3}(?:\.\d)?$", part)
    if known and (leads or re.search(r"\s(?:0\d|#\d{1,3})(?:\.\d)?$", part)):
        return bool(keys([other]) & known)
    return weight(other) > (2 if leads else 1)


def _narrated(parts: list[str], found: Named) -> tuple[list[str], Named]:
    left = [part for part in parts if not brackets.READ_BY.fullmatch(part)]
    told = next((read_by for part in parts if (read_by := brackets.READ_BY.fullmatch(part))), None)
    if told is None:
        return parts, found
    return left or parts, replace(found, narrators=tuple(people.split(next(filter(None, told.groups())))))


def _author_at(parts: list[str], known: frozenset[str]) -> int | None:
    """Tell which part names people: whom the folders name, else who reads most like it; of two alike the first."""
    if len(parts) < 2:  # noqa: PLR2004  # a title
        return None
    for at, part in enumerate(parts):
        if {people.key(name) for name in people.split(part)} & known:
            return at
    weights = [weight(parts[0]), weight(parts[-1])]
    return len(parts) - 1 if weights[1] > weights[0] else 0 if weights[0] or not any(map(people.key, known)) else None
