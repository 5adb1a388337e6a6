"""No call of a plugin misses the guard: raw objects of plugins stay in one room, and there in a few hands."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.calls import functions, nested
from mediad_sdk.points import POINTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def classes(value: type[Any]) -> Iterator[type[Any]]:
    """Yield a declared value's class and those of the values within."""
    yield value
    for _, inner in nested(value):
        yield from classes(inner)


# What yields an object or a function of a plugin -> the modules that may take one, each with its reason.
RAW = {
    "get_hookimpls": {"registry.py"},  # asks pluggy for functions, and hands them to nobody but the instance
    "get_plugin": set(),
    "get_plugins": set(),
    "load_factory": {"loading.py", "inline.py"},  # a factory goes from the one to the other, into a walled thread
    "make_plugin": {"loading.py", "inline.py"},  # the object goes straight to the instance, and into the registry
    "hook": {"instance.py", "declarations.py"},  # a function goes straight into a point
    "functions": {"declarations.py"},  # names the functions of a declared value: it puts points in their place
}
# The functions that declared values carry, by the table of extension points. Before a point stands in their place they
# are read by `functions` alone, and not by name; what is an everyday word of Python as well cannot be told from it here
# (that every one becomes a point is proved by tests/unit/plugins/test_declarations.py).
EVERYDAY = {"add", "begin", "files", "finish", "list", "pause", "read", "remove", "run", "send", "write"}
DECLARED = {each.name for point in POINTS for cls in classes(point.value) for each in functions(cls)} - EVERYDAY
# Who calls one that has become a point.
TOLD = {"check": {"host.py", "trial.py"}, "handler": {"declarations.py"}}  # the last one counts jobs that run
# Who may call what it cannot know.
CALLERS = {"point.py", "fan.py", "threads.py", "loading.py"}


def calls(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each call with the last name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
            yield node.lineno, name


def attributes(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Yield each attribute that is read."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.lineno, node.attr


def strays(room: Path) -> list[str]:
    """Name each place of the room where something raw is in hands that may not have it."""
    found = []
    for path in sorted(room.glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, name in calls(tree):
            if name in RAW and path.name not in RAW[name]:
                found.append(f"{path.name}:{line} calls {name}")
            if name in {"function", "_function", "factory", "opener"} and path.name not in CALLERS:
                found.append(f"{path.name}:{line} calls {name}")
        for line, name in attributes(tree):
            if name in DECLARED and path.name not in TOLD.get(name, set()):
                found.append(f"{path.name}:{line} touches {name}")
    return found


def test_raw_objects_of_plugins_are_in_few_hands(repository: Path) -> None:
    assert strays(repository / "mediad/plugins") == []


def test_outside_its_room_nobody_knows_pluggy_or_an_entry_point(repository: Path) -> None:
    found = [
        f"{path.relative_to(repository)}:{line} {name}"
        for path in (repository / "mediad").rglob("*.py")
        if path.parent.name != "plugins" or path.parent.parent.name != "mediad"
        for line, name in calls(ast.parse(path.read_text(encoding="utf-8")))
        if name in {"entry_points", "get_hookimpls", "load_factory", "make_plugin"}
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ["route.handler(q)", "provider.fetch(id)", "function()", "pm.get_plugin('x')", "registry.hook(a, b)"]
)
def test_a_call_past_the_guard_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "anywhere.py").write_text(f"def f():\n    return {line}\n")
    assert strays(tmp_path)[0].startswith("anywhere.py:2 ")
