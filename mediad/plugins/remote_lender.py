"""What the daemon lends to a plugin's child, and how it hears what the child tells.

The child may say whatever it likes: it reaches the services of its own context, by the methods of their Protocols, and
nothing else. Whether a service is granted is decided by the context itself, here.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import PluginError
from mediad.telemetry.plugin_lines import plugin_logger
from mediad_sdk.errors import Forbidden, MediadError
from mediad_sdk.host.http.client import Carrier
from mediad_sdk.remoting import faults
from mediad_sdk.remoting.estate import Estate, Service, read_now
from mediad_sdk.remoting.registry import services

if TYPE_CHECKING:
    from mediad.plugins.find import Found
    from mediad.plugins.guard import Guard
    from mediad.workers.plugin import PluginChild
    from mediad_sdk.host import Context

_log = logging.getLogger(__name__)


class Lender:
    """The daemon's side of one plugin's child."""

    estate: Estate
    child: PluginChild

    def __init__(self, context: Context, guard: Guard) -> None:
        self._guard = guard
        self._services = lent(context)
        self._libraries = plugin_logger(guard.plugin)
        self.on_end: Callable[[BaseException | None], None] = lambda _error: None
        self.reset()

    def reset(self) -> None:
        """Begin with a new child."""
        self.estate = Estate()
        self.estate.services.update(self._services)

    async def serve(self, target: Sequence[Any], _args: Sequence[Any], _kwargs: Mapping[str, Any]) -> Any:
        """Refuse: a child asks for what it was lent."""
        raise Forbidden(f"The daemon does nothing called {target[0]!r}.")

    def told(self, target: Sequence[Any], args: Sequence[Any], _kwargs: Mapping[str, Any]) -> None:
        """Hear of tasks that failed, of a lifespan that ended, of lines that libraries log."""
        match target[0]:
            case "task":
                self._task_failed(str(args[0]), faults.from_wire(args[1]))
            case "ended":
                self.on_end(None if args[0] is None else faults.from_wire(args[0]))
            case "stubborn":
                self._went_on()
            case "log":
                # One logger for all names, which Python would keep for good: a child may think of any number.
                extra = {"plugin": self._guard.plugin, "fields": {"logger": str(args[0])}}
                self._libraries.log(min(int(args[1]), logging.ERROR), "%s", str(args[2]), extra=extra)
            case "hello":
                self.child.found(args[0])
            case _:
                pass  # of a newer child

    def fault(self, error: BaseException) -> dict[str, Any]:
        """Write down what a service raised; our own traceback stays here."""
        if isinstance(error, Exception) and not isinstance(error, MediadError):
            _log.info("a service asked by the plugin %s failed", self._guard.plugin, exc_info=error)
        return faults.to_wire(error, trace=False)

    def broken(self, why: str) -> None:
        """Let the child go that cannot be spoken with."""
        self.child.hung_up(why)

    def _went_on(self) -> None:
        told = "it went on after it was cancelled, and was abandoned"
        self._guard.strike(PluginError("ignored_cancel", told, blame=self._guard.blame("process")), 0)

    def _task_failed(self, name: str, error: BaseException) -> None:
        hook = f"task {name}"
        told = PluginError("raised", str(error), blame=self._guard.blame(hook))
        told.__cause__ = error
        self._guard.strike(told, 0)


def lent(context: Context) -> dict[str, Service]:
    """Give the services of a context by name; one that is withheld refuses by itself."""
    found = {}
    for name, protocol in services().items():
        given = getattr(context, name, None)
        if given is not None:
            found[name] = Service(protocol, _carrier(given) if protocol is Carrier else given)
    return found


def _carrier(http: Any) -> Any:
    try:
        return http.carrier
    except MediadError:
        return http  # withheld: it refuses whatever is asked of it


def order(found: Found, given: Mapping[str, Any], context: Context, paths: Sequence[str]) -> dict[str, Any]:
    """Write down what a child shall make; it goes by the socket alone, for it holds secrets."""
    return {
        "plugin": context.plugin,
        "instance": context.instance,
        "reference": found.entry.value,
        "model": found.manifest.settings if found.manifest else "",
        "settings": plain(given),
        "own": list(paths),
        "level": logging.getLogger().getEffectiveLevel(),
        "services": {name: read_now(service) for name, service in lent(context).items()},
    }


def plain(value: Any) -> Any:
    """Write settings so that they cross: secrets as what they hide, dates as TOML writes them."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    reveal = getattr(value, "get_secret_value", None)
    return reveal() if reveal else value
