"""Answers that were given before, kept on disk: one file each, in a folder for each plugin instance.

What is asked may hold keys, in the query or in headers, so only a digest of it is written. All of it may be deleted at
any time; a file that is not whole counts as none.
"""

from __future__ import annotations

import json
import os
import threading
from contextlib import suppress
from dataclasses import asdict
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_sdk.host.http import HttpRequest

_AFTER_TIDYING = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer that is kept; moments are in milliseconds since 1970.

    Attributes:
        fresh_until: Until then it is given without asking.
        stale_until: Until then it is given when the other side is away.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    fresh_until: int
    stale_until: int


def digest(request: HttpRequest) -> str:
    """Name what is asked, with everything that may change the answer."""
    asked = json.dumps([request.method, request.url, sorted(request.headers.items()), request.limit, request.follow])
    return blake2b(asked.encode(), digest_size=20).hexdigest()


class Cache:
    """The files; every method blocks, and is called in a thread."""

    def __init__(self, folder: Path, most_bytes: int) -> None:
        self._folder = folder
        self._most = most_bytes
        self._sizes: dict[str, int] = {}
        self._lock = threading.Lock()

    def read(self, instance: str, name: str) -> Kept | None:
        """Give what is kept, or None."""
        try:
            head, _, content = (self._place(instance) / name).read_bytes().partition(b"\n")
            about = json.loads(head)
            length = about.pop("length")
            return Kept(content=content, **about) if length == len(content) else None
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None

    def write(self, instance: str, name: str, kept: Kept) -> None:
        """Keep an answer, and make room for it; a disk that is full or refuses keeps none."""
        about = asdict(kept)
        about["length"] = len(about.pop("content"))
        data = json.dumps(about).encode() + b"\n" + kept.content
        if len(data) > self._most // 4:
            return
        with self._lock, suppress(OSError):
            place = self._place(instance)
            if instance not in self._sizes:
                place.mkdir(parents=True, exist_ok=True, mode=0o700)
                self._sizes[instance] = sum(size for _, size, _ in _files(place))
            _replace(place / name, data)
            self._sizes[instance] += len(data)
            if self._sizes[instance] > self._most:
                self._sizes[instance] = _tidy(place, int(self._most * _AFTER_TIDYING))

    def forget(self, instance: str) -> None:
        """Delete all that is kept for an instance."""
        with self._lock, suppress(OSError):
            self._sizes.pop(instance, None)
            _tidy(self._place(instance), 0)

    def _place(self, instance: str) -> Path:
        return self._folder / quote(instance, safe="").replace(".", "%2E")


def _replace(path: Path, data: bytes) -> None:
    made = path.with_suffix(".new")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(data)
    made.replace(path)


def _files(place: Path) -> list[tuple[float, int, str]]:
    with os.scandir(place) as entries:
        return [(found.st_mtime, found.st_size, entry.path) for entry in entries for found in (entry.stat(),)]


def _tidy(place: Path, most: int) -> int:
    """Delete the oldest files until the rest is no larger than this; gives its size."""
    files = sorted(_files(place))
    size = sum(each for _, each, _ in files)
    for _, each, path in files:
        if size <= most:
            break
        Path(path).unlink()
        size -= each
    return size
