"""Where one plugin instance may go, as its manifest declares and the administrator says."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Forbidden, Invalid
from mediad_sdk.host.http.address import origin
from mediad_sdk.host.http.hosts import names, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mediad.config.models import PluginNetwork
    from mediad_sdk.manifest import Permission

SETTINGS = "@settings"
"""Among the hosts of a manifest: the hosts of the addresses in the instance's settings."""
_UNDECLARED = (
    "Its author declares the host in the manifest, under `hosts` of `[permissions] network`; an administrator may add "
    "it to `hosts` under `[plugins.<id>.network]`."
)
_UNSET = (
    "If it is the address in one of its settings, set it: `mediad plugin set {0} KEY=ADDRESS`. A default that nobody "
    "set opens no host; `mediad plugin settings {0}` shows the keys. Else: "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Where an instance may go.

    Attributes:
        hosts: What the manifest declares; None without the permission `network`. `*` is any host of the Internet.
        named: What the administrator named, in a setting or in `[plugins.<id>.network]`; may be private.
        proxy: Address of the proxy that carries its calls; empty for the daemon's, if that has one.
        by_settings: The manifest declares `@settings`: what an administrator writes there is named.
    """

    hosts: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    proxy: str = ""
    by_settings: bool = False

    def admit(self, instance: str, host: str, port: int) -> bool:
        """Raise unless the instance may call this host; tells whether the administrator named it."""
        if self.hosts is None:
            remedy = f'Declare it in the manifest: `[permissions] network = {{ reason = "...", hosts = ["{host}"] }}`.'
            raise Forbidden(f"The plugin {instance} has no permission to use the network.", remedy=remedy)
        if names(self.named, host, port):
            return True
        if not names(self.hosts, host, port):
            unset = _UNSET.format(instance) if self.by_settings else ""
            remedy = f"{unset}{_UNDECLARED}"
            raise Forbidden(
                f"The plugin {instance} did not declare {place(host, port)} among its hosts.", remedy=remedy
            )
        return False


def grant(permission: Permission | None, *, settings: object = None, network: PluginNetwork | None = None) -> Grant:
    """Make the grant of an instance.

    Args:
        permission: `network` of the manifest; None when it does not ask for it, or was not given it.
        settings: The instance's settings, as JSON or as its model. If the manifest declares `@settings`, the places of
            all addresses in them are named, since an administrator wrote them; of each host, the port of the address
            alone is opened. A whole value counts, not an address within a text.
        network: `[plugins.<id>.network]`.
    """
    if permission is None:
        return Grant()
    written = addressed(settings) if SETTINGS in permission.hosts else ()
    proxy = network.proxy.get_secret_value() if network and network.proxy else ""
    return Grant(
        hosts=tuple(host for host in permission.hosts if host != SETTINGS),
        named=(*(network.hosts if network else ()), *written),
        proxy=proxy,
        by_settings=SETTINGS in permission.hosts,
    )


def addressed(value: Any) -> Iterator[str]:
    """Give `host:port` of each http address within settings."""
    if hasattr(value, "get_secret_value"):
        value = value.get_secret_value()
    if hasattr(value, "unicode_string"):  # one of pydantic's addresses
        value = value.unicode_string()
    if isinstance(value, str) and value[:4].lower() == "http":  # asked at every call; most settings are no addresses
        with suppress(Invalid):
            _, host, port = origin(value)
            yield place(host, port)
    for inner in _within(value):
        yield from addressed(inner)


def _within(value: Any) -> Iterable[Any]:
    if hasattr(type(value), "model_fields"):
        return [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()
