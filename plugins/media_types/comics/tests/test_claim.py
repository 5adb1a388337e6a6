"""In trees of everything comics are found, and photos, books and downloads are left alone."""

from __future__ import annotations

import pytest

from mediad_plugin_comics.claim import claim
from mediad_sdk.values.media import Claim, Entry, Listing

from .conftest import book, cbz, lines, picture

PICTURE = picture()


def claimed(path: str, *names: str) -> Claim | None:
    entries = tuple(Entry(name=name.encode(), size=1000) for name in sorted(names))
    return claim(Listing(path=path.encode(), entries=entries))


def shown(count: int, form: str = "{:03d}.jpg") -> list[str]:
    return [form.format(number) for number in range(1, count + 1)]


@pytest.mark.parametrize("name", ["a.cbz", "a.CBR", "a.cb7", "a.cbt"])
def test_archives_of_comics_are_claimed_anywhere_and_for_sure(name: str) -> None:
    found = claimed("Downloads", name, "readme.txt")
    assert found is not None
    assert (found.files, found.confidence > 0.9) == ((name.encode(),), True)


def test_other_archives_and_documents_are_claimed_among_comics_and_doubtfully_elsewhere() -> None:
    found = claimed("Comics/Gull", "Gull 001.zip", "Gull 002.pdf")
    assert found is not None
    assert found.confidence > 0.9
    found = claimed("Downloads", "Gull v01.pdf", "Gull 002.rar", "Manual.pdf")
    assert found is not None
    assert (found.files, found.confidence < 0.4) == ((b"Gull 002.rar", b"Gull v01.pdf"), True)
    assert claimed("Books/Ines Valder", "The Gull.pdf") is None
    assert claimed("Books", "gull.fb2.zip") is None
    assert claimed("Downloads", "gull.part01.rar") is None
    assert claimed("Downloads", "gull.2012.rar", "gull.2012.r00") is None


def test_a_document_beside_comics_is_one_only_where_it_is_called_like_them() -> None:
    found = claimed("Gull", "Gull 001.cbz", "Gull 002.pdf", "Invoice.pdf")
    assert found is not None
    assert set(found.files) == {b"Gull 001.cbz", b"Gull 002.pdf"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Manga/Gull/c001", shown(5)),
        ("Gull/Chapter 12", shown(3)),
        ("Gull v01 (Digital) (Tern)", shown(4, "Gull v01 - p{:03d}.jpg")),
        ("Comics/We3 (2004)", shown(9, "We3-{:02d}.jpg")),
        ("Anything", ["ComicInfo.xml", *shown(8, "x{}.png")]),
    ],
)
def test_a_folder_of_pages_is_a_book(path: str, names: list[str]) -> None:
    found = claimed(path, *names)
    assert found is not None
    assert len(found.files) == len(names)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("Photos/2019/Vol 1", shown(5)),
        ("Bilder/Gull/Vol 1", shown(5)),
        ("Wedding", shown(5)),
        ("Wedding Vol 2", shown(5)),
        ("Comics/Gull/c001", shown(5, "IMG_{:04d}.jpg")),
        ("2019/Chapter of Gulls", shown(5, "DSC{:05d}.jpg")),
        ("Music/Band/Songs Vol. 1", [*shown(2), *shown(8, "{:02d}.mp3")]),
        ("Comics", shown(5)),
        ("Gull/c001", ["cover.jpg", "folder.jpg", "poster.jpg"]),
    ],
)
def test_photos_and_covers_are_no_pages(path: str, names: list[str]) -> None:
    assert claimed(path, *names) is None


def test_an_archive_of_any_name_is_a_comic_by_what_is_in_it() -> None:
    numbered = cbz(dict.fromkeys(shown(4), PICTURE))
    photos = cbz(dict.fromkeys(shown(4, "IMG_{:04d}.jpg"), PICTURE))
    program = cbz({**dict.fromkeys(shown(3), PICTURE), "a.exe": b"x", "b.dll": b"x"})
    found = lines({"x/one.zip": numbered, "x/two.zip": photos, "x/three.zip": program, "x/four.zip": b"PK broken"})
    assert set(found) == {"x/one.zip"}


def test_few_pages_are_a_comic_where_the_name_counts_a_volume() -> None:
    two = cbz(dict.fromkeys(shown(2), PICTURE))
    found = lines({"x/\u661f\u306e\u5ead \u7b2c97\u5dfb.zip": two, "x/pictures.zip": two})
    assert found == {"x/\u661f\u306e\u5ead \u7b2c97\u5dfb.zip": ("\u661f\u306e\u5ead|", "97")}


def test_in_a_library_of_comics_alone_whatever_has_pages_is_one() -> None:
    named = cbz({"cover.jpg": PICTURE, "end.jpg": PICTURE})
    files = {"Gull.zip": named, "Red Crab.pdf": b"%PDF-1.4", "fonts.zip": cbz({"a.ttf": b"1"})}
    files |= {f"One Winter/{number:02d}.png": PICTURE for number in range(1, 5)}
    assert lines(files) == {}
    assert lines(files, alone=True) == {
        "Gull.zip": ("gull|", "-"),
        "Red Crab.pdf": ("red crab|", "-"),
        **{f"One Winter/{number:02d}.png": ("one winter|", "-") for number in range(1, 5)},
    }


def test_what_is_not_there_yet_is_no_comic() -> None:
    entries = (Entry(name=b"Gull 001.cbz", size=0), Entry(name=b"._Gull 002.cbz", size=9))
    assert claim(Listing(path=b"Gull", entries=(*entries, Entry(name=b"Gull 003.cbz.part", size=9)))) is None


def test_pictures_above_folders_of_a_series_are_its_own() -> None:
    from .conftest import works  # noqa: PLC0415  # one test alone looks at artwork

    found = works({"Comics/Gull (2016)/poster.jpg": PICTURE, "Comics/Gull (2016)/v01/Gull v01.cbz": book()})
    assert {(work.kind, work.key, work.artwork[0].role) for _, work in found if not work.editions} == {
        ("comic_series", "gull|2016", "poster")
    }
