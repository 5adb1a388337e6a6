"""The words of one name, and what stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mediad_names.patterns import Pattern

_WORD = Pattern(r"[^\W_]+(?:['’`´][^\W_]+)?")
_BRACKET = Pattern(r"\[[^\[\]]*\]?|\([^()]*\)?|\{[^{}]*\}?")
_LETTERS = {ord(a): b for a, b in zip("【】（）［］《》「」『』／～〜　：｜＃＋", "[]()[][][][]/~~ :|#+", strict=True)}
_DIGITS = {ord("０") + digit: str(digit) for digit in range(10)}
_FOLD = {**_LETTERS, **_DIGITS}
LONGEST = 1024


@dataclass(frozen=True, slots=True)
class Word:
    """One run of letters and digits: lower case, with the place it has in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Bracket:
    """What stands in one pair of brackets; `inner` is without them, `end` is behind the last one."""

    inner: str
    start: int
    end: int


class Text:
    """One name with its words and brackets found; every form of it has the same length.

    Attributes:
        raw: The name, with CJK brackets and digits written as ASCII ones.
        low: `raw` in lower case, `_` as a space and the sign of multiplication as an `x`.
    """

    def __init__(self, name: str) -> None:
        self.raw = name[:LONGEST].translate(_FOLD)
        low = self.raw.lower()
        if len(low) != len(self.raw):
            low = "".join(sign.lower() if len(sign.lower()) == 1 else sign for sign in self.raw)
        self.low = low.replace("_", " ").replace("×", "x")

    @cached_property
    def words(self) -> list[Word]:
        """Runs of letters and digits, in order."""
        return [Word(found.group(), found.start(), found.end()) for found in _WORD.finditer(self.low)]

    @cached_property
    def brackets(self) -> list[Bracket]:
        """Brackets of the outermost level, in order; one that is never closed reaches to the end."""
        found = []
        for match in _BRACKET.finditer(self.raw):
            inner = match.group()[1:]
            found.append(Bracket(inner[:-1] if inner[-1:] in "])}" else inner, match.start(), match.end()))
        return [bracket for bracket in found if bracket.inner.strip()]

    def in_bracket(self, position: int) -> Bracket | None:
        """Return the bracket around a position."""
        return next((one for one in self.brackets if one.start <= position < one.end), None)
