"""Libraries of music that nobody tagged, or somebody tagged badly: what names of files and folders mean together."""

from __future__ import annotations

from accuracy.truth import Tree, library

MUSIC = "music"


@library("music without tags", MUSIC)
def habits_of_collectors(tree: Tree) -> None:
    """Shelves between artist and album, years in front, formats behind, numbers that mean discs, sides of vinyl."""
    tree.album("Jonas Wick", "Ropes", "Jonas Wick/Studio Albums/2003 - Ropes", "Knot|Splice", year=2003, tags=None)
    tree.album("Ada Fern", "Moss", "Ada Fern Discography (1990-2010)/[1994] Moss", "Stone|Root", year=1994, tags=None)
    tree.album("The Rooms", "Attic", "Music/T/The Rooms/Attic/FLAC", "Dust|Beam", tags=None)
    tree.album("Mira Halloran", "Salt Road", "Mira Halloran - Salt Road {MH-001} [WEB] FLAC", "Ebb|Flow", tags=None)
    for disc, titles in ((1, "North|South"), (2, "East|West")):
        tree.album(
            "Jonas Wick", "Winds", "Jonas Wick/Winds (2010)", titles, tags=None, disc=disc, year=2010,
            name="{disc}{number:02d} {title}", ending="mp3",
        )  # fmt: skip
    for label, title in (("A1", "Dawn"), ("A2", "Noon"), ("B1", "Dusk")):
        file = f"Ada Fern/Hours (1971) [Vinyl]/{label} - {title}.flac"
        tree.work("track", file, made={}, title=title, track=label, parents=["Ada Fern", "Hours"], year=1971)


@library("music without tags", MUSIC)
def releases(tree: Tree) -> None:
    """Folders and files as the scene names them, of one artist and of many."""
    folder = "Jonas_Wick-Ropes_and_Lines-WEB-2019-GRP"
    for number, title in enumerate(("knot", "under the bridge"), 1):
        file = f"{folder}/{number:02d}-jonas_wick-{title.replace(' ', '_')}-grp.mp3"
        tree.work("track", file, made={}, title=title, track=number, parents=["Jonas Wick", "Ropes and Lines"])
    folder = "VA-Summer_Sounds-2CD-2004-GRP"
    for disc, number, artist, title in ((1, 1, "ada_fern", "sand"), (1, 2, "the_rooms", "wave"), (2, 1, "zoe", "gull")):
        file = f"{folder}/{disc}{number:02d}-{artist}-{title}.mp3"
        fields = {"track": number, "disc": disc, "parents": ["Various Artists", "Summer Sounds"], "year": 2004}
        tree.work("track", file, made={}, title=title, **fields)


@library("music without tags", MUSIC)
def compilations_by_name(tree: Tree) -> None:
    """Artists in the names of the files; a dash inside a title is none."""
    names = [("Ada Fern", "Sand"), ("The Rooms", "Wave"), ("Jonas Wick", "Gull")]
    for number, (artist, title) in enumerate(names, 1):
        file = f"Various Artists/Beach Days (1999)/{number:02d}. {artist} - {title}.mp3"
        parents = ["Various Artists", "Beach Days"]
        tree.work("track", file, made={}, title=title, track=number, parents=parents, year=1999)
    for number, title in enumerate(("Opening", "Harbour - Night", "Harbour", "Closing"), 1):
        file = f"Mira Halloran/Scenes (2001)/{number:02d} - {title}.flac"
        tree.work("track", file, made={}, title=title, track=number, parents=["Mira Halloran", "Scenes"], year=2001)


@library("music without tags", MUSIC)
def discs_in_many_languages(tree: Tree) -> None:
    """A folder for each disc, named as people name them."""
    for folder, disc in (("Диск 1", 1), ("Disque 2", 2), ("ディスク3", 3), ("CD 4 - Live", 4), ("Disk Five", 5)):
        tree.album(
            "Ada Fern", "Forests", f"Ada Fern/Forests (2006)/{folder}", f"Oak {disc}|Ash {disc}", disc=disc, year=2006,
            tags=None,
        )  # fmt: skip
    tree.album("Zoë", "Quays", "Zoë/Quays/Bonus Disc", "Demo|Sketch", tags=None)


@library("one folder for everything", MUSIC)
def names_alone_in_one_folder(tree: Tree) -> None:
    """A folder of downloads: songs by artist and title, pieces of two albums, and what a browser loaded twice."""
    for artist, title in (("Mira Halloran", "Salt"), ("The Rooms", "Dust")):
        tree.work("track", f"Downloads/{artist} - {title}.mp3", made={}, title=title)
    for album, titles in (("Ropes", ("Knot", "Splice")), ("Lines", ("Cast", "Reel"))):
        for number, title in enumerate(titles, 1):
            file = f"Downloads/Jonas Wick - {album} - {number:02d} - {title}.mp3"
            tree.work("track", file, made={}, title=title, track=number, parents=["Jonas Wick", album])
    tagged = {"title": "Stone", "artist": "Ada Fern", "album": "Moss", "album_artist": "Ada Fern", "track": 1}
    copies = frozenset({"Downloads/Ada Fern - Stone.mp3", "Downloads/Ada Fern - Stone (1).mp3"})
    tree.work("track", copies, title="Stone", track=1, parents=["Ada Fern", "Moss"])
    tree.make("Downloads/Ada Fern - Stone.mp3", **tagged)
    data = (tree.root / "Downloads/Ada Fern - Stone.mp3").read_bytes()
    tree.write("Downloads/Ada Fern - Stone (1).mp3", data)


@library("music with wrong tags", MUSIC)
def placeholders_of_many_programs(tree: Tree) -> None:
    """Numbers as titles in other languages, addresses as albums, folders that nobody named as albums."""
    for word, artist, album, title in (
        ("Titel", "Zoë", "Küste", "Ebbe"), ("Piste", "Aline Roy", "Quais", "Marée"), ("Дорожка", "Северный хор", "Зима", "Снег"),
    ):  # fmt: skip
        made = {"title": f"{word} 1", "artist": "Unknown Artist", "album": "New Folder", "track": 1}
        file = f"{artist}/{album} (2012)/01 - {title}.mp3"
        tree.track(title, file, made=made, track=1, parents=[artist, album])
    for number, title in enumerate(("Knot", "Splice"), 1):
        made = {"title": title, "artist": "www.songs.example.com", "album": "www.songs.example.com", "track": number}
        file = f"Jonas Wick/Ropes (2003)/{number:02d} {title}.mp3"
        tree.track(title, file, made=made, track=number, parents=["Jonas Wick", "Ropes"])


@library("compilations and box sets", MUSIC)
def credits_of_each_track(tree: Tree) -> None:
    """A compilation whose album artists are those of the tracks; a box whose discs are folders without tags."""
    for number, (artist, title) in enumerate((("Ada Fern", "Sand"), ("Zoë", "Wave"), ("The Rooms", "Gull")), 1):
        made = {"title": title, "artist": artist, "album_artist": artist, "album": "Beach Days", "track": number}
        file = f"Beach Days/{number:02d} {title}.mp3"
        tree.track(title, file, made=made, track=number, parents=["Various Artists", "Beach Days"])
    for disc, name in ((1, "The Early Years"), (2, "Live")):
        tree.album(
            "Jonas Wick", "Collected Ropes", f"Jonas Wick/Collected Ropes (2015) [Box Set]/CD{disc} - {name}",
            f"Knot {disc}|Line {disc}", disc=disc, year=2015, tags=None,
        )  # fmt: skip
