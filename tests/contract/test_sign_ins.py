"""Signing in with what plugins know of people, on both engines: who is let in as whom, and who stays out."""

from __future__ import annotations

import asyncio
import logging
import re
import shlex
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from contract.test_accounts import House, QuickPasswords

from mediad.accounts.access import Access, Client
from mediad.accounts.failures import MOST
from mediad.accounts.outsiders import Outsiders
from mediad.accounts.sign_ins import Answered, SignIns
from mediad.accounts.users import Profile
from mediad.config.sign_in import SignInMethod, SignInRules
from mediad.storage.ports import account_links as links
from mediad.storage.ports import accounts as port
from mediad_sdk import Attempt, AuthError, Challenge, Conflict, NotFound, RateLimited, SignIn, Unavailable, UserError
from mediad_sdk import Identity as Outside

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports import Storage

HERE = Client(agent="test", address="192.0.2.1")
OPEN = SignInMethod(create_users=True)


class Directory:
    """Knows people by password, and who comes back from elsewhere."""

    def __init__(self, **people: str) -> None:
        self.people = people
        self.groups: tuple[str, ...] = ()
        self.error: Exception | None = None
        self.asked: list[str] = []
        self.redirect = "https://id.example.org/authorize"

    async def check(self, name: str, password: str) -> Outside | None:
        self.asked.append(name)
        if self.error is not None:
            raise self.error
        known = self.people.get(name) == password
        return Outside(subject=f"id of {name}", name=name, groups=self.groups) if known else None

    async def begin(self, attempt: Attempt) -> Challenge:
        if self.error is not None:
            raise self.error
        return Challenge(redirect=f"{self.redirect}?state={attempt.state}", kept={"pin": "17"})

    async def finish(self, answer: Mapping[str, str], attempt: Attempt) -> Outside | None:
        self.asked.append(attempt.kept["pin"])
        return await self.check(answer.get("code", ""), self.people.get(answer.get("code", ""), ""))

    def method(self, uid: str = "directory") -> SignIn:
        return SignIn(id=uid, label="The directory", check=self.check, begin=self.begin, finish=self.finish)


class Doors(House):
    """A house with a directory beside its own users."""

    def __init__(self, storage: Storage, **rules: SignInMethod) -> None:
        super().__init__(storage)
        self.directory = Directory(ann="correct horse")
        self.methods = {"ldap": [self.directory.method()]}
        self.rules = SignInRules(methods=rules)
        self.outsiders = Outsiders(storage, self.clock, self.users, lambda: self.rules)
        self.sign_ins = SignIns(self.access, self.outsiders, self.clock, lambda: self.methods, lambda: self.rules)

    async def who(self, name: str = "ann", password: str = "correct horse") -> Any:
        opened = await self.sign_ins.by_password(name, password, HERE)
        return await self.identities.of(opened.token)

    async def people(self) -> dict[str, str]:
        return {each.name: each.role for each, _ in await port.page(self.storage, after="", limit=50)}

    async def left(self) -> Any:
        """Begin, and give the browser's secret with the state that went away."""
        leaving = await self.sign_ins.begin(("ldap", "directory"), "https://here/back", "/web", "", HERE)
        return leaving.browser, leaving.redirect.partition("state=")[2]

    async def back(self, browser: str, method: tuple[str, str] = ("ldap", "directory"), **answer: str) -> Any:
        return await self.sign_ins.finish(Answered(method=method, answer=answer, browser=browser), HERE)


@pytest.fixture
async def doors(storage: Storage) -> Doors:
    built = Doors(storage, ldap=OPEN)
    await built.furnish()
    return built


async def test_nobody_is_let_in_whom_no_administrator_wanted(storage: Storage, caplog: Any) -> None:
    doors = Doors(storage)
    await doors.furnish()
    with caplog.at_level(logging.WARNING), pytest.raises(AuthError, match=r"^the name or the password is wrong$"):
        await doors.who()
    assert "mediad user link NAME ldap 'id of ann'" in caplog.text
    assert await doors.people() == {"admin": "administrator"}


async def test_what_somebody_is_called_there_says_nothing_to_a_shell(storage: Storage, caplog: Any) -> None:
    doors = Doors(storage)
    await doors.furnish()
    doors.directory.people["o'neil; halt"] = "correct horse"
    with caplog.at_level(logging.WARNING), pytest.raises(AuthError):
        await doors.who("o'neil; halt")
    command = re.search(r"`(mediad user link .*)` lets", caplog.text)
    assert command is not None
    assert shlex.split(command[1]) == ["mediad", "user", "link", "NAME", "ldap", "id of o'neil; halt"]


async def test_a_first_sign_in_adds_a_user_and_the_second_finds_them(doors: Doors) -> None:
    first = await doors.who()
    assert (first.name, first.role) == ("ann", "member")
    assert (await doors.who()).uid == first.uid
    [link] = await links.of_account(doors.storage, first.account)
    assert (link.instance, link.subject, link.made, link.used) == ("ldap", "id of ann", True, doors.clock.now_ms())


async def test_an_equal_name_takes_nobody_over(doors: Doors) -> None:
    ann = await doors.users.add(Profile(name="Ann", role="administrator"), "battery staple")
    with pytest.raises(AuthError):
        await doors.who()
    assert (await doors.who("ann", "battery staple")).uid == ann.uid
    assert await links.of_account(doors.storage, ann.id) == []


async def test_a_linked_user_comes_in_by_both_passwords_and_keeps_their_role(doors: Doors) -> None:
    ann = await doors.users.add(Profile(name="Annette", role="guest"), "battery staple")
    await doors.outsiders.link(ann, "ldap", "id of ann")
    doors.directory.groups, doors.rules = (
        ("boss",),
        SignInRules(methods={"ldap": SignInMethod(groups={"boss": "administrator"})}),
    )
    found = await doors.who()
    assert (found.uid, found.role) == (ann.uid, "guest")
    assert (await doors.who("Annette", "battery staple")).uid == ann.uid
    with pytest.raises(Conflict, match="linked already"):
        await doors.outsiders.link(ann, "ldap", "id of ann")


async def test_undoing_a_link_ends_what_came_by_it_alone(doors: Doors) -> None:
    ann = await doors.users.add(Profile(name="Annette", role="guest"), "battery staple")
    uid = await doors.outsiders.link(ann, "ldap", "id of ann")
    by_link = await doors.sign_ins.by_password("ann", "correct horse", HERE)
    by_own = await doors.sign_ins.by_password("annette", "battery staple", HERE)
    other = await doors.users.add(Profile(name="Other", role="guest"))
    with pytest.raises(NotFound):
        await doors.outsiders.unlink(other, uid)
    await doors.outsiders.unlink(ann, uid)
    assert await doors.identities.of(by_link.token) is None
    assert await doors.identities.of(by_own.token) is not None


async def test_who_is_disabled_here_stays_out(doors: Doors) -> None:
    uid = (await doors.who()).uid
    account = await port.by_uid(doors.storage, uid)
    await doors.users.change(uid, Profile(name="ann", role="member", disabled=True), account.revision)
    with pytest.raises(AuthError):
        await doors.who()


async def test_roles_follow_the_groups_of_those_whom_the_method_added(doors: Doors) -> None:
    groups = {"boss": "administrator", "family": "member"}
    doors.rules = SignInRules(methods={"ldap": SignInMethod(create_users=True, role="guest", groups=groups)})
    doors.directory.groups = ("family", "boss")
    assert (await doors.who()).role == "administrator"
    doors.directory.groups = ("family",)
    assert (await doors.who()).role == "member"
    doors.directory.groups = ()
    assert (await doors.who()).role == "guest"
    doors.rules = SignInRules(methods={"ldap": SignInMethod(create_users=True, role="", groups=groups)})
    with pytest.raises(AuthError):
        await doors.who()


async def test_the_last_administrator_stays_one(storage: Storage) -> None:
    doors = Doors(storage, ldap=SignInMethod(create_users=True, groups={"boss": "administrator"}))
    await doors.furnish()
    doors.directory.groups = ("boss",)
    uid = (await doors.who()).uid
    admin = await port.by_name(storage, "admin")
    assert admin is not None
    await doors.users.remove(admin.uid)
    doors.directory.groups = ()
    found = await doors.who()
    assert (found.uid, found.role) == (uid, "administrator")


@pytest.mark.parametrize("role", ["", "nobody-declared-this"])
async def test_a_user_without_a_role_is_not_added(storage: Storage, role: str) -> None:
    doors = Doors(storage, ldap=SignInMethod(create_users=True, role=role))
    await doors.furnish()
    with pytest.raises(AuthError):
        await doors.who()
    assert list(await doors.people()) == ["admin"]


@pytest.mark.parametrize("subject", ["", " ", "x" * 501])
async def test_an_id_that_is_none_lets_nobody_in(doors: Doors, subject: str) -> None:
    with pytest.raises(AuthError):
        await doors.outsiders.account_of("ldap", Outside(subject=subject, name="ann"))


async def test_two_first_sign_ins_at_once_make_one_user(doors: Doors, monkeypatch: Any) -> None:
    seen = await doors.who()
    real, calls = links.by_subject, 0

    async def late(reader: Any, instance: str, subject: str) -> Any:
        nonlocal calls
        calls += 1
        return None if calls == 1 else await real(reader, instance, subject)

    monkeypatch.setattr("mediad.accounts.outsiders.links.by_subject", late)
    assert (await doors.who()).uid == seen.uid


@pytest.mark.parametrize("name", ["ann", "bob", "admin", "nobody"])
async def test_every_way_is_asked_whoever_there_is(doors: Doors, name: str) -> None:
    checked = []

    class Counted(QuickPasswords):
        async def check(self, stored: str, password: str) -> bool:
            checked.append(bool(stored))
            return await super().check(stored, password)

    doors.access._passwords = Counted()  # type: ignore[assignment]
    await doors.users.add(Profile(name="bob", role="member"), "battery staple")
    with pytest.raises(AuthError, match=r"^the name or the password is wrong$"):
        await doors.who(name, "wrong horse")
    assert (len(checked), doors.directory.asked) == (1, [name])


@pytest.mark.parametrize(("name", "password"), [("ann", ""), ("", "correct horse"), (" ", "x")])
async def test_a_directory_that_lets_everybody_bind_without_a_password_is_not_asked(
    doors: Doors, name: str, password: str
) -> None:
    doors.directory.people[name] = password
    with pytest.raises(AuthError):
        await doors.who(name, password)
    assert doors.directory.asked == []


async def test_our_own_users_come_in_while_a_method_is_away_and_others_are_told(doors: Doors) -> None:
    await doors.users.add(Profile(name="bob", role="member"), "battery staple")
    for error in (Unavailable("down"), AuthError("its own password is refused"), NotFound("x"), UserError("x")):
        doors.directory.error = error
        assert (await doors.who("bob", "battery staple")).name == "bob"
        refusal = Unavailable if isinstance(error, (Unavailable, AuthError)) else AuthError
        for name in ("bob", "ann", "nobody"):
            with pytest.raises(refusal):
                await doors.who(name, "wrong horse")


async def test_methods_are_asked_in_the_order_of_the_configuration(
    doors: Doors, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    async def own(_self: Access, _name: str, _password: str) -> None:
        told.append("own")

    monkeypatch.setattr(Access, "check", own)

    def named(name: str) -> SignIn:
        async def check(_name: str, _password: str) -> None:
            told.append(name)

        return SignIn(id=name, label=name, check=check)

    doors.methods = {name: [named(name)] for name in ("zeta", "beta", "alpha")}
    for order in (("own",), ("zeta", "own"), ("beta",)):
        doors.rules = SignInRules(order=order)
        with pytest.raises(AuthError):
            await doors.who("x", "y")
    assert told == [
        *("own", "alpha", "beta", "zeta"), *("zeta", "own", "alpha", "beta"), *("beta", "own", "alpha", "zeta"),
    ]  # fmt: skip  # an order a row
    assert [each.id for _, each in doors.sign_ins.methods()] == ["beta", "alpha", "zeta"]


async def test_guessing_is_slow_for_names_that_exist_and_for_others(doors: Doors) -> None:
    for name in ("ann", "nobody"):
        for _ in range(MOST):
            with pytest.raises(AuthError):
                await doors.who(name, "wrong horse")
        doors.directory.asked.clear()
        with pytest.raises(RateLimited):
            await doors.who(name)
        assert doors.directory.asked == []


async def test_guesses_at_the_same_time_are_as_many_as_one_after_the_other(doors: Doors) -> None:
    guesses = ["wrong horse"] * 30 + ["correct horse"]
    told = await asyncio.gather(*(doors.who("ann", each) for each in guesses), return_exceptions=True)
    assert Counter(map(type, told))[AuthError] == MOST
    assert Counter(map(type, told))[RateLimited] >= len(guesses) - MOST - 1  # the right one may have been early


async def test_sessions_end_with_their_method_when_that_is_the_rule(doors: Doors) -> None:
    doors.rules = SignInRules(methods={"ldap": SignInMethod(create_users=True, sessions="end")})
    await doors.users.add(Profile(name="bob", role="member"), "battery staple")
    ann = await doors.sign_ins.by_password("ann", "correct horse", HERE)
    bob = await doors.sign_ins.by_password("bob", "battery staple", HERE)
    await doors.outsiders.left("another")
    assert await doors.identities.of(ann.token) is not None
    await doors.outsiders.left("ldap")
    assert await doors.identities.of(ann.token) is None
    assert await doors.identities.of(bob.token) is not None


async def test_sessions_stay_where_nothing_else_is_said(doors: Doors) -> None:
    ann = await doors.sign_ins.by_password("ann", "correct horse", HERE)
    await doors.outsiders.left("ldap")
    assert await doors.identities.of(ann.token) is not None


async def test_somebody_goes_away_and_comes_back_once(doors: Doors) -> None:
    browser, state = await doors.left()
    opened, onward = await doors.back(browser, code="ann", state=state)
    found = await doors.identities.of(opened.token)
    assert found is not None
    assert (found.name, onward, doors.directory.asked[0]) == ("ann", "/web", "17")
    with pytest.raises(AuthError, match="used before"):
        await doors.back(browser, code="ann", state=state)


async def test_an_answer_is_taken_of_its_own_browser_method_and_time_alone(doors: Doors) -> None:
    doors.methods["ldap"].append(doors.directory.method("other"))
    browser, state = await doors.left()
    for shown, method, given in (
        ("another browser", "directory", state), ("", "directory", state), ("größer", "directory", state),
        (browser, "other", state), (browser, "directory", "another state"), (browser, "directory", ""),
    ):  # fmt: skip
        with pytest.raises(AuthError, match="not begun in this browser"):
            await doors.back(shown, ("ldap", method), code="ann", state=given)
    doors.clock.advance(601)
    with pytest.raises(AuthError, match="not begun in this browser"):
        await doors.back(browser, code="ann", state=state)
    assert doors.directory.asked == []


async def test_two_tabs_of_a_browser_share_what_it_shows(doors: Doors) -> None:
    browser, first = await doors.left()
    leaving = await doors.sign_ins.begin(("ldap", "directory"), "https://here/back", "/", browser, HERE)
    assert leaving.browser == browser
    strange = await doors.sign_ins.begin(("ldap", "directory"), "https://here/back", "/", "planted", HERE)
    assert strange.browser not in {"planted", browser}
    await doors.back(browser, code="ann", state=first)
    await doors.back(browser, code="ann", state=leaving.redirect.partition("state=")[2])


async def test_an_address_that_begins_too_often_pushes_out_its_own_alone(doors: Doors) -> None:
    browser, state = await doors.left()
    for _ in range(60):
        await doors.sign_ins.begin(("ldap", "directory"), "b", "/", "", Client(address="192.0.2.66"))
    assert len(doors.sign_ins._attempts) == 21
    await doors.back(browser, code="ann", state=state)


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "//id.example.org", "/here", "https://", "https://a@b", "https://a b", "https://a\r\nX: y",
     "https://ö", "https://[", "ftp://a", f"https://a/{'x' * 8192}"],
)  # fmt: skip
async def test_nobody_is_sent_to_an_address_that_is_none(doors: Doors, address: str) -> None:
    doors.directory.redirect = address
    with pytest.raises(Unavailable, match="nobody can go to"):
        await doors.left()


async def test_a_refusal_says_why_and_what_is_broken_is_not_the_persons_fault(doors: Doors) -> None:
    for error, raised, words in (
        (UserError("Nobody is at home."), AuthError, "at home"),
        (AuthError("the client's secret is refused"), Unavailable, "not set up"),
        (NotFound("nothing is at that address"), Unavailable, "not set up"),
        (Unavailable("down"), Unavailable, "down"),
    ):
        browser, state = await doors.left()
        doors.directory.error = error
        with pytest.raises(raised, match=words):
            await doors.back(browser, code="ann", state=state)
        doors.directory.error = None
    browser, state = await doors.left()
    with pytest.raises(AuthError, match="does not say who you are"):
        await doors.back(browser, code="bob", state=state)


async def test_a_method_that_is_gone_begins_and_ends_nothing(doors: Doors) -> None:
    browser, state = await doors.left()
    doors.methods = {}
    with pytest.raises(NotFound):
        await doors.left()
    with pytest.raises(NotFound):
        await doors.back(browser, code="ann", state=state)
    doors.methods = {"ldap": [SignIn(id="directory", label="d", check=doors.directory.check)]}
    with pytest.raises(NotFound, match="sends nobody away"):
        await doors.left()
