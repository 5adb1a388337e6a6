"""Names that say nothing: hashes and random strings that posting tools leave."""

from __future__ import annotations

import itertools

from mediad_names.texts.patterns import pattern, stem

_MIN_RANDOM = 20
_MAX_CHANGES = 4
_OPAQUE = r"^(?:[A-Z]{8,}\d{3}|[a-z]{10,}\d{3}|backup_\d{4,}s\d\d-\d\d|abc|xyz|\d{1,3})$"


def random(name: str) -> bool:
    """Tell a name that was made by a machine: it may hide a release, but names none."""
    text = stem(name).strip()
    if pattern(r"^[0-9a-f]{16,}$").match(text):
        return True
    words = text.split()
    return bool(words) and all(word.isalnum() and word.isascii() for word in words) and any(map(_shuffled, words))


def opaque(name: str) -> bool:
    """Tell a file's name from which nothing can be read, so that its folder speaks for it."""
    return random(name) or bool(pattern(_OPAQUE).match(stem(name)))


def _shuffled(word: str) -> bool:
    if len(word) < _MIN_RANDOM or not any(map(str.isdigit, word)):
        return False
    kinds = ["d" if sign.isdigit() else "u" if sign.isupper() else "l" for sign in word]
    return sum(one != other for one, other in itertools.pairwise(kinds)) > _MAX_CHANGES
