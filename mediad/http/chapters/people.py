"""People: who they are, what they did, and every way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.routes import (
    account_links,
    app_passwords,
    keys,
    me,
    own_imports,
    own_items,
    own_lists,
    own_orderings,
    sessions,
    sign_ins,
    users,
)

if TYPE_CHECKING:
    from mediad.http.api import Services
    from mediad.http.route import Route


def routes(services: Services) -> list[Route]:
    """Give the routes of this chapter."""
    storage, clock = services.storage, services.clock
    return [
        *sessions.routes(services.sign_ins, services.access, clock),
        *sign_ins.routes(services.sign_ins, clock, services.external),
        *me.routes(services.users),
        *own_items.routes(storage, clock),
        *own_lists.routes(storage, clock),
        *own_imports.routes(storage, clock),
        *own_orderings.routes(storage, clock),
        *keys.routes(storage, services.access),
        *app_passwords.routes(storage, services.app_passwords),
        *users.routes(storage, services.users),
        *account_links.routes(storage, services.outsiders),
    ]
