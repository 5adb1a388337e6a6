"""What a person says that files are comes before what they say of themselves, on every scan, until it is taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from contract.test_catalogue_ids import TMDB, film, named
from contract.toy_library import Disk, of_file, says, toy

from mediad.library.catalogue.assigning import Assigning, Meant, Pieces
from mediad.library.catalogue.editing import Editing, Editor
from mediad.storage.ports.subjects import Moved
from mediad_sdk import Edition, Part, Position, Source, Work
from mediad_sdk.errors import Conflict, Forbidden, Invalid

if TYPE_CHECKING:
    from collections.abc import Sequence


async def assign(disk: Disk, key: str, files: Sequence[str] = (), **meant: Any) -> tuple[str, list[str]]:
    """Say that files of a toy, or all of them, are something else."""
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    return await assigning(disk).assign(editor, await disk.uid("toy", key), Pieces(files=files), Meant(**meant))


async def undo(disk: Disk, key: str) -> list[str]:
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    return await assigning(disk).undo(editor, await disk.uid("toy", key))


def assigning(disk: Disk) -> Assigning:
    editing = Editing(disk.storage, disk.catalogue, disk.clock)
    return Assigning(disk.storage, disk.catalogue, editing, disk.clock)


async def files(disk: Disk, key: str) -> list[list[str]]:
    """Name the files of each edition of a toy."""
    item = await disk.item("toy", key)
    return [[file["name"] for part in each["parts"] for file in part["files"]] for each in item["editions"]]


async def moved(disk: Disk, uid: str) -> str:
    """Follow an old id."""
    with pytest.raises(Moved) as elsewhere:
        await disk.items.item(disk.storage, disk.viewer(), uid)
    return elsewhere.value.uid


async def test_a_file_is_another_work_that_is_there(disk: Disk) -> None:
    said = (film("Heat", b"heat.mkv"), film("Wrong", b"wrong.mkv", (TMDB, "1")))
    await disk.say("a", *said)
    wrong = await disk.uid("toy", "wrong")
    uid, libraries = await assign(disk, "wrong", item=await disk.uid("toy", "heat"))
    assert (uid, libraries) == (await disk.uid("toy", "heat"), [disk.libraries["main"].uid])
    assert await disk.rows("dirty") == [(b"a",)]
    for _ in range(3):
        await disk.say("a", *said)
        assert await disk.titles("toy") == ["Heat"]
        assert sorted(await files(disk, "heat")) == [["heat.mkv"], ["wrong.mkv"]]
    item = await disk.item("toy", "heat")
    assert item["ids"] == []  # an id in its name said something else, which was wrong
    assert (await moved(disk, wrong)) == item["id"]  # what people did with the file goes along
    await undo(disk, "heat")
    await disk.say("a", *said)
    assert await disk.titles("toy") == ["Heat", "Wrong"]
    assert (await files(disk, "heat"), await files(disk, "wrong")) == ([["heat.mkv"]], [["wrong.mkv"]])
    with pytest.raises(Conflict):
        await undo(disk, "heat")


async def test_a_file_is_a_work_that_nobody_knew(disk: Disk) -> None:
    said = toy("Nonsense", b"x.mkv", documents=(says("Nonsense", dates=[{"value": "1900"}]),))
    await disk.say("a", said)
    uid, _ = await assign(disk, "nonsense", title="Solaris", year=1972)
    for _ in range(2):
        await disk.say("a", said)
        assert await disk.titles("toy") == ["Solaris"]
    item = await disk.items.item(disk.storage, disk.viewer(), uid)
    assert (item["title"], item["date"], len(item["editions"])) == ("Solaris", "1972", 1)
    await disk.say("b", toy("Solaris", b"y.mkv", key="solaris|1972"))
    item = await disk.items.item(disk.storage, disk.viewer(), uid)
    assert len(item["editions"]) == 2
    [library] = await assigning(disk).undo(Editor(viewer=disk.viewer(), editable=disk.viewer().libraries), uid)
    assert library == disk.libraries["main"].uid
    await disk.say("a", said)
    assert await disk.titles("toy") == ["Nonsense", "Solaris"]


async def test_works_that_were_joined_wrongly_are_split(disk: Disk) -> None:
    both = toy("Twin", editions=(of_file(b"one.mkv", version="1"), of_file(b"two.mkv", version="2")))
    await disk.say("a", both, toy("Trailer", b"t.mkv", parent=both, extra="trailer"))
    item = await disk.item("toy", "twin")
    [two] = [file["id"] for each in item["editions"] for part in each["parts"] for file in part["files"]][1:]
    await assign(disk, "twin", [two], title="Other Twin")
    for _ in range(2):
        await disk.say("a", both, toy("Trailer", b"t.mkv", parent=both, extra="trailer"))
        assert await disk.titles("toy") == ["Other Twin", "Twin"]
        assert (await files(disk, "twin"), await files(disk, "other twin|")) == ([["one.mkv"]], [["two.mkv"]])
    assert len((await disk.item("toy", "twin"))["extras"]) == 1


async def test_one_of_two_parts_is_taken_out_of_its_edition(disk: Disk) -> None:
    parts = tuple(
        Part(sources=(Source(file=name),), position=at) for at, name in enumerate((b"cd1.avi", b"cd2.avi"), 1)
    )
    said = toy("Film", editions=(Edition(parts=parts),))
    await disk.say("a", said)
    [edition] = (await disk.item("toy", "film"))["editions"]
    await assign(disk, "film", [edition["parts"][1]["files"][0]["id"]], title="Second")
    await disk.say("a", said)
    assert (await files(disk, "film"), await files(disk, "second|")) == ([["cd1.avi"]], [["cd2.avi"]])


async def test_it_goes_along_when_the_meant_work_becomes_another(disk: Disk) -> None:
    said = (film("Heat", b"heat.mkv"), film("Wrong", b"wrong.mkv"), film("Heat again", b"again.mkv"))
    await disk.say("a", *said)
    await assign(disk, "wrong", item=await disk.uid("toy", "heat again"))
    ids = dict(await disk.rows("ids", "toy"))
    await disk.storage.write(lambda tx: disk.catalogue.merge(tx, ids["heat again"], ids["heat"]))
    await disk.say("a", *said)
    assert await disk.titles("toy") == ["Heat"]
    assert len(await files(disk, "heat")) == 3


async def test_what_cannot_be_is_refused(disk: Disk) -> None:
    await disk.say("a", film("Heat", b"heat.mkv"))
    await disk.library("alone", isolated=True)
    await disk.say("b", film("Alone", b"alone.mkv"), library="alone")
    heat = await disk.uid("toy", "heat")
    with pytest.raises(Invalid, match="in this work already"):
        await assign(disk, "heat", item=heat)
    with pytest.raises(Conflict, match="isolated"):
        await assign(disk, "heat", item=await disk.uid("toy", "alone"))
    with pytest.raises(Invalid, match="no such piece"):
        await assign(disk, "heat", ["nothing"], title="X")
    with pytest.raises(Invalid, match="cannot stand there"):
        await assign(disk, "heat", kind="tray", title="X")
    with pytest.raises(Conflict, match="another media type"):
        await assign(disk, "heat", kind="film", title="X")
    reader = Editor(viewer=disk.viewer(), editable=())
    with pytest.raises(Forbidden):
        await assigning(disk).assign(reader, heat, Pieces(), Meant(title="X"))


async def test_a_piece_is_named_by_its_place_below_another_work(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("Box"),))
    tray = Work(kind="tray", key="2", parent=box, position=Position(label="2", value=2), documents=(says("Tray"),))
    fifth = Position(label="5", value=5)
    said = (
        Work(kind="piece", key="5", parent=tray, position=fifth, documents=(says("Five"),), editions=(of_file(b"5"),)),
        Work(kind="piece", key="loose", documents=(says("Loose"),), editions=(of_file(b"loose"),)),
    )
    await disk.say("a", *said)
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    loose, top = await disk.uid("piece", "loose"), await disk.uid("box", "box")
    with pytest.raises(Invalid, match="Tray has no 6"):
        await assigning(disk).assign(editor, loose, Pieces(), Meant(item=top, place=(2, 6)))
    await assigning(disk).assign(editor, loose, Pieces(), Meant(item=top, place=(2, 5)))
    await disk.say("a", *said)
    assert len((await disk.item("piece", "5"))["editions"]) == 2


async def test_a_piece_is_put_below_what_it_belongs_to(disk: Disk) -> None:
    box = Work(kind="box", key="box", documents=(says("Box", **named()),))
    said = (
        Work(kind="piece", key="1", parent=box, documents=(says("First"),), editions=(of_file(b"1.mkv"),)),
        Work(kind="piece", key="loose", documents=(says("Loose"),), editions=(of_file(b"2.mkv"),)),
    )
    await disk.say("a", *said)
    editor = Editor(viewer=disk.viewer(), editable=disk.viewer().libraries)
    meant = Meant(title="Second", parent=await disk.uid("box", "box"), position=2)
    await assigning(disk).assign(editor, await disk.uid("piece", "loose"), Pieces(), meant)
    await disk.say("a", *said)
    ids = dict(await disk.rows("ids", "box"))
    page = await disk.browser.children(disk.storage, disk.viewer(), ids["box"])
    assert [json.loads(text)["title"] for text in page.items] == ["Second", "First"]


async def test_an_old_id_of_what_is_meant_leads_to_what_it_became(disk: Disk) -> None:
    said = (film("Heat", b"heat.mkv"), film("Wrong", b"wrong.mkv"), film("Third", b"third.mkv"))
    await disk.say("a", *said)
    old = await disk.uid("toy", "wrong")
    await assign(disk, "wrong", item=await disk.uid("toy", "heat"))
    await disk.say("a", *said)
    uid, _ = await assign(disk, "third", item=old)
    assert uid == await disk.uid("toy", "heat")
    with pytest.raises(Invalid, match="already"):
        await assign(disk, "heat", item=old)
