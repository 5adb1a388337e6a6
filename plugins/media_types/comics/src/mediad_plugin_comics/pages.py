"""Which members of an archive are pages, their order, the cover, and which of them are spreads."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mediad_plugin_comics.pictures import Size

PICTURES = frozenset(
    ("jpg", "jpeg", "jpe", "jfif", "png", "gif", "webp", "avif", "heic", "heif", "jxl", "bmp", "tif", "tiff")
)
_HIDDEN = frozenset(("__macosx", "@eadir", ".appledouble"))
_DIGITS = re.compile(r"(\d{1,18})")
_COVER = re.compile(r"(?:.*[^a-z])?(?:cover|front|folder)[^a-z]*", re.IGNORECASE)
_BACK = re.compile(r"back|rear|inner|alt", re.IGNORECASE)
SPREAD = 1.2
"""Width to height from which a page is two; a page of a strip or of a webtoon is one however it is shaped."""
MOST_SPREADS = 0.6
"""Share of wide pages from which the whole book is wide."""


def is_hidden(name: str) -> bool:
    """Tell whether a member is what a desktop leaves behind."""
    steps = name.lower().split("/")
    return any(step in _HIDDEN for step in steps) or steps[-1].startswith(".") or steps[-1] == "thumbs.db"


def is_page(name: str) -> bool:
    """Tell whether a member is a page."""
    stem, _, ending = name.lower().rpartition(".")
    return bool(stem) and ending in PICTURES and not is_hidden(name)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Make a key that puts `page 2` in front of `page 10`, and the files of a folder in front of its folders."""
    *folders, last = name.lower().split("/")
    return tuple(
        (depth, int(piece) if piece.isdecimal() else -1, piece)
        for depth, step in (*((1, each) for each in folders), (0, last))
        for piece in _DIGITS.split(step)
        if piece
    )


def in_order(names: Iterable[str]) -> list[str]:
    """Give the pages among names as they are read."""
    return sorted(filter(is_page, names), key=natural)


def cover_of(pages: Sequence[str], said: Sequence[Mapping[str, Any]] = ()) -> int:
    """Give the page that is the cover: what a document says, a name that says it, the first."""
    for page in said:
        if page.get("type", "").lower() == "frontcover" and page.get("index", -1) in range(len(pages)):
            return int(page["index"])
    stems = (name.rpartition("/")[2].rpartition(".")[0] for name in pages)
    return next((at for at, stem in enumerate(stems) if _COVER.fullmatch(stem[:200]) and not _BACK.search(stem)), 0)


def spreads(sizes: Sequence[Size | None], said: Sequence[Mapping[str, Any]] = ()) -> list[int]:
    """Give the pages that are two: by a document, else by their shape beside the others'."""
    double = [int(page["index"]) for page in said if page.get("double") and page.get("index", -1) in range(len(sizes))]
    if double:
        return sorted(set(double))
    wide = [at for at, size in enumerate(sizes) if size and size[0] > SPREAD * size[1]]
    known = sum(1 for size in sizes if size)
    return wide if known and len(wide) <= MOST_SPREADS * known else []
