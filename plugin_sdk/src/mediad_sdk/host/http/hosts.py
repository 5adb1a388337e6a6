"""Which hosts a pattern names."""

from __future__ import annotations

from collections.abc import Iterable


def place(host: str, port: int) -> str:
    """Write host and port as patterns do."""
    host = host.lower().rstrip(".").strip("[]")
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def names(patterns: Iterable[str], host: str, port: int) -> bool:
    """Tell whether one of the patterns names a place: `host`, `host:port`, `*.example.org`, or `*` for any."""
    whole = place(host, port)
    bare = whole.rpartition(":")[0]
    return any(_names(pattern.lower(), whole, bare) for pattern in patterns)


def _names(pattern: str, whole: str, bare: str) -> bool:
    if pattern == "*":
        return True
    target = whole if pattern.rpartition(":")[2].isdecimal() and not pattern.endswith("]") else bare
    if pattern.startswith("*."):
        return target.endswith(pattern[1:])
    return target in (pattern, f"[{pattern}]")
