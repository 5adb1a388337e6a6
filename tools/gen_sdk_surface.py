"""Write plugin_sdk/surface.json, everything that plugins may rely on; with --check only tell how it differs.

What was removed or changed breaks plugins: it is written only with --breaking, which belongs to a major version (or to
a release candidate).
"""

from __future__ import annotations

import importlib
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any

import mediad_sdk
from mediad_sdk import host, testing
from mediad_sdk.calls import functions
from mediad_sdk.errors import MediadError
from mediad_sdk.manifest import Manifest, Permission
from mediad_sdk.permissions import GRANTS, PERMISSIONS
from mediad_sdk.points import POINTS

PLACE = Path(__file__).resolve().parent.parent / "plugin_sdk/surface.json"


def surface() -> dict[str, Any]:
    """Describe everything that is public."""
    return {
        "names": {name: described(getattr(mediad_sdk, name)) for name in mediad_sdk.__all__ if name != "SDK_VERSION"},
        "services": {name: described(getattr(host, name)) for name in host.__all__},
        "http": {name: described(value) for name, value in _public("mediad_sdk.host.http")},
        "points": {each.hook: _point(each) for each in POINTS},
        "manifest": {"Manifest": described(Manifest), "Permission": described(Permission)},
        "grants": {name: " ".join(grant.keys) for name, grant in GRANTS.items()},
        "permissions": dict.fromkeys(PERMISSIONS, ""),
        "testing": {name: described(getattr(testing, name)) for name in testing.__all__},
    }


def _public(module: str) -> Iterator[tuple[str, Any]]:
    found = importlib.import_module(module)
    yield from ((name, getattr(found, name)) for name in found.__all__)


def _point(point: Any) -> dict[str, Any]:
    calls = {
        each.name: f"limit {each.call.limit}, {'inline' if each.call.inline else 'waits'}, strikes {each.call.strikes}"
        for each in functions(point.value)
    }
    facts = {"value": point.value.__name__, "scope": point.scope, "stable": str(point.stable), "since": point.since}
    return {**facts, "functions": calls}


def described(value: Any) -> Any:
    """Describe one public thing by what its users see of it."""
    if not isinstance(value, type):
        return f"def {value.__name__}{_signature(value)}" if inspect.isfunction(value) else type(value).__name__
    if issubclass(value, MediadError):
        return {"code": value.code, "under": value.__mro__[1].__name__, "made": _signature(value.__init__)}
    if is_dataclass(value):
        return {each.name: f"{each.type}{_default(each)}" for each in fields(value) if not each.name.startswith("_")}
    return {name: _member(member) for name, member in vars(value).items() if not name.startswith("_")}


def _default(field: Any) -> str:
    if field.default is not MISSING:
        return f" = {field.default!r}"
    return " = ..." if field.default_factory is not MISSING else ""


def _member(member: Any) -> str:
    if isinstance(member, property):
        return f"property {_signature(member.fget)}"
    member = getattr(member, "__func__", member)
    if not inspect.isfunction(member):
        return type(member).__name__
    return f"{'async ' if inspect.iscoroutinefunction(member) else ''}{_signature(member)}"


def _signature(function: Any) -> str:
    return str(inspect.signature(function))


def flat(tree: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, str]]:
    """Give every leaf with its path."""
    for name, value in tree.items():
        path = f"{above}{name}"
        if isinstance(value, Mapping):
            yield path, ""
            yield from flat(value, f"{path}.")
        else:
            yield path, value


def _settled(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """Give the points that are no experiment any more, which takes nothing from anybody."""
    return [
        path for path in before if path.endswith(".stable") and (before[path], after.get(path)) == ("False", "True")
    ]


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[list[str], list[str]]:
    """Give what breaks plugins, and what only adds to what they may use.

    A new field without a default breaks those who make the value, so it counts as a change of its class.
    """
    before, after = dict(flat(old)), dict(flat(new))
    breaking = [f"{path} is gone" for path in before if path not in after]
    breaking += [
        f"{path} was {before[path]!r}, is {after[path]!r}"
        for path in before
        if after.get(path, before[path]) != before[path] and path not in _settled(before, after)
    ]
    added = [f"{path} is True" for path in _settled(before, after)]
    for path in (each for each in after if each not in before):
        inside, _, _ = path.rpartition(".")
        needed = inside in before and path.startswith(("names.", "manifest.")) and " = " not in after[path]
        is_field = needed and after[path] and not after[path].startswith(("(", "async", "property", "def "))
        (breaking if is_field else added).append(f"{path} is new")
    return breaking, added


def main(arguments: list[str]) -> int:
    """Write or compare; 0 when all is well."""
    old = json.loads(PLACE.read_text(encoding="utf-8")) if PLACE.exists() else {}
    new = surface()
    breaking, added = differences(old, new)
    print("\n".join([*(f"breaks: {each}" for each in breaking), *(f"adds: {each}" for each in added)]))
    if "--check" in arguments:
        return 1 if breaking or added else 0
    if breaking and old and "--breaking" not in arguments:
        print("Not written: this breaks plugins. Keep what was, and deprecate it, or say --breaking.")
        return 1
    PLACE.write_text(json.dumps(new, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
