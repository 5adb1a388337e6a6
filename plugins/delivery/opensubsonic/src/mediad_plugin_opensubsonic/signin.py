"""Who asks: a name with an application password, in the clear, in hex or as a salted digest; or an API key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_opensubsonic.errors import TWO_WAYS, WRONG_KEY, Refused, missing
from mediad_sdk.errors import AuthError

if TYPE_CHECKING:
    from mediad_sdk.host import People
    from mediad_sdk.values.delivery import Caller
    from mediad_sdk.values.http import Request

CREDENTIALS = ("p", "t", "s", "apiKey")
_HEX = "enc:"


class SignIn:
    """Finds callers, and remembers their names."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._names: dict[str, str] = {}

    async def __call__(self, request: Request) -> Caller:
        """Find who asks."""
        caller = await self._found(request)
        self._names[caller.user] = caller.name
        return caller

    def name(self, user: str) -> str:
        """Give the name of somebody who called."""
        return self._names.get(user, "")

    async def _found(self, request: Request) -> Caller:
        name, key = request.one("u"), request.one("apiKey")
        if key:
            if name or request.one("p") or request.one("t"):
                raise Refused(TWO_WAYS, "An API key comes alone, without a name.")
            return await self._by_key(key)
        if not name:
            raise missing("u")
        password, digest, salt = request.one("p"), request.one("t"), request.one("s")
        if digest and salt:
            return await self._people.by_digest(name, digest, salt, address=request.address)
        if not password:
            raise missing("s" if digest else "p")
        return await self._people.by_password(name, _plain(password), address=request.address)

    async def _by_key(self, key: str) -> Caller:
        try:
            return await self._people.by_key(key)
        except AuthError as error:
            raise Refused(WRONG_KEY, "Invalid API key.") from error


def _plain(password: str) -> str:
    if not password.startswith(_HEX):
        return password
    try:
        return bytes.fromhex(password.removeprefix(_HEX)).decode()
    except ValueError:
        raise AuthError("Wrong username or password.") from None
