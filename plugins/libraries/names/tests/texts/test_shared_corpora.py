"""Names of other projects' tests, from the collection beside the repository: how many are read fully right."""

from __future__ import annotations

import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from mediad_names.texts import read

SHARED = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).resolve().parents[6] / "shared"))

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    place = SHARED / "corpora" / "names"
    if not place.is_dir():
        pytest.skip("no collection of names: set MEDIAD_SHARED to run this")
    return [json.loads(line) for file in sorted(place.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def judge() -> ModuleType:
    place = SHARED / "tools" / "score_names.py"
    spec = importlib.util.spec_from_file_location("score_names", place)
    if spec is None or spec.loader is None or not place.is_file():
        pytest.skip("no judge of names: set MEDIAD_SHARED to run this")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("kind", "floor"), [("music", 0.95), ("music_dir", 0.95), ("book", 0.95), ("comic", 0.95), ("manga", 0.95)]
)
def test_the_share_of_names_read_fully_right(
    kind: str, floor: float, rows: list[dict[str, Any]], judge: ModuleType
) -> None:
    asked = [(row["input"], judge.asserted(row["expected"])) for row in rows if row["kind"] == kind]
    asked = [(name, wanted) for name, wanted in asked if wanted]
    wrong = [
        name
        for name, wanted in asked
        if not all(judge.same(field, want, found) for found in [read(name, kind)] for field, want in wanted.items())
    ]
    assert asked
    assert 1 - len(wrong) / len(asked) >= floor, wrong
