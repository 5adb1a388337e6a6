"""Sessions: a password becomes a token, for programs in the answer and for browsers in a cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from pydantic import Field

from mediad.accounts.access import Client, Opened
from mediad.http.answers import Answer
from mediad.http.identity import COOKIE, bearer_token
from mediad.http.problems import CredentialsWrong
from mediad.http.route import API, PUBLIC, Call, Route
from mediad.http.shapes import Body, Shape, written
from mediad.http.who import who
from mediad_sdk.errors import AuthError, Conflict, RateLimited, Unavailable

if TYPE_CHECKING:
    from mediad_sdk.host import Clock


class SignIns(Protocol):
    """What opens sessions."""

    async def by_password(self, name: str, password: str, client: Client) -> Opened:
        """Open a session for a name and a password."""


class Access(Protocol):
    """What ends sessions."""

    async def sign_out(self, token: str) -> None:
        """End a session."""


class Credentials(Body):
    """Who one is.

    Attributes:
        name: The account's name, or the one at a sign-in method that takes passwords.
        password: The password there.
    """

    name: str = Field(max_length=200)
    password: str = Field(max_length=4096)


class Session(Shape):
    """A session that was opened.

    Attributes:
        token: What to send: `Authorization: Bearer ...`; the cookie holds it, too.
        expires: When it ends: milliseconds since 1970, UTC.
    """

    token: str
    expires: int


def routes(sign_ins: SignIns, access: Access, clock: Clock) -> list[Route]:
    """Give the routes of sessions."""

    async def sign_in(call: Call[None, Credentials]) -> Answer:
        try:
            opened = await sign_ins.by_password(call.body.name, call.body.password, client_of(call))
        except AuthError as error:
            raise CredentialsWrong from error
        token, expires = opened.token, opened.expires
        seconds = max(0, expires - clock.now_ms()) // 1000
        return Answer(
            body=written({"token": token, "expires": expires}).encode(),
            status=201,
            headers=(
                ("Set-Cookie", session_cookie(call, token, seconds)),
                ("Location", f"{call.base_path}{API}/sessions/current"),
                ("Cache-Control", "no-store"),
            ),
        )

    async def sign_out(call: Call[None, None]) -> Answer:
        headers = call.raw.headers
        token = bearer_token(headers) or call.raw.cookies.get(COOKIE)
        if token is None or who(call).key:
            raise Conflict("This request has no session.", remedy="Revoke a key with `DELETE keys/{id}`.")
        await access.sign_out(token)
        return Answer(status=204, headers=(("Set-Cookie", session_cookie(call, "", 0)),))

    return [
        Route(
            method="POST", path=f"{API}/sessions", name="sign_in", permission=PUBLIC, handler=sign_in, status=201,
            summary="Sign in with name and password.", body=Credentials, answer=Session,
            problems=(CredentialsWrong, RateLimited, Unavailable), max_body=16 << 10, tag="sessions",
        ),
        Route(  # whoever may read about themselves may leave: a guest holds no `me.write`
            method="DELETE", path=f"{API}/sessions/current", name="sign_out", permission="me.read", handler=sign_out,
            summary="Sign out.", status=204, problems=(Conflict,), tag="sessions",
        ),
    ]  # fmt: skip


def client_of(call: Call[Any, Any]) -> Client:
    """Say which program asks, and where it is."""
    agent = call.raw.headers.get("User-Agent", "").encode("ascii", "replace").decode()
    return Client(agent=agent, address=call.peer.address)


def session_cookie(call: Call[Any, Any], token: str, seconds: int) -> str:
    """Write the cookie: out of reach of scripts, not sent from other sites, over TLS alone where there is TLS."""
    secure = "; Secure" if call.peer.secure else ""
    return f"{COOKIE}={token}; Path={call.base_path or '/'}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
