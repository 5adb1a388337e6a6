"""Signing in at another address: which methods there are, the way there, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, Protocol
from urllib.parse import parse_qsl

from pydantic import Field

from mediad.accounts.attempts import SECONDS
from mediad.accounts.sign_ins import Answered
from mediad.http.answers import Answer, PageOf, redirect
from mediad.http.problems import QueryInvalid, SignInRefused
from mediad.http.route import API, PUBLIC, Call, Query, Route, ShortQuery
from mediad.http.routes.sessions import client_of, session_cookie
from mediad.http.shapes import Shape, short
from mediad_sdk.errors import AuthError, NotFound, Unavailable

if TYPE_CHECKING:
    from mediad.accounts.access import Client, Opened
    from mediad.accounts.sign_ins import Leaving
    from mediad_sdk.host import Clock
    from mediad_sdk.values.signin import SignIn

PATH = f"{API}/sign-ins"
COOKIE = "mediad_sign_in"
_ONWARD = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]*")
_MOST_PARAMETERS = 64


class SignIns(Protocol):
    """What lets people in."""

    def methods(self) -> list[tuple[str, SignIn]]:
        """List every method with its instance."""

    async def begin(self, method: tuple[str, str], back: str, onward: str, shown: str, client: Client) -> Leaving:
        """Begin to sign in at another address."""

    async def finish(self, back: Answered, client: Client) -> tuple[Opened, str]:
        """End it: a session, and the path that the person wanted."""


class Method(Shape):
    """A way to sign in.

    Attributes:
        instance: The plugin instance that offers it.
        id: Its name there.
        label: What people read on its button.
        takes: What it wants: a name and a password, as `POST sessions` takes them; or to be visited by a browser.
        address: The address to visit, "" for none.
    """

    instance: str
    id: str
    label: str
    takes: list[Literal["password", "visit"]]
    address: str


class BeginQuery(Query):
    """Where to go afterwards."""

    next: str = Field(
        default="", max_length=2000, description="Path to come to when one is signed in, as a browser shows it."
    )


def routes(sign_ins: SignIns, clock: Clock, external: str = "") -> list[Route]:
    """Give the routes; `external` is the address that people use, "" when only their requests tell it."""

    async def methods(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "sign_ins", [_shown(call, name, each) for name, each in sign_ins.methods()])

    async def begin(call: Call[BeginQuery, None]) -> Answer:
        onward = call.query.next or f"{call.base_path}/"
        if not _ONWARD.fullmatch(onward) or not onward.startswith(f"{call.base_path}/"):
            raise QueryInvalid("The query was refused.", places=(("next", "should be a path of this server"),))
        method = _method(call)
        back = f"{external or _here(call)}{PATH}/{method[0]}/{method[1]}/back"
        shown = call.raw.cookies.get(COOKIE, "")
        leaving = await sign_ins.begin(method, back, onward, shown, client_of(call))
        return _redirect(leaving.redirect, _cookie(call, leaving.browser, SECONDS))

    async def finish(call: Call[None, None]) -> Answer:
        back = Answered(method=_method(call), answer=_answer(call), browser=call.raw.cookies.get(COOKIE, ""))
        try:
            opened, onward = await sign_ins.finish(back, client_of(call))
        except AuthError as error:
            raise SignInRefused(str(error), remedy=error.remedy) from error
        seconds = max(0, opened.expires - clock.now_ms()) // 1000
        return _redirect(onward, session_cookie(call, opened.token, seconds))

    one = f"{PATH}/{{instance}}/{{id}}"
    return [
        Route(
            method="GET", path=PATH, name="list_sign_ins", permission=PUBLIC, handler=methods, query=ShortQuery,
            summary="Ways to sign in beside a password of mediad.", answer=PageOf(Method), tag="sessions",
        ),
        Route(
            method="GET", path=one, name="begin_sign_in", permission=PUBLIC, handler=begin, query=BeginQuery,
            summary="Go to sign in elsewhere; for browsers.", status=303, problems=(NotFound, Unavailable),
            tag="sessions",
        ),
        Route(
            method="GET", path=f"{one}/back", name="finish_sign_in", permission=PUBLIC, handler=finish, free=True,
            summary="Come back from there; opens a session.", status=303, tag="sessions",
            problems=(NotFound, SignInRefused, Unavailable),
        ),
    ]  # fmt: skip


def _shown(call: Call[Any, Any], instance: str, method: SignIn) -> dict[str, Any]:
    takes = [*(["password"] if method.check else []), *(["visit"] if method.begin else [])]
    address = f"{call.base_path}{PATH}/{instance}/{method.id}" if method.begin else ""
    return {"instance": instance, "id": method.id, "label": method.label, "takes": takes, "address": address}


def _method(call: Call[Any, Any]) -> tuple[str, str]:
    return call.params["instance"], call.params["id"]


def _here(call: Call[Any, Any]) -> str:
    """Name ourselves as the browser did; the dispatcher has looked at the host."""
    return f"{'https' if call.peer.secure else 'http'}://{call.raw.host}{call.base_path}"


def _answer(call: Call[None, None]) -> dict[str, str]:
    """Read what came back; a name that is there twice may mean one thing to us and another to a method."""
    try:
        pairs = parse_qsl(
            call.raw.rel_url.raw_query_string, keep_blank_values=True, max_num_fields=_MOST_PARAMETERS, errors="strict"
        )
    except ValueError as error:
        raise SignInRefused("What came back cannot be read.", remedy="Begin it again.") from error
    answer = dict(pairs)
    if len(answer) != len(pairs):
        raise SignInRefused("What came back says something twice.", remedy="Begin it again.")
    return answer


def _redirect(address: str, cookie: str) -> Answer:
    sent = redirect(address, status=303)
    return Answer(
        status=303,
        headers=(
            *sent.headers,
            ("Set-Cookie", cookie),
            ("Cache-Control", "no-store"),
            ("Referrer-Policy", "no-referrer"),
        ),
    )


def _cookie(call: Call[Any, Any], browser: str, seconds: int) -> str:
    """Write the cookie; it is sent when another site leads back here, and to the addresses of this page alone."""
    secure = "; Secure" if call.peer.secure else ""
    return f"{COOKIE}={browser}; Path={call.base_path}{PATH}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}"
