"""The answers that the other tests stand on have the shape that TMDB's description gives them."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.shared
PLACE = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).resolve().parents[5] / "shared"))
ANSWERS: dict[str, Any] = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))
CONTRACT = PLACE / "contracts/tmdb/openapi-v3-compact.json"


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    if not CONTRACT.is_file():
        pytest.skip("no contract of TMDB: set MEDIAD_SHARED to run this")
    read: dict[str, Any] = json.loads(CONTRACT.read_text(encoding="utf-8"))
    return read


def resolved(contract: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        found: Any = contract
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        schema = found
    return schema


def faults(contract: dict[str, Any], schema: dict[str, Any], value: Any, place: str) -> list[str]:
    """Compare a value with a schema: names and types; null stands for what is unknown, wherever it likes to."""
    schema = resolved(contract, schema)
    kinds: dict[str, Any] = {
        "object": dict,
        "array": list,
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
    }
    kind = schema.get("type")
    if value is None or kind is None:
        return []
    if not isinstance(value, kinds[kind]):
        return [f"{place} is no {kind}"]
    if kind == "array":
        return [
            each for at, one in enumerate(value) for each in faults(contract, schema["items"], one, f"{place}/{at}")
        ]
    known = schema.get("properties", {})
    if kind != "object" or not known:
        return []
    strange = [f"{place}/{name} is unknown" for name in value if name not in known]
    return strange + [
        each
        for name in value
        if name in known
        for each in faults(contract, known[name], value[name], f"{place}/{name}")
    ]


def described(contract: dict[str, Any], path: str) -> dict[str, Any]:
    for known, methods in contract["paths"].items():
        steps, asked = known.split("/"), path.split("/")
        if len(steps) == len(asked) and all(a == b or a.startswith("{") for a, b in zip(steps, asked, strict=True)):
            content = resolved(contract, methods["get"]["responses"]["200"])["content"]
            schema: dict[str, Any] = content["application/json"]["schema"]
            return schema
    raise AssertionError(f"TMDB has no {path}")


@pytest.mark.parametrize("address", ANSWERS)
def test_an_answer_has_the_shape_that_tmdb_describes(contract: dict[str, Any], address: str) -> None:
    path = address.partition("?")[0]
    said = dict(ANSWERS[address])
    found: list[str] = []
    for name in ("credits", "release_dates", "external_ids", "alternative_titles", "translations", "content_ratings"):
        if name in said:  # appended to the answer, as `append_to_response` does
            found += faults(contract, described(contract, f"{path}/{name}"), said.pop(name), name)
    assert found + faults(contract, described(contract, path), said, "") == []
