"""Whose a file is that several media types claim: the surest has it, and may leave it to the next once it is read.

Names are all that a claim sees. What files say of themselves may tell that they are another's, as the genre of a
reading among songs does. A folder is one thing more often than not, and single files are tagged carelessly or damaged:
where most of those that say `declined` say that it is so, all of them go. What nobody else claims stays.
"""

from __future__ import annotations

from dataclasses import replace

from mediad_sdk.values.media import Claim

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence
    from typing import TypeAlias

    from mediad_sdk.values.media import Extracted

    Claims: TypeAlias = dict[int, tuple[str, Claim]]
    """What is claimed, by the place of the type among the request's types."""

DECLINED = "declined"
POSSIBLE = 0.3
"""How sure a claim must be to inherit: a type that has reasons against a folder, as its shelf's name, is less so."""


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
    """Whose the files of a folder are in the end, and who else claimed those that their first owner turns down."""

    def __init__(self, asked: Claims, known: Mapping[str, Container[bytes]]) -> None:
        """Settle what each type asked for.

        Args:
            asked: Every claim as it was made.
            known: By type the files whose facts are kept from before.
        """
        self.claims = settle(asked)
        self.order = surest(asked)
        self._asked = asked
        self._known = known

    def hand_on(self, kind: int, facts: Sequence[Extracted]) -> Sequence[Extracted] | None:
        """Give what this type declines to the next that claimed it; gives the facts of the rest, None if none is left.

        Args:
            kind: A type that has a claim; the surer ones had their turn before.
            facts: What it says of all that it claims.
        """
        heirs = self._heirs(kind)
        if not heirs or not self._are_declined(facts, heirs):
            return facts
        for heir in {*heirs.values()}:
            self._give(heir, {file for file, at in heirs.items() if at == heir})
        name, claim = self.claims[kind]
        rest = tuple(file for file in claim.files if file not in heirs)
        if not rest and not claim.folders:
            del self.claims[kind]
            return None
        self.claims[kind] = (name, replace(claim, files=rest))
        return [each for each in facts if each.name not in heirs]

    def _heirs(self, kind: int) -> dict[bytes, int]:
        """Give for the files of a type the surest of those that claimed them less surely."""
        files = frozenset(self.claims[kind][1].files)
        heirs: dict[bytes, int] = {}
        for other in self.order[self.order.index(kind) + 1 :]:
            claim = self._asked[other][1]
            for file in claim.files if claim.confidence >= POSSIBLE else ():
                if file in files:
                    heirs.setdefault(file, other)
        return heirs

    def _are_declined(self, facts: Sequence[Extracted], heirs: Mapping[bytes, int]) -> bool:
        """Tell whether most files say so; where none can be read now, whether an heir has read them before."""
        said = [bool(each.facts[DECLINED]) for each in facts if DECLINED in each.facts]
        if said:
            return sum(said) * 2 > len(said)
        if any(each.facts for each in facts):
            return False
        return any(file in self._known.get(self._asked[heir][0], ()) for file, heir in heirs.items())

    def _give(self, kind: int, files: set[bytes]) -> None:
        name, asked = self._asked[kind]
        now = files.union(self.claims[kind][1].files) if kind in self.claims else files
        self.claims[kind] = (name, replace(asked, files=tuple(file for file in asked.files if file in now)))
