"""A tree of names, the line of each leaf work that the plugin makes of it, and its own samples."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_tv.assemble import assemble
from mediad_plugin_tv.claim import claim
from mediad_plugin_tv.samples import samples
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mediad_sdk.values.works import Work

SIZE = 1 << 30


def _listings(*paths: str) -> Iterator[Listing]:
    """Give the listing of each folder of a tree."""
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        parts = path.split("/")
        for depth in range(len(parts)):
            folders["/".join(parts[:depth])][parts[depth]] = "file" if depth == len(parts) - 1 else "folder"
    for folder in sorted(folders):
        entries = tuple(
            Entry(name=name.encode(), type="file" if kind == "file" else "folder", size=SIZE)
            for name, kind in sorted(folders[folder].items())
        )
        yield Listing(path=folder.encode(), entries=entries)


def _works_of(*paths: str, facts: dict[str, dict[str, Any]] | None = None, least: float = 0) -> list[Work]:
    """Claim and assemble every folder of a tree, as a scan does; what is claimed less surely is another type's."""
    works: list[Work] = []
    whole: list[bytes] = []
    for listing in _listings(*paths):
        if any(listing.path.startswith(folder) for folder in whole):
            continue
        taken = claim(listing)
        if taken is not None and taken.confidence >= least:
            whole += [listing.path + b"/" + name for name in taken.folders]
            extracted = [Extracted(name=name, facts=(facts or {}).get(name.decode(), {})) for name in taken.files]
            made = list(assemble(listing, extracted))
            beside = {file for work in made for one in work.companions for file in one.files}
            assert beside | {art.file for work in made for art in work.artwork} <= {*taken.files, *taken.companions}
            works += made
    return works


def _above(work: Work) -> list[Work]:
    """Give the works above one, the nearest first."""
    out = []
    while work.parent is not None:
        work = work.parent
        out.append(work)
    return out


def _lines_of(*paths: str, least: float = 0) -> list[str]:
    """Give a line for each episode of a tree: show|year, season, numbers or day, title; its files by edition."""
    merged: dict[tuple[str, ...], dict[str, Any]] = {}
    for work in _works_of(*paths, least=least):
        if work.kind != "episode" or work.extra:
            continue
        parents = _above(work)
        fields = work.documents[0].fields
        numbers = work.position.label if work.position else next((one["value"] for one in fields.get("dates", ())), "-")
        season = next((one.key for one in parents if one.kind == "season"), "-")
        line = merged.setdefault((parents[-1].key, season, work.key), {"files": 0, "editions": 0})
        line["text"] = f"{parents[-1].key} {season} {numbers} {fields['title']}"
        line["editions"] += len(work.editions)
        line["files"] += sum(len(one.parts) for one in work.editions)
    return [
        line["text"] + (f" x{line['editions']}/{line['files']}" if (line["editions"], line["files"]) != (1, 1) else "")
        for line in merged.values()
    ]


@pytest.fixture
def lines_of() -> Callable[..., list[str]]:
    """Give the lines of a tree's episodes."""
    return _lines_of


@pytest.fixture
def works_of() -> Callable[..., list[Work]]:
    """Give the works of a tree as each folder makes them."""
    return _works_of


@pytest.fixture
def listings() -> Callable[..., Iterator[Listing]]:
    """Give the folders of a tree."""
    return _listings


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    folder = tmp_path_factory.mktemp("series")
    samples(folder)
    return folder
