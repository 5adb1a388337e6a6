"""What a name says of a file before anybody opens it: picture, clip, sidecar; a camera's, a program's, artwork."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_plugin_photos import dates

if TYPE_CHECKING:
    from mediad_sdk.values.media import Entry

PICTURES = frozenset(
    b"jpg jpeg jpe jfif png webp gif heic heif hif avif jxl tif tiff bmp dib mpo jps insp psd psb".split()
)
DRAWN = frozenset(b"png gif webp bmp dib".split())
"""What programs draw, and people paint and capture."""
RAWS = frozenset(
    b"cr2 cr3 crw nef nrw arw srf sr2 dng rw2 rwl orf ori raf pef srw 3fr fff iiq mrw x3f dcr kdc mos mef gpr".split()
)
CLIPS = frozenset(b"mp4 mov m4v 3gp 3g2 avi mts m2ts mpg mpeg wmv mkv mp mod tod insv 360".split())
LOW = frozenset((b"lrv", b"lrf", b"thm", b"aae", b"wav", b"srt", b"gpx"))
"""What cameras and phones put beside: small copies, thumbnails, edits, spoken notes, tracks."""
OTHER_MEDIA = frozenset(
    b"mp3 flac m4a m4b ogg opus wma ape aac aiff mka epub mobi azw3 fb2 cbz cbr cb7 cbt pdf iso cue nfo opf webm strm "
    b"sfv ts vob divx rmvb flv srt sub idx ass m3u m3u8".split()
)
"""Beside these a picture is theirs, unless a camera named it."""
ART = frozenset(
    [
        "cover",
        "folder",
        "front",
        "back",
        "poster",
        "fanart",
        "backdrop",
        "background",
        "banner",
        "logo",
        "clearlogo",
        "clearart",
        "disc",
        "discart",
        "cdart",
        "cd",
        "thumb",
        "thumbnail",
        "landscape",
        "keyart",
        "art",
        "artist",
        "album",
        "albumart",
        "albumartsmall",
        "artwork",
        "booklet",
        "inlay",
        "inside",
        "tray",
        "matrix",
        "obi",
        "spine",
        "movie",
        "show",
        "season-all-poster",
        "season-specials-poster",
        "characterart",
        "theme",
        "default",
    ]
)
ART_FOLDERS = frozenset(
    [
        "extrafanart",
        "extrathumbs",
        "backdrops",
        ".actors",
        "artwork",
        "covers",
        "booklet",
        "chapters",
        "metadata",
        "proof",
        "sample",
        "samples",
        "screens",
    ]
)
_SEASON_ART = re.compile(r"season[\s._-]?\d{1,3}[\s._-]?(?:poster|banner|fanart|landscape|thumb)?|albumart\b.*")
_BESIDE_ART = re.compile(
    r".*[-._](?:poster|fanart|banner|thumb|clearlogo|logo|backdrop|landscape|cover|clearart)\d{0,3}"
)
_STICKER = re.compile(rb"(?:stk-\d{8}-wa|\d{8}-sticker-)\d", re.IGNORECASE)
_SAVED_PAGE = re.compile(r".*(?:[-_](?:files|dateien)|_fichiers|_archivos|_bestanden|_elemei|\.files)")
_MADE_OF = (
    (re.compile(r"(.{1,240})[_-](?:thumb|thumbnail)"), r"\1"),
    (re.compile(r"(.{1,240})-overlay"), r"\1-main"),
    (re.compile(r"lrv_(\d{8}_\d{6})_\d\d(_\d{3})"), r"vid_\1_00\2"),
)
_SCANS = re.compile(r"scans?|artworks?|booklets?|covers?|images?", re.IGNORECASE)
_VOLUME = re.compile(r"(?:vol(?:ume)?|cd|dis[ck]|bd|dvd)[\s._-]{0,2}\d{1,2}", re.IGNORECASE)
"""What parts a folder of scans: `Scans/Vol.1`."""
_CAMERA = re.compile(
    r"(?:img|mvi|vid|pxl|dsc|dscn|dscf|_dsc|_mg|imgp|imag|cimg|pict|sam|sdc|gopr|gp\d\d|gx\d\d|gh\d\d|gs\d\d|dji|mvimg|"
    r"mov|mah|hpim|kif|pano|fxcam|wp|win|rpreplay|burst|signal|p_|photo|video|whatsapp|c360|s\d{3}|fb_img|trim)"
    r"[_\s-]?e?\d{3}|p\d{7}|r\d{7}|l\d{7}|\d{3}_\d{4}$|_?[a-z0-9]{3}_?\d{4}$|(?:whatsapp|screen ?shot|screen ?record|"
    r"bildschirmfoto|capture d.?.cran|captura de pantalla|schermata|screen recording)\b|screenshot_|"
    r"(?:img|vid)-\d{8}-wa\d|(?:photo|movie) on \d|c\d{4}$|signal-\d{4}|photo_\d{4}|video_\d{4}|dji_\d|fullsizerender"
)
_SCREENSHOT = re.compile(
    r"screen[ _-]?shot|bildschirmfoto|capture d.?.cran|captura de pantalla|schermata|スクリーンショット"
)
_DATED = re.compile(
    r"(?<!\d)(?:19[89]|20[0-4])\d[-_. ]?(?:0[1-9]|1[0-2])[-_. ]?(?:0[1-9]|[12]\d|3[01])(?!\d{1,5}(?:\D|$))"
)
_FOREIGN_CLIP = re.compile(
    r"\((?:19|20)\d\d\)|(?<![^\W_])(?:2160|1080|720|480)[pi]|(?<![^\W_])s\d{1,2}[\s._-]?e\d{1,3}|x26[45]|h\.?26[45]|"
    r"blu-?ray|web-?dl|webrip|hdtv|dvdrip|bdrip|(?<![^\W_])\d{1,2}x\d\d(?!\d)|\[(?=[a-z]{0,10}[\d_-])[\w-]{11}\]$"
)
_CAMERA_FOLDER = re.compile(
    r"dcim|"
    r"camera|camera roll|camera uploads|\d{3}[a-z0-9_]{5}|screenshots?|whatsapp (?:images|video)|"
    r"photos from \d{4}|m4root|clip|private|avchd|fotos|photos|bilder|pictures|videos|snapseed|instagram|telegram"
)
_HOME_VIDEOS = re.compile(r"(?:home|family|private?) ?(?:videos?|movies)|camcorder|familienvideos|videos de famille")
_CARD = re.compile(r"dcim|\d{3}(?!\d)[a-z0-9_]{5}")
_DATE_FOLDER = re.compile(r"(?:19|20)\d\d(?:[-_. ]\d\d(?:[-_. ]\d\d)?)?(?:\D.*)?")
_PROGRAM = re.compile(
    r"assets|static|resources?|www|wwwroot|htdocs|config|themes?|skins?|icons?|pixmaps|drawable(?:-.*)?"
)
_PAGE = re.compile(r"(?:page|p|pg|img|image)?[\s_-]?\d{1,4}[a-d]?")


def is_file(entry: Entry) -> bool:
    """Tell whether an entry is a file that counts: with bytes, not hidden, and no sticker of a messenger."""
    return bool(entry.size) and not entry.name.startswith((b".", b"._")) and not _STICKER.match(entry.name)


def is_camera(text: str) -> bool:
    """Tell whether a camera, a phone or a program that takes pictures gave the name."""
    lowered = text[:120].lower()
    return bool(_CAMERA.match(lowered) or _DATED.search(lowered))


def is_screenshot(text: str) -> bool:
    """Tell whether a phone or a desktop named a picture of its screen: a word in front, the day behind."""
    lowered = text[:120].lower()
    return bool(_SCREENSHOT.match(lowered) and _DATED.search(lowered))


def is_recorded(text: str) -> bool:
    """Tell whether a device named a clip: a day alone behind words is that of a show, `The Late Desk - 2019-03-06`."""
    text = text[:120]
    lowered = text.lower()
    return bool(_CAMERA.match(lowered) or _DATED.match(lowered) or "T" in dates.moment(text)[0])


def is_art(text: str) -> bool:
    """Tell whether a name is one of artwork."""
    lowered = text[:200].lower()
    bare = lowered.rstrip("0123456789 -_()").strip()
    return bare in ART or bool(_SEASON_ART.fullmatch(lowered) or _BESIDE_ART.fullmatch(lowered))


def is_foreign_clip(text: str) -> bool:
    """Tell whether a video is called as a film or an episode is."""
    return bool(_FOREIGN_CLIP.search(text[:200].lower()))


def is_of_home_videos(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads to where people keep the clips of their own camera."""
    return any(_HOME_VIDEOS.fullmatch(name.lower()) for name in names[-3:])


def is_photo_folder(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads to where photos are kept: a camera's folder, one of a day or a year."""
    if any(_CAMERA_FOLDER.fullmatch(name.lower()) for name in names[-3:]) or is_of_home_videos(names):
        return True
    return bool(names and _DATE_FOLDER.fullmatch(names[-1]))


def is_below_photos(names: tuple[str, ...]) -> bool:
    """Tell whether any folder of a path is one where photos are kept."""
    return any(is_photo_folder(names[: at + 1]) for at in range(len(names)))


def is_of_a_program(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads through what only programs and web sites have: `resources`, `static`, `config`."""
    return any(_PROGRAM.fullmatch(name.lower()) for name in names)


def is_saved_page(names: tuple[str, ...]) -> bool:
    """Tell whether a folder is what a browser saved beside a page."""
    return bool(names and _SAVED_PAGE.fullmatch(names[-1].lower()))


def is_card(names: tuple[str, ...]) -> bool:
    """Tell whether a path is on the card of a camera: `DCIM`, `100CANON`."""
    return any(_CARD.fullmatch(name.lower()) for name in names)


def made_of(text: str) -> str:
    """Give the name of what a small picture or clip was made of, in lower case, "" where it is none."""
    lowered = text[:200].lower()
    return next((found.expand(name) for shape, name in _MADE_OF if (found := shape.fullmatch(lowered))), "")


def is_scans(names: tuple[str, ...]) -> bool:
    """Tell whether a folder may hold scans of a booklet."""
    inner = len(names) > 1 and _VOLUME.fullmatch(names[-1]) is not None
    return bool(names and _SCANS.fullmatch(names[-2 if inner else -1]))


def is_page(text: str) -> bool:
    """Tell whether a name is nothing but a number, as pages have."""
    return bool(_PAGE.fullmatch(text.lower()))
