"""The checks that every plugin should pass, inherited by one line; the daemon makes most of them too."""

from __future__ import annotations

import ast
import asyncio
import os
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from importlib import import_module
from pathlib import Path
from typing import Any, ClassVar

from mediad_sdk.contract import DECLARED, mistake, outdated_hooks, unknown_hooks, wrong_signatures
from mediad_sdk.testing.behaviour import Behaviour
from mediad_sdk.testing.by_kind import ByKind
from mediad_sdk.testing.installed import entry_point, load_plugin, manifest_of, package_of
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


class PluginConformance(Behaviour, ByKind):
    """Inherit, and name the plugin; `settings` when it cannot do without.

    What a check is for stands in its docstring; what a plugin does not bring is not looked for.
    """

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

    def test_nothing_is_used_that_is_to_go(self) -> None:
        """A hook that is deprecated goes with the next major version; its successor is named."""
        assert outdated_hooks(load_plugin(self.plugin, settings=self.settings)) == ()

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
    code = (media_type.claim, media_type.extract, media_type.assemble)
    more = (media_type.artwork, media_type.samples, media_type.extract_folder)
    return (name for name in (*code, *more) if name)


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
