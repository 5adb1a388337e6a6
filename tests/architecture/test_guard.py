"""No call of a plugin misses the guard: raw objects of plugins stay in one room, and there in a few hands."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What yields an object or a function of a plugin -> the modules that may take one, each with its reason.
RAW = {
    "get_hookimpls": {"registry.py"},  # asks pluggy for functions, and hands them to nobody but the instance
    "get_plugin": set(),
    "get_plugins": set(),
    "load_factory": {"loading.py", "roster.py"},  # a factory goes from the one to the other, into a walled thread
    "make_plugin": {"loading.py", "instance.py"},  # the object goes straight into the registry
    "hook": {"instance.py", "declarations.py"},  # a function goes straight into a point
}
# What a declaration of a plugin carries -> the modules that may touch it; elsewhere it has become a point.
DECLARED = {"handler": {"declarations.py"}, "plan": {"declarations.py"}, "check": {"declarations.py", "host.py"}}
# Who may call what it cannot know.
CALLERS = {"guard.py", "threads.py", "loading.py"}


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
            if name in {"function", "_function", "factory", "_open"} and path.name not in CALLERS:
                found.append(f"{path.name}:{line} calls {name}")
        for line, name in attributes(tree):
            if name in DECLARED and path.name not in DECLARED[name]:
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


@pytest.mark.parametrize("line", ["route.handler(request)", "function()", "pm.get_plugin('x')", "registry.hook(a, b)"])
def test_a_call_past_the_guard_is_found(tmp_path: Path, line: str) -> None:
    (tmp_path / "anywhere.py").write_text(f"def f():\n    return {line}\n")
    assert strays(tmp_path)[0].startswith("anywhere.py:2 ")
