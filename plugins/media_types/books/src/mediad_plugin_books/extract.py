"""Opens one file and tells what it says of itself; what it is, its bytes decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_books import epub, fb2, office, palm
from mediad_plugin_books.archive import Archive
from mediad_plugin_books.errors import Damaged, Empty, NotBook

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import BinaryIO

    from mediad_sdk.values.media import MediaFile

HEAD = 2048
_NAMED = frozenset(("txt", "rtf", "chm", "doc", "lit", "lrf"))
"""Endings of files of which the name alone is known; the others have to be what they are called."""
_SIGNS = (
    (b"ITOLITLS", "lit"), (b"ITSF", "chm"), (b"AT&TFORM", "djvu"), (b"{\\rtf", "rtf"), (b"L\0R\0F\0", "lrf"),
    (b"CONT\x02\0", "kfx"), (b"\xd0\xcf\x11\xe0", "doc"),
)  # fmt: skip
_KFX_LOCKED = b"\xeaDRMION\xee"


def extract(file: MediaFile) -> Mapping[str, Any]:
    """Read one claimed file."""
    if not file.size:
        raise Empty(f"{file.name} is empty.")
    try:
        return _read(file)
    except (Damaged, NotBook) as error:
        raise type(error)(f"{file.name}: {error}") from error


def _read(file: MediaFile) -> dict[str, Any]:
    stream = file.open()
    head = stream.read(HEAD)
    stream.seek(0)
    if head.startswith(b"PK"):
        return _archived(file, stream)
    if b"%PDF-" in head[:1024]:
        from mediad_plugin_books import pdf  # noqa: PLC0415  # most books are none

        return pdf.read(stream, file.size)
    if head[60:68] in (b"BOOKMOBI", b"TEXtREAd"):
        return palm.read(stream, file.size)
    if _is_fictionbook(head):
        return fb2.read(fb2.content(stream, file.size, head))
    return _plain(file, head)


def _archived(file: MediaFile, stream: BinaryIO) -> dict[str, Any]:
    if file.name.lower().endswith((".fb2", ".fb2.zip", ".fbz")):
        return fb2.read(fb2.content(stream, file.size, b"PK"))
    archive = Archive(stream, file.size)
    if member := next((name for name in office.FORMS if archive.find(name)), ""):
        return office.read(archive, member)
    if file.name.lower().endswith((".kfx-zip", ".azw8", ".kfx")):
        locked = any(_KFX_LOCKED in archive.read(name, 16) for name in archive.names[:50])
        return {"format": "kfx", **({"lock": "Amazon"} if locked else {})}
    return epub.read(stream, file.size)


def _is_fictionbook(head: bytes) -> bool:
    text = head.replace(b"\0", b"")  # of UTF-16, too
    return b"<FictionBook" in text or (b"<?xml" in text and b"fictionbook" in text.lower())


def _plain(file: MediaFile, head: bytes) -> dict[str, Any]:
    """Say the format of what only its name describes."""
    if head.startswith(_KFX_LOCKED):
        return {"format": "kfx", "lock": "Amazon"}
    known = next((name for sign, name in _SIGNS if head.startswith(sign)), "")
    ending = file.name.rpartition(".")[2].lower()
    if known or ending in _NAMED:
        return {"format": known or ending}
    raise NotBook("it is no book of a kind that is known here.")


def artwork(file: MediaFile) -> bytes | None:
    """Give the cover inside a book."""
    stream = file.open()
    head = stream.read(HEAD)
    stream.seek(0)
    if head[60:68] == b"BOOKMOBI":
        return palm.artwork(stream, file.size)
    if _is_fictionbook(head) or file.name.lower().endswith((".fb2.zip", ".fbz")):
        data = fb2.content(stream, file.size, head)
        return fb2.artwork(data, str(fb2.read(data).get("cover", "")))
    if b"%PDF-" in head[:1024]:
        from mediad_plugin_books import pdf  # noqa: PLC0415  # most books are none

        return pdf.artwork(stream, file.size)
    return epub.artwork(stream, file.size) if head.startswith(b"PK") else None
