"""The inventory: every entry of a tree with its stat, told folder by folder, only where something differs.

Nothing is opened. A folder's digest is blake2b over its sorted rows (name, type, size, mtime), so that a scan in which
nothing changed sends nothing. Rows are `[name, type, size, mtime_ns, inode, device, links]`; type is `f`, `d`, or `!`
for a name that is no file to us, with an error number as its size: that of its stat, EXDEV for a link out of the root,
ENOLINK for one to nothing, ENXIO for pipes, sockets and devices. `links` is 0 for a symbolic link to a file that is met
at its own place, too.
"""

from __future__ import annotations

import os
import stat
from _blake2 import blake2b  # hashlib would load OpenSSL: 3 MB in every child
from errno import ENOENT, ENOLINK, ENOTDIR, ENXIO, EXDEV
from time import monotonic
from typing import NamedTuple

import msgpack

from mediad_sdk.runner.names import Ignored
from mediad_sdk.runner.passed import Passed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Generator, Iterator
    from typing import Any

    Row = list[Any]

_FOLDERS, _BYTES, _SECONDS, _SOON = 200, 1 << 16, 1.0, 0.05
_ROW_BYTES = 48
_VANISHED = 2000


class Target(NamedTuple):
    """What a link leads to, as its own stat would say it."""

    st_size: int
    st_mtime_ns: int
    st_ino: int
    st_dev: int
    st_nlink: int


class Walk:
    """One walk of one root; `known` may arrive in several pieces before it starts."""

    def __init__(self) -> None:
        self.known: dict[bytes, Any] = {}

    def know(self, folders: dict[bytes, Any]) -> None:
        """Take a piece of what the daemon knows: folder path to digest, or to mtime_ns for a quick walk."""
        self.known.update(folders)

    def walk(
        self, root: bytes, start: bytes, *, quick: bool, names: list[bytes], globs: list[bytes]
    ) -> Generator[Any, None, Any]:
        """Walk a tree; yields batches, returns the totals."""
        known, self.known = self.known, {}
        return Pass(root, Ignored(names, globs), known, quick=quick).run(start)


class Pass:
    """The state of one walk."""

    def __init__(self, root: bytes, ignored: Ignored, known: dict[bytes, Any], *, quick: bool) -> None:
        self.root = root
        self.real = os.path.realpath(root)
        self.passed = Passed(root, ignored)
        self.known = known
        self.quick = quick
        self.seen: set[bytes] = set()
        self.linked: set[tuple[int, int]] = set()
        self.links: list[tuple[bytes, bytes, tuple[int, int]]] = []
        self.root_id = (0, 0)
        self.files = self.size = self.refused = 0
        self.errors: list[list[Any]] = []
        self.mounts: list[bytes] = []
        self.out: list[Any] = []
        self._flush()

    def run(self, start: bytes) -> Generator[Any, None, Any]:
        """Walk everything below `start`, then the links that lead where no walk goes, then tell what vanished."""
        self.root_id = _identity(self.root)
        pending = [] if self.passed.hides(start) else [start]
        if self.quick and pending:
            pending += [path for path in self.known if path != start and _below(path, start)]
        yield from self._all(pending)
        while self.links:
            path, target, identity = self.links.pop(0)
            if self._leads_on(target, identity):
                yield from self._all([path])
        yield self._flush()
        gone = self._vanished(start)
        for at in range(0, len(gone), _VANISHED):
            yield {"vanished": gone[at : at + _VANISHED]}
        return {
            "folders": len(self.seen), "files": self.files, "size": self.size, "links_refused": self.refused,
            "errors": self.errors, "mounts": self.mounts, "root_changed": not _is_still(self.root, self.root_id),
            "passed": self.passed.told(),
        }  # fmt: skip  # one total

    def _all(self, pending: list[bytes]) -> Iterator[Any]:
        while pending:
            path = pending.pop()
            if path not in self.seen:
                try:
                    pending += self._quickly(path) if self.quick else self._folder(path)
                except OSError as error:
                    self._failed(path, error)
            waited = monotonic() - self.told
            if len(self.out) >= _FOLDERS or self.out_bytes >= _BYTES or waited > (_SOON if self.out else _SECONDS):
                yield self._flush()

    def _flush(self) -> dict[str, Any]:
        batch = {"folders": self.out, "seen": len(self.seen), "files": self.files}
        self.out, self.out_bytes, self.told = [], 0, monotonic()
        return batch

    def _failed(self, path: bytes, error: OSError) -> None:
        # Gone between its listing and now: no error, it will be among the vanished. The root may never be.
        if not path or error.errno not in (ENOENT, ENOTDIR):
            self.seen.add(path)
            self.errors.append([path, error.errno, os.strerror(error.errno or 0)])

    def _quickly(self, path: bytes) -> list[bytes]:
        mtime = self.known.get(path)
        if mtime is not None and os.stat(self.root + b"/" + path).st_mtime_ns == mtime:
            self.seen.add(path)
            return []
        return [child for child in self._folder(path) if child not in self.known]

    def _folder(self, path: bytes) -> list[bytes]:
        full = self.root + b"/" + path if path else self.root
        facts = os.stat(full)  # before its entries: what changes while they are read shows as a change next time
        if facts.st_dev != self.root_id[0]:
            self.mounts.append(path)
        found, more, folders = self._entries(path, full)
        ordered = sorted(found)
        digest = blake2b(msgpack.packb(ordered), digest_size=16).digest()
        self.seen.add(path)
        self.files += len(found) - len(folders)
        if self.quick or self.known.get(path) != digest:
            by_name = {row[0]: each for row, each in zip(found, more, strict=True)}
            rows = [_row(row, by_name[row[0]]) for row in ordered]
            self.out.append([path, digest, facts.st_mtime_ns, rows])
            self.out_bytes += _ROW_BYTES * len(rows) + len(path)
        return folders

    def _entries(  # noqa: PLR0915  # one function: a call for every entry of every disk would cost a tenth
        self, path: bytes, full: bytes
    ) -> tuple[list[tuple[Any, ...]], list[Any], list[bytes]]:
        """List one folder: name, type, size and time of each entry, what more is known of it, and the sub-folders."""
        found: list[tuple[Any, ...]] = []
        more: list[Any] = []
        folders: list[bytes] = []
        below = path + b"/" if path else b""
        facts: Any
        with os.scandir(full) as listed:
            entries = list(listed)
        hidden = self.passed.among(path, [entry.name for entry in entries])
        for entry in entries:
            name = entry.name
            if hidden and name in hidden:
                continue
            try:
                if entry.is_file(follow_symlinks=False):
                    facts = entry.stat(follow_symlinks=False)
                elif entry.is_dir(follow_symlinks=False):
                    found.append((name, "d", 0, 0))
                    more.append(entry)
                    folders.append(below + name)
                    continue
                elif (facts := self._link(below + name, entry.stat(follow_symlinks=False))) is None:
                    continue
                size = facts.st_size
                self.size += size
                found.append((name, "f", size, facts.st_mtime_ns))
                more.append(facts)
            except FileNotFoundError:
                continue  # gone since it was listed
            except OSError as error:
                self.refused += error.errno == EXDEV
                found.append((name, "!", error.errno, 0))
                more.append(None)
        return found, more, folders

    def _link(self, path: bytes, facts: os.stat_result) -> Target | None:
        """Follow a link that stays in the root; keep folders for later, refuse whatever is no file."""
        target, facts = _followed(self.root + b"/" + path, self.real, facts)
        if stat.S_ISDIR(facts.st_mode):
            self.links.append((path, target, (facts.st_dev, facts.st_ino)))
            return None
        links = facts.st_nlink if self._is_hidden(target) else 0
        return Target(facts.st_size, facts.st_mtime_ns, facts.st_ino, facts.st_dev, links)

    def _is_hidden(self, target: bytes) -> bool:
        """Tell whether the walk passes over a place in the root: what is not met there counts where a link to it is."""
        return self.passed.hides(target[len(self.real.rstrip(b"/")) + 1 :])

    def _leads_on(self, target: bytes, identity: tuple[int, int]) -> bool:
        """A folder of this root is met at its own place; only where it is passed over, a link to it counts."""
        new = identity not in self.linked and self._is_hidden(target)
        if new:
            self.linked.add(identity)
        return new

    def _vanished(self, start: bytes) -> list[bytes]:
        """What was known and is not there; what lies below an unreadable folder is not gone, only out of sight."""
        hidden = {error[0] for error in self.errors}
        gone = [path for path in self.known if path not in self.seen and _below(path, start)]
        return [path for path in gone if not hidden or hidden.isdisjoint(_ancestors(path))]


def _followed(path: bytes, real: bytes, facts: os.stat_result) -> tuple[bytes, os.stat_result]:
    """Give the file or folder that a link leads to; an error number tells what else it is."""
    if not stat.S_ISLNK(facts.st_mode):
        raise OSError(ENXIO, "no file")
    target = os.path.realpath(path)
    if target != real and not target.startswith(real.rstrip(b"/") + b"/"):
        raise OSError(EXDEV, "a link out of the root")
    try:
        facts = os.stat(target)  # a link that leads to itself fails, and is told with that reason
    except FileNotFoundError as error:
        raise OSError(ENOLINK, "a link to nothing") from error
    if not (stat.S_ISREG(facts.st_mode) or stat.S_ISDIR(facts.st_mode)):
        raise OSError(ENXIO, "a link to no file")
    return target, facts


def _is_still(path: bytes, identity: tuple[int, int]) -> bool:
    try:
        return _identity(path) == identity
    except OSError:
        return False


def _identity(path: bytes) -> tuple[int, int]:
    facts = os.stat(path)
    return facts.st_dev, facts.st_ino


def _row(row: tuple[Any, ...], more: Any) -> Row:
    if row[1] == "f":
        return [*row, more.st_ino, more.st_dev, more.st_nlink]
    return [*row, more.inode() if more else 0, 0, 1]


def _below(path: bytes, start: bytes) -> bool:
    return not start or path == start or path.startswith(start + b"/")


def _ancestors(path: bytes) -> Iterator[bytes]:
    yield b""
    at = path.find(b"/")
    while at > 0:
        yield path[:at]
        at = path.find(b"/", at + 1)
    yield path
