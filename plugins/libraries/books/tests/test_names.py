from __future__ import annotations

import pytest

from mediad_books import folders, names
from mediad_books.titles import Place


@pytest.mark.parametrize(
    ("name", "title", "authors"),
    [
        ("Edith Marlow - The Salt Ledger", "The Salt Ledger", "Edith Marlow"),
        ("The Salt Ledger - Edith Marlow", "The Salt Ledger", "Edith Marlow"),
        ("The Salt Ledger (Edith Marlow)", "The Salt Ledger", "Edith Marlow"),
        ("The Salt Ledger by E. J. Marlow", "The Salt Ledger", "E. J. Marlow"),
        ("Marlow, Edith - Salt", "Salt", "Edith Marlow"),
        ("Marlow, Edith & Low, Ben - Salt", "Salt", "Edith Marlow; Ben Low"),
        ("Marlow, Edith; Low, Ben - Salt", "Salt", "Edith Marlow; Ben Low"),
        ("Edith Marlow, Ben Low - Salt", "Salt", "Edith Marlow; Ben Low"),
        ("Salt Ledger, The - Edith Marlow", "The Salt Ledger", "Edith Marlow"),
        ("Edith_Marlow_-_The_Salt_Ledger", "The Salt Ledger", "Edith Marlow"),
        ("Edith Marlow_The Salt Ledger", "The Salt Ledger", "Edith Marlow"),
        ("Edith Marlow - 1984", "1984", "Edith Marlow"),
        ("1984 - Edith Marlow", "1984", "Edith Marlow"),
        ("Packt - Learning Salt - 2nd Edition - 2020", "Learning Salt, 2nd Edition", ""),
        ("Salt_ A History of the Sea", "Salt: A History of the Sea", ""),
        ("[刘慈欣] 三体", "三体", "刘慈欣"),
        ("三体 - 刘慈欣", "三体", "刘慈欣"),
        ("《三体》作者：刘慈欣", "三体", "刘慈欣"),
        ("村上春樹 - ノルウェイの森", "ノルウェイの森", "村上春樹"),
        ("한강 - 채식주의자", "채식주의자", "한강"),
        ("jane-marlow_the-salt-of-the-earth", "The Salt of the Earth", "Jane Marlow"),
        ("e-j-marlow_salt_ada-low_advanced", "Salt", "E. J. Marlow"),
        ("the-low-country_part-one", "the-low-country part-one", ""),
        ("Marlow et al. - 2011 - On Salt", "On Salt", "Marlow"),
        ("Marlow - 2011 - Moving Salt", "Moving Salt", "Marlow"),
        ("Salt - 1965 - Edith Marlow", "Salt", "Edith Marlow"),
        ("Edith Marlow - On Salt-The Quay Press (2009)", "On Salt", "Edith Marlow"),
        ("Edith Marlow - Salt-Water (2009)", "Salt-Water", "Edith Marlow"),
        ("Edith Marlow - Salt (html, jpg) (v1.0)", "Salt", "Edith Marlow"),
        ("Salt 2nd ed - Edith Marlow (Quay, 2012)", "Salt 2nd ed", "Edith Marlow"),
        ("Edith Marlow - Salt [proofed by xyz] [LC]", "Salt", "Edith Marlow"),
        ("Quay - Nocturne Op. 9 No. 2", "Nocturne Op. 9 No. 2", "Quay"),
        ("The Salt - Unknown", "The Salt", ""),
        ("MARLOW Edith - Salt", "Salt", "Edith Marlow"),
        ("EJM Low - Salt", "Salt", "EJM Low"),
        ("Marlow,Edith-The salt of the sea", "The salt of the sea", "Edith Marlow"),
        ("Edith Marlow_The Salt_2004", "The Salt", "Edith Marlow"),
        ("The Salt - Edith Marlow and Ben Low", "The Salt", "Edith Marlow; Ben Low"),
        ("Various - Salty Visions", "Salty Visions", "Various"),
        ("Edith Marlow (ed) - Salty Visions [1234] (r1.2)", "Salty Visions", "Edith Marlow"),
        ("白夜行（东野圭吾）", "白夜行", "东野圭吾"),
        ("金庸 - 射雕英雄传(全四册)", "射雕英雄传(全四册)", "金庸"),
        ("村上春樹『ノルウェイの森(上)』", "ノルウェイの森(上)", "村上春樹"),
        ("9783161484100 - The Salt", "The Salt", ""),
        ("The Salt_B0CX12ABCD", "The Salt", ""),
        ("Lamp Monthly - March 2021", "Lamp Monthly - March 2021", ""),
        ("Лев Толстой - Война и мир", "Война и мир", "Лев Толстой"),
        ("Толстой Л. Н. - Анна Каренина", "Анна Каренина", "Л. Н. Толстой"),
        (
            "Salt -- Edith Marlow -- 2nd, 2008 -- Quay -- 9783161484100 -- 0a1b -- Anna’s Archive",
            "Salt",
            "Edith Marlow",
        ),
    ],
)
def test_people_and_title_are_told_apart(name: str, title: str, authors: str) -> None:
    found = names.read(name)
    assert (found.title, "; ".join(found.authors)) == (title, authors)


@pytest.mark.parametrize(
    ("name", "title", "series", "number"),
    [
        ("Edith Marlow - [Coast 01] - Salt", "Salt", "Coast", "1"),
        ("Edith Marlow - Coast 01 - Salt", "Salt", "Coast", "1"),
        ("Coast 10 - Moving Salt", "Moving Salt", "Coast", "10"),
        ("Edith Marlow - Coast T01 - Salt", "Salt", "Coast", "1"),
        ("Edith Marlow - Coast - Book 2 - Salt", "Salt", "Coast", "2"),
        ("Edith Marlow - The Coast IV - Salt", "Salt", "The Coast", "4"),
        ("Edith Marlow - Coast 01-03 - The Coast Trilogy", "The Coast Trilogy", "Coast", "1-3"),
        ("Coast #4 The Salt", "The Salt", "Coast", "4"),
        ("Edith Marlow - Coast 04 The Salt", "The Salt", "Coast", "4"),
        ("狼と香辛料 第01巻", "狼と香辛料 第01巻", "狼と香辛料", "1"),
        ("Coast - Volume 02", "Coast - Volume 02", "Coast", "2"),
        ("(Coast 8) Salt! Salt!", "Salt! Salt!", "Coast", "8"),
        ("Coast v02 [Quay Press]", "Coast v02", "Coast", "2"),
        ("Coast, Vol. 3 (light novel)", "Coast, Vol. 3", "Coast", "3"),
        ("Lamp - Issue 250 - June 2019", "Lamp - Issue 250 - June 2019", "Lamp", "250"),
        ("Der Leuchter 12/2020", "Der Leuchter 12/2020", "Der Leuchter", ""),
        ("Salt (Coast #2.5)", "Salt", "Coast", "2.5"),
        ("Salt (Coast, Book 2)", "Salt", "Coast", "2"),
        ("Salt (Book 2 of the Coast)", "Salt", "Coast", "2"),
        ("Salt: Coast, Book 2", "Salt", "Coast", "2"),
        ("Coast, Book 2: Salt", "Salt", "Coast", "2"),
        ("Salz (Küste, Band 3)", "Salz", "Küste", "3"),
        ("Соль (Берег, Книга 4)", "Соль", "Берег", "4"),
        ("Coast 02 - Salt - Edith Marlow", "Salt", "Coast", "2"),
        ("(Coast 2) Edith Marlow - Salt-Penguin (2015)", "Salt", "Coast", "2"),
        ("Coast (1) Salt", "Salt", "Coast", "1"),
    ],
)
def test_a_place_in_a_series_is_found(name: str, title: str, series: str, number: str) -> None:
    found = names.read(name)
    assert (found.title, found.series) == (title, Place(series, number))


@pytest.mark.parametrize(
    "name", ["Catch-22", "Fahrenheit 451", "Area 51", "2001: A Space Odyssey", "Slaughterhouse-Five"]
)
def test_a_number_that_belongs_to_the_title_stays_in_it(name: str) -> None:
    found = names.read(name)
    assert (found.title, found.series, found.year) == (name, None, "")


@pytest.mark.parametrize(
    ("name", "year", "narrators", "language"),
    [
        ("Vol 1 - 1994 - Salt {Jon Dahl}", "1994", ("Jon Dahl",), ""),
        ("Salt (1994) (read by Jon Dahl)", "1994", ("Jon Dahl",), ""),
        ("Salt (Narrated by Jon Dahl & Eva Ek)", "", ("Jon Dahl", "Eva Ek"), ""),
        ("Coast #1 - Salt [Tim Dahl]", "", ("Tim Dahl",), ""),
        ("Edith Marlow - Salt [64k MP3]", "", (), ""),
        ("Salz (gelesen von Jon Dahl)", "", ("Jon Dahl",), ""),
        ("Salt (German Edition)", "", (), "de"),
    ],
)
def test_brackets_say_years_readers_and_languages(
    name: str, year: str, narrators: tuple[str, ...], language: str
) -> None:
    found = names.read(name)
    assert (found.title[:3], found.year, found.narrators, found.language) == ("Sal", year, narrators, language)


@pytest.mark.parametrize(
    ("path", "title", "author", "series"),
    [
        ("Edith Marlow/Salt (12)/Salt - Edith Marlow", "Salt", "Edith Marlow", None),
        ("Edith Marlow/Salt", "Salt", "Edith Marlow", None),
        ("Marlow, Edith/Salt/Salt", "Salt", "Edith Marlow", None),
        ("Books/M/Edith Marlow/Salt/Salt", "Salt", "Edith Marlow", None),
        ("Books/M/Marlow, Edith/Low Salt/Low Salt - Edith Marlow", "Low Salt", "Edith Marlow", None),
        ("Edith Marlow (1850-1910)/Salt", "Salt", "Edith Marlow", None),
        ("Edith Marlow/Coast/01 - Salt/Salt", "Salt", "Edith Marlow", Place("Coast", "1")),
        ("Edith Marlow/Coast/01 - Salt", "Salt", "Edith Marlow", Place("Coast", "1")),
        ("Edith Marlow/Coast/Book 1 - Salt/Salt", "Salt", "Edith Marlow", Place("Coast", "1")),
        ("Edith Marlow/Coast 01 - Low Salt", "Low Salt", "Edith Marlow", Place("Coast", "1")),
        ("Edith Marlow/Coast 10 - Low Salt", "Low Salt", "Edith Marlow", Place("Coast", "10")),
        ("Edith Marlow/Coast 10 - Edith Marlow", "Coast 10", "Edith Marlow", None),
        ("Edith Marlow/Edith Marlow - Low Salt-Farrar, Straus and Giroux (2011)", "Low Salt", "Edith Marlow", None),
        ("Edith Marlow/Coast Saga #1 - Low Salt", "Low Salt", "Edith Marlow", Place("Coast Saga", "1")),
        ("Quay Press/Penguin/Edith Marlow/Salt", "Salt", "Edith Marlow", None),
        ("Edith Marlow/Coast/Salt - Vol. 8/book", "Salt", "Edith Marlow", Place("Coast", "8")),
        ("Edith Marlow/Coast/Salt - Vol. 8", "Salt", "Edith Marlow", Place("Coast", "8")),
        ("Edith Marlow/1793/1793", "1793", "Edith Marlow", None),
        ("Edith Marlow/Salt - Coast 3", "Salt", "Edith Marlow", Place("Coast", "3")),
        ("Homer/The Odyssey/The Odyssey", "The Odyssey", "Homer", None),
        ("Fantasy/Edith Marlow/Salt/9783161484100", "Salt", "Edith Marlow", None),
    ],
)
def test_folders_say_the_author_and_the_series(path: str, title: str, author: str, series: Place | None) -> None:
    *above, name = path.split("/")
    found = folders.read(name, tuple(above))
    assert (found.title, found.authors, found.series) == (title, (author,), series)


@pytest.mark.parametrize("text", ["(" * 300, "[a" * 150, " - " * 100, "_" * 300, ", " * 150, "a." * 150, "1 " * 150])
def test_any_name_is_read_in_little_time(text: str) -> None:
    assert isinstance(folders.read(text, (text, text)).title, str)


@pytest.mark.parametrize(
    ("name", "title", "label"),
    [
        ("Books 1-3 - The Hearth Trilogy", "The Hearth Trilogy", "1-3"),
        ("Ember (Book 2 of 7)", "Ember", "2"),
        ("Spark (Novella)", "Spark", ""),
        ("Hearth #2 Cinder", "Cinder", "2"),
        ("Hearth (2) Cinder", "Cinder", "2"),
        ("Karla Holm - Der Lotse (NDR 1987)", "Der Lotse", ""),
        ("Ines Tamura - Ember - 2019 (Horror)", "Ember", ""),
        ("Nils Okafor - Peat 64k", "Peat", ""),
    ],
)
def test_ranges_counts_broadcasts_and_kinds_are_no_part_of_a_title(name: str, title: str, label: str) -> None:
    found = names.read(name)
    assert (found.title, found.series.label if found.series else "") == (title, label)


@pytest.mark.parametrize(
    "told", ["uppläst av Jonas Wick", "czyta Jonas Wick", "read by Jonas Wick", "læst af Jonas Wick"]
)
def test_who_reads_is_told_in_many_languages(told: str) -> None:
    assert names.read(f"Eva Ek - Isen ({told})").narrators == ("Jonas Wick",)


@pytest.mark.parametrize("title", ["The Hearth Trilogy", "Hearth"])
def test_a_number_without_a_series_has_it_from_the_folder_above_even_where_the_title_begins_so(title: str) -> None:
    found = folders.read(f"Book 1 - {title}", ("Ines Tamura", "Hearth"))
    assert (found.title, found.series) == (title, Place("Hearth", "1"))


def test_a_folder_that_several_books_begin_as_is_their_series() -> None:
    stems = ["Gull and the Egg", "Gull and the Nest"]
    assert folders.is_shared("Gull", stems)
    assert not folders.is_shared("Gull", ["Gull", "Gull - Edith Marlow", "Gull and the Egg"])
    found = folders.read(stems[0], ("Edith Marlow", "Gull"), shared=True)
    assert (found.authors, found.series) == (("Edith Marlow",), Place("Gull"))
    assert folders.read(stems[0], ("Edith Marlow", "Gull")).series is None
