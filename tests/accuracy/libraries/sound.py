"""Libraries of music and audiobooks as programs name them, collectors sort them, and sites tag them."""

from __future__ import annotations

from accuracy.truth import Tree, library

MUSIC, AUDIO = "music", "audiobooks"


@library("music of programs", MUSIC)
def lidarr_and_beets(tree: Tree) -> None:
    """Names of Lidarr, beets, Picard and Bandcamp, tagged."""
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Mira Halloran/Paper Lanterns (2014)",
        "First Light|Salt",
        name="{artist} - Paper Lanterns - {number:02d} - {title}",
        year=2014,
    )
    for d in (1, 2):
        tree.album(
            "Jonas Wick",
            "Harbours",
            f"Jonas Wick/Harbours (2011)/CD {d:02d}",
            f"North {d}|South {d}",
            disc=d,
            name="Jonas Wick - Harbours - {number:02d} - {title}",
        )
    tree.album("Ada Fern", "Moss", "Ada Fern/[1979] Moss", "Stone|Root", name="{number:02d} {title}")
    tree.album(
        "Various Artists",
        "Northern Rooms",
        "Compilations/Northern Rooms",
        "Tuman|Drift",
        artists=["Ada Fern", "The Rooms"],
        name="{number:02d} {artist} - {title}",
    )
    tree.album(
        "Zoë Müller", "Küste", "Zoë Müller - Küste", "Ebbe|Flut", name="Zoë Müller - Küste - {number:02d} {title}"
    )
    for d in (1, 2):
        tree.album(
            "The Rooms",
            "Two Floors",
            "The Rooms/Two Floors",
            f"Up {d}|Down {d}",
            disc=d,
            name="{disc}-{number:02d} {title}",
            ending="m4a",
        )


@library("music of programs", MUSIC)
def lidarr_untagged(tree: Tree) -> None:
    """The same names, where the files say nothing."""
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Mira Halloran/Paper Lanterns (2014)",
        "First Light|Salt",
        name="{artist} - Paper Lanterns - {number:02d} - {title}",
        year=2014,
        tags=None,
    )
    for d in (1, 2):
        tree.album(
            "Jonas Wick",
            "Harbours",
            f"Jonas Wick/Harbours (2011)/CD {d:02d}",
            f"North {d}|South {d}",
            disc=d,
            name="Jonas Wick - Harbours - {number:02d} - {title}",
            tags=None,
        )
    tree.album(
        "Ada Fern", "Moss", "Ada Fern/[1979] Moss", "Stone|Root", name="{number:02d} {title}", tags=None, year=1979
    )
    tree.album(
        "Zoë Müller",
        "Küste",
        "Zoë Müller - Küste",
        "Ebbe|Flut",
        name="Zoë Müller - Küste - {number:02d} {title}",
        tags=None,
    )
    tree.album(
        "The Rooms",
        "Attic",
        "iTunes Media/Music/The Rooms/Attic",
        "Dust|Beam",
        name="{number:02d} {title}",
        tags=None,
        ending="wav",
    )


@library("discographies", MUSIC)
def discographies(tree: Tree) -> None:
    """Everything of one artist in one download: kinds of releases as folders, years in front."""
    h = "Jonas Wick - Discography (1999-2010) [FLAC]"
    tree.album("Jonas Wick", "Ropes", f"{h}/Albums/2003 - Ropes", "Knot|Splice", tags=None, year=2003)
    tree.album("Jonas Wick", "Harbours", f"{h}/Albums/2005 - Harbours", "North|South", tags=None, year=2005)
    tree.album("Jonas Wick", "Low Tide EP", f"{h}/EPs/2001 - Low Tide EP", "Ebb|Neap", tags=None, year=2001)
    tree.album("Jonas Wick", "Live in Oslo", f"{h}/Live/2008 - Live in Oslo", "Knot|North", tags=None, year=2008)
    tree.beside(f"{h}/Albums/2003 - Ropes/cover.jpg", f"{h}/Scans/1.jpg", f"{h}/info.txt")


@library("compilations and box sets", MUSIC)
def scene_compilations(tree: Tree) -> None:
    """Scene releases of compilations and doubles: `101-artist-title`, lower case, untagged."""
    h = "VA-Northern_Rooms-2CD-2021-GRP"
    for d in (1, 2):
        for n, (a, x) in enumerate((("mira halloran", "tuman"), ("the rooms", "drift")), 1):
            tree.track(
                f"{x} {d}",
                f"{h}/{d}{n:02d}-{a.replace(' ', '_')}-{x}_{d}.mp3",
                disc=d,
                track=n,
                parents=["Various Artists", "Northern Rooms"],
            )
    tree.beside(
        f"{h}/00-va-northern_rooms-2cd-2021-grp.nfo",
        f"{h}/000-va-northern_rooms-2cd-2021-grp.m3u",
        f"{h}/00-va-northern_rooms-2cd-2021-cover.jpg",
    )
    tree.album(
        "Ada Fern",
        "Moss",
        "Ada_Fern-Moss-(CAT001)-WEB-2019-GRP",
        "stone|root",
        ending="mp3",
        tags=None,
        year=2019,
        name="{number:02d}-ada_fern-{title}-grp",
    )


@library("music without tags", MUSIC)
def untagged_of_many_rippers(tree: Tree) -> None:
    """Names that carry artist and album before the number, behind it, with dots, with length."""
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        "Mira Halloran/Paper Lanterns",
        "First Light|Salt",
        tags=None,
        name="{number:02d} - Mira Halloran - {title}",
        ending="mp3",
    )
    tree.album(
        "Jonas Wick",
        "Ropes",
        "Jonas Wick - Ropes (2003) [320 kbps]",
        "Knot|Splice",
        tags=None,
        name="{number:02d}.{title}",
        ending="mp3",
    )
    tree.album(
        "The Rooms",
        "Attic",
        "Rock/The Rooms/The Rooms - 1999 - Attic",
        "Dust|Beam",
        tags=None,
        name="[{number:02d}] {title}",
        year=1999,
    )
    tree.album(
        "Ada Fern",
        "Moss",
        "Ada Fern/(1979) Moss",
        "Stone|Root",
        tags=None,
        name="Track {number:02d} - {title}",
        ending="ogg",
    )
    tree.album("Karla Weiß", "Glut", "Karla Weiß/Glut [24-96]", "Eins|Zwei", tags=None, name="{number}. {title}")
    tree.album("夜風", "夜の駅", "夜風/夜の駅", "港|月", tags=None, name="{number:02d}　{title}")


@library("music with wrong tags", MUSIC)
def tags_of_web_sites(tree: Tree) -> None:
    """Tags that advertise, repeat the file's name or are of another file."""
    for n, x in enumerate(("First Light", "Salt"), 1):
        tree.track(
            x,
            f"Mira Halloran/Paper Lanterns/{n:02d} {x}.mp3",
            made={"title": x, "artist": "Mira Halloran", "album": "www.example.com", "track": n},
            track=n,
            parents=["Mira Halloran", "Paper Lanterns"],
        )
    for n, x in enumerate(("Knot", "Splice"), 1):
        tree.track(
            x,
            f"Jonas Wick/Ropes/{n:02d} {x}.mp3",
            made={"title": f"AudioTrack {n:02d}", "artist": "Jonas Wick", "album": "Ropes", "track": n},
            track=n,
            parents=["Jonas Wick", "Ropes"],
        )
    for n, x in enumerate(("Dust", "Beam"), 1):
        tree.track(
            x,
            f"The Rooms/Attic/{n:02d} {x}.mp3",
            made={"title": "", "artist": "<unknown>", "album": "<unknown>", "track": n},
            track=n,
            parents=["The Rooms", "Attic"],
        )
    for n, x in enumerate(("Stone", "Root"), 1):
        tree.track(
            x,
            f"Ada Fern/Moss/{n:02d} - {x}.mp3",
            made={
                "title": f"Titel {n}",
                "artist": "Unbekannter Interpret",
                "album": "Unbekanntes Album (01.02.2003 10:11:12)",
                "track": n,
            },
            track=n,
            parents=["Ada Fern", "Moss"],
        )


@library("music without tags", MUSIC)
def collectors_of_music(tree: Tree) -> None:
    """Own habits of collectors, untagged."""
    tree.album("The Sedge", "Low Ground", "S/Sedge, The/2018 Low Ground", "Peat|Reed", tags=None, year=2018)
    tree.album(
        "Nils Okafor",
        "Fen",
        "Nils Okafor/Nils Okafor - Fen (2011) [WEB FLAC]",
        "Sun|Rain",
        tags=None,
        year=2011,
        name="{number:02d} Nils Okafor - {title}",
    )
    for d in (1, 2):
        tree.album(
            "Ada Holm",
            "Terns",
            f"Ada Holm - Terns (2CD) (1997)/Disc {d}",
            f"White {d}|Black {d}",
            tags=None,
            disc=d,
            name="{number:02d}. {title}",
        )
    tree.album(
        "Various Artists",
        "Moor Songs",
        "Various - Moor Songs",
        "Ling|Gorse",
        artists=["Ada Holm", "The Sedge"],
        tags=None,
        name="{number:02d}. {artist} - {title}",
        ending="mp3",
    )
    tree.album(
        "Rui Mar", "Sal", "Rui Mar/1988 Sal (LP)", "Um|Dois", tags=None, name="{number:02d} - {title}", ending="mp3"
    )
    tree.track("Peat", "The Sedge - Peat (1999).mp3")


@library("tagged albums", MUSIC)
def tags_alone(tree: Tree) -> None:
    """Tags only: deep and flat, comma artists, numbers as 1/2, several genres."""
    tree.album("The Sedge", "Low Ground", "x/1", "Peat|Reed", ending="mp3", name="{number}")
    tree.album("Ada Holm", "Terns", "x/1b", "White|Black", ending="m4a", name="track{number:02d}")
    tree.album("Nils Okafor", "Fen", "flat", "Sun|Rain", name="{artist} - {title}")
    tree.album("Rui Mar", "Sal", "flat", "Um|Dois", name="{artist} - {title}", ending="mp3")
    tree.album(
        "Various Artists",
        "Moor Songs",
        "Soundtracks/Moor Songs",
        "Ling|Gorse|Broom",
        artists=["Ada Holm", "The Sedge", "Rui Mar"],
        ending="mp3",
    )


@library("music of programs", MUSIC)
def music_of_itunes(tree: Tree) -> None:
    """iTunes: compilations, unknown albums, duplicates with a 1 behind."""
    tree.album(
        "The Sedge",
        "Low Ground",
        "iTunes Media/Music/The Sedge/Low Ground",
        "Peat|Reed",
        ending="m4a",
        name="{number:02d} {title}",
    )
    tree.album(
        "Various Artists",
        "Moor Songs",
        "iTunes Media/Music/Compilations/Moor Songs",
        "Ling|Gorse",
        artists=["Ada Holm", "Rui Mar"],
        ending="m4a",
        name="{number:02d} {title}",
        tags={"compilation": 1, "album_artist": ""},
    )
    tree.track(
        "Loose", "iTunes Media/Music/Ada Holm/Unknown Album/Loose.mp3", made={"title": "Loose", "artist": "Ada Holm"}
    )
    for d in (1, 2):
        tree.album(
            "Rui Mar",
            "Sal",
            "iTunes Media/Music/Rui Mar/Sal",
            f"Um {d}|Dois {d}",
            disc=d,
            ending="m4a",
            name="{disc}-{number:02d} {title}",
        )


@library("music without tags", MUSIC)
def bootlegs_and_vinyl(tree: Tree) -> None:
    """Live recordings by date, sides, untagged."""
    tree.album(
        "The Sedge",
        "1977-05-08 Fen Hall",
        "The Sedge/1977-05-08 Fen Hall",
        "Peat|Reed",
        tags=None,
        name="t{number:02d} {title}",
    )
    tree.album(
        "Ada Holm",
        "Terns",
        "Ada Holm/Terns [Vinyl 24-96]",
        "White|Black",
        tags=None,
        name="B{number} {title}",
        drop=("track",),
    )
    tree.album(
        "Nils Okafor",
        "Fen",
        "Nils Okafor/2011. Fen",
        "Sun|Rain",
        tags=None,
        year=2011,
        name="{number:02d}. {title}",
        ending="ogg",
    )
    tree.album(
        "The Sedge",
        "Low Ground",
        "Sedge/The Sedge - Low Ground [2018, Folk, FLAC]",
        "Peat|Reed",
        tags=None,
        name="{number:02d} - {title}",
    )


@library("compilations and box sets", MUSIC)
def boxes_and_doubles(tree: Tree) -> None:
    """A box of tagged discs with subtitles, a double album flat, an EP with the album's name."""
    for d, x in ((1, "Rain"), (2, "Fog"), (3, "Ice")):
        tree.album(
            "Ada Holm",
            "Weather Box",
            f"Ada Holm - Weather Box (2010) [FLAC]/CD{d} {x}",
            f"{x} One|{x} Two",
            disc=d,
            year=2010,
        )
    for d in (1, 2):
        tree.album(
            "The Sedge",
            "Double",
            "The Sedge - Double",
            f"A{d}|B{d}",
            disc=d,
            name="{disc}.{number:02d} {title}",
            ending="mp3",
        )
    tree.album("The Sedge", "Double EP", "The Sedge - Double EP", "C|D", ending="mp3")


@library("audiobooks of programs", AUDIO)
def libation_and_shelf(tree: Tree) -> None:
    """Libation's ASINs, Audiobookshelf's folders, OpenAudible's flat files."""
    tree.audiobook("The Salt Almanac", "Ines Tamura", "The Salt Almanac [B00ABCDEF1]/The Salt Almanac [B00ABCDEF1].m4b")
    tree.audiobook(
        "Ember",
        "Karla Weiß",
        "Karla Weiß/Hearth/Vol 1 - 2005 - Ember {Jonas Wick}/Ember.m4b",
        made={},
        series="Hearth",
        index=1,
    )
    tree.audiobook(
        "Cinder", "Karla Weiß", "Karla Weiß/Hearth/2006 - Book 2 - Cinder/Cinder.m4b", made={}, series="Hearth", index=2
    )
    tree.audiobook("Low Country", "Piet de Groot", "Low Country.m4b")
    tree.beside(
        "The Salt Almanac [B00ABCDEF1]/The Salt Almanac [B00ABCDEF1].jpg",
        "The Salt Almanac [B00ABCDEF1]/The Salt Almanac [B00ABCDEF1].cue",
        "The Salt Almanac [B00ABCDEF1]/The Salt Almanac.pdf",
    )


@library("audiobooks of programs", AUDIO)
def librivox_and_radio(tree: Tree) -> None:
    """LibriVox, numbered radio plays, flat MP3s each a book."""
    tree.audiobook(
        "The Salt Almanac",
        "Ines Tamura",
        [f"salt_almanac_1105_librivox/saltalmanac_{n:02d}_tamura_64kb.mp3" for n in (1, 2, 3)],
        made={"album": "The Salt Almanac", "artist": "Ines Tamura", "genre": "Speech"},
    )
    for n, x in ((1, "Der Leuchtturm"), (2, "Die Mole")):
        tree.audiobook(
            x,
            "",
            [f"Hörspiele/Die drei Anker/{n:03d} - {x}/{k:02d}.mp3" for k in (1, 2, 3)],
            made={"album": f"Die drei Anker {n:03d} - {x}", "genre": "Hörspiel"},
        )
        tree.works[-1].fields.pop("title")
    for x in ("North Gate", "South Gate"):
        tree.audiobook(
            x,
            "Aldo Ferri",
            f"Audiobooks/Aldo Ferri/{x}/{x}.mp3",
            made={"title": x, "album": x, "artist": "Aldo Ferri", "genre": "Audiobook"},
        )


@library("audiobooks of programs", AUDIO)
def audiobooks_in_parts(tree: Tree) -> None:
    """Author - Series - Title folders, parts as files, German CDs."""
    tree.audiobook(
        "Tern", "Ada Holm", [f"Ada Holm/Tern (2014)/Tern - Part {n:02d}.mp3" for n in (1, 2, 3)], made={}, year=2014
    )
    tree.audiobook(
        "Das Moor",
        "Karla Holm",
        [f"Karla Holm/Das Moor/CD{d}/Das Moor CD{d} - {n:02d}.mp3" for d in (1, 2) for n in (1, 2)],
        made={"album": "Das Moor", "artist": "Karla Holm", "genre": "Hörbuch"},
    )
    tree.audiobook("Reed", "Nils Okafor", "Nils Okafor/Marsh/Book 2 - Reed/Reed.m4b", made={}, series="Marsh", index=2)
    tree.audiobook("Peat", "Nils Okafor", "Nils Okafor/Marsh/Book 1 - Peat/Peat.m4b", made={}, series="Marsh", index=1)
    tree.audiobook("1922", "Nils Okafor", "Nils Okafor/1922/1922.m4b", made={})


@library("audiobooks of programs", AUDIO)
def audiobooks_of_authors(tree: Tree) -> None:
    """Series with authors in the file, one MP3 a book in a folder of the author, German numbering."""
    for n, x in ((1, "Peat"), (2, "Reed")):
        tree.audiobook(x, "Nils Okafor", f"Nils Okafor/Marsh {n:02d} - {x}/{x}.m4b", made={}, series="Marsh", index=n)
    for x in ("Tern", "Gull", "Rail"):
        tree.audiobook(
            x, "Ada Holm", f"Audiobooks/Ada Holm - {x}.mp3", made={"title": x, "album": x, "artist": "Ada Holm"}
        )
    tree.audiobook(
        "Das Watt", "Karla Holm", [f"Hörbücher/Karla Holm - Das Watt/{n:03d} Das Watt.mp3" for n in (1, 2, 3)], made={}
    )
    tree.audiobook(
        "Rail", "Ugo Falk", [f"Audiobooks/Ugo Falk/Rail/Rail (Part {n} of 3).mp3" for n in (1, 2, 3)], made={}
    )


@library("tagged albums", MUSIC)
def mixes_and_singles(tree: Tree) -> None:
    """Tracks with disc in name, hidden track 00, remix compilations, singles in folders, classical by composer."""
    tree.album("Ada Holm", "Terns", "Ada Holm/Terns (1997)", "Intro|White|Black", start=1, year=1997)
    tree.album(
        "Berg, K.",
        "Sonatas",
        "Classical/Berg, K./Sonatas (Lund)",
        "Allegro|Largo",
        tags={"artist": "Ida Lund", "composer": "K. Berg"},
    )
    tree.works[-1].fields.pop("parents")
    tree.works[-2].fields.pop("parents")
    tree.track(
        "Reed",
        "Singles/The Sedge - Reed/The Sedge - Reed.mp3",
        made={"title": "Reed", "artist": "The Sedge", "album": "Reed", "track": 1},
        parents=["The Sedge", "Reed"],
    )
    tree.album(
        "DJ Fen", "Night Mix", "DJ Fen - Night Mix", "A|B|C", artists=["X One", "Y Two", "Z Three"], ending="mp3"
    )
    tree.album("The Sedge", "Low Ground", "The Sedge/Low Ground/MP3", "Peat|Reed", ending="mp3")
    tree.album("The Sedge", "High Ground", "The Sedge/High Ground/FLAC", "Ling|Gorse")


@library("audiobooks of programs", AUDIO)
def readings_in_parts(tree: Tree) -> None:
    """Numbered parts with titles, `01 of 10`, books on tape, an untagged series in one folder."""
    tree.audiobook("Gull", "Ada Holm", [f"Ada Holm - Gull/Gull {n:02d} of 03.mp3" for n in (1, 2, 3)], made={})
    tree.audiobook(
        "Rail", "Ugo Falk", [f"Ugo Falk - Rail (unabridged)/{n:02d} - Chapter {n}.m4a" for n in (1, 2, 3)], made={}
    )
    for x in ("Peat", "Reed"):
        tree.audiobook(
            x,
            "Nils Okafor",
            f"Nils Okafor/{x} (Unabridged)/{x} (Unabridged).m4b",
            made={"title": x + " (Unabridged)", "album": x + " (Unabridged)", "artist": "Nils Okafor"},
        )


@library("music without tags", MUSIC)
def albums_of_many_habits(tree: Tree) -> None:
    """More habits."""
    tree.album("Ada Holm", "Terns", "Holm, Ada/Terns", "White|Black", tags=None)
    tree.works[-1].fields.pop("parents")
    tree.works[-2].fields.pop("parents")
    tree.album("The Sedge", "Low Ground", "The Sedge/(2018) Low Ground (Deluxe) [FLAC 24-96]", "Peat|Reed")
    tree.album(
        "Various Artists",
        "Fen Hits 3",
        "Fen Hits 3",
        "Up|Down|Out",
        artists=["A One", "B Two", "C Three"],
        tags={"album_artist": "Various Artists"},
        ending="mp3",
        name="{artist} - {title}",
    )
    tree.album("Rui Mar", "Sal", "Rui Mar - Sal - 1988 - FLAC", "Um|Dois", tags=None)
    tree.album(
        "Nils Okafor", "Fen", "Nils Okafor/2011 - Fen - [MP3 V0]", "Sun|Rain", tags=None, ending="mp3", year=2011
    )
