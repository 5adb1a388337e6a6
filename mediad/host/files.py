"""Files of a plugin's own: every step of a name is taken by itself and follows no link, so none leads outside."""

from __future__ import annotations

import asyncio
import os
import re
import secrets
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from mediad_sdk.errors import Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from mediad_sdk.host.files import Role

LARGEST = 64 << 20
_PART = re.compile(r"[^/\0]{1,200}")
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK  # a named pipe must not hold the thread
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC


class PluginFiles:
    """Obeys the SDK's `Files`.

    Args:
        folders: The folder of each role; made when something is first written.
    """

    def __init__(self, folders: Mapping[Role, Path]) -> None:
        self._folders = folders

    async def read(self, name: str, *, role: Role = "data") -> bytes:
        """Give a whole file."""
        return await asyncio.to_thread(_read, self._folders[role], _parts(name))

    async def write(self, name: str, data: bytes, *, role: Role = "data") -> None:
        """Write a file whole or not at all."""
        if len(data) > LARGEST:
            raise Invalid(f"{name!r} has {len(data)} bytes.", remedy=f"A file of a plugin has at most {LARGEST} bytes.")
        await asyncio.to_thread(_write, self._folders[role], _parts(name), data)

    async def delete(self, name: str, *, role: Role = "data") -> None:
        """Remove a file."""
        await asyncio.to_thread(_delete, self._folders[role], _parts(name))

    async def names(self, folder: str = "", *, role: Role = "data") -> Sequence[str]:
        """Name the files in a folder and below it."""
        return await asyncio.to_thread(_names, self._folders[role], _parts(folder) if folder else [])


def _parts(name: str) -> list[str]:
    parts = name.split("/")
    if any(part in ("", ".", "..") or not _PART.fullmatch(part) or part.startswith(".new-") for part in parts):
        remedy = "Name files relative to the plugin's own folder, without `..` and empty parts."
        raise Invalid(f"{name!r} is no name of a plugin's file.", remedy=remedy)
    return parts


def _read(root: Path, parts: Sequence[str]) -> bytes:
    try:
        with _folder(root, parts[:-1]) as place, os.fdopen(os.open(parts[-1], _READ, dir_fd=place), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise NotFound(f"{'/'.join(parts)} is no file.")
            return file.read(LARGEST)
    except OSError as error:
        raise NotFound(f"There is no file {'/'.join(parts)} of this plugin.") from error


def _write(root: Path, parts: Sequence[str], data: bytes) -> None:
    with _folder(root, parts[:-1], make=True) as place:
        temporary = f".new-{secrets.token_hex(8)}"
        try:
            with os.fdopen(os.open(temporary, _WRITE, 0o600, dir_fd=place), "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.rename(temporary, parts[-1], src_dir_fd=place, dst_dir_fd=place)
            os.fsync(place)
        except BaseException:
            with suppress(OSError):
                os.unlink(temporary, dir_fd=place)
            raise


def _delete(root: Path, parts: Sequence[str]) -> None:
    with suppress(OSError), _folder(root, parts[:-1]) as place:
        os.unlink(parts[-1], dir_fd=place)


def _names(root: Path, parts: Sequence[str]) -> list[str]:
    found = []
    with suppress(OSError), _folder(root, parts) as place:
        for folder, _, names, _ in os.fwalk(dir_fd=place, follow_symlinks=False):
            inner = folder.removeprefix(".").strip("/")
            found += ["/".join(filter(None, (*parts, inner, name))) for name in names if not name.startswith(".new-")]
    return sorted(found)


@contextmanager
def _folder(root: Path, parts: Sequence[str], *, make: bool = False) -> Iterator[int]:
    """Open a folder step by step; a link in the way ends it."""
    if make:
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
    place = os.open(root, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        for part in parts:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, 0o700, dir_fd=place)
            inner = os.open(part, _FOLDER, dir_fd=place)
            os.close(place)
            place = inner
        yield place
    finally:
        os.close(place)
