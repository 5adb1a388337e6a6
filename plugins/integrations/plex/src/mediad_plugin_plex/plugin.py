"""What the plugin declares: the server, its check, the comparison of what was watched, a look after scans."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_plex.server import Plex
from mediad_plugin_plex.syncing import Watching
from mediad_sdk.calls import in_thread
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.servers import MediaServer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_plex.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.events import Event
    from mediad_sdk.values.jobs import JobRun

_HOUR = 3600
_FOUND = ("added", "changed", "moved", "missing")
"""What a scan counts of which Plex wants to know."""


class PlexPlugin:
    """Brings one Plex."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._context = context
        self._settings = settings
        self._plex = Plex(settings)
        self._watching = Watching(context, settings, self._plex)

    @hookimpl
    def mediad_media_servers(self) -> Sequence[MediaServer]:
        """Declare the server; plexapi waits, so its functions run in threads."""
        return [
            MediaServer(
                id="server",
                label="Plex",
                libraries=in_thread(self._plex.libraries),
                refresh=in_thread(self._plex.refresh),
                sessions=in_thread(self._plex.sessions),
                watched=in_thread(self._plex.watched),
                mark=in_thread(self._plex.mark),
            )
        ]

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=in_thread(self.check))]

    @hookimpl
    def mediad_jobs(self) -> Sequence[JobType]:
        """Declare the comparison, and the look after a scan."""
        return [
            JobType(id="sync", handler=self._watching.sync, timeout=_HOUR, backoff=60),
            JobType(id="refresh", handler=in_thread(self.look), timeout=_HOUR, backoff=60),
        ]

    @hookimpl
    def mediad_schedules(self) -> Sequence[Schedule]:
        """Declare how often is compared, when there is something to compare."""
        return [Schedule(id="sync", job="sync", every=self._settings.every)] if self._settings.users else []

    @hookimpl
    def mediad_subscriptions(self) -> Sequence[Subscription]:
        """Declare the wish to hear of scans."""
        return [Subscription(types=("scan.finished",), handler=self.scanned)] if self._settings.refresh else []

    def check(self) -> Health:
        """Ask for its version, which needs the token."""
        return Health(state="ok", detail=f"Plex {self._plex.version()} answers")

    async def scanned(self, event: Event) -> None:
        """Put a look into the queue when a scan found something; a look that waits there is enough for many scans."""
        counts = event.data.get("counts", {})
        if not any(counts.get(name) for name in _FOUND):
            return
        library = str(event.data.get("library", ""))
        folders = await self._folders(library)
        if folders is not None:
            key = f"{self._context.instance}-refresh-{library if folders else 'all'}"
            await self._context.jobs.enqueue("refresh", {"folders": folders}, key=key, delay=self._settings.delay)

    def look(self, run: JobRun) -> Mapping[str, Any]:
        """Let Plex look at folders again, at all of its libraries when none are named."""
        folders = list(run.args.get("folders", ()))
        if folders:
            self._plex.refresh(folders)
        else:
            self._plex.look_everywhere()
        return {"folders": folders}

    async def _folders(self, library: str) -> list[str] | None:
        """Give the folders of a library here; none for all of Plex, None where Plex does not show this library."""
        if not self._settings.folders:
            return []
        names = [each["name"] for each in await self._context.library.libraries() if each["id"] == library]
        found = (self._settings.folders.get(name) for name in (library, *names))
        return next(filter(None, found), None)


def create(context: Context, settings: Settings) -> PlexPlugin:
    """Make the plugin."""
    return PlexPlugin(context, settings)
