"""Which show a name means: its title, year and ids, and what tells it from another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from mediad_names import read
from mediad_sdk.text import fold, match_key

if TYPE_CHECKING:
    from mediad_names import Reading

_SCHEMES = (("imdb", "imdb_id"), ("tmdb", "tmdb_id"), ("tvdb", "tvdb_id"))
_PRINTED = {"GB": "UK"}
_RANGE = re.compile(r"(?<=\w)\s[\[(]?\d{2,4}\s?[-~\u2013]\s?\d{2,4}[\])]?$")
"""Which episodes a folder holds, or in which years a show ran: no part of its title."""


@dataclass(frozen=True, slots=True)
class Show:
    """One show as a name has it: title with its country, year, and ids of catalogues."""

    title: str
    year: str = ""
    ids: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """The match key: title and year."""
        return f"{spelled(self.title)}|{self.year}"


@lru_cache(maxsize=1024)
def spelled(title: str) -> str:
    """Fold a title to what all its spellings share: `The A-Team` and `a.team`, `Law & Order` and `Law and Order`."""
    text = fold(title).replace("&", " and ")
    if text.endswith(", the"):
        text = text.removesuffix(", the")
    words = match_key(text).removeprefix("the ")
    return words.replace(" ", "")


def of_folder(name: str) -> Show | None:
    """Read the show that a folder is called after, None where it holds shows of any kind."""
    said = read(_RANGE.sub("", name), "show_dir")
    return Show(said.title, _year(said), _ids(said)) if said.title else None


def of_name(said: Reading) -> Show | None:
    """Give the show that the name of an episode tells."""
    if not said.title:
        return None
    country = str(said.get("country") or "")
    title = f"{said.title} ({_PRINTED.get(country, country)})" if country else said.title
    return Show(title, _year(said))


def is_same(own: Show, folder: Show) -> bool:
    """Tell whether a file's title is its folder's, or short for it: `got` in `Game of Thrones`."""
    mine, theirs = spelled(own.title), spelled(folder.title)
    if own.year and folder.year and own.year != folder.year:
        return False
    initials = "".join(word[0] for word in match_key(folder.title).split())
    return mine == theirs or theirs.startswith(mine) or (len(mine) > 1 and mine == initials)


def _year(said: Reading) -> str:
    return str(said.get("year") or "")


def _ids(said: Reading) -> tuple[tuple[str, str], ...]:
    return tuple((scheme, str(said.get(field))) for scheme, field in _SCHEMES if said.get(field))
