"""Names that no walk enters: what NAS systems, desktops, cameras and downloaders keep for themselves.

| name or pattern                                     | whose it is                              |
|-----------------------------------------------------|------------------------------------------|
| `@eaDir`, `#recycle`, `#snapshot`, `@appstore`, `@Recycle`, `trashbox` ... | Synology, QNAP, Buffalo |
| `~snapshot`                                         | snapshots of file systems                |
| `lost+found`, `$RECYCLE.BIN`, `System Volume Information` | ext file systems, Windows          |
| `._*`, `Thumbs.db`, `desktop.ini`, `Temporary Items` | desktops                                |
| `.@__thumb`, `JACKET_P`                             | thumbnails, the jacket pictures of DVDs  |
| `node_modules`, `steamapps`, `Program Files`, `appdata`, `MediaCover`, `*.app` ... | programs, whole   |
| `files_trashbin`, `files_versions`, `appdata_oc*`   | Nextcloud                                |
| `encoded-video`, `Recently Deleted`                 | Immich; what Apple exports               |
| `*.part`, `*.!qB`, `*.crdownload`, `_UNPACK_*`, `incomplete` ... | not complete yet: they will have another name |

Names that begin with a dot and a letter are hidden, and passed over as well (`mediad_sdk.runner.names`): `.zfs`,
`.Trash-1000`, `.stversions`, `.DS_Store`, `.git`.

Which folders are a program's is told by what lies in them, too (`mediad_sdk.runner.kept`).

A library adds its own with the setting `ignore`: a plain name, or a glob with `*`, `?` or `[`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

NAMES = (
    b"@eaDir", b"#recycle", b"#snapshot", b"@tmp", b"@Snapshot", b"@Recycle", b"@Recently-Snapshot", b"@sharebin",
    b"@appstore", b"@appdata", b"@apphome", b"@apptemp", b"@appconf", b"@database", b"@docker", b"@sharesnap",
    b"@MailScanner", b"@download", b"trashbox",
    b".@__thumb", b".@upload_cache", b"~snapshot", b"lost+found", b"$RECYCLE.BIN", b"$Recycle.Bin", b"RECYCLER",
    b"Recycle Bin",
    b"System Volume Information", b"encoded-video", b"Recently Deleted",
    b"Thumbs.db", b"ehthumbs.db", b"desktop.ini", b"Network Trash Folder", b"Temporary Items", b"incomplete",
    b"_incomplete",
    b"node_modules", b"bower_components", b"site-packages", b"wp-content", b"wp-includes", b"wp-admin",
    b"Program Files", b"Program Files (x86)", b"ProgramData", b"AppData", b"Application Data", b"Local Settings",
    b"steamapps", b"appcache", b"downloaded_images", b"Named_Boxarts", b"Named_Snaps", b"Named_Titles",
    b"appdata", b"ix-applications", b"overlay2", b"Plex Media Server", b"PhotoTranscoder", b"MediaCover",
    b"files_trashbin", b"files_versions", b"LOST.DIR", b"Backups.backupdb",
    b"WhatsApp Stickers", b"Telegram Stickers", b"JACKET_P",
)  # fmt: skip  # a table, one block an owner
GLOBS = (
    b"._*", b"~syncthing~*", b".~*", b"~$*", b"*.part", b"*.partial", b"*.crdownload", b"*.download",
    b"*.opdownload", b"*.!qB", b"*.!ut", b"*.!sync", b"*.bc!", b"*.aria2", b"*.ytdl", b"*.filepart", b"*.fdmdownload",
    b"*.tmp", b"*.incomplete", b"*.__incomplete", b"_UNPACK_*", b"__UNPACK__*", b"_FAILED_*",
    b"appdata_oc*", b"*.app", b"*.band", b"*.logicx", b"*.lrdata", b"*.rcproject",
)  # fmt: skip  # as above
_SPECIAL = frozenset("*?[")


def ignored(own: Iterable[str] = ()) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    """Give the names and globs that a walk passes over: the table's, and a library's own."""
    plain = [os.fsencode(each) for each in own if _SPECIAL.isdisjoint(each)]
    globs = [os.fsencode(each) for each in own if not _SPECIAL.isdisjoint(each)]
    return (*NAMES, *plain), (*GLOBS, *globs)
