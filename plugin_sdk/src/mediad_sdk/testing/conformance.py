"""The checks that every plugin should pass, inherited by one line; the daemon makes most of them too."""

from __future__ import annotations

import ast
import asyncio
import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from pathlib import Path
from typing import Any, ClassVar

from mediad_sdk.contract import DECLARED, mistake, unknown_hooks, wrong_signatures
from mediad_sdk.hooks import GROUP
from mediad_sdk.host import Context
from mediad_sdk.manifest import FILE_NAME, Manifest, parse_manifest
from mediad_sdk.testing.context import fake_context
from mediad_sdk.testing.media import listing
from mediad_sdk.values.kinds import MediaType
from mediad_sdk.values.media import Claim, Listing

ODD_LISTINGS = (
    listing(""),
    listing("a", "b/", "c/"),
    listing("x", "名前.mkv", "é" * 80 + ".mp3", ".hidden", "no-ending", "two..dots.", " ", "'\"\\"),
    listing(os.fsdecode(b"\xff\xfe"), os.fsdecode(b"broken-\xff.flac"), os.fsdecode(b"\x80")),
    listing("empty", "empty.mkv", "empty.mp3", size=0),
)
"""Folders that exist on real disks and break plugins that expect a tidy one."""


def entry_point(plugin: str) -> EntryPoint:
    """Find the one installed plugin of this id."""
    found = entry_points(group=GROUP, name=plugin)
    if len(found) != 1:
        raise AssertionError(f"{len(found)} installed distributions offer the plugin {plugin!r}; install yours first")
    return next(iter(found))


def load_plugin(plugin: str, *, settings: Mapping[str, Any] | None = None, context: Context | None = None) -> object:
    """Make an installed plugin as the daemon does: settings by its model, then its factory."""
    entry = entry_point(plugin)
    reference = manifest_of(entry).settings
    model = EntryPoint(name=plugin, value=reference, group=GROUP).load() if reference else None
    made: object = entry.load()(
        context or fake_context(plugin), model.model_validate(settings or {}) if model else None
    )
    return made


def package_of(entry: EntryPoint) -> Path:
    """Say where the package of an entry point lies."""
    spec = find_spec(entry.module.partition(".")[0])
    if spec is None or not spec.submodule_search_locations:
        raise AssertionError(f"{entry.module} is no package that can be found")
    return Path(next(iter(spec.submodule_search_locations)))


def manifest_of(entry: EntryPoint) -> Manifest:
    """Read the manifest of an entry point's package."""
    return parse_manifest(tomllib.loads((package_of(entry) / FILE_NAME).read_text(encoding="utf-8")))


class PluginConformance:
    """Inherit, and name the plugin; `settings` when it cannot do without."""

    plugin: ClassVar[str] = ""
    settings: ClassVar[Mapping[str, Any]] = {}

    def declared(self, hook: str) -> list[Any]:
        """Ask a fresh plugin one declaration hook."""
        function = getattr(load_plugin(self.plugin, settings=self.settings), hook, None)
        return list(function()) if function else []

    def test_the_manifest_names_the_plugin_and_bounds_the_sdk_at_both_ends(self) -> None:
        """The daemon refuses a plugin without either."""
        manifest = manifest_of(entry_point(self.plugin))
        assert manifest.id == self.plugin
        assert re.search(r"(>=|>|~=|==)", manifest.requires_sdk), f"no lower end in {manifest.requires_sdk!r}"
        assert re.search(r"(<=|<|~=|==)", manifest.requires_sdk), f"no upper end in {manifest.requires_sdk!r}"

    def test_every_hook_is_one_that_mediad_calls(self) -> None:
        """A misspelt hook is never called, and a wrong argument refused."""
        plugin = load_plugin(self.plugin, settings=self.settings)
        assert unknown_hooks(plugin) == ()
        assert wrong_signatures(plugin) == ()

    def test_what_is_declared_has_the_declared_shape(self) -> None:
        """A wrong field is found here rather than in the daemon."""
        found = [why for hook, cls in DECLARED.items() for each in self.declared(hook) if (why := mistake(each, cls))]
        assert found == []

    def test_of_mediad_only_the_sdk_is_imported(self) -> None:
        """The daemon's own modules may change at any time."""
        folder = package_of(entry_point(self.plugin))
        strangers = [
            f"{path.name}:{line} imports {name}"
            for path in folder.rglob("*.py")
            for line, name in _imports(path)
            if name.partition(".")[0] == "mediad"
        ]
        assert strangers == []

    def test_claims_are_total_and_the_same_twice(self) -> None:
        """Whatever lies in a folder, a claim answers, with names of that folder, and does not change its mind."""
        for media_type in self.declared("mediad_media_types"):
            claim = _code(media_type.claim)
            for each in ODD_LISTINGS:
                answer = claim(each)
                assert answer == claim(each)
                assert _strange_names(answer, each) == set(), f"{media_type.id} claims what is not in {each.path!r}"

    def test_the_code_of_a_media_type_can_be_imported(self) -> None:
        """The names in a declaration are only text; here they are followed."""
        for media_type in self.declared("mediad_media_types"):
            for reference in _references(media_type):
                assert callable(_code(reference)), f"{reference} cannot be called"

    def test_the_lifespan_can_be_entered_and_left_twice(self) -> None:
        """A daemon reloads plugins."""
        opener = getattr(load_plugin(self.plugin, settings=self.settings), "mediad_lifespan", None)
        if opener is not None:
            asyncio.run(_enter_twice(opener))


def _references(media_type: MediaType) -> Iterator[str]:
    names = (media_type.claim, media_type.extract, media_type.assemble, media_type.artwork, media_type.samples)
    return (name for name in names if name)


def _code(reference: str) -> Callable[..., Any]:
    module, _, name = reference.partition(":")
    found: Callable[..., Any] = getattr(import_module(module), name)
    return found


def _strange_names(claim: Claim | None, folder: Listing) -> set[bytes]:
    if claim is None:
        return set()
    return {*claim.files, *claim.companions, *claim.folders} - {entry.name for entry in folder.entries}


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


async def _enter_twice(opener: Callable[[], AbstractAsyncContextManager[None]]) -> None:
    for _ in range(2):
        async with opener():
            await asyncio.sleep(0)
