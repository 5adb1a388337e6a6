"""Names that no walk enters: what NAS systems, desktops, cameras and downloaders keep for themselves.

| name or pattern                                     | whose it is                              |
|-----------------------------------------------------|------------------------------------------|
| `@eaDir`, `#recycle`, `#snapshot`, `@tmp`, `@Recycle` ... | Synology, QNAP                     |
| `.snapshots`, `.snapshot`, `.zfs`, `~snapshot`      | snapshots of file systems                |
| `lost+found`, `$RECYCLE.BIN`, `System Volume Information` | ext file systems, Windows          |
| `.Trash`, `.Trash-1000`, `.Trashes`, `.Spotlight-V100`, `.DS_Store`, `._*` | desktops          |
| `.thumbnails`, `.@__thumb`, `Thumbs.db`, `desktop.ini` | thumbnails and folder settings        |
| `.git`, `.stfolder`, `.stversions`, `.sync`         | versions and synchronisation             |
| `*.part`, `*.!qB`, `*.crdownload`, `_UNPACK_*` ...  | not complete yet: they will have another name |

A library adds its own with the setting `ignore`: a plain name, or a glob with `*`, `?` or `[`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = (
    b"@eaDir", b"#recycle", b"#snapshot", b"@tmp", b"@Recycle", b"@Recently-Snapshot", b"@sharebin", b".@__thumb",
    b".@upload_cache", b".snapshots", b".snapshot", b".zfs", b"~snapshot", b"lost+found", b"$RECYCLE.BIN", b"RECYCLER",
    b"System Volume Information", b".Trash", b".Trashes", b".Spotlight-V100", b".fseventsd", b".TemporaryItems",
    b".DocumentRevisions-V100", b".AppleDouble", b".AppleDB", b".AppleDesktop", b".DS_Store", b".localized",
    b".thumbnails", b".cache", b"Thumbs.db", b"ehthumbs.db", b"desktop.ini", b".directory", b".git", b".stfolder",
    b".stversions", b".sync", b".syncthing", b".nextcloudsync.log", b"Network Trash Folder", b"Temporary Items",
)  # fmt: skip  # a table, one block an owner
GLOBS = (
    b".Trash-*", b"._*", b".nfs*", b".fuse_hidden*", b".syncthing.*", b"~syncthing~*", b".~lock.*", b"~$*",
    b"*.part", b"*.partial", b"*.crdownload", b"*.download", b"*.opdownload", b"*.!qB", b"*.!ut", b"*.bc!", b"*.aria2",
    b"*.ytdl", b"*.filepart", b"*.tmp", b"*.unmanic.part", b"_UNPACK_*", b"__UNPACK__*", b"_FAILED_*",
    b"*.__incomplete",
)  # fmt: skip  # as above
_SPECIAL = frozenset("*?[")


def ignored(own: Iterable[str] = ()) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Give the names and globs that a walk passes over: the table's, and a library's own."""
    plain = [os.fsencode(each) for each in own if _SPECIAL.isdisjoint(each)]
    globs = [os.fsencode(each) for each in own if not _SPECIAL.isdisjoint(each)]
    return (*NAMES, *plain), (*GLOBS, *globs)
