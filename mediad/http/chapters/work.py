"""What the daemon does, when, and what happened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad.http.routes import events, jobs, schedules
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from mediad.http.api import Services
    from mediad.http.route import Route


def routes(services: Services) -> list[Route]:
    """Give the routes of this chapter."""
    return [
        *jobs.routes(services.storage, services.queue, partial(services.plugins.all, JobType)),
        *schedules.routes(services.schedules),
        *events.routes(services.live),
    ]
