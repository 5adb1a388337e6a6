"""Whose a file is that several media types claim: the surest has it, and leaves it to the next once it has read it.

Names are all that a claim sees. What a file says of itself may tell that it is another's, as the genre of a reading
among songs does: facts with a true `declined` hand it on. Where nobody else claims it, it stays.
"""

from __future__ import annotations

from dataclasses import replace

from mediad_sdk.values.media import Claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from typing import TypeAlias

    from mediad_sdk.values.media import Extracted

    Claims: TypeAlias = dict[int, tuple[str, Claim]]
    """What is claimed, by the place of the type among the request's types."""

DECLINED = "declined"


def surest(claims: Mapping[int, tuple[str, Claim]]) -> list[int]:
    """Give the types from the surest claim on; of two alike the one that the library names first."""
    return sorted(claims, key=lambda kind: (-claims[kind][1].confidence, kind))


def settle(claims: Claims) -> Claims:
    """Give each file to one type."""
    if len(claims) < 2:  # noqa: PLR2004  # nothing to settle with one
        return dict(claims)
    owner: dict[bytes, int] = {}
    for kind in surest(claims):
        for file in claims[kind][1].files:
            owner.setdefault(file, kind)
    settled = {}
    for kind, (name, claim) in claims.items():
        files = tuple(file for file in claim.files if owner[file] == kind)
        if files or claim.folders or not claim.files:
            settled[kind] = (name, replace(claim, files=files))
    return settled


class Heirs:
    """Who else claimed the files of a folder, for those that their first owner turns down."""

    def __init__(self, asked: Claims, claims: Claims, knows: Callable[[str, bytes], bool]) -> None:
        """Start with what each type asked for and what it got.

        Args:
            asked: Every claim as it was made.
            claims: The settled ones, which are changed.
            knows: Tells whether facts of a type about a file are kept from before.
        """
        self.claims = claims
        self._asked = asked
        self._knows = knows

    def hand_on(self, kind: int, facts: Sequence[Extracted]) -> Sequence[Extracted] | None:
        """Give what this type declines to the next that claimed it; gives the facts of the rest, None if none is left.

        A file that cannot be read now is for the one who has read it before.
        """
        declined = [each for each in facts if each.facts.get(DECLINED) or each.error]
        left = self._heirs(kind, declined) if declined else {}
        if not left:
            return facts
        for heir in {*left.values()}:
            self._give(heir, {file for file, at in left.items() if at == heir})
        name, claim = self.claims[kind]
        rest = tuple(file for file in claim.files if file not in left)
        if not rest and not claim.folders:
            del self.claims[kind]
            return None
        self.claims[kind] = (name, replace(claim, files=rest))
        return [each for each in facts if each.name not in left]

    def _give(self, kind: int, files: set[bytes]) -> None:
        name, asked = self._asked[kind]
        now = files.union(self.claims[kind][1].files) if kind in self.claims else files
        self.claims[kind] = (name, replace(asked, files=tuple(file for file in asked.files if file in now)))

    def _heirs(self, kind: int, declined: Sequence[Extracted]) -> dict[bytes, int]:
        """Give for each of these files the surest of those that claimed it less surely than this type."""
        order = surest(self._asked)
        out: dict[bytes, int] = {}
        for other in order[order.index(kind) + 1 :]:
            name, claim = self._asked[other]
            files = frozenset(claim.files)
            for each in declined:
                if each.name in files and (not each.error or self._knows(name, each.name)):
                    out.setdefault(each.name, other)
        return out
