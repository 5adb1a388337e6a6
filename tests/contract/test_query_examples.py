"""The queries that documents and help show are understood by the media types that mediad comes with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from mediad.app.offline import media_types
from mediad.library.kinds import KindTable
from mediad.library.query import Mistake, parse
from mediad.library.query.asking import Asking

if TYPE_CHECKING:
    from pathlib import Path

    from contract.toy_library import Disk

TEXTS = ("README.md", "docs/**/*.md", "mediad/cli/**/*.py", "mediad/http/**/*.py")
SHOWN = re.compile(r"[`'](kind:[^`'\n]+)[`']|^(kind:.+)$", re.MULTILINE)
TERM = re.compile(r"^\| (`.+?) \|", re.MULTILINE)


def examples(repository: Path) -> set[str]:
    texts = [file.read_text(encoding="utf-8") for pattern in TEXTS for file in repository.glob(pattern)]
    return {quoted or alone for text in texts for quoted, alone in SHOWN.findall(text)}


def terms(repository: Path) -> set[str]:
    told, _, _ = (repository / "docs/reference/queries.md").read_text(encoding="utf-8").partition("## ")
    return {term for row in TERM.findall(told) for term in re.findall(r"`([^`]+)`", row) if "…" not in term}


async def test_every_query_that_is_shown_is_understood(disk: Disk, repository: Path) -> None:
    shown = examples(repository) | terms(repository)
    assert {"kind:film unwatched sort:-added limit:50", "in:Discworld", "sort:-year", "library:Films"} <= shown
    await disk.library("Films")
    asking = Asking(disk.storage, KindTable(await media_types()), disk.clock)
    wrong = {}
    for text in sorted(shown):
        try:
            await asking.ready(disk.viewer(account=7), parse(text))
        except Mistake as mistake:
            wrong[text] = mistake.places
    assert wrong == {}


async def test_a_query_that_asks_a_person_says_how_to_name_one(disk: Disk) -> None:
    asking = Asking(disk.storage, KindTable(await media_types()), disk.clock)
    await disk.library()
    with pytest.raises(Mistake) as refused:
        await asking.ready(disk.viewer(), parse("kind:film unwatched"))
    assert "--user" in refused.value.places[0][1]
