"""Libraries, scans, jobs, schedules and events over the API, on both engines."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from mediad.storage.ports import events, holds, inventory, jobs, scans
from mediad.storage.ports.holds import Hold
from mediad.storage.ports.ids import new_uids
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from integration.http.whole import Whole

    from mediad.storage.ports import Transaction

NEW = {"name": "New", "types": ["toy"], "roots": ["/srv/new"], "scan": "0 3 * * 0", "watch": False}
NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


async def test_a_library_is_made_changed_and_removed(api: Whole) -> None:
    async with api.ask("POST", "libraries", json=NEW) as answer:
        made = await answer.json()
        assert (answer.status, answer.headers["Location"]) == (201, f"/api/v1/libraries/{made['id']}")
    path = f"libraries/{made['id']}"
    assert made["slug"] is None
    assert made["settings"] == {"watch": False, "scan": "0 3 * * 0"}
    assert [root["path"] for root in made["roots"]] == ["/srv/new"]
    await api.send("POST", "libraries", status=409, json=NEW | {"roots": ["/srv/other"]})
    await api.send("PATCH", path, status=428, json={"name": "Newer"})
    tag = await api.tag(path)
    changed = await api.send("PATCH", path, json={"name": "Newer", "watch": True}, match=tag)
    assert (changed["name"], changed["settings"]["watch"], len(changed["roots"])) == ("Newer", True, 1)
    await api.send("PATCH", path, status=412, json={"name": "Newest"}, match=tag)
    async with api.ask("DELETE", path) as answer:
        job = (await answer.json())["job"]
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/jobs/{job}")
    assert (await api.get(path))["detached"] is not None
    assert "is being removed" in (await api.send("POST", f"{path}/scan", status=409, json={}))["remedy"]
    assert made["id"] not in [each["id"] for each in (await api.get("libraries", "member"))["items"]]


async def test_a_mistake_in_a_library_is_named(api: Whole) -> None:
    wrong: list[tuple[str, Any, str]] = [
        ("types", ["film"], "/types/0"),
        ("scan", "never", "/scan"),
        ("roots", ["x"], "/roots/0"),
    ]
    for field, value, place in wrong:
        problem = await api.send("POST", "libraries", status=422, json=NEW | {field: value})
        assert problem["errors"][0]["pointer"] == place
    problem = await api.send("POST", "libraries", status=422, json=NEW | {"roots": ["/srv/seen/inside"]})
    assert "lies inside" in problem["detail"]
    for method, path, given in (("POST", "libraries", NEW), ("PATCH", f"libraries/{api.ids['seen']}", {})):
        wished = given | {"roots": ["/srv/new", "/cellar/x"]}
        problem = await api.send(method, path, status=422, json=wished, **({"match": "*"} if method == "PATCH" else {}))
        assert problem["errors"] == [
            {"pointer": "/roots/1", "detail": "overlaps the cellar, whose files are the daemon's own"}
        ]


async def test_folders_are_for_those_who_manage_libraries(api: Whole) -> None:
    [shown] = (await api.get("libraries", "member"))["items"]
    assert (shown["id"], "roots" in shown, "settings" in shown) == (api.ids["seen"], False, False)
    assert len((await api.get("libraries"))["items"]) == 2


async def test_a_scan_is_a_job_that_is_found_before_it_begins(api: Whole) -> None:
    path = f"libraries/{api.ids['seen']}/scan"
    async with api.ask("POST", path, json={"mode": "dry", "path": "/srv/seen/box"}) as answer:
        started = await answer.json()
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/scans/{started['scan']}")
    scan = await api.get(f"scans/{started['scan']}")
    assert (scan["state"], scan["mode"], scan["path"]) == ("queued", "dry", "/srv/seen/box")
    assert (await api.send("POST", path, status=202, json={"mode": "dry", "path": "/srv/seen/box"})) == started
    await api.send("POST", path, status=422, json={"path": "/srv/seenelse"})
    await api.send("POST", f"jobs/{started['job']}/cancel")
    assert (await api.get(f"scans/{started['scan']}"))["state"] == "cancelled"


async def test_scans_are_walked_and_filtered(api: Whole) -> None:
    uids = new_uids(api.disk.clock.now, 3)

    async def unit(tx: Transaction) -> None:
        for uid in uids:
            new = scans.NewScan(uid=uid, library=api.disk.libraries["/srv/seen"].id, mode="full", path=b"", started=1)
            await scans.begin(tx, new)

    await api.storage.write(unit)
    found, cursor = [], ""
    while cursor is not None:
        page = await api.get("scans?limit=2" + (f"&cursor={cursor}" if cursor else ""))
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert found == uids[::-1]
    assert len((await api.get("scans?state=running"))["items"]) == 1
    assert (await api.get(f"scans?library={api.ids['hidden']}"))["items"] == []


async def test_a_hold_is_decided_once(api: Whole) -> None:
    [uid] = new_uids(api.disk.clock.now, 1)
    library = api.disk.libraries["/srv/seen"].id

    async def unit(tx: Transaction) -> None:
        hold = Hold(id=1, uid=uid, root=library, path=b"box", files=1, reason="They are gone.", created=1)
        await holds.opened(tx, hold, 1)
        file = api.disk.files[api.disk.folders["/srv/seen", "box"], b"piece1.bin"]
        await inventory.hold_files(tx, [file], 1)

    await api.storage.write(unit)
    path = f"libraries/{api.ids['seen']}/holds"
    [hold] = (await api.get(path))["items"]
    assert (hold["id"], hold["path"], hold["files"]) == (uid, "/srv/seen/box", 1)
    await api.send("POST", f"libraries/{api.ids['hidden']}/holds/{uid}", status=404, json={"decision": "approve"})
    decided = await api.send("POST", f"{path}/{uid}", json={"decision": "approve"})
    assert (decided["decision"], decided["decided"]) == ("approved", api.disk.clock.now)
    await api.send("POST", f"{path}/{uid}", status=409, json={"decision": "reject"})
    assert (await api.get(path))["items"] == []
    assert [each["id"] for each in (await api.get(f"{path}?all=true"))["items"]] == [uid]
    await api.get(f"items/{api.ids['piece']}", "member")
    titles = [each["title"] for each in (await api.get(f"items/{api.ids['box']}/children"))["items"]]
    assert titles == ["Piece 2", "Piece 3"]


async def test_problems_are_walked_with_their_reasons(api: Whole) -> None:
    await api.storage.write(lambda tx: tx.execute("api_test.damage", ()))
    await api.storage.write(lambda tx: tx.execute("api_test.lock_folders", ()))
    path, found, cursor = f"libraries/{api.ids['seen']}/problems", list[tuple[str, str]](), ""
    while cursor is not None:
        page = await api.get(f"{path}?limit=1" + (f"&cursor={cursor}" if cursor else ""))
        assert len(page["items"]) <= 1
        found += [(each["path"], each["code"]) for each in page["items"]]
        cursor = page["next"]
    assert len(found) == len(set(found))
    assert {code for _, code in found} == {"unreadable_folder", "crash"}
    assert ("/srv/seen/toys/toy1.bin", "crash") in found


async def test_jobs_are_walked_cancelled_and_tried_again(api: Whole) -> None:
    uids = [await api.queue.enqueue("toys.tidy", {"n": n}) for n in range(3)]
    found, cursor = [], ""
    while cursor is not None:
        page = await api.get("jobs?type=toys.tidy&limit=2" + (f"&cursor={cursor}" if cursor else ""))
        found += [each["id"] for each in page["items"]]
        cursor = page["next"]
    assert found == uids[::-1]
    job = f"jobs/{uids[0]}"
    await api.send("POST", f"{job}/retry", status=409)
    waiting = await api.get(job)
    assert (waiting["cancel_requested"], waiting["error"], "cancel" in waiting) == (False, None, False)
    assert (await api.send("POST", f"{job}/cancel"))["state"] == "cancelled"
    await api.send("POST", f"{job}/cancel", status=409)
    assert [each["id"] for each in (await api.get("jobs?state=cancelled"))["items"]] == [uids[0]]
    async with api.ask("POST", f"{job}/retry") as answer:
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/{job}")
    assert (await api.get(job))["args"] == {"n": 0}
    assert (await api.get(f"{job}/log"))["items"] == []
    await api.get(f"jobs/{NOBODY}/log", status=404)


async def test_a_job_of_a_plugin_is_started(api: Whole) -> None:
    async with api.ask("POST", "jobs", json={"type": "toys.tidy", "args": {"shelf": "A"}}) as answer:
        job = (await answer.json())["job"]
        assert (answer.status, answer.headers["Location"]) == (202, f"/api/v1/jobs/{job}")
    shown = await api.get(f"jobs/{job}")
    assert (shown["type"], shown["state"], shown["args"]) == ("toys.tidy", "queued", {"shelf": "A", "deep": False})
    free = await api.send("POST", "jobs", status=202, json={"type": "toys.count", "args": {"any": ["thing"]}})
    assert (await api.get(f"jobs/{free['job']}"))["args"] == {"any": ["thing"]}


async def test_a_job_that_cannot_be_started_is_refused_with_its_places(api: Whole) -> None:
    for body, pointer, words in (
        ({"type": "toys.tidy"}, "/args/shelf", "required"),
        ({"type": "toys.tidy", "args": {"shelf": "A", "deeep": True}}, "/args/deeep", "not permitted"),
        ({"type": "toys.nothing"}, "/type", "no plugin offers"),
        ({"type": "library.remove", "args": {}}, "/type", "no plugin offers"),
    ):
        problem = await api.send("POST", "jobs", status=422, json=body)
        assert (problem["errors"][0]["pointer"], words in problem["errors"][0]["detail"]) == (pointer, True)
    assert "toys.count, toys.tidy" in problem["remedy"]
    said = {"data": '{"type": "toys.count", "args": {"n": [NaN]}}', "headers": {"Content-Type": "application/json"}}
    assert (await api.send("POST", "jobs", status=422, **said))["errors"][0]["pointer"] == "/args"
    await api.send("POST", "jobs", "member", status=403, json={"type": "toys.count"})
    assert (await api.get("jobs"))["items"] == []


async def test_a_schedule_is_switched_and_run(api: Whole) -> None:
    [schedule] = (await api.get("schedules"))["items"]
    assert (schedule["id"], schedule["enabled"]) == ("toys.nightly", True)
    assert (await api.send("PATCH", "schedules/toys.nightly", json={"enabled": False}))["enabled"] is False
    assert (await api.get("schedules"))["items"][0]["enabled"] is False
    started = await api.send("POST", "schedules/toys.nightly/run", status=202)
    assert (await api.get(f"jobs/{started['job']}"))["type"] == "toys.tidy"
    await api.send("PATCH", "schedules/none", status=404, json={"enabled": False})


async def test_whoever_started_a_job_reads_and_cancels_it_and_hears_of_it(api: Whole) -> None:
    wish = {"profile": "h264"}
    started = await api.send("POST", f"items/{api.ids['toy']}/encode", "member", status=202, json=wish)
    others = await api.send("POST", f"items/{api.ids['toy']}/encode", status=202, json=wish)
    own = f"jobs/{started['job']}"
    assert (await api.get(own, "member"))["owner"] == api.ids["member"]
    assert (await api.get(f"{own}/log", "member"))["items"] == []
    assert [each["id"] for each in (await api.get("jobs", "member"))["items"]] == [started["job"]]
    assert len((await api.get("jobs"))["items"]) == 2
    for path in (f"jobs/{others['job']}", f"jobs/{others['job']}/log"):
        await api.get(path, "member", status=404)
    await api.send("POST", f"jobs/{others['job']}/cancel", "member", status=404)
    assert (await api.send("POST", f"{own}/cancel", "member"))["state"] == "cancelled"
    await api.send("POST", f"{own}/retry", "member", status=403)
    await api.send("POST", f"{own}/cancel", "guest", status=403)
    assert (await api.get(f"jobs/{others['job']}"))["state"] == "queued"


async def told(api: Whole, who: str, amount: int, after: int = 0) -> list[dict[str, Any]]:
    """Follow the feed until it told some events."""
    found: list[dict[str, Any]] = []
    async with asyncio.timeout(10), api.ask("GET", "events", who, headers={"Last-Event-ID": str(after)}) as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                found.append(json.loads(line[6:]))
                if len(found) == amount:
                    break
    return found


async def test_events_are_told_to_those_who_see_their_library(api: Whole) -> None:
    while (await api.get("system"))["events"]["last"] < 2:  # the pump numbers them after the commit
        await asyncio.sleep(0.01)
    hidden, seen = await told(api, "administrator", 2)
    assert (hidden["library"], seen["library"]) == (api.ids["hidden"], api.ids["seen"])
    assert await told(api, "member", 1) == [seen]
    assert set(seen) == {"sequence", "type", "at", "library", "data"}
    now = api.disk.clock.now
    own = [
        Event(type="x.own", at=now, user=api.ids["guest"]), Event(type="plugin.state", at=now),
        Event(type="root.state", at=now, library=api.ids["seen"]), Event(type="x.all", at=now),
    ]  # fmt: skip
    await api.storage.write(lambda tx: events.record(tx, own))
    assert [each["type"] for each in await told(api, "member", 1, after=seen["sequence"])] == ["x.all"]


async def test_an_edit_is_told(api: Whole) -> None:
    await api.send("PATCH", f"items/{api.ids['toy']}", json={"lock": {"title": "X"}}, match="*")
    told_of = [each for each in await told(api, "member", 2) if each["type"] == "item.changed"]
    assert told_of[0]["data"]["items"] == [api.ids["toy"]]


async def test_the_cursor_of_one_job_list_does_not_fit_another(api: Whole) -> None:
    await api.queue.enqueue("toys.tidy", {"n": 1})
    await api.queue.enqueue("toys.tidy", {"n": 2})
    cursor = (await api.get("jobs?limit=1"))["next"]
    assert (await api.get(f"scans?cursor={cursor}", status=400))["code"] == "cursor_invalid"
    assert await jobs.one(api.storage, (await api.get(f"jobs?cursor={cursor}"))["items"][0]["id"])
