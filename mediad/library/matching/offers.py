"""Pictures that providers offer: which one is shown for a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mediad.library.matching.policy import rank
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.storage.ports.matches import Match
    from mediad_sdk.values.metadata import Image

MOST = 12
"""Pictures of one role that are kept to choose from."""
_WORDLESS = frozenset({"backdrop", "still", "thumb"})
"""Roles whose pictures are best without any words in them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A picture of a provider."""

    provider: str
    role: str
    url: str


def ordered(images: Iterable[Image], languages: Sequence[str]) -> list[dict[str, Any]]:
    """Put pictures in order, the best of each role first: by language, then votes, then size."""
    by_role: dict[str, list[Image]] = {}
    for each in images:
        if each.url and each.role:
            by_role.setdefault(each.role, []).append(each)
    return [
        asdict(each)
        for role in sorted(by_role)
        for each in sorted(by_role[role], key=lambda each: _place(each, languages))[:MOST]
    ]


def _place(image: Image, languages: Sequence[str]) -> tuple[float, float, int, str]:
    # Words in the first language, then none, then in the others; where words disturb, none comes first.
    if image.language:
        place: float = rank(image.language, languages)
        place += image.role in _WORDLESS
    else:
        place = 0 if image.role in _WORDLESS else 0.5
    return place, -image.votes, -image.width * image.height, image.url


def best(matches: Mapping[str, Match], names: Iterable[str]) -> dict[str, Offer]:
    """Give the picture of each role: of the first provider, in this order, that has one."""
    found: dict[str, Offer] = {}
    for each in _offers(matches, names):
        found.setdefault(each.role, each)
    return found


def _offers(matches: Mapping[str, Match], names: Iterable[str]) -> Iterator[Offer]:
    for name in dict.fromkeys(
        (*names, *sorted(matches))
    ):  # what a provider offered stays when it is not asked any more
        for each in matches[name].pictures if name in matches else ():
            yield Offer(provider=name, role=str(each["role"]), url=str(each["url"]))
