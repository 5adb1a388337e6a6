"""One line for each request, for the log; the only observer that every daemon has."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad.http.dispatch import Exchange

log = logging.getLogger("mediad.http.access")


def write_access(exchange: Exchange) -> None:
    """Log a finished request; the query string stays away, for people put secrets there."""
    if not log.isEnabledFor(logging.INFO):
        return
    log.info(
        "request",
        extra={
            "method": exchange.request.method,
            "path": exchange.request.raw_path.partition("?")[0][:512],
            "route": exchange.route.name if exchange.route else None,
            "status": exchange.status,
            "ms": round(exchange.seconds * 1000, 2),
            "size": exchange.size,
            "client": exchange.peer.address,
            "actor": exchange.actor.name if exchange.actor else None,
            "request_id": exchange.request_id,
        },
    )
