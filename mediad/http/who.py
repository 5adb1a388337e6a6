"""Who calls: the identity behind a checked request, and what it may pass on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad.http.identity import may
from mediad.http.problems import NoAccount, Unauthenticated
from mediad_sdk.errors import Forbidden
from mediad_sdk.permissions import EVERYTHING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad.accounts.identities import Identity
    from mediad.http.route import Call
    from mediad.storage.ports.viewer import Viewer


def who(call: Call[Any, Any]) -> Identity:
    """Give the identity that the dispatcher let through."""
    if call.actor is None:
        raise Unauthenticated
    return call.actor


def viewer(call: Call[Any, Any]) -> Viewer:
    """Give what the caller may see."""
    return who(call).viewer


def person(call: Call[Any, Any]) -> Identity:
    """Give the identity of a user; the local administrator is none, and has no lists and no passwords."""
    actor = who(call)
    if not actor.account:
        raise NoAccount
    return actor


def within(actor: Identity, permissions: Iterable[str]) -> None:
    """Refuse to hand on what the caller does not hold: no key makes a mightier one, no clerk an administrator."""
    lacking = sorted(each for each in permissions if not may(actor, each))
    if lacking:
        shown = "everything" if EVERYTHING in lacking else ", ".join(lacking)
        raise Forbidden(
            f"Nobody gives what they do not hold themselves: {shown}.", remedy="Ask an administrator to do it."
        )
