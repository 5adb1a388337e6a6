"""Who gets in: keys, permissions, the limit for strangers, names, origins, proxies."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mediad.http.route import PUBLIC, PUBLIC_ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Callable

ITEMS = "/api/v1/items"
COOKIE = {"Cookie": "mediad_session=admin-key"}


async def test_without_a_key_only_the_listed_addresses_answer(server: Any) -> None:
    routes = [found.route for found in _operations(server)]
    assert len(routes) > 8
    for route in routes:
        path = route.path.replace("{id:uuid}", "0198c0de-0000-7000-8000-000000000001")
        async with server.send(route.method, path, key=None) as answer:
            public = (route.method, route.path) in PUBLIC_ADDRESSES
            assert (route.permission == PUBLIC) == public
            assert (answer.status == 401) != public, route


def _operations(server: Any) -> list[Any]:
    nodes, found = [server.dispatcher.router._root], []
    while nodes:
        node = nodes.pop()
        found += node.methods.values()
        nodes += [*node.literals.values(), *node.parameters.values()]
    return found


async def test_a_wrong_key_is_no_key(server: Any) -> None:
    async with server.get(ITEMS, key="admin-kez") as answer:
        assert (answer.status, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="mediad"')
    async with server.get(ITEMS, key=None, headers={"Authorization": "Basic YWRtaW4="}) as answer:
        assert answer.status == 401


async def test_a_guest_may_read_and_not_edit(server: Any) -> None:
    async with server.get(ITEMS, key="guest-key") as answer:
        assert answer.status == 200
    async with server.send("POST", ITEMS, key="guest-key", json={"title": "x"}) as answer:
        assert (answer.status, (await answer.json())["code"]) == (403, "forbidden")
    async with server.get("/metrics", key="guest-key") as answer:
        assert answer.status == 403


async def test_strangers_get_so_many_requests_and_then_a_pause(server_with: Callable[..., Any]) -> None:
    server = await server_with(anonymous_limit=3)
    statuses = []
    for path in (ITEMS, "/nowhere", "/api/v1/docs", "/api/v1/docs"):
        async with server.get(path, key=None, headers={"X-Forwarded-For": f"10.0.0.{len(statuses)}"}) as answer:
            statuses.append(answer.status)
            last = answer
    assert statuses == [401, 404, 200, 429]
    assert 1 <= int(last.headers["Retry-After"]) <= 60
    assert last.headers["RateLimit-Policy"] == '"anonymous";q=3;w=60'
    for path in ("/healthz", "/readyz"):
        async with server.get(path, key=None) as answer:
            assert answer.status == 200


async def test_an_address_over_its_limit_costs_no_look_up_and_locks_no_key_out(
    server_with: Callable[..., Any],
) -> None:
    server = await server_with(anonymous_limit=2)

    async def status(key: str, path: str = ITEMS) -> int:
        async with server.get(path, key=key) as answer:
            return int(answer.status)

    assert [await status("guest-key") for _ in range(4)] == [200] * 4
    assert [await status(guess) for guess in ("a", "b", "c", "c", "admin-key")] == [401, 401, 429, 429, 429]
    assert await status("d", "/healthz") == 200
    assert server.accounts.looked_up == ["guest-key", "a", "b"]
    server.accounts.remembered["guest-key"] = None  # rights changed: proven, but to be looked up anew
    assert await status("guest-key") == 200
    assert server.accounts.looked_up == ["guest-key", "a", "b", "guest-key"]


async def test_wrong_keys_that_come_at_once_share_the_limit(server_with: Callable[..., Any]) -> None:
    server = await server_with(anonymous_limit=3)

    async def status(key: str) -> int:
        async with server.get(ITEMS, key=key) as answer:
            return int(answer.status)

    found = await asyncio.gather(*(status(f"guess {number}") for number in range(12)))
    assert sorted(found) == [401] * 3 + [429] * 9
    assert len(server.accounts.looked_up) == 3


async def test_forwarded_addresses_count_only_behind_a_configured_proxy(server_with: Callable[..., Any]) -> None:
    behind = await server_with(anonymous_limit=1, trusted_proxies=("127.0.0.0/8",))
    for address, status in (("198.51.100.1", 401), ("198.51.100.2", 401), ("198.51.100.1", 429)):
        async with behind.get(ITEMS, key=None, headers={"X-Forwarded-For": f"1.1.1.1, {address}"}) as answer:
            assert answer.status == status
    assert [exchange.peer.address for exchange in behind.seen][:2] == ["198.51.100.1", "198.51.100.2"]


async def test_a_request_id_is_taken_over_from_a_proxy_alone(server_with: Callable[..., Any]) -> None:
    proxy = ("127.0.0.1",)
    for proxies, given, taken in (((), "abcd-1234", False), (proxy, "abcd-1234", True), (proxy, "a b", False)):
        server = await server_with(trusted_proxies=proxies)
        async with server.get(ITEMS, headers={"X-Request-Id": given}) as answer:
            assert (answer.headers["X-Request-Id"] == given) is taken


@pytest.mark.parametrize(
    ("host", "status"),
    [("127.0.0.1", 200), ("[::1]:8484", 200), ("localhost:1", 200), ("NAS.example", 200), ("a.lan", 200),
     ("evil.example", 421), ("lan", 421), ("nas.example.evil.example", 421), ("a b", 400), ("", 400)],
)  # fmt: skip
async def test_the_daemon_answers_to_its_own_names(server_with: Callable[..., Any], host: str, status: int) -> None:
    server = await server_with(allowed_hosts=("nas.example", "*.lan"))
    async with server.get(ITEMS, headers={"Host": host}) as answer:
        assert answer.status == status


async def test_a_cookie_needs_a_page_of_our_own_to_change_anything(server: Any) -> None:
    own = f"http://127.0.0.1:{server.port}"
    cases: list[tuple[dict[str, str], int]] = [
        ({}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": own}, 201),
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
    ]
    for headers, status in cases:
        async with server.send("POST", ITEMS, key=None, json={"title": "x"}, headers=COOKIE | headers) as answer:
            assert answer.status == status, headers
    async with server.get(ITEMS, key=None, headers=COOKIE) as answer:
        assert answer.status == 200


async def test_a_foreign_page_with_a_key_needs_to_be_on_the_list(server_with: Callable[..., Any]) -> None:
    server = await server_with(cors_origins=("https://ui.example",))
    for origin, status in (("https://evil.example", 403), ("https://ui.example", 201)):
        async with server.send("POST", ITEMS, json={"title": "x"}, headers={"Origin": origin}) as answer:
            assert answer.status == status
            assert answer.headers.get("Access-Control-Allow-Origin") == (origin if status == 201 else None)
        asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        async with server.send("OPTIONS", ITEMS, key=None, headers=asked) as answer:
            assert ("Access-Control-Allow-Methods" in answer.headers) is (status == 201)


async def test_what_a_browser_asks_before_it_sends_counts_against_nobody(server_with: Callable[..., Any]) -> None:
    server = await server_with(cors_origins=("https://ui.example",), anonymous_limit=1)

    async def status(origin: str, method: str = "OPTIONS") -> int:
        asked = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        async with server.send(method, ITEMS, key=None, headers=asked) as answer:
            return int(answer.status)

    assert [await status("https://ui.example") for _ in range(3)] == [204] * 3
    assert [await status("https://evil.example") for _ in range(2)] == [204, 429]
    assert await status("https://ui.example", "GET") == 429


async def test_metrics_need_a_key_even_on_this_machine(server: Any) -> None:
    for key, status in ((None, 401), ("admin-key", 200)):
        async with server.get("/metrics", key=key) as answer:
            assert answer.status == status


async def test_what_was_seen_of_a_request_reaches_the_observers(server: Any) -> None:
    async with server.get(f"{ITEMS}?cursor=secret") as answer:
        await answer.read()
    (seen,) = server.seen
    assert (seen.status, seen.route.name, seen.actor.name) == (400, "list_items", "administrator")
    assert seen.peer.address == "127.0.0.1"
    assert seen.size > 100
    assert seen.seconds > 0
