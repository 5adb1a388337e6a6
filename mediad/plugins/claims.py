"""Who has which name."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from mediad.plugins.errors import PluginError
from mediad_sdk.data import dataclass
from mediad_sdk.points import POINTS
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.kinds import MediaType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.plugins.declarations import Brought
    from mediad.plugins.guard import Guard
    from mediad_sdk.values.kinds import Kind

_TAKEN = "Disable one of the two plugins, or give the one that shall win a higher `priority`."


@dataclass(frozen=True, slots=True)
class Claim:
    """A name that somebody asks for.

    Attributes:
        what: Of what it is the name.
        name: The name.
        alike: What others may declare as well, if they declare it alike: a kind of party. People are credited by films,
            books and photos, and are the same people.
    """

    what: str
    name: str
    alike: Kind | None = None

    @property
    def place(self) -> tuple[str, str]:
        """What there is once."""
        return self.what, self.name

    def bears(self, other: Claim) -> bool:
        """Tell whether both may have the name."""
        return self.alike is not None and self.alike == other.alike


class Claims:
    """Names of the daemon's whole world are given once, to the first who asks; other names once in each plugin."""

    def __init__(self) -> None:
        self._held: list[tuple[Guard, Claim]] = []

    def take(self, guard: Guard, brought: Brought) -> None:
        """Take every name, or none and raise `PluginError` with whose it is; a successor takes those of its like."""
        wanted = [(guard, claim) for claim in _claims(guard.plugin, brought)]
        others = [each for each in self._held if each[0].plugin != guard.plugin]
        taken: defaultdict[tuple[str, str], list[tuple[Guard, Claim]]] = defaultdict(list)
        for holder, claim in others:
            taken[claim.place].append((holder, claim))
        for _, claim in wanted:
            for owner, other in taken[claim.place]:
                if not claim.bears(other):
                    message = f"it declares the {claim.what} {claim.name!r}, which {owner.plugin} has declared already"
                    raise PluginError("taken_name", message, blame=guard.blame("declare"), remedy=_TAKEN)
            taken[claim.place].append((guard, claim))
        self._held = [*others, *wanted]

    def release(self, guard: Guard) -> None:
        """Give back the names of a plugin instance."""
        self._held = [each for each in self._held if each[0] is not guard]


def _claims(plugin: str, brought: Brought) -> Iterator[Claim]:
    names = brought.names()
    for point in POINTS:
        own = "" if point.scope == "world" else f"{plugin} "
        if point.value is not Subscription:  # several may wait for one event
            yield from (Claim(point.name, own + name) for name in names.get(point.plural, ()))
    kinds = (kind for each in brought.all(MediaType) for kind in each.kinds)
    yield from (Claim("kind", kind.id, kind if kind.form == "party" else None) for kind in kinds)
    yield from (Claim("prefix", each.prefix) for each in brought.all(Delivery))
