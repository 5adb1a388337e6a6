"""The notifier. Apprise waits in its own ways, so its functions are plain ones and run in the plugin's threads."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any

from mediad_sdk.calls import in_thread
from mediad_sdk.errors import Unavailable, UserError
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.notices import Notifier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_apprise.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.notices import Notice


class Apprise:
    """Brings the notifier."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        self._lock = threading.Lock()
        self._known: Any = None

    @hookimpl
    def mediad_notifiers(self) -> Sequence[Notifier]:
        """Declare the notifier."""
        return [Notifier(id="all", label="Apprise", send=in_thread(self.send))]

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=in_thread(self.check))]

    def send(self, notice: Notice) -> None:
        """Tell every address; when one of them fails, the notice is told again by and by."""
        text = "\n\n".join(filter(None, (notice.body, notice.link))) or notice.title
        if not self._services().notify(body=text, title=notice.title, notify_type=notice.level, body_format="text"):
            raise Unavailable("Apprise could not reach every address.", remedy="The log says which, and why.")

    def check(self) -> Health:
        """Say whether Apprise understands every address; nothing is sent."""
        return Health(state="ok", detail=f"{len(self._services())} addresses are understood")

    def _services(self) -> Any:
        with self._lock:
            if self._known is None:
                self._known = _understood(self._urls)
            return self._known


def _understood(urls: Sequence[str]) -> Any:
    import apprise  # noqa: PLC0415  # imported when first used: it brings its hundred services

    known = apprise.Apprise()
    for number, url in enumerate(urls, 1):
        if not known.add(url):
            scheme = url.partition(":")[0][:20]
            remedy = "See https://github.com/caronc/apprise/wiki for how the addresses of this service are written."
            raise UserError(f"Apprise does not understand address {number} ({scheme}: ...).", remedy=remedy)
    return known


def create(context: Context, settings: Settings) -> Apprise:  # noqa: ARG001  # it needs nothing but its settings
    """Make the plugin."""
    return Apprise([url.get_secret_value() for url in settings.urls])
