"""Libraries of music: with tags, without, with wrong ones; compilations, discs, boxes, cue sheets and two formats."""

from __future__ import annotations

from typing import Any

from accuracy.truth import Tree, library

MUSIC = "music"


def cue(performer: str, title: str, file: str, names: str) -> str:
    """Give a cue sheet of tracks that last a tenth of a second."""
    rows = [f'PERFORMER "{performer}"', f'TITLE "{title}"', "REM DATE 1997", f'FILE "{file}" WAVE']
    for number, name in enumerate(names.split("|"), 1):
        rows += [f"  TRACK {number:02d} AUDIO", f'    TITLE "{name}"', f"    INDEX 01 00:00:{(number - 1) * 7:02d}"]
    return "\n".join(rows) + "\n"


@library("tagged albums", MUSIC)
def albums_by_the_book(tree: Tree) -> None:
    """Artist, album, tracks: tagged whole, in five formats."""
    for ending, artist, album in (
        ("flac", "Mira Halloran", "Paper Lanterns"), ("mp3", "Mira Halloran", "The Long Coast"), ("m4a", "Zoë & the Rooms", "Été indien"),
        ("ogg", "夜風", "夜の駅"), ("opus", "Nørrebro Strygekvartet", "Træer"),
    ):  # fmt: skip
        folder = f"{artist}/{album} (2014)"
        tree.album(artist, album, folder, "First Light|Under the Viaduct|Salt", ending=ending, year=2014)
        tree.beside(f"{folder}/cover.jpg")
    tree.beside(
        "Mira Halloran/artist.jpg",
        "Mira Halloran/Paper Lanterns (2014)/booklet.pdf",
        "Mira Halloran/Paper Lanterns (2014)/rip.log",
    )


@library("tagged albums", MUSIC)
def featured_artists(tree: Tree) -> None:
    """Guests on tracks do not split an album, and ampersands no artist."""
    tree.album(
        "Salt & Cedar", "Harvest", "Salt & Cedar - Harvest", "Barley|Rye|Oats", ending="mp3", year=2008,
        artists=["Salt & Cedar", "Salt & Cedar feat. Jonas Wick", "Salt & Cedar, The Choir"],
    )  # fmt: skip
    tree.album("AC/Volt", "High Line", "AC-Volt/High Line", "Spark|Fuse", year=1981)


@library("one folder for everything", MUSIC)
def songs_in_one_folder(tree: Tree) -> None:
    """A folder of singles and of pieces of albums; tags know better than names."""
    for number, (artist, album, title) in enumerate(
        [("Mira Halloran", "Paper Lanterns", "Salt"), ("Jonas Wick", "Ropes", "Knot"), ("The Rooms", "Attic", "Dust"),
         ("Mira Halloran", "Paper Lanterns", "Paper Lanterns"), ("Ada Fern", "Moss", "Stone")], 1
    ):  # fmt: skip
        made = {"title": title, "artist": artist, "album": album, "album_artist": artist, "track": number}
        tree.track(title, f"downloads/{artist} - {title}.mp3", made=made, parents=[artist, album], track=number)


@library("music without tags", MUSIC)
def untagged_albums(tree: Tree) -> None:
    """Folders say everything, files say nothing."""
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Mira Halloran/Paper Lanterns (2014)",
        "First Light|Under the Viaduct|Salt",
        ending="mp3",
        year=2014,
        tags=None,
    )
    tree.album(
        "Jonas Wick",
        "Ropes",
        "Jonas Wick/2003 - Ropes",
        "Knot|Splice",
        tags=None,
        year=2003,
        name="{number:02d}. {title}",
    )
    tree.album(
        "The Rooms",
        "Attic",
        "The Rooms - Attic (1999) [FLAC]",
        "Dust|Beam|Ladder",
        tags=None,
        year=1999,
        name="{number:02d} {title}",
    )
    tree.album(
        "Ada Fern",
        "Moss",
        "Ada Fern - Moss",
        "Stone|Root",
        ending="ogg",
        tags=None,
        name="Ada Fern - Moss - {number:02d} - {title}",
    )
    tree.album(
        "Ada Fern",
        "Lichen",
        "Ada_Fern-Lichen-2007-GRP",
        "bark|leaf",
        ending="mp3",
        tags=None,
        year=2007,
        name="{number:02d}-ada_fern-{title}",
    )


@library("music without tags", MUSIC)
def untagged_discs_and_loose_songs(tree: Tree) -> None:
    """Discs in folders, songs by artist and title alone."""
    for disc in (1, 2):
        tree.album(
            "Jonas Wick",
            "Harbours",
            f"Jonas Wick/Harbours (2011)/CD{disc}",
            f"North {disc}|South {disc}",
            tags=None,
            disc=disc,
            year=2011,
            name="{number:02d} - {title}",
        )
    tree.work("track", "Singles/Mira Halloran - Night Train.mp3", made={}, title="Night Train")
    tree.work("track", "Singles/The Rooms - Stairs (Live).mp3", made={}, title="Stairs (Live)")


@library("music with wrong tags", MUSIC)
def placeholder_tags(tree: Tree) -> None:
    """Tags of a ripper without network: `Track 01`, `Unknown Artist`; the names know better."""
    for number, title in enumerate(("First Light", "Under the Viaduct", "Salt"), 1):
        made = {"title": f"Track {number:02d}", "artist": "Unknown Artist", "album": "Unknown Album", "track": number}
        tree.track(
            title,
            f"Mira Halloran/Paper Lanterns (2014)/{number:02d} - {title}.mp3",
            made=made,
            track=number,
            parents=["Mira Halloran", "Paper Lanterns"],
        )
    for number, title in enumerate(("Knot", "Splice"), 1):
        made = {"title": f"{number:02d} - {title}.mp3", "artist": "", "album": "", "track": number}
        tree.track(
            title,
            f"Jonas Wick/Ropes/{number:02d} - {title}.mp3",
            made=made,
            track=number,
            parents=["Jonas Wick", "Ropes"],
        )


@library("music with wrong tags", MUSIC)
def inconsistent_tags(tree: Tree) -> None:
    """One album whose tags differ in case, spaces and year, and tracks that all say number 1."""
    for number, (title, album, year) in enumerate(
        (("Dust", "Attic", 1999), ("Beam", "attic ", 1999), ("Ladder", "Attic", 2000)), 1
    ):
        made = {
            "title": title,
            "artist": "The Rooms",
            "album_artist": "The Rooms",
            "album": album,
            "track": number,
            "date": year,
        }
        tree.track(
            title,
            f"The Rooms/Attic/{number:02d} - {title}.flac",
            made=made,
            track=number,
            parents=["The Rooms", "Attic"],
        )
    for number, title in enumerate(("Stone", "Root", "Bark"), 1):
        made = {"title": title, "artist": "Ada Fern", "album_artist": "Ada Fern", "album": "Moss", "track": 0}
        tree.track(
            title, f"Ada Fern/Moss/{number:02d} - {title}.mp3", made=made, track=number, parents=["Ada Fern", "Moss"]
        )


@library("music in wrong encodings", MUSIC)
def old_code_pages(tree: Tree) -> None:
    """ID3v2.3 in the code page of the ripper's Windows that says it is Latin-1."""
    for code, artist, album, titles in (
        ("cp1251", "Северный хор", "Зимние песни", "Ночной поезд|Белая вода|Тихий берег"),
        ("gb18030", "长夜乐队", "雨后的城市", "海边的信|归来的人|晚风吹过"),
        ("shift_jis", "夜風楽団", "夜の駅と海", "静かな港|月の道を歩く|さよならの朝"),
        ("euc-kr", "푸른밤", "늦은 오후의 노래", "바람의 집|겨울 바다|오래된 편지"),
    ):
        tree.album(artist, album, f"{artist}/{album}", titles, ending="mp3", tags={"encoding": code})


@library("music in wrong encodings", MUSIC)
def latin_tags_of_windows(tree: Tree) -> None:
    """Latin letters with marks are what Latin-1 says."""
    tree.album("Zoë Müller", "Été", "Zoë Müller/Été", "Garçon|Straße|Niño", ending="mp3", tags={"encoding": "latin-1"})


@library("compilations and box sets", MUSIC)
def compilations(tree: Tree) -> None:
    """Many artists, one album: with an album artist, with a flag, with neither."""
    artists = ["Mira Halloran", "Jonas Wick", "The Rooms", "Ada Fern"]
    tree.album(
        "Various Artists",
        "Northern Rooms",
        "Various Artists/Northern Rooms (2021)",
        "Tuman|Slow Machines|Dawn|Drift",
        year=2021,
        artists=artists,
    )
    for number, (artist, title) in enumerate(zip(artists, ("Snow", "Bells", "Hearth", "Star"), strict=True), 1):
        made: dict[str, Any] = {
            "title": title,
            "artist": artist,
            "album": "Winter Songs",
            "track": number,
            "compilation": 1,
        }
        tree.track(
            title,
            f"Compilations/Winter Songs/{number:02d} {title}.m4a",
            made=made,
            track=number,
            parents=["Various Artists", "Winter Songs"],
        )
    for number, (artist, title) in enumerate(zip(artists, ("Sand", "Wave", "Gull", "Shell"), strict=True), 1):
        made = {"title": title, "artist": artist, "album": "Summer Mix", "track": number}
        tree.track(
            title,
            f"Summer Mix/{number:02d} - {artist} - {title}.mp3",
            made=made,
            track=number,
            parents=["Various Artists", "Summer Mix"],
        )


@library("compilations and box sets", MUSIC)
def box_sets(tree: Tree) -> None:
    """One release of several discs, each disc with a name of its own or in its album's name."""
    for disc, name in ((1, "The Early Years"), (2, "The Harbour Years"), (3, "Live")):
        tree.album(
            "Jonas Wick",
            "Collected Ropes",
            f"Jonas Wick/Collected Ropes [Box Set]/Disc {disc} - {name}",
            f"Knot {disc}|Line {disc}",
            disc=disc,
            year=2015,
        )
    for disc in (1, 2):
        tree.album(
            "Ada Fern",
            "Forests",
            f"Ada Fern/Forests (Disc {disc})",
            f"Oak {disc}|Ash {disc}",
            disc=disc,
            ending="mp3",
            tags={"album": f"Forests (Disc {disc})"},
        )


@library("several discs", MUSIC)
def albums_on_discs(tree: Tree) -> None:
    """Discs by folder and tag, by tag alone in one folder, by the names of files alone."""
    for disc in (1, 2):
        tree.album(
            "Mira Halloran",
            "The Long Coast",
            f"Mira Halloran/The Long Coast/CD {disc}",
            f"Northbound {disc}|Harbour {disc}",
            disc=disc,
        )
        tree.album(
            "The Rooms",
            "Two Floors",
            "The Rooms/Two Floors",
            f"Up {disc}|Down {disc}",
            disc=disc,
            name="{disc}-{number:02d} {title}",
        )
        tree.album(
            "Ada Fern",
            "Seasons",
            "Ada Fern/Seasons",
            f"Rain {disc}|Sun {disc}",
            disc=disc,
            name="{disc}{number:02d} - {title}",
            ending="mp3",
        )


@library("FLAC and MP3 of one album", MUSIC)
def two_formats(tree: Tree) -> None:
    """An album as FLAC and as MP3: beside each other, or in sister folders."""
    tree.album("Mira Halloran", "Paper Lanterns", "Mira Halloran/Paper Lanterns", "First Light|Salt", ending="flac,mp3")
    for number, title in enumerate(("Knot", "Splice", "Hitch"), 1):
        made = {
            "title": title,
            "artist": "Jonas Wick",
            "album_artist": "Jonas Wick",
            "album": "Ropes",
            "track": number,
            "tracks": 3,
            "date": 2003,
        }
        tree.track(
            title, f"Jonas Wick/Ropes (2003) [FLAC]/{number:02d} - {title}.flac", f"Jonas Wick/Ropes (2003) [MP3]/{number:02d} - {title}.mp3",
            made=made, track=number, parents=["Jonas Wick", "Ropes"],
        )  # fmt: skip


@library("cue and a single file", MUSIC)
def cue_sheets(tree: Tree) -> None:
    """An album in one FLAC with a cue sheet beside it, untagged and tagged."""
    for artist, album, titles in (
        ("Mira Halloran", "Paper Lanterns", "First Light|Under the Viaduct|Salt"),
        ("The Rooms", "Attic", "Dust|Beam"),
    ):
        folder, file = f"{artist}/{album} (1997)", f"{artist} - {album}.flac"
        tree.make(f"{folder}/{file}", **({"album": album, "artist": artist} if artist == "The Rooms" else {}))
        tree.beside(f"{folder}/{artist} - {album}.cue", text=cue(artist, album, file, titles))
        tree.beside(f"{folder}/{album}.log", f"{folder}/cover.jpg")
        for number, title in enumerate(titles.split("|"), 1):
            tree.work("track", f"{folder}/{file}", title=title, track=number, parents=[artist, album])


@library("cue and a single file", MUSIC)
def cue_sheets_of_split_tracks(tree: Tree) -> None:
    """A cue sheet that names the tracks which lie beside it makes nothing twice."""
    rows = ['PERFORMER "Jonas Wick"', 'TITLE "Ropes"']
    for number, title in enumerate(("Knot", "Splice", "Hitch"), 1):
        rows += [
            f'FILE "{number:02d} - {title}.flac" WAVE',
            f"  TRACK {number:02d} AUDIO",
            f'    TITLE "{title}"',
            "    INDEX 01 00:00:00",
        ]
    tree.album("Jonas Wick", "Ropes", "Jonas Wick - Ropes", "Knot|Splice|Hitch")
    tree.beside("Jonas Wick - Ropes/Ropes.cue", text="\n".join(rows) + "\n")
    tree.beside("Jonas Wick - Ropes/Ropes.m3u")


@library("classical and soundtracks", MUSIC)
def classical_music(tree: Tree) -> None:
    """Movements, orchestras and composers; a soundtrack of many."""
    movements = "Sonata No. 1 in G: I. Allegro|Sonata No. 1 in G: II. Largo|Sonata No. 1 in G: III. Presto"
    tree.album(
        "Ida Lund, Nørrebro Strygekvartet",
        "Sonatas",
        "Classical/Lund - Sonatas",
        movements,
        tags={"composer": "K. Berg", "genre": "Classical"},
    )
    tree.album(
        "Various Artists", "Heron Bay (Original Motion Picture Soundtrack)", "Soundtracks/Heron Bay OST", "Main Title|The Boat|Credits",
        artists=["Ada Fern", "The Rooms", "Ada Fern"], ending="mp3",
    )  # fmt: skip


@library("tagged albums", MUSIC)
def albums_of_one_name(tree: Tree) -> None:
    """Two albums of one title, a self-titled one, an EP, a live one, one of another year."""
    tree.album("Mira Halloran", "Harbour", "Mira Halloran - Harbour", "One|Two", ending="mp3")
    tree.album("Jonas Wick", "Harbour", "Jonas Wick - Harbour", "Three|Four", ending="mp3")
    tree.album("The Rooms", "The Rooms", "The Rooms/The Rooms (1990)", "Door|Key", year=1990)
    tree.album("The Rooms", "Attic EP", "The Rooms/Attic EP (1994)", "Dust|Beam", year=1994)
    tree.album("The Rooms", "Live in Oslo", "The Rooms/Live in Oslo (1996)", "Door (live)|Key (live)", year=1996)


@library("tagged albums", MUSIC)
def guests_without_an_album_artist(tree: Tree) -> None:
    """Tags without album artist: guests on some tracks make no compilation."""
    for number, artist in enumerate(
        ("Mira Halloran", "Mira Halloran feat. Ada Fern", "Mira Halloran & Jonas Wick", "Mira Halloran"), 1
    ):
        made = {"title": f"Song {number}", "artist": artist, "album": "Guests", "track": number, "date": 2010}
        tree.track(
            f"Song {number}",
            f"Mira Halloran/Guests/{number:02d} Song {number}.mp3",
            made=made,
            track=number,
            parents=["Mira Halloran", "Guests"],
        )


@library("music without tags", MUSIC)
def untagged_rips(tree: Tree) -> None:
    """Names of many rippers: sides of vinyl, brackets, disc and track in one number, a compilation."""
    tree.album(
        "Ada Fern",
        "Moss",
        "Ada Fern/Moss (1979) [Vinyl]",
        "Stone|Root",
        tags=None,
        name="A{number} - {title}",
        drop=("track",),
    )
    tree.album("Jonas Wick", "Ropes", "Jonas Wick/Ropes", "Knot|Splice|Hitch", tags=None, name="({number:02d}) {title}")
    tree.album(
        "Various Artists", "Northern Rooms", "VA - Northern Rooms (2021)", "Tuman|Drift|Dawn", ending="mp3", tags=None, year=2021,
        artists=["Mira Halloran", "The Rooms", "Ada Fern"], name="{number:02d} - {artist} - {title}",
    )  # fmt: skip
    tree.album(
        "The Rooms",
        "Attic",
        "Musik/T/The Rooms/1999 - Attic",
        "Dust|Beam",
        ending="ogg",
        tags=None,
        year=1999,
        name="{number:02d}_{title}",
    )


@library("music with wrong tags", MUSIC)
def partly_tagged(tree: Tree) -> None:
    """Half of an album tagged, spaces around values, a track number of the total, dates in full."""
    made = {"artist": "Jonas Wick", "album_artist": "Jonas Wick", "album": "Ropes"}
    tree.track(
        "Knot",
        "Jonas Wick/Ropes/01 - Knot.mp3",
        made={**made, "title": " Knot ", "track": 1},
        track=1,
        parents=["Jonas Wick", "Ropes"],
    )
    tree.track("Splice", "Jonas Wick/Ropes/02 - Splice.mp3", track=2, parents=["Jonas Wick", "Ropes"])
    tree.track(
        "Hitch",
        "Jonas Wick/Ropes/03 - Hitch.mp3",
        made={**made, "title": "Hitch"},
        track=3,
        parents=["Jonas Wick", "Ropes"],
    )


@library("compilations and box sets", MUSIC)
def compilations_of_the_nineties(tree: Tree) -> None:
    """Series of compilations on two discs, and an artist's box whose tags name each disc as an album."""
    artists = ["Mira Halloran", "Jonas Wick", "The Rooms"]
    for disc in (1, 2):
        tree.album(
            "Various Artists",
            "Hits 97",
            f"Hits 97/CD{disc}",
            f"Up {disc}|Down {disc}|Out {disc}",
            artists=artists,
            disc=disc,
            ending="mp3",
        )
    for disc in (1, 2):
        tree.album(
            "The Rooms",
            "The Box",
            f"The Rooms - The Box (4CD)/CD{disc}",
            f"Hall {disc}|Stair {disc}",
            disc=disc,
            tags={"album": f"The Box [Disc {disc}]"},
        )


@library("cue and a single file", MUSIC)
def cue_sheets_of_two_discs(tree: Tree) -> None:
    """Two discs, each one FLAC with a cue sheet, in folders and beside each other."""
    for disc in (1, 2):
        file = f"Jonas Wick - Harbours CD{disc}.flac"
        tree.make(f"Jonas Wick - Harbours/{file}")
        names = f"North {disc}|South {disc}|West {disc}"
        tree.beside(
            f"Jonas Wick - Harbours/Jonas Wick - Harbours CD{disc}.cue",
            text=cue("Jonas Wick", f"Harbours CD{disc}", file, names),
        )
        for number, title in enumerate(names.split("|"), 1):
            tree.work(
                "track",
                f"Jonas Wick - Harbours/{file}",
                title=title,
                track=number,
                disc=disc,
                parents=["Jonas Wick", "Harbours"],
            )


@library("FLAC and MP3 of one album", MUSIC)
def formats_in_trees_of_their_own(tree: Tree) -> None:
    """A tree of FLAC and a tree of MP3 for the car."""
    for number, title in enumerate(("First Light", "Salt"), 1):
        made = {
            "title": title,
            "artist": "Mira Halloran",
            "album_artist": "Mira Halloran",
            "album": "Paper Lanterns",
            "track": number,
            "date": 2014,
        }
        tree.track(
            title, f"FLAC/Mira Halloran/Paper Lanterns/{number:02d} {title}.flac", f"MP3/Mira Halloran/2014 - Paper Lanterns/{number:02d}. {title}.mp3",
            made=made, track=number, parents=["Mira Halloran", "Paper Lanterns"],
        )  # fmt: skip
