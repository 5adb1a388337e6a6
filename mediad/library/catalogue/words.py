"""The words that search knows of a subject: titles, people and whom they play, year, ids, what its kind declares."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad.library.catalogue import facts
from mediad.storage.ports.search import LONGEST_TOKEN, TITLE, kind_word
from mediad_sdk.text import fold, stored_tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.library.catalogue.project import Facts
    from mediad.library.kinds import Rules

_SIGNS = r"['\u2019.*&/\u00b7\u2010-]"
_RUNS = re.compile(rf"(?<![^\W_])[^\W_]+(?:{_SIGNS}[^\W_]+)+")
_PARTING = re.compile(_SIGNS)
SPELLED = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
ROMAN = ("ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_NUMBERS = {
    **{word: (str(value),) for value, word in enumerate(SPELLED)},
    **{str(value): (word,) for value, word in enumerate(SPELLED)},
    **{sign: (str(value), SPELLED[value]) for value, sign in enumerate(ROMAN, 2)},
}


@lru_cache(maxsize=1024)
def of_text(text: str) -> Sequence[str]:
    """Give the words of a text, and what signs part as one word, too: `Ocean's` is found by `oceans`."""
    return [*stored_tokens(text), *[_PARTING.sub("", run) for run in _RUNS.findall(fold(text))]]


@lru_cache(maxsize=1024)
def of_title(title: str) -> Sequence[str]:
    """Give the words of a title, with its numbers in figures and in letters."""
    words = of_text(title)
    return [*words, *[other for word in words for other in _NUMBERS.get(word, ())]]


def search_words(kind: str, rules: Rules, about: Facts) -> str:
    """Give every word that a subject is found by, each once, and its kind; amid much else titles are found apart."""
    titles = [about.title, *facts.titles_of(about.fields)]
    texts = [each[name] for each in about.credits for name in ("name", "as", "character") if each.get(name)]
    if about.year:
        texts.append(str(about.year))
    if rules.has_ids:
        texts += [value for _, _, value in facts.ids_of(about.fields)]
    for name in rules.search:
        texts += facts.texts_of(about.fields.get(name))
    found = {word[:LONGEST_TOKEN]: None for title in titles for word in of_title(title)}
    if rules.search:
        found |= {TITLE + word: None for word in found}
    found.update((word[:LONGEST_TOKEN], None) for text in texts for word in of_text(text))
    return " ".join([*found, kind_word(kind)])
