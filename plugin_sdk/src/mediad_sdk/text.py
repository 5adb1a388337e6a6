"""Text folded once, the same everywhere: for keys, for search and for sorting.

Fold: NFKD, marks stripped, casefold. Tokens: words of folded text; CJK runs as overlapping pairs, since they have no
spaces; a title that is made of signs only (`!!!`, `½`) becomes an escape, so that it can be found at all.
"""

from __future__ import annotations

import re
import unicodedata

FOLD_VERSION = 2
"""Stored beside folded text; a change of the rules makes old rows due for folding again."""

_WORDS = re.compile(r"[^\W_]+", re.UNICODE)
_CJK = re.compile("[぀-ヿ㐀-䶿一-鿿豈-﫿가-힯]+")
_LETTERS = {"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "\u0131": "i"}
_ARTICLES = frozenset((
    "the", "a", "an", "der", "die", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "una",
    "il", "gli", "uno", "het",
))  # fmt: skip
"""Articles that titles begin with, folded; what is rather a word of another language (`as`, `den`, `i`) is left out."""
_ELIDED = re.compile(r"(?:l|un)['\u2019]\w")
_NO_ARTICLES = frozenset(
    ["die another", "die hard", "die harder", "el camino", "el paso", "la la", "las vegas", "le mans", "los angeles"]
)
"""Beginnings of titles that only look like an article."""
_LONGEST_NUMBER = 100  # digits; the length is written in two
_TRANSLATE = str.maketrans(_LETTERS)


def fold(text: str) -> str:
    """Strip case and marks: `Björk` and `BJORK` are one."""
    if text.isascii():
        return text.lower()
    # The first fold may put marks on letters back (U+0130), so marks are stripped after it.
    flat = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    bare = "".join(char for char in flat if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare.translate(_TRANSLATE))


def match_key(*parts: str) -> str:
    """Make a match key: folded words, one space between them, parts joined by `|`."""
    return "|".join(" ".join(_WORDS.findall(fold(part))) or part.strip() for part in parts)


def sort_text(title: str) -> str:
    """Fold a title for sorting: leading articles and signs step back, numbers compare by value."""
    folded = fold(title)
    words = _WORDS.findall(folded)
    is_article = words[:1] and (words[0] in _ARTICLES or _ELIDED.match(folded))
    if len(words) > 1 and is_article and " ".join(words[:2]) not in _NO_ARTICLES:
        words = words[1:]
    return " ".join([word if word.isalpha() else _number(word) for word in words]) or title


def _number(word: str) -> str:
    return f"{len(word):02d}{word}" if word.isdecimal() and word.isascii() and len(word) < _LONGEST_NUMBER else word


def tokens(text: str) -> list[str]:
    """Split text into what full-text search looks up.

    A decimal word stays as it is; words of one script run are kept whole; CJK runs give pairs (one sign alone stays).
    """
    folded = fold(text)
    out: list[str] = _WORDS.findall(folded)
    if not folded.isascii():
        out = [token for word in out for token in _pieces(word)]
    if not out and text.strip():
        out = ["x" + "".join(f"{ord(char):x}" for char in text.strip()[:16])]
    return out


def stored_tokens(text: str) -> list[str]:
    """Split text into what full-text search stores: the last sign of a CJK run, too, which begins no pair."""
    if text.isascii():  # as most are: one fold less
        return tokens(text)
    ends = [run[0][-1] for run in _CJK.finditer(fold(text)) if len(run[0]) > 1]
    return [*tokens(text), *ends]


def _pieces(word: str) -> list[str]:
    if word.isascii():
        return [word]
    out: list[str] = []
    at = 0
    for run in _CJK.finditer(word):
        out += [word[at : run.start()], *_pairs(run[0])]
        at = run.end()
    return [piece for piece in [*out, word[at:]] if piece]


def _pairs(run: str) -> list[str]:
    return [run] if len(run) == 1 else [run[i : i + 2] for i in range(len(run) - 1)]
