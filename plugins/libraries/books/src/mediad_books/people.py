"""Names of people who make books: turned upright, told apart, compared; and the roles that they have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORDS = re.compile(r"[^\W_]+")
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "dds", "ma", "ba", "mba"))
_INITIALS_LAST = re.compile(r"([^\W\d_][\w'\u2019-]+)\s((?:[^\W\d_]\.\s?){1,4})")
_SHOUTED = re.compile(
    r"((?:[^\W\d_a-z][^\W\d_a-z'\u2019-]{1,30}\s){1,3})([^\W\d_a-z][a-z\u00df-\u00ff][\w\s.'\u2019-]{0,60})"
)
"""The surname in capitals and in front, as the French write it: `ZOLA \u00c9mile`."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BETWEEN = re.compile(r"\s?;\s?|\s&\s|\s?[\u3001\uff0c\uff1b]\s?")
_AND = re.compile(r"\s(?:and|und|y|et|e|och|og|en)\s")
_PERSON = re.compile(
    r"(?:[^\W\d_][\w'\u2019.-]*\s+){1,4}[^\W\d_][\w'\u2019.-]*\.?|(?:[^\W\d_]\.\s?){1,4}[^\W\d_][\w'\u2019-]+"
)
_SMALL = frozenset(
    "de da di du del della der den dos das van von zu le la el al bin ibn ter ten st of y e i ap \u0438".split()
)
_NO_PERSON = frozenset(
    "the a an and in to for on with from at by my your his her how what why when who is der die das ein eine und les "
    "des un une et los las los una stories tales poems novel novels guide history book books complete collected works "
    "series collection introduction edition vol volume part story letters essays saga trilogy chronicles cycle fiction "
    "nonfiction non-fiction fantasy science thriller thrillers romance mystery horror crime audiobooks ebooks library "
    "literature classics unsorted misc new old".split()
)
NOBODY = frozenset(
    "unknown,unknown author,unknown artist,author unknown,anonymous author,unbekannt,unbekannter autor,inconnu,"
    "auteur inconnu,desconocido,autor desconocido,sconosciuto,onbekend,calibre,administrator,admin,user,owner,default,"
    "none,null,n/a,na,author,authors,author name,writer,microsoft office user,microsoft,windows user,hp,dell,acer,asus,"
    "lenovo,pc,root,test,adobe,acrobat,scanner,неизвестный автор,неизвестно,неизвестен,автор неизвестен,不明,佚名,未知,"
    "[unknown],unspecified,-,?".split(",")
)
"""What programs write where they know nobody."""
MANY = frozenset(
    "various,various authors,aa.vv.,aa. vv.,vv.aa.,vv. aa.,aavv,autores varios,diverse,collectif".split(",")
)
"""Who wrote an anthology."""

ROLES = {
    "aut": "author", "cre": "author", "dub": "author", "ghw": "author",
    "edt": "editor", "edc": "editor", "com": "editor", "trl": "translator", "ill": "illustrator", "art": "illustrator",
    "nrt": "narrator", "spk": "narrator", "aui": "foreword", "aft": "afterword", "ann": "annotator",
    "pht": "photographer", "cov": "cover_artist", "bkd": "designer", "bkp": "producer", "pbl": "publisher",
    "ctb": "contributor",
    "clb": "contributor", "col": "compiler", "cmp": "composer", "adp": "adapter", "aud": "author", "win": "foreword",
    "wpr": "foreword", "cwt": "commentator", "red": "editor", "aqt": "quoted", "drt": "director", "pro": "producer",
}  # fmt: skip
"""Roles of credits by MARC relator code, as OPF and ONIX take them from the Library of Congress."""
_NOT_PEOPLE = frozenset(("bkp", "mrk", "tyg", "prt", "dst", "rps"))
_WORDS_OF_ROLES = {name: name for name in ROLES.values()} | {"writer": "author", "autor": "author", "auteur": "author"}
_WORDS_OF_ROLES |= {"read by": "narrator", "reader": "narrator", "translated by": "translator"}


def role(text: str, default: str) -> str:
    """Give the role that a relator's code, its address or a word means; "" for work on the file, which is no credit."""
    word = text.strip().lower().rpartition("/")[2]
    if word in _NOT_PEOPLE:
        return ""
    return ROLES.get(word) or _WORDS_OF_ROLES.get(word) or default


def is_known(name: str) -> bool:
    """Tell whether a text names somebody."""
    return fold(name).strip() not in NOBODY and bool(_WORDS.search(name))


def upright(name: str) -> str:
    """Turn `Last, First` and `Last I. O.` into how people say it; `Ben Low, Jr.` stays."""
    name = " ".join(name.split())
    last, comma, first = name.partition(",")
    first = first.strip()
    if comma and first and "," not in first:
        return name if _is_suffix(first) else f"{first} {last.strip()}"
    if comma and first:
        given, _, rest = first.partition(",")
        return f"{given.strip()} {last.strip()}, {rest.strip()}" if _is_suffix(rest) else name
    if (shouted := _SHOUTED.fullmatch(name)) and _is_spoken(shouted[1].strip()):
        return f"{shouted[2]} {shouted[1].strip().title()}"
    found = _INITIALS_LAST.fullmatch(name)
    return f"{found[2].strip()} {found[1]}" if found else name


def _is_spoken(surname: str) -> bool:
    """Tell a surname in capitals from initials without their dots: `JRR Moor`."""
    last = fold(surname.rpartition(" ")[2])
    return len(last) > 2 and any(vowel in last[1:] for vowel in "aeiouy")  # noqa: PLR2004  # initials of two


def _is_suffix(text: str) -> bool:
    return fold(text).replace(".", "").strip() in _SUFFIXES


def are_fuller(names: Iterable[str], others: Iterable[str]) -> bool:
    """Tell whether names say more of the same people than others do, as `Jane Marlow` does of `Marlow`."""
    words = [frozenset(key(name).split()) for name in names]
    short = [frozenset(key(name).split()) for name in others]
    return bool(short) and all(any(other < each for each in words) for other in short)


def is_cjk(text: str) -> bool:
    """Tell whether a text has signs of Chinese, Japanese or Korean."""
    return bool(_CJK.search(text))


def split(text: str) -> list[str]:
    """Give the people that one text names, each upright: `Low, Ada & Moor, Ben`, `Ada Low, Ben Moor`, `Low, Ada`."""
    out: list[str] = []
    for piece in _BETWEEN.split(" ".join(text.split())[:1000]):
        out += map(upright, _listed(piece))
    return list(dict.fromkeys(name for name in out if name))


def _listed(text: str) -> list[str]:
    parts = [part.strip() for part in text.split(",")]
    pair = 2
    if len(parts) == pair and not (_is_full(parts[0]) and _is_full(parts[1])):
        parts = [text]  # `Last, First`
    elif len(parts) > pair and len(parts) % pair == 0 and not any(map(_is_full, parts[::2])):
        parts = [", ".join(parts[at : at + pair]) for at in range(0, len(parts), pair)]
    elif len(parts) > 1 and any(map(_is_suffix, parts)):
        parts = [text]
    return [name for part in parts for name in _anded(part)]


def _anded(text: str) -> list[str]:
    pieces = _AND.split(text)
    return pieces if len(pieces) > 1 and all(map(_is_full, pieces)) else [text]


def _is_full(name: str) -> bool:
    """Tell whether a name has its first and its last part; `García Márquez, G.` is one person, not two."""
    words = name.split()
    return len(words) > 1 and not name.rstrip().endswith(".") and len(words[-1]) > 1


def is_person(text: str) -> bool:
    """Tell whether a text reads as the name of a person or of several, not as a title."""
    names = [name for piece in _BETWEEN.split(text.strip()) for name in _anded(piece)]
    return bool(text.strip()) and (fold(text).strip() in MANY or all(map(_is_one, names)))


def _is_one(text: str) -> bool:
    if _CJK.search(text):
        return 2 < len(_CJK.findall(text)) <= 5 and len(text) <= 8  # noqa: PLR2004  # signs of a name
    last, comma, first = (part.strip() for part in text.partition(","))
    if comma:
        return bool(first) and not _is_title(text) and len(last.split()) <= 3 and len(first.split()) <= 3  # noqa: PLR2004
    if not _PERSON.fullmatch(text) or _is_title(text):
        return False
    return all(word[:1].isupper() or word.lower() in _SMALL for word in text.split())


def _is_title(text: str) -> bool:
    words = fold(text).replace(",", " ").split()
    return any(word in _NO_PERSON or any(map(str.isdigit, word)) for word in words)


def sortings(sort: str, names: Iterable[str]) -> dict[str, str]:
    """Give how each person is sorted; Calibre writes how all authors are to each of them: `Low, Ada & Moor, Ben`."""
    pieces = sort.split(" & ")
    if len(pieces) == 1:
        return dict.fromkeys(names, sort)
    written = {key(each): each.strip() for each in reversed(pieces)}
    return {name: written.get(key(name), "") for name in names}


def key(name: str) -> str:
    """Fold a name so that its orders and the writing of its initials compare equal: `J. R. R. Moor`, `Moor, J.R.R.`."""
    words, initials = [], ""
    for word in _WORDS.findall(fold(upright(name))):
        if len(word) == 1 and word.isascii():
            initials += word
            continue
        words += [initials, word] if initials else [word]
        initials = ""
    return " ".join(sorted([*words, initials] if initials else words)) or name.strip()
