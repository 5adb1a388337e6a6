"""Disks and shares on which programs keep pictures, sounds and books of their own: none of them is anybody's work."""

from __future__ import annotations

from typing import Any

from accuracy.truth import Tree, library


@library("what programs keep")
def unraid(tree: Tree) -> None:
    """Media beside the appdata of other servers."""
    m = "user/data/media"
    tree.film("Heron Bay", 2011, f"{m}/movies/Heron Bay (2011) {{tmdb-123}}/Heron Bay (2011).mkv")
    tree.episode("The Harbour", "1x1", f"{m}/tv/The Harbour/Season 01/The Harbour - S01E01.mkv")
    tree.album("The Rooms", "Attic", f"{m}/music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.audiobook("Ember", "Ines Tamura", f"{m}/audiobooks/Ines Tamura/Ember/Ember.m4b")
    tree.book("Low Country", "Piet de Groot", f"{m}/books/Piet de Groot/Low Country/Low Country - Piet de Groot.epub")
    tree.comic("Paper Moon", "1", f"{m}/comics/Paper Moon (2011)/Paper Moon 001 (2011).cbz")
    p = "user/appdata/plex/Library/Application Support/Plex Media Server"
    tree.beside(
        f"{p}/Metadata/Movies/a/abc123.bundle/Contents/_combined/posters/tv.plex.agents.movie_x.jpg",
        f"{p}/Cache/PhotoTranscoder/00/00abc.jpg",
        f"{p}/Media/localhost/0/abc.bundle/Contents/Thumbnails/thumb1.jpg",
        f"{p}/Metadata/Artists/0/x.bundle/Uploads/posters/a.jpg",
        f"{p}/Media/localhost/0/abc.bundle/Contents/Art/theme.mp3",
    )
    a = "user/appdata"
    tree.beside(
        f"{a}/jellyfin/data/metadata/library/ab/abcdef0123/poster.jpg",
        f"{a}/jellyfin/cache/images/resized-images/0/0a1b.webp",
        f"{a}/jellyfin/config/metadata/People/A/Ada Holm/folder.jpg",
        f"{a}/radarr/MediaCover/12/poster.jpg",
        f"{a}/radarr/MediaCover/12/fanart-360.jpg",
        f"{a}/sonarr/config/MediaCover/3/banner.jpg",
        f"{a}/lidarr/MediaCover/Albums/12/cover.jpg",
        f"{a}/kodi/userdata/Thumbnails/0/0a1b2c3d.jpg",
        f"{a}/audiobookshelf/metadata/items/0a1b/cover.jpg",
        f"{a}/audiobookshelf/metadata/cache/covers/0a1b_400.webp",
        f"{a}/kavita/config/covers/v1_c2.png",
        f"{a}/navidrome/cache/images/ab/cd/abcd.jpg",
        f"{a}/tautulli/cache/images/abc.jpg",
        f"{a}/overseerr/cache/images/tmdb/x.jpg",
    )


@library("what programs keep")
def nextcloud_immich(tree: Tree) -> None:
    """Server folders of photo and file programs."""
    tree.photo("nextcloud/data/anna/files/Photos/IMG_0001.jpg", "2019-07-05T12:30:00")
    tree.photo("immich/library/admin/2020/2020-05-01/IMG_0002.jpg", "2020-05-01T12:30:00")
    tree.photo("photoprism/originals/2018/IMG_0003.jpg", "2018-05-01T12:30:00")
    tree.audiobook("Ember", "Ines Tamura", "nextcloud/data/anna/files/Audiobooks/Ines Tamura - Ember.m4b")
    tree.beside(
        "nextcloud/data/appdata_ocabc123/preview/1/2/3/256-256-crop.jpg",
        "nextcloud/data/nextcloud.log",
        "nextcloud/data/anna/files_trashbin/files/IMG_0009.jpg.d1600000000",
        "nextcloud/data/anna/files_versions/Photos/IMG_0001.jpg.v1600000000",
        "immich/thumbs/0a1b2c3d/00/aa/00aa1122-preview.jpeg",
        "immich/thumbs/0a1b2c3d/00/aa/00aa1122-thumbnail.webp",
        "immich/encoded-video/0a1b/00/x.mp4",
        "immich/profile/0a1b/me.jpg",
        "photoprism/storage/cache/thumbnails/1/2/3/123abc_720x720_fit.jpg",
        "photoprism/storage/sidecar/2018/IMG_0003.jpg.yml",
        "nextcloud/apps/files/img/folder.png",
        "nextcloud/core/img/logo/logo.png",
    )


@library("what programs keep")
def windows_left(tree: Tree) -> None:
    """A Windows user's profile with what programs leave in it."""
    h = "Backup/C/Users/Anna"
    tree.photo(f"{h}/Pictures/2019/DSC_0001.JPG", "2019-08-03T10:00:00")
    tree.album("The Rooms", "Attic", f"{h}/My Documents/My Music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.film("Heron Bay", 2011, f"{h}/Desktop/Neuer Ordner/Heron.Bay.2011.German.1080p.BluRay.x264-GRP.mkv")
    tree.audiobook(
        "Tern",
        "Ada Holm",
        [f"{h}/Desktop/Ada Holm - Tern (Hörbuch)/Tern - Kapitel {n:02d}.mp3" for n in (1, 2, 3)],
        made={},
    )
    tree.book("Low Country", "Piet de Groot", f"{h}/Documents/Piet de Groot - Low Country.epub")
    tree.beside(
        f"{h}/AppData/Roaming/Microsoft/Windows/Themes/CachedFiles/CachedImage_1920_1080_POS4.jpg",
        f"{h}/AppData/Local/Google/Chrome/User Data/Default/Extensions/abc/1.0_0/icon128.png",
        f"{h}/AppData/Local/Temp/tmp12.jpg",
        f"{h}/AppData/Roaming/discord/Cache/f_000001.png",
        f"{h}/AppData/Local/Game/sounds/click.mp3",
        f"{h}/Saved Games/Fen Quest/slot1/thumb.png",
        f"{h}/Local Settings/Temporary Internet Files/Content.IE5/ABC/banner.gif",
        "Backup/C/Windows/Web/Wallpaper/Windows/img0.jpg",
        "Backup/C/Windows/Media/tada.wav",
        "Backup/C/Windows/System32/drivers/etc/hosts",
        "Backup/C/Program Files/App/images/splash.png",
        "Backup/C/Program Files/App/sounds/ding.wav",
        "Backup/C/ProgramData/Microsoft/User Account Pictures/user.png",
        "Backup/C/Program Files (x86)/App/help/manual.pdf",
    )


@library("what programs keep")
def mac_backup(tree: Tree) -> None:
    """A Mac's disk: packages of programs, old libraries, Time Machine."""
    h = "Users/ben"
    tree.photo(
        f"{h}/Pictures/iPhoto Library.photolibrary/Masters/2012/05/01/20120501-101010/IMG_0001.JPG",
        "2012-05-01T10:10:10",
    )
    tree.album(
        "The Rooms",
        "Attic",
        f"{h}/Music/iTunes/iTunes Media/Music/The Rooms/Attic",
        "Dust|Beam",
        ending="m4a",
        name="{number:02d} {title}",
    )
    tree.audiobook("Ember", "Ines Tamura", f"{h}/Music/iTunes/iTunes Media/Audiobooks/Ines Tamura/Ember.m4b")
    tree.film("Heron Bay", 2011, f"{h}/Movies/Heron Bay (2011).m4v")
    tree.book(
        "Low Country",
        "Piet de Groot",
        f"{h}/Library/Mobile Documents/iCloud~com~apple~iBooks/Documents/Low Country.epub",
    )
    tree.beside(
        f"{h}/Pictures/iPhoto Library.photolibrary/Thumbnails/2012/05/01/20120501-101010/abc/IMG_0001.jpg",
        f"{h}/Pictures/iPhoto Library.photolibrary/Previews/2012/05/01/20120501-101010/abc/IMG_0001.jpg",
        "Applications/Fen.app/Contents/Resources/icon.png",
        "Applications/Fen.app/Contents/Resources/chime.mp3",
        f"{h}/Music/GarageBand/Song.band/Media/Audio Files/Drums#01.wav",
        f"{h}/Library/Caches/com.x/a.jpg",
        f"{h}/Library/Application Support/AddressBook/Images/x.jpg",
        "Backups.backupdb/Mac/2020-01-01-101010/Macintosh HD/Users/ben/Pictures/IMG_0001.JPG",
        f"{h}/Pictures/Photo Booth Library/Thumbs/x.jpg",
        "Library/Desktop Pictures/Moor.jpg",
        "System/Library/Sounds/Basso.wav",
        ".fseventsd/a",
        ".DocumentRevisions-V100/x.jpg",
        ".TemporaryItems/x.mp3",
        f"{h}/Music/iTunes/Album Artwork/Download/x.itc2",
    )


@library("what programs keep")
def android_dump(tree: Tree) -> None:
    """An Android phone, the whole of its storage."""
    tree.photo("sdcard/DCIM/Camera/PXL_20210101_101010123.jpg", "2021-01-01T10:10:10")
    tree.photo(
        "sdcard/Android/media/com.whatsapp/WhatsApp/Media/WhatsApp Images/IMG-20210203-WA0001.jpg",
        "2021-02-03",
        made={},
    )
    tree.album("The Rooms", "Attic", "sdcard/Music/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.audiobook(
        "Tern", "Ada Holm", [f"sdcard/Audiobooks/Ada Holm/Tern/Tern {n:02d}.mp3" for n in (1, 2, 3)], made={}
    )
    tree.book("Low Country", "Piet de Groot", "sdcard/Books/Piet de Groot/Low Country.epub")
    tree.beside(
        "sdcard/Ringtones/bell.mp3",
        "sdcard/Notifications/ping.ogg",
        "sdcard/Alarms/wake.mp3",
        "sdcard/Android/data/com.game/files/img/a.png",
        "sdcard/Android/data/com.game/files/snd/b.ogg",
        "sdcard/Android/obb/com.game/main.obb",
        "sdcard/Android/media/com.whatsapp/WhatsApp/Media/WhatsApp Stickers/STK-20210101-WA0001.webp",
        "sdcard/Android/media/com.whatsapp/WhatsApp/Media/.Statuses/x.jpg",
        "sdcard/Android/media/com.whatsapp/WhatsApp/.Thumbs/x.jpg",
        "sdcard/DCIM/.trashed-1612345678-IMG_1.jpg",
        "sdcard/DCIM/Camera/.pending-1612345678-PXL_2.jpg",
        "sdcard/Telegram/Telegram Stickers/a.webp",
        "sdcard/Pictures/.thumbnails/1.jpg",
        "sdcard/Movies/.thumbnails/2.jpg",
        "sdcard/Music/.thumbnails/3.jpg",
        "sdcard/.estrongs/recycle/x.jpg",
    )


@library("what programs keep")
def game_folders(tree: Tree) -> None:
    """Games and programs with pictures and sounds of their own."""
    tree.film("Heron Bay", 2011, "Filme/Heron Bay (2011).mkv")
    tree.album("Ada Holm", "Fen Quest OST", "Music/Ada Holm/Fen Quest OST", "Theme|Reeds", ending="mp3")
    g = "Games/Fen Quest"
    tree.beside(
        f"{g}/FenQuest.exe",
        f"{g}/engine.dll",
        f"{g}/music/battle01.ogg",
        f"{g}/music/battle02.ogg",
        f"{g}/sfx/door.wav",
        f"{g}/textures/wall.png",
        f"{g}/textures/floor.jpg",
        f"{g}/data/img/intro.jpg",
        f"{g}/movies/intro.mp4",
        f"{g}/movies/credits.webm",
    )
    r = "Games/RpgGame"
    tree.beside(
        f"{r}/Game.exe",
        f"{r}/package.json",
        f"{r}/www/audio/bgm/Battle1.ogg",
        f"{r}/www/audio/se/Cursor1.ogg",
        f"{r}/www/img/characters/Actor1.png",
        f"{r}/www/img/faces/Actor1.png",
        f"{r}/www/movies/opening.webm",
    )
    tree.beside(
        "SteamLibrary/steamapps/common/Reef/reef.exe",
        "SteamLibrary/steamapps/common/Reef/Content/Music/a.mp3",
        "SteamLibrary/steamapps/common/Reef/Content/img/a.png",
        "SteamLibrary/steamapps/common/Reef/intro.mp4",
        "Steam/appcache/librarycache/123_header.jpg",
    )


@library("what programs keep")
def roms(tree: Tree) -> None:
    """Emulators: pictures and clips of games."""
    tree.photo("Photos/IMG_0001.jpg", "2019-07-05T12:30:00")
    tree.beside(
        "roms/snes/Fen Quest (USA).zip",
        "roms/snes/media/images/Fen Quest (USA).png",
        "roms/snes/media/videos/Fen Quest (USA).mp4",
        "roms/snes/gamelist.xml",
        "roms/psx/Reef (Europe)/Reef (Europe).cue",
        "roms/psx/Reef (Europe)/Reef (Europe) (Track 1).bin",
        "retroarch/thumbnails/Nintendo - SNES/Named_Boxarts/Fen Quest (USA).png",
        "roms/genesis/downloaded_images/Fen-image.jpg",
        "bios/scph.bin",
    )


@library("what programs keep")
def sources_and_sites(tree: Tree) -> None:
    """Trees of sources and dumps of web sites."""
    tree.photo("Bilder/2019/IMG_0001.JPG", "2019-07-05T12:30:00")
    tree.audiobook("Ember", "Ines Tamura", "Hörbücher/Ines Tamura - Ember.m4b")
    tree.beside(
        "Projects/app/package.json",
        "Projects/app/node_modules/lib/logo.png",
        "Projects/app/src/assets/hero.jpg",
        "Projects/app/public/img/icon.png",
        "Projects/app/.git/config",
        "Projects/app/src/index.js",
        "Projects/app/tests/fixtures/sample.mp3",
        "Projects/app/tests/fixtures/book.epub",
        "Projects/py/setup.py",
        "Projects/py/docs/images/shot.png",
        "Projects/py/venv/lib/python3.11/site-packages/x/icon.png",
        "Projects/py/venv/lib/python3.11/site-packages/x/beep.wav",
        "www/example.org/index.html",
        "www/example.org/css/main.css",
        "www/example.org/images/header.jpg",
        "www/example.org/images/photo1.jpg",
        "www/example.org/sounds/click.mp3",
        "www/blog/wp-config.php",
        "www/blog/wp-content/uploads/2019/05/moor-300x200.jpg",
        "www/blog/wp-content/themes/x/screenshot.png",
        "www/blog/wp-includes/images/smile.png",
        "Downloads/How to salt - Wiki_files/logo.png",
        "Downloads/How to salt - Wiki.html",
        "Downloads/How to salt - Wiki_files/thumb.jpg",
    )


@library("what programs keep")
def copies_that_lost(tree: Tree) -> None:
    """Copies that synchronising programs leave."""

    def copies(kind: str, first: str, lost: str, made: dict[str, Any], **fields: Any) -> None:
        tree.work(kind, frozenset({first, lost}), **fields)
        tree.make(first, **made)
        tree.write(lost, (tree.root / first).read_bytes())

    copies(
        "photo",
        "Photos/IMG_0001.jpg",
        "Photos/IMG_0001 (Anna's conflicted copy 2020-01-01).jpg",
        made={"taken": "2019-07-05T12:30:00"},
        date_taken="2019-07-05T12:30:00",
    )
    copies(
        "movie",
        "Movies/Heron Bay (2011).mkv",
        "Movies/Heron Bay (2011).sync-conflict-20200101-101010-ABCDEFG.mkv",
        made={},
        title="Heron Bay",
        year=2011,
    )
    copies(
        "audiobook",
        "Audiobooks/Ines Tamura/Ember.m4b",
        "Audiobooks/Ines Tamura/Ember (conflicted copy 2020-01-01 101010).m4b",
        made={"title": "Ember", "album": "Ember", "artist": "Ines Tamura"},
        title="Ember",
    )
    copies(
        "book",
        "Books/Piet de Groot - Low Country.epub",
        "Books/Piet de Groot - Low Country (Ben's conflicted copy 2020-01-01).epub",
        made={"title": "Low Country", "authors": ["Piet de Groot"]},
        title="Low Country",
    )
    tree.beside(
        ".stversions/Photos/IMG_0001~20200101-101010.jpg",
        ".sync/Archive/Ember.m4b",
        ".dropbox.cache/x.jpg",
        ".stfolder/a",
        "Audiobooks/.syncthing.Ember.m4b.tmp",
        "Photos/~syncthing~IMG_2.jpg.tmp",
        ".tmp.drivedownload/x.jpg",
    )


@library("what programs keep")
def a_pool_with_apps(tree: Tree) -> None:
    """A pool with datasets, snapshots, iocage and apps."""
    tree.film("Salt Road", 2010, "tank/media/Movies/Salt Road (2010)/Salt Road (2010).mkv")
    tree.episode("Copper Hill", "1x2", "tank/media/TV/Copper Hill/Season 1/Copper Hill - 1x02.mkv")
    tree.audiobook(
        "Gull", "Ada Holm", [f"tank/media/Audio Books/Ada Holm/Gull/{n:02d} - Gull.mp3" for n in (1, 2, 3)], made={}
    )
    tree.album("Jonas Wick", "Ropes", "tank/media/Music/Jonas Wick/Ropes", "Knot|Splice")
    tree.photo("tank/photos/2017/IMG_0002.JPG", "2017-03-03T10:00:00")
    tree.beside(
        "tank/media/Movies/.zfs/snapshot/auto-2020/Old (1999).mkv",
        "tank/apps/emby/metadata/library/0a/x/poster.jpg",
        "tank/apps/emby/cache/images/a.jpg",
        "tank/apps/prowlarr/Definitions/a.yml",
        "tank/apps/bazarr/cache/a.jpg",
        "tank/ix-applications/releases/plex/volumes/config/Library/Application Support/Plex Media Server/Cache/PhotoTranscoder/0/a.jpg",
        "tank/apps/stash/generated/screenshots/a.jpg",
        "tank/iocage/jails/x/root/usr/local/share/icons/a.png",
        "tank/apps/grafana/public/img/logo.png",
    )


@library("what programs keep")
def a_home_with_programs(tree: Tree) -> None:
    """A Linux home with caches, themes, snaps."""
    h = "home/ben"
    tree.photo(f"{h}/Bilder/Urlaub/IMG_0003.JPG", "2016-03-03T10:00:00")
    tree.album("Jonas Wick", "Ropes", f"{h}/Musik/Jonas Wick/Ropes", "Knot|Splice", ending="ogg")
    tree.film("Salt Road", 2010, f"{h}/Videos/Salt Road (2010).mkv")
    tree.audiobook("Gull", "Ada Holm", f"{h}/Hörbücher/Ada Holm - Gull.m4b", made={})
    tree.book("Peat", "Nils Okafor", f"{h}/Calibre-Bibliothek/Nils Okafor/Peat (12)/Peat - Nils Okafor.epub")
    tree.beside(
        f"{h}/Calibre-Bibliothek/Nils Okafor/Peat (12)/cover.jpg",
        f"{h}/.cache/thumbnails/large/a.png",
        f"{h}/.local/share/Trash/files/x.mp3",
        f"{h}/.mozilla/firefox/x/a.png",
        f"{h}/snap/app/common/icon.png",
        "usr/share/icons/hicolor/48x48/apps/a.png",
        "usr/share/sounds/freedesktop/stereo/bell.oga",
        "usr/share/backgrounds/moor.jpg",
        "usr/share/doc/x/manual.pdf",
        "opt/app/resources/splash.jpg",
        f"{h}/.wine/drive_c/game/a.mp3",
        f"{h}/go/pkg/mod/x/logo.png",
    )


@library("what programs keep")
def a_docker_host(tree: Tree) -> None:
    """A docker host: compose files, config folders, media."""
    tree.film("Salt Road", 2010, "srv/media/movies/Salt Road (2010)/Salt Road (2010).mkv")
    tree.audiobook("Gull", "Ada Holm", "srv/media/audiobooks/Ada Holm/Gull/Gull.m4b")
    tree.book("Peat", "Nils Okafor", "srv/media/books/Nils Okafor/Peat (12)/Peat - Nils Okafor.epub")
    tree.beside(
        "srv/docker/compose.yml",
        "srv/docker/jellyfin/config/metadata/library/0a/x/poster.jpg",
        "srv/docker/jellyfin/cache/images/a.webp",
        "srv/docker/plex/config/Library/Application Support/Plex Media Server/Metadata/x.bundle/p.jpg",
        "srv/docker/radarr/config/MediaCover/1/poster.jpg",
        "srv/docker/kavita/config/covers/s1.png",
        "srv/docker/audiobookshelf/metadata/items/x/cover.jpg",
        "srv/docker/homepage/config/images/bg.jpg",
        "srv/docker/npm/data/logo.png",
    )


@library("what programs keep")
def games_of_engines(tree: Tree) -> None:
    """Games of several engines."""
    tree.album("The Rooms", "Attic", "Musik/The Rooms/Attic", "Dust|Beam", ending="mp3")
    tree.beside(
        "Spiele/Unity Game/Game.exe",
        "Spiele/Unity Game/UnityPlayer.dll",
        "Spiele/Unity Game/Game_Data/StreamingAssets/intro.mp4",
        "Spiele/Godot Game/game.exe",
        "Spiele/Godot Game/game.pck",
        "Spiele/Godot Game/music/a.ogg",
        "Spiele/Minecraft/.minecraft/assets/a.ogg",
        "Spiele/Minecraft/resourcepacks/x/pack.mcmeta",
        "Spiele/Minecraft/resourcepacks/x/assets/minecraft/textures/a.png",
        "Spiele/RenPy/renpy/common/a.png",
        "Spiele/RenPy/game.exe",
        "Spiele/RenPy/game/images/bg.jpg",
        "Spiele/RenPy/lib/windows/a.dll",
    )
