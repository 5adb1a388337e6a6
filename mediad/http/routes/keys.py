"""API keys: one's own, and as an administrator those of everybody.

A key is made and revoked, never edited; one that is revoked is dead at once.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from pydantic import AfterValidator, Field

from mediad.accounts.identities import NEVER
from mediad.http.answers import Answer, PageOf, no_content
from mediad.http.identity import may
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.shapes import Body, Moment, Name, Shape, short, written
from mediad.http.who import person, who, within
from mediad.storage.ports import accounts as port
from mediad_sdk.errors import Forbidden, Invalid, NotFound
from mediad_sdk.permissions import EVERYTHING, PERMISSIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.accounts.identities import Identity
    from mediad.storage.ports import Reader
    from mediad.storage.ports.accounts import Account


class Keys(Protocol):
    """What makes and revokes keys."""

    async def add_key(
        self, account: int, name: str, scopes: Sequence[str] = (EVERYTHING,), *, expires: int | None = None
    ) -> tuple[str, str]:
        """Make a key; gives its public id and the key."""

    async def revoke_key(self, uid: str, *, owner: int | None = None) -> None:
        """Revoke a key, of this owner alone when one is given."""


class Key(Shape):
    """A key as it can be shown: its first letters tell it from others.

    Attributes:
        id: Its public id.
        name: What its owner calls it.
        hint: Its first letters.
        scopes: Permissions that it has, or `*`: all of its owner's.
        created: When it was made: milliseconds since 1970, UTC.
        expires: When it dies: milliseconds since 1970, UTC, or null.
        used: When it was last used, to the hour: milliseconds since 1970, UTC, or null.
        revoked: When it was revoked: milliseconds since 1970, UTC, or null.
    """

    id: str
    name: str
    hint: str
    scopes: list[str]
    created: int
    expires: int | None
    used: int | None
    revoked: int | None


def _known(scope: str) -> str:
    if scope not in _SCOPES:
        raise ValueError(f"must be one of {', '.join(_SCOPES)}")
    return scope


_SCOPES = (EVERYTHING, *PERMISSIONS)
Scope = Annotated[str, Field(json_schema_extra={"enum": list(_SCOPES)}), AfterValidator(_known)]


class NewKey(Body):
    """A key to make.

    Attributes:
        name: What its owner calls it.
        expires: When it dies: milliseconds since 1970, UTC; null is never.
    """

    name: Name
    scopes: list[Scope] = Field(default=[EVERYTHING], min_length=1, max_length=50, description="Permissions, or `*`.")
    expires: Moment | None = None


class MadeKey(Shape):
    """A new key: the only time that it is shown.

    Attributes:
        id: Its public id.
        key: The key: `Authorization: Bearer ...`.
    """

    id: str
    key: str


def routes(storage: Reader, access: Keys) -> list[Route]:
    """Give the routes of one's own keys, and of everybody's."""

    async def own(call: Call[ShortQuery, None]) -> Answer:
        return short(call.query, "keys", _shown(await port.keys(storage, who(call).account)))

    async def make(call: Call[None, NewKey]) -> Answer:
        actor = person(call)
        role = await port.role(storage, actor.role)
        if EVERYTHING in call.body.scopes and not role.permissions <= actor.permissions:
            within(actor, {EVERYTHING})  # a key that holds less than its owner makes none that holds all
        return await _made(call, access, actor.account)

    async def revoke(call: Call[None, None]) -> Answer:
        actor = who(call)
        owner = None if may(actor, "users.manage") else actor.account
        await access.revoke_key(call.params["id"], owner=owner)
        return no_content()

    async def of_user(call: Call[ShortQuery, None]) -> Answer:
        account = await port.by_uid(storage, call.params["id"])
        return short(call.query, "keys", _shown(await port.keys(storage, account.id)))

    async def make_for(call: Call[None, NewKey]) -> Answer:
        account = await port.by_uid(storage, call.params["id"])
        await manageable(storage, who(call), account)
        return await _made(call, access, account.id)

    mine, users = f"{API}/keys", f"{API}/users/{{id:uuid}}/keys"
    return [
        Route(
            method="GET", path=mine, name="list_keys", permission="me.read", handler=own, answer=PageOf(Key),
            summary="One's own keys, newest first.", fields=True, tag="keys", query=ShortQuery,
        ),
        Route(
            method="POST", path=mine, name="make_key", permission="me.write", handler=make, body=NewKey, status=201,
            summary="Make a key; it is shown once.", answer=MadeKey, problems=(Forbidden,), tag="keys",
        ),
        Route(
            method="DELETE", path=f"{mine}/{{id:uuid}}", name="revoke_key", permission="me.write", handler=revoke,
            summary="Revoke a key.", status=204, problems=(NotFound,), tag="keys",
        ),
        Route(
            method="GET", path=users, name="list_user_keys", permission="users.manage", handler=of_user,
            summary="The keys of a user, newest first.", answer=PageOf(Key), problems=(NotFound,), fields=True,
            tag="users", query=ShortQuery,
        ),
        Route(
            method="POST", path=users, name="make_user_key", permission="users.manage", handler=make_for, body=NewKey,
            summary="Make a key for a user; it is shown once.", answer=MadeKey, problems=(NotFound, Forbidden),
            status=201, tag="users",
        ),
    ]  # fmt: skip


async def manageable(storage: Reader, actor: Identity, account: Account) -> None:
    """Refuse to act on a user who may do more than the caller."""
    within(actor, (await port.role(storage, account.role)).permissions)


async def _made(call: Call[Any, NewKey], access: Keys, account: int) -> Answer:
    body, actor = call.body, who(call)
    if EVERYTHING not in body.scopes:
        within(actor, body.scopes)
    if actor.expires != NEVER and actor.key and (body.expires is None or body.expires > actor.expires):
        raise Invalid("A key makes none that outlives it.", places=(("/expires", f"is at most {actor.expires}"),))
    uid, key = await access.add_key(account, body.name, body.scopes, expires=body.expires)
    headers = (("Location", f"{call.base_path}{API}/keys/{uid}"), ("Cache-Control", "no-store"))
    return Answer(body=written({"id": uid, "key": key}).encode(), status=201, headers=headers)


def _shown(keys: Sequence[port.Key]) -> list[dict[str, Any]]:
    shown = [asdict(key) for key in keys]
    return [{"id": each.pop("uid"), **each} for each in shown]
