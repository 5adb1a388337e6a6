from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.runner.kept import ENDINGS, NAMES, kept
from mediad_sdk.runner.names import Ignored
from mediad_sdk.runner.walk import Pass, Walk

if TYPE_CHECKING:
    from collections.abc import Generator


@pytest.mark.parametrize(
    "names",
    ["wp-config.php wp-content", "System32 Media Web", "renpy game lib", "AndroidManifest.xml res Fen.mp3"],
)
def test_all_of_a_program_s_folder_is_kept(names: str) -> None:
    found = {os.fsencode(name) for name in names.split()}
    assert kept(b"Fen", found) == found


@pytest.mark.parametrize(
    ("names", "theirs"),
    [
        ("package.json src logo.png Photos", "src logo.png"), ("setup.py README.md docs Talks", "docs"),
        ("Game.exe package.json www Soundtrack", "www"), ("index.html css images Wedding", "css images"),
        ("FenQuest.exe engine.dll music Textures", "music Textures"), ("gamelist.xml media Fen.zip", "media Fen.zip"),
        ("addon.xml icon.png resources", "icon.png resources"), ("pack.mcmeta assets Music", "assets"),
        ("Fen.exe fen.pck music fen.ogg", "music fen.ogg"),
        ("vlc.exe libvlc.dll Abba Music", ""), ("index.php .htaccess favicon.ico Heat", "favicon.ico"),
        ("SETUP.EXE KPCD.DLL PICTURES DCP_0001.JPG", ""), ("index.html style.css IMG_0001.jpg", ""),
        ("UnityPlayer.dll Fen_Data Soundtrack", "UnityPlayer.dll Fen_Data"),
    ],
)  # fmt: skip
def test_of_a_folder_that_a_program_shares_only_its_parts_are_kept(names: str, theirs: str) -> None:
    assert kept(b"Fen", {os.fsencode(name) for name in names.split()}) == {os.fsencode(one) for one in theirs.split()}


@pytest.mark.parametrize(
    "names",
    [
        "package.json Bilder Musik", "package.json node_modules .bashrc Music", "setup.exe driver.dll film.mkv",
        "index.html IMG_0001.jpg", "x.dll Heron.Bay.2011.mkv y.exe", "occ index.php robots.txt data", "setup.exe 2019",
        "README.md LICENSE 01.mp3", "System32.txt",
        "index.html style.css Intro.mp4", "codec.exe ffdshow.dll Heat.mp4", "autorun.exe xtra.dll 01.m4a cover.jpg",
        "Nemo.pdf index.html style.css images", "setup.py README.md book.pdf",
    ],
)  # fmt: skip
def test_homes_downloads_and_servers_of_people_s_files_are_no_programs(names: str) -> None:
    assert not kept(b"Ben", {os.fsencode(name) for name in names.split()})


def test_a_root_is_walked_whatever_lies_in_it() -> None:
    assert not kept(b"", {b"package.json", b"src", b"photos"})


@pytest.mark.parametrize(
    ("own", "names", "theirs"),
    [
        (b"sdcard", {b"DCIM", b"Music", b"Ringtones", b"Alarms"}, {b"Ringtones", b"Alarms"}),
        (b"Music", {b"Ringtones", b"Alarms"}, set()),
        (b"Android", {b"data", b"obb", b"media"}, {b"data", b"obb"}),
        (b"Salt (1999)", {b"data"}, set()),
        (b"Library", {b"Caches", b"Mobile Documents"}, {b"Caches"}),
        (b"Library", {b"Preferences", b"Audio", b"Movies"}, {b"Preferences", b"Audio"}),
        (b"Library", {b"Audio", b"Books"}, set()),
        (b"System", {b"Library", b"Films"}, {b"Library"}),
        (b"local", {b"share"}, set()),
        (b"share", {b"icons", b"Films"}, {b"icons"}),
        (b"cache", {b"a.jpg", b"IMG_0001.jpg", b"Heat.mkv", b"images"}, {b"a.jpg", b"images"}),
        (b"metadata", {b"artists"}, set()),
        (b"metadata", {b"artists", b"People"}, {b"artists", b"People"}),
        (b"immich", {b"library", b"encoded-video", b"thumbs"}, {b"encoded-video", b"thumbs"}),
        (b"data", {b"appdata_oc1", b"anna", b".ocdata"}, {b"appdata_oc1"}),
        (b"data", {b"appdata_oc1", b"anna"}, set()),
        (b"M", {b"a.mkv", b"a.sync-conflict-20200101-101010-AB.mkv"}, {b"a.sync-conflict-20200101-101010-AB.mkv"}),
        (b"M", {b"a (Anna's conflicted copy 2020-01-01).jpg"}, {b"a (Anna's conflicted copy 2020-01-01).jpg"}),
        (b"M", {b"Conflict (2009).mkv", b"The conflicted copy.mkv"}, set()),
        (b"Downloads", {b"Salt.html", b"Salt_files", b"My_files"}, {b"Salt_files"}),
        (b"Downloads", {b"Salz.htm", b"Salz-Dateien", b"Salz"}, {b"Salz-Dateien"}),
    ],
)
def test_what_lies_beside_or_above_tells_whose_a_folder_is(own: bytes, names: set[bytes], theirs: set[bytes]) -> None:
    assert kept(own, names) == theirs


def test_each_rule_is_reached_by_a_name_or_an_ending_that_folders_are_looked_through_for() -> None:
    for names in (["x.dll", "x.exe", "data"], ["a.html", "a_files"], ["DCIM", "Alarms"], ["gamelist.xml", "media"]):
        found = [os.fsencode(name) for name in names]
        assert not NAMES.isdisjoint(found) or any(name.rpartition(b".")[2] in ENDINGS for name in found)
        assert Ignored([], []).among(found, b"x") == kept(b"x", found) != set()


def test_a_cache_is_looked_through_for_its_name() -> None:
    assert Ignored([], []).among([b"a.jpg"], b"cache") == {b"a.jpg"}
    assert Ignored([], []).among([b"a.jpg"], b"Holiday") == set()


def _seen(root: Path, start: bytes = b"") -> set[bytes]:
    walk = Pass(os.fsencode(root), Ignored([], []), {}, quick=False)
    return {folder[0] for batch in walk.run(start) for folder in batch["folders"] if folder[3]}


def test_a_walk_shows_nothing_of_a_program_and_begins_nowhere_in_it(tmp_path: Path) -> None:
    for name in ("Games/Fen/Fen.exe", "Games/Fen/fen.dll", "Games/Fen/music/a.ogg", "Music/a.ogg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert _seen(tmp_path) == {b"", b"Games", b"Games/Fen", b"Music"}
    assert _seen(tmp_path, b"Games/Fen/music") == set()
    assert _seen(tmp_path / "Games/Fen") == {b"", b"music"}


def test_a_walk_tells_how_much_it_passed_over_and_why(tmp_path: Path) -> None:
    names = ("Fen/UnityPlayer.dll", "Fen/a.png", "@eaDir/x.jpg", "Salt/@eaDir/y.jpg", "Salt/.x", "Salt/a.part")
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    walk = Walk().walk(os.fsencode(tmp_path), b"", quick=False, names=[b"@eaDir"], globs=[b"*.part"])

    def whole() -> Generator[Any, None, None]:
        totals.update((yield from walk))

    totals: dict[str, Any] = {}
    assert list(whole())
    assert totals["passed"] == [
        ["name", 3, [b"@eaDir", b"Salt/a.part"]], ["kept", 2, [b"Fen/UnityPlayer.dll", b"Fen/a.png"]],
    ]  # fmt: skip  # a row a reason


def test_what_a_program_keeps_counts_where_somebody_links_to_it(tmp_path: Path) -> None:
    for name in ("Fen/Fen.exe", "Fen/fen.dll", "Fen/music/a.ogg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "Tunes").symlink_to("Fen/music")
    (tmp_path / "mine.ogg").symlink_to("Fen/music/a.ogg")
    (tmp_path / "same").symlink_to("Fen")
    walk = Pass(os.fsencode(tmp_path), Ignored([], []), {}, quick=False)
    rows = {folder[0]: folder[3] for batch in walk.run(b"") for folder in batch["folders"]}
    assert sorted(rows) == [b"", b"Fen", b"Tunes"]
    assert [row[6] for row in rows[b""] if row[0] == b"mine.ogg"] == [1]
