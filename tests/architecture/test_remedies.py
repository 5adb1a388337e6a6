"""What texts tell people to do can be done: commands and paths exist, no address forgets the path of the proxy."""

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
PAGES = ("README.md", "plugin*/**/README.md", "docs/**/*.md", "config/*", "systemd/*", "compose.yaml", "Containerfile")
COMMAND = re.compile(r"`(?:[\w-]+ )*?(mediad [a-z][^`]*)`")
LINE = re.compile(r"^(?:\$ )?(?:docker compose exec mediad )?(mediad [a-z].*)$", re.MULTILINE)
"""A line of an example in a page."""
SHOWN = "mediad serves  http"
"""What the daemon says, not what people do."""


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


def told() -> Iterator[tuple[str, str]]:
    """Give every command that a text of the code (remedy, help or docstring) or a page names, with its place."""
    for path in (path for place in SOURCES for path in sorted((REPOSITORY / place).rglob("*.py"))):
        for text in _texts(ast.parse(path.read_text())):
            yield from ((str(path.relative_to(REPOSITORY)), words) for words in COMMAND.findall(text))
    for path in (path for pattern in PAGES for path in sorted(REPOSITORY.glob(pattern))):
        text = path.read_text()
        examples = "".join(re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
        for words in (*COMMAND.findall(text), *LINE.findall(examples)):
            yield str(path.relative_to(REPOSITORY)), words


def _texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(each.value) if isinstance(each, ast.Constant) else "..." for each in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_a_command_that_a_text_names_exists() -> None:
    known = tuple(commands())
    found = [each for each in told() if not each[1].startswith(SHOWN)]
    places = {place for place, _ in found}
    assert {"docs/tutorial/first-plugin.md", "docs/how-to/install.md", "mediad/http/problems.py"} <= places
    groups = {each.rpartition(" ")[0].rpartition(" ")[0] for each in known}
    fixed = [(place, words.partition(" ...")[0]) for place, words in found]  # what is filled in may be any of a group
    assert sorted(each for each in fixed if not f"{each[1]} ".startswith(known) and each[1] not in groups) == []


def test_a_path_that_a_remedy_names_exists() -> None:
    named = re.compile(r"\b((?:config|docs|systemd|tools)/[\w./-]+\w)")
    said = [(place, path) for place, text in remedies() for path in named.findall(text)]
    assert [each for each in said if not (REPOSITORY / each[1]).exists()] == []


def test_no_remedy_names_an_address_for_a_proxy_may_serve_it_elsewhere() -> None:
    assert [place for place, text in remedies() if "/api/v1" in text] == []
