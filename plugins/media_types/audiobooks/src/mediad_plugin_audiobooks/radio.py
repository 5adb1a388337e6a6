"""Episodes of radio plays and serials: `Die drei Anker - Folge 012 - Die Mole`. The name in front is no author's."""

from __future__ import annotations

import re
from functools import lru_cache

from mediad_books import shelves, titles
from mediad_books.names import Named
from mediad_books.titles import Place
from mediad_sdk.text import fold

_EPISODE = re.compile(
    r"(?:(.{2,100}?)[\s,:_\u2013-]{1,4})?(?:folgen?|episode|ep\.?|afl(?:evering)?\.?|avsnitt|\u00e9pisode|episodio|\u0432\u044b\u043f\u0443\u0441\u043a)"
    r"[\s._-]{0,3}(\d{1,4})(?!\d)(?:[)\]]?[\s._:\u2013-]{1,4}(\S.{0,199}))?",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"(?:(.{2,100}?)[\s_]{0,2}[\s_(\[\u2013-])?\s?(\d{1,4})(?!\d)[)\]]?(?:\s?[:_/\u2013-]\s?|\.?\s)(\S.{1,199})"
)
_RADIO = re.compile(r"(?:kinder)?h(?:o|oe)rspiele?|radio (?:plays?|dramas?)|hoorspelen|kuunnelmat|słuchowiska")
_PART = re.compile(r"\W{0,3}(?:teil|part|kapitel|chapter|track|cd)?\W{0,3}\d{0,3}\W{0,3}", re.IGNORECASE)


@lru_cache(4096)
def read(text: str, above: tuple[str, ...]) -> Named | None:
    """Read the name of an episode with the folders above it; None where it is none."""
    useful = [name for name in above if not shelves.is_shelf(name)]
    found = _EPISODE.fullmatch(text) or (_COUNTED.fullmatch(text) if any(map(_is_radio, above)) else None)
    if not found or (found[3] and _PART.fullmatch(found[3])):
        return None
    series = titles.tidy((found[1] or "").strip(" -_")) or (titles.tidy(useful[-1]) if useful else "")
    if not series:
        return None
    title = titles.tidy(found[3]) if found[3] else text.strip()
    return Named(title, series=Place(series, found[2].lstrip("0") or "0"), sure=True)


def _is_radio(name: str) -> bool:
    return bool(_RADIO.fullmatch(fold(name).strip(" _-.[]()")))
