"""RAW files of cameras and TIFF: EXIF, size and the JPEG for display inside, without decoding a sensor.

CR2, NEF, ARW, DNG, PEF, SRW, 3FR and others are TIFF; RW2 and ORF differ in its magic; RAF wraps a JPEG; CR3 is made of
boxes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_photos import exif, iptc, jpeg
from mediad_plugin_photos.boxes import Box, body, boxes, within
from mediad_plugin_photos.content import BIG, Content
from mediad_plugin_photos.found import Found
from mediad_plugin_photos.tiff import MAX_DIRECTORIES, Tiff

if TYPE_CHECKING:
    from mediad_plugin_photos.tiff import Directory

_WIDTH, _HEIGHT, _COMPRESSION, _STRIPS, _STRIP_SIZES, _CHILDREN, _KIND = 256, 257, 259, 273, 279, 330, 254
_JPEG, _JPEG_SIZE = 0x0201, 0x0202
_OLD_JPEG, _NEW_JPEG = 6, 7
_DNG_VERSION, _CROP = 0xC612, 0xC620
_RW2_JPEG, _RW2_SIZES = 0x002E, (7, 6)
_LARGEST_PREVIEW = 64 << 20
_RAW_ENDINGS = {
    "dng": "image/x-adobe-dng", "cr2": "image/x-canon-cr2", "nef": "image/x-nikon-nef", "nrw": "image/x-nikon-nrw",
    "arw": "image/x-sony-arw", "sr2": "image/x-sony-sr2", "pef": "image/x-pentax-pef", "rw2": "image/x-panasonic-rw2",
    "orf": "image/x-olympus-orf", "srw": "image/x-samsung-srw", "3fr": "image/x-hasselblad-3fr",
    "erf": "image/x-epson-erf", "rwl": "image/x-leica-rwl", "dcr": "image/x-kodak-dcr", "kdc": "image/x-kodak-kdc",
    "gpr": "image/x-gopro-gpr", "iiq": "image/x-raw", "mos": "image/x-raw", "mef": "image/x-raw", "raw": "image/x-raw",
    "fff": "image/x-raw",
}  # fmt: skip  # a table
_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
_CANON_PREVIEW = bytes.fromhex("eaf42b5e1c984b88b9fbb7dc406e4d16")


def of_tiff(content: Content, ending: str) -> Found:
    """Read a file of TIFF's making; its ending tells whose RAW it is."""
    tiff = Tiff(content)
    found = Found(_RAW_ENDINGS.get(ending, "image/tiff"))
    first = tiff.directory(tiff.first)
    if first is None:
        return found
    if _DNG_VERSION in first:
        found.type = "image/x-adobe-dng"
    found.exif = exif.of_directories(tiff, first)
    found.xmp, found.icc = first.data(exif.XMP), first.data(exif.ICC)
    # The tag of its own is cut off by writers that count its bytes as if they were numbers of four.
    found.iptc = max(first.data(exif.IPTC), iptc.of_photoshop(first.data(exif.PHOTOSHOP)), key=len)
    _pictures(found, _all(tiff, first), is_raw=found.type != "image/tiff")
    if found.type == "image/x-panasonic-rw2":
        _panasonic(found, content, first)
    return found


def _all(tiff: Tiff, first: Directory) -> list[Directory]:
    """Give the first directory, those behind it, and the children of each."""
    out, following = [first], first.next
    while (directory := tiff.directory(following)) and len(out) < MAX_DIRECTORIES:
        out.append(directory)
        following = directory.next
    children = (tiff.directory(at) for each in list(out) for at in each.places(_CHILDREN))
    return [*out, *(child for child in children if child)]


def _pictures(found: Found, directories: list[Directory], *, is_raw: bool) -> None:
    """Find the size of the picture, and the largest JPEG for display."""
    first = directories[0]
    sized = [(each.whole(_WIDTH) * each.whole(_HEIGHT), each) for each in directories if each.whole(_WIDTH) > 0]
    best = max(sized, key=lambda pair: pair[0])[1] if is_raw and sized else first
    found.width, found.height = best.whole(_WIDTH), best.whole(_HEIGHT)
    cropped = best.numbers(_CROP)
    if len(cropped) == 2:  # noqa: PLR2004  # across, down
        found.width, found.height = int(cropped[0]), int(cropped[1])
    if is_raw:
        previews = [place for each in directories if (place := _preview(each)) is not None]
        found.preview = max(previews, key=lambda place: place[1], default=None)
        found.thumbnail = min(previews, key=lambda place: place[1], default=None)


def _preview(directory: Directory) -> tuple[int, int] | None:
    size = directory.whole(_JPEG_SIZE)
    if size:
        return (directory.whole(_JPEG), size) if size < _LARGEST_PREVIEW else None
    strips, sizes = directory.places(_STRIPS), directory.places(_STRIP_SIZES)
    if directory.whole(_COMPRESSION) not in (_OLD_JPEG, _NEW_JPEG) or len(strips) != 1 or len(sizes) != 1:
        return None
    # A sensor's data are lossless JPEG as well; what is for display is reduced (1), or said to be of the old kind.
    is_shown = directory.whole(_KIND) & 1 or directory.whole(_COMPRESSION) == _OLD_JPEG
    return (strips[0], sizes[0]) if is_shown and 0 < sizes[0] < _LARGEST_PREVIEW else None


def _panasonic(found: Found, content: Content, first: Directory) -> None:
    """Read the JPEG of an RW2, which carries its EXIF; the sensor's size stands in tags of its own."""
    entry = first.entries.get(_RW2_JPEG)
    if entry is not None:
        found.preview = (entry.at, entry.count)
        inside = jpeg.read(Content.of(content.piece(entry.at, min(entry.count, 1 << 20))))
        found.exif = inside.exif | found.exif
        found.exif["orientation"] = inside.exif.get("orientation", found.exif.get("orientation", 1))
    across, down = (first.whole(tag) for tag in _RW2_SIZES)
    found.width, found.height = found.width or across, found.height or down


def of_fuji(content: Content) -> Found:
    """Read a RAF: the JPEG in it says everything."""
    head = content.piece(84, 8).ljust(8, b"\0")
    at, size = BIG.long(head)[0], BIG.long(head, 4)[0]
    found = jpeg.read(Content.of(content.piece(at, min(size, 1 << 20))))
    found.type, found.is_cut = "image/x-fuji-raf", at + size > content.size
    found.preview = (at, size)
    if found.thumbnail:
        found.thumbnail = (at + found.thumbnail[0], found.thumbnail[1])
    return found


def of_canon(content: Content) -> Found:
    """Read a CR3: blocks of EXIF in Canon's box, each a TIFF of its own."""
    found = Found("image/x-canon-cr3")
    top = list(boxes(content))
    movie = next((each for each in top if each.kind == b"moov"), None)
    for each in boxes(content, movie.at, movie.end) if movie else ():
        if each.kind == b"uuid" and content.piece(each.at, 16) == _CANON:
            _canon_blocks(found, content, each)
    for each in top:
        if each.kind == b"uuid" and content.piece(each.at, 16) == _CANON_PREVIEW:
            found.preview = _canon_preview(content, each)
        elif each.kind == b"uuid" and not found.xmp and b"<x:xmpmeta" in content.piece(each.at + 16, 200):
            found.xmp = content.piece(each.at + 16, each.end - each.at - 16)
    shot = found.exif
    found.width, found.height = int(shot.get("exif_width", 0)), int(shot.get("exif_height", 0))
    return found


def _canon_blocks(found: Found, content: Content, box: Box) -> None:
    parts = within(content, Box(b"uuid", box.at + 16, box.end))
    readers = ((b"CMT1", exif.camera), (b"CMT2", exif.exposure), (b"CMT4", exif.position))
    for kind, read in readers:
        tiff = Tiff(Content.of(body(content, parts.get(kind))))
        if directory := tiff.directory(tiff.first):
            found.exif |= read(directory)


def _canon_preview(content: Content, box: Box) -> tuple[int, int] | None:
    inner = within(content, Box(b"uuid", box.at + 16 + 8, box.end)).get(b"PRVW")
    if inner is None:
        return None
    size = BIG.long(content.piece(inner.at + 12, 4).ljust(4, b"\0"))[0]
    return (inner.at + 16, size) if 0 < size < _LARGEST_PREVIEW else None
