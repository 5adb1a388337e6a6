"""Writes OPF files: what is known of a book, into what Calibre or a person wrote before."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from mediad_books import people
from mediad_plugin_opf.errors import BadSidecar
from mediad_plugin_opf.read import fields as read_fields
from mediad_xml import BadXml, Document, Node, parse, put, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_DECLARATION = "<?xml version='1.0' encoding='utf-8'?>"
_INDENT = "\n    "
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
    document = _document(before) if before.strip() else _empty()
    home = document.root.first("metadata")
    if not home.name:
        raise BadSidecar("The sidecar holds no metadata; it is not written over.")
    said = read_fields(before) if before.strip() else {}
    changed = False
    for name, put_field in _PUTS.items():
        wanted = known.get(name)
        if wanted and wanted != said.get(name):
            put_field(home, wanted)
            changed = True
    if not changed and before.strip():
        return before
    home.attributes.update({name: value for name, value in _NAMESPACES.items() if name not in home.attributes})
    return written(document, _DECLARATION)


def _document(data: bytes) -> Document:
    try:
        document = parse(data, doctype=True)
    except BadXml as error:
        raise BadSidecar(f"The sidecar is no XML that can be written over: {error}.") from error
    if document.root.get("version").startswith("3"):
        raise BadSidecar(
            "The sidecar is a package of EPUB 3, whose words are refined elsewhere; it is not written over."
        )
    if document.lost:
        raise BadSidecar(f"The sidecar cannot be written over: {document.lost}.")
    return document


def _empty() -> Document:
    metadata = Node("metadata", dict(_NAMESPACES), ["\n  "])
    package = {"xmlns": "http://www.idpf.org/2007/opf", "version": "2.0"}
    return Document(root=Node("package", package, ["\n  ", metadata, "\n"]))


def _put(home: Node, is_old: Callable[[Node], bool], new: Iterable[Node]) -> None:
    """Put elements in the place of others."""
    put(home, [each for each in home.elements if is_old(each)], new, _INDENT)


def _said(text: object) -> str:
    """Give a text as it is read again: readers take signs of HTML in it for HTML, so there they are escaped."""
    bare = str(text)
    return html.escape(bare, quote=False) if "<" in bare or html.unescape(bare) != bare else bare


def _prose(text: object) -> str:
    """Give a text of several paragraphs as HTML, as Calibre has it: lines of XML may be broken anywhere."""
    lines = [line for line in str(text).splitlines() if line.strip()]
    several = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)
    return several if len(lines) > 1 else _said(text)


def _dc(name: str, text: object, **attributes: str) -> Node:
    more = {f"opf:{key.replace('_', '-')}": value for key, value in attributes.items() if value}
    return Node(f"dc:{name}", more, [_prose(text)])


def _first_text(name: str) -> Callable[[Node, Any], None]:
    """Make a writer of the first element of a name; what else it says of itself stays."""

    def put(home: Node, text: Any) -> None:
        old = next((each for each in home.elements if each.key == name), None)
        if old is not None:
            old.children[:] = [_prose(text)]
        else:
            _put(home, lambda _: False, [_dc(name, text)])

    return put


def _texts(name: str) -> Callable[[Node, Any], None]:
    def put(home: Node, texts: Any) -> None:
        _put(home, lambda each: each.key == name, [_dc(name, text) for text in texts if isinstance(text, str)])

    return put


def _meta(home: Node, name: str, content: str) -> None:
    node = Node("meta", {"name": name, "content": _said(content)})
    _put(home, lambda each: each.key == "meta" and each.get("name") == name, [node])


def _put_sort_title(home: Node, text: Any) -> None:
    _meta(home, "calibre:title_sort", str(text))


def _put_date(home: Node, dates: Any) -> None:
    told = [each for each in dates if isinstance(each, dict) and each.get("value")]
    best = next((each for each in told if each.get("use") == "original"), told[0] if told else None)
    if best:
        _first_text("date")(home, best["value"])


def _put_credits(home: Node, said: Any) -> None:
    told = [each for each in said if isinstance(each, dict) and each.get("name")]
    for element, is_author in (("creator", True), ("contributor", False)):
        wanted = [each for each in told if (each.get("role") == "author") is is_author]
        known = {people.upright(each.line): each for each in home.elements if each.key == element}
        tools = [each for name, each in known.items() if not people.role(each.get("role"), "contributor")]
        new = [known.get(each["name"]) or _person(element, each) for each in wanted]
        if wanted:
            _put(home, lambda each, element=element: each.key == element, [*new, *tools])  # type: ignore[misc]


def _person(element: str, said: Mapping[str, Any]) -> Node:
    return _dc(element, said["name"], role=_CODES.get(str(said.get("role")), "ctb"))


def _put_ids(home: Node, said: Any) -> None:
    """Add ids that are not there; those that are stay."""
    there = {re.sub(r"\W", "", each.line).lower() for each in home.elements if each.key == "identifier"}
    new = [
        _dc("identifier", each["value"], scheme=_SCHEMES.get(each["scheme"], each["scheme"].upper()))
        for each in said
        if isinstance(each, dict) and re.sub(r"\W", "", str(each["value"])).lower() not in there
    ]
    _put(home, lambda _: False, new)


def _put_series(home: Node, said: Any) -> None:
    told = next((each for each in said if isinstance(each, dict) and each.get("title")), None)
    if told:
        _meta(home, "calibre:series", str(told["title"]))
        if told.get("number"):
            _meta(home, "calibre:series_index", str(told["number"]))


_PUTS: dict[str, Callable[[Node, Any], None]] = {
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
