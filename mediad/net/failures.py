"""What httpx reports, in our words; never with an address's path or query, which may hold secrets."""

from __future__ import annotations

import socket
import ssl
import zlib
from typing import TYPE_CHECKING

import httpx

from mediad.net.errors import NoAnswer
from mediad_sdk.errors import Invalid, MediadError

if TYPE_CHECKING:
    from collections.abc import Iterator


_REACHED = "Look whether it is switched on, and whether this machine reaches it."
_PROXY = "Look at `proxy` under `[network]` and `[plugins.<id>.network]`."
_TRUST = (
    "Give the other side a certificate that is valid for this name, or name the one that signed it in `ca_file` "
    "under `[network]`."
)
_PLAIN = "Look whether that port speaks TLS: the address may have to begin with http://."
_NAME = "Look at the spelling of the name, and at the name server of this machine."

_INVALID = (httpx.LocalProtocolError, httpx.InvalidURL, httpx.UnsupportedProtocol)


def translated(error: Exception, host: str) -> MediadError:
    """Say what happened."""
    if isinstance(error, _INVALID):
        return Invalid(f"The request to {host} is not valid HTTP.", remedy="Look at its address and its headers.")
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError):
        return _unconnected(error, host)
    if isinstance(error, httpx.TimeoutException):
        return NoAnswer(f"{host} did not answer in time.")
    if isinstance(error, httpx.RemoteProtocolError | zlib.error):
        return NoAnswer(f"{host} did not answer with HTTP, or broke off.")
    return NoAnswer(f"The connection to {host} broke.")


def _unconnected(error: Exception, host: str) -> NoAnswer:
    for cause in _causes(error):
        if isinstance(cause, ssl.SSLCertVerificationError):
            message = f"The certificate of {host} was refused: {cause.verify_message or 'it is not trusted'}."
            return NoAnswer(message, remedy=_TRUST, sent=False, again=False)
        if isinstance(cause, ssl.SSLError):
            return NoAnswer(f"{host} made no TLS connection.", remedy=_PLAIN, sent=False, again=False)
    message, remedy = next(
        (said for cause in _causes(error) for kind, said in _SAID.items() if isinstance(cause, kind)),
        ("There is no connection to {}.", _REACHED),
    )
    return NoAnswer(message.format(host), remedy=remedy, sent=False)


_SAID: dict[type[BaseException], tuple[str, str]] = {
    httpx.ProxyError: ("The proxy does not lead to {}.", _PROXY),
    httpx.ConnectTimeout: ("{} took no connection in time.", _REACHED),
    UnicodeError: ("No address is known for {}.", _NAME),
    socket.gaierror: ("No address is known for {}.", _NAME),
    ConnectionRefusedError: ("{} refused the connection.", _REACHED),
}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
