"""Load the configuration, or refuse it with every mistake named."""

from __future__ import annotations

import difflib
import os
import re
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from mediad.config.errors import ConfigError, Mistake
from mediad.config.models import Config
from mediad.config.overlaps import overlaps
from mediad.config.sources import Tree, anchor, read
from mediad.config.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic_core import ErrorDetails

    from mediad.config.lines import Key
    from mediad.config.sources import Origins

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NO_KEYS = ("[key]", "function-after[", "constrained-str")
"""What pydantic puts into the place of a mistake beside the keys of the file."""
_QUOTED = re.compile(r"'([^']*)'")

# What systemd hands to a unit, and the key it is the default of.
DIRECTORIES = {
    "STATE_DIRECTORY": ("storage", "data_dir"),
    "CACHE_DIRECTORY": ("storage", "cache_dir"),
}

SYSTEM_FILE = Path("/etc/mediad/mediad.toml")


def find(environ: Mapping[str, str], system_file: Path = SYSTEM_FILE) -> Path | None:
    """Return the configuration file when none was named: `$MEDIAD_CONFIG`, or the system's if there is one."""
    if named := environ.get("MEDIAD_CONFIG"):
        return Path(named)
    # os.path answers False where a folder is closed to us; Path.exists raises.
    return system_file if os.path.exists(system_file) else None  # noqa: PTH110  # as above


def load(path: Path | None, environ: Mapping[str, str]) -> Config:
    """Read file, `conf.d/*.toml` beside it, secrets and environment into one checked configuration.

    Raises:
        ConfigError: With every mistake that was found, each with its file and line.
    """
    tree = read(path, environ, Config.model_fields)
    for section in Config.model_fields:
        tree.values.setdefault(section, {})  # so that its defaults are anchored, too
    _take_directories(tree, environ)
    try:
        config = Config.model_validate(tree.values, context={"base": anchor(path)})
    except ValidationError as error:
        raise refuse(error, tree.origins, Config) from None
    config.origins.places.update(tree.origins.places)
    checks = (overlaps, _doubles, _strangers)
    if mistakes := tuple(mistake for check in checks for mistake in check(config, tree.origins)):
        raise ConfigError(mistakes)
    return config


def _doubles(config: Config, origins: Origins) -> Iterable[Mistake]:
    """Find libraries that people could not tell apart."""
    named: dict[str, str] = {}
    for slug, library in config.libraries.items():
        if (other := named.setdefault(library.name, slug)) != slug:
            source, line = origins.of(("libraries", slug, "name"))
            message = f'"{library.name}" is the name of libraries.{other}, too'
            yield Mistake(source=source, line=line, key=f"libraries.{slug}.name", message=message)


def _strangers(config: Config, origins: Origins) -> Iterable[Mistake]:
    """Find libraries of roles that nobody declares: who has such a role would see nothing, and nobody knew why."""
    known = {"*", *config.libraries, *(library.name for library in config.libraries.values())}
    for name, role in config.roles.items():
        for each in role.libraries:
            if each not in known and not _ID.fullmatch(each):
                source, line = origins.of(("roles", name, "libraries"))
                close = _suggestion(each, config.libraries)
                message = f'there is no library "{each}" (one of the API goes by its id){close}'
                yield Mistake(source=source, line=line, key=f"roles.{name}.libraries", message=message)


def schema() -> dict[str, Any]:
    """Return the JSON Schema of the configuration, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Config.model_json_schema()}


def refuse(error: ValidationError, origins: Origins, model: type[BaseModel], prefix: Key = ()) -> ConfigError:
    """Return the refusal of a table that stands at `prefix` and did not fit `model`."""
    return ConfigError(tuple(_mistakes(error.errors(include_url=False), origins, model, prefix)))


def _take_directories(tree: Tree, environ: Mapping[str, str]) -> None:
    for name, (section, key) in DIRECTORIES.items():
        table = tree.values[section]
        if name in environ and isinstance(table, dict) and key not in table:
            tree.put((section, key), environ[name].split(":")[0], f"${name}")


def _mistakes(
    errors: Iterable[ErrorDetails], origins: Origins, model: type[BaseModel], prefix: Key
) -> Iterable[Mistake]:
    for each in errors:
        if each["loc"][-1:] == ("literal['']",):
            continue  # the other half of "empty, or a time": that one says what is wrong
        place = tuple(part for part in each["loc"] if not str(part).startswith(_NO_KEYS))
        source, line = origins.of(prefix + place)
        key = ".".join(map(str, prefix + place))
        yield Mistake(source=source, line=line, key=key, message=_message(each, model, place))


def _message(error: ErrorDetails, model: type[BaseModel], place: Key) -> str:
    match error["type"]:
        case "extra_forbidden":
            return f"unknown key{_suggestion(str(place[-1]), fields_at(model, place[:-1]))}"
        case "missing":
            return "is missing"
        case "literal_error":
            expected = error["ctx"]["expected"]
            return f"should be {expected}{_suggestion(str(error['input']), _QUOTED.findall(expected))}"
        case "value_error":
            return str(error["ctx"]["error"])
        case _:
            return words(error)


def _suggestion(word: str, known: Iterable[str]) -> str:
    known = sorted(known)
    if close := difflib.get_close_matches(word, known, n=1, cutoff=0.5):
        return f'; did you mean "{close[0]}"?'
    return f"; known here: {', '.join(known)}" if known else ""


def fields_at(model: type[BaseModel], place: Key) -> list[str]:
    """Return the keys that are known in the table at `place`."""
    current: Any = model
    for part in place:
        current = _inner(current, part)
    return list(current.model_fields) if isinstance(current, type) and issubclass(current, BaseModel) else []


def _inner(annotation: Any, part: str | int) -> Any:
    """Return the type one step further down: a field of a model, or the values of a mapping or sequence."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        known = annotation.model_fields.get(str(part))
        return known.annotation if known else None
    models = [each for each in typing.get_args(annotation) if isinstance(each, type) and issubclass(each, BaseModel)]
    return models[0] if models else None
