"""Joins the HTTP room: the services behind the routes, the routes of plugins, the options of the server."""

from __future__ import annotations

import logging
import os
import platform
from typing import TYPE_CHECKING

from mediad import VERSION
from mediad.app.telemetry import Traffic
from mediad.http import api
from mediad.http.about import About
from mediad.http.access_log import write_access
from mediad.http.dispatch import Dispatcher, Surroundings
from mediad.http.options import HttpOptions
from mediad_sdk import SDK_VERSION

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.accounts.identities import Identities
    from mediad.app.plugins import Lent
    from mediad.config.models import Config
    from mediad.http.api import Services
    from mediad.telemetry.metrics import Metrics


_log = logging.getLogger(__name__)


def about(engine: str, started: int, address: Callable[[], str]) -> About:
    """Say what never changes while the daemon runs."""
    return About(
        version=VERSION, sdk_version=SDK_VERSION, engine=engine, started=started, python=platform.python_version(),
        address=address,
    )  # fmt: skip


def address_of(config: Config, port: int | None) -> str:
    """Give the address that people use."""
    if config.server.external_url is not None:
        return str(config.server.external_url).rstrip("/")
    host = config.server.host if config.server.host not in {"0.0.0.0", "::"} else platform.node()  # noqa: S104  # compared
    return f"http://{f'[{host}]' if ':' in host else host}:{port}{config.server.base_path}"


def make_dispatcher(
    config: Config, services: Services, identities: Identities, lent: Lent, metrics: Metrics
) -> Dispatcher:
    """Join the routes of the core; those of plugins come and go in `lent.routes`."""
    observers = (Traffic(metrics), *((write_access,) if config.log.access else ()))
    around = Surroundings(
        authenticator=identities, chapters=api.chapters(services), plugins=lent.routes, deliveries=lent.deliveries,
        observers=observers,
    )  # fmt: skip
    return Dispatcher(api.first_routes(services), http_options(config), around)


def http_options(config: Config) -> HttpOptions:
    """Say to the HTTP room what the configuration says of it."""
    server = config.server
    return HttpOptions(
        host=server.host, port=server.port, socket=config.socket, socket_uids=(0, os.geteuid()),
        base_path=server.base_path, allowed_hosts=(*server.allowed_hosts, *own_names(config)),
        cors_origins=server.cors_origins,
        trusted_proxies=tuple(str(each) for each in server.trusted_proxies), forwarded=server.forwarded,
        anonymous_limit=config.limits.anonymous_per_minute, drain=server.drain_seconds,
    )  # fmt: skip


def own_names(config: Config) -> tuple[str, ...]:
    """Give the host names of the addresses that the daemon tells people."""
    external = config.server.external_url
    return tuple(filter(None, (platform.node(), external.host if external is not None else None)))
