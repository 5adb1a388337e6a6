"""The facts of a document: its own words, its pages, its protection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from mediad_books import languages, people, titles
from mediad_books.facts import named, said
from mediad_plugin_books.pdf import locks, xmp
from mediad_plugin_books.pdf.document import Document
from mediad_plugin_books.pdf.syntax import Ref, text_of

if TYPE_CHECKING:
    from typing import BinaryIO

MAX_PAGES = 200_000
MAX_PICTURE = 32 << 20
MAX_PLACE = 1_000_000
"""Points from the origin; ISO 32000, annex C, bounds a page to 14,400."""
_LEVELS = 40
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?")
_VERSION = re.compile(rb"%PDF-(\d\.\d)")
_INFO = {"Title": "title", "Author": "author", "Subject": "subject", "Keywords": "keywords", "Creator": "creator"}
_INFO |= {"Producer": "producer", "CreationDate": "created", "ModDate": "modified"}
_BOXES = ("CropBox", "MediaBox")
"""What a page is seen through, and what it is printed on."""
_SHAPE = (*_BOXES, "Rotate", "Resources")
_UNSAID = frozenset(("untitled", "anonymous", "unspecified"))
"""What ReportLab writes where nobody said anything."""
_LOST = "\ufffd"
"""What stands for a letter that a program could not write: Ghostscript leaves it in XMP."""


def read(stream: BinaryIO, size: int) -> dict[str, Any]:
    """Give the facts of a document."""
    head = stream.read(1024)
    document = Document(stream, size)
    lock = locks.unlock(document)
    root = document.get(document.trailer["Root"])
    info = {ours: text for theirs, ours in _INFO.items() if (text := _info(document, theirs))}
    own = _info_facts({name: text for name, text in info.items() if text not in _UNSAID})
    told = xmp.read(document.data(root.get("Metadata"))) if "Metadata" in root else {}
    page = _first_page(document, root)
    width, height = _size(document, page)
    return said({
        **_settings(document, root),
        **own,
        **{name: value for name, value in told.items() if not (own.get(name) and _LOST in str(value))},
        "info": info,
        "guessed": not (told.get("title") and told.get("credits")),
        "format": "pdf",
        "version": _version(head, document.get(root.get("Version"))),
        "lock": lock,
        "encrypted": "Encrypt" in document.trailer,
        "pages": _pages(document, root),
        "width_pt": width,
        "height_pt": height,
        "rotation": rotation % 360 if isinstance(rotation := document.get(page.get("Rotate")), int) else 0,
        "linearized": b"/Linearized" in head,
        "tagged": _is_tagged(document, root),
        "cover": "picture" if not lock and _picture(document, page) else "",
    })  # fmt: skip  # a table


def _info(document: Document, name: str) -> str:
    home = document.trailer.get("Info")
    info = document.get(home)
    value = info.get(name) if isinstance(info, dict) else None
    return titles.line(text_of(document.text(value, home)), 2000) if value is not None else ""


def _info_facts(info: dict[str, str]) -> dict[str, Any]:
    date = iso_date(info.get("created", ""))[:10]
    return {
        "title": info.get("title", ""),
        "credits": named(people.split(info.get("author", "")), "author"),
        "overview": info.get("subject", ""),
        "subjects": [word.strip()[:200] for word in re.split(r"[,;]", info.get("keywords", "")) if word.strip()][:50],
        "dates": [{"value": date, "use": "edition"}] if date else [],
    }


def iso_date(text: str) -> str:
    """Give a date of PDF's own form, `D:20220509144635Z`, as everybody writes it."""
    found = _DATE.match(text) or _DATE.match(f"D:{text}")
    if not found:
        return ""
    day = "-".join(filter(None, found.groups()[:3]))
    return f"{day}T{found[4]}:{found[5]}:{found[6] or '00'}" if found[5] else day


def _version(head: bytes, said_: object) -> str:
    found = _VERSION.search(head)
    told = found[1].decode() if found else ""
    return max(told, str(said_)[:3]) if said_ else told


def _pages(document: Document, root: dict[str, Any]) -> int:
    tree = document.get(root.get("Pages"))
    count = document.get(tree.get("Count")) if isinstance(tree, dict) else None
    return count if isinstance(count, int) and 0 < count <= MAX_PAGES else 0


def _first_page(document: Document, root: dict[str, Any]) -> dict[str, Any]:
    """Go down to the first page; what a level does not say it has from the one above."""
    held: dict[str, Any] = {}
    node = document.get(root.get("Pages"))
    for _ in range(_LEVELS):
        if not isinstance(node, dict):
            break
        held |= {name: node[name] for name in _SHAPE if name in node}
        kids = document.get(node.get("Kids"))
        if not isinstance(kids, list) or not kids:
            return {**node, **held}
        node = document.get(kids[0])
    return held


def _size(document: Document, page: dict[str, Any]) -> tuple[float, float]:
    """Give the width and the height of a page as it is seen, in points, before it is turned."""
    for name in _BOXES:
        held = document.get(page.get(name))
        corners = [document.get(each) for each in held] if isinstance(held, list) else []
        box = [each for each in corners if isinstance(each, int | float) and abs(each) <= MAX_PLACE]
        if len(box) == 4 and box[0] != box[2] and box[1] != box[3]:  # noqa: PLR2004  # two corners
            return round(abs(box[2] - box[0]), 3), round(abs(box[3] - box[1]), 3)
    return 0, 0


def _settings(document: Document, root: dict[str, Any]) -> dict[str, Any]:
    """Give the language of a document, and in which direction its pages are turned."""
    language = languages.code(text_of(document.text(root.get("Lang"), document.trailer["Root"])))
    shown = document.get(root.get("ViewerPreferences"))
    turned = document.get(shown.get("Direction")) if isinstance(shown, dict) else ""
    return {"languages": [language] if language else [], "direction": "rtl" if turned == "R2L" else ""}


def _is_tagged(document: Document, root: dict[str, Any]) -> bool:
    marks = document.get(root.get("MarkInfo"))
    return isinstance(marks, dict) and document.get(marks.get("Marked")) is True


def _picture(document: Document, page: dict[str, Any]) -> Ref | None:
    """Give the only picture of a page, as scanned covers are; one that is not JPEG is no file."""
    resources = document.get(page.get("Resources"))
    held = document.get(resources.get("XObject")) if isinstance(resources, dict) else None
    refs = [each for each in held.values() if isinstance(each, Ref)] if isinstance(held, dict) else []
    heads = [(ref, head) for ref in refs[:3] if isinstance(head := document.get(ref), dict)]
    pictures = [(ref, head) for ref, head in heads if head.get("Subtype") == "Image" and "SMask" not in head]
    if len(refs) != 1 or len(pictures) != 1:
        return None
    ref, head = pictures[0]
    return ref if document.get(head.get("Filter")) in ("DCTDecode", ["DCTDecode"]) else None


def artwork(stream: BinaryIO, size: int) -> bytes | None:
    """Give the picture that is the first page."""
    document = Document(stream, size)
    if locks.unlock(document):
        return None
    ref = _picture(document, _first_page(document, document.get(document.trailer["Root"])))
    return document.raw(ref)[:MAX_PICTURE] or None if ref else None
