"""What people correct: any field that a kind or the SDK defines, whatever its sources say."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import toy

from mediad.library.catalogue.editing import Correction, Editing, Editor
from mediad_sdk.errors import Invalid

if TYPE_CHECKING:
    from contract.toy_library import Disk


async def correct(disk: Disk, key: str, **lock: Any) -> None:
    editing = Editing(disk.storage, disk.catalogue, disk.clock)
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    assert await editing.correct(editor, await disk.uid("toy", key), Correction(lock=lock))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("overview", "A plot."),
        ("sort_title", "Matrix 1"),
        ("languages", ["de"]),
        ("genres", ["Drama"]),
        ("tags", ["mine"]),
        ("certificates", [{"country": "DE", "value": "12", "age": 12}]),
    ],
)
async def test_a_field_that_no_source_has_can_be_locked(disk: Disk, name: str, value: Any) -> None:
    await disk.say("a", toy("Film", b"1"))
    await correct(disk, "film", **{name: value})
    item = await disk.item("toy", "film")
    assert (item["fields"][name], item["locks"]) == (value, [name])


@pytest.mark.parametrize(("name", "value"), [("plot", "x"), ("overview", 7), ("languages", "de")])
async def test_a_field_that_nobody_defines_or_a_wrong_value_is_refused(disk: Disk, name: str, value: Any) -> None:
    await disk.say("a", toy("Film", b"1"))
    with pytest.raises(Invalid) as caught:
        await correct(disk, "film", **{name: value})
    assert [place for place, _ in caught.value.places] == [f"/lock/{name}"]


async def test_a_locked_sort_title_sorts(disk: Disk) -> None:
    await disk.say("a", toy("Alpha", b"1"), toy("Beta", b"2"))
    await correct(disk, "alpha", sort_title="Zulu")
    assert await disk.titles("toy") == ["Beta", "Alpha"]


async def test_of_many_edits_of_one_revision_at_once_one_counts(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"1"))
    editing = Editing(disk.storage, disk.catalogue, disk.clock)
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    uid, revision = await disk.uid("toy", "film"), (await disk.item("toy", "film"))["revision"]
    edits = [Correction(lock={"overview": f"{number}"}, revision=revision) for number in range(8)]
    done = await asyncio.gather(*(editing.correct(editor, uid, each) for each in edits))
    assert sum(done) == 1
