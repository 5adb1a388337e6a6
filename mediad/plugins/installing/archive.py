"""Opens zip files of strangers: names that stay inside, no links, counted entries and counted bytes."""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from mediad.plugins.installing.errors import PackageRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_FILE = 1 << 30
MOST_ENTRIES = 20_000
MOST_UNPACKED = 2 << 30
_DIRECTORY = 16 << 20
"""The list of names at the end of the file; zipfile reads all of it into memory."""
_CHUNK = 1 << 20
_END = b"PK\x05\x06"
_END_SIZE = 22
_COMMENT = 1 << 16
_ENCRYPTED = 1


class Archive:
    """An opened zip file whose list of entries was found harmless."""

    def __init__(self, packed: zipfile.ZipFile, label: str) -> None:
        self._packed = packed
        self._label = label
        self._left = MOST_UNPACKED
        self.names = _names(packed.infolist(), label)

    def text(self, name: str, most: int) -> str:
        """Read a text of bounded size."""
        data = b"".join(self._chunks(name, most))
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            raise PackageRefused(f"{self._label}: {shown(name)} is no text in UTF-8.") from None

    def digest(self, name: str) -> tuple[bytes, int]:
        """Give SHA-256 and size of an entry as it unpacks."""
        digest, size = hashlib.sha256(), 0
        for chunk in self._chunks(name, MOST_UNPACKED):
            digest.update(chunk)
            size += len(chunk)
        return digest.digest(), size

    def unpack(self, name: str, target: Path) -> None:
        """Write an entry to a file that is not there yet."""
        with target.open("xb") as file:
            for chunk in self._chunks(name, MOST_UNPACKED):
                file.write(chunk)

    def _chunks(self, name: str, most: int) -> Iterator[bytes]:
        left = most
        try:
            with self._packed.open(name) as entry:
                while chunk := entry.read(_CHUNK):
                    left -= len(chunk)
                    self._left -= len(chunk)
                    if min(left, self._left) < 0:
                        raise PackageRefused(f"{self._label}: {shown(name)} unpacks to more than a package may hold.")
                    yield chunk
        except KeyError:
            raise PackageRefused(f"{self._label}: {shown(name)} is missing.") from None
        except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
            raise PackageRefused(f"{self._label}: {shown(name)} cannot be unpacked: {error}.") from error


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open a zip file, or refuse it with the reason."""
    label = shown(path.name)
    _look_at_end(path, label)
    try:
        packed = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PackageRefused(f"{label} is no zip file: {error}.") from error
    with packed:
        yield Archive(packed, label)


def shown(name: str) -> str:
    """Show a name of a stranger: short, and without control characters."""
    text = "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)
    return text if len(text) <= 120 else f"{text[:100]}..."  # noqa: PLR2004  # a line of a terminal


def _look_at_end(path: Path, label: str) -> None:
    """Look how long the list of names is, before all of it is read."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(size - _COMMENT - _END_SIZE, 0))
            tail = file.read()
    except OSError as error:
        raise PackageRefused(f"{label} cannot be read: {error.strerror}.", remedy="Look at its path.") from error
    if size > LARGEST_FILE:
        raise PackageRefused(f"{label} is larger than a package may be.")
    end = tail[tail.rfind(_END) :] if _END in tail else b""
    if len(end) < _END_SIZE:
        raise PackageRefused(f"{label} is no zip file.")
    entries, length = int.from_bytes(end[10:12], "little"), int.from_bytes(end[12:16], "little")
    if entries > MOST_ENTRIES or length > _DIRECTORY:
        raise PackageRefused(f"{label} has more files in it than a package may have.")


def _names(entries: list[zipfile.ZipInfo], label: str) -> tuple[str, ...]:
    """Give the names of all files, every one of them harmless."""
    if len(entries) > MOST_ENTRIES or sum(each.file_size for each in entries) > MOST_UNPACKED:
        raise PackageRefused(f"{label} unpacks to more than a package may hold.")
    names = set[str]()
    for each in entries:
        if fault := _fault(each, names):
            raise PackageRefused(f"{label}: {shown(each.filename)} {fault}.")
        names.add(each.filename)
    return tuple(name for name in names if not name.endswith("/"))


def _fault(entry: zipfile.ZipInfo, before: set[str]) -> str:
    name = entry.orig_filename
    kind = stat.S_IFMT(entry.external_attr >> 16)
    faults = {
        "leads out of its folder": name.startswith("/") or ".." in PurePosixPath(name).parts,
        "has a name that no package has": not name or not name.isprintable() or "\\" in name or ":" in name,
        "is there twice": entry.filename in before,
        "is no plain file": kind not in {0, stat.S_IFREG, stat.S_IFDIR},
        "is encrypted": bool(entry.flag_bits & _ENCRYPTED),
    }
    return next((fault for fault, present in faults.items() if present), "")
