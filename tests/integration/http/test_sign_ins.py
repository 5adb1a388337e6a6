"""Signing in elsewhere over the API: buttons, the way there and back in a browser, and what administrators link."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from contract.test_sign_ins import OPEN, Directory
from integration.http.whole import whole

from mediad.config.sign_in import SignInRules

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database
    from integration.http.whole import Whole

BUTTON = "sign-ins/ldap/directory"


@pytest.fixture
async def open_api(database: Database) -> AsyncIterator[Whole]:
    directory = Directory(ann="correct horse")
    rules = SignInRules(methods={"ldap": OPEN})
    async with whole(database, methods={"ldap": [directory.method()]}, sign_in=rules) as api:
        yield api


async def leave(api: Whole, **given: Any) -> tuple[str, str]:
    """Press the button; gives the cookie and the state that went away."""
    async with api.ask("GET", BUTTON, "anonymous", **given) as answer:
        assert answer.status == 303, await answer.text()
        assert answer.headers["Cache-Control"] == "no-store"
        [cookie] = answer.headers.getall("Set-Cookie")
        assert "Path=/api/v1/sign-ins; Max-Age=600; HttpOnly; SameSite=Lax" in cookie
        return cookie.partition(";")[0], parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]


async def test_the_buttons_are_there_for_everybody(open_api: Whole) -> None:
    [button] = (await open_api.get("sign-ins", "anonymous"))["items"]
    assert button == {
        "instance": "ldap", "id": "directory", "label": "The directory", "takes": ["password", "visit"],
        "address": f"/api/v1/{BUTTON}",
    }  # fmt: skip


async def test_a_browser_goes_there_and_comes_back_signed_in(open_api: Whole) -> None:
    cookie, state = await leave(open_api, params={"next": "/web?tab=1"})
    back = {"code": "ann", "state": state}
    async with open_api.ask("GET", f"{BUTTON}/back", "anonymous", params=back, headers={"Cookie": cookie}) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/web?tab=1"), await answer.text()
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        session = answer.headers["Set-Cookie"].partition(";")[0]
    me = await open_api.get("me", "anonymous", headers={"Cookie": session})
    assert (me["name"], me["role"]) == ("ann", "member")


async def test_what_comes_back_to_nobody_is_refused_with_a_sentence(open_api: Whole) -> None:
    cookie, state = await leave(open_api)
    for query, shown in (
        (f"code=ann&state={state}", ""),
        (f"code=ann&state={state}", "mediad_sign_in=planted"),
        ("code=ann", cookie),
        (f"code=ann&state={state}&state=another", cookie),
        (f"state={state}&code=%ff", cookie),
        ("&".join(f"a{number}=1" for number in range(70)), cookie),
    ):
        headers = {"Cookie": shown} if shown else {}
        refused = await open_api.send("GET", f"{BUTTON}/back?{query}", "anonymous", status=403, headers=headers)
        assert (refused["code"], bool(refused["remedy"])) == ("sign_in_refused", True)


@pytest.mark.parametrize(
    "onward", ["//evil.example.org", "https://evil.example.org", "/\\evil", "evil", "/a b", "/%0", ""]
)
async def test_nobody_is_led_on_to_another_server(open_api: Whole, onward: str) -> None:
    async with open_api.ask("GET", BUTTON, "anonymous", params={"next": onward}) as answer:
        if onward in {"/%0", ""}:
            assert answer.status == 303
        else:
            assert (answer.status, (await answer.json())["code"]) == (400, "query_invalid")


async def test_behind_a_proxy_one_comes_to_a_path_as_the_browser_shows_it(database: Database) -> None:
    methods, rules = {"ldap": [Directory(ann="x").method()]}, SignInRules(methods={"ldap": OPEN})
    async with whole(database, methods=methods, sign_in=rules, base_path="/m") as api:
        [button] = (await api.get("/m/api/v1/sign-ins", "anonymous"))["items"]
        for asked, came in (("", "/m/"), ("?next=/m/web", "/m/web"), ("?next=/web", ""), ("?next=/mm/", "")):
            async with api.ask("GET", button["address"] + asked, "anonymous") as answer:
                assert answer.status == (303 if came else 400)
                if not came:
                    continue
                [cookie] = answer.headers.getall("Set-Cookie")
                state = parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
            shown = {"Cookie": cookie.partition(";")[0]}
            assert "Path=/m/api/v1/sign-ins;" in cookie
            back = f"{button['address']}/back?code=ann&state={state}"
            async with api.ask("GET", back, "anonymous", headers=shown) as answer:
                assert (answer.status, answer.headers["Location"]) == (303, came), await answer.text()


async def test_a_password_of_a_method_opens_a_session(open_api: Whole) -> None:
    made = await open_api.send(
        "POST", "sessions", "anonymous", status=201, json={"name": "ann", "password": "correct horse"}
    )
    assert (await open_api.get("me", "", headers={"Authorization": f"Bearer {made['token']}"}))["name"] == "ann"


async def test_an_administrator_links_a_user_and_undoes_it(open_api: Whole) -> None:
    member = open_api.ids["member"]
    made = await open_api.send(
        "POST", f"users/{member}/links", status=201, json={"instance": "ldap", "subject": "id of ann"}
    )
    session = await open_api.send(
        "POST", "sessions", "anonymous", status=201, json={"name": "ann", "password": "correct horse"}
    )
    bearer = {"Authorization": f"Bearer {session['token']}"}
    assert (await open_api.get("me", "", headers=bearer))["id"] == member
    [link] = (await open_api.get(f"users/{member}/links"))["items"]
    assert (link["id"], link["instance"], link["subject"], link["made"]) == (made["id"], "ldap", "id of ann", False)
    again = {"instance": "ldap", "subject": "id of ann"}
    assert (await open_api.send("POST", f"users/{member}/links", status=409, json=again))["code"] == "conflict"
    await open_api.send("DELETE", f"users/{member}/links/{made['id']}", status=204)
    await open_api.send("DELETE", f"users/{member}/links/{made['id']}", status=404)
    await open_api.get("me", "", headers=bearer, status=401)


async def test_the_address_to_come_back_to_is_the_one_that_people_use(database: Database) -> None:
    seen: list[str] = []

    class Told(Directory):
        async def begin(self, attempt: Any) -> Any:
            seen.append(attempt.back)
            return await super().begin(attempt)

    async with whole(database, methods={"ldap": [Told().method()]}, external="https://media.example.org/m") as api:
        await leave(api)
    assert seen == [f"https://media.example.org/m/api/v1/{BUTTON}/back"]


async def test_without_one_it_is_what_the_browser_asked(open_api: Whole) -> None:
    async with open_api.ask("GET", BUTTON, "anonymous") as answer:
        assert answer.headers["Location"].startswith("https://id.example.org/authorize?state=")
