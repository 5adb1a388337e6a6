"""Every event that the core records names who may see it."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.events.audience import OF_PLUGINS, RULES, rule_of
from mediad_sdk.permissions import PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

CORE = Path(__file__).resolve().parents[2] / "mediad"
TYPE = re.compile(r"[a-z]+\.([a-z]+|\{\})")


def recorded() -> Iterator[str]:
    """Give every text that looks like a type in the modules that make events; `{}` stands for a part that varies."""
    statements = {path.stem for path in CORE.rglob("*.sql")}
    for path in sorted(CORE.rglob("*.py")):
        source = path.read_text()
        if "mediad_sdk.values.events import" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            text = _text(node)
            if TYPE.fullmatch(text) and text not in PERMISSIONS and text.split(".")[0] not in statements:
                yield text


def _text(node: ast.AST) -> str:
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def test_every_recorded_type_has_a_rule_of_its_own() -> None:
    assert {each for each in recorded() if rule_of(each) is OF_PLUGINS} == set()


def test_every_rule_is_for_a_type_that_is_recorded() -> None:
    assert set(RULES) == {each.split(".")[0] for each in recorded()}


def test_rules_name_permissions_that_exist() -> None:
    assert {rule.permission for rule in (*RULES.values(), OF_PLUGINS)} <= set(PERMISSIONS)
