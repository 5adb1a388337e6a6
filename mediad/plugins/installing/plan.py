"""Holds wheels against the daemon and against each other, and says what would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.plugins.find import sdk_fault
from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.generations import Brought, Locked
from mediad.plugins.installing.surroundings import belongs_here
from mediad_sdk import SDK_VERSION
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from mediad.plugins.installing.generations import Generation
    from mediad.plugins.installing.wheel import Wheel


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One permission that a plugin asks for.

    Attributes:
        change: `new`, `changed`, or "" when it was approved before in these words.
    """

    plugin: str
    permission: str
    reason: str
    change: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What would change, for somebody to say yes to.

    Attributes:
        added: Packages that come, each as `name version`.
        changed: Packages of another version, each as `name old -> new`.
        removed: Packages that go.
        strangers: Plugins that were not there before.
        wishes: Every permission of every plugin that comes or changes.
    """

    asked: tuple[str, ...]
    lock: tuple[Locked, ...]
    plugins: tuple[Brought, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    strangers: tuple[str, ...]
    wishes: tuple[Wish, ...]

    @property
    def changes(self) -> bool:
        """Tell whether anything would be other than before."""
        return bool(self.added or self.changed or self.removed)

    @property
    def needs_approval(self) -> bool:
        """Tell whether somebody has to say yes: to code that was not there, or to more than was allowed."""
        return bool(self.strangers or any(each.change for each in self.wishes))

    @property
    def approved(self) -> dict[str, str]:
        """Give the plugins that a yes is for, with their versions."""
        meant = {*self.strangers, *(each.plugin for each in self.wishes if each.change)}
        return {each.id: each.version for each in self.plugins if each.id in meant}

    def asks(self) -> list[str]:
        """Say what every plugin that comes or changes wants to be allowed."""
        quiet = [each for each in self.strangers if each not in {wish.plugin for wish in self.wishes}]
        marks = {"new": " [new]", "changed": " [changed]", "": ""}
        told = [f"{wish.plugin} may use {wish.permission}: {wish.reason}{marks[wish.change]}" for wish in self.wishes]
        return [*told, *(f"{each} asks for no permission" for each in quiet)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Packages that are taken along as they were, without another look at them, and their plugins."""

    lock: tuple[Locked, ...] = ()
    plugins: tuple[Brought, ...] = ()


def make_plan(asked: Sequence[str], wheels: Sequence[Wheel], before: Generation, kept: Kept) -> Plan:
    """Compare what would be installed with what is."""
    fresh = (Locked(name=each.name, version=each.version, file=each.path.name, sha256=each.sha256) for each in wheels)
    lock = tuple(sorted((*fresh, *kept.lock), key=lambda each: each.name))
    brought = tuple(
        Brought(id=one.id, distribution=each.name, version=each.version, permissions=one.permissions)
        for each in wheels
        for one in each.plugins
    )
    then = before.packages()
    moved = [each for each in lock if each.name in then and then[each.name] != each]
    known = {each.id for each in before.plugins}
    return Plan(
        asked=tuple(asked), lock=lock, plugins=(*brought, *kept.plugins),
        added=tuple(f"{each.name} {each.version}" for each in lock if each.name not in then),
        changed=tuple(f"{each.name} {then[each.name].version} -> {each.version}" for each in moved),
        removed=tuple(sorted(set(then) - {each.name for each in lock})),
        strangers=tuple(each.id for each in brought if each.id not in known),
        wishes=tuple(wish for each in brought for wish in _wishes(each, before)),
    )  # fmt: skip


def _wishes(brought: Brought, before: Generation) -> list[Wish]:
    approved: Mapping[str, str] = next((each.permissions for each in before.plugins if each.id == brought.id), {})
    return [
        Wish(plugin=brought.id, permission=name, reason=reason, change=_change(approved, name, reason))
        for name, reason in brought.permissions.items()
    ]


def _change(approved: Mapping[str, str], name: str, reason: str) -> str:
    if name not in approved:
        return "new"
    return "" if approved[name] == reason else "changed"


def check(wheels: Sequence[Wheel], taken: Mapping[str, str], root: Path, *, own: bool) -> None:
    """Refuse wheels that do not fit the daemon or each other.

    Args:
        wheels: What would be installed together.
        taken: Who brings the plugins that are there otherwise.
        root: Where what is there was installed, which is not the daemon's own.
        own: They lie before the daemon's packages, in an environment of a plugin's own.
    """
    if not any(each.plugins for each in wheels):
        names = ", ".join(sorted(each.name for each in wheels)) or "what was asked for"
        raise PackageRefused(f"There is no plugin in {shown(names)}.", remedy="Look at its name.")
    files, ids = dict[str, str](), dict(taken)
    for wheel in wheels:
        for fault in _faults(wheel, files, ids):
            raise PackageRefused(f"{wheel.name} {wheel.version} {fault}.")
        if not own:
            _check_tops(wheel, root)
        files.update(dict.fromkeys(wheel.files, wheel.name))
        ids.update({each.id: wheel.name for each in wheel.plugins})


def _faults(wheel: Wheel, files: Mapping[str, str], ids: Mapping[str, str]) -> list[str]:
    clash = next((f"{shown(each)}, as {files[each]} does" for each in sorted(wheel.files) if each in files), "")
    taken = next((f"{each.id}, a name that is taken by {ids[each.id]}" for each in wheel.plugins if each.id in ids), "")
    ranges = (sdk_fault(each.manifest.requires_sdk, SDK_VERSION) for each in wheel.plugins)
    return [
        *([f"brings the file {clash}"] if clash else []),
        *([f"brings the plugin {taken}"] if taken else []),
        *(f"does not fit: {fault}" for fault in ranges if fault),
    ]


def _check_tops(wheel: Wheel, root: Path) -> None:
    for top in sorted(wheel.tops):
        if belongs_here(top, root):
            raise PackageRefused(
                f"{wheel.name} {wheel.version} brings the module {shown(top)}, which the daemon or Python has already."
            )
