"""Plugins as they are installed where tests run."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from mediad_sdk.hooks import GROUP
from mediad_sdk.host import Context
from mediad_sdk.manifest import FILE_NAME, Manifest, parse_manifest
from mediad_sdk.testing.context import fake_context


@cache
def entry_point(plugin: str) -> EntryPoint:
    """Find the one installed plugin of this id."""
    found = entry_points(group=GROUP, name=plugin)
    if len(found) != 1:
        raise AssertionError(f"{len(found)} installed distributions offer the plugin {plugin!r}; install yours first")
    return next(iter(found))


def load_plugin(plugin: str, *, settings: Mapping[str, Any] | None = None, context: Context | None = None) -> object:
    """Make an installed plugin as the daemon does: settings by its model, then its factory."""
    entry = entry_point(plugin)
    model = settings_model(entry)
    made: object = entry.load()(
        context or fake_context(plugin), model.model_validate(settings or {}) if model else None
    )
    return made


@cache
def package_of(entry: EntryPoint) -> Path:
    """Say where the package of an entry point lies."""
    spec = find_spec(entry.module.partition(".")[0])
    if spec is None or not spec.submodule_search_locations:
        raise AssertionError(f"{entry.module} is no package that can be found")
    return Path(next(iter(spec.submodule_search_locations)))


@cache
def manifest_of(entry: EntryPoint) -> Manifest:
    """Read the manifest of an entry point's package."""
    return parse_manifest(tomllib.loads((package_of(entry) / FILE_NAME).read_text(encoding="utf-8")))


@cache
def settings_model(entry: EntryPoint) -> type[Any] | None:
    """Give the model of an entry point's settings, None where it has none."""
    reference = manifest_of(entry).settings
    if not reference:
        return None
    model: type[Any] = EntryPoint(name=entry.name, value=reference, group=GROUP).load()
    return model
