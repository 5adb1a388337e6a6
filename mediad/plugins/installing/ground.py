"""What a change of packages stands on: what is there, what of it fits the daemon, and what is to be made of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import TYPE_CHECKING

from mediad.plugins.installing.asking import Asked
from mediad.plugins.installing.building import Work
from mediad.plugins.installing.carrying import unfit, with_needs
from mediad.plugins.installing.gathering import Options, Wanted
from mediad.plugins.installing.pip import Resolved
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.places import Places
    from mediad.plugins.installing.plan import Plan
    from mediad.plugins.installing.surroundings import Core


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of it.

    Attributes:
        generation: What counts from the next start on.
        plan: What changed; None when nothing did.
        own: The plugin whose own environment it is about.
        told: What a person should know.
        left: What stays as it was although it does not fit, or could not be brought up to date: the reason by package.
    """

    generation: Generation
    plan: Plan | None = None
    own: str = ""
    told: tuple[str, ...] = ()
    left: Mapping[str, str] = field(default_factory=dict)

    def stays(self) -> list[str]:
        """Say what was left, in sentences."""
        versions = self.generation.packages()
        return [
            f"{' '.join([name, *([versions[name].version] if name in versions else [])])} stays as it is: {reason}."
            for name, reason in self.left.items()
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What is there, while nobody else changes it.

    Attributes:
        folder: Where a generation is built.
        before: What is installed.
        here: The daemon's own packages.
    """

    folder: Path
    places: Places
    before: Generation
    here: Core
    options: Options

    def unfit(self, *, but: Collection[str] = ()) -> dict[str, str]:
        """Name what does not fit the daemon any more, without what is about to change anyway."""
        found = unfit(self.before, self._site, self.here)
        return {name: reason for name, reason in found.items() if name not in but}

    def with_needs(self, names: Iterable[str]) -> frozenset[str]:
        """Name packages with all that they need: pip would keep an old version for the sake of an old dependency."""
        listed = frozenset(names)
        return listed | with_needs(listed, self.before, self._site)

    def work(
        self, asked: Asked, *, moving: Collection[str] = (), left: Mapping[str, str] = MappingProxyType({})
    ) -> Work:
        """Say what is to be made.

        Args:
            asked: What is to be there.
            moving: The packages whose versions are looked for anew.
            left: What does not fit, and stays as it is: nobody has to go with it.
        """
        fitting = {name: line for name, line in asked.wanted.items() if name not in left}
        carried = self.with_needs(left)
        alone = carried - self.with_needs(fitting)
        former, given = self.places.shared.wheels(self.before.number), self.folder / "given"
        stay = {
            each.name: Resolved(
                name=each.name, version=each.version, url=(former / each.file).as_uri(), sha256=each.sha256
            )
            for each in self.before.lock
            if each.name not in {*moving, *self.here.packages, *asked.pins, *alone}
        }
        pins = {name: each.version for name, each in stay.items()}
        wanted = Wanted(
            lines=fitting, held=self.here.held(), pins={**pins, **asked.pins}, locked=stay,
            shelves=[given, *([former] if former.is_dir() else [])],
            offline=asked.files == frozenset(asked.lines), alone=asked.complete,
        )  # fmt: skip  # a row: what, from where, how
        daemons = {id_: f"{name}, of the daemon" for id_, name in self.here.plugins.items()}
        return Work(
            folder=self.folder, lines=asked.lines, wanted=wanted, before=self.before, options=self.options,
            core=self.here, taken={**self.places.owners(), **daemons}, left=left, carried=carried,
        )  # fmt: skip  # as above

    @property
    def _site(self) -> Path:
        return self.places.shared.site(self.before.number)


def again(lines: Mapping[str, str]) -> Asked:
    """Ask once more for what was asked for earlier."""
    return Asked(lines=lines, wanted=lines, pins={}, files=frozenset(), complete=False)
