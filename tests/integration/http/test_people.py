"""People over the API, on both engines: sessions, keys, users, and what somebody did with works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.toy_library import of_file, says, toy
from integration.http.whole import HIDDEN, PASSWORD, SEEN

from mediad_sdk import Ordering, Position, Work

if TYPE_CHECKING:
    from integration.http.whole import Whole

NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


async def test_a_password_opens_a_session_for_programs_and_browsers(api: Whole) -> None:
    wrong = {"name": "The member", "password": "wrong horse battery"}
    async with api.ask("POST", "sessions", "anonymous", json=wrong) as answer:
        assert (answer.status, (await answer.json())["code"]) == (401, "credentials_wrong")
    async with api.ask("POST", "sessions", "anonymous", json={**wrong, "password": PASSWORD}) as answer:
        assert answer.status == 201
        cookie, session = answer.headers["Set-Cookie"], await answer.json()
        assert answer.headers["Cache-Control"] == "no-store"
    for part in ("HttpOnly", "SameSite=Lax", "Path=/", f"mediad_session={session['token']};"):
        assert part in cookie
    assert "Secure" not in cookie
    api.session.cookie_jar.clear()
    browser = {"Cookie": cookie.partition(";")[0]}
    assert (await api.get("me", "anonymous", headers=browser))["name"] == "The member"
    api.keys["session"] = session["token"]
    me = await api.get("me", "session")
    assert (me["key"], me["expires"]) == ("", session["expires"])
    async with api.ask("DELETE", "sessions/current", "session") as answer:
        assert (answer.status, "Max-Age=0" in answer.headers["Set-Cookie"]) == (204, True)
    await api.get("me", "session", status=401)


async def test_one_chooses_another_password_only_by_the_old_one(api: Whole) -> None:
    new = "another horse battery"
    wrong = await api.send("PUT", "me/password", "member", status=422, json={"old": "not the one", "new": new})
    assert wrong["errors"][0]["pointer"] == "/old"
    await api.send("PUT", "me/password", "member", status=204, json={"old": PASSWORD, "new": new})
    await api.send("POST", "sessions", "anonymous", status=201, json={"name": "the MEMBER", "password": new})


async def test_a_key_is_shown_once_and_dead_when_it_is_revoked(api: Whole) -> None:
    made = await api.send("POST", "keys", "member", status=201, json={"name": "k", "scopes": ["me.read"]})
    api.keys["made"] = made["key"]
    await api.get("me", "made")
    await api.get("items?kind=toy", "made", status=403)
    [shown] = [key for key in (await api.get("keys", "member"))["items"] if key["id"] == made["id"]]
    assert "key" not in shown
    assert made["key"].startswith(shown["hint"])
    await api.send("DELETE", f"keys/{made['id']}", "clerk", status=204)
    await api.get("me", "made", status=401)
    mine = (await api.get("keys", "administrator"))["items"][0]["id"]
    await api.send("DELETE", f"keys/{mine}", "member", status=404)


async def test_an_application_password_is_shown_once_and_revoked_alone(api: Whole) -> None:
    made = await api.send("POST", "me/app-passwords", "member", status=201, json={"name": "Symfonium"})
    for_them = await api.send(
        "POST", f"users/{api.ids['member']}/app-passwords", "administrator", status=201, json={"name": "Feishin"}
    )
    listed = await api.get("me/app-passwords", "member")
    assert [(each["id"], each["name"], each["used"]) for each in listed["items"]] == [
        (for_them["id"], "Feishin", None), (made["id"], "Symfonium", None),
    ]  # fmt: skip
    assert listed == await api.get(f"users/{api.ids['member']}/app-passwords", "clerk")
    assert made["password"] not in str(listed)
    await api.send("DELETE", f"me/app-passwords/{made['id']}", "clerk", status=204)
    assert [each["id"] for each in (await api.get("me/app-passwords", "member"))["items"]] == [for_them["id"]]
    assert (await api.get("me/app-passwords", "administrator"))["items"] == []


async def test_who_may_less_makes_no_application_password_that_may_all(api: Whole) -> None:
    body = {"name": "app"}
    await api.send("POST", "me/app-passwords", "me.write", status=403, json=body)
    await api.send("POST", f"users/{api.ids['administrator']}/app-passwords", "clerk", status=403, json=body)
    mine = await api.send("POST", "me/app-passwords", "administrator", status=201, json=body)
    await api.send("DELETE", f"me/app-passwords/{mine['id']}", "member", status=404)


async def test_nobody_gives_what_they_do_not_hold(api: Whole) -> None:
    key = {"name": "k", "scopes": ["*"]}
    await api.send("POST", "keys", "me.write", status=403, json=key)
    await api.send("POST", "keys", "me.write", status=403, json={**key, "scopes": ["users.manage"]})
    await api.send("POST", "keys", "member", status=201, json=key)
    admin = f"users/{api.ids['administrator']}"
    await api.send("POST", f"{admin}/keys", "clerk", status=403, json=key)
    await api.send("PUT", f"{admin}/password", "clerk", status=403, json={"new": "clerks know best"})
    await api.send("DELETE", admin, "clerk", status=403)
    await api.send("PATCH", f"users/{api.ids['clerk']}", "clerk", status=403, json={"role": "administrator"}, match="*")
    await api.send("POST", "users", "clerk", status=403, json={"name": "New", "role": "administrator"})
    soon = api.disk.clock.now + 1000
    brief = await api.send("POST", "keys", "member", status=201, json={"name": "soon", "expires": soon})
    api.keys["brief"] = brief["key"]
    await api.send("POST", "keys", "brief", status=422, json={"name": "for ever"})


async def test_a_user_is_added_changed_and_removed(api: Whole) -> None:
    new = {"name": "Zoë", "role": "guest", "max_age": 6, "libraries": {api.ids["hidden"]: "none"}}
    async with api.ask("POST", "users", json=new) as answer:
        user = await answer.json()
        assert (answer.status, answer.headers["Location"]) == (201, f"/api/v1/users/{user['id']}")
    assert (user["max_age"], user["libraries"], user["has_password"]) == (6, {api.ids["hidden"]: "none"}, False)
    path = f"users/{user['id']}"
    await api.send("POST", "users", status=409, json={**new, "name": "ZOE"})
    await api.send("PATCH", path, status=428, json={"max_age": None})
    tag = await api.tag(path)
    changed = await api.send("PATCH", path, json={"max_age": None, "disabled": True}, match=tag)
    assert (changed["max_age"], changed["disabled"], changed["libraries"]) == (None, True, user["libraries"])
    await api.send("PATCH", path, status=412, json={"max_age": 3}, match=tag)
    await api.send("PATCH", path, status=409, json={"name": "the member"}, match="*")
    strange = await api.send("PATCH", path, status=422, json={"libraries": {NOBODY: "read"}}, match="*")
    assert strange["errors"][0]["pointer"] == f"/libraries/{NOBODY}"
    names, cursor = [], ""
    while cursor is not None:
        page = await api.get("users?limit=2" + (f"&cursor={cursor}" if cursor else ""))
        names += [each["name"] for each in page["items"]]
        cursor = page["next"]
    assert names == ["The administrator", "The clerk", "The guest", "The member", "Zoë"]
    await api.send("DELETE", path, status=204)
    await api.get(path, status=404)
    await api.send("DELETE", f"users/{api.ids['administrator']}", status=409)
    assert {role["name"] for role in (await api.get("roles"))["items"]} >= {"administrator", "member", "guest"}


async def test_what_one_did_with_a_work_is_ones_own(api: Whole) -> None:
    path = f"me/items/{api.ids['toy']}"
    now = api.disk.clock.now
    state = await api.send("PATCH", path, "member", json={"rating": 80, "favourite": True})
    assert (state["rating"], state["favourite"], state["favoured"]) == (80, True, now)
    assert (await api.send("PATCH", path, "member", json={"rating": None}))["rating"] is None
    await api.send("PUT", f"{path}/progress", "member", json={"fraction": 0.5, "position": 60_000, "at": now + 10**9})
    [progress] = (await api.get(path, "member"))["progress"]
    assert (progress["position"], progress["updated"]) == (60_000, now)
    stale = await api.send("PUT", f"{path}/progress", "member", json={"fraction": 0.1, "at": now - 1})
    assert stale["progress"][0]["fraction"] == 0.5
    await api.send("PUT", f"{path}/progress", "member", status=404, json={"fraction": 0.5, "edition": NOBODY})
    assert (await api.send("POST", f"{path}/plays", "member", json={"client": "tests"}))["plays"] == 1
    for name in ("favourites", "unfinished"):
        assert [each["id"] for each in (await api.get(f"me/{name}", "member"))["items"]] == [api.ids["toy"]]
        assert (await api.get(f"me/{name}"))["items"] == []
    [begun], shown = (await api.get("me/unfinished", "member"))["items"], await api.get(path, "member")
    assert [begun["progress"]] == shown["progress"]
    assert (await api.get(f"items/{api.ids['toy']}", "member"))["state"] == shown
    assert (await api.send("DELETE", f"{path}/progress", "member"))["progress"] == []
    await api.send("PATCH", path, "member", status=422, json={"rating": 101})
    assert (await api.get(path, "administrator"))["plays"] == 0


async def test_favourites_are_walked_newest_first(api: Whole) -> None:
    for name in ("toy", "second", "merged"):
        api.disk.clock.now += 1000
        await api.send("PATCH", f"me/items/{api.ids[name]}", json={"favourite": True})
    titles, cursor = [], ""
    while cursor is not None:
        page = await api.get("me/favourites?limit=1" + (f"&cursor={cursor}" if cursor else ""))
        titles += [each["title"] for each in page["items"]]
        cursor = page["next"]
    assert titles == ["Toy 11", "Toy 02", "Toy 01"]


async def test_a_list_keeps_its_order_and_what_nobody_knows(api: Whole) -> None:
    entries = [{"item": api.ids["second"]}, {"unresolved": "A toy to come"}, {"item": api.ids["toy"].upper()}]
    made = await api.send("POST", "me/lists", "member", status=201, json={"name": "Mine", "entries": entries})
    path = f"me/lists/{made['id']}"
    assert [each["item"] and each["item"]["title"] for each in made["entries"]] == ["Toy 02", None, "Toy 01"]
    assert (await api.get("me/lists", "member"))["items"][0]["entries"] == 3
    await api.get(path, "administrator", status=404)
    await api.send("PUT", path, "member", status=428, json={"name": "Ours"})
    tag = await api.tag(path, "member")
    renamed = await api.send("PUT", path, "member", json={"name": "Ours"}, match=tag)
    assert (renamed["name"], len(renamed["entries"])) == ("Ours", 3)
    await api.send("PUT", path, "member", status=412, json={"name": "Theirs"}, match=tag)
    both = {"name": "Ours", "entries": [{"item": api.ids["toy"], "unresolved": "x"}]}
    await api.send("PUT", path, "member", status=422, json=both, match="*")
    await api.send("DELETE", path, "administrator", status=404)
    await api.send("DELETE", path, "member", status=204)
    await api.get(path, "member", status=404)


async def test_what_files_say_is_imported_for_the_one_who_asks(api: Whole) -> None:
    people = [{"rating": 70, "plays": 2, "source": "nfo"}]
    for name, library in (("Rated", SEEN), ("Hidden away", HIDDEN)):
        rated = toy(name, f"{name}.bin".encode(), documents=(says(name, people=people),))
        await api.disk.say(name, rated, library=library)
    path = f"me/items/{await api.disk.uid('toy', 'rated')}"
    assert await api.send("POST", "me/imports", "member") == {"works": 1}
    state = await api.get(path, "member")
    assert (state["rating"], state["plays"], state["imported"]) == (70, 2, "nfo")
    assert (await api.get(path))["imported"] == ""
    await api.send("PATCH", path, "member", json={"rating": 10})
    assert await api.send("POST", "me/imports", "member") == {"works": 0}
    assert (await api.get(path, "member"))["rating"] == 10


async def test_a_playlist_becomes_a_list_that_keeps_what_nobody_knows(api: Whole) -> None:
    m3u = "\ufeff#EXTM3U\n#EXTINF:9,A toy\n/srv/seen/toys/toy1.bin\r\ntoy2.bin\n\n../toys/toy3.bin\n.\\toy4.bin\n"
    m3u += f"file:///srv/seen/toys/toy%35.bin\nhttp://radio.example/a.mp3\n{HIDDEN}/secret/secret.bin\n../../x.bin\n"
    body = {"name": "Mine", "m3u": m3u, "folder": f"{SEEN}/toys"}
    made = await api.send("POST", "me/playlists", "member", status=201, json=body)
    known = [each["item"]["title"] for each in made["entries"] if each["item"]]
    assert known == ["Toy 01", "Toy 02", "Toy 03", "Toy 04", "Toy 05"]
    unknown = ["http://radio.example/a.mp3", f"{HIDDEN}/secret/secret.bin", "../../x.bin"]
    assert [each["unresolved"] for each in made["entries"] if not each["item"]] == unknown
    assert (await api.get(f"me/lists/{made['id']}", "member"))["entries"] == made["entries"]
    loose = await api.send("POST", "me/playlists", "member", status=201, json={"name": "Loose", "m3u": "toys/toy1.bin"})
    assert [each["item"]["title"] for each in loose["entries"]] == ["Toy 01"]
    await api.get(f"me/lists/{made['id']}", "administrator", status=404)


async def show_on_discs(api: Whole) -> tuple[str, str]:
    """Make a show with one season of five episodes, three of which are on discs in another order."""
    show = Work(kind="box", key="show", documents=(says("Show"),))
    season = Work(kind="tray", key="1", parent=show, documents=(says("Season"),), position=Position(label="1", value=1))
    on_disc = {1: ("Disc 2", 1), 2: ("Disc 1", 2), 3: ("Disc 1", 1)}
    discs = {
        number: (Ordering(scheme="dvd", group=group, position=Position(label=str(place), value=place)),)
        for number, (group, place) in on_disc.items()
    }
    episodes = [
        Work(
            kind="piece", key=f"e{number}", parent=season, documents=(says(f"Episode {number}"),),
            position=Position(label=str(number), value=number), orderings=discs.get(number, ()),
            editions=(of_file(b"e%d.mkv" % number),),
        )
        for number in range(1, 6)
    ]  # fmt: skip
    await api.disk.say("show", *episodes, library=SEEN)
    return await api.disk.uid("box", "show"), await api.disk.uid("tray", "1")


async def seen(api: Whole, season: str, who: str) -> str:
    """Walk the episodes of a season, and give their numbers."""
    titles, cursor = "", ""
    while cursor is not None:
        page = await api.get(f"items/{season}/children?limit=2" + (f"&cursor={cursor}" if cursor else ""), who)
        titles, cursor = titles + "".join(each["title"][-1] for each in page["items"]), page["next"]
    return titles


async def test_one_chooses_the_order_of_a_tree_for_oneself(api: Whole) -> None:
    show, season = await show_on_discs(api)
    assert await seen(api, season, "member") == "12345"
    path = f"me/items/{show}/ordering"
    assert (await api.send("PUT", path, "member", json={"ordering": "dvd"}))["ordering"] == "dvd"
    assert [await seen(api, season, who) for who in ("member", "administrator")] == ["32145", "12345"]
    await api.send("PUT", f"me/items/{season}/ordering", "administrator", json={"ordering": "dvd"})
    await api.send("PUT", path, "member", json={"ordering": ""})
    assert [await seen(api, season, who) for who in ("member", "administrator")] == ["12345", "32145"]


async def test_an_order_that_a_tree_has_not_is_refused_and_a_cursor_belongs_to_its_order(api: Whole) -> None:
    show, season = await show_on_discs(api)
    path = f"me/items/{show}/ordering"
    problem = await api.send("PUT", path, "member", status=422, json={"ordering": "absolute"})
    assert problem["errors"] == [{"pointer": "/ordering", "detail": "is none of: dvd"}]
    first = await api.get(f"items/{season}/children?limit=1", "member")
    await api.send("PUT", path, "member", json={"ordering": "dvd"})
    await api.get(f"items/{season}/children?cursor={first['next']}", "member", status=400)
