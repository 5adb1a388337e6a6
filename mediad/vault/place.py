"""Where the secret key lies: a systemd credential, a file that the configuration names, or one in the data directory.

A file holds a key in base64 a line; the first seals, the others still open what they sealed.
"""

from __future__ import annotations

import os
import secrets
import stat
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from contextlib import suppress
from errno import ELOOP
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.vault.errors import KeyRefused
from mediad.vault.ring import KEY_BYTES, Key, new_key
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CREDENTIAL = "mediad.key"
FILE_NAME = "secret.key"
_MOST = 64 << 10
_PRIVATE = 0o600
_HEADER = "# The secret key of mediad: without it, what it sealed is lost. Keep a copy elsewhere.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where the key lies.

    Attributes:
        path: The file.
        lent: It is systemd's: nothing is written there, and who may read it is its business.
    """

    path: Path
    lent: bool = False

    def read(self) -> tuple[Key, ...]:
        """Give the keys; none when there is no file. Raises `KeyRefused`."""
        try:
            text = _read(self.path, lent=self.lent)
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise KeyRefused(f"The secret key {self.path} cannot be read: {_reason(error)}.") from error
        keys = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
        if not keys:
            raise KeyRefused(f"The secret key {self.path} is empty.")
        return tuple(_key(self.path, number, each) for number, each in enumerate(keys, 1))

    def make(self) -> tuple[Key, ...]:
        """Make a first key; whoever made one at the same time wins."""
        if self.lent:
            raise KeyRefused(f"There is no secret key in {self.path}.")
        key = new_key()
        fresh = self._written((key,))
        try:
            os.link(fresh, self.path)  # unlike a rename it never takes the place of another's key
        except FileExistsError:
            return self.read()
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            fresh.unlink(missing_ok=True)
        _settle(self.path.parent)
        return (key,)

    def write(self, keys: Sequence[Key]) -> None:
        """Put other keys in the place of those that are there; after a crash it is the one or the other."""
        fresh = self._written(keys)
        try:
            fresh.replace(self.path)
        except OSError as error:
            raise _unwritable(self.path, error) from error
        finally:
            fresh.unlink(missing_ok=True)
        _settle(self.path.parent)

    def _written(self, keys: Sequence[Key]) -> Path:
        fresh = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
        text = "".join(f"{b64encode(key.material).decode()}\n" for key in keys)
        try:
            with open(fresh, "x", encoding="ascii", opener=_private) as file:  # Path.open takes no opener
                file.write(_HEADER + text)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise _unwritable(self.path, error) from error
        return fresh


def find_place(environ: Mapping[str, str], key_file: Path | None, data_dir: Path) -> Place:
    """Say where the key lies: systemd's word is stronger than the configuration's."""
    if directory := environ.get("CREDENTIALS_DIRECTORY"):
        credential = Path(directory) / CREDENTIAL
        if credential.exists():
            return Place(path=credential, lent=True)
    return Place(path=key_file or data_dir / FILE_NAME)


def _read(path: Path, *, lent: bool) -> str:
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | (0 if lent else os.O_NOFOLLOW))
    with os.fdopen(descriptor, encoding="ascii") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode):
            raise KeyRefused(f"The secret key {path} is no file.")
        if not lent and found.st_uid not in (0, os.geteuid()):
            raise KeyRefused(f"The secret key {path} belongs to somebody else.")
        if not lent and found.st_mode & 0o077:
            raise KeyRefused(f"The secret key {path} can be read by others (mode {found.st_mode & 0o777:o}).")
        return file.read(_MOST)


def _key(path: Path, number: int, text: str) -> Key:
    try:
        material = b64decode(text, validate=True)
    except NoBase64:
        material = b""
    if len(material) != KEY_BYTES:
        raise KeyRefused(f"Key {number} of {path} is not {KEY_BYTES} bytes in base64.")
    return Key(material)


def _reason(error: OSError | UnicodeDecodeError) -> str:
    if not isinstance(error, OSError):
        return "it is not text"
    return "it is a symbolic link" if error.errno == ELOOP else error.strerror or type(error).__name__


def _private(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, _PRIVATE)


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unwritable(path: Path, error: OSError) -> KeyRefused:
    remedy = "Let the daemon's user write into its folder, or name another file in `storage.key_file`."
    return KeyRefused(f"The secret key {path} cannot be written: {_reason(error)}.", remedy=remedy)
