"""Every shape that a work can have goes in as a media type says it, and comes out as people are shown it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import of_file, says, toy

from mediad_sdk import (
    Artwork,
    Availability,
    Companion,
    Edition,
    Mark,
    Ordering,
    Part,
    Position,
    Reference,
    Relation,
    Selector,
    Source,
    Work,
)

if TYPE_CHECKING:
    from contract.toy_library import Disk

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Shape:
    """What is said, whom to look at, and what is to be seen there."""

    says: tuple[Work, ...]
    look: tuple[str, str] = ("toy", "x")
    sees: Callable[[Item], object]
    expects: object
    folders: tuple[str, ...] = ()


def parts(*pieces: Part, **facts: Any) -> Edition:
    return Edition(parts=pieces, **facts)


def piece_of(file: bytes, position: int = 0, **selector: Any) -> Part:
    chosen = Selector(**selector) if selector else None
    return Part(sources=(Source(file=file),), position=position, selector=chosen)


def names(item: Item) -> list[list[str]]:
    return [[file["name"] for part in edition["parts"] for file in part["files"]] for edition in item["editions"]]


def selectors(item: Item) -> list[object]:
    return [part["selector"] for edition in item["editions"] for part in edition["parts"]]


def related(item: Item) -> list[tuple[object, ...]]:
    place = lambda each: (each["position"] or {}).get("label")  # noqa: E731  # it says what a place is here, once
    return [(each["type"], each["item"]["title"], place(each), each["data"]) for each in item["relations"]]


BOX = Work(kind="box", key="box", documents=(says("Box"),))
TRAY = Work(kind="tray", key="1", parent=BOX, documents=(says("Tray 1"),), position=Position(label="A", value=1))


def x(**work: Any) -> Work:
    work.setdefault("documents", (says("X"),))
    return Work(kind=work.pop("kind", "toy"), key=work.pop("key", "x"), **work)


def to(kind: str, title: str, **relation: Any) -> Relation:
    return Relation(
        type=relation.pop("type", "collection"), target=Reference(kind=kind, key=title, title=title), **relation
    )


SHAPES = {
    "one work, several files in order": Shape(
        says=(x(editions=(parts(piece_of(b"CD2.avi", 1), piece_of(b"CD1.avi")),)),),
        sees=names,
        expects=[["CD1.avi", "CD2.avi"]],
    ),
    "one file, several works: a time range": Shape(
        says=tuple(
            x(key=key, editions=(parts(piece_of(b"S01E01E02.mkv", kind="time", start=start, end=start + 60)),))
            for key, start in (("w", 0), ("x", 60))
        ),
        sees=lambda item: (names(item), selectors(item)),
        expects=([["S01E01E02.mkv"]], [{"kind": "time", "start": 60, "end": 120}]),
    ),
    "one file, several works: pages of an omnibus": Shape(
        says=(x(editions=(parts(piece_of(b"omnibus.cbz", kind="pages", start=1, end=201)),)),),
        sees=selectors,
        expects=[{"kind": "pages", "start": 1, "end": 201}],
    ),
    "one file, several works: a playlist of a disc, a stream, bytes inside a picture": Shape(
        says=(
            x(
                editions=(
                    parts(piece_of(b"a.iso", kind="title", name="00801.mpls"), version="a"),
                    parts(piece_of(b"a.mkv", kind="stream", start=2), version="b"),
                    parts(piece_of(b"a.jpg", kind="bytes", start=4096), version="c"),
                )
            ),
        ),
        sees=selectors,
        expects=[
            {"kind": "title", "name": "00801.mpls"},
            {"kind": "stream", "start": 2},
            {"kind": "bytes", "start": 4096},
        ],
    ),
    "a folder is the edition": Shape(
        says=(x(editions=(parts(Part(sources=(Source(folder=b"VIDEO_TS"),))),)),),
        folders=("VIDEO_TS",),
        sees=lambda item: [
            file["folder"] for edition in item["editions"] for part in edition["parts"] for file in part["files"]
        ],
        expects=[True],
    ),
    "an archive is the edition": Shape(
        says=(x(editions=(parts(*(piece_of(b"a.cbz", at, kind="member", name=f"{at:03}.jpg") for at in range(2))),)),),
        sees=selectors,
        expects=[{"kind": "member", "name": "000.jpg"}, {"kind": "member", "name": "001.jpg"}],
    ),
    "several editions: cuts and qualities": Shape(
        says=(
            x(
                editions=(
                    of_file(b"d1.mkv", version="director's cut", rendition="1080p", label="Director's Cut"),
                    of_file(b"d2.mkv", version="director's cut", rendition="2160p"),
                    of_file(b"p.mkv", rendition="1080p", facts={"width": 1920}),
                )
            ),
        ),
        sees=lambda item: [
            (each["version"], each["rendition"], each["label"], each["facts"]) for each in item["editions"]
        ],
        expects=[
            ("", "1080p", "", {"width": 1920}),
            ("director's cut", "1080p", "Director's Cut", {}),
            ("director's cut", "2160p", "", {}),
        ],
    ),
    "two editions of one name in one folder": Shape(
        says=(x(editions=(of_file(b"a.mkv"), of_file(b"b.mkv"))),), sees=names, expects=[["a.mkv"], ["b.mkv"]]
    ),
    "editions of a container": Shape(
        says=(
            Work(
                kind="box",
                key="x",
                documents=(says("Box"),),
                editions=(
                    Edition(parts=(), rendition="flac", label="FLAC"),
                    Edition(parts=(), rendition="mp3", label="MP3"),
                ),
            ),
        ),
        look=("box", "x"),
        sees=lambda item: [(each["rendition"], each["label"], each["parts"]) for each in item["editions"]],
        expects=[("flac", "FLAC", []), ("mp3", "MP3", [])],
    ),
    "files that belong without being the work": Shape(
        says=(
            x(
                editions=(of_file(b"x.mkv"),),
                companions=(
                    Companion(role="subtitle", files=(b"x.idx", b"x.sub"), version="cut", facts={"language": "de"}),
                    Companion(role="subtitle", files=(b"x.de.forced.srt",), facts={"language": "de", "forced": True}),
                    Companion(role="lyrics", files=(b"x.lrc",)),
                ),
            ),
        ),
        sees=lambda item: sorted(
            (
                each["role"],
                [file["name"] for file in each["files"]],
                each["version"],
                each["facts"].get("forced", False),
            )
            for each in item["companions"]
        ),
        expects=[
            ("lyrics", ["x.lrc"], None, False),
            ("subtitle", ["x.de.forced.srt"], None, True),
            ("subtitle", ["x.idx", "x.sub"], "cut", False),
        ],
    ),
    "pictures beside a work and inside its files": Shape(
        says=(
            x(
                editions=(of_file(b"x.mp3"),),
                artwork=(Artwork(role="cover", file=b"cover.jpg"), Artwork(role="cover", file=b"x.mp3", embedded=True)),
            ),
        ),
        sees=lambda item: [(each["role"], each["embedded"]) for each in item["artwork"]],
        expects=[("cover", False), ("cover", True)],
    ),
    "extras": Shape(
        says=(
            owner := x(editions=(of_file(b"x.mkv"),)),
            Work(
                kind="toy",
                key="t",
                parent=owner,
                extra="trailer",
                documents=(says("Trailer"),),
                editions=(of_file(b"t.mkv"),),
            ),
        ),
        sees=lambda item: [(each["title"], each["extra"]) for each in item["extras"]],
        expects=[("Trailer", "trailer")],
    ),
    "works without files": Shape(
        says=(x(availability=Availability(state="announced", reason="In cinemas from May", by="studio")),),
        sees=lambda item: (item["present"], item["editions"], item["availability"]),
        expects=(True, [], {"state": "announced", "reason": "In cinemas from May", "by": "studio"}),
    ),
    "files that cannot be used": Shape(
        says=(
            x(
                editions=(
                    of_file(b"x.aax", version="1", status="unreadable", reason="It is encrypted."),
                    of_file(b"x.strm", version="2", status="pointer", reason="It points elsewhere."),
                    of_file(b"x.mkv", version="3", status="incomplete", reason="It is still being copied."),
                )
            ),
        ),
        sees=lambda item: [(each["status"], each["reason"]) for each in item["editions"]],
        expects=[
            ("unreadable", "It is encrypted."),
            ("pointer", "It points elsewhere."),
            ("incomplete", "It is still being copied."),
        ],
    ),
    "trees of differing depth: every level": Shape(
        says=(Work(kind="piece", key="x", parent=TRAY, documents=(says("Deep"),), editions=(of_file(b"d.mp3"),)),),
        look=("piece", "x"),
        sees=lambda item: (item["parent"]["kind"], item["parent"]["title"]),
        expects=("tray", "Tray 1"),
    ),
    "trees of differing depth: a level is absent": Shape(
        says=(Work(kind="piece", key="x", parent=BOX, documents=(says("Flat"),), editions=(of_file(b"f.mp3"),)),),
        look=("piece", "x"),
        sees=lambda item: item["parent"]["kind"],
        expects="box",
    ),
    "trees of differing depth: no level at all": Shape(
        says=(Work(kind="piece", key="x", documents=(says("Loose"),), editions=(of_file(b"l.mp3"),)),),
        look=("piece", "x"),
        sees=lambda item: item["parent"],
        expects=None,
    ),
    "several orders of one tree": Shape(
        says=(
            x(
                position=Position(label="5", value=5),
                orderings=(
                    Ordering(scheme="dvd", group="Disc 2", position=Position(label="1", value=1)),
                    Ordering(scheme="absolute", position=Position(label="17", value=17)),
                ),
            ),
        ),
        sees=lambda item: [(each["scheme"], each["group"], each["position"]) for each in item["orderings"]],
        expects=[("absolute", "", {"label": "17", "value": 17.0}), ("dvd", "Disc 2", {"label": "1", "value": 1.0})],
    ),
    "a work in several places": Shape(
        says=(
            x(
                relations=(
                    to("shelf", "Marvels", position=Position(label="3", value=3)),
                    to("shelf", "Red ones", position=Position(label="1", value=1)),
                )
            ),
        ),
        sees=related,
        expects=[("collection", "Red ones", "1", {}), ("collection", "Marvels", "3", {})],
    ),
    "parties": Shape(
        says=(
            Work(
                kind="maker",
                key="x",
                documents=(says("The X", source="sidecar", file=b"artist.nfo", overview="They make.", aka=["Y"]),),
                artwork=(Artwork(role="portrait", file=b"artist.jpg"),),
                relations=(to("person", "Ann", type="member_of"),),
            ),
        ),
        look=("maker", "x"),
        sees=lambda item: (item["title"], item["fields"], [each["role"] for each in item["artwork"]], related(item)),
        expects=("The X", {"aka": ["Y"], "overview": "They make."}, ["portrait"], [("member_of", "Ann", None, {})]),
    ),
    "credits": Shape(
        says=(
            x(
                editions=(of_file(b"x.mp3"),),
                documents=(
                    says(
                        "X",
                        credits=[
                            {"name": "AC/DC", "role": "artist", "kind": "maker", "join": " feat. "},
                            {"name": "B & C", "role": "artist", "kind": "maker"},
                            {"name": "Ann", "role": "actor", "character": "Queen", "as": "Anne"},
                        ],
                    ),
                ),
            ),
        ),
        sees=lambda item: [
            (each["role"], each["name"], each["join"], each["character"], each["party"]["kind"], each["party"]["title"])
            for each in item["credits"]
        ],
        expects=[
            ("artist", "AC/DC", " feat. ", "", "maker", "AC/DC"),
            ("artist", "B & C", "", "", "maker", "B & C"),
            ("actor", "Anne", "", "Queen", "person", "Ann"),
        ],
    ),
    "depicted": Shape(
        says=(x(relations=(to("person", "Ann", type="depicts", data={"region": [0.1, 0.2, 0.3, 0.4]}),)),),
        sees=related,
        expects=[("depicts", "Ann", None, {"region": [0.1, 0.2, 0.3, 0.4]})],
    ),
    "tags may be paths": Shape(
        says=(x(documents=(says("X", tags=["Places/Italy"]),)),),
        sees=lambda item: item["fields"]["tags"],
        expects=["Places/Italy"],
    ),
    "relations": Shape(
        says=(
            x(
                relations=(
                    to("toy", "Volume 1", type="contains", data={"pages": [1, 200]}),
                    to("toy", "Old X", type="remake_of"),
                )
            ),
        ),
        sees=related,
        expects=[("contains", "Volume 1", None, {"pages": [1, 200]}), ("remake_of", "Old X", None, {})],
    ),
    "several titles": Shape(
        says=(
            x(
                documents=(
                    says(
                        "Spirited Away",
                        titles=[
                            {"value": "千と千尋の神隠し", "language": "ja", "script": "Jpan", "use": "original"},
                            {"value": "Sen to Chihiro", "language": "ja", "script": "Latn", "use": "romanised"},
                        ],
                        sort_title="Spirited Away 1",
                    ),
                ),
            ),
        ),
        sees=lambda item: [(each["value"], each["use"]) for each in item["titles"]],
        expects=[("千と千尋の神隠し", "original"), ("Sen to Chihiro", "romanised")],
    ),
    "several ids": Shape(
        says=(
            x(
                documents=(
                    says(
                        "X",
                        ids=[
                            {"scheme": "tmdb", "entity": "film", "value": "39203"},
                            {"scheme": "tmdb", "entity": "show", "value": "39203"},
                            {"scheme": "imdb", "value": "tt1"},
                        ],
                    ),
                )
            ),
        ),
        sees=lambda item: [(each["scheme"], each["entity"], each["value"]) for each in item["ids"]],
        expects=[("imdb", "", "tt1"), ("tmdb", "film", "39203"), ("tmdb", "show", "39203")],
    ),
    "dates as people know them": Shape(
        says=(
            x(
                documents=(
                    says(
                        "X",
                        dates=[
                            {"value": "2019-07-03T20:15", "use": "edition", "offset": "+02:00"},
                            {"value": "1969", "use": "original"},
                        ],
                    ),
                )
            ),
        ),
        sees=lambda item: (item["date"], item["fields"]["dates"][0]["offset"]),
        expects=("1969", "+02:00"),
    ),
    "facts by country": Shape(
        says=(
            x(
                documents=(
                    says(
                        "X",
                        certificates=[
                            {"country": "DE", "system": "FSK", "value": "12", "age": 12},
                            {"country": "US", "system": "MPA", "value": "PG-13", "age": 13},
                        ],
                    ),
                )
            ),
        ),
        sees=lambda item: (item["age"], [each["value"] for each in item["fields"]["certificates"]]),
        expects=(12, ["12", "PG-13"]),
    ),
    "numbers that are not numbers": Shape(
        says=(x(position=Position(label="v01-v03", value=1, end=3)),),
        sees=lambda item: item["position"],
        expects={"label": "v01-v03", "value": 1, "end": 3},
    ),
    "numbers that are not numbers: a fraction": Shape(
        says=(x(position=Position(label="½", value=0.5)),),
        sees=lambda item: item["position"],
        expects={"label": "½", "value": 0.5},
    ),
    "marks in time": Shape(
        says=(
            x(
                editions=(
                    of_file(
                        b"x.mkv",
                        marks=(
                            Mark(type="intro", start=0, end=90_000, source="detected"),
                            Mark(type="chapter", start=90_000, title="One"),
                        ),
                    ),
                )
            ),
        ),
        sees=lambda item: item["editions"][0]["marks"],
        expects=[
            {"type": "intro", "start": 0, "end": 90_000, "source": "detected"},
            {"type": "chapter", "start": 90_000, "title": "One"},
        ],
    ),
    "edits without files": Shape(
        says=(x(editions=(of_file(b"x.CR2"), of_file(b"x.CR2", version="_01", recipe=b"x_01.CR2.xmp"))),),
        sees=lambda item: [(each["version"], each["recipe"]) for each in item["editions"]],
        expects=[("", False), ("_01", True)],
    ),
    "groups of shots": Shape(
        says=(
            x(
                editions=(of_file(b"1.jpg"),),
                relations=(to("shelf", "burst", type="stack", position=Position(label="cover", value=0)),),
            ),
        ),
        sees=related,
        expects=[("stack", "burst", "cover", {})],
    ),
    "what files say that people did": Shape(
        # It is nobody's state: test_imports.py shows how it becomes that of the one who asks.
        says=(x(documents=(says("X", source="tags", people=[{"rating": 80, "source": "POPM"}]),)),),
        sees=lambda item: item["fields"]["people"],
        expects=[{"rating": 80, "source": "POPM"}],
    ),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
async def test_a_shape_goes_in_and_comes_out(disk: Disk, shape: Shape) -> None:
    await disk.say("folder", *shape.says, folders=shape.folders)
    assert shape.sees(await disk.item(*shape.look)) == shape.expects


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
async def test_saying_a_shape_again_changes_nothing(disk: Disk, shape: Shape) -> None:
    await disk.say("folder", *shape.says, folders=shape.folders)
    before = await disk.item(*shape.look)
    disk.clock.now += 1_000
    again = await disk.say("folder", *shape.says, folders=shape.folders)
    assert (again.added, again.changed, again.merged) == ([], [], [])
    assert await disk.item(*shape.look) == before


async def test_byte_identical_copies_are_one_part_with_two_files(disk: Disk) -> None:
    await disk.say("a", toy("Photo", b"1.jpg"), also={b"1.jpg": b"same"})
    await disk.say("b", toy("Photo", b"2.jpg"), also={b"2.jpg": b"same"})
    [edition] = (await disk.item("toy", "photo"))["editions"]
    assert [[(file["name"], file["preferred"]) for file in part["files"]] for part in edition["parts"]] == [
        [("1.jpg", True), ("2.jpg", False)]
    ]


async def test_losing_one_copy_loses_nothing(disk: Disk) -> None:
    await disk.say("a", toy("Photo", b"1.jpg"), also={b"1.jpg": b"same"})
    await disk.say("b", toy("Photo", b"2.jpg"), also={b"2.jpg": b"same"})
    await disk.lose(1)
    [edition] = (await disk.item("toy", "photo"))["editions"]
    assert [(file["name"], file["state"]) for file in edition["parts"][0]["files"]] == [
        ("2.jpg", "present"),
        ("1.jpg", "missing"),
    ]
    assert await disk.titles("toy") == ["Photo"]


async def test_silent_tracks_of_one_content_stay_tracks(disk: Disk) -> None:
    await disk.say(
        "a", toy("Silence 1", b"1.mp3"), toy("Silence 2", b"2.mp3"), also={b"1.mp3": b"same", b"2.mp3": b"same"}
    )
    assert await disk.titles("toy") == ["Silence 1", "Silence 2"]
    assert related(await disk.item("toy", "silence 1")) == [("same_recording", "Silence 2", None, {})]


async def test_two_files_of_one_name_in_two_folders_are_two_editions(disk: Disk) -> None:
    await disk.say("a", toy("Film", b"film.mkv"))
    await disk.say("b", toy("Film", b"film.mkv"))
    assert names(await disk.item("toy", "film")) == [["film.mkv"], ["film.mkv"]]


def disc(number: int, **work: Any) -> Work:
    edition = parts(piece_of(b"film.avi", number - 1), rendition="576p", label=f"of CD{number}")
    return x(editions=(edition, *work.pop("editions", ())), **work)


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 1, 2), (2, 3, 1)])
async def test_an_edition_may_be_torn_over_several_folders(disk: Disk, order: tuple[int, ...]) -> None:
    for number in order:
        await disk.say(f"x/CD{number}", disc(number))
    before = await disk.item("toy", "x")
    [edition] = before["editions"]
    assert [part["position"] for part in edition["parts"]] == [0, 1, 2]
    assert edition["label"] == "of CD1"
    for number in order:
        await disk.say(f"x/CD{number}", disc(number))
    assert (await disk.item("toy", "x"))["editions"] == before["editions"]


async def test_parts_of_another_name_or_of_the_same_place_are_editions_of_their_own(disk: Disk) -> None:
    await disk.say("x/CD1", disc(1))
    await disk.say("y/CD1", disc(1))
    other = parts(piece_of(b"film.avi", 1), rendition="1080p")
    await disk.say("z/CD2", x(editions=(other,)))
    assert [len(each["parts"]) for each in (await disk.item("toy", "x"))["editions"]] == [1, 1, 1]


async def test_a_torn_edition_loses_what_its_folder_no_longer_says(disk: Disk) -> None:
    await disk.say("x/CD1", disc(1))
    await disk.say("x/CD2", disc(2))
    await disk.say("x/CD2", also={b"film.avi": None})
    [edition] = (await disk.item("toy", "x"))["editions"]
    assert [part["position"] for part in edition["parts"]] == [0]


async def test_what_only_lists_are_made_of_stays_with_the_sources(disk: Disk) -> None:
    await disk.say("a", toy("x", b"x", documents=(says("x", look="0f3a", overview="Green."),)))
    item = await disk.item("toy", "x")
    assert item["fields"] == {"overview": "Green."}
    (said,) = await disk.items.documents(disk.storage, disk.viewer(), item["id"])
    assert said["fields"]["look"] == "0f3a"
