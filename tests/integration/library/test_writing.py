"""Sidecars that mediad writes beside films on a real disk."""

from __future__ import annotations

import asyncio
import errno
import os
from collections import Counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from disks import JobStub

from mediad.library.inventory.sidecars import WRITE
from mediad.storage.ports import libraries
from mediad.workers.writer import Spot, Writer, writing
from mediad_plugin_nfo.document import FILM
from mediad_plugin_nfo.read import fields
from mediad_sdk.errors import Conflict, Unavailable
from mediad_sdk.runner import writer as writer_code
from mediad_sdk.runner.media import content_id
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import House

LAMP = "Lamp (2011)/Lamp (2011).nfo"
HAND = """<movie>
  <title>Light</title>
  <!-- by hand -->
  <mine>kept</mine>
</movie>
"""


@pytest.fixture
async def written(films: House) -> House:
    """Give a library that wants NFO files, looked at once; a word is known of each of its films."""
    await films.declare(types=("movies",), sidecars=["nfo"])
    await films.scan()
    await tell(films)
    return films


async def tell(house: House) -> None:
    """Let a person say something of every film: what only names say is not written."""
    for title in await titles(house):
        await house.lock("films.film", title, tagline="Seen.")


async def titles(house: House) -> list[Any]:
    return [row[0] for row in await house.storage.fetch_all("films.titles")]


async def said(house: House) -> list[Any]:
    return [row[0] for row in await house.storage.fetch_all("films.said")]


async def test_nothing_is_written_where_no_library_wants_it(films: House) -> None:
    await films.scan()
    assert await films.write() == {"written": 0, "same": 0, "left": 0}
    assert not list(films.root.rglob("*.nfo"))


async def test_what_is_known_is_written_once_and_the_next_scan_finds_nothing_to_read(written: House) -> None:
    await written.lock("films.film", "Lamp", overview="Dark & deep.")
    assert (await written.write())["written"] == 2
    file = written.root / LAMP
    assert fields(FILM, file.read_bytes())["overview"] == "Dark & deep."
    assert (file.stat().st_mode & 0o777, [each.name for each in file.parent.glob(".*")]) == (0o644, [])
    counts = (await written.scan())["counts"]
    assert (counts["opened"], counts["added"], counts["changed"]) == (0, 0, 0)
    assert (await said(written), await titles(written)) == ([], ["Lamp", "Sea"])
    assert await written.write() == {"written": 0, "same": 2, "left": 0}
    assert (await written.scan(mode="again"))["counts"]["errors"] == 0
    assert await said(written) == []  # read again, it is still ours


async def test_what_mediad_wrote_gives_way_and_what_a_person_changes_in_it_stands(written: House) -> None:
    await written.lock("films.film", "Lamp", overview="Dark.")
    await written.write()
    file = written.root / LAMP
    file.write_text(file.read_text().replace("<title>Lamp</title>", "<title>Light</title>"))
    await written.scan()
    assert await titles(written) == ["Light", "Sea"]
    assert await said(written) == ['{"title":"Light"}']
    await written.lock("films.film", "Light", overview="Bright.")
    await written.write()
    found = fields(FILM, file.read_bytes())
    assert (found["title"], found["overview"]) == ("Light", "Bright.")
    await written.scan(mode="again")
    assert await said(written) == ['{"title":"Light"}']


async def test_what_a_person_wrote_stays_in_the_file_and_in_its_layer(written: House) -> None:
    file = written.put(LAMP, HAND)
    await written.scan()
    await written.lock("films.film", "Light", overview="Dark.", genres=["Drama"])
    await written.write()
    text = file.read_text()
    for kept in ("<title>Light</title>", "<!-- by hand -->", "<mine>kept</mine>", "<plot>Dark.</plot>"):
        assert kept in text
    assert "<genre>Drama</genre>" in text
    await written.scan()
    assert await said(written) == ['{"title":"Light"}']


async def test_lists_that_a_person_wrote_stay_theirs_and_those_that_mediad_wrote_are_no_layer(written: House) -> None:
    file = written.put(LAMP, "<movie><title>Light</title><genre>Drama</genre></movie>")
    await written.scan()
    await written.lock("films.film", "Light", tags=["night", "sea"])
    await written.write()
    for kept in ("<genre>Drama</genre>", "<tag>night</tag>", "<tag>sea</tag>"):
        assert kept in file.read_text()
    await written.scan(mode="again")
    assert await said(written) == ['{"genres":["Drama"],"title":"Light"}']


async def test_a_file_that_somebody_wrote_since_it_was_read_is_left_until_a_scan_read_it(written: House) -> None:
    file = written.put(LAMP, HAND)
    assert await written.write() == {"written": 1, "same": 0, "left": 1}  # it is new, and not read yet
    assert file.read_text() == HAND
    await written.scan()
    await written.lock("films.film", "Light", overview="Dark.")
    mine = HAND.replace("Light", "Brighter")
    file.write_text(mine)
    assert (await written.write())["left"] == 1
    assert file.read_text() == mine
    await written.scan()
    assert (await written.write())["written"] == 1
    assert fields(FILM, file.read_bytes())["title"] == "Brighter"


@pytest.mark.parametrize("text", ["<movie><title>x</title><plot>Da", "drawn letters", "<!DOCTYPE a><movie/>"])
async def test_a_file_that_would_not_be_kept_whole_is_left(written: House, text: str) -> None:
    file = written.put(LAMP, text)
    await written.scan()
    assert (await written.write())["left"] == 1
    assert file.read_text() == text


async def test_a_link_is_not_written_through(written: House, tmp_path: Path) -> None:
    outside = tmp_path / "outside.nfo"
    outside.write_text(HAND)
    (written.root / LAMP).symlink_to(outside)
    assert (await written.write())["left"] == 1
    assert (outside.read_text(), (written.root / LAMP).is_symlink()) == (HAND, True)


async def test_a_folder_behind_a_link_out_of_the_root_is_not_written_to(written: House, tmp_path: Path) -> None:
    (written.root / "Lamp (2011)").rename(tmp_path / "Lamp (2011)")
    (written.root / "Lamp (2011)").symlink_to(tmp_path / "Lamp (2011)")
    assert (await written.write())["left"] == 1
    assert not list((tmp_path / "Lamp (2011)").glob("*.nfo"))


@pytest.mark.parametrize("empty", [False, True], ids=["gone", "empty, as the place of a lost mount"])
async def test_a_disk_that_is_away_is_waited_for_and_only_what_waits_is_tried_again(
    written: House, *, empty: bool
) -> None:
    away = (written.root / "Lamp (2011)").rename(written.root.parent / "away")
    if empty:
        (written.root / "Lamp (2011)").mkdir()
    run = Kept(id="w", args={})
    with pytest.raises(Unavailable) as caught:
        await written.write(run)
    assert caught.value.retry_after
    assert (written.root / "Sea (1999)/Sea (1999).nfo").exists()
    assert not list(written.root.glob("Lamp (2011)/*"))
    away.rename(written.root / "Lamp (2011)")
    run.checkpoint = run.kept
    assert await written.write(run) == {"written": 1, "same": 0, "left": 0}


async def test_a_root_that_hangs_keeps_no_other_from_being_written_to(
    written: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    (other / "Tide (2001)").mkdir(parents=True)
    (other / "Tide (2001)/Tide (2001).strm").write_text("https://example.org/tide")
    (other / "Lamp (2011)").mkdir()
    (other / "Lamp (2011)/Lamp (2011).strm").write_text("https://example.org/lamp")  # a second version of one there
    await written.declare(bytes(written.root), bytes(other), types=("movies",), sidecars=["nfo"])
    await written.scan()
    await tell(written)
    look = Writer.look

    async def hangs(self: Writer, spot: Spot) -> Any:
        if spot.root == bytes(written.root):
            self._child.kill()
        return await look(self, spot)

    monkeypatch.setattr(Writer, "look", hangs)
    run = Kept(id="w", args={})
    with pytest.raises(Unavailable):
        await written.write(run)
    assert (other / "Tide (2001)/Tide (2001).nfo").exists()
    assert (other / LAMP).exists()
    assert len(run.kept["waiting"]) == 2


async def test_two_jobs_about_one_film_write_one_after_the_other(written: House) -> None:
    job = written.writing.job_type()
    done = await asyncio.gather(*(job.handler(JobStub(id=str(each), args={})) for each in range(3)))
    assert sorted((each or {})["written"] for each in done) == [0, 0, 2]


async def test_a_root_that_is_not_online_is_waited_for(written: House) -> None:
    [root] = (await written.library()).roots
    await written.storage.write(lambda tx: libraries.root_state(tx, root, "offline", "It is unplugged.", 1))
    with pytest.raises(Unavailable, match="It is unplugged"):
        await written.write()
    assert not list(written.root.rglob("*.nfo"))


async def test_of_several_films_in_a_folder_each_has_its_own(written: House) -> None:
    written.put("Two/A (2001).strm", "https://example.org/a")
    written.put("Two/B (2002).strm", "https://example.org/b")
    await written.scan()
    await tell(written)
    await written.write()
    assert {each.name for each in (written.root / "Two").glob("*.nfo")} == {"A (2001).nfo", "B (2002).nfo"}
    await written.scan()
    assert await titles(written) == ["A", "B", "Lamp", "Sea"]


async def test_a_change_is_heard_where_a_library_wants_it(films: House) -> None:
    asked: list[Any] = []

    class Jobs:
        async def enqueue(self, job: str, args: Any, **more: Any) -> str:
            asked.append((job, args))
            return "1"

    heard = films.writing.subscription(Jobs())  # type: ignore[arg-type]  # a stand-in
    event = Event(type="item.changed", at=1, library="", data={"items": ["a"]})
    await heard.handler(event)
    assert asked == []
    await films.declare(types=("movies",), sidecars=["nfo"])
    await heard.handler(event)
    assert asked == [(WRITE, {"items": ["a"]})]
    assert await films.writing.job_type().handler(JobStub(id="w", args={"items": ["no-such-work"]})) is not None


class Kept(JobStub):
    """A job that keeps its checkpoint."""

    kept: Any = None

    async def save(self, checkpoint: Any) -> None:
        """Keep it."""
        self.kept = checkpoint


def content_of(file: Path) -> bytes:
    with file.open("rb") as opened:
        return content_id(opened.fileno(), file.stat().st_size)


def test_a_folder_on_a_disk_that_is_read_only_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.mkv").write_text("x")
    read_only = SimpleNamespace(f_flag=os.ST_RDONLY)
    monkeypatch.setattr(writer_code.os, "fstatvfs", lambda _: read_only)
    with pytest.raises(OSError, match="cannot be written to") as caught:
        writer_code.look(os.fsencode(tmp_path), b"", b"a.mkv", b"a.nfo")
    assert caught.value.errno == errno.EROFS


async def test_nothing_is_left_behind_when_a_write_is_refused(films: House, tmp_path: Path) -> None:
    folder = tmp_path / "films/Lamp (2011)"
    spot = Spot(root=os.fsencode(films.root), folder=b"Lamp (2011)", beside=b"Lamp (2011).strm", name=b"a.nfo")
    async with writing(films.processes) as writer:
        assert isinstance(writer, Writer)
        done = await writer.put(spot, b"one", b"")
        with pytest.raises(Conflict):
            await writer.put(spot, b"two", b"")
        (folder / "a.nfo").write_text("somebody else's")
        with pytest.raises(Conflict):
            await writer.put(spot, b"two", done.content)
        (folder / "a.nfo").rename(tmp_path / "a.nfo")
        (folder / "a.nfo").symlink_to(tmp_path / "a.nfo")
        for each in (writer.look(spot), writer.put(spot, b"two", content_of(tmp_path / "a.nfo"))):
            with pytest.raises(Conflict):
                await each
        (tmp_path / "a.nfo").replace(folder / "a.nfo")
        (folder / ".a.nfo.mediad").write_text("of a killed process")
        _, content = await writer.look(spot)
        await writer.put(spot, b"three", content)
    assert sorted(each.name for each in folder.iterdir()) == ["Lamp (2011).strm", "a.nfo"]
    assert (folder / "a.nfo").read_text() == "three"


async def test_what_a_film_costs_does_not_grow_with_the_films_beside_it(
    written: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, read = type(written.storage), Counter[str]()
    fetch_all = engine.fetch_all

    async def counted(storage: Any, name: Any, params: Any = ()) -> Any:
        rows = await fetch_all(storage, name, params)
        read["rows"] += len(rows)
        return rows

    monkeypatch.setattr(engine, "fetch_all", counted)
    each = []
    for films in (20, 40):
        for number in range(films):
            written.put(f"all {films}/Film {number} (19{number + 10}).strm", f"https://example.org/{films}/{number}")
        await written.scan()
        await tell(written)
        read.clear()
        done = await written.write()
        each.append((read["rows"] - done["same"]) / done["written"])
    assert max(each) < 10
