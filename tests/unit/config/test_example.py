"""The example names every key, and shows the true defaults; the schema is the one of the models."""

from __future__ import annotations

import json
import re
import tomllib
import typing
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from mediad.config import Config, load, schema

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def uncommented(text: str) -> str:
    """Return the example with every setting switched on."""
    return re.sub(r"^#(?=[\[a-z])", "", text, flags=re.MULTILINE)


def known(model: type[BaseModel], prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield each key of the models with its default; the name of a declared thing is `*`."""
    for name, field in model.model_fields.items():
        args = typing.get_args(field.annotation)
        inner = [each for each in (field.annotation, *args) if isinstance(each, type) and issubclass(each, BaseModel)]
        if inner:
            yield from known(inner[0], (*prefix, name, *("*" for _ in args[:1])))
        else:
            yield (*prefix, name), field.default


def written(values: dict[str, Any], model: type[BaseModel]) -> dict[tuple[str, ...], Any]:
    """Return what the example says at each key."""
    return {key: value for key, _ in known(model) if (value := _at(values, key)) is not None}


def _at(values: Any, key: tuple[str, ...]) -> Any:
    for part in key:
        values = next(iter(values.values())) if part == "*" else values.get(part)
        if values is None:
            return None
    return values


def test_the_example_is_loaded_as_it_is(repository: Path) -> None:
    config = load(repository / "config/mediad.example.toml", {})
    assert config.server.port == 8484
    assert config.libraries == {}


def test_the_example_is_loaded_with_everything_switched_on(repository: Path, tmp_path: Path) -> None:
    file = tmp_path / "mediad.toml"
    file.write_text(uncommented((repository / "config/mediad.example.toml").read_text()))
    assert load(file, {}).libraries["films"].types == ("movies",)


def test_the_example_names_every_key(repository: Path) -> None:
    values = tomllib.loads(uncommented((repository / "config/mediad.example.toml").read_text()))
    assert {key for key, _ in known(Config)} - written(values, Config).keys() == set()


def test_the_example_shows_the_true_defaults(repository: Path) -> None:
    values = tomllib.loads(uncommented((repository / "config/mediad.example.toml").read_text()))
    shown = written(values, Config)
    defaults = {key: default for key, default in known(Config) if isinstance(default, bool | int | float | str)}
    assert len(defaults) > 15
    assert {key: shown[key] for key in defaults} == defaults


def test_every_key_has_a_sentence() -> None:
    models = schema()["$defs"].values()
    assert [name for model in models for name, field in model["properties"].items() if "description" not in field] == []


def test_the_committed_schema_is_the_one_of_the_models(repository: Path) -> None:
    assert json.loads((repository / "config/mediad.schema.json").read_text()) == schema()
