"""Protocols of plugins at the root of a real server: whose sign-in is asked, and who sees what of it."""

from __future__ import annotations

import asyncio
import io
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from fakes import MemorySource

from mediad.accounts.identities import Identity
from mediad.host.people import Vouched
from mediad.http.answers import Answer
from mediad.http.deliveries import Deliveries
from mediad.http.dispatch import Dispatcher, Surroundings
from mediad.http.options import HttpOptions
from mediad.http.replies import Replies
from mediad.http.route import API, Call, Route
from mediad.http.server import serve
from mediad.storage.ports.viewer import Viewer
from mediad_sdk.errors import AuthError, MediadError, NotFound, Unavailable
from mediad_sdk.values import http as sdk
from mediad_sdk.values.delivery import Caller, Delivery
from mediad_sdk.values.http import Request, Response, Transcode

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ANN = Identity(
    account=7, uid="ann", name="Ann", role="guest", permissions=frozenset({"items.read", "files.read"}), editable=(),
    viewer=Viewer(account=7, libraries=(1,)), libraries=None,
)  # fmt: skip


@dataclass
class House:
    """What a protocol stands on: files and conversions from memory."""

    vouched: Vouched = field(default_factory=Vouched)
    viewers: list[Viewer] = field(default_factory=list)
    converting: int = 0
    converted: list[Transcode] = field(default_factory=list)

    async def open(self, viewer: Viewer, uid: str) -> Any:
        self.viewers.append(viewer)
        if uid != "song":
            raise NotFound(f"There is no file {uid}.")
        return SimpleNamespace(
            source=MemorySource(bytes(range(256))), name="a.flac", media_type="audio/flac", path=b"a", root_path=b"/"
        )

    def mime(self, wanted: Transcode) -> str:
        return f"audio/{wanted.container}"

    @asynccontextmanager
    async def stream(self, viewer: Viewer, wanted: Transcode) -> AsyncIterator[AsyncIterator[bytes]]:
        self.converted.append(wanted)
        if wanted.file != "song":
            raise Unavailable("Too many run.", retry_after=7)
        self.converting += 1

        async def chunks() -> AsyncIterator[bytes]:
            for _ in range(3 if wanted.container == "mp3" else 1_000_000):
                yield b"x" * 1000
                await asyncio.sleep(0)

        try:
            yield chunks()
        finally:
            self.converting -= 1


@dataclass
class Spoken:
    """A running server that speaks a protocol."""

    session: aiohttp.ClientSession
    address: str
    house: House
    deliveries: Deliveries
    core: Any
    signed: list[Request] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def get(self, path: str, method: str = "GET", **given: Any) -> Any:
        return self.session.request(method, self.address + path, allow_redirects=False, **given)

    async def said(self, path: str, method: str = "GET", **given: Any) -> tuple[int, Any]:
        async with self.get(path, method, **given) as answer:
            return answer.status, await answer.json(content_type=None)

    def protocol(self, *routes: sdk.Route, **given: Any) -> Delivery:
        async def sign_in(request: Request) -> Caller | None:
            self.signed.append(request)
            match request.one("p"):
                case "good":
                    return self.house.vouched.note(ANN)
                case "forged":
                    return Caller(user="ann", name="Ann", permissions=frozenset({"*"}))
                case "":
                    return None
            raise AuthError("Wrong password.")

        def refuse(request: Request, error: MediadError) -> Response:
            if request.one("f") == "broken":
                raise ValueError
            return Response(status=202, json={"failed": error.code, "saw": sorted(request.parameters)})

        return Delivery(**{
            "id": "toy", "label": "Toy", "prefix": "/rest", "routes": routes or self.routes(), "sign_in": sign_in,
            "refuse": refuse, "credentials": ("p",), **given,
        })  # fmt: skip

    def routes(self) -> tuple[sdk.Route, ...]:
        async def echo(request: Request) -> Response:
            self.asked.append(request)
            return Response(json={"user": request.user, "path": request.path, "given": dict(request.parameters)})

        async def burst(_: Request) -> Response:
            raise RuntimeError("secret inside")

        async def sound(request: Request) -> Response:
            return Response(file=request.one("id"))

        async def live(request: Request) -> Response:
            return Response(transcode=Transcode(file=request.one("id"), container=request.one("format")))

        named = {"echo": ("items.read", echo), "open": ("public", echo), "burst": ("items.read", burst),
                 "manage": ("libraries.manage", echo), "sound": ("files.read", sound),
                 "live": ("files.read", live)}  # fmt: skip
        return tuple(
            sdk.Route(method=method, path=f"/{name}", permission=permission, handler=handler)
            for name, (permission, handler) in named.items()
            for method in ("GET", "POST")
        )


@asynccontextmanager
async def speaking(**options: Any) -> AsyncIterator[Spoken]:
    async def health(_: Call[None, None]) -> Answer:
        return Answer(body=b"{}")

    core = [
        Route(method="GET", path=path, name=name, permission=permission, handler=health, summary="x")
        for name, path, permission in (("health", "/healthz", "public"), ("things", f"{API}/things", "items.read"))
    ]
    house = House()
    replies = Replies(files=house, live=house)
    deliveries = Deliveries(replies, house.vouched)
    chosen = HttpOptions(**{"port": 0, **options})

    class Nobody:
        def recall(self, token: str) -> None:
            return None

        def proven(self, token: str) -> bool:
            return False

        async def of(self, token: str) -> None:
            return None

    dispatcher = Dispatcher(core, chosen, Surroundings(authenticator=Nobody(), deliveries=deliveries))  # type: ignore[arg-type]
    async with serve(dispatcher, chosen) as listening, aiohttp.ClientSession() as session:
        yield Spoken(session, f"http://127.0.0.1:{listening.port}", house, deliveries, dispatcher.router)


@pytest.fixture
async def server() -> AsyncIterator[Spoken]:
    async with speaking() as made:
        assert made.deliveries.mount("toys", [made.protocol()], made.core) == []
        yield made


async def test_only_the_sign_in_sees_credentials(server: Spoken) -> None:
    headers = {"Authorization": "Bearer secret", "Cookie": "a=b"}
    status, said = await server.said("/rest/echo?p=good&q=1&q=2", headers=headers)
    assert (status, said) == (200, {"user": "ann", "path": "/echo", "given": {"q": ["1", "2"]}})
    [signed], [asked] = server.signed, server.asked
    assert (signed.one("p"), signed.headers["authorization"]) == ("good", "Bearer secret")
    assert not {"authorization", "cookie"} & set(asked.headers)
    assert "good" not in repr(asked)
    status, said = await server.said("/rest/echo", "POST", data={"p": "good", "q": ["3", "4"]})
    assert said["given"] == {"q": ["3", "4"]}
    assert "good" not in repr(server.asked[1])
    assert await server.said("/rest/open?p=good") == (200, {"user": "", "path": "/open", "given": {}})
    assert len(server.signed) == 2


@pytest.mark.parametrize(
    ("path", "method", "code"),
    [
        ("/rest/echo?p=bad", "GET", "auth_failed"), ("/rest/echo?p=forged", "GET", "auth_failed"),
        ("/rest/echo", "GET", "auth_failed"), ("/rest/manage?p=good", "GET", "forbidden"),
        ("/rest/nowhere", "GET", "route_not_found"), ("/rest", "GET", "route_not_found"),
        ("/rest/echo?p=good", "DELETE", "method_not_allowed"), ("/rest/burst?p=good", "GET", "internal"),
        ("/rest/sound?p=good&id=other", "GET", "not_found"), ("/rest/live?p=good&id=other", "GET", "unavailable"),
        ("/rest/echo?p=good&q=%00", "GET", "query_invalid"),
    ],
)  # fmt: skip
async def test_every_failure_has_the_shape_of_the_protocol(server: Spoken, path: str, method: str, code: str) -> None:
    status, said = await server.said(path, method)
    assert (status, said["failed"]) == (202, code)
    assert "p" not in said["saw"]


async def test_a_body_that_is_too_large_and_a_foreign_host_have_its_shape_too(server: Spoken) -> None:
    status, said = await server.said("/rest/echo?p=good", "POST", data=io.BytesIO(b"x" * (1 << 21)))
    assert (status, said["failed"]) == (202, "body_too_large")
    status, said = await server.said("/rest/echo?p=good", headers={"Host": "elsewhere.example"})
    assert said["failed"] == "host_refused"
    async with server.get("/rest/live?p=good&id=other") as answer:
        assert answer.headers["Retry-After"] == "7"
    async with server.get("/rest/echo?p=good", "DELETE") as answer:
        assert "GET" in answer.headers["Allow"]
        assert "WWW-Authenticate" not in answer.headers


async def test_a_protocol_that_cannot_refuse_gets_the_shape_of_the_daemon(server: Spoken) -> None:
    async with server.get("/rest/echo?p=bad&f=broken") as answer:
        assert answer.content_type == "application/problem+json"
        assert "secret" not in await answer.text()
    async with server.get("/elsewhere") as answer:
        assert (answer.status, answer.content_type) == (404, "application/problem+json")


async def test_an_address_that_fails_too_often_waits_and_success_does_not_count() -> None:
    async with speaking(anonymous_limit=5) as server:
        server.deliveries.mount("toys", [server.protocol()], server.core)
        for _ in range(20):
            assert (await server.said("/rest/echo?p=good"))[0] == 200
        codes = [(await server.said("/rest/echo?p=bad"))[1]["failed"] for _ in range(7)]
        assert codes == ["auth_failed"] * 5 + ["too_many_requests"] * 2
        assert len(server.signed) == 25


@pytest.mark.parametrize(
    ("prefix", "why"),
    [
        ("/api", "daemon"), ("/api/v1/plugins/toys", "daemon"), ("/healthz", "daemon"), ("/healthz/more", "daemon"),
        ("/rest", "which toys has"), ("/rest/below", "which toys has"), ("rest", "no prefix"), ("/", "no prefix"),
        ("/a/", "no prefix"), ("/{a}", "no prefix"), ("/Rest", "no prefix"),
    ],
)  # fmt: skip
async def test_a_prefix_that_is_anothers_is_refused_by_name(server: Spoken, prefix: str, why: str) -> None:
    [refusal] = server.deliveries.mount("thief", [server.protocol(prefix=prefix)], server.core)
    assert (refusal.instance, refusal.route) == ("thief", prefix)
    assert why in refusal.reason
    assert server.deliveries.mounted() == {"/rest": "toys"}


async def test_a_route_without_a_known_permission_is_refused(server: Spoken) -> None:
    route = server.routes()[0]
    for wrong in ({"permission": "everything"}, {"permission": ""}, {"method": "LOOK"}, {"path": "no slash"}):
        given = {name: getattr(route, name) for name in ("method", "path", "permission", "handler")} | wrong
        [refusal] = server.deliveries.mount(
            "thief", [server.protocol(sdk.Route(**given), prefix="/other")], server.core
        )
        assert "route" in refusal.reason


async def test_a_protocol_is_swapped_and_taken_away_at_run_time(server: Spoken) -> None:
    assert (await server.said("/rest/echo?p=good"))[0] == 200
    assert server.deliveries.mount("toys", [server.protocol(prefix="/other")], server.core) == []
    assert (await server.said("/rest/echo?p=good"))[0] == 404
    assert (await server.said("/other/echo?p=good"))[0] == 200
    server.deliveries.unmount("toys")
    assert (await server.said("/other/echo?p=good"))[0] == 404
    assert (await server.said("/healthz"))[0] == 200


async def test_a_file_is_sent_by_the_daemon_for_the_eyes_of_the_caller(server: Spoken) -> None:
    async with server.get("/rest/sound?p=good&id=song", headers={"Range": "bytes=10-19"}) as answer:
        assert (answer.status, answer.content_type) == (206, "audio/flac")
        assert await answer.read() == bytes(range(10, 20))
        assert answer.headers["ETag"]
    async with server.get("/rest/sound?p=good&id=song", "HEAD") as answer:
        assert answer.headers["Content-Length"] == "256"
    assert server.house.viewers == [ANN.viewer, ANN.viewer]


async def test_a_conversion_leaves_while_it_is_made_and_ends_when_the_client_goes(server: Spoken) -> None:
    async with server.get("/rest/live?p=good&id=song&format=mp3") as answer:
        assert (answer.content_type, await answer.read()) == ("audio/mp3", b"x" * 3000)
    async with server.get("/rest/live?p=good&id=song&format=endless", "HEAD") as answer:
        assert answer.content_type == "audio/endless"
    assert len(server.house.converted) == 1
    async with server.get("/rest/live?p=good&id=song&format=endless") as answer:
        await answer.content.readexactly(10_000)
        assert server.house.converting == 1
        answer.close()
    async with asyncio.timeout(5):
        while server.house.converting:
            await asyncio.sleep(0.01)


async def test_a_client_that_takes_nothing_gives_its_place_to_others(server: Spoken) -> None:
    made = server.deliveries._mounted["/rest"].replies
    made.stalled = 0.3
    async with server.get("/rest/live?p=good&id=song&format=endless") as answer:
        await answer.content.readexactly(1000)
        async with asyncio.timeout(5):
            while server.house.converting:
                await asyncio.sleep(0.05)  # nothing is read meanwhile
        answer.close()


async def test_a_protocol_lies_below_the_path_that_a_proxy_leaves() -> None:
    async with speaking(base_path="/media") as server:
        server.deliveries.mount("toys", [server.protocol()], server.core)
        assert (await server.said("/media/rest/echo?p=good"))[1]["path"] == "/echo"
