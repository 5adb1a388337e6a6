from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_sdk.values.works import Work

    Tree = Callable[..., list[Work]]


def keys(works: list[Work]) -> list[str]:
    return sorted(work.key for work in works)


def test_whatever_lies_below_the_extras_of_a_film_is_one_of_them(tree: Tree) -> None:
    works = tree(
        "L (1988)/L (1988).mkv",
        "L (1988)/Featurettes/Set/B.mkv",
        "L (1988)/Extras/Disc 2/C.mkv",
        "L (1988)/Bonus Disc/VIDEO_TS/VTS_01_1.VOB",
    )
    assert [(work.parent.key if work.parent else "", work.extra) for work in works if work.extra] == [
        ("l|1988", "other"),
        ("l|1988", "other"),
        ("l|1988", "featurette"),
    ]
    assert [work.documents[0].fields["title"] for work in works if work.extra] == ["Bonus Disc", "C", "B"]
    (film,) = tree("Shorts/Boats/The Boat.mkv")
    assert (film.key, film.extra) == ("the boat|", "")


def test_a_recording_in_pieces_is_of_the_film_that_its_folder_is_named_after(tree: Tree) -> None:
    folder = "Lamp_Room/2021-12-05.20.14.5-0.rec"
    (film,) = tree(f"{folder}/00001.ts", f"{folder}/00002.ts", f"{folder}/info")
    pieces = [part.sources[0].file for part in film.editions[0].parts]
    assert (film.key, pieces) == ("lamp room|", [b"00001.ts", b"00002.ts"])


def test_a_folder_that_is_a_year_says_when_the_films_in_it_are_from(tree: Tree) -> None:
    assert keys(tree("1990s/1994/L/L.mkv", "1995/M.mkv", "1996/1996.mkv")) == ["1996|", "l|1994", "m|1995"]


def test_the_folder_of_a_volume_is_of_the_film_whose_folder_it_lies_in(tree: Tree) -> None:
    (film,) = tree("Lamp Room (1962)/LAMP_D1/VIDEO_TS/VTS_01_1.VOB")
    assert film.key == "lamp room|1962"
    (own,) = tree("DVDs 2010/LAMP_ROOM/VIDEO_TS/VTS_01_1.VOB")
    assert own.key == "lamp room|"


def test_a_folder_of_a_year_s_best_names_no_film(tree: Tree) -> None:
    assert keys(tree("Best of 2019/L.mkv", "1990-1999/M.mkv", "IMDb 8+/N.mkv")) == ["l|", "m|", "n|"]


def test_a_folder_called_as_a_year_names_its_film_where_the_file_begins_with_it(tree: Tree) -> None:
    files = "1984 - Extended.mkv", "1984 - Remastered.mkv", "1984 - The Other Ending.mkv"
    (film,) = tree(*(f"1984 (1984)/{name}" for name in files))
    assert (film.key, len(film.editions)) == ("1984|1984", 3)
    assert keys(tree("2012 (2009)/2012 - Part 1.mkv", "2012 (2009)/2012 - Part 2.mkv")) == ["2012|2009"]
    assert keys(tree("2012 (2009)/2012 - Part 1.mkv")) == ["2012|2009"]
    assert keys(tree("1984/1984 - L.mkv")) == ["l|1984"]
