"""Where one plugin instance may go, as its manifest declares and the administrator says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from mediad_sdk.errors import Forbidden
from mediad_sdk.host.http.hosts import names, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from mediad.config.models import PluginNetwork

SETTINGS = "@settings"
"""Among the hosts of a manifest: the hosts of the addresses in the instance's settings."""
_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Where an instance may go.

    Attributes:
        hosts: What the manifest declares; None without the permission `network`. `*` is any host of the Internet.
        named: What the administrator named, in a setting or in `[plugins.<id>.network]`; may be private.
        proxy: Address of the proxy that carries its calls; empty for the daemon's, if that has one.
    """

    hosts: tuple[str, ...] | None = None
    named: tuple[str, ...] = ()
    proxy: str = ""

    def admit(self, instance: str, host: str, port: int) -> bool:
        """Raise unless the instance may call this host; tells whether the administrator named it."""
        if self.hosts is None:
            remedy = f'Declare it in the manifest: `[permissions] network = {{ reason = "...", hosts = ["{host}"] }}`.'
            raise Forbidden(f"The plugin {instance} has no permission to use the network.", remedy=remedy)
        if names(self.named, host, port):
            return True
        if not names(self.hosts, host, port):
            remedy = (
                "Its author declares the host in the manifest, under `hosts` of `[permissions] network`; "
                "an administrator may add it to `hosts` under `[plugins.<id>.network]`."
            )
            raise Forbidden(
                f"The plugin {instance} did not declare {place(host, port)} among its hosts.", remedy=remedy
            )
        return False


def grant(declared: Sequence[str] | None, *, settings: object = None, network: PluginNetwork | None = None) -> Grant:
    """Make the grant of an instance.

    Args:
        declared: `hosts` of the manifest's permission; None when it does not ask for the network, or was not given it.
        settings: The instance's settings. If the manifest declares `@settings`, the places of every address in a field
            of type `AnyUrl` (or one derived from it, also as `Secret[HttpUrl]` and within lists and models) are named:
            an administrator wrote them. Only the port of the address is opened.
        network: `[plugins.<id>.network]`.
    """
    if declared is None:
        return Grant()
    named = (*(network.hosts if network else ()), *(addressed(settings) if SETTINGS in declared else ()))
    proxy = network.proxy.get_secret_value() if network and network.proxy else ""
    return Grant(hosts=tuple(host for host in declared if host != SETTINGS), named=named, proxy=proxy)


def addressed(value: Any) -> Iterator[str]:
    """Give `host:port` of each address that is typed as one within settings."""
    if hasattr(value, "get_secret_value"):
        value = value.get_secret_value()
    host = getattr(value, "host", None) if hasattr(value, "unicode_string") else None  # one of pydantic's addresses
    if host and (port := value.port or _PORTS.get(value.scheme)):
        yield place(host, port)
    for inner in _within(value):
        yield from addressed(inner)


def _within(value: Any) -> Iterable[Any]:
    if hasattr(type(value), "model_fields"):
        return [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list | tuple | set | frozenset) else ()


def target(url: str) -> tuple[str, int]:
    """Give host and port of an address."""
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or _PORTS.get(parts.scheme, 0)
