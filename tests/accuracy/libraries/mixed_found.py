"""Shares of people who had not heard of mediad: what a first look at them got wrong, with what lay beside it."""

from __future__ import annotations

from accuracy.truth import Tree, library


@library("all types mixed")
def categories_of_managers(tree: Tree) -> None:
    """A folder of finished downloads with a category for each manager, and the rate in braces."""
    d = "complete"
    tree.film("Hollow Field", 2017, f"{d}/radarr/Hollow.Field.2017.1080p.BluRay.x264-GRP/a8f3c1d2e4b5.mkv")
    tree.episode("Deep Coal", "4x1", f"{d}/sonarr/Deep.Coal.S04E01.720p.HDTV.x264-GRP/deep.coal.s04e01.720p.mkv")
    tree.album(
        "Kite Weather",
        "Low Clouds",
        f"{d}/lidarr/Kite_Weather-Low_Clouds-WEB-2020-GRP",
        "Ceiling|Drizzle",
        ending="mp3",
        tags=None,
        year=2020,
        name="{number:02d}-kite_weather-{title}",
    )
    tree.audiobook(
        "The Ferryman's Ledger",
        "Ansel Pike",
        [f"{d}/readarr/Ansel Pike - 2019 - The Ferryman's Ledger (Sci-Fi) {{64k}}/{n:03d}.mp3" for n in range(1, 5)],
        made={},
    )
    tree.audiobook(
        "The Weir",
        "Ansel Pike",
        [f"Ansel Pike - The Weir [MP3 64k]/The Weir - {n:02d} of 03.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.comic("Moss Knight", "4", f"{d}/mylar/Moss Knight 004 (2022) (Digital) (Zone-Empire).cbr")
    tree.beside("media/.~tmp~/a.mkv", "$Recycle.Bin/S-1-5-21/$IABC.mkv", "Recycle Bin/y.mkv", "trashbox/old.mkv")


@library("all types mixed")
def cards_and_chats(tree: Tree) -> None:
    """Cards of cameras with spoken notes, a phone, exported chats."""
    c = "Canon/DCIM/100CANON"
    tree.photo(f"{c}/IMG_7001.JPG", "2017-09-09T09:09:09")
    tree.work("photo", f"{c}/MVI_7002.MOV", made={})
    tree.work("photo", "iPhone/Videos/IMG_E2006.MOV", made={})
    w = "WhatsApp Chat - Ben"
    tree.photo(f"{w}/00000012-PHOTO-2019-02-04-10-11-12.jpg", "2019-02-04", made={})
    tree.album("Kite Weather", "Low Clouds", "Pixel/Music/Kite Weather/Low Clouds", "Ceiling|Drizzle", ending="mp3")
    tree.beside(
        f"{c}/MVI_7002.THM",
        f"{c}/SND_7001.WAV",
        f"{w}/_chat.txt",
        f"{w}/00000014-AUDIO-2019-02-04-10-13-12.opus",
        f"{w}/00000015-STICKER-2019-02-04-10-14-12.webp",
        "Pixel/WhatsApp/Media/WhatsApp Voice Notes/202315/PTT-20230408-WA0003.opus",
    )


@library("all types mixed")
def all_of_one_anime(tree: Tree) -> None:
    """An anime with its menus, songs, scans by volume, manga and film."""
    h = "[Group] Tori no Kage (Complete) [BD 1080p]"
    for number in (1, 2, 3):
        tree.episode("Tori no Kage", f"x{number}", f"{h}/[Group] Tori no Kage - {number:02d} [BD 1080p].mkv")
        tree.comic("Tori no Kage", str(number), f"{h}/Manga/Tori no Kage v{number:02d}.cbz")
    tree.album("Kuro", "Tori no Kage OST", f"{h}/CDs/Tori no Kage OST", "Tori|Kage")
    tree.beside(
        *(f"{h}/Scans/Vol.1/{number:02d}.jpg" for number in (1, 2, 3)),
        f"{h}/SPs/[Group] Tori no Kage - NCOP [BD 1080p].mkv",
        f"{h}/Menus/Menu 01.mkv",
    )


@library("all types mixed")
def complete_packs(tree: Tree) -> None:
    """A whole series, all albums of a band, a film with specials beside it."""
    h = "Stone Ferry - The Complete Series (2008-2010) 1080p BluRay x265"
    for season in (1, 2):
        tree.episode(
            "Stone Ferry",
            f"{season}x1",
            f"{h}/Season {season:02d}/Stone Ferry S{season:02d}E01 (1080p BluRay x265).mkv",
        )
    h = "Barn Owls - Complete Discography (1994-2006) [FLAC]"
    tree.album("Barn Owls", "Rafter", f"{h}/Studio Albums/1994 - Rafter", "Beam|Joist", tags=None, year=1994)
    tree.album("Barn Owls", "Gable", f"{h}/Studio Albums/1999 - Gable/CD1", "Eave|Tile", tags=None, disc=1, year=1999)
    tree.album("Barn Owls", "Loft", f"{h}/EPs & Singles/2001 - Loft", "Straw|Hay", tags=None, year=2001)
    tree.film("Kiln", 2007, "Movies/Kiln (2007)/Kiln (2007).mkv")
    tree.beside("Movies/Kiln (2007)/Specials/Making Kiln.mkv", "opt/notes/resources/icon.png")


@library("all types mixed")
def readings_told_by_their_genre(tree: Tree) -> None:
    """Songs and readings in one folder; names could be either's."""
    d = "Downloads/Sound"
    tags = {"album": "The Chandler", "artist": "Ida Crewe", "genre": "Audiobook"}
    names = [f"{d}/The Chandler/{n:02d} - {x}.mp3" for n, x in enumerate(("Prologue", "The Storm", "Ashore"), 1)]
    tree.audiobook("The Chandler", "Ida Crewe", names, made=tags)
    tree.audiobook("The Cooper", "Ida Crewe", f"{d}/Ida Crewe - The Cooper.mp3")
    tree.audiobook(
        "Salt Pans",
        "Ida Crewe",
        [f"{d}/Ida Crewe - Salt Pans/{n:02d}.mp3" for n in range(1, 5)],
        made={**tags, "album": "Salt Pans"},
    )
    tree.album("Tilda Roe", "Gneiss", f"{d}/Gneiss", "Mica|Felspar|Quartz", ending="mp3", tags={"genre": "Folk"})
    tree.album("Barn Owls", "Rafter", f"{d}/Barn Owls - Rafter", "Beam|Joist", ending="mp3", name="{number:02d}")
    tree.track("Kiln Song", f"{d}/Tilda Roe - Kiln Song.mp3", made={"title": "Kiln Song", "artist": "Tilda Roe"})
    played = {"genre": "Hörspiel"}
    tree.album("Die Dachse", "Folge 01", "Musik/Die Dachse/Folge 01", "Im Bau|Am Bach", ending="mp3", tags=played)


@library("all types mixed")
def one_folder_of_everything(tree: Tree) -> None:
    """No folders at all: editions, languages and all kinds side by side, an e-book in three formats beside its reading."""
    tree.film("Gelbe Segel", 2014, "Gelbe Segel (2014).mkv", "Gelbe.Segel.2014.German.720p.BluRay.x264-GRP.mkv")
    tree.film("海边的信", 2018, "海边的信.2018.国语中字.1080p.mp4")
    tree.episode("El Faro Rojo", "1x3", "El Faro Rojo [HDTV][Cap.103].avi")
    tree.episode("Hoshi no Kaze", "x7", "[SubsPlease] Hoshi no Kaze - 07 (1080p) [4D5C6B7A].mkv")
    tree.track("Petite Marée", "07 - Lise Arnaud - Petite Marée.mp3", track=7)
    name = "Oduya, Maren - The Tidal Clerk"
    tree.book("The Tidal Clerk", "Maren Oduya", *(f"{name}.{ending}" for ending in ("epub", "mobi", "pdf")))
    tree.audiobook("The Tidal Clerk", "Maren Oduya", "Maren Oduya - The Tidal Clerk (Unabridged).m4b")
    tree.comic("Yoru no Umi", "3", "Yoru no Umi v03 (2019) (Digital) (1r0n).cbz")
    tree.photo("DSC09876.JPG", "2016-05-01T09:08:07")
    tree.photo("Screenshot_20220101-235959.png", "2022-01-01T23:59:59", made={})
    tree.beside("Gelbe Segel (2014).de.forced.srt", "Thumbs.db", "cover.jpg", "Steuer 2020.xlsx", "drawing.png")


@library("music without tags", "music")
def songs_that_name_the_artist_of_their_folder(tree: Tree) -> None:
    """`Artist - Album` with `Artist - Title`, never numbered."""
    tree.album(
        "The Nettle Five",
        "Demo",
        "_unsorted/The Nettle Five - Demo",
        "Ditch|Hedge|Stile",
        ending="mp3",
        tags=None,
        name="{artist} - {title}",
        drop=("track",),
    )
    tree.track("Hedge (Remix)", "_unsorted/The Nettle Five - Hedge (Remix).mp3")
