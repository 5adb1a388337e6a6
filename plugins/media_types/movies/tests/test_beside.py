from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_movies.claim import claim
from mediad_sdk.values.media import Entry, Listing

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_sdk.values.works import Work

    Tree = Callable[..., list[Work]]


def keys(works: list[Work]) -> list[str]:
    return [work.key for work in works if not work.extra]


def test_extras_have_an_owner_wherever_they_lie(tree: Tree) -> None:
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


def test_extras_are_known_in_many_ways_beside_their_film(tree: Tree) -> None:
    home = "L (2011)"
    works = tree(
        f"{home}/{home}.mkv",
        f"{home}/{home} Trailer.mp4",
        f"{home}/Making of L.mkv",
        f"{home}/L - Making Of.mkv",
        f"{home}/Official Trailer.mkv",
        f"{home}/{home}-deleted_scenes.mkv",
        f"{home}/Gag Reel/a.mkv",
        f"{home}/花絮/b.mkv",
    )
    assert keys(works) == ["l|2011"]
    assert sorted(work.extra for work in works if work.extra) == [
        "behind_the_scenes", "behind_the_scenes", "behind_the_scenes", "deleted", "other", "trailer", "trailer",
    ]  # fmt: skip
    assert keys(tree("Making of L (2003)/Making of L (2003).mkv")) == ["making of l|2003"]


def test_what_lies_beside_a_film_belongs_to_it(tree: Tree) -> None:
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


def test_subtitles_in_a_folder_of_their_own_are_the_films_above(tree: Tree) -> None:
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


def test_subtitles_fit_the_version_whose_name_they_follow(tree: Tree) -> None:
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


def test_films_in_one_folder_keep_their_own_companions(tree: Tree) -> None:
    works = tree("A (2001).mkv", "A (2001).srt", "B (2002).mkv", "B (2002)-poster.jpg", "poster.jpg")
    assert [[one.files for one in work.companions] for work in works] == [[(b"A (2001).srt",)], []]
    assert [[art.file for art in work.artwork] for work in works] == [[], [b"B (2002)-poster.jpg"]]


def test_a_sidecar_is_left_to_who_reads_such_files() -> None:
    entries = tuple(Entry(name=name, size=9) for name in (b"Night (1979).mkv", b"Night (1979).nfo", b"movie.nfo"))
    taken = claim(Listing(path=b"", entries=entries))
    assert taken is not None
    assert (taken.files, taken.companions) == ((b"Night (1979).mkv",), ())
