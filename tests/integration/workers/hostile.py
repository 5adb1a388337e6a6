"""What runs inside the children of these tests: operations and a media type that behave as badly as they can."""

from __future__ import annotations

import ctypes
import mmap
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import Unsupported
from mediad_sdk.values.media import Claim
from mediad_sdk.values.works import Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from mediad_sdk.values.media import Extracted, Listing, MediaFile

# ---------------------------------------------------------------------------------------------------- operations


def operations() -> dict[str, Callable[..., Any]]:
    return {
        "echo": lambda value: value,
        "count": count,
        "sleep_a_little": lambda: time.sleep(0.2),
        "stop": lambda: os.kill(os.getpid(), 19),
        "exit_seven": lambda: os._exit(7),
        "shout": shout,
        "raise": fail,
        "huge": lambda: b"x" * (65 << 20),
        "denied": denied,
        "denied_below": denied_below,
        "pairs": pairs,
        "facts": facts,
        "grandchild": grandchild,
        "eat": lambda size: len(bytearray(size)),
        "write": write,
    }


def count(to: int, size: int = 0) -> Iterator[Any]:
    for number in range(to):
        yield [number, b"x" * size]
    return to


def shout() -> str:
    print("a plugin prints")  # noqa: T201  # the point
    os.write(1, b"\x00\x00\x00\x01\xc0 and writes what looks like a frame\n")
    print("to both", file=sys.stderr)  # noqa: T201  # as above
    subprocess.run(["/bin/echo", "its children print"], check=True)
    return "done"


def fail() -> None:
    raise OSError(5, "the disk is broken")


def outcome(call: Callable[[], Any]) -> str:
    try:
        call()
    except OSError as error:
        return os.strerror(error.errno or 0)
    return "allowed"


def syscall(number: int, *arguments: Any) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.syscall(number, *arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def denied() -> dict[str, str]:
    left, right = socket.socketpair()
    with left, right:
        return {
            "tcp": outcome(lambda: socket.socket(socket.AF_INET)),
            "udp": outcome(lambda: socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)),
            "unix": outcome(lambda: socket.socket(socket.AF_UNIX)),
            "netlink": outcome(lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)),
            "datagram pair": outcome(lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)),
            "connect": outcome(lambda: left.connect("/nowhere")),
            "bind": outcome(lambda: left.bind("\0nowhere")),
            "sendto": outcome(lambda: left.sendto(b"x", "/nowhere")),
            "io_uring": outcome(lambda: syscall(425, 8, ctypes.create_string_buffer(256))),
            "ptrace": outcome(lambda: syscall({"x86_64": 101}.get(os.uname().machine, 117), 0, 0, 0, 0)),
            "unshare": outcome(lambda: syscall({"x86_64": 272}.get(os.uname().machine, 97), 0x10000000)),
        }


def denied_below() -> str:
    code = "import socket\ntry: socket.create_connection(('127.0.0.1', 9))\nexcept OSError as e: print(e.strerror)"
    return subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def pairs() -> bytes:
    left, right = socket.socketpair()
    with left, right:
        left.sendall(b"through")
        return right.recv(10)


def facts() -> dict[str, Any]:
    import resource  # noqa: PLC0415  # as the runner does

    open_files = sorted(int(path.name) for path in Path("/proc/self/fd").iterdir())
    return {
        "fds": [fd for fd in open_files if Path(f"/proc/self/fd/{fd}").exists()],
        "environment": dict(os.environ),
        "session": os.getsid(0) == os.getpid(),
        "memory": resource.getrlimit(resource.RLIMIT_AS)[0],
        "core": resource.getrlimit(resource.RLIMIT_CORE)[0],
        "oom": int(Path("/proc/self/oom_score_adj").read_text()),
        "modules": sorted(sys.modules),
    }


def grandchild() -> int:
    return subprocess.Popen(["/bin/sleep", "60"]).pid


def write(path: str) -> None:
    Path(path).write_bytes(b"x" * 10)


def breaks_while_loading() -> None:
    raise RuntimeError("this target does not even start")


# ---------------------------------------------------------------------------------------------------- a media type


def claim(listing: Listing) -> Claim | None:
    if b"claim crashes" in listing.path:
        os._exit(5)
    if b"claim raises" in listing.path:
        raise ValueError("no claim to be had")
    files = tuple(entry.name for entry in listing.files if not entry.name.endswith(b".txt"))
    return Claim(files=files) if files else None


def claim_everything(listing: Listing) -> Claim:
    return Claim(files=tuple(entry.name for entry in listing.files), confidence=0.1)


def extract(file: MediaFile) -> Mapping[str, Any]:
    for word, deed in DEEDS.items():
        if word in file.name:
            return deed(file)
    return {"name": file.name, "size": file.size, "head": file.open().read(8).decode("latin-1")}


def assemble(listing: Listing, facts: Sequence[Extracted]) -> Iterable[Work]:
    if b"assemble hangs" in listing.path:
        stuck(None)
    for fact in facts:
        yield Work(kind="toy", key=fact.name.decode("latin-1") + "|" + fact.error)


def artwork(file: MediaFile) -> bytes | None:
    return file.open().read() or None


def kept(source: Any, n: int = 100) -> dict[str, bytes]:
    """Make something of a picture: its first bytes."""
    return {"data": (source if isinstance(source, bytes) else source.read())[:n]}


def segfault(_: Any) -> Any:
    ctypes.string_at(0)


def stuck(_: Any) -> Any:
    """Hold the interpreter where no signal handler runs: what a native parser does when it hangs."""
    signal.pthread_sigmask(signal.SIG_BLOCK, signal.valid_signals())
    time.sleep(60)


def backtrack(_: Any) -> Any:
    re.match(r"(a+)+$", "a" * 50 + "b")


def swallow(_: Any) -> Any:
    while True:
        try:
            time.sleep(0.01)
        except Exception:  # noqa: BLE001  # as bad plugins do
            continue


def refuse(_: Any) -> Any:
    raise Unsupported("it is protected")


def grow(_: Any) -> Any:
    return {"size": len(bytearray(8 << 30))}


def map_too_much(_: Any) -> Any:
    pages = mmap.mmap(-1, 8 << 30)
    return {"size": len(pages)}


def fork_bomb_free_exit(_: Any) -> Any:
    raise SystemExit(3)


def wait_for_change(file: MediaFile) -> Any:
    while Path(file.path).stat().st_mtime_ns == file.mtime_ns:
        time.sleep(0.002)
    return {}


def write_into_it(file: MediaFile) -> Any:
    Path(file.path).write_bytes(b"mine")


def backdate(file: MediaFile) -> Any:
    os.utime(file.path, (0, 0))


def look_next_door(file: MediaFile) -> Any:
    return {"secret": (Path(file.path).parents[2] / "secret").read_text()}


def look_at_the_daemon(_: Any) -> Any:
    return {"secret": Path(f"/proc/{os.getppid()}/environ").read_text()}


def use_temporary(_: Any) -> Any:
    with tempfile.TemporaryFile() as made:
        made.write(b"x")
    return {"head": "content "}


def blame(file: MediaFile) -> Any:
    raise PermissionError(1, "Operation not permitted", file.path)


DEEDS: dict[str, Callable[[Any], Any]] = {
    "segfaults": segfault,
    "exits": lambda _: os._exit(3),
    "asks to exit": fork_bomb_free_exit,
    "hangs in C": stuck,
    "backtracks": backtrack,
    "swallows": swallow,
    "eats memory": grow,
    "maps too much": map_too_much,
    "returns 40 MB": lambda _: {"text": "x" * (40 << 20)},
    "returns bytes": lambda _: {"bytes": b"x"},
    "returns None": lambda _: None,
    "is refused": refuse,
    "asks the network": lambda _: socket.create_connection(("127.0.0.1", 9)),
    "blames its file": blame,
    "prints": lambda _: shout() and {},
    "changes": wait_for_change,
    "writes into its file": write_into_it,
    "backdates its file": backdate,
    "looks next door": look_next_door,
    "looks at the daemon": look_at_the_daemon,
    "uses a temporary file": use_temporary,
}
