"""Folders that programs keep for themselves, told by what lies in them: nothing below is anybody's picture or song.

| what lies in the folder                                         | what it is             | what is passed over    |
|-----------------------------------------------------------------|------------------------|------------------------|
| `package.json` beside `src`, `README.md`, `LICENSE` ...         | sources                | all of it              |
| `wp-config.php`; `index.html` beside `css`, `robots.txt` ...    | a web site             | all of it              |
| an `.exe` beside `.dll`, `.cab`, `.pck`; `System32`; `addon.xml`| a program, a game      | all of it              |
| `gamelist.xml`                                                  | games of an emulator   | all of it              |
| `Page.html` beside `Page_files`                                 | a web page, as saved   | `Page_files`           |
| `Ringtones` beside `DCIM`                                       | a phone                | `Ringtones`, `Alarms`  |
| `appdata_oc12` beside `nextcloud.log`                           | previews of a server   | `appdata_oc12`         |
| `thumbs` beside `encoded-video`                                 | photos on a server     | `thumbs`, `profile`    |
| `Caches` in `Library`, `data` in `Android`, `People` in `metadata` | a program's own data | that folder           |
| `x.sync-conflict-20200101-101010-ABC.mkv`                       | a copy that lost       | that file              |

A home is no program, whatever was unpacked into it, nor is a folder where films, books or songs lie beside one:
`Downloads`. Nextcloud keeps what its users have among its own. A library's root is always walked.
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
_PROGRAMS = frozenset(
    b"wp-config.php wp-login.php System32 UnityPlayer.dll AndroidManifest.xml pyvenv.cfg addon.xml gamelist.xml "
    b"pack.mcmeta renpy".split()
)
_HOMES = frozenset(
    b".bashrc .profile .ssh .config .cache NTUSER.DAT ntuser.dat AppData Desktop Downloads Documents DCIM occ".split()
)
_WORKS = tuple(b".mkv .avi .m4v .m4b .mp3 .flac .epub .mobi .azw3 .cbz .cbr".split())
_BESIDE = {
    b"DCIM": frozenset((b"Ringtones", b"Notifications", b"Alarms")),
    b"encoded-video": frozenset((b"encoded-video", b"profile", b"thumbs")),
}
_WITHIN = {
    b"Android": frozenset((b"data", b"obb")),
    b"Library": frozenset((
        b"Caches", b"Application Support", b"Containers", b"Desktop Pictures", b"Sounds", b"Screen Savers", b"Mail",
        b"Messages", b"Audio",
    )),
    b"metadata": frozenset((b"library", b"People", b"artists", b"views", b"items", b"authors", b"cache")),
    b"userdata": frozenset((b"Thumbnails", b"Database")),
    b"OpenAudible": frozenset((b"art", b"web")),
    b"generated": frozenset((b"screenshots", b"thumbnails", b"markers", b"vtt", b"transcodes")),
    b"usr": frozenset((b"share", b"lib", b"include")),
    b"local": frozenset((b"share", b"lib", b"include")),
}  # fmt: skip  # as above
CONFLICT = b"onfli"
"""What the names of copies that lost have in common, in two languages."""
_LOST = re.compile(rb"\.sync-conflict-\d{8}|conflicted copy \d{4}|\(SFConflict |\(Konfliktkopie ")
_PAGE = re.compile(rb"(.{1,240})\.html?", re.IGNORECASE | re.DOTALL)
_FILES = re.compile(
    rb"(.{1,240}?)[_-](?:files|dateien|fichiers|archivos|file|filer|bestanden)", re.IGNORECASE | re.DOTALL
)

NAMES = frozenset((b"nextcloud.log", b"owncloud.log")).union(
    _SOURCES, _PAGES, _PROGRAMS, *_BESIDE.values(), *_WITHIN.values()
)
"""Names without one of which, and without a `.dll`, `.cab`, `.pck` or `.html`, a folder is nobody's but people's."""
ENDINGS = frozenset((b"dll", b"DLL", b"cab", b"pck", b"html", b"htm"))


def kept(own: bytes, names: Iterable[bytes]) -> set[bytes]:
    """Give those of a folder's names that a program keeps; `own` is the folder's name, empty for a root."""
    found = frozenset(names)
    if own and _is_program(found):
        return set(found)
    out = set(found & _WITHIN.get(own, frozenset()))
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


def _is_program(names: frozenset[bytes]) -> bool:
    if not names.isdisjoint(_HOMES) or any(name.lower().endswith(_WORKS) for name in names):
        return False
    endings = {name[-4:].lower() for name in names}
    return (
        not names.isdisjoint(_PROGRAMS)
        or (b".exe" in endings and not endings.isdisjoint((b".dll", b".cab", b".pck")))
        or bool(names & _SOURCES and (names & _BESIDE_SOURCES or b".exe" in endings))
        or bool(names & _PAGES and names & _BESIDE_PAGES)
    )
