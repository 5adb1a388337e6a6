"""What a child gives up before it does anything else: life after its parent, memory, files, system calls."""

from __future__ import annotations

import ctypes
import os
import resource

from mediad_sdk.runner import landlock, reach, seccomp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NETWORKED = frozenset({"plugin-import", "plugin-networked"})
"""Roles that keep their sockets: they run code that the daemon runs, or may run, itself, or were allowed them."""
APART = frozenset({"plugin", "plugin-networked", "extraction"})
"""Roles that run a plugin's code outside the daemon: of files they keep what they need, and folders of their own."""
_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
_RESOURCES = {
    "memory": resource.RLIMIT_AS,
    "cpu": resource.RLIMIT_CPU,
    "descriptors": resource.RLIMIT_NOFILE,
    "file_size": resource.RLIMIT_FSIZE,
    "core": resource.RLIMIT_CORE,
}


def confine(
    role: str, limits: Mapping[str, int], parent: int, files: Mapping[str, Sequence[bytes]] | None = None
) -> list[str]:
    """Bind this process to its parent and to its limits.

    Args:
        role: What the child is for; decides the system calls it keeps.
        limits: `memory`, `file_size` (bytes), `cpu` (seconds), `descriptors`, `nice`, `oom` (score).
        parent: The daemon's process id; a child whose parent is gone already ends itself.
        files: What a plugin apart may read, what is its own, and what stays closed to it; see `reach`.

    Returns:
        What could not be done, as sentences for the daemon's health.
    """
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        os._exit(1)
    findings = [_limit(name, value) for name, value in {"core": 0, **limits}.items() if name in _RESOURCES]
    os.nice(limits.get("nice", 0))
    findings.append(_offer_to_oom_killer(limits.get("oom", 0)))
    network, apart = role in NETWORKED, role in APART
    if apart:
        findings.append(_shut_off(files or {}, network=network))
    findings.append(seccomp.install(network=network, apart=apart))
    return [finding for finding in findings if finding]


def _shut_off(files: Mapping[str, Sequence[bytes]], *, network: bool) -> str:
    """Give up all other files; the last of the folders of its own is for what is temporary."""
    if own := files.get("own"):
        os.environ["TMPDIR"] = os.fsdecode(own[-1])
    return landlock.restrict(reach.rules(files), network=network)


def _limit(name: str, value: int) -> str:
    kind = _RESOURCES[name]
    hard = resource.getrlimit(kind)[1]
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    try:
        resource.setrlimit(kind, (value, value))
    except (OSError, ValueError) as error:
        return f"the limit {name} could not be set to {value}: {error}"
    return ""


def _offer_to_oom_killer(score: int) -> str:
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as file:
            file.write(str(score))
    except OSError as error:
        return f"the OOM score could not be raised: {error}"
    return ""
