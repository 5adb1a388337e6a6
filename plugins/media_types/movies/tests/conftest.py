"""Files as the runner hands them to `extract`, closed when the test ends."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_movies.assemble import assemble
from mediad_plugin_movies.claim import claim
from mediad_plugin_movies.samples import samples
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad_sdk.values.works import Work


def assembled(*paths: str, facts: dict[str, dict[str, Any]] | None = None) -> list[Work]:
    """Claim and assemble every folder of a tree, as a scan does."""
    folders: dict[str, dict[str, str]] = defaultdict(dict)
    for path in paths:
        parts = path.split("/")
        for depth in range(len(parts)):
            folders["/".join(parts[:depth])][parts[depth]] = "file" if depth == len(parts) - 1 else "folder"
    works: list[Work] = []
    whole: list[str] = []
    for folder in sorted(folders):
        if any(folder.startswith(disc) for disc in whole):
            continue
        entries = tuple(
            Entry(name=name.encode(), type="file" if kind == "file" else "folder", size=1 << 20)
            for name, kind in sorted(folders[folder].items())
        )
        listing = Listing(path=folder.encode(), entries=entries)
        if taken := claim(listing):
            whole += [f"{folder}/{name.decode()}" for name in taken.folders]
            known = facts or {}
            named = (*taken.files, *taken.folders)
            made = list(assemble(listing, [Extracted(name=name, facts=known.get(name.decode(), {})) for name in named]))
            beside = {file for work in made for one in work.companions for file in one.files}
            assert beside | {art.file for work in made for art in work.artwork} <= {*taken.files, *taken.companions}
            works += made
    return works


@pytest.fixture
def tree() -> Callable[..., list[Work]]:
    """Give what claims and assembles every folder of a tree."""
    return assembled


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plugin's own samples, made once."""
    folder = tmp_path_factory.mktemp("films")
    samples(folder)
    return folder
