"""Identifiers of books: which scheme a text is of, and its one form."""

from __future__ import annotations

import re

Id = dict[str, str]

_ISBN = re.compile(r"(?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx]")
_DIGITS = re.compile(r"97[89]\d{10}|\d{9}[\dX]")
_ASIN = re.compile(r"B0[0-9A-Z]{8}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
_DOI = re.compile(r"10\.\d{4,9}/\S{1,200}")
_PREFIX = re.compile(
    r"(?:urn:|info:)?(isbn|uuid|doi|asin|amazon|mobi-asin|goodreads|google|issn|calibre|oclc|lccn)[:/\s]\s*",
    re.IGNORECASE,
)
_DOI_ADDRESS = re.compile(r"https?://(?:dx\.)?doi\.org/", re.IGNORECASE)
_PLAIN = re.compile(r"[\w.:/-]{1,100}", re.ASCII)
_OURS = {"mobi-asin": "asin", "amazon": "asin", "audible": "asin", "audible_asin": "asin", "isbn-13": "isbn"}
_OURS |= {"isbn13": "isbn", "isbn-10": "isbn", "isbn10": "isbn", "eisbn": "isbn", "isbn-a": "isbn"}
_NO_IDS = frozenset(("calibre", "unknown", "bookid", "id", "none"))
ENTITIES = {"isbn": "edition", "asin": "edition", "uuid": "file"}
"""What an identifier of a scheme names; of all others, the book."""


def identifier(text: str, scheme: str = "") -> Id | None:
    """Read an identifier, by the scheme that is said or that its form tells; None for what nobody can look up."""
    value = " ".join(text.split())[:300]
    value = _DOI_ADDRESS.sub("doi:", value)
    if found := _PREFIX.match(value):
        scheme, value = found[1], value[found.end() :]
    scheme = scheme.strip().lower().removeprefix("urn:")
    scheme = _OURS.get(scheme, scheme)
    if scheme.startswith("amazon_"):
        scheme = "asin"
    for name, read in (("isbn", isbn), ("uuid", _uuid), ("doi", _doi), ("asin", asin)):
        if scheme in (name, "", "uri", "url") and (known := read(value)):
            return _id(name, known)
        if scheme == name:
            digits = re.sub(r"[- ]", "", value)
            return _id(name, digits) if name == "isbn" and _DIGITS.fullmatch(digits) else None
    if not scheme or scheme in _NO_IDS or not scheme.isidentifier() or not _PLAIN.fullmatch(value):
        return None
    return _id(scheme, value)


def _id(scheme: str, value: str) -> Id:
    return {"scheme": scheme, "value": value, "entity": ENTITIES.get(scheme, "book")}


def isbn(text: str) -> str:
    """Give an ISBN whose check digit is right, in its long form, or ""."""
    if not _ISBN.fullmatch(text.strip()):
        return ""
    digits = re.sub(r"[- ]", "", text.strip()).upper()
    if len(digits) == len("0306406152"):
        if sum((10 - at) * (10 if sign == "X" else int(sign)) for at, sign in enumerate(digits)) % 11:
            return ""
        digits = f"978{digits[:9]}"
        return digits + str(-_weighed(digits) % 10)
    if "X" in digits or len(digits) != len("9780306406157"):
        return ""
    return digits if not _weighed(digits) % 10 else ""


def _weighed(digits: str) -> int:
    return sum(int(sign) * (3 if at % 2 else 1) for at, sign in enumerate(digits))


def asin(text: str) -> str:
    """Give an identifier of Amazon's that is no ISBN, or ""."""
    return text.strip() if _ASIN.fullmatch(text.strip()) else ""


def _uuid(text: str) -> str:
    return text.lower() if _UUID.fullmatch(text) else ""


def _doi(text: str) -> str:
    return text if _DOI.fullmatch(text) else ""


def distinct(found: list[Id | None]) -> list[Id]:
    """Give what was found, each once."""
    out: dict[tuple[str, str], Id] = {}
    for each in found:
        if each:
            out.setdefault((each["scheme"], each["value"]), each)
    return list(out.values())[:50]
