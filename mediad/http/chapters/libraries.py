"""Libraries and their scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.routes import libraries, scans

if TYPE_CHECKING:
    from mediad.http.api import Services
    from mediad.http.route import Route


def routes(services: Services) -> list[Route]:
    """Give the routes of this chapter."""
    return [
        *libraries.routes(services.tools, services.queue, services.own_place),
        *scans.routes(services.tools),
    ]
