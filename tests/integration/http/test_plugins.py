"""Routes of plugins, mounted and taken away while the daemon serves."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest

from mediad_sdk.errors import NotFound
from mediad_sdk.values.http import Request, Response, Route

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

OPDS = "/api/v1/plugins/opds"


def echo(text: str, **given: Any) -> Route:
    async def handler(request: Request) -> Response:
        said = {"text": text, "path": request.path, "params": dict(request.params), "query": dict(request.query)}
        seen = {"headers": dict(request.headers), "user": request.user, "body": request.body.decode()}
        return Response(json=said | seen)

    return Route(**{"method": "GET", "path": "/books/{name}", "permission": "items.read", "handler": handler} | given)


async def test_a_plugin_answers_below_its_own_path(server: Any) -> None:
    routes = [echo("one"), echo("two", method="POST", path="/")]
    assert server.plugins.mount("opds", routes, server.dispatcher.router) == []
    async with server.get(f"{OPDS}/books/a%2Fb%20c?q=1", key="guest-key") as answer:
        said = await answer.json()
    assert said | {"headers": 0} == {
        "text": "one", "path": "/books/a%2Fb%20c", "params": {"name": "a/b c"}, "query": {"q": "1"}, "headers": 0,
        "user": "u2", "body": "",
    }  # fmt: skip
    assert "authorization" not in said["headers"]
    async with server.send("POST", f"{OPDS}/", data=b"hello") as answer:
        assert (await answer.json())["body"] == "hello"
    async with server.send("PUT", f"{OPDS}/books/x") as answer:
        assert answer.status == 405
    for path, key, status in (("/books/x", None, 401), ("/nowhere", "admin-key", 404)):
        async with server.get(OPDS + path, key=key) as answer:
            assert answer.status == status


async def test_mounted_routes_are_described_as_long_as_they_are_there(server: Any) -> None:
    async def described() -> dict[str, Any]:
        async with server.get("/api/v1/openapi.json", key=None) as answer:
            paths: dict[str, Any] = (await answer.json())["paths"]
        return {path: methods for path, methods in paths.items() if path.startswith(OPDS)}

    assert await described() == {}
    routes = [echo("one", summary="A book."), echo("two", method="POST", path="/books")]
    server.plugins.mount("opds", routes, server.dispatcher.router)
    shown = await described()
    book, made = shown[f"{OPDS}/books/{{name}}"]["get"], shown[f"{OPDS}/books"]["post"]
    assert (book["summary"], book["x-permission"], book["tags"]) == ("A book.", "items.read", ["opds"])
    assert [each["name"] for each in book["parameters"]] == ["name"]
    assert book["operationId"] != made["operationId"]
    assert "requestBody" in made
    server.plugins.unmount("opds")
    assert await described() == {}


async def test_routes_are_swapped_and_taken_away_at_run_time(server: Any) -> None:
    statuses = []
    for text in ("old", "new", None):
        if text is None:
            server.plugins.unmount("opds")
        else:
            server.plugins.mount("opds", [echo(text)], server.dispatcher.router)
        async with server.get(f"{OPDS}/books/x") as answer:
            statuses.append((await answer.json()).get("text"))
            assert b'": ' not in await answer.read()  # as every answer: without blanks
    assert statuses == ["old", "new", None]


async def test_a_running_answer_ends_on_the_code_it_began_with(server: Any) -> None:
    go = asyncio.Event()

    async def chunks() -> AsyncIterator[bytes]:
        yield b"one "
        await go.wait()
        yield b"two"

    async def handler(_: Request) -> Response:
        return Response(body=chunks(), content_type="text/plain", headers={"Set-Cookie": "a=b", "X-Own": "1"})

    server.plugins.mount("opds", [echo("", handler=handler)], server.dispatcher.router)
    async with server.get(f"{OPDS}/books/x") as answer:
        server.plugins.unmount("opds")
        go.set()
        assert await answer.read() == b"one two"
        assert ("Set-Cookie" in answer.headers, answer.headers["X-Own"]) == (False, "1")


async def test_an_answer_that_breaks_off_is_cut_and_not_ended(server: Any) -> None:
    async def chunks() -> AsyncIterator[bytes]:
        yield b"one "
        raise RuntimeError("broken")

    async def handler(_: Request) -> Response:
        return Response(body=chunks(), content_type="text/plain")

    server.plugins.mount("opds", [echo("", handler=handler)], server.dispatcher.router)
    with pytest.raises(aiohttp.ClientError):
        async with server.get(f"{OPDS}/books/x") as answer:
            await answer.read()


async def test_refused_routes_name_their_plugin_and_the_others_are_served(server: Any) -> None:
    refusals = server.plugins.mount(
        "opds",
        [
            echo("none", permission=""),
            echo("open", permission="public"),
            echo("odd", method="FETCH"),
            echo("twice"),
            echo("again", path="/books/{title}"),
        ],
        server.dispatcher.router,
    )
    assert [(refusal.instance, refusal.route, refusal.reason) for refusal in refusals] == [
        ("opds", "GET /books/{name}", "names no permission"),
        ("opds", "GET /books/{name}", "is public, which is the daemon's to decide"),
        ("opds", "FETCH /books/{name}", "has an unknown method 'FETCH'"),
        ("opds", "GET /books/{title}", "is declared twice"),
    ]
    async with server.get(f"{OPDS}/books/x") as answer:
        assert (await answer.json())["text"] == "twice"


async def test_what_a_plugin_refuses_becomes_a_problem(server: Any) -> None:
    async def handler(_: Request) -> Response:
        raise NotFound("no such book")

    server.plugins.mount("opds", [echo("", handler=handler)], server.dispatcher.router)
    async with server.get(f"{OPDS}/books/x") as answer:
        assert (answer.status, (await answer.json())["detail"]) == (404, "no such book")
