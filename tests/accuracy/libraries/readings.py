"""Audiobooks, radio plays and courses as programs, archives, sites and people abroad lay them out."""

from __future__ import annotations

from accuracy.truth import Tree, library

AUDIO = "audiobooks"


@library("audiobooks of programs", AUDIO)
def formats_of_openaudible(tree: Tree) -> None:
    """OpenAudible: a folder a format."""
    made = {"title": "Ember", "album": "Ember", "artist": "Ines Tamura", "genre": "Audiobook"}
    tree.audiobook("Ember", "Ines Tamura", "OpenAudible/m4b/Ember.m4b", "OpenAudible/mp3/Ember.mp3", made=made)
    tree.beside(
        "OpenAudible/art/Ember.jpg",
        "OpenAudible/books.json",
        "OpenAudible/web/index.html",
        "OpenAudible/web/cover/Ember.jpg",
    )


@library("audiobooks of programs", AUDIO)
def libation_chapters(tree: Tree) -> None:
    """Libation cut by chapters."""
    h = "Ember [B00ABCDEF2]"
    tree.audiobook(
        "Ember",
        "",
        [
            f"{h}/Ember [B00ABCDEF2] - {n:02d} - {x}.mp3"
            for n, x in enumerate(("Opening Credits", "Chapter 1", "Chapter 2", "End Credits"), 1)
        ],
        made={},
    )
    h = "Cinder- A Tale of Coal [B00ABCDEF3]"
    tree.audiobook(
        "Cinder: A Tale of Coal",
        "Karla Holm",
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].m4b",
        made={"title": "Cinder: A Tale of Coal", "album": "Cinder: A Tale of Coal", "artist": "Karla Holm"},
    )
    tree.beside(
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].cue",
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].pdf",
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].jpg",
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].metadata.json",
        f"{h}/Cinder- A Tale of Coal [B00ABCDEF3].records.json",
    )


@library("audiobooks of programs", AUDIO)
def aaxtomp3(tree: Tree) -> None:
    """AAXtoMP3's folders."""
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        [f"Audiobook/Ines Tamura/Ember/Ember-{n:02d}-Chapter {n}.mp3" for n in range(1, 5)],
        made={},
    )
    tree.audiobook("Cinder", "Ines Tamura", "Audiobook/Ines Tamura/Cinder/Cinder.m4b", made={})
    tree.beside(
        "Audiobook/Ines Tamura/Cinder/cover.jpg",
        "Audiobook/Ines Tamura/Ember/Ember.m3u",
        "Audiobook/Ines Tamura/Ember/cover.jpg",
    )


@library("audiobooks of programs", AUDIO)
def audiobooks_of_itunes(tree: Tree) -> None:
    """iTunes' folder of audiobooks."""
    h = "iTunes/iTunes Media/Audiobooks"
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [f"{h}/Ada Holm/Tern (Unabridged)/0{n} Tern (Unabridged) Part {n}.m4b" for n in (1, 2)],
        made={"album": "Tern (Unabridged)", "artist": "Ada Holm", "genre": "Audiobooks"},
    )
    tree.audiobook(
        "Gull",
        "Ada Holm",
        [f"{h}/Ada Holm/Gull/1-{n:02d} Gull.m4b" for n in (1, 2)],
        made={"album": "Gull", "artist": "Ada Holm"},
    )


@library("audiobooks of programs", AUDIO)
def parts_of_overdrive(tree: Tree) -> None:
    """OverDrive's parts."""
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [f"OverDrive/Ada Holm - Tern/Tern-Part{n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Tern", "artist": "Ada Holm", "title": "Tern - Part"},
    )
    tree.beside(
        "OverDrive/Ada Holm - Tern/Tern.jpg",
        "OverDrive/Tern.odm",
        "OverDrive/Tern.odm.license",
        "OverDrive/Tern.odm.metadata",
    )


@library("audiobooks of programs", AUDIO)
def readarr_of_sound(tree: Tree) -> None:
    """Readarr's names."""
    tree.audiobook(
        "Ember", "Ines Tamura", [f"Ines Tamura/Ember/Ines Tamura - Ember ({n}).mp3" for n in (1, 2, 10)], made={}
    )
    tree.audiobook("Cinder", "Ines Tamura", "Ines Tamura/Cinder/Ines Tamura - Cinder.m4b", made={})
    tree.audiobook("Soot", "Ines Tamura", [f"Ines Tamura/Soot/Soot - Part {n:03d}.mp3" for n in (1, 2)], made={})


@library("audiobooks of programs", AUDIO)
def plex_guide(tree: Tree) -> None:
    """The folders of the guide for Plex audiobooks."""
    h = "Audiobooks/Ines Tamura/Hearth"
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        [f"{h}/2005 - Ember [Hearth 1]/Ember (2005) [Hearth 1] - pt{n:02d}.m4b" for n in (1, 2)],
        made={},
        series="Hearth",
        index=1,
        year=2005,
    )
    tree.audiobook(
        "Cinder",
        "Ines Tamura",
        f"{h}/2006 - Cinder [Hearth 2]/Cinder (2006) [Hearth 2].m4b",
        made={},
        series="Hearth",
        index=2,
        year=2006,
    )
    tree.audiobook(
        "Alone", "Ines Tamura", "Audiobooks/Ines Tamura/2009 - Alone/Alone (2009) - pt01.m4b", made={}, year=2009
    )
    tree.beside(
        f"{h}/2006 - Cinder [Hearth 2]/cover.jpg",
        f"{h}/2006 - Cinder [Hearth 2]/desc.txt",
        f"{h}/2006 - Cinder [Hearth 2]/reader.txt",
        f"{h}/2006 - Cinder [Hearth 2]/Cinder (2006) [Hearth 2].cue",
        f"{h}/2006 - Cinder [Hearth 2]/metadata.opf",
    )


@library("audiobooks of programs", AUDIO)
def abs_docs(tree: Tree) -> None:
    """The forms of folders that Audiobookshelf documents."""
    h = "Karla Holm/Hearth"
    for n, folder, x in (
        (1, "Vol 1 - 1994 - Ember - A Tale of Coal {Jonas Wick}", "Ember"),
        (2, "1995 - Volume 2. Cinder {Eva Ek}", "Cinder"),
        (3, "Vol. 3 - Ash Row", "Ash Row"),
        (4, "(1997) - Book 4 - Soot", "Soot"),
        (5, "5 - Flue", "Flue"),
        (6, "6. Grate", "Grate"),
        ("6.5", "6.5 - Poker", "Poker"),
        (7, "Book 7 - Hob", "Hob"),
        (8, "Kettle - Vol. 8", "Kettle"),
    ):
        tree.audiobook(x, "Karla Holm", f"{h}/{folder}/audio.m4b", made={}, series="Hearth", index=n)
    tree.works[0].fields.pop("title")
    tree.audiobook(
        "Tern",
        "Ada Holm",
        ["Ada Holm/2011 - Tern [B00ABCDEF9]/part1.mp3", "Ada Holm/2011 - Tern [B00ABCDEF9]/part2.mp3"],
        made={},
        year=2011,
    )


@library("audiobooks of programs", AUDIO)
def discs_and_parts(tree: Tree) -> None:
    """Discs named in Audiobookshelf's ways, extra files."""
    tree.audiobook(
        "Tern", "Ada Holm", [f"Ada Holm/Tern/Disc {d:03d}/{n:03d} - Tern.mp3" for d in (1, 2) for n in (1, 2)], made={}
    )
    tree.audiobook(
        "Gull", "Ada Holm", [f"Ada Holm/Gull/Gull - CD{d} - {n:02d}.mp3" for d in (1, 2) for n in (1, 2)], made={}
    )
    tree.audiobook("Rail", "Ada Holm", [f"Ada Holm/Rail/Rail_{n}.mp3" for n in range(1, 12)], made={})
    tree.beside("Ada Holm/Tern/cover.png", "Ada Holm/Tern/desc.txt", "Ada Holm/folder.jpg")


@library("radio plays", AUDIO)
def episodes_a_file_each(tree: Tree) -> None:
    """Hundreds of numbered radio plays, one file each."""
    for n, x in ((1, "Der Leuchtturm"), (12, "Die Mole"), (123, "Nacht im Watt")):
        tree.audiobook(
            x,
            "",
            f"Hörspiele/Die drei Anker/Die drei Anker - Folge {n:03d} - {x}.mp3",
            made={},
            series="Die drei Anker",
            index=n,
        )


@library("radio plays", AUDIO)
def episodes_a_folder_each(tree: Tree) -> None:
    """Numbered radio plays, a folder each, tracks tagged as songs of an album."""
    for n, x in ((7, "Der Leuchtturm"), (8, "Die Mole")):
        tree.audiobook(
            x,
            "",
            [f"Hörspiele/Die drei Anker/Folge {n:03d} - {x}/{k:02d} - Teil {k}.mp3" for k in (1, 2, 3)],
            made={},
            series="Die drei Anker",
            index=n,
        )
        tree.beside(f"Hörspiele/Die drei Anker/Folge {n:03d} - {x}/cover.jpg")
    for n, x in ((1, "Hafen in Not"), (2, "Der Lotse")):
        tree.audiobook(
            x,
            "",
            [f"Hörspiele/Käpt'n Kork/{n:02d} {x}/{k:02d} {x}.mp3" for k in (1, 2)],
            made={},
            series="Käpt'n Kork",
            index=n,
        )


@library("radio plays", AUDIO)
def episodes_tagged_as_songs(tree: Tree) -> None:
    """Radio plays: the series is the artist, the album the episode."""
    for n, x in ((101, "Der Lotse"), (102, "Die Boje")):
        tree.audiobook(
            x,
            "",
            [f"Hörspiele/Die drei Anker/{n} - {x}/Die drei Anker - {n} - {k:02d} - Track {k}.mp3" for k in (1, 2, 3)],
            made={"album": f"{n}/{x}", "artist": "Die drei Anker", "genre": "Hörspiel"},
        )
        tree.works[-1].fields.pop("title")
    tree.audiobook(
        "Sturmflut",
        "",
        "Hörspiele/Die drei Anker/Die drei Anker (103) Sturmflut.mp3",
        made={},
        series="Die drei Anker",
        index=103,
    )
    tree.audiobook("Ebbe", "", "Hörspiele/Die drei Anker/104_Die_drei_Anker_-_Ebbe.mp3", made={}, index=104)
    tree.works[-1].fields.pop("title")


@library("audiobooks abroad", AUDIO)
def russian_readings(tree: Tree) -> None:
    """Russian: the reader in brackets, chapters as 01_01."""
    tree.audiobook(
        "Маяк",
        "Анна Морская",
        [f"Аудиокниги/Анна Морская - Маяк (читает Иван Мор)/{a:02d}_{b:02d}.mp3" for a in (1, 2) for b in (1, 2)],
        made={},
    )
    tree.audiobook(
        "Соль",
        "Иван Мор",
        [f"Аудиокниги/Иван Мор/Берег/02. Соль/{n:02d} - Глава {n}.mp3" for n in (1, 2, 3)],
        made={},
        series="Берег",
        index=2,
    )


@library("audiobooks abroad", AUDIO)
def chinese_serials(tree: Tree) -> None:
    """Chinese serials, hundreds of parts."""
    tree.audiobook("长河", "", [f"有声书/长河/长河 第{n:03d}集.mp3" for n in range(1, 7)], made={})
    tree.audiobook("夜港", "", [f"有声书/夜港（完）/{n:03d}.m4a" for n in range(1, 4)], made={})
    tree.works[-1].fields.pop("title")


@library("audiobooks abroad", AUDIO)
def romance_readings(tree: Tree) -> None:
    """French, Spanish, Italian, Portuguese."""
    tree.audiobook(
        "Le Sel",
        "Anne Roc",
        [f"Livres audio/Anne Roc - Le Sel (lu par Jean Mer)/Anne Roc - Le Sel - {n:02d}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook("El norte", "Luis Mar", "Audiolibros/Luis Mar - El norte [Voz humana].mp3", made={})
    tree.audiobook(
        "La rena",
        "Ugo Falk",
        [f"Audiolibri/Ugo Falk - La rena (letto da Aldo Ferri)/{n:02d} Capitolo {n}.mp3" for n in (1, 2)],
        made={},
    )


@library("audiobooks abroad", AUDIO)
def nordic_readings(tree: Tree) -> None:
    """Nordic, Dutch, Polish, Czech."""
    tree.audiobook(
        "Isen",
        "Eva Ek",
        [f"Ljudböcker/Eva Ek - Isen (uppläst av Jonas Wick)/Isen del {n}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook(
        "Het wad",
        "Piet de Groot",
        [f"Luisterboeken/Piet de Groot - Het wad/{n:02d} Hoofdstuk {n}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook(
        "Morze",
        "Jan Wilk",
        [f"Audiobooki/Jan Wilk - Morze (czyta Ewa Sowa)/{n:02d}. Rozdział {n}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook("Zima", "Jan Vlk", [f"Audioknihy/Jan Vlk - Zima/Zima {n:02d}.mp3" for n in (1, 2, 3)], made={})


@library("audiobooks of chapters", AUDIO)
def an_item_of_the_archive(tree: Tree) -> None:
    """archive.org: three renditions flat, papers, spectrograms."""
    h = "ghoststories_1804_librivox"
    tags = {"album": "Moor Ghost Stories", "artist": "Ada Holm", "genre": "Speech"}
    tree.audiobook(
        "Moor Ghost Stories",
        "Ada Holm",
        [f"{h}/moorghosts_{n:02d}_holm_64kb.mp3" for n in (1, 2, 3)],
        [f"{h}/moorghosts_{n:02d}_holm.mp3" for n in (1, 2, 3)],
        [f"{h}/moorghosts_{n:02d}_holm.ogg" for n in (1, 2, 3)],
        made=tags,
    )
    tree.beside(
        f"{h}/ghoststories_1804_librivox_files.xml",
        f"{h}/ghoststories_1804_librivox_meta.xml",
        f"{h}/Moor_Ghosts_1804.jpg",
        f"{h}/Moor_Ghosts_1804_thumb.jpg",
        f"{h}/moorghosts_01_holm.png",
        f"{h}/moorghosts_01_holm_spectrogram.png",
        f"{h}/__ia_thumb.jpg",
        f"{h}/ghoststories_1804_librivox_64kb.m3u",
    )


@library("audiobooks of chapters", AUDIO)
def a_zip_of_librivox(tree: Tree) -> None:
    """A LibriVox zip unpacked, untagged."""
    tree.audiobook(
        "Salt Almanac",
        "",
        [f"LibriVox/salt_almanac_1105_librivox_64kb_mp3/saltalmanac_{n:02d}_tamura_64kb.mp3" for n in range(1, 5)],
        made={},
    )


@library("audiobooks of chapters", AUDIO)
def cd_siblings(tree: Tree) -> None:
    """Ripped CDs as sibling folders."""
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [f"Hörbücher/Ada Holm - Tern CD {d}/Track {n:02d}.mp3" for d in (1, 2) for n in (1, 2)],
        made={},
    )
    tree.audiobook(
        "Gull",
        "Ada Holm",
        [f"Hörbücher/Ada Holm/Gull [Disc {d}]/{n:02d} Gull [Disc {d}].mp3" for d in (1, 2) for n in (1, 2)],
        made={},
    )
    tree.audiobook(
        "Rail",
        "Ugo Falk",
        [f"Hörbücher/Ugo Falk/Rail/Rail CD0{d}/{d}-{n:02d}.mp3" for d in (1, 2) for n in (1, 2)],
        made={},
    )
    tree.audiobook(
        "Crake",
        "Ugo Falk",
        [f"Hörbücher/Ugo Falk/Crake/{d:02d}-{n:02d} Crake.mp3" for d in (1, 2) for n in (1, 2)],
        made={},
    )


@library("audiobooks of chapters", AUDIO)
def courses_and_lessons(tree: Tree) -> None:
    """Lectures and a language course."""
    tree.audiobook(
        "History of Salt",
        "",
        [
            f"Audiobooks/The Great Courses - History of Salt/Lecture {n:02d} - {x}.mp3"
            for n, x in enumerate(("Origins", "Mines", "Roads"), 1)
        ],
        made={},
    )
    tree.beside("Audiobooks/The Great Courses - History of Salt/Course Guidebook.pdf")
    tree.audiobook(
        "Finnish in Thirty Days",
        "",
        [f"Audiobooks/Finnish in Thirty Days/CD{d}/{n:02d} Lesson {n}.mp3" for d in (1, 2) for n in (1, 2, 3)],
        made={},
    )


@library("audiobooks of chapters", AUDIO)
def disc_in_disc(tree: Tree) -> None:
    """Parts in parts, chapters of titles alone."""
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [
            f"Audiobooks/Ada Holm/Tern/Part {d}/{n:02d} - {x}.mp3"
            for d in (1, 2)
            for n, x in enumerate(("Dawn", "Noon"), 1)
        ],
        made={},
    )
    tree.audiobook(
        "Gull",
        "Ada Holm",
        [f"Audiobooks/Ada Holm/Gull/{x}.mp3" for x in ("00 Prologue", "01 Dawn", "02 Noon", "99 Epilogue")],
        made={},
    )


@library("audiobooks of chapters", AUDIO)
def phone_heap(tree: Tree) -> None:
    """Several books' chapters in one folder, untagged."""
    tree.audiobook("Tern", "", [f"Audiobooks/Tern-{n:02d}.mp3" for n in (1, 2, 3)], made={})
    tree.audiobook("Gull", "", [f"Audiobooks/Gull-{n:02d}.mp3" for n in (1, 2, 3)], made={})
    tree.audiobook("Crake", "", "Audiobooks/Crake.mp3", made={})


@library("audiobooks of chapters", AUDIO)
def dramatised(tree: Tree) -> None:
    """Dramatised in halves."""
    tree.audiobook(
        "Peat",
        "Nils Okafor",
        [
            f"Nils Okafor/Marsh/Book 1 - Peat [Dramatized Adaptation]/Peat ({n} of 2) [Dramatized Adaptation].m4b"
            for n in (1, 2)
        ],
        made={},
        series="Marsh",
        index=1,
    )
    tree.audiobook(
        "Reed", "Nils Okafor", "Nils Okafor/Marsh/Book 2 - Reed (Full Cast)/Reed.m4b", made={}, series="Marsh", index=2
    )


@library("audiobooks of chapters", AUDIO)
def numbers_as_titles(tree: Tree) -> None:
    """Titles that are or begin with numbers."""
    tree.audiobook("1922", "Nils Okafor", [f"Audiobooks/Nils Okafor/1922/{n:02d}.mp3" for n in (1, 2, 3)], made={})
    tree.audiobook(
        "2 Ferries",
        "Nils Okafor",
        [f"Audiobooks/Nils Okafor/2 Ferries/2 Ferries - {n:02d}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook(
        "Part of the Moor", "Nils Okafor", "Audiobooks/Nils Okafor/Part of the Moor/Part of the Moor.m4b", made={}
    )


@library("editions of audiobooks", AUDIO)
def abridged_too(tree: Tree) -> None:
    """The whole and the shortened, two readers, a second language folder."""
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        "Ines Tamura/Ember (Abridged)/Ember.mp3",
        "Ines Tamura/Ember (Unabridged)/Ember.mp3",
        made={},
    )
    tree.audiobook(
        "Cinder",
        "Ines Tamura",
        "Ines Tamura/Cinder {Jonas Wick}/Cinder.m4b",
        "Ines Tamura/Cinder {Eva Ek}/Cinder.m4b",
        made={},
    )
    tree.audiobook("Soot", "Ines Tamura", "Ines Tamura/Soot (read by Jonas Wick)/Soot.m4b", made={})
    tree.audiobook("Flue", "Ines Tamura", "Ines Tamura/Flue/Flue - Ines Tamura - Narrated by Eva Ek.m4b", made={})


@library("editions of audiobooks", AUDIO)
def omnibus_beside_parts(tree: Tree) -> None:
    """A box set beside its parts."""
    tree.audiobook(
        "The Hearth Trilogy",
        "Ines Tamura",
        "Ines Tamura/Hearth/Books 1-3 - The Hearth Trilogy/The Hearth Trilogy.m4b",
        made={},
        series="Hearth",
        index="1-3",
    )
    tree.audiobook(
        "Ember", "Ines Tamura", "Ines Tamura/Hearth/Book 1 - Ember/Ember.m4b", made={}, series="Hearth", index=1
    )
    tree.audiobook(
        "Spark",
        "Ines Tamura",
        "Ines Tamura/Hearth/Book 0.5 - Spark (Novella)/Spark.m4b",
        made={},
        series="Hearth",
        index="0.5",
    )


@library("editions of audiobooks", AUDIO)
def a_folder_of_mp3_in_a_book(tree: Tree) -> None:
    """One book in several formats in its folder."""
    h = "Audiobooks/Ines Tamura/Ember"
    tree.audiobook(
        "Ember", "Ines Tamura", f"{h}/Ember.m4b", [f"{h}/MP3/Ember - {n:02d}.mp3" for n in (1, 2, 3)], made={}
    )
    h = "Audiobooks/Ines Tamura/Cinder"
    tree.audiobook(
        "Cinder", "Ines Tamura", f"{h}/Cinder.m4b", [f"{h}/Cinder - {n:02d}.mp3" for n in (1, 2, 3)], made={}
    )


@library("audiobooks of web sites", AUDIO)
def releases_of_readings(tree: Tree) -> None:
    """Releases of audiobooks."""
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        [f"Ines Tamura - Ember - 2019 (Horror) [Audiobook] (Eva Ek)/Ember {n:02d} of 03.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.audiobook("Cinder", "Ines Tamura", "Ines.Tamura-Cinder.2020.AUDIOBOOK.M4B-GRP/ines.tamura-cinder.m4b", made={})
    tree.audiobook(
        "Peat",
        "Nils Okafor",
        [
            f"Nils Okafor - Marsh 01 - Peat (Unabridged) 64k/Nils Okafor - Marsh 01 - Peat {n:02d}.mp3"
            for n in range(1, 6)
        ],
        made={},
        series="Marsh",
        index=1,
    )
    tree.audiobook(
        "Das Watt",
        "Karla Holm",
        [f"Karla.Holm-Das.Watt.Hoerbuch.German.2018.MP3-GRP/{n:02d}-karla_holm-das_watt.mp3" for n in (1, 2, 3)],
        made={},
    )


@library("audiobooks of web sites", AUDIO)
def flat_series(tree: Tree) -> None:
    """One folder of bound books: author, series, number, title."""
    tree.audiobook(
        "Peat", "Nils Okafor", "Audiobooks/Nils Okafor - Marsh 01 - Peat.m4b", made={}, series="Marsh", index=1
    )
    tree.audiobook(
        "Reed", "Nils Okafor", "Audiobooks/Nils Okafor - [Marsh 02] - Reed.m4b", made={}, series="Marsh", index=2
    )
    tree.audiobook(
        "Sedge",
        "Nils Okafor",
        "Audiobooks/Nils Okafor - Marsh #3 - Sedge (Unabridged).m4b",
        made={},
        series="Marsh",
        index=3,
    )
    tree.audiobook("Tern", "Ada Holm", "Audiobooks/Tern - Ada Holm - read by Jonas Wick.m4b", made={})
    tree.audiobook(
        "Gull", "Ada Holm", "Audiobooks/Ada Holm - Gull (Birds, Book 2).m4b", made={}, series="Birds", index=2
    )


@library("audiobooks of web sites", AUDIO)
def flat_author(tree: Tree) -> None:
    """One MP3 each book in the author's folder, untagged."""
    for x in ("The Salt Almanac", "Cinder Row", "A Ferry After Dark"):
        tree.audiobook(x, "Ines Tamura", f"Audiobooks/Ines Tamura/{x}.mp3", made={})
    for x in ("Peat", "Reed"):
        tree.audiobook(x, "Nils Okafor", f"Audiobooks/Nils Okafor/Nils Okafor - {x}.m4b", made={})


@library("audiobooks of web sites", AUDIO)
def places_in_folders(tree: Tree) -> None:
    """Other forms of series folders."""
    for n, f, x in (
        (1, "#1 - Peat", "Peat"),
        (2, "Marsh #2 - Reed", "Reed"),
        (3, "03 Sedge", "Sedge"),
        (4, "Sedge Fire (Marsh Book 4)", "Sedge Fire"),
        (5, "Marsh, Book 5 - Bog", "Bog"),
        (6, "Bog Oak [Marsh 6]", "Bog Oak"),
        ("2.5", "Marsh 2.5 - Interlude", "Interlude"),
    ):
        tree.audiobook(
            x,
            "Nils Okafor",
            [f"Audiobooks/Nils Okafor/Marsh/{f}/{k:02d}.mp3" for k in (1, 2, 3)],
            made={},
            series="Marsh",
            index=n,
        )


@library("audiobooks of programs", AUDIO)
def authors_turned(tree: Tree) -> None:
    """Authors turned, sub-folders of series with years."""
    tree.audiobook(
        "Peat",
        "Nils Okafor",
        [f"Audiobooks/Okafor, Nils/Marsh/[01] Peat (2011)/Peat - {n:02d}.mp3" for n in (1, 2, 3)],
        made={},
        series="Marsh",
        index=1,
        year=2011,
    )
    tree.audiobook("Tern", "Ada Holm", "Audiobooks/Holm, Ada/Tern (2014) (Unabridged)/Tern.m4b", made={}, year=2014)
    tree.audiobook("Gull", "Ada Holm; Ugo Falk", "Audiobooks/Ada Holm & Ugo Falk/Gull/Gull.m4b", made={})


@library("audiobooks of chapters", AUDIO)
def long_books(tree: Tree) -> None:
    """Hundreds of chapters, gaps, names with lengths."""
    tree.audiobook(
        "The Salt Almanac",
        "Ines Tamura",
        [f"Audiobooks/Ines Tamura - The Salt Almanac/{n:03d}.mp3" for n in (1, 2, 3, 10, 11, 100, 101)],
        made={},
    )
    tree.audiobook(
        "Cinder",
        "Ines Tamura",
        [f"Audiobooks/Ines Tamura - Cinder/Cinder (Unabridged), Part {n}.mp3" for n in (1, 2, 3)],
        made={},
    )


@library("audiobooks of web sites", AUDIO)
def series_in_titles(tree: Tree) -> None:
    """Places in series behind the title, as shops write them."""
    tree.audiobook(
        "Ember",
        "Ines Tamura",
        "Audiobooks/Ines Tamura/Ember꞉ Hearth, Book 1/Ember꞉ Hearth, Book 1.m4b",
        made={"title": "Ember: Hearth, Book 1", "album": "Ember: Hearth, Book 1", "artist": "Ines Tamura"},
        series="Hearth",
        index=1,
    )
    tree.audiobook(
        "Cinder", "Ines Tamura", "Audiobooks/Ines Tamura/Hearth #2 Cinder/Cinder.m4b", made={}, series="Hearth", index=2
    )
    tree.audiobook(
        "Ash",
        "Ines Tamura",
        "Audiobooks/Ines Tamura/Ash - Hearth 3/Ash - Hearth 3.m4b",
        made={},
        series="Hearth",
        index=3,
    )


@library("radio plays", AUDIO)
def radio_drama(tree: Tree) -> None:
    """Radio drama series in English."""
    for n, x in ((1, "The Lamp"), (2, "The Fog")):
        tree.audiobook(
            x,
            "",
            f"Radio Drama/Harbour Lights/Harbour Lights - Episode {n:02d} - {x}.mp3",
            made={},
            series="Harbour Lights",
            index=n,
        )


@library("radio plays", AUDIO)
def discs_for_children(tree: Tree) -> None:
    """CDs of a children's series, tracks as a ripper names them."""
    for n, x in ((5, "Sturm"), (6, "Flut")):
        tree.audiobook(
            x,
            "",
            [f"Hörspiele/Käpt'n Kork/Folge {n} - {x}/Käpt'n Kork - Folge {n} - {x} - {k:02d}.mp3" for k in (1, 2, 3)],
            made={},
            series="Käpt'n Kork",
            index=n,
        )
