"""The secrets that the daemon keeps: where their key lies, whether they can be read, and a new key for them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Protocol

from mediad.http.answers import single
from mediad.http.route import API, Call, Route
from mediad.http.shapes import Shape, written
from mediad_sdk.errors import Conflict

if TYPE_CHECKING:
    from mediad.http.answers import Answer


class Secrets(Protocol):
    """What looks through all secrets."""

    async def check(self) -> Any:
        """Try to open every secret."""

    async def rotate(self) -> Any:
        """Seal every secret with a new key."""


class Secret(Shape):
    """A secret, without what it is.

    Attributes:
        owner: A plugin instance, or `@app_password`.
        name: The setting, or the account and the id of the application password.
        key: Id of the key that sealed it.
        problem: Why it cannot be read; empty when it can.
    """

    owner: str
    name: str
    key: str
    problem: str


class Findings(Shape):
    """What there is.

    Attributes:
        file: Where the key lies; a backup of the database is of no use for secrets without it.
        lent: It is a credential of systemd, which only its giver can change.
        keys: Ids of the keys in it; the first one seals.
        secrets: Every secret.
    """

    file: str
    lent: bool
    keys: list[str]
    secrets: list[Secret]


def routes(secrets: Secrets) -> list[Route]:
    """Give the routes of secrets."""

    async def check(_: Call[None, None]) -> Answer:
        return single(written(asdict(await secrets.check())))

    async def rotate(_: Call[None, None]) -> Answer:
        return single(written(asdict(await secrets.rotate())))

    path = f"{API}/system/secrets"
    return [
        Route(
            method="GET", path=path, name="check_secrets", permission="system.manage", handler=check, answer=Findings,
            summary="Every secret that is kept, and whether it can be read.", problems=(Conflict,),
        ),
        Route(
            method="POST", path=f"{path}/rotate", name="rotate_secrets", permission="system.manage", handler=rotate,
            summary="Make a new key and seal every secret with it.", answer=Findings, problems=(Conflict,),
        ),
    ]  # fmt: skip
