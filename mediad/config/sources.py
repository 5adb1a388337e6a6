"""Read what the administrator wrote: files, drop-ins, secret files, environment; later ones win, key by key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.config.errors import ConfigError, Mistake
from mediad.config.lines import Key, lines
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

PREFIX = "MEDIAD__"
_SECRET_FILE = re.compile(r"^(?P<key>(?:\w+_)?(?:key|token|secret|password|url|dsn))_file$")
_STAYS = frozenset({("storage", "key_file")})
"""A file that the daemon itself reads, and writes when the key changes."""
_ANOTHER = "--config or $MEDIAD_CONFIG names another"
_SYNTAX_LINE = re.compile(r"line (\d+)")


@dataclass(slots=True)
class Origins:
    """Where each value was written: the last writer of a key."""

    places: dict[Key, tuple[str, int]] = field(default_factory=dict)

    def of(self, key: Key) -> tuple[str, int]:
        """Return source and line of a key, or of the nearest table around it."""
        while key and key not in self.places:
            key = key[:-1]
        return self.places.get(key, ("configuration", 0))


@dataclass(slots=True)
class Tree:
    """The merged values and their origins."""

    values: dict[str, Any] = field(default_factory=dict)
    origins: Origins = field(default_factory=Origins)
    mistakes: list[Mistake] = field(default_factory=list)

    def put(self, key: tuple[str, ...], value: object, source: str, line: int = 0) -> None:
        """Set one value; tables are merged, anything else is replaced."""
        table = self.values
        for part in key[:-1]:
            inner = table.setdefault(part, {})
            if not isinstance(inner, dict):
                inner = table[part] = {}
            table = inner
        table[key[-1]] = value
        self.origins.places[key] = (source, line)


def read(path: Path | None, environ: Mapping[str, str], sections: Container[str]) -> Tree:
    """Read every source in the order of its strength; raise with all that could not be read."""
    tree = Tree()
    for file in files(path):
        _read_file(tree, file)
    _read_credentials(tree, environ, sections)
    _read_environment(tree, environ)
    _read_secret_files(tree, anchor(path), (), tree.values)
    if tree.mistakes:
        raise ConfigError(tuple(tree.mistakes))
    return tree


def anchor(path: Path | None) -> Path:
    """Return the directory that relative paths start at: the one of the configuration file."""
    return path.parent.absolute() if path else Path.cwd()


def files(path: Path | None) -> list[Path]:
    """Return the configuration file and its drop-ins in the order that they are read."""
    if path is None:
        return []
    return [path, *sorted(path.parent.glob("conf.d/*.toml"))]


def _read_file(tree: Tree, file: Path) -> None:
    text = ""
    try:
        text = file.read_text(encoding="utf-8")
        values = tomllib.loads(text)
    except OSError as error:
        tree.mistakes.append(Mistake(source=str(file), message=f"cannot be read: {error.strerror}; {_ANOTHER}"))
    except UnicodeDecodeError:
        tree.mistakes.append(Mistake(source=str(file), message="is not UTF-8, which TOML demands"))
    except tomllib.TOMLDecodeError as error:
        where = _SYNTAX_LINE.search(str(error))
        line = int(where[1]) if where else text.count("\n") + 1
        tree.mistakes.append(Mistake(source=str(file), line=line, message=f"is not TOML: {error}"))
    else:
        found = lines(text)
        _merge(tree, (), values, str(file), found)
        tree.origins.places.update({key: (str(file), line) for key, line in found.items()})


def _merge(tree: Tree, prefix: tuple[str, ...], values: Mapping[str, Any], source: str, found: dict[Key, int]) -> None:
    for name, value in values.items():
        key = (*prefix, name)
        if isinstance(value, dict) and value:
            _merge(tree, key, value, source, found)
        elif isinstance(value, dict):
            tree.put(key, _at(tree.values, key) or {}, source, found.get(key, 0))
        else:
            tree.put(key, value, source, found.get(key) or found.get(prefix, 0))


def _at(values: Any, key: tuple[str, ...]) -> Any:
    for part in key:
        values = values.get(part) if isinstance(values, dict) else None
    return values


def _read_credentials(tree: Tree, environ: Mapping[str, str], sections: Container[str]) -> None:
    """Take each systemd credential whose name is a dotted key, such as `storage.url`."""
    if directory := environ.get("CREDENTIALS_DIRECTORY"):
        for file in sorted(Path(directory).glob("*.*")):
            key = tuple(file.name.split("."))
            if key[0] in sections:
                _put_secret(tree, key, file, str(file))


def _read_environment(tree: Tree, environ: Mapping[str, str]) -> None:
    """Take `MEDIAD__SERVER__PORT=8484`; a value that opens a bracket is TOML, any other is the text itself."""
    for name in sorted(environ):
        if name.startswith(PREFIX):
            key = tuple(part.lower() for part in name.removeprefix(PREFIX).split("__"))
            try:
                tree.put(key, _environment_value(environ[name]), f"${name}")
            except tomllib.TOMLDecodeError as error:
                tree.mistakes.append(Mistake(source=f"${name}", message=f"is not a TOML value: {error}"))


def _environment_value(text: str) -> object:
    return tomllib.loads(f"value = {text}")["value"] if text.startswith(("[", "{")) else text


def _read_secret_files(tree: Tree, base: Path, prefix: tuple[str, ...], values: dict[str, Any]) -> None:
    """Replace `api_key_file = PATH` by `api_key` with what is in the file."""
    for name, value in list(values.items()):
        key = (*prefix, name)
        if isinstance(value, dict):
            _read_secret_files(tree, base, key, value)
        elif key not in _STAYS and (secret := _SECRET_FILE.match(name)) and isinstance(value, str):
            source, line = tree.origins.of(key)
            del values[name]
            _put_secret(tree, (*prefix, secret["key"]), base / Path(value).expanduser(), source, line)


def _put_secret(tree: Tree, key: tuple[str, ...], file: Path, source: str, line: int = 0) -> None:
    try:
        tree.put(key, file.read_text(encoding="utf-8").rstrip("\r\n"), source, line)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        message = f"the secret file {file} cannot be read: {reason}"
        tree.mistakes.append(Mistake(source=source, line=line, key=".".join(key), message=message))
