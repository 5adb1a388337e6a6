"""Application passwords: one's own, and as an administrator those of everybody.

For apps that sign in with a name and a password, each with one of its own. Generated, shown once, revoked alone.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import Answer, PageOf, no_content
from mediad.http.identity import may
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.keys import manageable
from mediad.http.shapes import Body, Name, Shape, short, written
from mediad.http.who import person, who
from mediad.storage.ports import accounts, app_passwords
from mediad_sdk.errors import Conflict, Forbidden, NotFound

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader


class AppPasswords(Protocol):
    """What makes and revokes application passwords."""

    async def add(self, account: accounts.Account, name: str) -> tuple[str, str]:
        """Make one; gives its public id and the password."""

    async def revoke(self, uid: str, *, owner: int | None = None) -> None:
        """Revoke one, of this owner alone when one is given."""


class AppPassword(Shape):
    """An application password as it can be shown.

    Attributes:
        id: Its public id.
        name: What its owner calls it: the app.
        created: When it was made: milliseconds since 1970, UTC.
        used: When it was last used, to the hour: milliseconds since 1970, UTC, or null.
    """

    id: str
    name: str
    created: int
    used: int | None


class NewAppPassword(Body):
    """An application password to make.

    Attributes:
        name: What its owner calls it: the app.
    """

    name: Name


class MadeAppPassword(Shape):
    """A new application password: the only time that it is shown.

    Attributes:
        id: Its public id.
        password: What the app is given, with the account's name.
    """

    id: str
    password: str


def routes(storage: Reader, made: AppPasswords) -> list[Route]:
    """Give the routes of one's own application passwords, and of everybody's."""

    async def own(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "app_passwords", _shown(await app_passwords.page(storage, who(call).account)))

    async def make(call: Call[None, NewAppPassword]) -> Answer:
        actor = person(call)
        account = await accounts.by_uid(storage, actor.uid)
        await manageable(storage, actor, account)  # it holds all that its owner does: a lesser key makes none
        return await _made(call, made, account)

    async def revoke(call: Call[None, None]) -> Answer:
        actor = who(call)
        await made.revoke(call.params["id"], owner=None if may(actor, "users.manage") else actor.account)
        return no_content()

    async def of_user(call: Call[ShortQuery, None]) -> Answer:
        account = await accounts.by_uid(storage, call.params["id"])
        return short(call.query, "app_passwords", _shown(await app_passwords.page(storage, account.id)))

    async def make_for(call: Call[None, NewAppPassword]) -> Answer:
        account = await accounts.by_uid(storage, call.params["id"])
        await manageable(storage, who(call), account)
        return await _made(call, made, account)

    mine, users = f"{API}/me/app-passwords", f"{API}/users/{{id:uuid}}/app-passwords"
    return [
        Route(
            method="GET", path=mine, name="list_app_passwords", permission="me.read", handler=own, query=ShortQuery,
            summary="One's own application passwords, newest first.", answer=PageOf(AppPassword), fields=True, tag="me",
        ),
        Route(
            method="POST", path=mine, name="make_app_password", permission="me.write", handler=make, status=201,
            summary="Make a password for an app that signs in with one; it is shown once.", body=NewAppPassword,
            answer=MadeAppPassword, problems=(Forbidden, Conflict), tag="me",
        ),
        Route(
            method="DELETE", path=f"{mine}/{{id:uuid}}", name="revoke_app_password", permission="me.write",
            handler=revoke, summary="Revoke an application password.", status=204, problems=(NotFound,), tag="me",
        ),
        Route(
            method="GET", path=users, name="list_user_app_passwords", permission="users.manage", handler=of_user,
            summary="The application passwords of a user, newest first.", answer=PageOf(AppPassword), fields=True,
            problems=(NotFound,), tag="users", query=ShortQuery,
        ),
        Route(
            method="POST", path=users, name="make_user_app_password", permission="users.manage", handler=make_for,
            summary="Make an application password for a user; it is shown once.", body=NewAppPassword, status=201,
            answer=MadeAppPassword, problems=(NotFound, Forbidden, Conflict), tag="users",
        ),
    ]  # fmt: skip


async def _made(call: Call[Any, NewAppPassword], made: AppPasswords, account: accounts.Account) -> Answer:
    uid, password = await made.add(account, call.body.name)
    location = f"{call.base_path}{API}/me/app-passwords/{uid}"
    headers = (("Location", location), ("Cache-Control", "no-store"))
    return Answer(body=written({"id": uid, "password": password}).encode(), status=201, headers=headers)


def _shown(found: Sequence[app_passwords.AppPassword]) -> list[dict[str, Any]]:
    return [{"id": each.pop("uid"), **each} for each in map(asdict, found)]
