"""Lists that fill themselves over the API, on both engines: whose they are, what is in them, who may change them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from integration.http.test_items import walked

if TYPE_CHECKING:
    from integration.http.whole import Whole

TIN = {"name": "Tin", "query": "kind:toy  genre:tin sort:-title limit:4", "shared": False}


async def test_a_list_is_what_its_query_finds_now(api: Whole) -> None:
    made = await api.send("POST", "lists", "member", json=TIN, status=201)
    assert (made["query"], made["own"], made["owner"]) == ("kind:toy genre:tin sort:-title limit:4", True, "The member")
    assert await walked(api, f"lists/{made['id']}/items", limit=3) == ["Toy 11", "Toy 09", "Toy 07", "Toy 05"]
    changed = await api.send(
        "PUT", f"lists/{made['id']}", "member", json={**TIN, "query": "kind:toy unwatched toy limit:1"}, match='"1"'
    )
    assert changed["revision"] == made["revision"] + 1
    assert await walked(api, f"lists/{made['id']}/items") == ["Toy 01"]
    await api.send("DELETE", f"lists/{made['id']}", "member", status=204)
    await api.get(f"lists/{made['id']}", status=404)


async def test_a_list_is_read_by_others_when_it_is_shared_and_changed_by_its_owner_alone(api: Whole) -> None:
    mine = await api.send("POST", "lists", "member", json=TIN, status=201)
    await api.get(f"lists/{mine['id']}", "guest", status=404)
    await api.get(f"lists/{mine['id']}/items", "guest", status=404)
    shared = await api.send(
        "POST", "lists", "member", json={**TIN, "query": "kind:toy -genre:tin", "shared": True}, status=201
    )
    assert [each["id"] for each in (await api.get("lists", "guest"))["items"]] == [shared["id"]]
    assert "Rum" in await walked(api, f"lists/{shared['id']}/items")
    assert "Rum" not in await walked(api, f"lists/{shared['id']}/items", "guest")
    await api.send("PUT", f"lists/{shared['id']}", "administrator", json=TIN, match='"1"', status=403)
    await api.send("DELETE", f"lists/{shared['id']}", "administrator", status=403)


async def test_a_list_is_read_by_the_eyes_of_a_user_by_who_manages_users(api: Whole) -> None:
    await api.send("PATCH", f"me/items/{api.ids['toy']}", "member", json={"favourite": True})
    made = await api.send("POST", "lists", json={**TIN, "query": "kind:toy favourite", "shared": True}, status=201)
    member = f"user={api.ids['member']}"
    for address in (f"lists/{made['id']}/items?", "items?query=kind:toy+favourite&"):
        assert await walked(api, address, "administrator") == []
        assert await walked(api, address + member, "administrator") == ["Toy 01"]
        assert await walked(api, address + member, "member") == ["Toy 01"]
        refused = await api.get(address + member, "guest", status=403)
        assert "users.manage" in refused["detail"]
        await api.get(f"{address}user={api.ids['toy']}", status=404)
    assert "Rum" in await walked(api, "items?kind=toy", "administrator")
    assert "Rum" not in await walked(api, f"items?kind=toy&user={api.ids['guest']}", "administrator")


async def test_a_query_that_is_not_understood_is_no_list(api: Whole) -> None:
    problem = await api.send("POST", "lists", "member", json={**TIN, "query": "colour:red"}, status=400)
    assert problem["detail"] == "The query is not understood at character 1."
    assert "there is no `colour:`" in problem["errors"][0]["detail"]
