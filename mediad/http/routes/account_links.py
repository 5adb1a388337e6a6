"""Who users are elsewhere: what administrators link, so that sign-in methods let them in."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from pydantic import Field

from mediad.http.answers import Answer, PageOf, created, no_content
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.keys import manageable
from mediad.http.shapes import Body, Shape, short, written
from mediad.http.who import who
from mediad.storage.ports import account_links, accounts
from mediad_sdk.errors import Conflict, Forbidden, NotFound

if TYPE_CHECKING:
    from mediad.storage.ports import Reader


class Outsiders(Protocol):
    """What links users."""

    async def link(self, account: accounts.Account, instance: str, subject: str) -> str:
        """Link a user with who they are elsewhere; gives the link's public id."""

    async def unlink(self, account: accounts.Account, uid: str) -> None:
        """Undo a link of a user."""


class AccountLink(Shape):
    """Who a user is elsewhere.

    Attributes:
        id: Its public id.
        instance: The plugin instance that says who they are.
        subject: Their permanent id there.
        made: Whether the user was added at the first sign-in, and has the role of its groups.
        created: When they were linked: milliseconds since 1970, UTC.
        used: When they last signed in by it: milliseconds since 1970, UTC, or null.
    """

    id: str
    instance: str
    subject: str
    made: bool
    created: int
    used: int | None


class NewLink(Body):
    """Who a user is elsewhere."""

    instance: str = Field(
        max_length=128,
        pattern="^[a-z0-9][a-z0-9_-]*$",
        examples=["oidc"],
        description="The plugin instance that says who they are.",
    )
    subject: str = Field(
        min_length=1, max_length=500, pattern=r"\S", description="Their permanent id there, as the log tells it."
    )


class MadeLink(Shape):
    """A link that was made.

    Attributes:
        id: Its public id.
    """

    id: str


def routes(storage: Reader, outsiders: Outsiders) -> list[Route]:
    """Give the routes of links; who makes one hands the account to whom it names, as with a password."""

    async def listed(call: Call[ShortQuery, None]) -> Answer:
        account = await accounts.by_uid(storage, call.params["id"])
        found = [asdict(each) for each in await account_links.of_account(storage, account.id)]
        return short(call.query, "account_links", [{"id": each.pop("uid"), **each} for each in found])

    async def add(call: Call[None, NewLink]) -> Answer:
        account = await _manageable(call)
        uid = await outsiders.link(account, call.body.instance, call.body.subject)
        return created(written({"id": uid}), f"{call.base_path}{API}/users/{account.uid}/links/{uid}")

    async def remove(call: Call[None, None]) -> Answer:
        await outsiders.unlink(await _manageable(call), call.params["link"])
        return no_content()

    async def _manageable(call: Call[Any, Any]) -> accounts.Account:
        account = await accounts.by_uid(storage, call.params["id"])
        await manageable(storage, who(call), account)
        return account

    path, manage = f"{API}/users/{{id:uuid}}/links", "users.manage"
    return [
        Route(
            method="GET", path=path, name="list_user_links", permission=manage, handler=listed, query=ShortQuery,
            summary="Who a user is elsewhere, newest first.", answer=PageOf(AccountLink), problems=(NotFound,),
            tag="users",
        ),
        Route(
            method="POST", path=path, name="link_user", permission=manage, handler=add, body=NewLink, status=201,
            summary="Let somebody whom a sign-in method knows in as this user.", answer=MadeLink, tag="users",
            problems=(NotFound, Conflict, Forbidden),
        ),
        Route(
            method="DELETE", path=f"{path}/{{link:uuid}}", name="unlink_user", permission=manage, handler=remove,
            summary="Undo that, and end the sessions that came by it.", status=204, tag="users",
            problems=(NotFound, Forbidden),
        ),
    ]  # fmt: skip
