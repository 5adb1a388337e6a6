"""Landlock by hand: a process gives up every file but those that it names, for good and for its descendants.

The numbers of the calls are the same on every machine. What a kernel does not know yet is left out, so that a newer one
holds more: `linux/landlock.h`, landlock(7).
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION, _BENEATH = 1, 1
_PR_SET_NO_NEW_PRIVS = 38

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR, _REMOVE_DIR, _REMOVE_FILE = (1 << bit for bit in range(6))
_MAKE_DIR, _MAKE_REG, _REFER, _TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
LIST = _READ_DIR
"""See names, and open nothing."""
READ = _EXECUTE | _READ_FILE | _READ_DIR
CHANGE = _READ_FILE | _READ_DIR | _WRITE_FILE | _TRUNCATE
OWN = CHANGE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER
"""Files and folders, but nothing that another could be led by: no links, pipes, sockets, devices; and no programs."""
_OF_FILES = _EXECUTE | _READ_FILE | _WRITE_FILE | _TRUNCATE

_FILES = {1: (1 << 13) - 1, 2: _REFER, 3: _TRUNCATE, 5: 1 << 15}
"""What each version of Landlock began to hold of files: at last what is done to a device."""
_TCP, _TCP_SINCE = 3, 4
_SCOPES, _SCOPES_SINCE = 3, 6
"""Abstract Unix sockets, and signals, of processes that are not confined with this one."""


def version() -> int:
    """Give the kernel's version of Landlock; 0 when it has none, or is not let to us."""
    return max(int(_call(_CREATE, None, 0, _VERSION)), 0)


def restrict(rules: Iterable[tuple[bytes, int]], *, network: bool) -> str:
    """Leave to this process what the rules name, and nothing else.

    Args:
        rules: Paths with what may be done at and below them; a path that is not there is passed over.
        network: False gives up TCP as well.

    Returns:
        "" when it holds or there is no Landlock, else the reason why it could not be done.
    """
    known = version()
    if not known:
        return ""
    handled = sum(rights for since, rights in _FILES.items() if since <= known)
    tcp = _TCP if not network and known >= _TCP_SINCE else 0
    scopes = _SCOPES if known >= _SCOPES_SINCE else 0
    sets = struct.pack("=QQQ", handled, tcp, scopes)
    ruleset = _call(_CREATE, sets, len(sets), 0)
    try:
        if ruleset < 0:
            return _refused()
        for path, rights in rules:
            if why := _allow(ruleset, path, rights & handled):
                return why
        ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        return _refused() if _call(_RESTRICT, ruleset, 0) else ""
    finally:
        if ruleset >= 0:
            os.close(ruleset)


def _allow(ruleset: int, path: bytes, rights: int) -> str:
    try:
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return ""
    try:
        # What is of folders is refused for a file; to ask what it is could hang with its disk.
        for given in (rights, rights & _OF_FILES):
            if not given or not _call(_ADD, ruleset, _BENEATH, struct.pack("=Qi", given, place), 0):
                return ""
        return f"{_refused()}: {os.fsdecode(path)}"
    finally:
        os.close(place)


def _refused() -> str:
    return f"the kernel refused the Landlock rules: {os.strerror(ctypes.get_errno())}"


def _call(number: int, *arguments: int | bytes | None) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    try:
        call = libc.syscall
    except AttributeError:
        ctypes.set_errno(errno.ENOSYS)
        return -1
    whole = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(call(ctypes.c_long(number), *whole))
