"""What comes back over a real socket: pages, tags, problems, edits."""

from __future__ import annotations

import gzip
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = "/api/v1/items"
ITEM = f"{ITEMS}/0198c0de-0000-7000-8000-000000000001"


async def test_a_list_is_walked_page_by_page_to_its_end(server: Any) -> None:
    titles, cursor = [], ""
    while cursor is not None:
        async with server.get(f"{ITEMS}?limit=50" + (f"&cursor={cursor}" if cursor else "")) as answer:
            body = await answer.json()
        titles += [item["title"] for item in body["items"]]
        cursor = body["next"]
    assert titles == [f"Title {n:03}" for n in range(1, 121)]


async def test_fields_keep_the_rest_away(server: Any) -> None:
    async with server.get(f"{ITEMS}?limit=2&fields=title,year") as answer:
        items = (await answer.json())["items"]
    assert items == [{"title": "Title 001", "year": 1927}, {"title": "Title 002", "year": 1927}]
    async with server.get(f"{ITEM}?fields=title") as answer:
        assert await answer.json() == {"title": "Metropolis"}
        assert answer.headers["ETag"].startswith('"3-')
    async with server.get(f"{ITEMS}?fields=colour") as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    ("query", "status", "place"),
    [
        ("limit=0", 400, "limit"),
        ("limit=501", 400, "limit"),
        ("limit=1&limit=2", 400, "limit"),
        ("sort=colour", 400, "sort"),
        ("genr=x", 400, "genr"),
        ("year=%00", 400, "year"),
        ("year=%ff", 400, None),
        ("cursor=zzzz", 400, None),
    ],
)
async def test_a_mistake_in_the_query_is_named(server: Any, query: str, status: int, place: str | None) -> None:
    async with server.get(f"{ITEMS}?{query}") as answer:
        problem = await answer.json()
    assert (answer.status, answer.content_type) == (status, "application/problem+json")
    assert [mistake["pointer"] for mistake in problem.get("errors", [])] == ([place] if place else [])


async def test_a_repeated_parameter_becomes_a_list(server: Any) -> None:
    async with server.get(f"{ITEMS}?genre=a&genre=b&genre=") as answer:
        assert answer.status == 200
    async with server.get(f"{ITEMS}?genre=a" + "&genre=b" * 5) as answer:
        assert (await answer.json())["errors"][0]["pointer"] == "genre"


async def test_an_unchanged_page_is_not_sent_again(server: Any) -> None:
    async with server.get(ITEMS) as answer:
        tag = answer.headers["ETag"]
    assert tag.startswith('W/"')
    async with server.get(ITEMS, headers={"If-None-Match": f'"other", {tag}'}) as answer:
        assert (answer.status, await answer.read()) == (304, b"")
    async with server.get(f"{ITEMS}?limit=7", headers={"If-None-Match": tag}) as answer:
        assert answer.status == 200


async def test_a_large_answer_is_compressed_only_for_those_who_ask(server: Any) -> None:
    async with server.get(ITEMS, headers={"Accept-Encoding": "br, gzip;q=0.5"}) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        small = await answer.read()
    assert len(json.loads(gzip.decompress(small))["items"]) == 50
    for refused in ("identity", "gzip;q=0", "br"):
        async with server.get(ITEMS, headers={"Accept-Encoding": refused}) as answer:
            assert "Content-Encoding" not in answer.headers


async def test_head_answers_like_get_without_the_body(server: Any) -> None:
    async with server.get(ITEMS, headers={"Accept-Encoding": "identity"}) as answer:
        length, tag = answer.headers["Content-Length"], answer.headers["ETag"]
    async with server.send("HEAD", ITEMS, headers={"Accept-Encoding": "identity"}) as answer:
        assert (answer.status, await answer.read()) == (200, b"")
        assert (answer.headers["Content-Length"], answer.headers["ETag"]) == (length, tag)


async def test_an_edit_names_the_version_it_changes(server: Any) -> None:
    edit = {"title": "M"}
    async with server.send("PATCH", ITEM, json=edit) as answer:
        assert (answer.status, (await answer.json())["code"]) == (428, "precondition_required")
    async with server.get(ITEM) as answer:
        tag = answer.headers["ETag"]
    async with server.send("PATCH", ITEM, json=edit, headers={"If-Match": tag}) as answer:
        assert (answer.status, answer.headers["ETag"][:3]) == (200, '"4-')
    for stale in (tag, 'W/"4"', '"x"'):
        async with server.send("PATCH", ITEM, json=edit, headers={"If-Match": stale}) as answer:
            assert (answer.status, (await answer.json())["code"]) == (412, "precondition_failed")
    async with server.send("PATCH", ITEM, json=edit, headers={"If-Match": "4"}) as answer:
        assert answer.status == 422
    async with server.send("PATCH", ITEM, json=edit, headers={"If-Match": "*"}) as answer:
        assert answer.status == 200


@pytest.mark.parametrize(
    ("body", "media_type", "status", "code"),
    [
        (b"{", "application/json", 400, "body_malformed"),
        (b"", "application/json", 400, "body_malformed"),
        (b"[]", "application/json", 422, "invalid"),
        (b'{"title": ""}', "application/json", 422, "invalid"),
        (b'{"title": "a\\u0000"}', "application/json", 422, "invalid"),
        (b'{"title": "a", "b": 1}', "application/json", 422, "invalid"),
        (b'{"title": "\xff"}', "application/json", 400, "body_malformed"),
        (b"title=a", "application/x-www-form-urlencoded", 415, "media_type_refused"),
    ],
)
async def test_a_bad_body_gets_its_own_refusal(
    server: Any, body: bytes, media_type: str, status: int, code: str
) -> None:
    async with server.send("POST", ITEMS, data=body, headers={"Content-Type": media_type}) as answer:
        assert (answer.status, (await answer.json())["code"]) == (status, code)


async def test_a_body_that_is_announced_too_large_is_not_read(server: Any) -> None:
    body = io.BytesIO(b"a" * ((1 << 20) + 1))
    async with server.send("POST", ITEMS, data=body, headers={"Content-Type": "application/json"}) as answer:
        assert (answer.status, (await answer.json())["code"]) == (413, "body_too_large")


async def test_a_body_without_a_length_is_cut_at_the_limit(server: Any) -> None:
    async def pieces() -> Any:
        for _ in range(40):
            yield b"a" * 65536

    async with server.send("POST", ITEMS, data=pieces(), headers={"Content-Type": "application/json"}) as answer:
        assert answer.status == 413


async def test_what_was_made_tells_where_it_is(server: Any) -> None:
    async with server.send("POST", ITEMS, json={"title": "M"}) as answer:
        assert (answer.status, answer.headers["Location"], answer.headers["ETag"][:3]) == (201, ITEM, '"1-')


async def test_merged_ids_lead_on_and_gone_ones_say_so(server: Any) -> None:
    async with server.get(f"{ITEMS}/0198c0de-0000-7000-8000-000000000003") as answer:
        assert (answer.status, answer.headers["Location"]) == (308, ITEM)
    async with server.get(f"{ITEMS}/0198c0de-0000-7000-8000-000000000002") as answer:
        assert (answer.status, (await answer.json())["code"]) == (410, "gone")
    async with server.get(f"{ITEMS}/nonsense") as answer:
        assert (answer.status, (await answer.json())["code"]) == (404, "route_not_found")


async def test_an_unforeseen_error_tells_nothing_but_its_request_id(server: Any, caplog: Any) -> None:
    async with server.get("/api/v1/burst") as answer:
        problem = await answer.json()
    assert answer.status == 500
    assert problem["code"] == "internal"
    assert "secret" not in json.dumps(problem)
    assert problem["request_id"] == answer.headers["X-Request-Id"]
    assert problem["request_id"] in caplog.text


async def test_a_wrong_method_is_told_the_right_ones(server: Any) -> None:
    async with server.send("DELETE", ITEMS) as answer:
        assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS, POST")
    async with server.send("OPTIONS", ITEMS) as answer:
        assert (answer.status, answer.headers["Allow"]) == (204, "GET, HEAD, OPTIONS, POST")


async def test_every_answer_carries_the_walls(server: Any) -> None:
    for path in (ITEMS, "/healthz", "/nowhere", "/api/v1/docs"):
        async with server.get(path) as answer:
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
            assert answer.headers["Server"] == "mediad"


async def test_the_front_door_leads_to_the_page(server_with: Callable[..., Any]) -> None:
    server = await server_with(base_path="/media/")
    for path in ("/", "/media", "/media/"):
        async with server.get(path, key=None) as answer:
            assert (answer.status, answer.headers["Location"]) == (302, "/media/api/v1/docs")
    for path in ("/mediax", "/media/media", "/media//"):
        async with server.get(path, key=None) as answer:
            assert answer.status == 404
    async with server.get("/media/api/v1/docs", key=None) as answer:
        text = await answer.text()
        policy = answer.headers["Content-Security-Policy"]
    assert answer.status == 200
    assert policy.count("'sha256-") == text.count("<script>") + text.count("<style>") == 2
    assert not any(mark in text for mark in ("http://", "https://", "src=", "@import", "url("))


async def test_readiness_follows_the_database_and_health_does_not(server: Any) -> None:
    async with server.get("/readyz", key=None) as answer:
        assert answer.status == 200
    server.store.state = "down"
    async with server.get("/readyz", key=None) as answer:
        assert (answer.status, (await answer.json())["remedy"]) == (503, "Start the database.")
    async with server.get("/healthz", key=None) as answer:
        assert answer.status == 200
