from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_movies.assemble import assemble
from mediad_plugin_movies.claim import claim
from mediad_sdk.values.media import Entry, Extracted, Listing

if TYPE_CHECKING:
    from mediad_sdk.values.works import Work


def tree(*paths: str, facts: dict[str, dict[str, Any]] | None = None) -> list[Work]:
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
            made = list(
                assemble(listing, [Extracted(name=name, facts=known.get(name.decode(), {})) for name in taken.files])
            )
            beside = {file for work in made for one in work.companions for file in one.files}
            assert beside | {art.file for work in made for art in work.artwork} <= {*taken.files, *taken.companions}
            works += made
    return works


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
        "tt0113277.mkv": "tt0113277|",
        "tt0113277/tt0113277.mkv": "tt0113277|",
        "Night/{tmdb-603}.mkv": "night|",
        "{tmdb-603}/movie.mkv": "tmdb 603|",
        "{tmdb-603}/Lamp Room (2011).mkv": "lamp room|2011",
        "1080p.mkv": "1080p|",
    }.items(),
)
def test_a_file_and_its_folder_name_one_film(path: str, key: str) -> None:
    assert keys(tree(path)) == [key]


def test_qualities_and_cuts_are_editions() -> None:
    (film,) = tree(
        "L (2011)/L (2011) - 1080p.mkv", "L (2011)/L (2011) - 2160p HDR.mkv", "L (2011)/L (2011) - Director's Cut.mkv"
    )
    assert [(edition.version, edition.rendition) for edition in film.editions] == [
        ("", "1080p"),
        ("", "2160p-hdr10"),
        ("directors-cut", ""),
    ]
    assert film.editions[2].label == "Director's Cut"


def test_two_files_of_one_quality_are_told_apart() -> None:
    (film,) = tree("L (2011)/L (2011) - Bright.mkv", "L (2011)/L (2011) - Dark.mkv", "L (2011)/L (2011).mp4")
    assert len({(edition.version, edition.rendition) for edition in film.editions}) == 3
    assert [edition.label.partition(" · ")[0] for edition in film.editions[:2]] == ["Bright", "Dark"]


def test_two_files_of_one_cut_are_told_apart_by_what_the_name_says_beyond_it() -> None:
    one = "L (1982)/L (1982) {edition-Theatrical}"
    (film,) = tree(f"{one}.mkv", f"{one} old.avi")
    assert [each.version for each in film.editions] == ["theatrical", "theatrical"]
    assert [each.label for each in film.editions] == ["Theatrical", "Theatrical · mkv"]


def test_an_edition_in_braces_is_a_version_whatever_it_is_called() -> None:
    (film,) = tree("L (1982)/L (1982) {edition-Final Cut} 1080p.mkv", "L (1982)/L (1982) {edition-Aunt May's}.mkv")
    assert {(each.version, each.label) for each in film.editions} == {
        ("final-cut", "Final Cut · 1080p"),
        ("aunt-mays", "Aunt May's"),
    }


def test_what_the_streams_say_goes_before_what_the_name_says() -> None:
    streams = [{"type": "video", "codec": "hevc", "width": 3840, "height": 1600, "hdr": ["DV"]}]
    (film,) = tree("L (2011) 1080p.mkv", facts={"L (2011) 1080p.mkv": {"streams": streams, "duration_ms": 5}})
    assert film.editions[0].rendition == "2160p-dv"
    assert film.editions[0].facts["width"] == 3840


def test_split_files_are_parts_in_order_and_titles_with_parts_are_films() -> None:
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


def test_several_films_named_by_their_ids_alone_are_several_films() -> None:
    works = tree("Drama/tt0113277.mkv", "Drama/{tmdb-603}.mkv", "Drama/Night (1979).mkv")
    assert keys(works) == ["night|1979", "tt0113277|", "tmdb 603|"]
    assert [work.documents[0].fields["ids"][0]["value"] for work in works[1:]] == ["tt0113277", "603"]


def test_a_film_in_folders_of_its_discs_says_which_part_each_is() -> None:
    works = tree("L (1950)/CD1/l.avi", "L (1950)/CD2/l.avi")
    assert keys(works) == ["l|1950", "l|1950"]
    assert [[part.position for part in work.editions[0].parts] for work in works] == [[0], [1]]
    assert {(work.editions[0].version, work.editions[0].rendition) for work in works} == {("", "")}


@pytest.mark.parametrize("inner", ["VIDEO_TS/VIDEO_TS.IFO", "VIDEO_TS/VTS_01_1.VOB", "BDMV/index.bdmv"])
def test_a_disc_folder_is_one_edition_as_a_whole(inner: str) -> None:
    (film,) = tree(f"L (2001)/{inner}", "L (2001)/poster.jpg")
    assert film.key == "l|2001"
    assert film.editions[0].parts[0].sources[0].folder == inner.partition("/")[0].encode()
    assert [art.role for art in film.artwork] == ["poster"]


def test_the_files_of_a_dvd_without_their_folder_are_one_edition() -> None:
    (film,) = tree("L (2001)/VIDEO_TS.VOB", "L (2001)/VTS_01_1.VOB", "L (2001)/VTS_01_2.VOB")
    assert (film.key, files(film)) == ("l|2001", [["VTS_01_1.VOB", "VTS_01_2.VOB"]])


def test_images_and_pointers_are_editions_that_nobody_follows() -> None:
    facts: dict[str, dict[str, Any]] = {
        "R (2020).strm": {"pointer": "strm", "scheme": "https"},
        "B (1985).iso": {"container": "iso"},
    }
    works = tree("R (2020).strm", "B (1985).iso", facts=facts)
    assert [(work.key, work.editions[0].status) for work in works] == [("b|1985", "ok"), ("r|2020", "pointer")]
    assert works[1].editions[0].reason == "The file points to https; it is not followed."


def test_extras_have_an_owner_wherever_they_lie() -> None:
    works = tree(
        "L (2011)/L (2011).mkv",
        "L (2011)/L (2011)-trailer.mp4",
        "L (2011)/Extras/Making Of.mkv",
        "L (2011)/Deleted Scenes/Cocoon.mkv",
        "L (2011)/Sample/l-sample.mkv",
        "L (2011)/sample.mkv",
    )
    extras = {work.extra: work for work in works if work.extra}
    assert keys(works) == ["l|2011"]
    assert sorted(extras) == ["deleted", "other", "trailer"]
    assert {work.parent.key for work in extras.values() if work.parent} == {"l|2011"}
    assert extras["other"].documents[0].fields["title"] == "Making Of"


def test_films_whose_titles_look_like_rules_are_films() -> None:
    paths = ("Extra Ordinary (2019).mkv", "Deleted (2014).mkv", "Trailer Park (2010).mkv", "Sample (2019).mkv")
    works = tree(*paths)
    assert sorted(keys(works)) == ["deleted|2014", "extra ordinary|2019", "sample|2019", "trailer park|2010"]


def test_episodes_are_left_to_others() -> None:
    assert tree("Show/Season 1/Show S01E01.mkv", "Show/Show 1x02.mkv", "Show/Specials/Special.mkv") == []


def test_what_lies_beside_a_film_belongs_to_it() -> None:
    (film,) = tree(
        "L (2011)/L (2011) - 1080p.mkv",
        "L (2011)/L (2011) - 1080p.de.forced.srt",
        "L (2011)/L (2011).en.srt",
        "L (2011)/L (2011) - 1080p.idx",
        "L (2011)/L (2011) - 1080p.sub",
        "L (2011)/L (2011) - 1080p.fr.mka",
        "L (2011)/L (2011) - 1080p-fanart.jpg",
        "L (2011)/folder.jpg",
        "L (2011)/holiday.jpg",
    )
    found = {(one.role, len(one.files), one.facts.get("language", "")) for one in film.companions}
    assert found == {("subtitle", 1, "de"), ("subtitle", 1, "en"), ("subtitle", 2, ""), ("audio", 1, "fr")}
    assert {(art.role, art.file) for art in film.artwork} == {
        ("backdrop", b"L (2011) - 1080p-fanart.jpg"),
        ("poster", b"folder.jpg"),
    }


def test_subtitles_in_a_folder_of_their_own_are_the_films_above() -> None:
    works = tree(
        "L (2011)/L (2011).mkv",
        "L (2011)/Subs/2_English.srt",
        "L (2011)/Subs/L.2011.1080p.pt-BR.forced.srt",
        "L (2011)/Subs/L.idx",
        "L (2011)/Subs/L.sub",
        "L (2011)/Subs/Commentary.srt",
        "L (2011)/Subs/empty.txt",
        "Drama/Subs/en.srt",
        "Show (2010)/Season 1/Subs/en.srt",
    )
    assert [work.key for work in works] == ["l|2011", "l|2011"]
    found = works[1].companions
    assert {(each.files[0], each.facts.get("language", ""), each.facts.get("title", "")) for each in found} == {
        (b"2_English.srt", "en", ""),
        (b"Commentary.srt", "", "Commentary"),
        (b"L.2011.1080p.pt-BR.forced.srt", "pt-BR", ""),
        (b"L.idx", "", ""),
    }
    assert [each.facts.get("forced", False) for each in found] == [False, False, True, False]


def test_subtitles_fit_the_version_whose_name_they_follow() -> None:
    def fits(*paths: str) -> list[tuple[bytes, str | None]]:
        (film,) = tree(*(f"L (2011)/{path}" for path in paths))
        return [(each.files[0], each.version) for each in film.companions]

    cut, plain = "L (2011) - Director's Cut", "L (2011)"
    assert fits(f"{cut}.mkv", f"{plain}.mkv", f"{cut}.de.srt", f"{plain}.de.srt") == [
        (b"L (2011) - Director's Cut.de.srt", "directors-cut"),
        (b"L (2011).de.srt", ""),
    ]
    both = (f"{cut}.mkv", "L (2011) - Theatrical.mkv", "L (2011).de.srt")
    assert fits(*both) == [(b"L (2011).de.srt", None)]
    assert fits(f"{cut}.mkv", f"{cut}.de.srt") == [(b"L (2011) - Director's Cut.de.srt", None)]


def test_music_whose_name_begins_like_a_films_is_not_taken() -> None:
    entries = tuple(Entry(name=name, size=9) for name in (b"A.de.mka", b"A.mkv", b"Abba.flac", b"B.mp3"))
    taken = claim(Listing(path=b"", entries=entries))
    assert taken is not None
    assert taken.companions == (b"A.de.mka",)


def test_films_in_one_folder_keep_their_own_companions() -> None:
    works = tree("A (2001).mkv", "A (2001).srt", "B (2002).mkv", "B (2002)-poster.jpg", "poster.jpg")
    assert [[one.files for one in work.companions] for work in works] == [[(b"A (2001).srt",)], []]
    assert [[art.file for art in work.artwork] for work in works] == [[], [b"B (2002)-poster.jpg"]]


def test_a_collection_comes_from_a_folder() -> None:
    (film,) = tree("Night Collection/Night (1979)/Night (1979).mkv")
    assert film.relations[0].target.title == "Night Collection"


def test_a_sidecar_is_left_to_who_reads_such_files() -> None:
    entries = tuple(Entry(name=name, size=9) for name in (b"Night (1979).mkv", b"Night (1979).nfo", b"movie.nfo"))
    taken = claim(Listing(path=b"", entries=entries))
    assert taken is not None
    assert (taken.files, taken.companions) == ((b"Night (1979).mkv",), ())


def test_the_title_inside_a_file_counts_only_when_it_is_the_same_in_better_letters() -> None:
    (film,) = tree("Amelie Vale (2001).mkv", facts={"Amelie Vale (2001).mkv": {"title": "Amélie Vale"}})
    assert [document.source for document in film.documents] == ["name", "tags"]
    (film,) = tree("Amelie Vale (2001).mkv", facts={"Amelie Vale (2001).mkv": {"title": "Ripped by XYZ"}})
    assert [document.source for document in film.documents] == ["name"]


def test_a_cut_off_file_is_incomplete() -> None:
    (film,) = tree("L (2011).mkv", facts={"L (2011).mkv": {"truncated": True, "streams": []}})
    assert (film.editions[0].status, bool(film.editions[0].reason)) == ("incomplete", True)
