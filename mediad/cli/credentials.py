"""What lets somebody in beside their own password: made, listed and revoked alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from mediad.cli.codes import Code, CommandError
from mediad.cli.naming import id_of, known
from mediad.cli.session import session
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mediad.cli.client import Client

User = Annotated[str, typer.Option("--user", help="Name of the user.")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Credentials:
    """One sort of them.

    Attributes:
        noun: What people call one.
        place: Their last part in the address of a user's.
        one: Where a single one is, without its id.
        columns: What a list shows.
        command: The command that has `list`.
    """

    noun: str
    place: str
    one: str
    columns: Sequence[tuple[str, str]]
    command: str

    def add(
        self, context: typer.Context, user: str, body: Mapping[str, Any], said: Callable[[dict[str, Any]], str]
    ) -> None:
        """Make one and show it once."""
        here = session(context)
        made = here.client.post(self._of(here.client, user), body)
        if here.as_json:
            here.out.value(made)
        else:
            here.out.say(said(made))

    def list(self, context: typer.Context, user: str) -> None:
        """List those of a user."""
        here = session(context)
        here.out.rows(here.client.pages(self._of(here.client, user)), self.columns, empty=f"There are no {self.noun}s.")

    def revoke(self, context: typer.Context, given: str) -> None:
        """Revoke one."""
        here, listed = session(context), f"{self.command} list"
        address = f"{self.one}/{id_of(self.noun, given, listed_by=listed)}"
        with known(self.noun, given, listed_by=listed):
            here.client.change("DELETE", address)
        here.out.say(f"Revoked the {self.noun} {given}.")

    def _of(self, client: Client, user: str) -> str:
        return f"/api/v1/users/{user_id(client, user)}/{self.place}"


def user_id(client: Client, name: str) -> str:
    """Find a user's id by name."""
    return str(find_user(client, name)["id"])


def find_user(client: Client, name: str) -> dict[str, Any]:
    """Find a user by name."""
    for user in client.pages("/api/v1/users"):
        if user["name"].casefold() == name.casefold():
            return user
    raise CommandError(f"There is no user {name!r}.", code=Code.NOT_FOUND, remedy="See `mediad user list`.")
