from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_sdk.values.works import Work

    Tree = Callable[..., list[Work]]


def files(work: Work) -> list[list[str]]:
    return [
        [(source.file or source.folder).decode() for part in edition.parts for source in part.sources]
        for edition in work.editions
    ]


def keys(works: list[Work]) -> list[str]:
    return [work.key for work in works if not work.extra]


@pytest.mark.parametrize(
    ("path", "key"),
    {
        "Lamp Room (2011)/Lamp Room (2011).mkv": "lamp room|2011",
        "Lamp.Room.2011.1080p.BluRay.x264-GRP/abc-lamp.mkv": "lamp room|2011",
        "Lamp.Room.2011.1080p.BluRay.x264-GRP/4f5e6a7b8c9d0e1f2a3b.mkv": "lamp room|2011",
        "Die Lampe (2011)/The.Lamp.Room.2011.1080p.mkv": "die lampe|2011",
        "Drama/Lamp Room (2011).mkv": "lamp room|2011",
        "Drama/L/Lamp Room.mkv": "lamp room|",
        "300 (2007)/300 (2006).mkv": "300|2006",
        "1917.mkv": "1917|",
        "Me & You (2005).mkv": "me and you|2005",
        "Night Collection/01. Night (1979).mkv": "night|1979",
        "12 Sparrows (1995).mkv": "12 sparrows|1995",
        "Night Collection/01 - Night (1979)/Night (1979).mkv": "night|1979",
        "Night Collection/01 - Night (1979)/night.mkv": "night|1979",
        "Night Collection/01 - Night {tmdb-5}/night.mkv": "night|",
        "12 Sparrows (1995)/12 Sparrows.mkv": "12 sparrows|1995",
        "Night Saga/02 Nights (1981).mkv": "nights|1981",
        "Festivals/Harbour 2003/Lamp Room (2003).mkv": "lamp room|2003",
        "Harbour.2003.1080p.BluRay.x264-GRP/Lamp Room (2003).mkv": "harbour|2003",
        "[2016] Lamp Room (Action)/Lamp Room.mkv": "lamp room|2016",
        "2008 \u98ce\u8239/\u98ce\u8239.mkv": "\u98ce\u8239|2008",
        "Copy of Lamp Room (2009)/Lamp Room (2009).mkv": "lamp room|2009",
        "copy of Lamp Room (2009).mkv": "lamp room|2009",
        "Box/Lamp Room (2009) Disc 1/BDMV/": "lamp room|2009",
        "Box/Lamp Room (2009) CD1/lamp.avi": "lamp room|2009",
        "Shorts/The Lamp (2012).mkv": "the lamp|2012",
        "Lamp Room/Lamp Room (HD).m4v": "lamp room|",
        "tt0113277.mkv": "tt0113277|",
        "tt0113277/tt0113277.mkv": "tt0113277|",
        "Night/{tmdb-603}.mkv": "night|",
        "{tmdb-603}/movie.mkv": "tmdb 603|",
        "{tmdb-603}/Lamp Room (2011).mkv": "lamp room|2011",
        "1080p.mkv": "1080p|",
    }.items(),
)
def test_a_file_and_its_folder_name_one_film(tree: Tree, path: str, key: str) -> None:
    assert keys(tree(path)) == [key]


def test_qualities_and_cuts_are_editions(tree: Tree) -> None:
    (film,) = tree(
        "L (2011)/L (2011) - 1080p.mkv", "L (2011)/L (2011) - 2160p HDR.mkv", "L (2011)/L (2011) - Director's Cut.mkv"
    )
    assert [(edition.version, edition.rendition) for edition in film.editions] == [
        ("", "1080p"),
        ("", "2160p-hdr10"),
        ("directors-cut", ""),
    ]
    assert film.editions[2].label == "Director's Cut"


def test_two_files_of_one_quality_are_told_apart(tree: Tree) -> None:
    (film,) = tree("L (2011)/L (2011) - Bright.mkv", "L (2011)/L (2011) - Dark.mkv", "L (2011)/L (2011).mp4")
    assert len({(edition.version, edition.rendition) for edition in film.editions}) == 3
    assert [edition.label.partition(" · ")[0] for edition in film.editions[:2]] == ["Bright", "Dark"]


def test_two_files_of_one_cut_are_told_apart_by_what_the_name_says_beyond_it(tree: Tree) -> None:
    one = "L (1982)/L (1982) {edition-Theatrical}"
    (film,) = tree(f"{one}.mkv", f"{one} old.avi")
    assert [each.version for each in film.editions] == ["theatrical", "theatrical"]
    assert [each.label for each in film.editions] == ["Theatrical", "Theatrical · mkv"]


def test_an_edition_in_braces_is_a_version_whatever_it_is_called(tree: Tree) -> None:
    (film,) = tree("L (1982)/L (1982) {edition-Final Cut} 1080p.mkv", "L (1982)/L (1982) {edition-Aunt May's}.mkv")
    assert {(each.version, each.label) for each in film.editions} == {
        ("final-cut", "Final Cut · 1080p"),
        ("aunt-mays", "Aunt May's"),
    }


def test_what_the_streams_say_goes_before_what_the_name_says(tree: Tree) -> None:
    streams = [{"type": "video", "codec": "hevc", "width": 3840, "height": 1600, "hdr": ["DV"]}]
    (film,) = tree("L (2011) 1080p.mkv", facts={"L (2011) 1080p.mkv": {"streams": streams, "duration_ms": 5}})
    assert film.editions[0].rendition == "2160p-dv"
    assert film.editions[0].facts["width"] == 3840


def test_split_files_are_parts_in_order_and_titles_with_parts_are_films(tree: Tree) -> None:
    facts = {f"L (1950) CD{n}.avi": {"duration_ms": 1000 * n, "chapters": [{"start": 0, "title": "x"}]} for n in (1, 2)}
    (film,) = tree("L (1950)/L (1950) CD2.avi", "L (1950)/L (1950) CD1.avi", facts=facts)
    assert files(film) == [["L (1950) CD1.avi", "L (1950) CD2.avi"]]
    assert film.editions[0].facts["duration_ms"] == 3000
    assert [(mark.start, mark.end) for mark in film.editions[0].marks] == [(0, 1000), (1000, 3000)]
    assert keys(tree("North Part 1 (2010).mkv", "North Part 2 (2011).mkv")) == [
        "north part 1|2010",
        "north part 2|2011",
    ]
    assert len(tree("Part 1.mkv", "Part 2.mkv")) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("L (2010) (1 of 2).mkv", "L (2010) (2 of 2).mkv"),
        ("L.2010.1of2.avi", "L.2010.2of2.avi"),
        ("L (2010)/CD1.avi", "L (2010)/CD2.avi"),
        ("L (2010)/disc1.mkv", "L (2010)/disc2.mkv"),
    ],
)
def test_pieces_of_a_film_are_numbered_in_many_ways(tree: Tree, names: tuple[str, str]) -> None:
    (film,) = tree(*names)
    assert (film.key, files(film)) == ("l|2010", [[name.rpartition("/")[2] for name in names]])


def test_a_folder_of_several_films_names_none_of_them(tree: Tree) -> None:
    assert keys(tree("Double (2007)/North (2007).mkv", "Double (2007)/South (2007).mkv")) == [
        "north|2007",
        "south|2007",
    ]
    assert keys(tree("North Trilogy (1999-2003)/North (1999).mkv")) == ["north|1999"]
    assert keys(tree("The Collection (2012)/The Collection (2012).mkv")) == ["the collection|2012"]
    assert keys(tree("L (2010)/L (2010).mkv", "L (2010)/Das.L.2010.German.720p.mkv")) == ["l|2010"]


def test_padded_numbers_sort_all_films_of_their_folder(tree: Tree) -> None:
    names = [f"Night Saga/{number:02d} Night{number} ({1970 + number}).mkv" for number in (1, 10)]
    assert keys(tree(*names)) == ["night1|1971", "night10|1980"]
    assert keys(tree("Night Saga/10 Nights (1980).mkv", "Night Saga/Night (1971).mkv")) == [
        "10 nights|1980",
        "night|1971",
    ]


def test_two_files_with_letters_in_a_film_s_folder_are_one_film(tree: Tree) -> None:
    (film,) = tree("Lamp Room (1995)/lamproom-a.avi", "Lamp Room (1995)/lamproom-b.avi")
    assert files(film) == [["lamproom-a.avi", "lamproom-b.avi"]]
    assert len(tree("Health/Vitamin A.mkv", "Health/Vitamin B.mkv")) == 2


def test_a_shelf_called_as_extras_are_holds_films_where_no_film_is_above(tree: Tree) -> None:
    assert keys(tree("Lamp Room (2011)/Shorts/The Lamp (2012).mkv")) == []


def test_a_film_without_a_year_is_the_one_of_its_title_beside_it(tree: Tree) -> None:
    assert keys(tree("L (2010).mkv", "L.avi")) == ["l|2010"]
    assert sorted(keys(tree("L (2010).mkv", "L (1990).mkv", "L.avi"))) == ["l|", "l|1990", "l|2010"]


def test_the_folder_above_tells_the_year_of_a_folder_of_its_name(tree: Tree) -> None:
    (film,) = tree("L (2001)/L/BDMV/index.bdmv")
    assert film.key == "l|2001"


def test_several_films_named_by_their_ids_alone_are_several_films(tree: Tree) -> None:
    works = tree("Drama/tt0113277.mkv", "Drama/{tmdb-603}.mkv", "Drama/Night (1979).mkv")
    assert keys(works) == ["night|1979", "tt0113277|", "tmdb 603|"]
    assert [work.documents[0].fields["ids"][0]["value"] for work in works[1:]] == ["tt0113277", "603"]


def test_a_film_in_folders_of_its_discs_says_which_part_each_is(tree: Tree) -> None:
    works = tree("L (1950)/CD1/l.avi", "L (1950)/CD2/l.avi")
    assert keys(works) == ["l|1950", "l|1950"]
    assert [[part.position for part in work.editions[0].parts] for work in works] == [[0], [1]]
    assert {(work.editions[0].version, work.editions[0].rendition) for work in works} == {("", "")}


@pytest.mark.parametrize("inner", ["VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/VTS_01_1.VOB", "BDMV/index.bdmv"])
def test_a_disc_folder_is_one_edition_as_a_whole(tree: Tree, inner: str) -> None:
    (film,) = tree(f"L (2001)/{inner}", "L (2001)/poster.jpg")
    assert film.key == "l|2001"
    assert film.editions[0].parts[0].sources[0].folder == inner.partition("/")[0].encode()
    assert [art.role for art in film.artwork] == ["poster"]


def test_each_disc_of_a_film_is_an_edition_of_what_is_on_it(tree: Tree) -> None:
    picture = {"type": "video", "codec": "h264", "width": 1920, "height": 1080}
    said = {"BDMV": {"container": "mpegts", "duration_ms": 60_000, "streams": [picture], "chapters": []}}
    (film,) = tree("L (2001)/BDMV/index.bdmv", "L (2001)/VIDEO_TS/VIDEO_TS.IFO", facts=said)
    bluray, dvd = film.editions
    assert (bluray.label, bluray.facts["duration_ms"], bluray.facts["streams"]) == (
        "1080p · Blu-ray disc",
        60_000,
        [picture],
    )
    assert (dvd.label, "streams" in dvd.facts) == ("DVD", False)


def test_the_files_of_a_dvd_without_their_folder_are_one_edition(tree: Tree) -> None:
    (film,) = tree("L (2001)/VIDEO_TS.VOB", "L (2001)/VTS_01_1.VOB", "L (2001)/VTS_01_2.VOB")
    assert (film.key, files(film)) == ("l|2001", [["VTS_01_1.VOB", "VTS_01_2.VOB"]])


def test_images_and_pointers_are_editions_that_nobody_follows(tree: Tree) -> None:
    facts: dict[str, dict[str, Any]] = {
        "R (2020).strm": {"pointer": "strm", "scheme": "https"},
        "B (1985).iso": {"container": "iso"},
    }
    works = tree("R (2020).strm", "B (1985).iso", facts=facts)
    assert [(work.key, work.editions[0].status) for work in works] == [("b|1985", "ok"), ("r|2020", "pointer")]
    assert works[1].editions[0].reason == "The file points to https; it is not followed."


def test_a_release_names_what_was_unpacked_inside_it(tree: Tree) -> None:
    works = tree("Lamp.Room.2011.720p.BluRay.x264-GRP/Unpacked/lamp.room.720p-grp.mkv")
    assert keys(works) == ["lamp room|2011"]


def test_a_folder_of_a_year_tells_the_year(tree: Tree) -> None:
    assert keys(tree("2010/Lamp Room.mkv", "1917/1917.mkv", "2010/North (1994).mkv")) == [
        "1917|", "lamp room|2010", "north|1994",
    ]  # fmt: skip


def test_three_files_of_one_size_keep_what_their_names_promise(tree: Tree) -> None:
    streams = [{"type": "video", "codec": "h264", "width": 640, "height": 360}]
    names = [f"{quality}/L.2011.{quality}.mkv" for quality in ("480p", "1080p", "2160p")]
    works = tree(*names, facts={name.partition("/")[2]: {"streams": streams} for name in names})
    assert len({work.editions[0].rendition for work in works}) == 3
    assert {work.editions[0].label for work in works} == {"480p", "480p · named 1080p", "480p · named 2160p"}


def test_films_whose_titles_look_like_rules_are_films(tree: Tree) -> None:
    paths = ("Extra Ordinary (2019).mkv", "Deleted (2014).mkv", "Trailer Park (2010).mkv", "Sample (2019).mkv")
    works = tree(*paths)
    assert sorted(keys(works)) == ["deleted|2014", "extra ordinary|2019", "sample|2019", "trailer park|2010"]


def test_episodes_are_left_to_others(tree: Tree) -> None:
    assert tree("Show/Season 1/Show S01E01.mkv", "Show/Show 1x02.mkv", "Show/Specials/Special.mkv") == []


def test_a_collection_comes_from_a_folder(tree: Tree) -> None:
    (film,) = tree("Night Collection/Night (1979)/Night (1979).mkv")
    assert film.relations[0].target.title == "Night Collection"


def test_the_title_inside_a_file_counts_only_when_it_is_the_same_in_better_letters(tree: Tree) -> None:
    (film,) = tree("Amelie Vale (2001).mkv", facts={"Amelie Vale (2001).mkv": {"title": "Amélie Vale"}})
    assert [document.source for document in film.documents] == ["name", "tags"]
    (film,) = tree("Amelie Vale (2001).mkv", facts={"Amelie Vale (2001).mkv": {"title": "Ripped by XYZ"}})
    assert [document.source for document in film.documents] == ["name"]


def test_a_cut_off_file_is_incomplete(tree: Tree) -> None:
    (film,) = tree("L (2011).mkv", facts={"L (2011).mkv": {"truncated": True, "streams": []}})
    assert (film.editions[0].status, bool(film.editions[0].reason)) == ("incomplete", True)
