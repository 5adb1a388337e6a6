"""Begins a plugin: a whole project of its kind, from templates that mediad's own tests build, run and count."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk import SDK_VERSION
from mediad_sdk.errors import Conflict, Invalid
from mediad_sdk.manifest import FILE_NAME, ID_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

KINDS = ("media-type", "metadata", "encoder", "delivery", "integration", "notifier", "auth", "storage", "job")
_CODE = {"plugin.py", "files.py", "settings.py"}
_TAKEN = {"sdk", "core", "library", "plugin", "plugins", "test", "tests"}


def begin(name: str, kind: str, *, title: str = "", into: Path = Path()) -> Path:
    """Write the project of a new plugin and give its folder.

    Raises:
        Invalid: The name cannot be a plugin's.
        Conflict: Something is in its place already.
    """
    if not ID_PATTERN.fullmatch(name) or name in _TAKEN:
        remedy = "Use 2 to 32 of a-z, 0-9 and single _ between them, beginning with a letter: `my_films`."
        raise Invalid(f"{name!r} cannot be the id of a plugin.", remedy=remedy)
    place = into / f"mediad-plugin-{name.replace('_', '-')}"
    if place.exists():
        raise Conflict(f"{place} is there already.", remedy="Choose another name, or remove it.")
    words = _words(name, kind, title)
    for path, text in _project(kind, name):
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_filled(text, words), encoding="utf-8")
    return place


def templates() -> Traversable:
    """Give the folder of the templates."""
    return files("mediad_sdk.author") / "templates"


def _words(name: str, kind: str, title: str) -> dict[str, str]:
    told = _told(kind)
    dependencies = "".join(f', "{each}"' for each in told["dependencies"])
    camel = "".join(part.capitalize() for part in name.split("_"))
    return {
        "mediad-plugin-NEWPLUGIN": f"mediad-plugin-{name.replace('_', '-')}",
        "NEWPLUGIN": name,
        "NewPlugin": camel,
        "NEW_TITLE": title or name.replace("_", " ").capitalize(),
        "SDK_RANGE": sdk_range(),
        "EXTRA_DEPENDENCIES": dependencies,
        "TEST_SETTINGS": told.get("test_settings", "{}"),
    }


def sdk_range(version: str = SDK_VERSION) -> str:
    """Give the range of versions that a plugin of today asks for: this one and all before the next that may break."""
    major, minor, *_ = version.split(".")
    return f">={version},<{int(major) + 1}" if major != "0" else f">={version},<0.{int(minor) + 1}"


def _told(kind: str) -> dict[str, Any]:
    return tomllib.loads((templates() / kind / "kind.toml").read_text(encoding="utf-8"))


def _project(kind: str, name: str) -> Iterator[tuple[str, str]]:
    told, package = _told(kind), f"src/mediad_plugin_{name}"
    yield f"{package}/__init__.py", '"""NEW_TITLE for mediad."""\n'
    yield f"{package}/py.typed", ""
    yield f"{package}/{FILE_NAME}", _manifest(told)
    for folder in (templates() / "common", templates() / kind):
        for path, text in _texts(folder):
            yield (f"{package}/{path}" if path in _CODE else path), text


def _texts(folder: Traversable, above: str = "") -> Iterator[tuple[str, str]]:
    for each in folder.iterdir():
        if each.is_dir():
            yield from _texts(each, f"{above}{each.name}/")
        elif each.name.endswith(".txt"):
            name = each.name.removesuffix(".txt")
            yield f"{above}{'.gitignore' if name == 'gitignore' else name}", each.read_text(encoding="utf-8")


def _manifest(told: dict[str, Any]) -> str:
    lines = ['id = "NEWPLUGIN"', 'name = "NEW_TITLE"', f'summary = "{told["summary"]}"', 'requires_sdk = "SDK_RANGE"']
    if told.get("settings"):
        lines.append('settings = "mediad_plugin_NEWPLUGIN.settings:Settings"')
    if permissions := told.get("permissions", "").strip():
        lines += ["", "[permissions]", permissions]
    return "\n".join(lines) + "\n"


def _filled(text: str, words: dict[str, str]) -> str:
    for word, value in words.items():
        text = text.replace(word, value)
    return text
