"""The line to Plex: sessions of requests, kept in bounds. Imported when first used, as plexapi is."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import ParseError

import requests
from plexapi.exceptions import PlexApiException
from plexapi.server import PlexServer
from urllib3.exceptions import HTTPError

from mediad_sdk.errors import Unavailable
from mediad_sdk.host.http.errors import raise_for

if TYPE_CHECKING:
    from mediad_plugin_plex.reach import Limits

_PIECE = 64 * 1024
_REMEDY = "Look whether Plex runs, and at `url` in the settings of this plugin."
_STRANGE = "Look whether `url` in the settings of this plugin is that of Plex itself, and at its log."
_OURSELVES = {"X-Plex-Product": "mediad", "X-Plex-Device-Name": "mediad", "X-Plex-Client-Identifier": "mediad"}
"""As what Plex shows us; plexapi would name this machine and its network card."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer, read to its end: what plexapi looks at."""

    status_code: int
    text: str
    url: str


class Line(requests.Session):
    """Says the token to nobody but Plex, waits and reads so much and no more."""

    def __init__(self, limits: Limits) -> None:
        super().__init__()
        self.trust_env = False
        self._limits = limits

    def request(self, method: str, url: str, **options: Any) -> Answer:  # type: ignore[override]  # what plexapi needs
        """Ask, without following anybody elsewhere; what failed is an error of the SDK."""
        until = time.monotonic() + self._limits.whole
        options["headers"] = {**options.get("headers", {}), **_OURSELVES, "Accept-Encoding": "identity"}
        options |= {"stream": True, "allow_redirects": False, "timeout": (self._limits.connect, self._limits.read)}
        with super().request(method, url, **options) as answer:
            raise_for(answer.status_code, answer.headers, (method.upper(), urlsplit(url).hostname or ""))
            return Answer(
                status_code=answer.status_code, text=self._read(answer, until).decode("utf-8", "replace"), url=url
            )

    def _read(self, answer: requests.Response, until: float) -> bytes:
        """Read the content as it comes, so that one who sends a byte a second does not hold the thread."""
        read = bytearray()
        while piece := answer.raw.read1(_PIECE):
            read += piece
            if len(read) > self._limits.most:
                raise Unavailable("Plex sent an answer without an end.", remedy=_STRANGE)
            if time.monotonic() > until:
                raise Unavailable("Plex did not come to an end in time.", remedy=_REMEDY)
        return bytes(read)


@contextmanager
def connected(url: str, token: str, limits: Limits) -> Iterator[PlexServer]:
    """Open a connection, and tell what goes wrong on it in the words of the SDK."""
    try:
        with Line(limits) as line:
            yield PlexServer(url, token, session=line, timeout=limits.read)
    except requests.exceptions.SSLError as error:
        raise Unavailable(
            "The certificate of Plex was refused.", remedy="Use its http address, or its name below plex.direct."
        ) from error
    except (requests.Timeout, TimeoutError) as error:
        raise Unavailable("Plex did not answer in time.", remedy=_REMEDY) from error
    except (requests.RequestException, HTTPError, OSError) as error:
        raise Unavailable("Plex cannot be reached, or broke off.", remedy=_REMEDY) from error
    except (PlexApiException, ParseError, AttributeError, TypeError, ValueError, IndexError) as error:
        raise Unavailable("What answers does not speak as Plex does.", remedy=_STRANGE) from error
