"""Changes on local disks as they happen, seen by a child process."""

from __future__ import annotations

from contextlib import aclosing
from typing import TYPE_CHECKING, Any

from mediad.workers.child import Child
from mediad.workers.process import Limits
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Sequence

    from mediad.workers.process import Processes

_LIMITS = Limits(memory=1 << 30, file_size=-1)
_DEAF = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "fuseblk"})
_REMEDY = "raise fs.inotify.max_user_watches (sysctl) for more, scans find the rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Something happened below a root.

    Attributes:
        folders: Folders whose entries changed, in byte order.
        everything: Events were lost: the whole root must be scanned.
        ready: The watcher sees from now on; so many folders are watched.
        finding: A sentence for the health report, when the kernel allows no more watches.
    """

    folders: tuple[bytes, ...] = ()
    everything: bool = False
    ready: int | None = None
    finding: str = ""


def watchable(fs_type: str) -> bool:
    """Tell whether this kind of file system reports every change: a network's other users change it unseen."""
    return fs_type not in _DEAF and not fs_type.startswith("fuse.") and fs_type != "fuse"


async def watch(
    processes: Processes,
    root: bytes,
    *,
    ignored_names: Sequence[bytes] = (),
    ignored_globs: Sequence[bytes] = (),
    quiet: float = 2.0,
    longest: float = 30.0,
) -> AsyncGenerator[Change, None]:
    """Watch a root for ever; close the generator (`contextlib.aclosing`) to end its child.

    Raises:
        WorkerDied: The watcher ended; watch again, and scan, since changes may have been missed.
        WorkerFailed: The system gives no inotify descriptor.
    """
    arguments = {
        "root": root, "names": list(ignored_names), "globs": list(ignored_globs), "quiet": quiet, "longest": longest
    }  # fmt: skip  # one request
    async with (
        Child.spawn(processes, "watcher", "mediad_sdk.runner.watch:operations", _LIMITS) as child,
        aclosing(child.stream("watch", arguments, seconds=None)) as parts,
    ):
        async for _, part in parts:
            yield _change(part)


def _change(part: dict[str, Any]) -> Change:
    if "full" in part:
        return Change(finding=f"only {part['full']} folders are watched; {_REMEDY}")
    return Change(folders=tuple(part.get("folders", ())), everything=part.get("all", False), ready=part.get("ready"))
