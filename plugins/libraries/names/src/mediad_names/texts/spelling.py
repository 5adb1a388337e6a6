"""Brings the ways in which counts of comics are written under one: spaced ranges, roman numerals, slugs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.texts.patterns import pattern

if TYPE_CHECKING:
    import re

_MARK = r"#|v(?:ol(?:ume)?s?)?\.?|c(?:h(?:ap(?:ter)?s?)?)?\.?|t(?:omes?)?\.?|issues?|episodes?|ep\.?"
_NUMBER = r"\d{1,4}(?:\.\d{1,2})?"
_RANGE = (
    rf"(?<![^\W_])(?P<mark>{_MARK})?(?P<space>\s?)(?P<first>{_NUMBER})\s?(?:[-~\u2013\uff5e]|\bto\b|\bbis\b|\b\u00e0\b)\s?"
    rf"(?P<again>{_MARK})?\s?(?P<last>{_NUMBER})(?![\w.]|\s?of\s)(?P<rest>\s*(?:$|[(\[{{]))?"
)
_SLUG = r"[a-z0-9]{1,40}(?:-[a-z0-9]{1,40}){2,30}"
_PART = r"(?<=[a-z])[ -](\d{1,4})-(\d)$"
_ROMAN = (
    r"(?<![^\W_])(?P<word>vol(?:ume)?\.?|books?|tomes?|tomo|band|bd\.?|livre|libro|chapter|chapitre|kapitel)\s"
    r"(?P<roman>[ivxl]{1,7})(?=\s*(?:$|[-:,(\[{\u2013]))"
)
_SPELLED = (
    r"(?<![^\W_])(?P<word>issue|chapter|episode)\s"
    r"(?P<spelled>one|two|three|four|five|six|seven|eight|nine|ten)(?![^\W_])"
)
_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_VALID = r"(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})"
_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50}


def unslugged(name: str) -> str:
    """Give a name of an address its spaces back: `iron-gull-chapter-12-5` is chapter 12.5."""
    if not pattern(_SLUG, 0).fullmatch(name):
        return name
    name = pattern(r"(?<![\d])-|-(?!\d)").sub(" ", name)
    return pattern(_PART).sub(r" \1.\2", name)


def arabic(text: str) -> str:
    """Write numerals behind a word that counts in digits: `Volume IV`, `Chapter Two`; `Book II` is `Vol 2`."""

    def digits(found: re.Match[str]) -> str:
        roman = found["roman"].casefold()
        if not pattern(_VALID).fullmatch(roman):
            return found[0]
        values = [_VALUES[sign] for sign in roman]
        total = sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))
        word = found["word"]
        return f"{'Vol' if word.casefold().startswith(('book', 'liv', 'lib')) else word} {total}"

    text = pattern(_SPELLED).sub(lambda found: f"{found['word']} {_WORDS.index(found['spelled'].casefold())}", text)
    return pattern(_ROMAN).sub(digits, text)


def closed(text: str) -> str:
    """Write ranges without spaces and with one dash: `#12 - #15`, `Ch. 1 to 10`, `v01 ~ v03`."""

    def joined(found: re.Match[str]) -> str:
        mark, again = (found[name] or "" for name in ("mark", "again"))
        first, last = found["first"], found["last"]
        is_range = float(last) > float(first) and (
            _same(mark, again) if again else found["rest"] is not None and _alike(first, last)
        )
        return f"{mark}{found['space']}{first}-{last}{found['rest'] or ''}" if is_range else found[0]

    return pattern(_RANGE).sub(joined, text)


def _same(mark: str, again: str) -> bool:
    return mark[:1].casefold() == again[:1].casefold()


def _alike(first: str, last: str) -> bool:
    """Tell whether both are written alike: `12 - 15`, `01 - 10`, `1 - 10`, but not `51 - 060`."""
    return len(first) == len(last) or not (first.startswith("0") or last.startswith("0"))
