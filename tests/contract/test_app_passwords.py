from __future__ import annotations

import asyncio
from collections import Counter
from hashlib import md5
from typing import TYPE_CHECKING

import pytest
from contract.test_accounts import ANN, House

from mediad.accounts.app_passwords import MOST, AppPasswords, new_password
from mediad.accounts.failures import MOST as FAILURES
from mediad.accounts.users import Profile
from mediad.storage.ports import app_passwords as port
from mediad.vault.place import Place
from mediad.vault.vault import Vault
from mediad_sdk.errors import AuthError, Conflict, NotFound, RateLimited

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.ports import Storage
    from mediad.storage.ports.accounts import Account


class Home(House):
    """The room of people with application passwords, and one who has some."""

    def __init__(self, storage: Storage, folder: Path) -> None:
        super().__init__(storage)
        self.vault = Vault(Place(path=folder / "secret.key"))
        self.app_passwords = AppPasswords(storage, self.clock, self.identities, self.vault)

    async def ann(self) -> Account:
        await self.furnish()
        return await self.users.add(ANN)


def digest(password: str, salt: str) -> str:
    return md5((password + salt).encode()).hexdigest()  # as the protocol has it


@pytest.fixture
def home(storage: Storage, tmp_path: Path) -> Home:
    return Home(storage, tmp_path)


async def test_an_app_signs_in_by_password_and_by_digest(home: Home) -> None:
    ann = await home.ann()
    _, first = await home.app_passwords.add(ann, "Symfonium")
    _, second = await home.app_passwords.add(ann, "Feishin")
    for password in (first, second):
        assert (await home.app_passwords.by_password("ANN", password)).uid == ann.uid
        found = await home.app_passwords.by_digest("ann", digest(password, "s4lt").upper(), "s4lt")
        assert (found.account, found.name, found.role) == (ann.id, "Ann", "member")


async def test_nothing_else_signs_in(home: Home) -> None:
    ann = await home.ann()
    await home.users.set_password(ann.uid, "correct horse")
    _, password = await home.app_passwords.add(ann, "app")
    admin = "admin"
    for name, wrong in (
        ("Ann", "correct horse"), ("Ann", ""), ("Ann", password[:-1]), (admin, password), (admin, ""),
        ("nobody", password), ("Ann\0", password), ("\ud800", "\ud800"),
    ):  # fmt: skip
        with pytest.raises(AuthError):
            await home.app_passwords.by_password(name, wrong)
        with pytest.raises(AuthError):
            await home.app_passwords.by_digest(name, digest("correct horse", "x"), "x", address="192.0.2.1")
    with pytest.raises(AuthError):
        await home.app_passwords.by_digest("Ann", digest(password, "salt"), "another salt")
    with pytest.raises(AuthError):
        await home.app_passwords.by_digest("Ann", "", "")


async def test_the_database_holds_no_password_and_one_that_is_moved_opens_nothing(home: Home) -> None:
    ann = await home.ann()
    ben = await home.users.add(Profile(name="Ben", role="member"))
    uid, password = await home.app_passwords.add(ann, "app")
    [row] = await port.of_account(home.storage, ann.id, ann.uid)
    assert password not in row.secret
    assert password not in repr(await port.page(home.storage, ann.id))
    moved = await port.of_account(home.storage, ann.id, ben.uid)
    assert (await home.vault.ring()).open(port.OWNER, row.bound, row.secret) == password
    with pytest.raises(Exception, match="changed, or belongs to another"):
        (await home.vault.ring()).open(port.OWNER, moved[0].bound, row.secret)
    assert uid == row.uid


async def test_a_revoked_one_is_dead_at_once_and_so_are_those_of_who_is_locked_out(home: Home) -> None:
    ann = await home.ann()
    uid, password = await home.app_passwords.add(ann, "app")
    _, other = await home.app_passwords.add(ann, "other")
    await home.app_passwords.by_password("Ann", password)
    with pytest.raises(NotFound):
        await home.app_passwords.revoke(uid, owner=ann.id + 1)
    await home.app_passwords.revoke(uid, owner=ann.id)
    with pytest.raises(AuthError):
        await home.app_passwords.by_password("Ann", password)
    await home.app_passwords.by_password("Ann", other)
    await home.users.change(ann.uid, Profile(name="Ann", role="member", disabled=True), ann.revision)
    with pytest.raises(AuthError):
        await home.app_passwords.by_password("Ann", other)
    with pytest.raises(NotFound):
        await home.app_passwords.revoke(uid)


async def test_who_fails_too_often_waits_and_nobody_else(home: Home) -> None:
    ann = await home.ann()
    _, password = await home.app_passwords.add(ann, "app")
    for _ in range(10):
        with pytest.raises(AuthError):
            await home.app_passwords.by_password("Ann", "wrong", address="192.0.2.1")
    with pytest.raises(RateLimited) as caught:
        await home.app_passwords.by_digest("ANN", digest(password, "x"), "x", address="192.0.2.1")
    assert 0 < (caught.value.retry_after or 0) <= 60
    await home.app_passwords.by_password("Ann", password, address="192.0.2.2")
    home.clock.advance(61)
    await home.app_passwords.by_password("Ann", password, address="192.0.2.1")


async def test_guesses_at_the_same_time_are_as_many_as_one_after_the_other(home: Home) -> None:
    ann = await home.ann()
    _, password = await home.app_passwords.add(ann, "app")
    guesses = [home.app_passwords.by_password("Ann", each, address="x") for each in [*["wrong"] * 30, password]]
    told = await asyncio.gather(*guesses, return_exceptions=True)
    assert Counter(map(type, told))[AuthError] == FAILURES
    assert Counter(map(type, told))[RateLimited] >= len(guesses) - FAILURES - 1  # the right one may have been early
    fine = [home.app_passwords.by_password("Ann", password, address="y") for _ in range(30)]
    assert len(await asyncio.gather(*fine)) == 30


async def test_who_signs_in_with_every_request_costs_no_statement(home: Home) -> None:
    ann = await home.ann()
    _, password = await home.app_passwords.add(ann, "app")
    await home.app_passwords.by_password("Ann", password)
    before = home.storage.figures().statements
    await home.app_passwords.by_password("Ann", password)
    assert home.storage.figures().statements == before
    [shown] = await port.page(home.storage, ann.id)
    assert shown.used == home.clock.now_ms()


async def test_without_its_key_an_application_password_signs_nobody_in(home: Home) -> None:
    ann = await home.ann()
    _, password = await home.app_passwords.add(ann, "app")
    home.vault.place.path.unlink()
    fresh = Home(home.storage, home.vault.place.path.parent)
    with pytest.raises(AuthError):
        await fresh.app_passwords.by_password("Ann", password)
    _, new = await fresh.app_passwords.add(ann, "again")
    assert (await fresh.app_passwords.by_password("Ann", new)).uid == ann.uid


async def test_an_account_has_only_so_many(home: Home) -> None:
    ann = await home.ann()
    for _ in range(MOST):
        await home.app_passwords.add(ann, "app")
    with pytest.raises(Conflict):
        await home.app_passwords.add(ann, "one more")


def test_no_two_generated_ones_are_alike_and_each_can_be_typed() -> None:
    made = {new_password() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(each) == 29 and not set(each) & set("0O1lIi ") for each in made)
