"""Libraries of sound, books, comics and photos as collectors keep them: what was wrong when it was first seen."""

from __future__ import annotations

from accuracy.truth import Tree, library

MUSIC, AUDIO, BOOKS, COMICS, PHOTOS = "music", "audiobooks", "books", "comics", "photos"


@library("music without tags", MUSIC)
def catalogue_and_days(tree: Tree) -> None:
    """Genres above artists, numbers of catalogues, the day of a release in brackets."""
    folder = "Electronic/H/Halloran/2007 - Lanterns [QUAY002]"
    tree.album("Halloran", "Lanterns", folder, "First Light|Salt", tags=None, year=2007, name="{number:02d}. {title}")
    tree.album("夜の駅", "Low Water", "夜の駅/[1999.03.10] Low Water", "Ebb|Flow", tags=None, year=1999)
    folder = "Ada Fern - Moss (1977) [24-192] {Shop}"
    tree.album("Ada Fern", "Moss", folder, "Stone|Root", tags=None, year=1977, name="{number:02d}. Ada Fern - {title}")
    tree.beside(f"{folder}/Artwork/Front.jpg", f"{folder}/eac.log")


@library("discographies", MUSIC)
def kinds_of_releases(tree: Tree) -> None:
    """Albums, singles, concerts and compilations of one artist in folders of their own."""
    for kind, year, title in (("Albums", 1989, "Rivers"), ("Singles", 1990, "Ferry"), ("Live", 1993, "Fen Hall")):
        tree.album("Anna Vale", title, f"Anna Vale/{kind}/{year} - {title}", "Low|High", tags=None, year=year)
    for disc, name in ((1, "CD 1"), (2, "CD 2 (Acoustic)")):
        folder = f"Anna Vale/Compilations/2001 - The Best/{name}"
        tree.album("Anna Vale", "The Best", folder, "Low|High", tags=None, year=2001, disc=disc)


@library("music of programs", MUSIC)
def songs_of_films(tree: Tree) -> None:
    """Songs that a downloader took from videos, and such as it tagged."""
    tree.track("Salt", "yt/Anna Vale - Salt (Official Music Video) [8AHCfZTRGiI].opus")
    tree.track("First Light", "yt/Jonas Wick - First Light (Official Video) [dQw4w9WgXcQ].m4a")
    made = {"title": "Ebb", "artist": "Ada Fern", "album": "Moss", "track": 9, "album_artist": "Ada Fern"}
    tree.track("Ebb", "spot/Ada Fern - Ebb.mp3", made=made, track=9, parents=["Ada Fern", "Moss"])
    tree.beside("yt/Anna Vale - Salt (Official Music Video) [8AHCfZTRGiI].webp")


@library("audiobooks of programs", AUDIO)
def readers_and_rates(tree: Tree) -> None:
    """The reader or the rate in square brackets, places in a series before the title."""
    folder = "Karla Weiss/Hearth Saga #1 - Ember Hall [Tim Gerard Dahl]"
    tree.audiobook("Ember Hall", "Karla Weiss", f"{folder}/Ember Hall.m4b", made={}, series="Hearth Saga", index=1)
    chapters = [f"Karla Weiss - Cinder (Unabridged) [64k MP3]/Cinder - {n:02d}.mp3" for n in (1, 2, 3)]
    tree.audiobook("Cinder", "Karla Weiss", chapters, made={})
    folder = "Karla Weiss/The Coast/Book 2.5 - Low Country"
    tree.audiobook("Low Country", "Karla Weiss", f"{folder}/Low Country.m4b", made={}, series="The Coast", index=2.5)


@library("book series", BOOKS)
def series_in_files(tree: Tree) -> None:
    """The author's folder, and in the file's name the series, the number and a title that could name a person."""
    for n, title in ((1, "Killing Frost"), (2, "Salt Marsh")):
        tree.book(title, "Edith Marlow", f"Edith Marlow/Jack Harbour {n:02d} - {title}.mobi", made={})
        tree.works[-1].fields.update(series="Jack Harbour", index=n)
    tree.book("Low Justice", "Ines Tamura", "Ines Tamura/Imperial Coast (1) Low Justice.epub", made={})
    tree.works[-1].fields.update(series="Imperial Coast", index=1)
    name = "Edith Marlow - Tides, Fast and Slow-Farrar, Straus and Giroux (2011).epub"
    tree.book("Tides, Fast and Slow", "Edith Marlow", name, made={})


@library("comics with ComicInfo and years", COMICS)
def numbers_like_years(tree: Tree) -> None:
    """Issues whose number could be a year, books of a run, how many there are."""
    tree.comic("3000 AM", "1999", "Press/3000 AM/3000 AM 1999 (2016).cbz")
    tree.comic("Gull", "3", "Gull/Gull Book 03 (2013) (Digital).cbz")
    tree.comic("Tern War", "1", "Press/Tern War (2006)/Tern War 001 (of 07) (2006).cbz")
    tree.comic("Auk", "529", "Press/Auk (1999)/Auk V1999 #529 (April, 2006).cbz")


@library("phone and camera dumps", PHOTOS)
def screens(tree: Tree) -> None:
    """A folder of screenshots that is called as a release's is."""
    tree.photo("Screens/Screenshot_20200102-030405_Chrome.jpg", "2020-01-02T03:04:05", made={})
    tree.photo("Screens/Screen Shot 2016-07-08 at 9.10.11 AM.png", "2016-07-08T09:10:11", made={})
    tree.photo("Screens/Bildschirmfoto 2018-01-02 um 13.14.15.png", "2018-01-02T13:14:15", made={})


@library("all types mixed", "books,audiobooks,comics")
def one_author_in_all_forms(tree: Tree) -> None:
    """Book, reading and comic of one author below one folder."""
    for ending, tell in (("epub", tree.book), ("m4b", tree.audiobook)):
        tell("Old Gods", "Neil Marlow", f"Neil Marlow/Old Gods/Neil Marlow - Old Gods.{ending}", made={})
    for n in (1, 2):
        tree.comic("The Sleeper", str(n), f"Neil Marlow/The Sleeper/The Sleeper 00{n} (1989).cbz")
    chapters = [f"Neil Marlow/Button (read by the author)/Button - Chapter {n:02d}.mp3" for n in (1, 2, 3)]
    tree.audiobook("Button", "Neil Marlow", chapters, made={})
