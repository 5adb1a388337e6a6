"""Which files the process of a plugin keeps: what any program needs, the code it runs, and folders of its own.

What the daemon keeps to itself (its data, its configuration, its key) stays out, also where it lies below something
that is kept: rules only ever allow, so whatever holds it is named entry by entry.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

from mediad_sdk.runner.landlock import CHANGE, LIST, OWN, READ

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_SYSTEM = """
/usr /bin /sbin /lib /lib32 /lib64 /nix/store /gnu/store
/etc/ld.so.cache /etc/ld.so.conf /etc/ld.so.conf.d /etc/ld.so.preload /etc/alternatives
/etc/resolv.conf /etc/hosts /etc/host.conf /etc/nsswitch.conf /etc/gai.conf /etc/services /etc/protocols
/etc/networks /etc/hostname /etc/passwd /etc/group /etc/os-release
/etc/localtime /etc/timezone /etc/locale.conf /etc/locale.alias /etc/default/locale /etc/mime.types /etc/fonts
/etc/ssl/certs /etc/ssl/cert.pem /etc/ssl/openssl.cnf /etc/ca-certificates /var/lib/ca-certificates
/etc/pki/tls/certs /etc/pki/tls/cert.pem /etc/pki/tls/openssl.cnf /etc/pki/ca-trust /etc/crypto-policies
/dev/zero /dev/random /dev/urandom
/proc/self /proc/cpuinfo /proc/meminfo /proc/stat /proc/uptime /proc/loadavg /proc/version /proc/filesystems /proc/sys
/sys/devices/system /sys/fs/cgroup /sys/kernel/mm
"""
_SINKS = (b"/dev/null", b"/dev/full")
_RESOLVER = b"/etc/resolv.conf"
_RUN = b"/run/"
_SELF = b"/proc/self"
_PRIVATE = 0o700
_CODE, _PACKAGE = (b".py", b".so", b".dist-info", b".egg-info"), b"__init__.py"


def rules(wanted: Mapping[str, Sequence[bytes]]) -> list[tuple[bytes, int]]:
    """Make the rules of this process, and the folders of its own that are not there yet.

    Args:
        wanted: `read` beside the code that it imports, `own` folders, and what stays `closed`.
    """
    closed = [os.path.realpath(each) for each in wanted.get("closed", ())]
    own = list(wanted.get("own", ()))
    for folder in own:
        with suppress(OSError):  # a plugin that could bring this about would else gain by it
            os.makedirs(folder, _PRIVATE, exist_ok=True)
    _keep_in_mind(_SELF)
    given = wanted.get("read", ())
    # A media root is on a disk that may hang: it is looked into only where it must be.
    reads = [*_SYSTEM.encode().split(), *_resolver(), *_code(closed), *(each for each in given if _holds(each, closed))]
    apart = (rule for path in dict.fromkeys(reads) for rule in around(path, closed))
    plain = ((each, READ) for each in given if not _holds(each, closed))
    return [*apart, *plain, *((each, CHANGE) for each in _SINKS), *((each, OWN) for each in own)]


def around(path: bytes, closed: Sequence[bytes]) -> Iterator[tuple[bytes, int]]:
    """Allow to read a path, but for what is closed; of a folder that holds some of it the names may be listed."""
    real = os.path.realpath(path)
    if real in closed:
        return
    if not _holds(real, closed):
        yield path, READ
        return
    yield path, LIST
    try:
        names = os.listdir(real)
    except OSError:
        return
    for name in names:
        entry = os.path.join(real, name)
        if not os.path.islink(entry):  # where it leads is allowed there, or not at all
            yield from around(entry, closed)


def _keep_in_mind(path: bytes) -> None:
    """Hold a folder of the kernel's own open for good: else it is made anew some day, and no rule knows the new one."""
    with suppress(OSError):
        os.open(path, os.O_PATH | os.O_CLOEXEC)


def _holds(folder: bytes, closed: Sequence[bytes]) -> bool:
    return any(each.startswith(folder.rstrip(b"/") + b"/") for each in closed)


def _code(closed: Sequence[bytes]) -> Iterator[bytes]:
    """Name the interpreter, and whatever is imported from; not the working directory, which `python -m` puts there too.

    A prefix that is everything says nothing.
    """
    libraries = os.environ.get("LD_LIBRARY_PATH", "").split(":")
    for path in (sys.prefix, sys.base_prefix, sys.exec_prefix, *sys.path, *libraries):
        real = os.fsencode(os.path.realpath(path))
        if path.startswith("/") and real != b"/" and (not _holds(real, closed) or _has_packages(real)):
            yield real


def _has_packages(folder: bytes) -> bool:
    try:
        names = os.listdir(folder)
    except OSError:
        return False
    return any(name.endswith(_CODE) or os.path.isfile(os.path.join(folder, name, _PACKAGE)) for name in names)


def _resolver() -> Iterator[bytes]:
    """Name the folder in which the file with the name servers is replaced whenever they change."""
    folder = os.path.dirname(os.path.realpath(_RESOLVER))
    if folder.startswith(_RUN):
        yield folder
