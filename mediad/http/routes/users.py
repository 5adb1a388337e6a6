"""Users and roles: who may come in, as what, into which libraries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import Field

from mediad.accounts.users import Profile
from mediad.http.answers import Answer, PageOf, created, no_content, page, single
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.problems import PreconditionFailed
from mediad.http.route import API, Call, PageQuery, Route, ShortQuery
from mediad.http.routes.keys import manageable
from mediad.http.shapes import WHOLE, Body, Kept, Name, Password, Shape, Uid, short, written
from mediad.http.who import who, within
from mediad.storage.ports import accounts as port
from mediad_sdk.errors import Conflict, Forbidden, Invalid, NotFound

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports import Reader

Level = Literal["none", "read", "edit"]
Age = Annotated[int, Field(ge=0, le=999), WHOLE]


class Users(Protocol):
    """What adds, changes and removes users."""

    async def add(self, profile: Profile, password: str = "") -> port.Account:
        """Add a user."""

    async def change(self, uid: str, profile: Profile, revision: int) -> port.Account:
        """Change a user of a known revision."""

    async def remove(self, uid: str) -> None:
        """Remove a user with all that it did."""

    async def set_password(self, uid: str, password: str) -> None:
        """Give a user another password."""


class User(Shape):
    """A user; rights that differ from the role's are shown of one user alone.

    Attributes:
        id: Its public id.
        name: The name to sign in with.
        role: Name of the role.
        max_age: Sees works up to this age only; null is no limit.
        disabled: Whether every way in is shut.
        has_password: Whether a password is a way in.
        created: When it was added: milliseconds since 1970, UTC.
        revision: Counts its changes; stands in the ETag that If-Match names.
        libraries: Rights that differ from the role's, by library id.
    """

    id: str
    name: str
    role: str
    max_age: int | None
    disabled: bool
    has_password: bool
    created: int
    revision: int
    libraries: dict[str, Level] = Field(default_factory=dict)


class NewUser(Body):
    """A user to add.

    Attributes:
        name: The name to sign in with.
        role: Name of a role; see `/roles`.
    """

    name: Name
    role: str = Field(max_length=100)
    password: Password | None = Field(default=None, description="Without one, only keys are a way in.")
    max_age: Age | None = Field(
        default=None, description="Sees works up to this age only; films without a certificate are for adults."
    )
    libraries: dict[Uid, Level] = Field(
        default_factory=dict, max_length=1000, description="Rights that differ from the role's, by library id."
    )


class UserEdit(Body):
    """What to change; what is absent stays."""

    name: Kept[Name] = Field(default=None, description="Another name.")
    role: Kept[str] = Field(default=None, max_length=100, description="Name of another role.")
    max_age: Age | None = Field(default=None, description="Sees works up to this age only; null lifts the limit.")
    disabled: Kept[bool] = Field(default=None, description="Whether every way in is shut.")
    libraries: Kept[dict[Uid, Level]] = Field(
        default=None, max_length=1000, description="Rights that differ from the role's, by library id: all of them."
    )


class NewPassword(Body):
    """Another password.

    Attributes:
        new: The password from now on.
    """

    new: Password


class Role(Shape):
    """A role: what its members may do, and where.

    Attributes:
        name: Its name.
        permissions: What its members may do, or `*`.
        libraries: Libraries that it sees, by key or id; `*` is all.
        origin: `core`, or `file` for the configuration.
    """

    name: str
    permissions: list[str]
    libraries: list[str]
    origin: str


class UserRoutes:
    """Answers about users."""

    def __init__(self, storage: Reader, users: Users) -> None:
        self._storage = storage
        self._users = users

    async def all_users(self, call: Call[PageQuery, None]) -> Answer:
        """List users by name."""
        query = call.query
        after = decode_cursor(query.cursor, "users").key.decode("utf-8", "replace") if query.cursor else ""
        found = await port.page(self._storage, after=after, limit=query.limit)
        more = len(found) == query.limit
        following = encode_cursor(Cursor(sort="users", key=found[-1][1].encode(), id=0)) if more else None
        return page(written([_shown(account) for account, _ in found]), following)

    async def one(self, call: Call[Any, Any]) -> Answer:
        """Show a user with its rights."""
        account = await port.by_uid(self._storage, call.params["id"])
        return single(await self._text(account), account.revision)

    async def add(self, call: Call[None, NewUser]) -> Answer:
        """Add a user."""
        body = call.body
        await self._grantable(call, body.role)
        profile = Profile(
            name=body.name, role=body.role, max_age=body.max_age, libraries=await self._rights(body.libraries)
        )
        account = await self._users.add(profile, body.password or "")
        location = f"{call.base_path}{API}/users/{account.uid}"
        return created(await self._text(account), location, account.revision)

    async def change(self, call: Call[None, UserEdit]) -> Answer:
        """Change a user."""
        account = await self._manageable(call)
        if call.expected not in (None, account.revision):
            raise PreconditionFailed
        body, given = call.body, call.body.model_fields_set
        await self._grantable(call, body.role or account.role)
        profile = Profile(
            name=body.name or account.name,
            role=body.role or account.role,
            max_age=body.max_age if "max_age" in given else account.max_age,
            disabled=account.disabled if body.disabled is None else body.disabled,
            libraries=None if body.libraries is None else await self._rights(body.libraries),
        )
        await self._users.change(account.uid, profile, account.revision)
        return await self.one(call)

    async def remove(self, call: Call[None, None]) -> Answer:
        """Remove a user."""
        account = await self._manageable(call)
        await self._users.remove(account.uid)
        return no_content()

    async def set_password(self, call: Call[None, NewPassword]) -> Answer:
        """Set a password."""
        account = await self._manageable(call)
        await self._users.set_password(account.uid, call.body.new)
        return no_content()

    async def roles(self, call: Call[ShortQuery, None]) -> Answer:
        """List the roles."""
        return short(
            call.query,
            "roles",
            [
                {"name": each.name, "permissions": sorted(each.permissions), "libraries": list(each.libraries),
                 "origin": each.origin}
                for each in await port.roles(self._storage)
            ],
        )  # fmt: skip

    async def _manageable(self, call: Call[Any, Any]) -> port.Account:
        account = await port.by_uid(self._storage, call.params["id"])
        await manageable(self._storage, who(call), account)
        return account

    async def _grantable(self, call: Call[Any, Any], role: str) -> None:
        within(who(call), (await port.role(self._storage, role)).permissions)

    async def _rights(self, levels: Mapping[str, Level]) -> dict[int, str]:
        known = {library.uid: library.id for library in await port.libraries(self._storage)}
        strange = [(f"/libraries/{uid}", "is no library") for uid in levels if uid not in known]
        if strange:
            raise Invalid("There is no such library.", places=tuple(strange), remedy="See the list of libraries.")
        return {known[uid]: level for uid, level in levels.items()}

    async def _text(self, account: port.Account) -> str:
        names = {library.id: library.uid for library in await port.libraries(self._storage)}
        rights = await port.rights(self._storage, account.id)
        levels = {names[number]: level for number, level in rights.items() if number in names}
        return written({**_shown(account), "libraries": levels})


def _shown(account: port.Account) -> dict[str, Any]:
    return {
        "id": account.uid, "name": account.name, "role": account.role, "max_age": account.max_age,
        "disabled": account.disabled, "has_password": bool(account.password), "created": account.created,
        "revision": account.revision,
    }  # fmt: skip


def routes(storage: Reader, users: Users) -> list[Route]:
    """Give the routes of users and roles."""
    answers = UserRoutes(storage, users)
    path, manage = f"{API}/users/{{id:uuid}}", "users.manage"
    refusals = (NotFound, Conflict, Forbidden)
    return [
        Route(
            method="GET", path=f"{API}/users", name="list_users", permission=manage, handler=answers.all_users,
            summary="Users by name.", query=PageQuery, answer=PageOf(User), fields=True, tag="users",
        ),
        Route(
            method="POST", path=f"{API}/users", name="add_user", permission=manage, handler=answers.add, status=201,
            summary="Add a user.", body=NewUser, answer=User, problems=(Conflict, Forbidden), tag="users",
        ),
        Route(
            method="GET", path=path, name="get_user", permission=manage, handler=answers.one, answer=User,
            summary="One user with its rights.", problems=(NotFound,), tag="users",
        ),
        Route(
            method="PATCH", path=path, name="change_user", permission=manage, handler=answers.change, body=UserEdit,
            summary="Change a user.", answer=User, if_match=True, problems=refusals, tag="users",
        ),
        Route(
            method="DELETE", path=path, name="remove_user", permission=manage, handler=answers.remove, status=204,
            summary="Remove a user with ratings, progress, lists and keys.", problems=refusals, tag="users",
        ),
        Route(
            method="PUT", path=f"{path}/password", name="set_user_password", permission=manage, status=204,
            summary="Set a password; every session of the user ends.", handler=answers.set_password, body=NewPassword,
            problems=refusals, tag="users",
        ),
        Route(
            method="GET", path=f"{API}/roles", name="list_roles", permission=manage, handler=answers.roles,
            summary="Every role with what it may do.", answer=PageOf(Role), tag="users", query=ShortQuery,
        ),
    ]  # fmt: skip
