"""Documents of word processors: DOCX, ODT. Sources: ECMA-376 part 2 (core properties), OpenDocument 1.3 (metadata)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_books import dates, languages, people, titles
from mediad_books.facts import named, said
from mediad_plugin_books.errors import Damaged
from mediad_xml import LIMITS, BadXml, Node, parse

if TYPE_CHECKING:
    from mediad_plugin_books.archive import Archive

FORMS = {"docProps/core.xml": "docx", "meta.xml": "odt"}


def read(archive: Archive, member: str) -> dict[str, Any]:
    """Give the facts of a document whose metadata are in a member."""
    try:
        root = parse(archive.read(member, LIMITS.size), doctype=True).root
    except BadXml as error:
        raise Damaged(f"The document's properties cannot be read: {error}.") from error
    found = {node.key: node for node in reversed(list(root.walk()))}
    return said({
        "format": FORMS[member],
        "title": _text(found, "title"),
        "credits": named(people.split(_text(found, "initial-creator") or _text(found, "creator")), "author"),
        "overview": _text(found, "description"),
        "subjects": [text] if (text := _text(found, "subject")) else [],
        "languages": [code] if (code := languages.code(_text(found, "language"))) else [],
        "dates": [{"value": date, "use": "edition"}] if (date := dates.date(_text(found, "created"))) else [],
    })  # fmt: skip  # a table


def _text(found: dict[str, Node], name: str) -> str:
    return titles.line(found[name].line) if name in found else ""
