"""Writes OPF files: what is known of a book, into what Calibre or a person wrote before."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from mediad_books import people
from mediad_plugin_opf.errors import BadSidecar
from mediad_plugin_opf.paper import HEAD, Element, parse, text_of
from mediad_plugin_opf.read import fields as read_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_INDENT = "\n    "
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACES = {"xmlns:dc": "http://purl.org/dc/elements/1.1/", "xmlns:opf": "http://www.idpf.org/2007/opf"}
_CODES = {role: code for code, role in reversed(people.ROLES.items())} | {"author": "aut", "narrator": "nrt"}
_CODES |= {"editor": "edt", "contributor": "ctb"}
_SCHEMES = {
    "isbn": "ISBN",
    "asin": "AMAZON",
    "uuid": "uuid",
    "doi": "DOI",
    "goodreads": "GOODREADS",
    "google": "GOOGLE",
}


def book(known: Mapping[str, Any], before: bytes) -> bytes:
    """Write the file beside a book; the same bytes where there is nothing to change.

    Raises:
        BadSidecar: What is there cannot be read to its end, so that a part of it would be lost.
    """
    root = parse(before) if before.strip() else _empty()
    home = next((each for each in root.elements if each.local == "metadata"), None)
    if home is None:
        raise BadSidecar("The sidecar holds no metadata; it is not written over.")
    said = read_fields(before) if before.strip() else {}
    changed = False
    for name, put in _PUTS.items():
        wanted = known.get(name)
        if wanted and wanted != said.get(name):
            put(home, wanted)
            changed = True
    if not changed and before.strip():
        return before
    home.attributes.update({name: value for name, value in _NAMESPACES.items() if name not in home.attributes})
    return f"{HEAD}{text_of(root)}\n".encode()


def _empty() -> Element:
    metadata = Element("metadata", dict(_NAMESPACES), ["\n  "])
    package = {"xmlns": "http://www.idpf.org/2007/opf", "version": "2.0"}
    return Element("package", package, ["\n  ", metadata, "\n"])


def _put(home: Element, is_old: Callable[[Element], bool], new: Iterable[Element]) -> None:
    """Put elements in the place of others."""
    old = [each for each in home.elements if is_old(each)]
    gone = {id(each) for each in old}
    at = next((at for at, each in enumerate(home.children) if id(each) in gone), _end(home))
    before = [each for each in home.children[:at] if id(each) not in gone]
    after = [each for each in home.children[at:] if id(each) not in gone]
    between: list[Element | str] = []
    for each in new:
        between += [each, _INDENT] if old else [_INDENT, each]
    if between and old:
        between.pop()
    home.children[:] = [*before, *between, *after]


def _end(home: Element) -> int:
    """Give the place behind the last element; what is only space stays behind it."""
    at = len(home.children)
    while at and isinstance(last := home.children[at - 1], str) and not last.strip():
        at -= 1
    return at


def _said(text: object) -> str:
    """Give a text as it is read again: readers take signs of HTML in it for HTML, so there they are escaped."""
    bare = _STRANGE.sub("", str(text))
    return html.escape(bare, quote=False) if "<" in bare or html.unescape(bare) != bare else bare


def _dc(name: str, text: object, **attributes: str) -> Element:
    more = {f"opf:{key.replace('_', '-')}": value for key, value in attributes.items() if value}
    return Element(f"dc:{name}", more, [_said(text)])


def _first_text(name: str) -> Callable[[Element, Any], None]:
    """Make a writer of the first element of a name; what else it says of itself stays."""

    def put(home: Element, text: Any) -> None:
        old = next((each for each in home.elements if each.local == name), None)
        if old is not None:
            old.children[:] = [_said(text)]
        else:
            _put(home, lambda _: False, [_dc(name, text)])

    return put


def _texts(name: str) -> Callable[[Element, Any], None]:
    def put(home: Element, texts: Any) -> None:
        _put(home, lambda each: each.local == name, [_dc(name, text) for text in texts if isinstance(text, str)])

    return put


def _meta(home: Element, name: str, content: str) -> None:
    node = Element("meta", {"name": name, "content": _said(content)})
    _put(home, lambda each: each.local == "meta" and each.get("name") == name, [node])


def _put_sort_title(home: Element, text: Any) -> None:
    _meta(home, "calibre:title_sort", str(text))


def _put_date(home: Element, dates: Any) -> None:
    told = [each for each in dates if isinstance(each, dict) and each.get("value")]
    best = next((each for each in told if each.get("use") == "original"), told[0] if told else None)
    if best:
        _first_text("date")(home, best["value"])


def _put_credits(home: Element, said: Any) -> None:
    told = [each for each in said if isinstance(each, dict) and each.get("name")]
    for element, is_author in (("creator", True), ("contributor", False)):
        wanted = [each for each in told if (each.get("role") == "author") is is_author]
        known = {people.upright(each.text): each for each in home.elements if each.local == element}
        tools = [each for name, each in known.items() if not people.role(each.get("role"), "contributor")]
        new = [known.get(each["name"]) or _person(element, each) for each in wanted]
        if wanted:
            _put(home, lambda each, element=element: each.local == element, [*new, *tools])  # type: ignore[misc]


def _person(element: str, said: Mapping[str, Any]) -> Element:
    return _dc(element, said["name"], role=_CODES.get(str(said.get("role")), "ctb"))


def _put_ids(home: Element, said: Any) -> None:
    """Add ids that are not there; those that are stay."""
    there = {re.sub(r"\W", "", each.text).lower() for each in home.elements if each.local == "identifier"}
    new = [
        _dc("identifier", each["value"], scheme=_SCHEMES.get(each["scheme"], each["scheme"].upper()))
        for each in said
        if isinstance(each, dict) and re.sub(r"\W", "", str(each["value"])).lower() not in there
    ]
    _put(home, lambda _: False, new)


def _put_series(home: Element, said: Any) -> None:
    told = next((each for each in said if isinstance(each, dict) and each.get("title")), None)
    if told:
        _meta(home, "calibre:series", str(told["title"]))
        if told.get("number"):
            _meta(home, "calibre:series_index", str(told["number"]))


_PUTS: dict[str, Callable[[Element, Any], None]] = {
    "title": _first_text("title"),
    "credits": _put_credits,
    "dates": _put_date,
    "publisher": _first_text("publisher"),
    "overview": _first_text("description"),
    "languages": _texts("language"),
    "genres": _texts("subject"),
    "ids": _put_ids,
    "collections": _put_series,
    "sort_title": _put_sort_title,
}
