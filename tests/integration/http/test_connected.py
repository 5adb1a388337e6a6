"""Connected programs, notices and commands over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration.http.whole import Whole


async def test_what_is_connected_is_listed_by_sort(api: Whole) -> None:
    listed = (await api.get("connected", "administrator"))["items"]
    assert [(each["sort"], each["address"]) for each in listed] == [
        ("media_server", "toys/main"), ("media_server", "toys-plain/old"), ("download_client", "toys/main"),
        ("download_client", "toys/gone"), ("notifier", "toys/bell"),
    ]  # fmt: skip


async def test_a_server_is_asked_and_told(api: Whole) -> None:
    assert (await api.get("servers/toys/main/libraries", "administrator"))["items"][0]["paths"] == ["/films"]
    [session] = (await api.get("servers/toys/main/sessions", "administrator"))["items"]
    assert (session["title"], session["duration_ms"]) == ("Alien", None)
    await api.send("POST", "servers/toys/main/refresh", "administrator", status=204, json={"paths": ["/films"]})
    await api.send("POST", "servers/toys/main/refresh", "administrator", status=422, json={"paths": []})
    await api.get("servers/toys/none/libraries", "administrator", status=404)
    told = await api.get("servers/toys-plain/old/libraries", "administrator", status=503)
    assert told["code"] == "unavailable"
    assert "cannot tell" in (await api.get("servers/toys-plain/old/sessions", "administrator", status=422))["detail"]


async def test_a_download_lives_and_a_silent_client_hides_no_other(api: Whole) -> None:
    magnet = "magnet:?xt=urn:btih:" + "a" * 40
    body = {"url": magnet, "name": "Alien"}
    made = await api.send("POST", "downloads/toys/main", "administrator", status=201, json=body)
    path = f"downloads/toys/main/{made['id']}"
    [shown] = (await api.get("downloads", "administrator"))["items"]
    assert (shown["client"], shown["name"], shown["state"]) == ("toys/main", "Alien", "fetching")
    await api.send("POST", f"{path}/pause", "administrator", status=204)
    assert (await api.get("downloads", "administrator"))["items"][0]["state"] == "paused"
    await api.send("POST", f"{path}/resume", "administrator", status=204)
    assert (await api.get(f"{path}/files", "administrator"))["items"] == [
        {"path": "Alien.mkv", "size": 7, "progress": 0.0}
    ]
    await api.send("DELETE", f"{path}?files=true", "administrator", status=204)
    await api.send("DELETE", path, "administrator", status=404)


async def test_what_cannot_be_fetched_is_refused_with_its_place(api: Whole) -> None:
    for body in ({}, {"url": "file:///etc/passwd"}, {"data": "no base64!"}, {"url": "http://a", "data": "YQ=="}):
        refused = await api.send("POST", "downloads/toys/main", "administrator", status=422, json=body)
        assert refused["errors"][0]["pointer"] in ("/url", "/data")
    made = await api.send("POST", "downloads/toys/main", "administrator", status=201, json={"data": "YQ=="})
    assert made["id"] == f"{1:040x}"


async def test_a_notice_goes_to_whom_it_is_addressed(api: Whole) -> None:
    body = {"title": "Hello", "notifiers": ["toys/none"]}
    refused = await api.send("POST", "notices", "administrator", status=404, json=body)
    assert "toys/bell" in refused["remedy"]
    job = (await api.send("POST", "notices", "administrator", status=202, json={"title": "Hello"}))["job"]
    args = (await api.get(f"jobs/{job}", "administrator"))["args"]
    assert args == {"notice": {"title": "Hello", "body": "", "level": "info"}, "to": ["toys/bell"]}


async def test_a_command_is_run_by_who_has_its_permission(api: Whole) -> None:
    assert [each["id"] for each in (await api.get("commands", "member"))["items"]] == ["boil"]
    listed = (await api.get("commands", "administrator"))["items"]
    assert listed[0]["args"]["properties"]["minutes"]["default"] == 3
    done = await api.send("POST", "commands/toys/boil", "member", status=200, json={"args": {"minutes": 5}})
    assert done == {"result": {"boiled": 5}}
    assert (await api.send("POST", "commands/toys/boil", "member", status=200, json={}))["result"] == {"boiled": 3}
    wrong = await api.send("POST", "commands/toys/boil", "member", status=422, json={"args": {"minutes": "x"}})
    assert wrong["errors"][0]["pointer"] == "/args/minutes"
    refused = await api.send("POST", "commands/toys/clean", "member", status=403, json={})
    assert "jobs.manage" in refused["detail"]
    await api.send("POST", "commands/toys/none", "member", status=404, json={})
