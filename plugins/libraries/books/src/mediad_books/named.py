"""What a name can say of a book, and how surely a text names people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_books import people, shelves
from mediad_sdk.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad_books.titles import Place


@dataclass(frozen=True, slots=True)
class Named:
    """What a name says.

    Attributes:
        sure: True where the name itself parts people and title.
        notes: Brackets that describe the file: `Unabridged`, `epub`.
    """

    title: str
    authors: tuple[str, ...] = ()
    series: Place | None = None
    year: str = ""
    publisher: str = ""
    narrators: tuple[str, ...] = ()
    language: str = ""
    ids: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    sure: bool = False

    @property
    def abridged(self) -> bool:
        """Whether the name says that the text is shortened."""
        return any(re.match(r"abridged|gek\u00fcrzt", note, re.IGNORECASE) for note in self.notes)


def weight(text: str) -> int:
    """Weigh how surely a text names people, from 0: digits and articles do not, `Last, First` and initials do."""
    if shelves.has_kana(text) or any(map(str.isdigit, text)):
        return 0
    if shelves.is_chinese_name(text) or shelves.is_korean_name(text):
        return 2 + (len(text.replace(" ", "")) == 3)  # noqa: PLR2004  # as most have
    if fold(text).strip() in people.MANY:
        return 3
    if not people.is_person(text):
        return 0
    names = people.split(text)
    initials = any(re.search(r"(?:^|\s)[^\W\d_]\.", name) for name in names)
    several = len(names) > 1
    inverted = "," in text
    given = any(map(shelves.has_given_name, names))
    return 1 + (len(text.split()) > 1) + initials + several + inverted + given


def keys(names: Iterable[str]) -> frozenset[str]:
    """Give the keys of all people that some names may name."""
    return frozenset(people.key(each) for name in names for each in people.split(name))
