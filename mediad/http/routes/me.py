"""One's own account: who one is, what one may do, one's password."""

from __future__ import annotations

from typing import Protocol

from pydantic import Field

from mediad.accounts.identities import NEVER
from mediad.http.answers import Answer, no_content, single
from mediad.http.route import API, Call, Route
from mediad.http.shapes import Body, Password, Shape, written
from mediad.http.who import person, who


class Passwords(Protocol):
    """Lets a user choose another password."""

    async def change_password(self, uid: str, old: str, new: str) -> None:
        """Change it; raises `Invalid` when the old one is wrong."""


class Me(Shape):
    """Who asks.

    Attributes:
        name: The account's name.
        role: Name of its role.
        permissions: What one may do, or `*`.
        max_age: One sees works up to this age; null is no limit.
        expires: When the key or session dies: milliseconds since 1970, UTC; null is never.
    """

    id: str = Field(description="Empty for the local administrator, who is nobody's account.")
    name: str
    role: str
    permissions: list[str]
    libraries: list[str] | None = Field(description="Ids of the libraries one sees; null is all.")
    max_age: int | None
    key: str = Field(description="Id of the key that was used; empty for a session.")
    expires: int | None


class OwnPassword(Body):
    """The password, and the one that takes its place.

    Attributes:
        old: The password until now.
        new: The one from now on.
    """

    old: str = Field(max_length=1024)
    new: Password


def routes(passwords: Passwords) -> list[Route]:
    """Give the routes of one's own account."""

    async def me(call: Call[None, None]) -> Answer:
        actor = who(call)
        shown = {
            "id": actor.uid, "name": actor.name, "role": actor.role, "permissions": sorted(actor.permissions),
            "libraries": None if actor.libraries is None else sorted(actor.libraries),
            "max_age": actor.viewer.max_age, "key": actor.key,
            "expires": None if actor.expires == NEVER else actor.expires,
        }  # fmt: skip
        return single(written(shown))

    async def password(call: Call[None, OwnPassword]) -> Answer:
        await passwords.change_password(person(call).uid, call.body.old, call.body.new)
        return no_content()

    return [
        Route(
            method="GET", path=f"{API}/me", name="get_me", permission="me.read", handler=me, answer=Me, tag="me",
            summary="Who one is, and what one may do.",
        ),
        Route(
            method="PUT", path=f"{API}/me/password", name="set_password", permission="me.write", handler=password,
            summary="Choose another password; every session ends.", body=OwnPassword, status=204, tag="me",
        ),
    ]  # fmt: skip
