"""A seccomp filter assembled by hand: refuses system calls with EPERM, never kills, holds for grandchildren too.

What touches media has no use for a network: of sockets it keeps stream pairs, which asyncio needs. A datagram pair
could reach any Unix socket by its name, so it is refused.

A plugin apart keeps what leads to other hosts when it was let, and never what leads to a program here by a Unix socket:
the daemon takes whoever has its user for an administrator. It also gives up what Landlock does not hold: owners, modes
and times of files by their path.

Numbers: `asm/unistd_64.h` and `asm-generic/unistd.h`; layout: `struct seccomp_data` in `linux/seccomp.h`.
"""

from __future__ import annotations

import ctypes
import errno
import os
import struct

_TABLE = """
name x86_64 aarch64
socket 41 198
connect 42 203
bind 49 200
listen 50 201
accept 43 202
accept4 288 242
sendto 44 206
socketpair 53 199
clone 56 220
clone3 435 435
ptrace 101 117
process_vm_readv 310 270
process_vm_writev 311 271
bpf 321 280
perf_event_open 298 241
keyctl 250 219
add_key 248 217
request_key 249 218
userfaultfd 323 282
mount 165 40
umount2 166 39
pivot_root 155 41
chroot 161 51
unshare 272 97
setns 308 268
kexec_load 246 104
init_module 175 105
finit_module 313 273
delete_module 176 106
open_by_handle_at 304 265
reboot 169 142
swapon 167 224
io_uring_setup 425 425
io_uring_enter 426 426
io_uring_register 427 427
pidfd_getfd 438 438
open_tree 428 428
move_mount 429 429
fsopen 430 430
fsmount 432 432
tkill 200 130
pidfd_send_signal 424 424
kill 62 129
tgkill 234 131
rt_sigqueueinfo 129 138
rt_tgsigqueueinfo 297 240
pidfd_open 434 434
prlimit64 302 261
"""
_TABLE_APART = """
name x86_64 aarch64
chmod 90 -
chown 92 -
lchown 94 -
fchmodat 268 53
fchmodat2 452 452
fchownat 260 54
setxattr 188 5
lsetxattr 189 6
removexattr 197 14
lremovexattr 198 15
setxattrat 463 463
removexattrat 466 466
file_setattr 469 469
utime 132 -
utimes 235 -
futimesat 261 -
setpriority 141 140
ioprio_set 251 30
process_madvise 440 440
process_mrelease 448 448
"""
"""What a plugin apart gives up besides: it works on files by their path, or on other processes."""
_TABLE_OWN = """
name x86_64 aarch64
utimensat 280 88
sched_setparam 142 118
sched_setscheduler 144 119
sched_setaffinity 203 122
sched_setattr 314 274
migrate_pages 256 238
move_pages 279 239
"""
"""What it may do by an open file, and to itself."""
_AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NETWORK = frozenset(["socket", "connect", "bind", "listen", "accept", "accept4"])
_AIMED = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_open", "prlimit64")
"""Calls whose first argument says which process they are aimed at."""
_CONDITIONAL = frozenset(["sendto", "socketpair", "clone", "clone3", *_AIMED])

_LOAD, _AND, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_UNKNOWN = 0x00050000 | errno.ENOSYS
_X32 = 0x40000000
_NAMESPACES = 0x7E020000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
_STREAM, _SEQPACKET = 1, 5
_FAMILIES = (2, 10, 16)
"""IPv4, IPv6, and the kernel's tables of addresses, which resolving a name reads."""
_PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER = 22, 38, 2


def _op(code: int, k: int, yes: int = 0, no: int = 0) -> bytes:
    return struct.pack("=HBBI", code, yes, no, k)


def _argument(index: int, *, high: bool = False) -> bytes:
    return _op(_LOAD, 16 + 8 * index + 4 * high)


def assemble(machine: str, *, network: bool, apart: bool = False, spared: tuple[int, ...] = ()) -> bytes:
    """Write the filter for one architecture.

    Args:
        machine: As `os.uname().machine` names it.
        network: True leaves the socket calls alone and refuses only what no child of ours needs.
        apart: It is for the code of a plugin alone: sockets lead to other hosts, files are changed once they are open.
        spared: Process numbers that no signal and no limit may be aimed at, as `kill` takes them.

    Raises:
        LookupError: The architecture is not known here.
    """
    numbers = _numbers(machine)
    refuse, allow = _op(_RETURN, _REFUSE), _op(_RETURN, _ALLOW)
    out = [_op(_LOAD, 4), _op(_EQUAL, _AUDIT[machine], 1, 0), refuse, _op(_LOAD, 0)]
    if machine == "x86_64":
        out += [_op(_AT_LEAST, _X32, 0, 1), refuse]
    soft = _CONDITIONAL | _NETWORK if network else _CONDITIONAL
    for number in (number for name, number in numbers.items() if name not in soft):
        out += [_op(_EQUAL, number, 0, 1), refuse]
    if apart:
        out += _apart(machine)
    for name in _AIMED if spared else ():
        out += [_op(_EQUAL, numbers[name], 0, len(spared) + 3), _argument(0)]
        out += [_op(_EQUAL, each & 0xFFFFFFFF, len(spared) - at, 0) for at, each in enumerate(spared)]
        out += [allow, refuse]
    # clone3 hides its flags behind a pointer; libc falls back to clone when it is unknown.
    out += [_op(_EQUAL, numbers["clone3"], 0, 1), _op(_RETURN, _UNKNOWN)]
    out += [_op(_EQUAL, numbers["clone"], 0, 4), _argument(0), _op(_ANY_BIT, _NAMESPACES, 0, 1), refuse, allow]
    return b"".join([*out, *_sockets(numbers, network=network, apart=apart), allow])


def _sockets(numbers: dict[str, int], *, network: bool, apart: bool) -> list[bytes]:
    """Refuse sockets that lead where their owner has no business."""
    refuse, allow = _op(_RETURN, _REFUSE), _op(_RETURN, _ALLOW)
    out = []
    if not network:
        out += _zero_alone(numbers["sendto"], 4)
    elif apart:
        out += [_op(_EQUAL, numbers["socket"], 0, len(_FAMILIES) + 3), _argument(0)]
        out += [_op(_EQUAL, each, len(_FAMILIES) - at, 0) for at, each in enumerate(_FAMILIES)]
        out += [refuse, allow]
    if apart or not network:
        out += [_op(_EQUAL, numbers["socketpair"], 0, 6), _argument(1), _op(_AND, 0xF)]
        out += [_op(_EQUAL, _STREAM, 2, 0), _op(_EQUAL, _SEQPACKET, 1, 0), refuse, allow]
    return out


def _apart(machine: str) -> list[bytes]:
    """Refuse what is done to a file by its path, and to another process."""
    out = []
    for number in _numbers(machine, _TABLE_APART).values():
        out += [_op(_EQUAL, number, 0, 1), _op(_RETURN, _REFUSE)]
    own = {**_numbers(machine, _TABLE_OWN), "prlimit64": _numbers(machine)["prlimit64"]}
    for name, number in own.items():
        out += _zero_alone(number, 1 if name == "utimensat" else 0)
    return out


def _zero_alone(number: int, index: int) -> list[bytes]:
    """Allow a call whose argument is 0 (no path, no address, this very process), and refuse it otherwise."""
    verdict = [_argument(index, high=True), _op(_EQUAL, 0, 1, 0), _op(_RETURN, _REFUSE), _op(_RETURN, _ALLOW)]
    return [_op(_EQUAL, number, 0, 6), _argument(index), _op(_EQUAL, 0, 0, 2), *verdict]


def _numbers(machine: str, table: str = _TABLE) -> dict[str, int]:
    head, *rows = (line.split() for line in table.strip().splitlines())
    column = dict(zip(head, range(len(head)), strict=True))[machine]
    return {row[0]: int(row[column]) for row in rows if row[column] != "-"}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def install(*, network: bool, apart: bool = False) -> str:
    """Put the filter on this process for good; the parent, its group, and everybody at once are spared.

    Returns:
        "" when it holds, else the reason why it could not be installed.
    """
    machine = os.uname().machine
    try:
        parent = os.getppid()
        code = assemble(machine, network=network, apart=apart, spared=(parent, -os.getpgid(parent), -1))
    except LookupError:
        return f"no seccomp filter is known for {machine}"
    libc = ctypes.CDLL(None, use_errno=True)
    program = _Program(len(code) // 8, code)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    if libc.prctl(_PR_SET_SECCOMP, _FILTER, ctypes.byref(program), 0, 0):
        return f"the kernel refused the seccomp filter: {os.strerror(ctypes.get_errno())}"
    return ""
