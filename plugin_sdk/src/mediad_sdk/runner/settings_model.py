"""Looks at a plugin's model of settings: in the daemon for plugins that run there, else in a child.

Nothing that it gives holds what was put in: it may be a password under the wrong key.
"""

from __future__ import annotations

import sys
from typing import Any

from mediad_sdk.runner.bootstrap import load

_MASK = "***"
_SHORTEST = 4
"""A secret of fewer letters would mask half of every sentence."""


def operations() -> dict[str, Any]:
    """Name what a child does with a model."""
    return {"describe": in_child(describe), "review": in_child(review)}


def in_child(operation: Any) -> Any:
    """Let an operation import its model first, and tell what it raised as an answer."""

    def run(reference: str, own: list[str], **given: Any) -> dict[str, Any]:
        sys.path[:0] = own
        try:
            return {"fault": "", "answer": operation(load(reference), **given)}
        except BaseException as error:  # noqa: BLE001  # the wall: SystemExit is an answer too
            return {"fault": said(error, given.get("secrets", ())), "answer": None}

    return run


def describe(model: Any) -> dict[str, Any]:
    """Give a model's JSON Schema, its version, and the names of its secrets: fields that hold one anywhere."""
    schema = model.model_json_schema()
    properties = schema.get("properties", {})
    secrets = [name for name, each in properties.items() if _is_secret(each, schema.get("$defs", {}), set())]
    for name in secrets:
        properties[name] = {**properties[name], "writeOnly": True}
        properties[name].pop("default", None)
    return {"schema": schema, "version": getattr(model, "version", 1), "secrets": secrets}


def review(model: Any, version: int, data: dict[str, Any], over: dict[str, Any], secrets: list[str]) -> dict[str, Any]:
    """Bring kept settings up to date and check them with what lies over them.

    Args:
        model: The plugin's.
        version: Which version of it the settings were kept by.
        data: What was kept.
        over: What the configuration says.
        secrets: Texts that may stand in no sentence.

    Returns:
        `data` as it is now, and `places`: a JSON pointer and a sentence for each mistake.
    """
    from pydantic import ValidationError  # noqa: PLC0415  # many plugins have no settings

    now = getattr(model, "version", 1)
    if version < now:
        data = dict(model.migrate(version, dict(data)))
    try:
        model.model_validate({**data, **over})
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False, include_context=False)
        places = [[_pointer(each["loc"]), masked(each["msg"].removeprefix("Value error, "), secrets)] for each in found]
        return {"data": data, "places": places}
    return {"data": data, "places": []}


def said(error: BaseException, secrets: Any = ()) -> str:
    """Write an error in a line."""
    return masked(f"{type(error).__name__}: {error}", secrets)


def masked(sentence: str, secrets: Any) -> str:
    """Take secrets out of a sentence."""
    for each in sorted(secrets, key=len, reverse=True):
        sentence = sentence.replace(each, _MASK) if len(each) >= _SHORTEST else sentence
    return sentence


def _pointer(steps: Any) -> str:
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def _is_secret(schema: Any, definitions: Any, seen: set[str]) -> bool:
    """Look for `writeOnly` in a part of a schema, and in what it refers to."""
    if isinstance(schema, list):
        return any(_is_secret(each, definitions, seen) for each in schema)
    if not isinstance(schema, dict):
        return False
    if schema.get("writeOnly") is True:
        return True
    reference = str(schema.get("$ref", "")).rpartition("/")[2]
    if reference and reference not in seen:
        seen.add(reference)
        if _is_secret(definitions.get(reference), definitions, seen):
            return True
    return any(_is_secret(each, definitions, seen) for name, each in schema.items() if name != "$ref")
