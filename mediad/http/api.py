"""The whole API of the core: every route, from the services that it takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from mediad.http.routes import (
    account_links,
    app_passwords,
    assignments,
    commands,
    connected,
    encoders,
    events,
    files,
    health,
    item_lines,
    item_routes,
    jobs,
    keys,
    libraries,
    maps,
    matches,
    me,
    meta,
    own_imports,
    own_items,
    own_lists,
    own_orderings,
    plugin_changes,
    plugin_data,
    plugin_packages,
    plugin_settings,
    plugin_trace,
    plugins,
    scans,
    schedules,
    search,
    secrets,
    sessions,
    sign_ins,
    smart_lists,
    system,
    users,
)
from mediad.http.routes.files import Accel
from mediad.http.routes.items import Details
from mediad.http.routes.queries import Queries
from mediad.library.catalogue.assigning import Assigning
from mediad.library.catalogue.editing import Editing
from mediad.library.catalogue.item import Items
from mediad_sdk.values.jobs import JobType

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from mediad.accounts.access import Access
    from mediad.accounts.app_passwords import AppPasswords
    from mediad.accounts.outsiders import Outsiders
    from mediad.accounts.sign_ins import SignIns
    from mediad.accounts.users import Users
    from mediad.encoding.room import Encoding
    from mediad.events.feed import Feed
    from mediad.http.feed import LiveFeed
    from mediad.http.route import Route
    from mediad.http.routes.files import Files, Pictures
    from mediad.http.routes.plugin_data import PluginData
    from mediad.http.routes.plugin_packages import Packages
    from mediad.http.routes.plugin_settings import Administration
    from mediad.http.routes.plugins import Plugins
    from mediad.http.routes.schedules import Schedules
    from mediad.http.routes.secrets import Secrets
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

    about: system.About
    clock: Clock
    storage: Storage
    telemetry: health.Telemetry
    checks: system.Checks
    feed: Feed
    live: LiveFeed
    plugins: Plugins
    users: Users
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


def routes(services: Services) -> list[Route]:
    """Give every route of the core, and those that describe them."""
    storage, clock, queue = services.storage, services.clock, services.queue
    kinds = services.catalogue.kinds
    editing = Editing(storage, services.catalogue, clock)
    queries = Queries(storage, kinds, clock)
    own = [
        *health.routes(services.telemetry),
        *system.routes(services.about, clock, services.feed, services.checks, services.reload),
        *plugins.routes(services.plugins),
        *plugin_changes.routes(services.plugins),
        *plugin_packages.routes(services.packages, queue),
        *plugin_data.routes(services.plugin_data, queue),
        *plugin_settings.routes(services.administration),
        *secrets.routes(services.secrets),
        *plugin_trace.routes(services.plugins),
        *commands.routes(services.plugins),
        *connected.routes(services.plugins, queue),
        *libraries.routes(services.tools, queue, services.own_place),
        *scans.routes(services.tools),
        *item_routes.routes(storage, kinds, queries, editing, services.encoding, queue),
        *item_lines.routes(storage, kinds),
        *maps.routes(storage, kinds),
        *assignments.routes(Assigning(storage, services.catalogue, editing, clock), queue),
        *matches.routes(services.matching, queue),
        *search.routes(storage),
        *files.routes(storage, services.files, services.pictures, services.accel),
        *encoders.routes(services.encoding, Details(storage, Items(kinds))),
        *jobs.routes(storage, queue, partial(services.plugins.all, JobType)),
        *schedules.routes(services.schedules),
        *events.routes(services.live),
        *sessions.routes(services.sign_ins, services.access, clock),
        *sign_ins.routes(services.sign_ins, clock, services.external),
        *me.routes(services.users),
        *own_items.routes(storage, clock),
        *own_lists.routes(storage, clock),
        *smart_lists.routes(storage, queries, clock),
        *own_imports.routes(storage, clock),
        *own_orderings.routes(storage, clock),
        *keys.routes(storage, services.access),
        *app_passwords.routes(storage, services.app_passwords),
        *users.routes(storage, services.users),
        *account_links.routes(storage, services.outsiders),
    ]
    return [*own, *meta.routes(own, services.about.version, services.base_path, services.mounted)]
