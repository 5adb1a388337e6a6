"""Works that are there more than once: what of them is not needed, and why; the same on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract.toy_library import KINDS, of_file, toy

from mediad.library.catalogue.duplicates import Duplicates, Sought
from mediad_sdk import Edition, Part, Source

if TYPE_CHECKING:
    import pytest
    from contract.toy_library import Disk

    from mediad.storage.ports import Transaction


async def found(disk: Disk, *libraries: str, limit: int = 2, **sought: Any) -> list[dict[str, Any]]:
    """Walk every page."""
    works: list[dict[str, Any]] = []
    after = 0
    for _ in range(50):
        page, after = await Duplicates(KINDS).page(
            disk.storage, disk.viewer(*libraries), Sought(**sought), after, limit
        )
        assert len(page) <= limit
        works += page
        if not after:
            return works
    raise AssertionError("the answer does not end")


async def told(disk: Disk, *libraries: str, **sought: Any) -> dict[str, dict[str, str]]:
    """Give why each file is not needed, by title and path."""
    works = await found(disk, *libraries, **sought)
    return {work["title"]: {file["path"]: file["spare"] for file in work["files"]} for work in works}


async def sized(disk: Disk, **sizes: int) -> None:
    async def unit(tx: Transaction) -> None:
        await tx.execute_many("toy.sized", [(size, f"{name}.mkv".encode()) for name, size in sizes.items()])

    await disk.storage.write(unit)


async def test_of_editions_and_copies_the_largest_is_needed(disk: Disk) -> None:
    twice = (of_file(b"one.mkv", rendition="1080p"), of_file(b"two.mkv", rendition="1080p", label="2"))
    copies = (Edition(parts=(Part(sources=(Source(file=b"a.mkv"), Source(file=b"b.mkv"))),)),)
    qualities = (of_file(b"hd.mkv", rendition="1080p"), of_file(b"sd.mkv", rendition="480p"))
    await disk.say(
        "d", toy("Twice", editions=twice), toy("Copied", editions=copies), toy("Better", editions=qualities),
        toy("Once", b"once.mkv"),
    )  # fmt: skip
    await sized(disk, one=10, two=30, a=5, b=5, hd=9, sd=4)
    plain = {
        "Twice": {"d/one.mkv": "edition", "d/two.mkv": ""}, "Copied": {"d/a.mkv": "", "d/b.mkv": "copy"},
    }  # fmt: skip
    assert await told(disk) == plain
    assert await told(disk, qualities=True) == {**plain, "Better": {"d/hd.mkv": "", "d/sd.mkv": "edition"}}
    [work] = [each for each in await found(disk) if each["title"] == "Twice"]
    assert (work["size"], work["spare"], work["kind"]) == (40, 10, "toy")
    assert await told(disk, kind="box") == {}


async def test_equal_bytes_elsewhere_are_told_of_with_where(disk: Disk) -> None:
    await disk.say("d", toy("First", b"1.mkv"), toy("Second", b"2.mkv"), also={b"1.mkv": b"same", b"2.mkv": b"same"})
    await disk.say("e", toy("Third", b"3.mkv"), library="other", also={b"3.mkv": b"same"})
    assert await told(disk) == {
        "First": {"d/1.mkv": ""}, "Second": {"d/2.mkv": "bytes"}, "Third": {"e/3.mkv": "bytes"},
    }  # fmt: skip
    assert (await found(disk))[1]["files"][0]["same_as"] == {"library": "main", "path": "d/1.mkv"}
    assert await told(disk, "other") == {}, "nobody hears of what they may not see"


async def test_equal_pages_of_one_edition_are_no_duplicates(disk: Disk) -> None:
    pages = tuple(Part(sources=(Source(file=name),), position=at) for at, name in enumerate((b"1.png", b"2.png")))
    await disk.say("d", toy("Book", editions=(Edition(parts=pages),)), also={b"1.png": b"blank", b"2.png": b"blank"})
    assert await told(disk) == {}
    await disk.say("e", toy("Other", b"3.png"), also={b"3.png": b"blank"})
    assert set(await told(disk)) == {"Book", "Other"}


async def test_what_another_work_needs_is_no_spare(disk: Disk) -> None:
    mine = (of_file(b"both.mkv"), of_file(b"alone.mkv", label="2"))
    await disk.say("d", toy("Mine", editions=mine), toy("Other", b"both.mkv"))
    await sized(disk, both=1, alone=3)
    assert await told(disk) == {"Mine": {"d/both.mkv": "", "d/alone.mkv": ""}}


async def test_a_page_goes_on_where_the_one_before_ended(disk: Disk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediad.library.catalogue.duplicates.ROUND", 3)
    monkeypatch.setattr("mediad.library.catalogue.duplicates.ROUNDS", 2)
    works = [
        toy(f"T{at}", editions=(of_file(b"%d.a" % at), of_file(b"%d.b" % at, label="2")))
        if at % 4
        else toy(f"T{at}", b"%d" % at)
        for at in range(20)
    ]
    await disk.say("d", *works)
    assert [each["title"] for each in await found(disk)] == [f"T{at}" for at in range(20) if at % 4]
