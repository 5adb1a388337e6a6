"""One claimed file inside a worker: opened once, hashed in three places, handed to `extract`.

A file that is hashed whole is handed over as the bytes that were hashed: it is read once, and each of the many small
reads of a tag reader costs a third of one through a descriptor.
"""

from __future__ import annotations

import io
import os
import stat
from _blake2 import blake2b  # hashlib would load OpenSSL: 3 MB in every child
from errno import EIO, ELOOP, ENODEV, ENOMEM, ENOTCONN, ENXIO, EREMOTEIO, ESTALE, ETIMEDOUT

from mediad_sdk.runner.beneath import READ, open_beneath
from mediad_sdk.runner.guard import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import BinaryIO, Self

SAMPLE = 64 << 10
"""Bytes of head, middle and tail that make a content id; a file of at most three samples is hashed whole."""
OUTSIDE = frozenset({EIO, ENODEV, ENOMEM, ENOTCONN, ENXIO, EREMOTEIO, ESTALE, ETIMEDOUT})
"""Errors that come of the disk or the machine, whatever is read."""


def content_id(fd: int, size: int) -> bytes:
    """Hash a file's size and three samples of it: blake2b with 128 bits."""
    return _hashed(fd, size)[0]


def _hashed(fd: int, size: int) -> tuple[bytes, bytes | None]:
    """Give the content id, and all of the file when it was read whole."""
    digest = blake2b(size.to_bytes(8, "big"), digest_size=16)
    if size <= 3 * SAMPLE:
        whole = os.pread(fd, size, 0)
        digest.update(whole)
        return digest.digest(), whole
    for at in (0, (size - SAMPLE) // 2, size - SAMPLE):
        digest.update(os.pread(fd, SAMPLE, at))
    return digest.digest(), None


class OpenFile:
    """The runner's `MediaFile`; counts how often it was opened.

    Args:
        root: The root's path.
        folder: The file's folder below it.
        name: Its name.
        at: A descriptor of that folder, so that it need not be looked up for each of its files.
    """

    def __init__(self, root: bytes, folder: bytes, name: bytes, at: int | None = None) -> None:
        self._root = root
        self._name = name
        self._at = at
        self._below = folder + b"/" + name if folder else name
        self.name = os.fsdecode(name)
        self.path = os.fsdecode(root + b"/" + self._below)
        self.opens = 0
        self.size = 0
        self.mtime_ns = 0
        self.content_id = b""
        self._fd = -1
        self._whole: bytes | None = None
        self._file: BinaryIO | None = None

    def __enter__(self) -> Self:
        self._fd = self._open()
        self.content_id, self._whole = _hashed(self._fd, self.size)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def open(self) -> BinaryIO:
        """Give the file at its start; it stays open here whatever a plugin closes."""
        if self._whole is not None:
            return io.BytesIO(self._whole)
        if self._file is None or self._file.closed:
            self._file = io.BufferedReader(io.FileIO(self._fd, closefd=False))
        self._file.seek(0)
        return self._file

    def check_unchanged(self) -> None:
        """Refuse facts of a file that was written to while it was read."""
        facts = os.fstat(self._fd)
        if (facts.st_size, facts.st_mtime_ns) != (self.size, self.mtime_ns):
            raise Failure("changed", "the file changed while it was read; the next scan reads it again")

    def suffers(self, error: OSError) -> bool:
        """Tell whether an error comes of the file, the disk or want of memory; all others a plugin made itself."""
        return error.errno in OUTSIDE or error.filename in (self.path, os.fsencode(self.path))

    def _open(self) -> int:
        fd = self._descriptor()
        facts = os.fstat(fd)
        if not stat.S_ISREG(facts.st_mode):
            os.close(fd)
            raise Failure("unreadable", "it is no regular file any more")
        self.size, self.mtime_ns = facts.st_size, facts.st_mtime_ns
        self.opens += 1
        return fd

    def _descriptor(self) -> int:
        if self._at is not None:
            try:
                return os.open(self._name, READ, dir_fd=self._at)
            except OSError as error:
                if error.errno != ELOOP:
                    raise  # a link goes the long way, which looks where it leads
        return open_beneath(self._root, self._below)
