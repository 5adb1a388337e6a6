"""No two modules import each other, not even for types: each is understood before those that stand on it."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


def modules(repository: Path) -> dict[str, Path]:
    """Give every module of ours that is installed, by its name."""
    roots = [repository, repository / "plugin_sdk/src", *repository.glob("plugins/*/*/src")]
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): path
        for root in roots
        for path in root.glob("mediad*/**/*.py")
    }


def imported(path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    """Yield the modules that one names, as far as they are known."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                module = f"{node.module}.{alias.name}"
                yield module if module in known else node.module


def circle(known: Mapping[str, Path]) -> list[str]:
    """Give modules that import each other, the first one again at the end; nothing when there are none."""
    graph = {name: {each for each in imported(path, known) if each in known} - {name} for name, path in known.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_modules_import_each_other(repository: Path) -> None:
    assert circle(modules(repository)) == []


def test_a_circle_is_found(tmp_path: Path) -> None:
    for name, text in (("a", "from mediad_x import b"), ("b", "import mediad_x.c"), ("c", "from mediad_x.a import it")):
        (tmp_path / f"mediad_x/{name}.py").parent.mkdir(exist_ok=True)
        (tmp_path / f"mediad_x/{name}.py").write_text(text)
    assert sorted(set(circle(modules(tmp_path)))) == ["mediad_x.a", "mediad_x.b", "mediad_x.c"]
