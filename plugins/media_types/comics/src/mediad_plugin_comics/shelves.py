"""What the folders of a path are: where comics are kept, what only sorts them, and which names a series."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mediad_names import read
from mediad_sdk.text import fold

_SHELF = re.compile(
    r"(?:my |our |digital |american |european |japanese |us |eu )?(?:comics?|comic books?|mangas?|manhwas?|manhuas?|"
    r"webtoons?|graphic novels?|bandes?[ -]dessinees?|bds?|fumetti|tebeos|historietas|quadrinhos|komik|komiksy|"
    r"\u6f2b\u753b|\u6f2b\u756b|\u30de\u30f3\u30ab[\u3099]?|\u30b3\u30df\u30c3\u30af\u30b9?|\ub9cc\ud654|\u1106\u1161\u11ab\u1112\u116a|\u6761\u6f2b|"
    r"\u043a\u043e\u043c\u0438\u043a\u0441\u044b|\u043c\u0430\u043d\u0433\u0430)"
    r"(?: (?:library|collection|scans?|books?|archive))?"
)
"""Folders of comics, folded."""
_PHOTOS = re.compile(
    r"dcim|(?:my |all )?(?:photos?|pictures|fotos?|bilder|images|camera(?: roll)?|screenshots?|wallpapers?)"
)
_SORTING = re.compile(
    r"[a-z]|[a-z]-[a-z]|0-9|#|library|collection|downloads?|incoming|completed?|ongoing|finished|unsorted|misc|various|"
    r"other|tmp|new|to read|read|unread|english|french|german|japanese|raws?|scans?|digital"
)
_CATEGORIES = {
    "annual": "annual", "annuals": "annual", "special": "special", "specials": "special", "one-shots": "",
    "one shots": "", "oneshots": "", "one-shot": "", "extras": "extra", "extra": "extra", "bonus": "extra",
    "omake": "omake", "volumes": "", "volume": "", "vols": "", "tankobon": "", "chapters": "", "chapter": "",
    "issues": "", "issue": "", "singles": "", "single issues": "", "tpb": "collection", "tpbs": "collection",
    "trades": "collection", "trade paperbacks": "collection", "collected editions": "collection",
    "omnibus": "omnibus", "omnibuses": "omnibus", "hors serie": "hors-serie", "hors-serie": "hors-serie",
    "side stories": "side story", "artbooks": "artbook", "tomes": "", "bande": "", "albums": "", "part": "",
}  # fmt: skip  # a table
"""Folders and words that say what their issues are, and no series."""
_RUN = re.compile(r"[(\[]((?:19|20)\d\d)(?:\s?-\s?(?:(?:19|20)?\d\d|present|ongoing|\?{0,4}))?[)\]]", re.IGNORECASE)
_NOTES = re.compile(r"\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\}")
_WORDY = re.compile(
    r"(?<![^\W_])(?:v(?:ol(?:umes?)?)?|t(?:omes?|omo)?|b(?:an)?d|c(?:h(?:ap(?:ter|itre)?s?)?)?|kapitel|issues?|season|s|ep(?:isode)?)"
    r"[\s._#-]{0,3}\d|#\s?\d|[\u5377\u5dfb\u518c\u8a71\u8bdd\u56de\u7ae0\uad8c\ud654\ud68c\uc7a5]",
    re.IGNORECASE,
)
MAX_NAME = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What a path says of the issues in it.

    Attributes:
        series: The series, "" where no folder names one.
        year: The year of the run.
        volume: The volume that the innermost folders are.
        number: The chapter or issue that they are.
        form: What they say that their issues are: annual, special.
    """

    series: str = ""
    year: str = ""
    volume: str = ""
    number: str = ""
    form: str = ""


def category(name: str) -> str | None:
    """Give what a folder or word makes of its issues, None where it is no such word."""
    return _CATEGORIES.get(fold(name).strip())


@lru_cache(4096)  # of every folder of a tree it is asked
def is_for_comics(name: str) -> bool:
    """Tell whether a folder is one for comics."""
    return bool(_SHELF.fullmatch(fold(name).strip()))


@lru_cache(4096)
def is_for_photos(name: str) -> bool:
    """Tell whether a folder is one for photos."""
    return bool(_PHOTOS.fullmatch(fold(name).strip()))


def among_comics(names: tuple[str, ...]) -> bool:
    """Tell whether a path leads through a folder for comics, and through none for photos."""
    return any(map(is_for_comics, names)) and not any(map(is_for_photos, names))


def is_counted(name: str) -> bool:
    """Tell whether a name counts volumes or chapters with a word or a sign, not only with a number."""
    return bool(_WORDY.search(name[:MAX_NAME]))


def run_of(name: str) -> str:
    """Give the year in brackets, of a span the first."""
    found = _RUN.search(name[:MAX_NAME])
    return found[1] if found else ""


@lru_cache(1024)
def shelf_of(names: tuple[str, ...]) -> Shelf:
    """Read a path from its innermost folder outwards, up to the one that names a series."""
    folded = [fold(name).strip() for name in names]
    volume = number = form = ""
    for name, plain in zip(reversed(names), reversed(folded), strict=True):
        if _SHELF.fullmatch(plain):
            break
        if _SORTING.fullmatch(plain) or plain in _CATEGORIES:
            form = form or _CATEGORIES.get(plain, "")
            continue
        said = read(name[:MAX_NAME], "comic").fields
        volume = volume or (str(said.get("volume") or "") if is_counted(name) else "")
        series = str(said.get("title") or "") if is_counted(name) else bare(name)
        if series and category(series) is None:
            return Shelf(series=series, year=run_of(name), volume=volume, number=number, form=form)
        number = number or str(said.get("chapter") or "")
    return Shelf(volume=volume, number=number, form=form)


def bare(name: str) -> str:
    """Give a name without notes in brackets; a bare number is none."""
    text = " ".join(_NOTES.sub(" ", name[:MAX_NAME].replace("_", " ")).split()).strip(" -,.")
    return "" if text.isdecimal() and len(text) < 4 else text  # noqa: PLR2004  # `Series/01`; `1602` is a title
