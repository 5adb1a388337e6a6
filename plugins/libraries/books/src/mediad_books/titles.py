"""Titles of books: which of them are one, and the place in a series that they may carry."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from mediad_sdk.text import fold, match_key

_NUMBER = r"\d{1,4}(?:[.,]\d{1,2}|-\d{1,3})?"
_COUNTS = re.compile(r"\d")
_WORD = (
    r"(?:t(?=\d)|books?|bk\.?|vol(?:ume)?s?\.?|parts?|band|bd\.?|teil|buch|tomes?|livre|libro|tomo|volumen|volumi?|parte|deel|boek|"
    r"del|bok|tom|cz\u0119\u015b\u0107|kniha|d\u00edl|\u043a\u043d\u0438\u0433\u0430|\u0442\u043e\u043c|"
    r"\u0447\u0430\u0441\u0442\u044c|episode|number|no\.?|nr\.?|n\u00ba|#)"
)
_IN_BRACKETS = re.compile(r"\s?([(\[])([^()\[\]]{1,120})[)\]]$")
_PLACE = re.compile(rf"(.{{1,90}}?)[\s,:;/-]{{1,4}}(?:{_WORD}\s*)?#?\s?({_NUMBER})", re.IGNORECASE)
_MARKED = re.compile(rf"(.{{1,90}}?)[\s,:;/-]{{1,4}}(?:{_WORD}\s?#?|#)\s?({_NUMBER})", re.IGNORECASE)
_OF = re.compile(
    rf"(?:the\s)?(?:{_WORD}\s*)#?\s?({_NUMBER})\s?(?:of|from|in|der|de|:|,|-)\s?(?:the\s)?(?!\d{{1,4}}$)(.{{1,90}})",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:{_WORD}\s?#?|#)\s?({_NUMBER}(?:\s?[-\u2013]\s?{_NUMBER})?)(?:\s(?:of|von)\s\d{{1,3}})?", re.IGNORECASE
)
_BEFORE = re.compile(rf"(?:{_WORD}\s?#?|#)\s?({_NUMBER}(?:[-\u2013]{_NUMBER})?)\s?[-:.,]\s?(\S.*)", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(.{{2,150}}?)(?:\s?[:,]|\s[-\u2013])\s(.{{2,90}}?),?\s{_WORD}\s?#?\s?({_NUMBER})", re.IGNORECASE
)
_VOLUME = r"(?:vol(?:ume)?\.?|[vt]\.?(?=\d)|band|bd\.?|tome|tomo|\u0442\u043e\u043c)\s?#?\s?"
_IN_VOLUMES = re.compile(
    rf"(.{{1,90}}?)(?:[\s,:;.-]{{1,4}}{_VOLUME}({_NUMBER})|\s?\u7b2c?(\d{{1,3}})\s?[\u5dfb\u5377\u518a\u518c])",
    re.IGNORECASE,
)
_ALONE_IN_VOLUMES = re.compile(rf"{_VOLUME}{_NUMBER}", re.IGNORECASE)
_OPUS = re.compile(r"\s(?:op\.?\s?\d|no\.?\s?\d{1,4}$)", re.IGNORECASE)
_ARTICLE_LAST = re.compile(
    r"(.{1,200}),\s*(the|a|an|der|die|das|le|la|les|l'|el|los|las|il|lo|gli|de|het|een)", re.IGNORECASE
)
_NOTES = re.compile(
    r"\s?[(\[](?:un)?abridged(?:\s\w+)?[)\]]|\s?[(\[](?:e-?book|retail|(?:light|web)\snovel|kindle(?:\sedition)?|epub|mobi|pdf|azw3|v\d(?:\.\d+)?|"
    r"audio\s?book|scan(?:ned)?|ocr|hq|fixed|proofread|h\u00f6rbuch|ungek\u00fcrzt(?:e\s\w+)?|z-lib[^)\]]*|libgen[^)\]]*)[)\]]",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/h\d)\b[^<>]{0,200}>", re.IGNORECASE)
_FILE = re.compile(
    r"^(?:microsoft (?:office )?(?:word|powerpoint|excel)\b)|"
    r"\.(?:docx?|rtf|indd|qxp|qxd|pdf|tex|dvi|txt|html?|odt|pptx?|pub|epub|mobi|cdr|p65|ps|eps)$",
    re.IGNORECASE,
)
_EDITION = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)|\d{1,2}\.|first|second|third|revised|updated)\s(?:ed\.?|edition|auflage)", re.IGNORECASE
)
_NO_TITLE = frozenset(
    "unknown,untitled,no title,title,unknown title,untitled document,untitled-1,untitled1,document,document1,book,"
    "ebook,e-book,new document,microsoft word,powerpoint presentation,slide 1,cover,null,none,n/a,test,unbenannt,"
    "ohne titel,unbekannt,sans titre,inconnu,sin titulo,desconocido,senza titolo,без названия,неизвестно,\u7121\u984c,"
    "\u65e0\u6807\u9898,"
    "\u672a\u77e5,scan,scanned document,print,layout 1,full page photo,index,contents,audiobook,track 1,track 01".split(
        ","
    )
)
MAX_TITLE = 500
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a series.

    Attributes:
        title: What the series is called, "" where only the number is known.
        label: The number as printed, "" where it is not known.
    """

    title: str
    label: str = ""


def plain(text: str, most: int = MAX_TEXT) -> str:
    """Give a text without the HTML that it may hold; a blank line parts its paragraphs."""
    text = text[: most * 4]
    if "<" in text or "&" in text:
        text = html.unescape(_TAG.sub(" ", _BREAK.sub("\n", text)))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return "\n".join(line for line in lines if line)[:most].strip()


def line(text: str, most: int = MAX_TITLE) -> str:
    """Give a text as one line without HTML."""
    return " ".join(plain(text, most).split())


def is_title(text: str, name: str = "") -> bool:
    """Tell whether a text is a title: no placeholder of a program, no name of a document, not the file's own name."""
    low = fold(text).strip(" .-_")
    if not low or low in _NO_TITLE or _FILE.search(text):
        return False
    return not name or text.strip() != name or not ("_" in text or ("." in text and " " not in text))


def tidy(title: str) -> str:
    """Take notes of shops off a title and put its article in front: `Hobbit, The (Kindle Edition)`."""
    bare = " ".join(_NOTES.sub("", title).split()).strip(" ,;") or title.strip()
    found = _ARTICLE_LAST.fullmatch(bare)
    if not found:
        return bare
    space = "" if found[2].endswith("'") else " "
    return f"{found[2]}{space}{found[1]}"


def parted(title: str) -> tuple[str, Place | None]:
    """Part a title and the place in a series that it carries: `Dune Messiah (Dune, #2)`, `Moor, Book 3: Title`."""
    bare = tidy(title)
    return _parted(bare) if _COUNTS.search(bare) else (bare, None)


def _parted(bare: str) -> tuple[str, Place | None]:
    found = _IN_BRACKETS.search(bare)
    if found and bare[: found.start()].strip() and (place := in_brackets(found[2], square=found[1] == "[")):
        return tidy(bare[: found.start()]), place
    if not is_opus(bare) and (found := _BEHIND.fullmatch(bare)):
        return found[1].strip(), _place(found[2], found[3])
    if found := _BEFORE.fullmatch(bare):
        return found[2].strip(), Place("", found[1])
    head, colon, rest = bare.partition(": ")
    if colon and (found := _MARKED.fullmatch(head)):
        return rest.strip(), _place(found[1], found[2])
    found = _IN_VOLUMES.fullmatch(bare)
    return bare, _place(found[1], bare_number(found[2] or found[3])) if found else None


def is_opus(text: str) -> bool:
    """Tell whether a text is numbered as pieces of music are, which are in no series: `Nocturne Op. 9 No. 2`."""
    return bool(_OPUS.search(text))


def is_volume(text: str) -> bool:
    """Tell whether a text only counts a volume: several of one title are told apart by nothing else."""
    return bool(_ALONE_IN_VOLUMES.fullmatch(text))


def with_edition(parts: list[str]) -> list[str]:
    """Join `2nd Edition` to the title that it is of."""
    out: list[str] = []
    for part in parts:
        if out and _EDITION.fullmatch(part):
            out[-1] = f"{out[-1]}, {part}"
        else:
            out.append(part)
    return out


def in_brackets(text: str, *, square: bool = False) -> Place | None:
    """Read the inside of brackets as a place in a series; in square ones a bare number at the end is one, too."""
    if not _COUNTS.search(text):
        return None
    text = text.strip()
    if found := _OF.fullmatch(text):
        return _place(found[2], found[1])
    if found := _ALONE.fullmatch(text):
        return Place("", found[1])
    found = (_PLACE if square or " 0" in text else _MARKED).fullmatch(text)
    return _place(found[1], found[2]) if found else None


def _place(title: str, label: str) -> Place:
    return Place(title.strip(" ,:;-"), label.replace(",", "."))


def number(label: str) -> float:
    """Give the sort value of a printed place."""
    found = re.match(r"\d{1,6}(?:\.\d{1,4})?", label.replace(",", "."))
    return float(found[0]) if found else 0.0


def bare_number(label: str) -> str:
    """Give a number, or a range of them, without the zeros that only sort it."""
    return "-".join(_bare(end) for end in label.split("-"))


def _bare(label: str) -> str:
    bare = label.lstrip("0")
    return bare if bare[:1].isdigit() else f"0{bare}" if label else ""


def key(title: str) -> str:
    """Fold a title for comparing: `&` is `and`, an article in front says nothing."""
    words = match_key(tidy(title).replace("&", " and ")).split(" ")
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)
