"""Libraries of music as shops, rippers, traders and collectors in other countries name them; nearly nothing is tagged."""

from __future__ import annotations

from typing import Any

from accuracy.libraries.music import cue
from accuracy.truth import Tree, library

MUSIC = "music"
TWO = ("01 - Stone.mp3|Stone|1", "02 - Root.mp3|Root|2")


def untagged(tree: Tree, folder: str, parents: str, *rows: str, **fields: Any) -> None:
    """Tell of tracks without tags: `file|title|number|disc` each, below `artist|album`, "" where nothing is asserted."""
    for row in rows:
        file, title, number, disc = [*row.split("|"), "", "", ""][:4]
        told: dict[str, Any] = {"parents": parents.split("|")} if parents else {}
        told |= {"title": title} if title else {}
        told |= {"track": number} if number else {}
        told |= {"disc": int(disc)} if disc else {}
        tree.work("track", f"{folder}/{file}", made={}, **told, **fields)


@library("music without tags", MUSIC)
def shops_and_streams(tree: Tree) -> None:
    """Downloads of Bandcamp, Qobuz, Tidal and Deezer: quality in brackets, a label's compilation, an id, old iTunes."""
    moss = "Ada Fern|Moss"
    untagged(tree, "Ada Fern - Moss", moss, "Ada Fern - Moss - 01 Stone.flac|Stone|1")
    for number, (artist, title) in enumerate((("Zoë", "Ice"), ("The Rooms", "Fog"), ("Jonas Wick", "Sleet")), 1):
        row = f"Various Artists - Winter Tape - {number:02d} {artist} - {title}.mp3|{title}|{number}"
        untagged(tree, "Various Artists - Winter Tape", "Various Artists|Winter Tape", row)
    folder = "Qobuz Downloads/The Rooms - Attic (2021) [FLAC] [24B-44.1kHz]"
    untagged(tree, folder, "The Rooms|Attic", "01. The Rooms - Dust.flac|Dust|1", year=2021)
    for disc in (1, 2):
        folder = f"Jonas Wick - Ropes (Deluxe Edition) (2003) [FLAC] [16B-44.1kHz]/Disc {disc}"
        untagged(tree, folder, "Jonas Wick|Ropes (Deluxe Edition)", f"01. Knot {disc}.flac|Knot {disc}|1|{disc}")
    untagged(tree, "Album/Zoë/M Quays [12345678] [2019]", "", "01 - Zoë - Ebb.m4a|Ebb|1")
    old = "iTunes/iTunes Music"
    rows = ("1-01 Ling.mp3|Ling|1|1", "1-02 Gorse.mp3|Gorse|2|1", "2-01 Broom.mp3|Broom|1|2")
    untagged(tree, f"{old}/Compilations/Moor Songs", "Various Artists|Moor Songs", *rows)
    untagged(tree, f"{old}/Ada Holm/Unknown Album", "", "Stray.m4a|Stray")
    tree.beside("Ada Fern - Moss/cover.jpg", "iTunes/iTunes Library.itl", f"{folder}/Digital Booklet.pdf")


@library("music without tags", MUSIC)
def years_wherever_they_stand(tree: Tree) -> None:
    """The year before, between and behind artist and album, in brackets alone or with what else was known."""
    for number, name in enumerate(
        ("Ada Fern/{} [1979]", "Ada Fern - [1979] - {}", "(1979) Ada Fern - {}", "1979 - Ada Fern - {}",
         "Ada Fern – {} (1979)", "Ada Fern — {} (1979)", "Ada_Fern_-_{}_(1979)", "Ada Fern/Ada Fern (1979) {}",
         "Ada Fern - {}, 1979", "Ada Fern/{} - 1979", "Ada Fern/[FLAC] {} (1979)", "Ada Fern - {} (1979, CD, FLAC)",
         "Ada Fern - {} (UK, 1979) [LP]")
    ):  # fmt: skip
        album = f"Moss{chr(65 + number)}"
        untagged(tree, name.format(album), f"Ada Fern|{album}", *TWO, year=1979)


@library("music without tags", MUSIC)
def names_full_of_signs(tree: Tree) -> None:
    """Artists with commas, articles and numbers, titles that are numbers, guests in names of files."""
    rows = ("01 One.mp3|One|1", "02 Two.mp3|Two|2")
    for artist in ("Tyler, The Maker", "Earth, Rain & Fire", "10,000 Fens", "AC-DC", "!!!", "311", "The 1976"):
        untagged(tree, f"{artist}/Igloo (2019)", f"{artist}|Igloo", *rows, year=2019)
    rows = ("01 - 7 Days.mp3|7 Days|1", "02 - 1979.mp3|1979|2", "03 - 10,000 Miles.mp3|10,000 Miles|3")
    untagged(tree, "blink-182/Fens (1999)", "blink-182|Fens", *rows)
    rows = ("01 - Ada Fern - Stone.mp3|Stone|1", "02 - Ada Fern ft. Zoë - Root.mp3|Root|2", "03 - Leaf.mp3|Leaf|3")
    untagged(tree, "Ada Fern - Moss (2001)", "Ada Fern|Moss", *rows)


@library("music without tags", MUSIC)
def music_of_east_and_north(tree: Tree) -> None:
    """Artists in brackets, titles in angles, shelves in Russian."""
    untagged(tree, "[夜風楽団] 夜の駅 (2001)", "夜風楽団|夜の駅", "01.静かな港.mp3|静かな港|1", year=2001)
    untagged(tree, "[2001.05.23] 夜風楽団 - 海辺 [FLAC]", "夜風楽団|海辺", "01. 月の道.flac|月の道|1", year=2001)
    untagged(tree, "长夜乐队 - 《雨后的城市》 (2003) [FLAC]", "长夜乐队|雨后的城市", "01.海边的信.flac|海边的信|1")
    untagged(tree, "푸른밤/푸른밤 - 겨울 바다 (2010)", "푸른밤|겨울 바다", "01 바람의 집.mp3|바람의 집|1")
    shelf = "Северный хор - Дискография (1990-2005)"
    untagged(tree, f"{shelf}/1. Альбомы/1997 - Зима", "Северный хор|Зима", "01. Снег.mp3|Снег|1", year=1997)
    untagged(tree, f"{shelf}/Синглы/1999 - Берег (Single)", "Северный хор|Берег", "01. Берег.mp3|Берег|1", year=1999)


@library("music without tags", MUSIC)
def rippers_and_their_formats(tree: Tree) -> None:
    """Names of abcde, Sound Juicer, foobar, Picard and MusicBrainz' media, numbers as titles, downloads in themselves."""
    untagged(tree, "Ada_Fern-Moss", "Ada Fern|Moss", "01.Stone.ogg|Stone|1", "02.Cold_Root.ogg|Cold Root|2")
    untagged(tree, "Jonas Wick/Ropes", "Jonas Wick|Ropes", "d1t01. Knot.ogg|Knot|1|1", "d2t01. Hitch.ogg|Hitch|1|2")
    untagged(tree, "The Rooms/[1994] Attic", "The Rooms|Attic", "1.01. Dust.mp3|Dust|1|1", "2.01. Hall.mp3|Hall|1|2")
    rows = ("1-01 Ada Holm - Ling.flac|Ling|1|1", "1-02 Rui Mar - Gorse.flac|Gorse|2|1")
    untagged(tree, "Various Artists/Moor Songs", "Various Artists|Moor Songs", *rows)
    for disc in (1, 2):
        row = f"Zoë - Quays - 01 - Ebb {disc}.flac|Ebb {disc}|1|{disc}"
        untagged(tree, f"Zoë/Quays (1999)/12 Vinyl {disc:02d}", "Zoë|Quays", row, year=1999)
    untagged(tree, "Rui Mar/Sal (1988)", "Rui Mar|Sal", "AudioTrack 01.wma||1", "AudioTrack 02.wma||2")
    twice = "Ada Holm - Terns (1979)/Ada Holm - Terns (1979) [FLAC]"
    untagged(tree, twice, "Ada Holm|Terns", "01 - White.flac|White|1", "02 - Black.flac|Black|2")
    untagged(tree, "The Sedge/The Sedge - Fen/Fen", "The Sedge|Fen", "01 - Peat.flac|Peat|1", "02 - Reed.flac|Reed|2")


@library("several discs", MUSIC)
def discs_of_collectors(tree: Tree) -> None:
    """Discs in the folder's own name, as bare numbers, in brackets, of records; a bonus disc by its album's title."""
    for disc, one, two, three in ((1, "Moss CD1", "1", "[CD1] North"), (2, "Moss CD2", "2", "[CD2] South")):
        row = f"01 - Oak {disc}.mp3|Oak {disc}|1|{disc}"
        untagged(tree, f"Ada Fern/{one}", "Ada Fern|Moss", row)
        untagged(tree, f"Jonas Wick - Ropes (2003)/{two}", "Jonas Wick|Ropes", row)
        untagged(tree, f"The Rooms - Attic (1994)/{three}", "The Rooms|Attic", row)
        row = f"A1 Um {disc}.flac|Um {disc}|A1|{disc}"
        untagged(tree, f"Rui Mar/Sal (1988) (2xLP)/LP{disc}", "Rui Mar|Sal", row, year=1988)
        album = ("Terns", "Terns (Bonus Disc)")[disc - 1]
        tags, parents = {"album": album}, ["Ada Holm", "Terns"]
        tree.album("Ada Holm", album, f"x/{album}", f"White {disc}", disc=disc, tags=tags, parents=parents)
    for volume in (1, 2):
        album = f"Songs, Vol. {volume}"
        tree.album("Ada Fern", album, f"Ada Fern/{album}", f"Ash {volume}|Elm {volume}", ending="mp3")


@library("music without tags", MUSIC)
def records_and_concerts(tree: Tree) -> None:
    """Sides of a single, a file a side, the track before the first, concerts by day, movements behind a dash."""
    untagged(tree, "Jonas Wick - Knot (1981) [7'']", "Jonas Wick|Knot", "A - Knot.flac|Knot|A", "B - Line.flac|Line|B")
    untagged(tree, "The Rooms - Attic (1994) [Vinyl]", "The Rooms|Attic", "Side A.flac|Side A", "Side B.flac|Side B")
    untagged(tree, "Ada Fern/Moss (1996)", "Ada Fern|Moss", "00 - Before.flac|Before|0", "01 - Stone.flac|Stone|1")
    concert = "fern1977-05-08.sbd.hicks.4982.shnf"
    untagged(tree, concert, "", "fern77-05-08d1t01.flac||1|1", "fern77-05-08d2t01.flac||1|2")
    hall = "1977-05-08 - Barton Hall"
    untagged(tree, f"Ada Fern/{hall}", f"Ada Fern|{hall}", "d1t01 - Stone.flac|Stone|1|1", "d2t01 - Leaf.flac|Leaf|1|2")
    work = "Symphony No. 5 in C minor"
    rows = [f"{n:02d} - {work} - {x}.flac|{work} - {x}|{n}" for n, x in ((1, "I. Allegro"), (2, "II. Andante"))]
    untagged(tree, "Classical/Berg/Symphonies - Lund (1963)", "", *rows)
    tree.beside(f"{concert}/fern77-05-08.txt", f"{concert}/fern77-05-08.ffp", f"{concert}/fern77-05-08.md5")


@library("cue and a single file", MUSIC)
def cue_sheets_of_sides_and_gaps(tree: Tree) -> None:
    """A sheet a side of a record, one in an old code page a disc, and one of split tracks with their gaps behind."""
    for side, names in (("A", "Stone|Root"), ("B", "Leaf|Bark")):
        file = f"Ada Fern - Moss (1979) [LP]/Side {side}.flac"
        tree.make(file)
        sheet = cue("Ada Fern", "Moss", f"Side {side}.flac", names)
        tree.beside(f"Ada Fern - Moss (1979) [LP]/Side {side}.cue", text=sheet)
        for title in names.split("|"):
            tree.work("track", file, title=title, parents=["Ada Fern", "Moss"])
    for disc in (1, 2):
        folder, names = f"Северный хор - Зимние песни (1997)/CD{disc}", f"Поезд {disc}|Вода {disc}"
        tree.make(f"{folder}/CDImage.flac")
        sheet = cue("Северный хор", "Зимние песни", "CDImage.wav", names)
        tree.write(f"{folder}/CDImage.cue", sheet.encode("cp1251"))
        for number, title in enumerate(names.split("|"), 1):
            fields = {"track": number, "disc": disc, "parents": ["Северный хор", "Зимние песни"]}
            tree.work("track", f"{folder}/CDImage.flac", title=title, **fields)
    rows = ['PERFORMER "Jonas Wick"', 'TITLE "Ropes"', 'FILE "01 - Knot.wav" WAVE', "  TRACK 01 AUDIO",
            '    TITLE "Knot"', "    INDEX 01 00:00:00", "  TRACK 02 AUDIO", '    TITLE "Splice"',
            "    INDEX 00 00:00:05", 'FILE "02 - Splice.wav" WAVE', "    INDEX 01 00:00:00"]  # fmt: skip
    tree.album("Jonas Wick", "Ropes", "Jonas Wick - Ropes", "Knot|Splice", tags=None)
    tree.beside("Jonas Wick - Ropes/Ropes.cue", text="\n".join(rows) + "\n")


@library("all types mixed")
def papers_and_pictures_of_music(tree: Tree) -> None:
    """Scans, booklets, logs and lyrics of albums beside films and books, karaoke, memos and messages with sound."""
    for folder, parents in (("Music/Ada Fern - Moss (1979)", "Ada Fern|Moss"), ("Music/Zoë/Quays", "Zoë|Quays")):
        untagged(tree, folder, parents, *TWO)
        album = parents.replace("|", " - ")
        tree.beside(
            *(f"{folder}/{name}" for name in ("Scans/Front.jpg", "Scans/Booklet 01.jpg", "Artwork/matrix.jpg")),
            *(f"{folder}/{name}" for name in ("Covers/IMG_0001.jpg", "Booklet/Booklet.pdf", f"{album}.pdf")),
            *(f"{folder}/{name}" for name in ("01 - Stone.txt", "rip log.txt", "lyrics.txt", "foo_dr.txt")),
        )
    for artist, title in (("Ada Fern", "Stone"), ("Zoë", "Ice")):
        tree.track(title, f"Karaoke/{artist} - {title}.mp3", artists=[artist])
        tree.beside(f"Karaoke/{artist} - {title}.cdg")
    for file in ("Voice Memos/20200101 101010.m4a", "WhatsApp/Media/WhatsApp Audio/AUD-20200101-WA0001.opus"):
        tree.work("track", file, made={})
    tree.beside("Playlists/Party.m3u", "Playlists/Party.xspf")
    tree.film("Heron Bay", 2010, "Movies/Heron Bay (2010)/Heron Bay (2010).mkv")
    tree.book("The Salt Almanac", "Ines Tamura", "Books/Ines Tamura/The Salt Almanac.epub")


@library("music without tags", MUSIC)
def labels_and_their_parts(tree: Tree) -> None:
    """Catalogue numbers in front, a medium in brackets, sides and acts as folders, titles with dashes of their own."""
    untagged(tree, "[QUAY001] Ada Fern - Moss EP (2012)", "Ada Fern|Moss EP", "A1 - Stone.flac|Stone|A1", year=2012)
    untagged(tree, "QUAY002 - Zoë - Ebb (2013)", "Zoë|Ebb", "01 - Ebb.flac|Ebb|1", "02 - Flow.flac|Flow|2", year=2013)
    untagged(tree, "Jonas Wick - Ropes (1984) [Tape]", "Jonas Wick|Ropes", "Tape 1 Side A.mp3|Tape 1 Side A")
    for disc, (side, act) in enumerate((("Side A", "Act I"), ("Side B", "Act II")), 1):
        row = f"01 - Song {disc}.mp3|Song {disc}|1|{disc}"
        untagged(tree, f"Zoë - Quays (1999)/{side}", "Zoë|Quays", row, year=1999)
        untagged(tree, f"Karl Berg - Opera (2001)/{act}", "Karl Berg|Opera", row, year=2001)
    titles = ("Stone - Part I", "Stone - Part II", "4 a.m.", "Mr. Root", "(Interlude)", "24-7")
    rows = [f"{number:02d} - {title}.flac|{title}|{number}" for number, title in enumerate(titles, 1)]
    untagged(tree, "Ada Holm/Fen (1979)", "Ada Holm|Fen", *rows)
    for number, title in enumerate(("Stone", "Root"), 1):
        row = f"Ada Fern - Woods - {number:02d} - {title}.mp3|{title}|{number}"
        untagged(tree, "Ada Fern", "Ada Fern|Woods", row)


@library("music with wrong tags", MUSIC)
def guests_before_and_behind(tree: Tree) -> None:
    """Nobody wrote an album artist; the folder names who most songs are by. Titles that are the file's name."""
    by_her = (
        "Ada Fern|Stone",
        "Zoë & Ada Fern|Root",
        "Ada Fern vs. Rui Mar|Leaf",
        "Ada Fern and The Rooms|Bark",
        "Zoë|Oak",
    )
    of_many = ("Ada Holm|Up", "Zoë|Down", "Rui Mar|Out")
    for parents, songs in ((["Ada Fern", "Moss"], by_her), (["Various Artists", "Hits 2004"], of_many)):
        for number, (artist, title) in enumerate((song.split("|") for song in songs), 1):
            made = {"title": title, "artist": artist, "album": parents[1], "track": number}
            folder = "Ada Fern/Moss" if songs is by_her else "Hits 2004"
            tree.track(title, f"{folder}/{number:02d} {title}.mp3", made=made, track=number, parents=parents)
    for number, title in enumerate(("Knot", "Line"), 1):
        made = {"title": f"{title}.mp3", "artist": "Jonas Wick", "album": "Ropes", "track": number}
        file = f"Jonas Wick/Ropes/{number:02d} - {title}.mp3"
        tree.track(title, file, made=made, track=number, parents=["Jonas Wick", "Ropes"])
