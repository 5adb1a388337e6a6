from __future__ import annotations

import pytest

from mediad.accounts.identities import Identity
from mediad.host.people import Doorkeeper, Vouched
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import AuthError
from mediad_sdk.values.delivery import Caller


def identity(name: str, key: str = "") -> Identity:
    return Identity(
        account=1, uid=f"uid of {name}", name=name, role="guest", permissions=frozenset({"items.read"}), editable=(),
        viewer=Viewer(account=1, libraries=()), libraries=None, key=key,
    )  # fmt: skip


class Known:
    """Knows a key, a session, and the password of one app; remembers addresses."""

    def __init__(self) -> None:
        self.addresses: list[str] = []

    async def of(self, token: str) -> Identity | None:
        return {"key": identity("Ann", key="k1"), "session": identity("Bo")}.get(token)

    async def by_password(self, name: str, password: str, *, address: str = "") -> Identity:
        self.addresses.append(address)
        return identity(name)

    by_digest = None


def keeper(vouched: Vouched) -> Doorkeeper:
    known = Known()
    return Doorkeeper(known, known, vouched)  # type: ignore[arg-type]  # stands for both


async def test_a_key_is_a_way_in_and_a_session_is_none() -> None:
    people = keeper(Vouched())
    assert (await people.by_key("key")).name == "Ann"
    for wrong in ("session", "unknown"):
        with pytest.raises(AuthError):
            await people.by_key(wrong)


async def test_only_callers_that_were_found_are_somebody() -> None:
    vouched = Vouched()
    caller = await keeper(vouched).by_password("Cy", "p", address="10.0.0.1")
    assert vouched.identity(caller).name == "Cy"
    for made_up in (
        Caller(user=caller.user, name=caller.name, permissions=frozenset({"*"})),
        Caller(user="uid of Ann", name="Cy", permissions=caller.permissions),
    ):
        with pytest.raises(AuthError):
            vouched.identity(made_up)


async def test_what_is_remembered_of_callers_has_an_end() -> None:
    vouched = Vouched()
    first = vouched.note(identity("first"))
    callers = [vouched.note(identity(str(number))) for number in range(1000)]
    with pytest.raises(AuthError):
        vouched.identity(first)
    assert vouched.identity(callers[-1]).name == "999"
