"""Works of a series: show, season, episode."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mediad_sdk.text import match_key
from mediad_sdk.values.works import Document, Ordering, Position, Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_tv.contents import Contents
    from mediad_plugin_tv.episodes import Episode
    from mediad_plugin_tv.places import Place
    from mediad_plugin_tv.shows import Show
    from mediad_sdk.values.works import Artwork

_BRACKETS = re.compile(r"\[[^\[\]]{0,300}\]|\([^()]{0,300}\)")
_ENTITIES = {"imdb": "title", "tmdb": "tv", "tvdb": "series"}


@dataclass(slots=True)
class Tree:
    """Makes each work of one folder once.

    Attributes:
        pictures: Those of the show whose folder it is (None) and of its seasons.
    """

    pictures: Mapping[int | None, tuple[Artwork, ...]] = field(default_factory=dict)
    _made: dict[tuple[str, int | None], Work] = field(default_factory=dict)

    def show(self, show: Show) -> Work:
        """Give the work of a show."""
        if (show.key, None) not in self._made:
            self._made[show.key, None] = Work(
                kind="show",
                key=show.key,
                documents=(Document(source="name", fields=_told(show)),),
                artwork=self.pictures.get(None, ()),
            )
        return self._made[show.key, None]

    def season(self, show: Show, number: int) -> Work:
        """Give the work of a season."""
        if (show.key, number) not in self._made:
            self._made[show.key, number] = Work(
                kind="season",
                key=str(number),
                documents=(Document(source="name", fields={"title": f"Season {number}" if number else "Specials"}),),
                parent=self.show(show),
                position=Position(label=str(number), value=number),
                artwork=self.pictures.get(number, ()),
            )
        return self._made[show.key, number]

    def folder(self, place: Place) -> list[Work]:
        """Give the show and the seasons whose folder it is, which may hold no episode of theirs."""
        if place.show is None:
            return []
        numbers = {number for number in (place.season, *self.pictures) if number is not None}
        return [self.show(place.show), *(self.season(place.show, number) for number in sorted(numbers))]

    def parent(self, each: Episode) -> Work | None:
        """Give what an episode belongs to: its season, or its show where nobody says which season it is of."""
        if each.show is None:
            return None
        return self.show(each.show) if each.season is None else self.season(each.show, each.season)

    def owner(self, each: Episode, found: Contents) -> Work | None:
        """Give what an extra belongs to: the only episode of its numbers, or its season, or its show.

        A season that nothing but the extra's own name tells of is none: an opening without credits is no special.
        """
        same = [other for other in found.episodes if each.numbers and self.identity(other) == self.identity(each)]
        if same:
            return self.episode(same[0])
        seasons = {found.place.season, *(other.season for other in found.episodes if other.show == each.show)}
        return self.show(each.show) if each.show and each.season not in seasons else self.parent(each)

    def identity(self, each: Episode) -> str:
        """Tell episodes of one folder apart."""
        return f"{each.show.key if each.show else ''}|{each.season}|{key_of(each)}"

    def episode(self, each: Episode, title: str = "", **rest: Any) -> Work:
        """Make the work of an episode."""
        fields: dict[str, Any] = {"title": title or _called(each)}
        if each.date:
            fields["dates"] = [{"value": each.date, "use": "aired"}]
        return Work(
            kind="episode",
            key=key_of(each),
            documents=(Document(source="name", fields=fields),),
            parent=self.parent(each),
            position=_position(each.numbers),
            orderings=_orderings(each),
            **rest,
        )


def key_of(each: Episode) -> str:
    """Make the match key of an episode in its parent: number, or day, or title."""
    if each.numbers:
        counted = each.word or ("aired" if each.season is not None else "absolute")
        return match_key(counted, _label(each.numbers))
    part = each.said.get("part")
    if each.date:
        return f"date|{each.date}" + (f"|{part}" if part else "")
    return match_key("title", each.title or plain(each))


def _label(numbers: tuple[int, ...]) -> str:
    first, last = numbers[0], numbers[-1]
    if len(numbers) > 1 and last - first == len(numbers) - 1:
        return f"{first}-{last}"
    return ",".join(map(str, numbers))


def _position(numbers: tuple[int, ...]) -> Position | None:
    if not numbers:
        return None
    return Position(label=_label(numbers), value=numbers[0], end=numbers[-1] if len(numbers) > 1 else None)


def _orderings(each: Episode) -> tuple[Ordering, ...]:
    if each.absolute is None:
        return ()
    return (Ordering(scheme="absolute", position=Position(label=str(each.absolute), value=each.absolute)),)


def _called(each: Episode) -> str:
    if each.numbers:
        return f"Episode{'s' if len(each.numbers) > 1 else ''} {_label(each.numbers)}"
    return each.date or plain(each)


def plain(each: Episode) -> str:
    """Give what a name says beyond brackets and the show's title: `OVA` of `[Group] Show - OVA [1080p]`."""
    text = " ".join(_BRACKETS.sub(" ", each.text).split())
    title = each.show.title if each.show is not None else ""
    rest = text[len(title) :] if text.lower().startswith(title.lower()) else text
    return rest.strip(" -_.") or each.text


def _told(show: Show) -> dict[str, Any]:
    out: dict[str, Any] = {"title": show.title}
    if show.year:
        out["dates"] = [{"value": show.year, "use": "original"}]
    if show.ids:
        out["ids"] = [{"scheme": scheme, "value": value, "entity": _ENTITIES[scheme]} for scheme, value in show.ids]
    return out
