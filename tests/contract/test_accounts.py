from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from fakes import HandClock

from mediad.accounts.access import SESSION_MS, Access, Client
from mediad.accounts.identities import Identities
from mediad.accounts.outsiders import Outsiders
from mediad.accounts.sign_ins import SignIns
from mediad.accounts.users import Profile, Users
from mediad.config.sign_in import SignInRules
from mediad.library.inventory.declaring import Declaration, create, declare
from mediad.storage.ports import accounts as port
from mediad_sdk.errors import AuthError, Conflict, Invalid, NotFound
from mediad_sdk.permissions import ROLES

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad.storage.ports import Storage, Transaction

ANN = Profile(name="Ann", role="member")


class QuickPasswords:
    """A stand-in for argon2id, which has a test of its own: these tests are about accounts."""

    async def hash(self, password: str) -> str:
        return f"hash of {password}"

    async def check(self, stored: str, password: str) -> bool:
        return stored == f"hash of {password}"


class House:
    """Everything of the room over one storage, with the built-in roles and two libraries."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage
        self.clock = HandClock()
        passwords: Any = QuickPasswords()
        self.users = Users(storage, self.clock, passwords)
        self.access = Access(storage, self.clock, passwords)
        self.identities = Identities(storage, self.clock)
        outsiders = Outsiders(storage, self.clock, self.users, SignInRules)
        self.sign_ins = SignIns(self.access, outsiders, self.clock, dict, SignInRules)

    async def sign_in(self, name: str, password: str) -> str:
        return (await self.sign_ins.by_password(name, password, Client())).token

    async def furnish(self) -> None:
        async def unit(tx: Transaction) -> None:
            await port.declare_roles(
                tx,
                [
                    port.Role(name=name, permissions=frozenset(held), libraries=("*",), origin="core")
                    for name, held in ROLES.items()
                ],
            )

        await self.storage.write(unit)
        await self.access.first_key(self.users)


@pytest.fixture
async def house(storage: Storage) -> House:
    built = House(storage)
    await built.furnish()
    return built


async def test_the_first_key_administers_and_is_made_once(storage: Storage) -> None:
    house = House(storage)
    await house.furnish()
    assert await house.access.first_key(house.users) is None
    names = [account.name for account, _ in await port.page(storage, after="", limit=10)]
    assert names == ["admin"]


async def test_a_name_is_taken_whatever_its_case_and_marks(house: House) -> None:
    await house.users.add(Profile(name="Zoë", role="member"))
    with pytest.raises(Conflict, match="taken"):
        await house.users.add(Profile(name="ZOE", role="guest"))


async def test_a_password_opens_a_session_that_ends(house: House) -> None:
    ann = await house.users.add(ANN, "correct horse")
    token = await house.sign_in("ANN", "correct horse")
    found = await house.identities.of(token)
    assert found is not None
    assert (found.uid, found.role, found.permissions) == (ann.uid, "member", frozenset(ROLES["member"]))
    house.clock.advance(SESSION_MS / 1000 + 1)
    assert await house.identities.of(token) is None


@pytest.mark.parametrize(
    ("name", "password"), [("ann", "wrong horse"), ("nobody", "correct horse"), ("%", ""), ("", "")]
)
async def test_a_wrong_name_and_a_wrong_password_are_refused_alike(house: House, name: str, password: str) -> None:
    await house.users.add(ANN, "correct horse")
    with pytest.raises(AuthError, match=r"^the name or the password is wrong$"):
        await house.sign_in(name, password)


async def test_an_account_without_a_password_cannot_sign_in_with_an_empty_one(house: House) -> None:
    await house.users.add(ANN)
    with pytest.raises(AuthError):
        await house.sign_in("ann", "")


async def test_signing_out_and_a_new_password_end_sessions_at_once(house: House) -> None:
    ann = await house.users.add(ANN, "correct horse")
    first = await house.sign_in("ann", "correct horse")
    second = await house.sign_in("ann", "correct horse")
    assert await house.identities.of(first)
    await house.access.sign_out(first)
    assert await house.identities.of(first) is None
    assert await house.identities.of(second)
    await house.users.set_password(ann.uid, "battery staple")
    assert await house.identities.of(second) is None


async def test_a_key_has_its_scopes_but_never_more_than_its_owner(house: House) -> None:
    ann = await house.users.add(ANN)
    _, token = await house.access.add_key(ann.id, "phone", ["items.read", "users.manage"])
    found = await house.identities.of(token)
    assert found is not None
    assert found.permissions == {"items.read"}
    _, everything = await house.access.add_key(ann.id, "all")
    found = await house.identities.of(everything)
    assert found is not None
    assert found.permissions == frozenset(ROLES["member"])


async def test_a_key_that_stood_for_somebody_stays_proven_until_it_does_not(house: House) -> None:
    ann = await house.users.add(ANN)
    uid, token = await house.access.add_key(ann.id, "phone")
    assert not house.identities.proven(token)
    assert await house.identities.of(token) == house.identities.recall(token)
    await house.users.set_password(ann.uid, "battery staple")  # rights may have changed: nothing is recalled
    assert (house.identities.recall(token), house.identities.proven(token)) == (None, True)
    assert await house.identities.of("mdk_unknown") is None
    assert await house.identities.of("mds_\udcff") is None
    assert not house.identities.proven("mdk_unknown")
    await house.access.revoke_key(uid)
    assert await house.identities.of(token) is None
    assert not house.identities.proven(token)


class Interrupted:
    """A storage in which something else happens right after the row of a key was read."""

    def __init__(self, storage: Storage, then: Callable[[], Awaitable[None]]) -> None:
        self._storage, self._then = storage, then

    def __getattr__(self, name: str) -> Any:
        return getattr(self._storage, name)

    async def fetch_one(self, statement: str, values: Any) -> Any:
        row = await self._storage.fetch_one(statement, values)
        if statement == "accounts.key":
            await self._then()
        return row


async def test_an_identity_that_was_read_before_its_key_was_revoked_is_not_kept(house: House) -> None:
    ann = await house.users.add(ANN)
    uid, token = await house.access.add_key(ann.id, "phone")
    interrupted: Any = Interrupted(house.storage, lambda: house.access.revoke_key(uid))
    identities = Identities(interrupted, house.clock)
    assert await identities.of(token)
    assert await identities.of(token) is None


async def test_a_key_dies_when_it_expires_or_is_revoked_or_its_owner_is_disabled(house: House) -> None:
    ann = await house.users.add(ANN)
    _, short = await house.access.add_key(ann.id, "short", expires=house.clock.now_ms() + 1000)
    with pytest.raises(Invalid) as caught:
        await house.access.add_key(ann.id, "dead", expires=house.clock.now_ms())
    assert caught.value.places == (("/expires", "is past"),)
    uid, long = await house.access.add_key(ann.id, "long")
    _, third = await house.access.add_key(ann.id, "third")
    assert await house.identities.of(short)
    house.clock.advance(2)
    assert await house.identities.of(short) is None
    assert await house.identities.of(long)
    await house.access.revoke_key(uid, owner=ann.id)
    assert await house.identities.of(long) is None
    assert await house.identities.of(third)
    await house.users.change(ann.uid, Profile(name="Ann", role="member", disabled=True), ann.revision)
    assert await house.identities.of(third) is None


async def test_nobody_revokes_the_key_of_another(house: House) -> None:
    ann = await house.users.add(ANN)
    uid, _ = await house.access.add_key(ann.id, "mine")
    with pytest.raises(NotFound):
        await house.access.revoke_key(uid, owner=ann.id + 1)


async def test_keys_are_stored_as_hashes_and_shown_by_their_hint(house: House) -> None:
    ann = await house.users.add(ANN)
    _, token = await house.access.add_key(ann.id, "phone")
    (shown,) = await port.keys(house.storage, ann.id)
    assert token.startswith(shown.hint)
    assert len(shown.hint) < 10
    stored = await house.storage.fetch_value("accounts.keys", (ann.id,))
    assert token not in str(stored)


async def test_an_older_revision_changes_nothing(house: House) -> None:
    ann = await house.users.add(ANN)
    await house.users.change(ann.uid, Profile(name="Anna", role="guest"), ann.revision)
    with pytest.raises(Conflict, match="meanwhile"):
        await house.users.change(ann.uid, ANN, ann.revision)


async def test_the_last_administrator_stays(house: House) -> None:
    admin = await port.by_name(house.storage, "admin")
    assert admin is not None
    with pytest.raises(Conflict, match="administer"):
        await house.users.remove(admin.uid)
    with pytest.raises(Conflict, match="administer"):
        await house.users.change(admin.uid, Profile(name="admin", role="guest"), admin.revision)
    assert await port.by_name(house.storage, "admin") == admin


@pytest.mark.parametrize(
    ("profile", "place"),
    [
        (Profile(name=" ", role="member"), "/name"),
        (Profile(name="Bo", role="king"), "/role"),
        (Profile(name="Bo", role="member", libraries={99: "read"}), "/libraries"),
    ],
)
async def test_a_mistake_is_named_by_its_place(house: House, profile: Profile, place: str) -> None:
    with pytest.raises(Invalid) as caught:
        await house.users.add(profile)
    assert [where for where, _ in caught.value.places] == [place]


async def test_a_short_password_and_an_unknown_scope_are_refused(house: House) -> None:
    with pytest.raises(Invalid):
        await house.users.add(ANN, "short")
    with pytest.raises(Invalid, match="scopes"):
        await house.access.add_key(1, "k", ["everything.now"])


async def test_a_token_that_nobody_made_is_nobody(house: House) -> None:
    for token in ("", "mdk_", "mds_x", "Bearer", "mdk_" + "a" * 10_000):
        assert await house.identities.of(token) is None


async def test_a_role_names_libraries_by_key_by_name_or_by_id(house: House) -> None:
    films = Declaration(name="Our Films", slug="films", types=("film",), roots=(b"/f",))
    songs = Declaration(name="Our Songs", slug="songs", types=("song",), roots=(b"/s",))
    await house.storage.write(lambda tx: declare(tx, [films, songs], 5))
    books = Declaration(name="Our Books", types=("book",), roots=(b"/b",))
    made = await house.storage.write(lambda tx: create(tx, books, 5))
    wanted = {"films": "Our Films", "Our Songs": "Our Songs", made.uid: "Our Books"}
    roles = [
        port.Role(name=f"role{number}", permissions=frozenset({"items.read"}), libraries=(each,), origin="file")
        for number, each in enumerate((*wanted, "books", ""))
    ]
    await house.storage.write(lambda tx: port.declare_roles(tx, roles))
    names = {each.uid: each.name for each in await port.libraries(house.storage)}
    seen = []
    for role in roles:
        account = await house.users.add(Profile(name=f"Of {role.name}", role=role.name))
        identity = await house.identities.of_account(account.id)
        assert identity is not None
        assert identity.libraries is not None
        seen.append([names[uid] for uid in identity.libraries])
    assert seen == [*([name] for name in wanted.values()), [], []]


async def test_a_person_is_known_by_public_id_until_something_changes(house: House) -> None:
    ann = await house.users.add(ANN)
    found = await house.identities.of_user(ann.uid)
    assert found is not None
    assert (found.name, found.role, await house.identities.of_user(ann.uid) is found) == ("Ann", "member", True)
    await house.users.change(ann.uid, Profile(name="Ann", role="guest"), ann.revision)
    changed = await house.identities.of_user(ann.uid)
    assert changed is not None
    assert changed.role == "guest"
    assert await house.identities.of_user("unknown") is None
