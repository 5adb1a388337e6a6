"""Documents of XML, read whole or not at all."""

from __future__ import annotations

from mediad_comicinfo.told import BadComicInfo
from mediad_xml import BadXml, Document, Limits, parse

LIMITS = Limits(size=4 << 20, elements=50_000, depth=12)
"""An honest document of 2,000 pages has 200,000 bytes."""


def document(data: bytes, root: str) -> Document:
    """Read a document whose element has this name.

    Raises:
        BadComicInfo: It is no such XML, declares a document type, or is larger than any honest one.
    """
    try:
        found = parse(data, LIMITS)
    except BadXml as error:
        raise BadComicInfo(f"The document cannot be read: {error}.") from error
    if found.lost:
        raise BadComicInfo(f"The document cannot be read to its end: {found.lost}.")
    if found.root.key != root:
        raise BadComicInfo(f"The document is no {root}, but {found.root.name[:40]}.")
    return found
