"""What remedies tell people to do can be done: commands exist, and no address forgets the path of the proxy."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from mediad.cli.main import app

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCES = ("mediad", "plugin_sdk/src", "plugins")


@cache
def remedies() -> tuple[tuple[str, str], ...]:
    return tuple(
        (f"{path.relative_to(REPOSITORY)}:{node.lineno}", text)
        for place in SOURCES
        for path in sorted((REPOSITORY / place).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        for text in _said(node)
    )


def _said(node: ast.AST) -> Iterator[str]:
    """Give the texts of `remedy=...`, `remedy = ...` and `_REMEDY = ...`."""
    named = isinstance(node, ast.keyword) and node.arg == "remedy"
    if isinstance(node, ast.Assign):
        named = any(isinstance(each, ast.Name) and each.id.lower().strip("_") == "remedy" for each in node.targets)
    if named:
        for inner in ast.walk(node.value):  # type: ignore[attr-defined]  # both have one
            if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
                yield inner.value


def commands(group: Any = None, prefix: str = "mediad") -> Iterator[str]:
    """Give each command as people type it."""
    for name, command in (group or typer.main.get_command(app)).commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name} "


def test_remedies_are_found() -> None:
    assert len(remedies()) > 80


def test_a_command_that_a_remedy_names_exists() -> None:
    known = tuple(commands())
    said = [(place, words) for place, text in remedies() for words in re.findall(r"`(mediad [^`]*)`", text)]
    assert len(said) > 5
    assert [each for each in said if not f"{each[1]} ".startswith(known)] == []


def test_no_remedy_names_an_address_for_a_proxy_may_serve_it_elsewhere() -> None:
    assert [place for place, text in remedies() if "/api/v1" in text] == []
