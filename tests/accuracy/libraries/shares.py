"""Shares with everything in them, of many countries, makers and computers."""

from __future__ import annotations

from accuracy.truth import Tree, library


@library("shares of many countries")
def shares_in_romance_languages(tree: Tree) -> None:
    """Folders of kinds in Spanish and French."""
    tree.film("El jardín de sal", 2016, "Películas/El jardín de sal (2016)/El jardín de sal (2016).mkv")
    tree.episode("El Puerto", "1x1", "Series/El Puerto/Temporada 1/El Puerto 1x01.mkv")
    tree.album("Rosa Vidal", "Mareas", "Música/Rosa Vidal/Mareas", "Sal|Agua", ending="mp3")
    tree.book("Cartas del sur", "Rosa Vidal", "Libros/Rosa Vidal - Cartas del sur.epub")
    tree.audiobook(
        "Norte",
        "Luis Mar",
        [f"Audiolibros/Luis Mar/Norte/{n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Norte", "artist": "Luis Mar"},
    )
    tree.comic("Marea Negra", "1", "Cómics/Marea Negra/Marea Negra 01.cbz")
    tree.photo("Fotos/2019/IMG_0001.JPG", "2019-07-05T12:30:00")
    tree.comic("Les Vagues", "4", "BD/Les Vagues/Les Vagues - T04 - Le port.cbz")
    tree.film("L'Été des renards", 2012, "Films/L'Été des renards (2012).mkv")
    tree.episode("Le Phare", "2x1", "Séries TV/Le Phare/Saison 2/Le Phare S02E01.mkv")
    tree.audiobook("Le sel", "Anne Roc", "Livres audio/Anne Roc/Le sel.m4b")


@library("shares of many countries")
def shares_in_russian_and_chinese(tree: Tree) -> None:
    """Folders of kinds in Russian and Chinese."""
    tree.film("Ночной поезд", 2007, "Фильмы/Ночной поезд (2007).mkv")
    tree.episode("Северный ветер", "1x2", "Сериалы/Северный ветер/Сезон 1/02 серия.mkv")
    tree.album("Северный хор", "Зимние песни", "Музыка/Северный хор/2001 - Зимние песни", "Ночь|Снег", ending="mp3")
    tree.book("Зимний берег", "Ольга Белова", "Книги/Ольга Белова - Зимний берег.fb2")
    tree.audiobook(
        "Соль",
        "Иван Мор",
        [f"Аудиокниги/Иван Мор - Соль/{n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "Соль", "artist": "Иван Мор"},
    )
    tree.film("长夜归人", 2021, "电影/长夜归人 (2021)/长夜归人.2021.1080p.mkv")
    tree.episode("长河", "1x1", "电视剧/长河/第一季/长河.S01E01.mkv")
    tree.photo("照片/2020/IMG_0001.JPG", "2020-07-05T12:30:00")
    tree.comic("长夜行", "12", "漫画/长夜行/长夜行 第12话.cbz")
    tree.album("长夜乐队", "雨后", "音乐/长夜乐队/雨后", "海|归", ending="mp3")


@library("shares of many countries")
def shares_in_portuguese_and_italian(tree: Tree) -> None:
    """Portuguese and Italian shares."""
    tree.film("O Farol", 2012, "Filmes/O Farol (2012)/O Farol (2012) Dublado 1080p.mkv")
    tree.episode("A Costa", "1x1", "Séries/A Costa/Temporada 1/A Costa S01E01.mkv")
    tree.album("Rui Mar", "Sal", "Músicas/Rui Mar/Sal", "Um|Dois", ending="mp3")
    tree.book("O cais", "Rui Mar", "Livros/Rui Mar - O cais.epub")
    tree.photo("Fotos/2018/DSC_0001.JPG", "2018-07-05T12:30:00")
    tree.film("La finestra blu", 1994, "Film/La finestra blu (1994).avi")
    tree.episode("Il Molo", "1x2", "Serie TV/Il Molo/Stagione 1/Il Molo 1x02.mkv")
    tree.audiobook(
        "La rena",
        "Ugo Falk",
        [f"Audiolibri/Ugo Falk/La rena/Capitolo {n:02d}.mp3" for n in (1, 2, 3)],
        made={"album": "La rena", "artist": "Ugo Falk"},
    )
    tree.comic("Nebbia", "3", "Fumetti/Nebbia/Nebbia 003.cbz")


@library("shares of many countries")
def shares_in_japanese_and_korean(tree: Tree) -> None:
    """Japanese and Korean shares."""
    tree.film("静かな港", 1999, "映画/静かな港 (1999).mkv")
    tree.episode("雪の町", "1x1", "ドラマ/雪の町/シーズン1/雪の町 第01話.mp4")
    tree.episode("カゼ", "x3", "アニメ/カゼ/[Grp] カゼ - 03 [1080p].mkv")
    tree.album("夜風", "夜の駅", "音楽/夜風/夜の駅", "港|月", ending="mp3")
    tree.comic("星の庭", "1", "マンガ/星の庭/星の庭 第01巻.cbz")
    tree.photo("写真/2020/IMG_0001.JPG", "2020-07-05T12:30:00")
    tree.film("늦은 오후", 2018, "영화/늦은 오후 (2018).mkv")
    tree.episode("바람의 집", "x2", "드라마/바람의 집/바람의 집.E02.190102.720p-NEXT.mp4")


@library("shares of many countries")
def a_russian_disk(tree: Tree) -> None:
    """A Russian disk, words and numbers in front."""
    tree.film("Тихий берег", 1986, "Кино/Советское/Тихий берег (1986).avi")
    tree.film("Соль", 2010, "Кино/Соль.2010.BDRip.1080p.mkv")
    for n in (1, 2):
        tree.episode("Маяк", f"2x{n}", f"Сериалы/Маяк/Сезон 2/Маяк s02e{n:02d}.avi")
    tree.album(
        "Северный хор", "Лёд", "Музыка/Северный хор - 2003 - Лёд (mp3)", "Ночь|Снег", ending="mp3", year=2003, tags=None
    )
    tree.book("Берег", "Иван Мор", "Книги/Мор Иван - Берег.fb2")
    tree.audiobook("Маяк", "Анна Морская", [f"Аудиокниги/Анна Морская - Маяк/{n:02d}.mp3" for n in (1, 2, 3)], made={})


@library("homes of computers")
def a_windows_profile(tree: Tree) -> None:
    """A user's profile copied whole."""
    h = "Users/anna"
    tree.film("Heron Bay", 2011, f"{h}/Videos/Heron Bay (2011).mp4")
    tree.film("Salt Road", 2010, f"{h}/Downloads/Salt.Road.2010.720p.BluRay.x264-GRP.mkv")
    tree.episode("Night Desk", "2x1", f"{h}/Downloads/Night.Desk.S02E01.720p.HDTV.mkv")
    tree.album("The Rooms", "Attic", f"{h}/Music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.photo(f"{h}/Pictures/2019-08 Ostsee/DSC_0001.JPG", "2019-08-03T10:00:00")
    tree.photo(f"{h}/Pictures/Camera Roll/WIN_20200501_12_00_00_Pro.jpg", "2020-05-01T12:00:00", made={})
    tree.photo(f"{h}/Pictures/Screenshots/Screenshot (12).png", made={})
    tree.book("Low Country", "Piet de Groot", f"{h}/Documents/eBooks/Piet de Groot - Low Country.epub")
    tree.beside(
        f"{h}/Music/The Rooms/Attic/AlbumArt_{{1234-56}}_Large.jpg",
        f"{h}/Music/The Rooms/Attic/AlbumArtSmall.jpg",
        f"{h}/Music/The Rooms/Attic/Folder.jpg",
        f"{h}/ntuser.ini",
        f"{h}/Documents/letter.docx",
        f"{h}/Desktop/desktop.ini",
        f"{h}/Music/Playlists/best.m3u",
        f"{h}/AppData/Local/x/thumbcache.db",
    )


@library("homes of computers")
def a_mac_whole(tree: Tree) -> None:
    """A home folder of a Mac with iTunes' and Photos' libraries."""
    m = "Music/iTunes/iTunes Media"
    tree.album(
        "Mira Halloran",
        "Paper Lanterns",
        f"{m}/Music/Mira Halloran/Paper Lanterns",
        "First Light|Salt",
        ending="m4a",
        name="{number:02d} {title}",
    )
    tree.episode("The Harbour", "1x1", f"{m}/TV Shows/The Harbour/Season 1/01 Tide 1.m4v")
    tree.film("Heron Bay", None, f"{m}/Movies/Heron Bay/Heron Bay.m4v")
    tree.audiobook("Low Country", "Piet de Groot", f"{m}/Audiobooks/Piet de Groot/Low Country.m4b")
    p = "Pictures/Photos Library.photoslibrary"
    tree.photo(f"{p}/originals/0/0A1B2C3D-1111-4222-8333-444455556666.jpeg", "2019-07-05T12:30:00")
    tree.photo(f"{p}/originals/A/AA1B2C3D-1111-4222-8333-444455556666.heic", "2019-07-06T12:30:00")
    tree.beside(
        f"{p}/resources/derivatives/0/0A1B2C3D-1111-4222-8333-444455556666_1_105_c.jpeg",
        f"{p}/resources/derivatives/masters/0/0A1B2C3D-1111-4222-8333-444455556666_4_5005_c.jpeg",
        f"{p}/database/Photos.sqlite",
    )
    tree.beside(
        "Music/iTunes/iTunes Library.itl",
        "Music/iTunes/Album Artwork/Cache/x.itc",
        ".DS_Store",
    )


@library("shares of NAS makers")
def shares_of_synology(tree: Tree) -> None:
    """Shares of a Synology: homes, mobile backup, video, music, photo, and what its packages keep."""
    tree.film("Heron Bay", 2011, "video/movie/Heron Bay (2011)/Heron Bay (2011).mkv")
    tree.episode("The Harbour", "1x1", "video/tv_show/The Harbour/Season 1/The Harbour.S01E01.mkv")
    tree.album("The Rooms", "Attic", "music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.photo("homes/anna/Photos/MobileBackup/iPhone von Anna/2023/05/IMG_0001.HEIC", "2023-05-01T10:00:00")
    tree.photo("homes/anna/Photos/MobileBackup/iPhone von Anna/2023/05/IMG_0002.JPG", "2023-05-02T10:00:00")
    tree.photo("photo/2019/IMG_0003.jpg", "2019-07-05T12:30:00")
    tree.beside(
        "homes/anna/Photos/MobileBackup/iPhone von Anna/2023/05/@eaDir/IMG_0002.JPG/SYNOPHOTO_THUMB_SM.jpg",
        "video/movie/Heron Bay (2011)/@eaDir/Heron Bay (2011).mkv/SYNOINDEX_MEDIA_INFO",
        "@eaDir/x/SYNOPHOTO_THUMB_XL.jpg",
        "surveillance/@Snapshot/cam1.jpg",
        "homes/anna/#recycle/IMG_9.jpg",
        "photo/#snapshot/GMT-1/IMG_0003.jpg",
        "web/index.html",
    )


@library("shares of NAS makers")
def media_servers_beside_media(tree: Tree) -> None:
    """The data of Plex, Jellyfin and Kodi beside what they serve."""
    tree.film("Heron Bay", 2011, "media/movies/Heron Bay (2011)/Heron Bay (2011).mkv")
    tree.episode("The Harbour", "1x1", "media/tv/The Harbour/Season 01/The Harbour - S01E01.mkv")
    tree.album("The Rooms", "Attic", "media/music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.beside(
        "media/movies/Heron Bay (2011)/trickplay/1.jpg",
        "media/movies/Heron Bay (2011)/Heron Bay (2011).trickplay/320 - 10x10/0.jpg",
        "media/movies/Heron Bay (2011)/.plexmatch",
        "media/movies/Heron Bay (2011)/chapters/Heron Bay (2011)_123.jpg",
        "media/tv/The Harbour/Season 01/metadata/The Harbour - S01E01.jpg",
        "media/tv/The Harbour/.actors/A_B.jpg",
        "media/movies/Heron Bay (2011)/extrathumbs/thumb1.jpg",
        "media/music/The Rooms/fanart.jpg",
        "media/music/The Rooms/logo.png",
    )


@library("shares of NAS makers")
def a_media_box(tree: Tree) -> None:
    """A media box with art of everything and NFO files."""
    tree.film("Red Reef", 2016, "movies/Red Reef (2016)/Red Reef (2016).mkv")
    tree.beside(
        *(
            f"movies/Red Reef (2016)/Red Reef (2016)-{x}.jpg"
            for x in ("poster", "fanart", "banner", "landscape", "thumb", "clearart", "discart")
        ),
        "movies/Red Reef (2016)/Red Reef (2016).nfo",
        "movies/Red Reef (2016)/.actors/A.jpg",
        "movies/Red Reef (2016)/extrathumbs/thumb1.jpg",
    )
    tree.episode("Reef Patrol", "1x1", "tv/Reef Patrol/Season 01/Reef Patrol S01E01.mkv")
    tree.beside(
        "tv/Reef Patrol/season01-fanart.jpg",
        "tv/Reef Patrol/season-all-banner.jpg",
        "tv/Reef Patrol/characterart.png",
        "tv/Reef Patrol/logo.png",
        "tv/Reef Patrol/Season 01/Reef Patrol S01E01.nfo",
        "tv/Reef Patrol/Season 01/Reef Patrol S01E01-thumb.jpg",
        "tv/Reef Patrol/Season 01/season.nfo",
    )
    tree.album("Ada Holm", "Terns", "music/Ada Holm/Terns", "White|Black")
    tree.beside(
        "music/Ada Holm/folder.jpg",
        "music/Ada Holm/fanart.jpg",
        "music/Ada Holm/artist.nfo",
        "music/Ada Holm/Terns/album.nfo",
        "music/Ada Holm/Terns/cdart.png",
        "music/Ada Holm/Terns/back.jpg",
        "music/Ada Holm/extrafanart/1.jpg",
    )
