"""Folders that programs keep for themselves, told by what lies in them: nothing below is anybody's picture or song.

| what lies in the folder                                         | what it is             | what is passed over    |
|-----------------------------------------------------------------|------------------------|------------------------|
| `wp-config.php`, `UnityPlayer.dll`, `AndroidManifest.xml` ...   | a program, whole       | all but a sound track  |
| `package.json` beside `src`, `README.md`, `LICENSE` ...         | sources                | its parts              |
| `index.html` beside `css`, `robots.txt` ...                     | a web site             | its parts              |
| an `.exe` beside `.dll`, `.cab`, `.pck`; `addon.xml`            | a program, a game      | its parts              |
| `gamelist.xml`                                                  | games of an emulator   | its parts              |
| `Page.html` beside `Page_files`                                 | a web page, as saved   | `Page_files`           |
| `Ringtones` beside `DCIM`                                       | a phone                | `Ringtones`, `Alarms`  |
| `appdata_oc12` beside `nextcloud.log`                           | previews of a server   | `appdata_oc12`         |
| `thumbs` beside `encoded-video`                                 | photos on a server     | `thumbs`, `profile`    |
| `Caches` in `Library`, `Library` in `System`, `obb` in `Android`| a program's own data   | that folder            |
| pictures in a `cache`                                           | drawn from others      | the pictures           |
| `x.sync-conflict-20200101-101010-ABC.mkv`                       | a copy that lost       | that file              |

The parts of a program are folders called as programs call theirs (`assets`, `css`, `textures`), and small pictures and
sounds that lie loose. Whatever else lies there is walked: films, songs and books that somebody put beside a program,
the folders of people, what a camera named. A home is no program, whatever was unpacked into it, nor is a folder where
films, books or songs lie beside one: `Downloads`. A library's root is always walked.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_SOURCES = frozenset(
    b"package.json composer.json Cargo.toml pyproject.toml setup.py CMakeLists.txt pom.xml build.gradle go.mod "
    b"Gemfile".split()
)
_BESIDE_SOURCES = frozenset(
    b"src lib assets test tests docs public node_modules www README.md README.rst README LICENSE LICENSE.md "
    b"LICENSE.txt COPYING .git .gitignore package-lock.json yarn.lock index.js".split()
)
_PAGES = frozenset(b"index.html index.htm index.php".split())
_BESIDE_PAGES = frozenset(
    b"css js style.css styles.css main.css script.js main.js robots.txt favicon.ico .htaccess".split()
)
_WHOLE = frozenset(b"wp-config.php wp-login.php System32 UnityPlayer.dll AndroidManifest.xml pyvenv.cfg renpy".split())
_GAMES = b"gamelist.xml"
_PARTED = frozenset((b"addon.xml", _GAMES, b"pack.mcmeta"))
_LOOSE = tuple(b".png .jpg .jpeg .gif .bmp .ico .svg .webp .ogg .ogv .wav".split())
_ROMS = (b".zip", b".7z")
_CAMERA = re.compile(rb"(?:img|dsc[fn]?|dcp|_mg|pxl|mvimg|p)[_-]?\d{3}", re.IGNORECASE)
_SITE_PARTS = frozenset(
    b"css js styles scripts img images assets asset static icons fonts files sounds thumbs cgi-bin build".split()
)
_PARTS = _SITE_PARTS | frozenset(
    b"textures graphics gfx gui ui res resources data content www src lib libs public docs doc test tests examples "
    b"sounds sound sfx voices characters maps shaders locales system levels sprites tiles engine bin share".split()
)
_LOWER_PARTS = frozenset(b"music audio voice media movies video videos downloaded_media covers screenshots".split())
_NONE: frozenset[bytes] = frozenset()
_SOUNDTRACK = re.compile(rb"sound ?tracks?|ost|bonus|art ?books?|comics?", re.IGNORECASE)
_HOMES = frozenset(
    b".bashrc .profile .ssh .config .cache NTUSER.DAT ntuser.dat AppData Desktop Downloads Documents DCIM occ".split()
)
_WORKS = tuple(
    b".mkv .avi .m4v .mp4 .mov .wmv .ts .m2ts .webm .m4b .m4a .mp3 .flac .opus .wma .aac .pdf .epub .mobi .azw3 .fb2 "
    b".cbz .cbr .cb7 .heic".split()
)
CACHE = b"cache"
"""The one folder that is looked through because it is called so."""
_BESIDE = {
    b"DCIM": frozenset((b"Ringtones", b"Notifications", b"Alarms")),
    b"encoded-video": frozenset((b"encoded-video", b"profile", b"thumbs")),
}
_WITHIN = {
    b"Android": frozenset((b"data", b"obb")),
    b"Library": frozenset((b"Caches", b"Application Support", b"Containers", b"Desktop Pictures", b"Screen Savers")),
    b"System": frozenset((b"Library",)),
    b"Photo Booth Library": frozenset((b"Thumbs",)),
    b"userdata": frozenset((b"Thumbnails", b"Database")),
    CACHE: frozenset((b"images", b"artwork", b"thumbs", b"thumbnails")),
    b"generated": frozenset((b"screenshots", b"markers", b"vtt", b"transcodes")),
    b"share": frozenset((b"icons", b"pixmaps", b"sounds", b"backgrounds", b"themes", b"wallpapers")),
    b"OpenAudible": frozenset((b"art", b"web")),
}  # fmt: skip  # as above
_TOGETHER = {
    b"Library": frozenset(
        (b"Caches", b"Preferences", b"Application Support", b"Sounds", b"Mail", b"Messages", b"Audio")
    ),
    b"metadata": frozenset((b"library", b"People", b"artists", b"views", b"items", b"authors", b"cache")),
    b"usr": frozenset((b"share", b"lib", b"include", b"bin")),
    b"local": frozenset((b"share", b"lib", b"include", b"bin")),
}
"""Folders of which one alone may be anybody's."""
CONFLICT = b"onfli"
"""What the names of copies that lost have in common, in two languages."""
_LOST = re.compile(rb"\.sync-conflict-\d{8}|conflicted copy \d{4}|\(SFConflict |\(Konfliktkopie ")
_PAGE = re.compile(rb"(.{1,240})\.html?", re.IGNORECASE | re.DOTALL)
_FILES = re.compile(
    rb"(.{1,240}?)[_-](?:files|dateien|fichiers|archivos|file|filer|bestanden)", re.IGNORECASE | re.DOTALL
)

NAMES = frozenset((b"nextcloud.log", b"owncloud.log")).union(
    _SOURCES, _PAGES, _WHOLE, _PARTED, *_BESIDE.values(), *_WITHIN.values(), *_TOGETHER.values()
)
"""Names without one of which, and without a `.dll`, `.cab`, `.pck` or `.html`, a folder is nobody's but people's."""
ENDINGS = frozenset((b"dll", b"DLL", b"cab", b"pck", b"html", b"htm"))


def kept(own: bytes, names: Iterable[bytes]) -> set[bytes]:
    """Give those of a folder's names that a program keeps; `own` is the folder's name, empty for a root."""
    found = frozenset(names)
    out = _parts(found) if own else set()
    if own == CACHE:
        out |= set(filter(_is_loose, found))
    out |= found & _WITHIN.get(own, frozenset())
    together = found & _TOGETHER.get(own, frozenset())
    if len(together) > 1:
        out |= together
    out |= {name for name in found if CONFLICT in name and _LOST.search(name)}
    if not found.isdisjoint((b".ocdata", b".ncdata", b"nextcloud.log", b"owncloud.log")):
        out |= {name for name in found if name.startswith(b"appdata_")}
    for sign, theirs in _BESIDE.items():
        if sign in found:
            out |= found & theirs
    pages = {page[1] for name in found if (page := _PAGE.fullmatch(name))}
    if pages:
        out |= {name for name in found if (files := _FILES.fullmatch(name)) and files[1] in pages}
    return out


def _parts(names: frozenset[bytes]) -> set[bytes]:
    """Give what of a folder is a program's, which is nothing where it is none."""
    if not names.isdisjoint(_HOMES):
        return set()
    if not names.isdisjoint(_WHOLE):
        return {name for name in names if not _SOUNDTRACK.search(name)}
    folders, lower = _folders(names)
    if not folders or any(name.lower().endswith(_WORKS) for name in names):
        return set()
    out = {name for name in names if name in lower or name.lower() in folders or _is_loose(name)}
    return out | {name for name in names if name.lower().endswith(_ROMS)} if _GAMES in names else out


def _folders(names: frozenset[bytes]) -> tuple[frozenset[bytes], frozenset[bytes]]:
    """Give how the folders of a program are called, in any case and in lower case; nothing for other folders."""
    endings = {name[-4:].lower() for name in names}
    runs = b".exe" in endings and not endings.isdisjoint((b".dll", b".cab", b".pck"))
    sources = names & _SOURCES and (names & _BESIDE_SOURCES or b".exe" in endings)
    if runs or sources or names & _PARTED:
        return _PARTS, _LOWER_PARTS
    if names & _PAGES and names & _BESIDE_PAGES:
        return _SITE_PARTS, _NONE
    return _NONE, _NONE


def _is_loose(name: bytes) -> bool:
    return name.lower().endswith(_LOOSE) and _CAMERA.match(name) is None
