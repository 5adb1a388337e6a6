"""Who may see which event: one table, so that the feed shows nobody what the API refuses them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_sdk.data import dataclass
from mediad_sdk.permissions import EVERYTHING

if TYPE_CHECKING:
    from mediad_sdk.values.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may see events of one family.

    Attributes:
        permission: What the reader must hold; the same that the API wants for the thing itself.
        owned: The event's user may see it without that, and does not keep it from those who hold it.
    """

    permission: str
    owned: bool = False


RULES = {
    "hold": Rule(permission="libraries.manage"),
    "item": Rule(permission="items.read"),
    "job": Rule(permission="jobs.read", owned=True),
    "plugin": Rule(permission="plugins.read"),
    "root": Rule(permission="libraries.manage"),
    "scan": Rule(permission="libraries.manage"),
}
"""By the family of a type, what stands before its first dot."""
OF_PLUGINS = Rule(permission="events.read")
"""A plugin's own events, whose types begin with its name: it says itself for whom they are."""


def rule_of(type_: str) -> Rule:
    """Find the rule of an event's type."""
    return RULES.get(type_.partition(".")[0], OF_PLUGINS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audience:
    """Whose events are wanted.

    Attributes:
        user: Public id of the reader; events of another user are left out.
        libraries: Public ids of the libraries the reader sees; None sees all.
        permissions: What the reader holds.
    """

    user: str = ""
    libraries: frozenset[str] | None = None
    permissions: frozenset[str] = frozenset({EVERYTHING})

    def sees(self, event: Event) -> bool:
        """Tell whether an event is for this reader."""
        rule = rule_of(event.type)
        if event.user and event.user == self.user and rule.owned:
            return True
        if event.user and event.user != self.user and not rule.owned:
            return False
        if event.library and self.libraries is not None and event.library not in self.libraries:
            return False
        return rule.permission in self.permissions or EVERYTHING in self.permissions
