"""What goes to media workers and what comes back: frozen values over the wire's plain ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad_sdk.wire import FlatWork

Row = Sequence[Any]
"""One entry of a folder: `[name, type, size, mtime_ns, inode, device, links]`, type `f`, `d` or `!` (stat failed)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeCode:
    """The code of one media type: its id, `package.module:function` each, and the kinds that its works may have."""

    id: str
    claim: str
    extract: str
    assemble: str
    extract_folder: str = ""
    kinds: tuple[str, ...] = ()

    def wire(self) -> dict[str, object]:
        """Give it as a plain dict."""
        names = {"id": self.id, "claim": self.claim, "extract": self.extract, "assemble": self.assemble}
        return {**names, "extract_folder": self.extract_folder, "kinds": self.kinds}


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatCode:
    """The code of one format of sidecars.

    Attributes:
        id: What its files are typed as.
        format: The format's own id.
        read: `package.module:function` that reads one.
        names: Patterns of names, the best first.
        kinds: The kinds of works that it speaks of.
        types: The media types that have such kinds.
        collections: By kind the kind of collection that its works are put into.
    """

    id: str
    format: str
    read: str
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    types: tuple[str, ...] = ()
    collections: Mapping[str, str] = field(default_factory=dict)

    def wire(self) -> dict[str, object]:
        """Give it as a plain dict; to a worker it is a type that claims by names and makes no works."""
        said = {"id": self.id, "format": self.format, "extract": self.read, "names": self.names, "kinds": self.kinds}
        return {**said, "types": self.types, "collections": dict(self.collections)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderInput:
    """One folder to understand.

    Attributes:
        path: Below its root.
        entries: Every row of it.
        known: By media type and file name the facts of unchanged files, as JSON text.
        failed: By media type and file name the error codes of unchanged files that failed before; they are left alone.
        wrote: By file name the fields that mediad itself wrote into a sidecar.
    """

    path: bytes
    entries: Sequence[Row]
    known: Mapping[str, Mapping[bytes, str]] = field(default_factory=dict)
    failed: Mapping[str, Mapping[bytes, str]] = field(default_factory=dict)
    wrote: Mapping[bytes, Mapping[str, Any]] = field(default_factory=dict)


class FileResult(NamedTuple):  # a scan makes one a file: a frozen dataclass takes five times as long
    """What one file gave.

    Attributes:
        name: The file.
        type: The media type that claimed it.
        facts: JSON text of what `extract` returned, "" when it failed.
        error: A stable code, "" when all went well: `timeout`, `crash`, `memory`, `unreadable`, `changed`, `too_large`,
            `load_failed`, `error`, or the plugin's own.
        reason: A sentence.
        size: Bytes, as they were when it was opened.
        mtime_ns: Its last change, as it was then.
        content_id: 16 bytes over its size and three samples; empty when it could not be opened.
        opens: How often the worker opened it.
    """

    name: bytes
    type: str
    facts: str = ""
    error: str = ""
    reason: str = ""
    size: int = 0
    mtime_ns: int = 0
    content_id: bytes = b""
    opens: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class StepError:
    """A media type failed at a whole folder: `step` is `claim` or `assemble`."""

    type: str
    step: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FolderResult:
    """What media types made of one folder.

    Attributes:
        path: The folder.
        claims: By media type `{files, companions, folders, confidence}`; a file is in one claim only.
        files: The files that were opened now, not those whose facts were known.
        works: By media type the works, flattened: parents come first.
        errors: Steps that failed.
    """

    path: bytes
    claims: Mapping[str, Mapping[str, Any]]
    files: tuple[FileResult, ...]
    works: Mapping[str, Sequence[FlatWork]]
    errors: tuple[StepError, ...] = ()
