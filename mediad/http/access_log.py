"""One line for each request, for the log."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from mediad.telemetry import logs

if TYPE_CHECKING:
    from mediad.http.dispatch import Exchange

log = logging.getLogger("mediad.http.access")
_LONGEST_PATH = 512


def write_access(exchange: Exchange) -> None:
    """Log a finished request; the query string stays away, for people put secrets there."""
    if not log.isEnabledFor(logging.INFO):
        return
    logs.access(
        log,
        method=exchange.request.method,
        path=exchange.request.raw_path.partition("?")[0][:_LONGEST_PATH],
        status=exchange.status,
        seconds=exchange.seconds,
        route=exchange.route.name if exchange.route else None,
        size=exchange.size,
        client=exchange.peer.address,
        actor=exchange.actor.name if exchange.actor else None,
        request_id=exchange.request_id,
    )
