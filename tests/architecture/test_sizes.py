"""A module over 300 lines or a class over 150 wants a reason, and the reason stands here."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LARGEST_MODULE = 300
LARGEST_CLASS = 150

# "path" or "path:Class" -> why it is better whole
EXCEPTIONS: dict[str, str] = {}


def oversized(root: Path) -> Iterator[tuple[str, int]]:
    """Yield each module and class of ours that is over its size, with its lines."""
    for folder in ("mediad", "plugin_sdk/src", "plugins", "tools"):
        for path in sorted((root / folder).rglob("*.py")):
            source = path.read_text(encoding="utf-8")
            name = str(path.relative_to(root))
            if (lines := len(source.splitlines())) > LARGEST_MODULE:
                yield name, lines
            yield from oversized_classes(name, ast.parse(source))


def oversized_classes(name: str, tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield each class of a module that is over its size."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.end_lineno is not None:
            lines = node.end_lineno - node.lineno + 1
            if lines > LARGEST_CLASS:
                yield f"{name}:{node.name}", lines


def test_no_module_and_no_class_grows_beyond_its_size_without_a_reason(repository: Path) -> None:
    too_large = [f"{name} ({lines} lines)" for name, lines in oversized(repository) if name not in EXCEPTIONS]
    assert too_large == []


def test_every_exception_is_still_needed(repository: Path) -> None:
    assert set(EXCEPTIONS) <= {name for name, _ in oversized(repository)}


def test_a_class_over_its_size_is_found() -> None:
    source = "class Big:\n" + "    x = 1\n" * LARGEST_CLASS
    assert list(oversized_classes("big.py", ast.parse(source))) == [("big.py:Big", LARGEST_CLASS + 1)]
