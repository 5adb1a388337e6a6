"""Which run of a series an issue is of, where its own name does not say: others in the folder may."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mediad_plugin_comics.places import Place, key_of, label


def dated(places: Sequence[Place], dates: Sequence[str]) -> list[Place]:
    """Give issues the year of their run: the one that others of the title tell, or the first of those that begin anew.

    Args:
        places: Where each file belongs.
        dates: When each appeared, as its name says; "" where it does not.
    """
    out = list(places)
    titles: dict[str, list[int]] = {}
    for at, place in enumerate(places):
        titles.setdefault(key_of(place.series), []).append(at)
    for own in titles.values():
        known = {places[at].year for at in own} - {""}
        open_ = [at for at in own if not places[at].year and places[at].is_counted]
        if len(known) == 1:
            years = dict.fromkeys(open_, next(iter(known)))
        else:
            years = {} if known else _begun({at: places[at] for at in open_}, {at: dates[at][:4] for at in open_})
        for at, year in years.items():
            out[at] = replace(places[at], year=year)
    return out


def _begun(places: dict[int, Place], years: dict[int, str]) -> dict[int, str]:
    """Part issues of one title where a number comes back in a later year: `001 (2011)`, `001 (2016)`."""
    runs: list[tuple[str, dict[tuple[str, ...], str]]] = []
    out: dict[int, str] = {}
    for at in sorted((at for at in places if years[at]), key=lambda at: (years[at], places[at].value)):
        count = _count(places[at])
        if not runs or runs[-1][1].get(count, years[at]) != years[at]:
            runs.append((years[at], {}))
        runs[-1][1].setdefault(count, years[at])
        out[at] = runs[-1][0]
    return out if len(runs) > 1 else {}


def _count(place: Place) -> tuple[str, ...]:
    return place.form, label(place.volume), label(place.number)
