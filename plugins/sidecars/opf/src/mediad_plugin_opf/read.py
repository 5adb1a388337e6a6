"""What an OPF file says, as the fields of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_books import documents, opf, titles
from mediad_plugin_opf.errors import BadSidecar
from mediad_xml import LIMITS, BadXml, parse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.values.media import MediaFile

_STARS = re.compile(r"\d{1,2}(?:\.\d{1,3})?")
_MOST_STARS = 10


def book(file: MediaFile) -> Mapping[str, Any]:
    """Read the file beside a book."""
    return fields(file.open().read(LIMITS.size + 1))


def fields(data: bytes) -> dict[str, Any]:
    """Make the fields of a document.

    Raises:
        BadSidecar: It is too large, or no package.
    """
    try:
        package = opf.Package(parse(data, doctype=True).root)
    except BadXml as error:
        raise BadSidecar(f"The sidecar cannot be read: {error}.") from error
    facts = package.facts()
    if not titles.is_title(str(facts.get("title", ""))):
        facts.pop("title", None)
    out = documents.fields(facts)
    if stars := _rating(package.meta("calibre:rating")):
        out["people"] = [{"rating": stars, "source": "opf"}]
    return out


def _rating(text: str) -> int:
    """Give Calibre's stars, 0 to 10 with halves of five, as 0 to 100."""
    value = float(text) if _STARS.fullmatch(text) else 0
    return round(value * 10) if value <= _MOST_STARS else 0
