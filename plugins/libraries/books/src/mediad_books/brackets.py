"""What brackets in a name say: years, notes, ids, places in a series, languages, who reads and who wrote."""

from __future__ import annotations

import re
from dataclasses import replace

from mediad_books import ids, languages, people, shelves, titles
from mediad_books.named import Named, weight
from mediad_books.titles import Place

DASH = re.compile(r"\s[-\u2013\u2014]{1,3}\s|\s?\u2014\s?|(?<=[^\s\d])\s-(?=\w)|(?<=\w)-\s")
BRACKETS = re.compile(r"[(\[{]([^()\[\]{}]{1,150})[)\]}]")
READ_BY = re.compile(
    r"(?:read|narrated|performed|gelesen|lu|letto|narrado|le\u00eddo|luettu|voorgelezen)\s(?:by|von|par|da|por|door)\s+(\S.{1,80})|"
    r"(?:uppl\u00e4st|inl\u00e4st|opplest|opl\u00e6st|indl\u00e6st|l\u00e6st|czyta|\u010dte|lukijana)(?:\s(?:av|af))?\s+(\S.{1,80})|"
    r"(?:narrator|reader|sprecher(?:in)?|lecteur|\u0447\u0438\u0442\u0430\u0435\u0442)\s*[:=-]?\s+(\S.{1,80})",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(r"(\w{4,12})(?:\s(?:edition|version|language|ausgabe))?", re.IGNORECASE)
_PARTS = re.compile("[\u5168\u518c\u518a\u5377\u5dfb\u7248\u96c6\u90e8\u5b8c\u4e0a\u4e2d\u4e0b]")
"""Signs of how many volumes, and of which edition."""
_COUNTRY = re.compile("[\u65e5\u7f8e\u82f1\u6cd5\u5fb7\u4fc4\u97e9\u610f\u52a0\u6fb3\u5370\u82cf]\u56fd?")
"""Where an author is from, in front of the name."""
_GAP = re.compile(r"\s-\s-\s|^-\s|\s-$")


def unbracketed(text: str, known: frozenset[str]) -> tuple[str, Named]:
    """Take what brackets say out of a name; what they say nothing in stays in the title."""
    found = Named("")
    out, at = [], 0
    for each in BRACKETS.finditer(text):
        whole = not text[: each.start()].strip() and not text[each.end() :].strip()
        # `(Lowlands 1) Low Country`: a place in a series, as square brackets in front are; `(500) Days` is a title.
        leads = not each.start() and (DASH.search(text, each.end()) or not each[1].strip().isdecimal())
        told = None if whole else _told(each[1].strip(), "[" if leads else each[0][0], found, text, known)
        if told is None and not (each[0][0] == "[" and (leads or _is_last(text, each.end()))):
            continue
        out.append(text[at : each.start()])
        at = each.end()
        found = told or found
    bare = " ".join(" ".join([*out, text[at:]]).split())
    return _GAP.sub(" - ", bare).strip(" -"), found


def _is_shelved(inner: str) -> bool:
    return len(inner) > len("1-99") and shelves.is_shelf(inner)


def _is_last(text: str, end: int) -> bool:
    """Tell whether only brackets follow: what they say of the file is not of the title, known or not."""
    return not BRACKETS.sub("", text[end:]).strip()


def _told(inner: str, bracket: str, found: Named, text: str, known: frozenset[str]) -> Named | None:
    """Give what is known with a bracket's inside; None where it is none of what brackets say."""
    if year := shelves.year_in(inner.partition(",")[0]) or shelves.year_in(inner.rpartition(",")[2]):
        return replace(found, year=found.year or year)
    if shelves.is_note(inner) or _COUNTRY.fullmatch(inner) or shelves.is_broadcast(inner) or _is_shelved(inner):
        return replace(found, notes=(*found.notes, inner))
    if shelves.is_publisher(inner) or (bracket == "[" and shelves.is_house(inner)):
        return replace(found, publisher=inner)
    return _placed_in(inner, bracket, found) or _named_in(inner, bracket, found, text, known)


def _placed_in(inner: str, bracket: str, found: Named) -> Named | None:
    """Read a bracket as an id, a place in a series, or a language."""
    if number := ids.asin(inner) or ids.isbn(inner):
        return replace(found, ids=(*found.ids, ("asin" if number[0] == "B" else "isbn", number)))
    if re.fullmatch(r"\d{1,3}(?:\.\d)?", inner) and bracket == "[":
        return replace(found, series=found.series or Place("", titles.bare_number(inner)))
    if place := titles.in_brackets(inner, square=bracket == "["):
        return replace(found, series=replace(place, label=titles.bare_number(place.label)))
    if (spoken := _LANGUAGE.fullmatch(inner)) and (code := languages.code(spoken[1])):
        return replace(found, language=code)
    return None


def _named_in(inner: str, bracket: str, found: Named, text: str, known: frozenset[str]) -> Named | None:
    """Read a bracket as who reads or wrote the book."""
    if reader := READ_BY.fullmatch(inner):
        return replace(found, narrators=tuple(people.split(next(filter(None, reader.groups())))))
    ends = text.endswith((f"[{inner}]", f"({inner})")) and DASH.search(text)
    last = ends and (bracket == "[" or found.notes)
    if bracket == "{" or (last and not found.narrators and shelves.has_given_name(inner) and weight(inner) > 1):
        return replace(found, narrators=tuple(people.split(inner)))
    if not found.authors and _is_author(inner, text, known):
        return replace(found, authors=tuple(people.split(inner)))
    return None


def _is_author(inner: str, text: str, known: frozenset[str]) -> bool:
    if {people.key(name) for name in people.split(inner)} & known:
        return True
    if (text.startswith(f"[{inner}]") or (text.endswith(f"({inner})") and not _PARTS.search(inner))) and people.is_cjk(
        inner
    ):
        return bool(weight(inner))
    return not DASH.search(BRACKETS.sub("", text)) and weight(inner) > 1
