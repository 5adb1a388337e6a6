"""Runs in a process of its own, and reaches for what is the daemon's: a route for each deed, and each honest work."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import tempfile
import threading
from functools import partial
from pathlib import Path

from mediad_sdk import Response, Route, hookimpl

_LIBC = ctypes.CDLL(None, use_errno=True)
_PTRACE_SEIZE = 0x4206


def reads(target):
    with Path(target).open("rb") as file:
        file.read(1)


def looks_into_memory(target):
    with Path(f"/proc/{target}/mem").open("rb") as file:
        file.seek(id(file))
        file.read(1)


def lists(target):
    list(Path(target).iterdir())


def writes(target):
    with Path(target).open("ab") as file:
        file.write(b"mine")


def cuts_short(target):
    os.truncate(target, 0)


def removes(target):
    Path(target).unlink()


def moves(target):
    Path(target).rename(Path(tempfile.gettempdir(), "moved"))


def binds(target):
    os.link(target, Path(tempfile.gettempdir(), "bound"))


def opens_up(target):
    Path(target).chmod(0o666)


def backdates(target):
    os.utime(target, (0, 0))


def leads_astray(target):
    Path(tempfile.gettempdir(), "link").symlink_to(target)


def connects(target):
    with socket.socket(socket.AF_UNIX) as made:
        made.connect(target)


def sends(target):
    pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    pair[0].sendto(b"READY=1", target)


def traces(target):
    _checked(_LIBC.ptrace(_PTRACE_SEIZE, int(target), 0, 0))


def copies_memory(target):
    space = (ctypes.c_size_t * 2)(ctypes.addressof(ctypes.create_string_buffer(8)), 8)
    _checked(_LIBC.process_vm_readv(int(target), space, 1, space, 1, 0))


def signals(target):
    os.kill(int(target), signal.SIGCONT)


def slows_down(target):
    os.setpriority(os.PRIO_PROCESS, int(target), 19)


def _checked(outcome):
    if outcome < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


DEEDS = (
    reads, looks_into_memory, lists, writes, cuts_short, removes, moves, binds, opens_up, backdates, leads_astray,
    connects, sends, traces, copies_memory, signals, slows_down,
)  # fmt: skip


def temporary():
    with tempfile.TemporaryDirectory() as folder:
        first, second = Path(folder, "a"), Path(folder, "b")
        first.write_text("mine")
        first.replace(second)
        with second.open("r+") as file:
            file.truncate(2)
        Path(folder, "deep").mkdir()
        second.rename(Path(folder, "deep", "b"))
        return Path(folder, "deep", "b").read_text()


def database():
    import sqlite3  # noqa: PLC0415  # imported when first used, as honest code does

    with tempfile.TemporaryDirectory() as folder, sqlite3.connect(Path(folder, "own.db")) as made:
        made.execute("PRAGMA journal_mode = WAL")
        made.execute("CREATE TABLE t AS SELECT 7 AS n")
        made.commit()
        return made.execute("SELECT n FROM t").fetchone()[0]


def zone():
    from zoneinfo import ZoneInfo  # noqa: PLC0415  # as above

    return str(ZoneInfo("Europe/Berlin"))


def lazily():
    import mimetypes  # noqa: PLC0415  # as above
    import xml.dom.minidom  # noqa: PLC0415  # as above

    return [mimetypes.guess_type("a.flac")[0], xml.dom.minidom.__name__]


def certificates():
    import ssl  # noqa: PLC0415  # as above

    return ssl.create_default_context().verify_mode == ssl.CERT_REQUIRED


def threads():
    told = []
    made = [threading.Thread(target=told.append, args=(each,)) for each in range(4)]
    for each in made:
        each.start()
    for each in made:
        each.join()
    return sorted(told)


def nowhere():
    with Path(os.devnull).open("w") as file:
        file.write("x")
    return len(os.urandom(4)) + len(Path("/dev/zero").open("rb").read(4))


def itself():
    return [Path("/proc/self/comm").read_text().strip() != "", len(list(Path("/proc/self/fd").iterdir())) > 3]


def program():
    return subprocess.run(["cat", "/proc/uptime"], capture_output=True, check=True).stdout != b""


def host():
    return socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM) != []


def where():
    return {"temporary": tempfile.gettempdir(), "code": str(Path(__file__).parent), "pid": os.getpid()}


WORK = (temporary, database, zone, lazily, certificates, threads, nowhere, itself, program, host, where)


class Plugin:
    def __init__(self, context):
        self.context = context

    @hookimpl
    def mediad_routes(self):
        deeds = [(each.__name__, partial(self.deed, each)) for each in DEEDS]
        work = [(each.__name__, partial(self.work, each)) for each in WORK]
        return [
            Route(method="GET", path=f"/{name}", permission="items.read", handler=each)
            for name, each in (*deeds, *work, ("own", self.own))
        ]

    async def deed(self, each, request):
        try:
            each(request.query["target"])
        except OSError as error:
            if "aloud" in request.query:
                raise
            return Response(json={"refused": f"{type(error).__name__}: {error}"})
        return Response(json={"refused": ""})

    async def work(self, each, request):
        return Response(json={"gives": each()})

    async def own(self, request):
        await self.context.files.write("a/b", b"mine")
        await self.context.store.put("n", 1)
        return Response(json={"gives": [(await self.context.files.read("a/b")).decode(), os.getpid()]})


def plugin(context, settings):
    return Plugin(context)
