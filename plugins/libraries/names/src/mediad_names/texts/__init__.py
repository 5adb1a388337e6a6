"""Names of what is read and heard: albums, books, comics, manga, folders of discs.

One call answers for all of them: `read("Nina Vale - Harbour (2011) [FLAC]", "music")`.
It looks at names alone, never at a disk. Every name is cut to 300 signs first, so a hostile one costs no more than a
long one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.texts.books import book_release
from mediad_names.texts.comics import comic_issue
from mediad_names.texts.discs import disc_of
from mediad_names.texts.music import album_release
from mediad_names.texts.patterns import told

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

__all__ = ["KINDS", "read"]

_READERS: dict[str, Callable[[str], Any]] = {
    "audiobook": book_release,
    "book": book_release,
    "comic": comic_issue,
    "manga": comic_issue,
    "music": album_release,
    "music_dir": disc_of,
}
KINDS = tuple(_READERS)


def read(name: str, kind: str, *, everything: bool = False) -> dict[str, object]:
    """Read a name as one of `KINDS`: the fields found, and `match` where it is one of releases.

    Where everything is asked for, a comic that nothing counts but its year is its own series: `Iron Owl (2011-2014)`.

    Raises:
        KeyError: For a kind that is read elsewhere.
    """
    record = _READERS[kind](name)
    said = told(record)
    if everything and kind in ("comic", "manga") and "year" in said:
        said.setdefault("title", said.get("name", ""))
    return {**said, "match": record.match} if hasattr(record, "match") else said
