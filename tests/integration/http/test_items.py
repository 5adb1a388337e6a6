"""Works over the API, on both engines: lists, details, edits, merges, files and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contract.toy_library import says, toy
from integration.http.whole import BYTES, SEEN, whole

from mediad.http.accel import Accel
from mediad_sdk import Reference, Relation

if TYPE_CHECKING:
    from engines import Database
    from integration.http.whole import Whole

SECRET = Reference(kind="toy", key="secret", title="Secret")
NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


async def walked(api: Whole, path: str, who: str = "member", limit: int = 5) -> list[str]:
    """Walk a list to its end; gives the titles."""
    titles, cursor = [], ""
    while cursor is not None:
        mark = "&" if "?" in path else "?"
        page = await api.get(f"{path}{mark}limit={limit}" + (f"&cursor={cursor}" if cursor else ""), who)
        titles += [each["title"] for each in page["items"]]
        cursor = page["next"]
    return titles


async def test_a_list_holds_only_what_the_viewer_may_see(api: Whole) -> None:
    toys = [f"Toy {n:02}" for n in range(1, 13)]
    assert await walked(api, "items?kind=toy") == ["Pictured", "Rum", *toys]
    assert await walked(api, "items?kind=toy", "guest") == ["Pictured", *toys]
    assert await walked(api, "items?kind=toy", "administrator") == ["Pictured", "Rum", "Secret", *toys]
    assert await walked(api, f"items?kind=toy&library={api.ids['hidden']}", "administrator") == ["Secret", "Toy 01"]
    await api.get(f"items?kind=toy&library={api.ids['hidden']}", "member", status=404)


async def test_a_list_is_filtered_by_facet_party_and_parent(api: Whole) -> None:
    assert await walked(api, "items?kind=toy&genre=TIN", limit=4) == [f"Toy {n:02}" for n in range(1, 13, 2)]
    [ann] = (await api.get("search?q=ann+maker&kind=person&kind=maker"))["items"]
    assert len(await walked(api, f"items?kind=toy&party={ann['id']}&role=maker")) == 12
    assert await walked(api, f"items?parent={api.ids['box']}", limit=2) == ["Piece 1", "Piece 2", "Piece 3"]
    assert await walked(api, f"items/{api.ids['box']}/children", limit=2) == ["Piece 1", "Piece 2", "Piece 3"]
    values = (await api.get("items/facets?kind=toy&name=genre&limit=1", "member"))["items"]
    assert values == [{"value": "tin", "label": "tin", "count": 6}]
    assert {"kind": "toy", "sort": "title", "filter": "genre"} in (await api.get("items/published"))["items"]


UNPUBLISHED = [
    ("sort=title", "box, "),
    ("genre=tin", "box, "),
    ("kind=novel", "box, "),
    ("kind=toy&sort=colour", "genre by title"),
    ("kind=toy&sort=newest&genre=tin", "genre by title"),
    ("kind=toy&colour=red", "genre by title"),
    ("kind=toy&genre=tin&year=1999", "one filter"),
    ("kind=toy&role=maker", "one filter"),
    ("parent=0198c0de-0000-7000-8000-0000000000ff&kind=toy", "without any filter"),
    ("kind=toy&genre=tin&genre=wood", "given once"),
]


async def test_what_is_not_published_is_refused_by_naming_what_is(api: Whole) -> None:
    for query, names in UNPUBLISHED:
        problem = await api.get(f"items?{query}", status=400)
        assert problem["code"] == "query_invalid"
        assert names in problem["errors"][0]["detail"], query


async def test_a_query_is_answered_page_by_page(api: Whole) -> None:
    toys = [f"Toy {n:02}" for n in range(1, 13)]
    assert await walked(api, "items?query=kind:toy+genre:tin", limit=4) == toys[::2]
    assert await walked(api, "items?query=kind:toy+-genre:tin+sort:-title", "guest", limit=4) == [
        *toys[::-2],
        "Pictured",
    ]
    assert await walked(api, "items?query=kind:toy+toy+limit:3", limit=2) == toys[:3]
    assert await walked(api, "items?query=kind:toy+unwatched+by:ann+limit:3", limit=2) == toys[:3]
    assert await walked(api, f"items?query=kind:toy&library={api.ids['hidden']}", "administrator") == [
        "Secret",
        "Toy 01",
    ]
    first = await api.get("items?query=kind:toy&limit=1")
    await api.get(f"items?query=kind:toy+genre:tin&cursor={first['next']}", status=400)


async def test_lines_of_what_has_none_and_a_kind_beside_a_query_are_refused(api: Whole) -> None:
    for query, place, names in (
        ("query=kind:box", "has no lines", "a kind that has lines"),
        ("kind=box", "has no lines", "a kind that has lines"),
        ("query=kind:toy&kind=toy", "not published", "say it within the query"),
    ):
        problem = await api.get(f"items/lines?{query}", "administrator", status=400)
        assert place in problem["detail"]
        assert names in problem["errors"][0]["detail"]
    assert (await api.get("items/lines?query=kind:toy+genre:nowhere", "administrator"))["items"] == []


async def test_a_query_that_is_not_understood_is_refused_with_its_place(api: Whole) -> None:
    for query, place, names in (
        ("kind:toy+colour:red", "at character 10.", "there is no `colour:`"),
        ("%22toy", "at character 1.", "this quote"),
        ("kind:toy+box:1/1..2/2", "at character 10.", "no kind that is asked for has `box:`"),
        ("kind:toy&sort=title", "not published", "say it within the query"),
        ("kind:toy&genre=tin", "not published", "say it within the query"),
    ):
        problem = await api.get(f"items?query={query}", status=400)
        assert problem["code"] == "query_invalid"
        assert place in problem["detail"], query
        assert names in problem["errors"][0]["detail"], query


async def test_without_a_kind_there_is_what_was_added_last(api: Whole) -> None:
    api.disk.clock.now += 1000
    await api.disk.say("late", toy("Late", b"late.bin"), library=SEEN)
    titles = await walked(api, "items", limit=4)
    assert (titles[0], len(titles)) == ("Late", 16)
    assert "The Box" in titles
    assert "Piece 1" not in titles


async def test_a_cursor_belongs_to_its_list(api: Whole) -> None:
    cursor = (await api.get("items?kind=toy&limit=1"))["next"]
    problem = await api.get(f"items?kind=piece&cursor={cursor}", status=400)
    assert problem["code"] == "cursor_invalid"


async def test_what_one_may_not_see_is_not_there(api: Whole) -> None:
    for path in (f"items/{api.ids[name]}" for name in ("secret", "rum")):
        for below in ("", "/children", "/files", "/documents", "/artwork"):
            await api.get(path + below, "guest", status=404)
            await api.get(path + below, "administrator")


async def test_no_door_leads_to_what_is_hidden(api: Whole) -> None:
    secret = await api.get(f"items/{api.ids['secret']}")
    file, picture = secret["editions"][0]["parts"][0]["files"][0]["id"], secret["artwork"][0]["id"]
    for path in (
        f"files/{file}", f"files/{file}/content", f"artwork/{picture}", f"libraries/{api.ids['hidden']}",
        f"me/items/{api.ids['secret']}", f"items?parent={api.ids['secret']}",
        f"items?kind=toy&party={api.ids['secret']}",
    ):  # fmt: skip
        await api.get(path, "member", status=404)
    assert (await api.get("search?q=secret", "member"))["items"] == []
    linking = toy("Linking", b"linking.bin", relations=(Relation(type="remake_of", target=SECRET),))
    await api.disk.say("links", linking, library=SEEN)
    for who, known in (("member", []), ("administrator", ["Secret"])):
        item = await api.get(f"items/{await api.disk.uid('toy', 'linking')}", who)
        assert [each["item"]["title"] for each in item["relations"]] == known
    shared = await api.get(f"items/{api.ids['toy']}", "member")
    assert len(shared["editions"]) == len((await api.get(f"items/{api.ids['toy']}"))["editions"]) - 1
    entry = {"name": "L", "entries": [{"item": api.ids["secret"]}]}
    refused = await api.send("POST", "me/lists", "member", status=422, json=entry)
    assert refused["errors"][0]["pointer"] == "/entries/0"
    hidden = next(e["id"] for e in (await api.get(f"items/{api.ids['toy']}"))["editions"]
                  if e["id"] not in {each["id"] for each in shared["editions"]})  # fmt: skip
    wish = {"profile": "h264", "edition": hidden}
    await api.send("POST", f"items/{api.ids['toy']}/encode", "member", status=404, json=wish)
    await api.get(f"items/{api.ids['toy']}/encoders?edition={hidden}", "member", status=404)
    await api.get(f"items/{api.ids['secret']}/encoders", "member", status=404)
    [suited] = (await api.get(f"items/{api.ids['toy']}/encoders", "member"))["items"]
    seen = [each["id"] for each in shared["editions"]]
    assert suited["reason"] == f"{api.ids['toy']} {seen[0]}", "the best of those that the member sees"
    assert (suited["fit"], suited["available"]) == (0.7, True)
    [best] = (await api.get(f"items/{api.ids['toy']}/encoders"))["items"]
    assert best["reason"] == f"{api.ids['toy']} ", "the best of all"


async def test_an_edit_is_based_on_a_revision_and_locks_a_field(api: Whole) -> None:
    path, edit = f"items/{api.ids['toy']}", {"lock": {"title": "Renamed"}}
    tag = await api.tag(path)
    await api.send("PATCH", path, status=428, json=edit)
    changed = await api.send("PATCH", path, json=edit, match=tag)
    assert (changed["title"], changed["locks"]) == ("Renamed", ["title"])
    assert changed["provenance"]["title"]
    problem = await api.send("PATCH", path, status=412, json=edit, match=tag)
    assert problem["code"] == "precondition_failed"
    back = await api.send("PATCH", path, json={"unlock": ["title"]}, match=await api.tag(path))
    assert (back["title"], back["locks"]) == ("Toy 01", [])


async def test_a_field_that_cannot_be_is_refused_by_name(api: Whole) -> None:
    wrong: list[dict[str, Any]] = [{"colour": 1}, {"title": 7}, {"title": " "}, {"credits": {}}, {"availability": 3}]
    for lock in wrong:
        problem = await api.send("PATCH", f"items/{api.ids['toy']}", status=422, json={"lock": lock}, match="*")
        assert problem["errors"][0]["pointer"] == f"/lock/{next(iter(lock))}"


async def test_lists_say_in_short_what_the_work_says_in_the_same_words(api: Whole) -> None:
    for kind in ("toy", "box"):
        for brief in (await api.get(f"items?kind={kind}"))["items"]:
            item = await api.get(f"items/{brief['id']}")
            same = ("id", "kind", "title", "year", "by", "duration_ms", "picture", "extra", "added")
            assert {name: brief[name] for name in same if name in brief} == {
                name: item[name] for name in same if name in brief
            }
    pictured = await api.get(f"items/{api.ids['pictured']}")
    assert pictured["picture"] == pictured["artwork"][0]["id"] == api.ids["cover"]
    assert (await api.get(f"items/{api.ids['second']}"))["by"] == "Ann Maker"


async def test_a_locked_value_has_the_shape_of_its_field(api: Whole) -> None:
    path = f"items/{api.ids['second']}"
    before = await api.get(path)
    wrong: list[tuple[str, Any]] = [
        ("genres", 7), ("genres/1", ["Rock", 7]), ("tags/0", [None]), ("credits/0", [4]),
        ("credits/0/name", [{"name": 3}]), ("credits/0/colour", [{"name": "A", "colour": "red"}]),
        ("dates/0/value", [{"value": "20x"}]), ("dates/0/value", [{"value": "2018-13"}]), ("titles/0", [7]),
        ("ids/0", [1]), ("ids/0/value", [{"scheme": "imdb"}]), ("certificates/0/age", [{"value": "12", "age": "x"}]),
        ("position/value", {"label": "1", "value": "x"}), ("availability/state", {"state": 3}),
        ("orderings/0/position", [{"scheme": "dvd"}]), ("overview", None), ("anything", None),
    ]  # fmt: skip
    for pointer, value in wrong:
        lock = {pointer.split("/")[0]: value}
        problem = await api.send("PATCH", path, status=422, json={"lock": lock}, match="*")
        assert [each["pointer"] for each in problem["errors"]] == [f"/lock/{pointer}"]
    assert await api.get(path) == before


async def test_what_sources_say_can_be_locked_as_they_say_it(api: Whole) -> None:
    lock = {
        "genres": ["tin"], "dates": [{"value": "2018-07", "use": "original"}],
        "credits": [{"name": "Ann Maker", "role": "maker", "as": "A. M.", "ids": [{"scheme": "x", "value": "1"}]}],
        "position": {"label": "A2", "value": 2}, "certificates": [{"value": "12", "age": 12}],
        "availability": {"state": "wanted"}, "titles": [{"value": "Spielzeug", "language": "de"}],
        "ids": [{"scheme": "x", "value": "7"}], "orderings": [{"scheme": "o", "position": {"label": "1", "value": 1}}],
    }  # fmt: skip
    shown = await api.send("PATCH", f"items/{api.ids['second']}", json={"lock": lock}, match="*")
    assert set(lock) <= set(shown["locks"])
    assert (shown["date"], shown["credits"][0]["name"], shown["age"]) == ("2018-07", "A. M.", 12)
    assert (shown["position"]["label"], shown["orderings"][0]["scheme"]) == ("A2", "o")


async def test_who_may_only_read_a_library_changes_nothing_in_it(api: Whole) -> None:
    editor = {"name": "Editor", "role": "administrator", "libraries": {api.ids["seen"]: "read"}}
    user = await api.send("POST", "users", status=201, json=editor)
    api.keys["editor"] = (await api.send("POST", f"users/{user['id']}/keys", status=201, json={"name": "k"}))["key"]
    edit = {"lock": {"title": "X"}}
    await api.send("PATCH", f"items/{api.ids['second']}", "editor", status=403, json=edit, match="*")
    await api.send("PATCH", f"items/{api.ids['secret']}", "editor", json=edit, match="*")


async def test_a_merged_id_leads_to_the_one_that_remains(api: Whole) -> None:
    old, into = api.ids["merged"], api.ids["second"]
    await api.send("POST", f"items/{old}/merge", status=428, json={"into": into})
    kept = await api.send("POST", f"items/{old}/merge", json={"into": into}, match=await api.tag(f"items/{old}"))
    assert kept["id"] == into
    for below in ("", "/files", "/children?limit=2"):
        async with api.ask("GET", f"items/{old.upper()}{below}") as answer:
            assert (answer.status, answer.headers["Location"]) == (308, f"/api/v1/items/{into}{below}")
    async with api.ask("PUT", f"me/items/{old}/progress", json={"fraction": 0.5}) as answer:
        assert (answer.status, answer.headers["Location"]) == (308, f"/api/v1/me/items/{into}/progress")
    assert await api.send("POST", f"items/{api.ids['toy']}/merge", json={"into": old}, match="*")
    await api.send("POST", f"items/{into}/merge", status=422, json={"into": into}, match="*")
    await api.send("POST", f"items/{into}/merge", status=409, json={"into": api.ids["box"]}, match="*")


async def test_what_was_merged_can_be_split_and_nothing_else(api: Whole) -> None:
    old, into = api.ids["merged"], api.ids["second"]
    await api.send("POST", f"items/{into}/split", status=409, match="*")
    await api.send("POST", f"items/{old}/merge", json={"into": into}, match="*")
    await api.send("POST", f"items/{into}/split", status=428)
    await api.send("POST", f"items/{into}/split", status=412, match='"0"')
    assert (await api.send("POST", f"items/{into}/split", match=await api.tag(f"items/{into}")))["id"] == into
    await api.send("POST", f"items/{into}/split", status=409, match="*")


async def test_a_work_that_is_gone_says_so(api: Whole) -> None:
    await api.storage.write(lambda tx: tx.execute("api_test.gone", (NOBODY,)))
    for path in (f"items/{NOBODY}", f"items/{NOBODY}/children", f"me/items/{NOBODY}"):
        assert (await api.get(path, status=410))["code"] == "gone"


async def test_what_one_thinks_of_a_work_makes_it_another_answer(api: Whole) -> None:
    path = f"items/{api.ids['toy']}"
    tag = await api.tag(path, "member")
    await api.send("PATCH", f"me/{path}", "member", json={"rating": 90})
    async with api.ask("GET", path, "member", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200
        assert (await answer.json())["state"]["rating"] == 90
    changed = await api.tag(path, "member")
    async with api.ask("GET", path, "member", headers={"If-None-Match": changed}) as answer:
        assert answer.status == 304


async def test_a_conversion_is_a_job(api: Whole) -> None:
    path = f"items/{api.ids['toy']}/encode"
    async with api.ask("POST", path, "member", json={"profile": "h264"}) as answer:
        job = (await answer.json())["job"]
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/jobs/{job}")
    seen = await api.get(f"items/{api.ids['toy']}", "member")
    assert api.conversions.asked == [(api.ids["toy"], "h264", seen["editions"][0]["id"])]
    assert (await api.get(f"jobs/{job}"))["state"] == "queued"


async def test_a_conversion_is_removed_from_the_work_that_it_belongs_to_and_from_no_other(api: Whole) -> None:
    edition = (await api.get(f"items/{api.ids['toy']}"))["editions"][0]["id"]
    await api.send("DELETE", f"items/{api.ids['box']}/editions/{edition}", status=404)
    await api.send("DELETE", f"items/{api.ids['toy']}/editions/{edition}", "member", status=403)
    assert api.conversions.removed == []
    await api.send("DELETE", f"items/{api.ids['toy']}/editions/{edition}", status=204)
    assert api.conversions.removed == [edition]


async def test_bytes_leave_in_ranges(api: Whole) -> None:
    path = f"files/{api.ids['file']}"
    assert (await api.get(path, "member"))["name"] == "pictured.bin"
    async with api.ask("GET", f"{path}/content", "member", headers={"Range": "bytes=5-9"}) as answer:
        assert (answer.status, await answer.read()) == (206, BYTES[5:10])
        tag = answer.headers["ETag"]
    async with api.ask("GET", f"{path}/content", headers={"Range": "bytes=5-9", "If-Range": '"other"'}) as answer:
        assert (answer.status, await answer.read()) == (200, BYTES)
    async with api.ask("GET", f"{path}/content", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304
    async with api.ask("HEAD", f"{path}/content?download=true") as answer:
        assert (answer.headers["Content-Length"], await answer.read()) == (str(len(BYTES)), b"")
        assert answer.headers["Content-Disposition"].startswith("attachment")
    async with api.ask("GET", f"{path}/content", headers={"Range": f"bytes={len(BYTES)}-"}) as answer:
        assert answer.status == 416


async def test_a_proxy_serves_the_bytes_of_every_root_under_its_own_path(database: Database) -> None:
    async with whole(database, accel=Accel("/internal/")) as api:
        item = await api.get(f"items/{api.ids['pictured']}")
        file = item["editions"][0]["parts"][0]["files"][0]["id"]
        async with api.ask("GET", f"files/{file}/content") as answer:
            there = f"/internal{SEEN}/toys/pictured.bin"
            assert (answer.status, answer.headers.get("X-Accel-Redirect")) == (200, there)
            assert await answer.read() == b""


async def test_a_picture_comes_in_the_form_that_is_accepted_and_is_kept(api: Whole) -> None:
    path = f"artwork/{api.ids['cover']}?width=100&height=50"
    for accept, media_type in (("image/webp", "image/webp"), ("image/jpeg", "image/jpeg")):
        async with api.ask("GET", path, "guest", headers={"Accept": accept}) as answer:
            assert (answer.content_type, await answer.read()) == (media_type, b"100x50")
            assert "immutable" in answer.headers["Cache-Control"]
            assert "Accept" in answer.headers["Vary"].split(", ")
            tag = answer.headers["ETag"]
        async with api.ask("GET", path, "guest", headers={"Accept": accept, "If-None-Match": tag}) as answer:
            assert answer.status == 304
    await api.get(f"artwork/{api.ids['cover']}?width=0", status=400)


async def test_a_map_counts_works_by_cell(api: Whole) -> None:
    shot = toy(
        "Berlin", b"b.bin", kind="reel", documents=(says("Berlin", cells=["u3", "u33", "u33d", "u33dc", "u33dc0"]),)
    )
    await api.disk.say("shots", shot, library=SEEN)
    [cell] = (await api.get("items/map?kind=reel&box=52/12..53/14"))["items"]
    assert (cell["cell"], cell["count"], cell["south"] < 52.5 < cell["north"]) == ("u33d", 1, True)
    [cell] = (await api.get("items/map?kind=reel"))["items"]
    assert cell["cell"] == "u3"
    assert (await api.get("items/map?kind=reel&box=0/0..1/1"))["items"] == []
    for query in ("kind=toy", "kind=reel&box=1/2"):
        assert (await api.get(f"items/map?{query}", status=400))["code"] == "query_invalid"


async def test_files_are_assigned_to_another_work_and_back(api: Whole) -> None:
    [one, two] = (await api.get("items?query=kind:toy+toy+limit:2"))["items"]
    where = f"items/{one['id']}/assignment"
    told = await api.send("POST", where, json={"item": two["id"]}, status=202)
    assert (told["item"], bool(told["job"])) == (two["id"], True)
    told = await api.send("DELETE", f"items/{two['id']}/assignment", status=202)
    assert told["item"] == two["id"]
    await api.send("DELETE", f"items/{two['id']}/assignment", status=409)
    await api.send("POST", where, json={"item": one["id"]}, status=422)
    await api.send("POST", where, json={"title": "X", "item": one["id"]}, status=422)
    await api.send("POST", where, "member", json={"title": "X"}, status=403)


async def test_search_finds_and_is_walked(api: Whole) -> None:
    found = await walked(api, "search?q=toy&kind=toy", limit=5)
    assert sorted(found) == [f"Toy {n:02}" for n in range(1, 13)]
    assert (await api.get("search?q=toy&kind=box"))["items"] == []
    assert (await api.get("search?q=toy&kind=plaything"))["items"] == (await api.get("search?q=toy&kind=toy"))["items"]
    assert (await api.get("items?kind=plaything"))["items"] == (await api.get("items?kind=toy"))["items"]
    await api.get("search?q=", status=400)
    for list_ in ("search?q=toy&kind=novel", "items/duplicates?kind=novel"):
        refused = await api.get(list_, status=400)
        assert (refused["detail"], "toy" in refused["errors"][0]["detail"]) == ("There is no kind 'novel'.", True)
