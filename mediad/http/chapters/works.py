"""Works: lists, one of them, what is corrected, found and converted; their files and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.routes import (
    assignments,
    duplicates,
    encoders,
    files,
    item_lines,
    item_routes,
    maps,
    matches,
    search,
    smart_lists,
)
from mediad.http.routes.items import Details, Lists
from mediad.http.routes.queries import Queries
from mediad.http.routes.smart_lists import SmartLists
from mediad.library.catalogue.assigning import Assigning
from mediad.library.catalogue.editing import Editing
from mediad.library.catalogue.item import Items

if TYPE_CHECKING:
    from mediad.http.api import Services
    from mediad.http.route import Route


def routes(services: Services) -> list[Route]:
    """Give the routes of this chapter."""
    storage, clock, queue = services.storage, services.clock, services.queue
    kinds = services.catalogue.kinds
    editing = Editing(storage, services.catalogue, clock)
    queries = Queries(storage, kinds, clock)
    lists = Lists(storage, kinds, queries, services.people)
    return [
        *item_routes.routes(storage, kinds, lists, editing, services.encoding, queue),
        *item_lines.routes(storage, kinds, queries, services.people),
        *duplicates.routes(storage, kinds),
        *maps.routes(storage, kinds),
        *assignments.routes(Assigning(storage, services.catalogue, editing, clock), queue),
        *matches.routes(services.matching, queue),
        *search.routes(storage, kinds),
        *smart_lists.routes(SmartLists(storage, queries, clock, services.people)),
        *files.routes(storage, services.files, services.pictures, services.accel),
        *encoders.routes(services.encoding, Details(storage, Items(kinds))),
    ]
