"""The whole API of the core: chapters of routes, from the services that they take.

A start waits for no chapter: its modules are imported when the first of its addresses is asked for, which takes some
ten milliseconds once. What nobody asks for is never there.
"""

from __future__ import annotations

from dataclasses import field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from mediad.http.accel import Accel
from mediad.http.chapter import Chapter
from mediad.http.routes import health, meta
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from mediad.accounts.access import Access
    from mediad.accounts.app_passwords import AppPasswords
    from mediad.accounts.outsiders import Outsiders
    from mediad.accounts.sign_ins import SignIns
    from mediad.accounts.users import Users
    from mediad.encoding.room import Encoding
    from mediad.events.feed import Feed
    from mediad.http.about import About
    from mediad.http.feed import LiveFeed
    from mediad.http.route import Route
    from mediad.http.routes.files import Files, Pictures
    from mediad.http.routes.plugin_data import PluginData
    from mediad.http.routes.plugin_packages import Packages
    from mediad.http.routes.plugin_settings import Administration
    from mediad.http.routes.plugins import Plugins
    from mediad.http.routes.schedules import Schedules
    from mediad.http.routes.secrets import Secrets
    from mediad.http.routes.system import Checks
    from mediad.http.sight import People
    from mediad.jobs.queue import Queue
    from mediad.library.catalogue.catalogue import Catalogue
    from mediad.library.inventory.scene import Tools
    from mediad.library.matching.room import Matching
    from mediad.storage.ports import Storage
    from mediad_sdk.host import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Services:
    """What the routes take from the rooms.

    Attributes:
        about: Version, engine, start, address.
        telemetry: Readiness and figures.
        checks: Health of every part.
        tools: The inventory's; jobs `library.scan` and `library.remove` do what it begins.
        own_place: Names the place of the daemon that a root would hold, or lie in.
        reload: Takes the configuration anew; gives the keys that wait for the next start.
        accel: Roots that the proxy in front serves itself.
        base_path: What stands before every path at the proxy.
        external: The address that people use, "" when nobody says it.
        mounted: The routes of plugins that are there now.
    """

    about: About
    clock: Clock
    storage: Storage
    telemetry: health.Telemetry
    checks: Checks
    feed: Feed
    live: LiveFeed
    plugins: Plugins
    users: Users
    people: People
    access: Access
    outsiders: Outsiders
    sign_ins: SignIns
    app_passwords: AppPasswords
    packages: Packages
    plugin_data: PluginData
    administration: Administration
    secrets: Secrets
    queue: Queue
    schedules: Schedules
    catalogue: Catalogue
    matching: Matching
    tools: Tools
    encoding: Encoding
    files: Files
    pictures: Pictures
    reload: Callable[[], Awaitable[Sequence[str]]]
    own_place: Callable[[str], str] = lambda _: ""
    accel: Accel = field(default_factory=Accel)
    base_path: str = ""
    external: str = ""
    mounted: Callable[[], Sequence[Route]] = tuple


CHAPTERS = {
    "works": ("items", "providers", "encoders", "lists", "search", "files", "artwork"),
    "people": ("me", "users", "roles", "keys", "sessions", "sign-ins"),
    "libraries": ("libraries", "scans"),
    "work": ("jobs", "schedules", "events"),
    "administration": (
        *("system", "packages", "plugins", "plugin-data", "commands"),
        *("connected", "downloads", "notices", "servers"),
    ),
}
"""Modules of `mediad.http.chapters`, and the words behind `/api/v1/` whose addresses they have."""


def chapters(services: Services) -> list[Chapter]:
    """Give what is opened when it is asked for."""
    return [Chapter(words=words, routes=partial(_written, name, services)) for name, words in CHAPTERS.items()]


def first_routes(services: Services) -> list[Route]:
    """Give the routes that are there from the start: those that supervisors ask, and those that describe all."""

    def others() -> list[Route]:
        return [*own, *(route for chapter in chapters(services) for route in chapter.routes())]

    own = health.routes(services.telemetry)
    return [*own, *meta.routes(others, services.about.version, services.base_path, services.mounted)]


def routes(services: Services) -> list[Route]:
    """Give every route of the core."""
    return [*first_routes(services), *(route for chapter in chapters(services) for route in chapter.routes())]


def _written(chapter: str, services: Services) -> list[Route]:
    made: list[Route] = import_module(f"mediad.http.chapters.{chapter}").routes(services)
    return made
