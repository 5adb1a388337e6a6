"""One call of an app: its parameters, each checked when it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_plugin_opensubsonic.answers import VERSION
from mediad_plugin_opensubsonic.errors import CLIENT_TOO_OLD, GENERIC, NOT_FOUND, SERVER_TOO_OLD, Refused, missing

if TYPE_CHECKING:
    from mediad_sdk.values.http import Request

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_VERSION = re.compile(r"(\d{1,3})\.(\d{1,3})(\.\d{1,3})?")
_LARGEST = 2**53


@dataclass(frozen=True, slots=True)
class Call:
    """What an app asks.

    Attributes:
        request: The request.
        name: The name of who asks.
    """

    request: Request
    name: str

    @property
    def user(self) -> str:
        """The public id of who asks."""
        return self.request.user

    def text(self, name: str) -> str:
        """Give a text that must be there."""
        if name not in self.request.parameters:
            raise missing(name)
        return self.request.one(name)

    def maybe(self, name: str) -> str:
        """Give a text, or ""."""
        return self.request.one(name)

    def texts(self, name: str) -> tuple[str, ...]:
        """Give every text of a name."""
        return self.request.parameters.get(name, ())

    def id(self, name: str = "id") -> str:
        """Give an id that must be there."""
        return known(self.text(name))

    def ids(self, name: str) -> list[str]:
        """Give every id of a name."""
        return [known(each) for each in self.texts(name)]

    def number(self, name: str, default: int | None = None, low: int = 0, high: int = _LARGEST) -> int:
        """Give a whole number within its bounds."""
        text = self.request.one(name)
        if not text:
            if default is None:
                raise missing(name)
            return default
        try:
            return max(low, min(int(text), high))
        except ValueError:
            raise Refused(GENERIC, f"{name} is no whole number.") from None

    def flag(self, name: str, *, default: bool) -> bool:
        """Give a yes or no."""
        text = self.request.one(name).lower()
        return text in {"true", "1"} if text else default


def known(text: str) -> str:
    """Give an id in the one spelling of ids; what cannot be one is not found."""
    lower = text.lower()
    if not _ID.fullmatch(lower):
        raise Refused(NOT_FOUND, f"There is nothing with the id {text[:50]!r}.")
    return lower


def check_version(request: Request) -> None:
    """See that app and server can understand each other, and that the app says who it is."""
    for name in ("v", "c"):
        if not request.one(name):
            raise missing(name)
    found = _VERSION.fullmatch(request.one("v"))
    if found is None:
        raise Refused(GENERIC, "v is no version of the protocol.")
    asked = (int(found[1]), int(found[2]))
    ours = tuple(int(each) for each in VERSION.split(".")[:2])
    if asked[0] < ours[0]:
        raise Refused(CLIENT_TOO_OLD, "Incompatible protocol version. The app must be upgraded.")
    if asked > ours:
        raise Refused(SERVER_TOO_OLD, "Incompatible protocol version. The server must be upgraded.")
