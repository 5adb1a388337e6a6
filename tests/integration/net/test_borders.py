from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import ssl
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

import pytest
from aiohttp import web
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sites import Site, raw, site

from mediad.net.grants import Grant
from mediad_sdk.errors import Forbidden, Invalid, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable
    from pathlib import Path

    from conftest import Out

    Make = Callable[..., Awaitable[Out]]

INTERNET = "127.0.0.2"
"""An address of this machine that the tests take for one of the Internet."""
NAMES = {"api.example.org": [INTERNET], "cdn.example.org": [INTERNET], "evil.example.org": ["127.0.0.1"]}


async def resolve(host: str, port: int) -> list[str]:
    return NAMES.get(host.lower().rstrip("."), [host])


@pytest.fixture
async def out(out_with: Make) -> Out:
    return await out_with(resolve, allow_private=[INTERNET])


@pytest.fixture
async def both() -> AsyncIterator[tuple[Site, Site]]:
    async with AsyncExitStack() as stack:
        while True:
            internet = await stack.enter_async_context(site(says("internet"), host=INTERNET))
            with contextlib.suppress(OSError):  # somebody else has the port there
                yield internet, await stack.enter_async_context(site(says("canary"), port=internet.port))
                return


@pytest.fixture
def internet(both: tuple[Site, Site]) -> Site:
    return both[0]


@pytest.fixture
def canary(both: tuple[Site, Site]) -> Site:
    """A server on the loopback interface, at the same port, that nobody may reach."""
    return both[1]


def says(text: str) -> Any:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(text=text)

    return answer


def redirects(to: str, status: int = 302) -> Any:
    async def answer(request: web.Request) -> web.Response:
        if request.path == "/end":
            return web.Response(text="end")
        return web.Response(status=status, headers={"Location": to}, text="moved")

    return answer


async def test_without_the_permission_nothing_is_asked_and_the_remedy_names_the_key(out: Out, canary: Site) -> None:
    http = out.net.lend("plugin", Grant)
    with pytest.raises(Forbidden, match="no permission to use the network") as caught:
        await http.get(canary.url())
    assert '[permissions] network = { reason = "...", hosts = ["127.0.0.1"] }' in caught.value.remedy
    with pytest.raises(Forbidden):
        async with http.stream("GET", canary.url()):
            pytest.fail("it began")
    assert canary.asked == []


async def test_a_permission_that_is_taken_back_holds_at_once(out: Out, internet: Site) -> None:
    grants = [Grant(hosts=("api.example.org",)), Grant()]
    http = out.net.lend("plugin", lambda: grants.pop(0))
    await http.get(internet.url(host="api.example.org"), cache=60)
    with pytest.raises(Forbidden):
        await http.get(internet.url(host="api.example.org"), cache=60)


async def test_only_declared_hosts_are_asked(out: Out, internet: Site) -> None:
    http = out.lend(hosts=("*.example.org",), named=())
    assert (await http.get(internet.url(host="api.example.org"))).text == "internet"
    assert (await http.get(internet.url(host="API.example.org."))).text == "internet"
    for host in ("example.org", "example.com", "api.example.org.evil.com", "notexample.org", INTERNET):
        with pytest.raises(Forbidden, match="did not declare") as caught:
            await http.get(internet.url(host=host))
        assert "`[permissions] network`" in caught.value.remedy
    assert len(internet.asked) == 2


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f.1",
        "017700000001",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "0.0.0.0",
        "evil.example.org",
    ],
)
async def test_no_host_leads_to_this_machine_that_no_administrator_named(
    out_with: Make, canary: Site, host: str
) -> None:
    out = await out_with(None if host != "evil.example.org" else resolve)
    with pytest.raises(Forbidden, match="on this machine or in its network") as caught:
        await out.lend(hosts=("*",), named=()).get(canary.url(host=host))
    assert "`allow_private`" in caught.value.remedy
    assert canary.asked == []


async def test_what_an_administrator_named_may_be_private_at_its_port_alone(out: Out, canary: Site) -> None:
    http = out.lend(hosts=(), named=(f"127.0.0.1:{canary.port}",))
    assert (await http.get(canary.url())).text == "canary"
    with pytest.raises(Forbidden):
        await http.get(f"http://127.0.0.1:{canary.port + 1}/")


async def test_a_connection_to_a_private_host_is_not_lent_to_who_may_not_go_there(out: Out, canary: Site) -> None:
    named = out.lend("one", named=("evil.example.org",))
    assert (await named.get(canary.url(host="evil.example.org"))).text == "canary"
    with pytest.raises(Forbidden):
        await out.lend("two", hosts=("*",), named=()).get(canary.url(host="evil.example.org"))
    assert len(canary.asked) == 1


async def test_a_name_that_changes_its_mind_is_not_followed(out_with: Make, internet: Site, canary: Site) -> None:
    asked: list[str] = []

    async def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return [INTERNET] if len(asked) == 1 else ["127.0.0.1"]

    out = await out_with(rebinding, allow_private=[INTERNET])
    http = out.lend(hosts=("api.example.org",), named=())
    internet.answer = says("x")
    await http.get(internet.url(host="api.example.org"))
    assert asked == ["api.example.org"], "it was asked once for the check and the connection together"
    assert internet.asked[0].headers["Host"] == f"api.example.org:{internet.port}"
    await http.get(internet.url(host="api.example.org"))  # over the same connection
    await asyncio.gather(
        *(http.get(internet.url(f"/{n}", host="api.example.org")) for n in range(5)), return_exceptions=True
    )
    assert len(asked) > 1
    assert canary.asked == []


async def test_of_several_addresses_the_private_ones_are_left_out(out_with: Make, internet: Site, canary: Site) -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["127.0.0.1", INTERNET]

    out = await out_with(both, allow_private=[INTERNET])
    answer = await out.lend(hosts=("api.example.org",), named=()).get(internet.url(host="api.example.org"))
    assert (answer.text, canary.asked) == ("internet", [])


async def test_the_next_address_is_tried_when_one_does_not_answer(out_with: Make, internet: Site) -> None:
    async def both(host: str, port: int) -> list[str]:
        return ["127.0.0.3", INTERNET]

    out = await out_with(both, allow_private=["127.0.0.0/8"])
    answer = await out.lend(hosts=("api.example.org",), named=()).get(internet.url(host="api.example.org"))
    assert answer.text == "internet"


@pytest.mark.parametrize("to", ["http://127.0.0.1:{}/", "http://evil.example.org:{}/", "//127.0.0.1:{}/"])
async def test_a_redirect_leads_nowhere_that_a_call_may_not_go(out: Out, internet: Site, canary: Site, to: str) -> None:
    internet.answer = redirects(to.format(canary.port))
    for hosts in (("api.example.org",), ("*",)):
        with pytest.raises(Forbidden):
            await out.lend(hosts=hosts, named=()).get(internet.url(host="api.example.org"))
    assert canary.asked == []


async def test_a_redirect_to_another_origin_takes_no_credentials_along(out: Out, internet: Site) -> None:
    internet.answer = redirects(internet.url("/end", host="cdn.example.org"))
    http = out.lend(hosts=("*.example.org",), named=())
    headers = {"X-Api-Key": "k", "Accept": "image/png", "Cookie": "a=b"}
    client = http.to(internet.url(host="api.example.org"), auth="token", headers=headers)
    assert (await client.get("x")).text == "end"
    first, second = (asked.headers for asked in internet.asked)
    assert (first["Authorization"], first["X-Api-Key"], first["Cookie"]) == ("Bearer token", "k", "a=b")
    assert not {"Authorization", "X-Api-Key", "Cookie"} & set(second)
    assert second["Accept"] == "image/png"
    assert second["Host"] == f"cdn.example.org:{internet.port}"


async def test_a_redirect_within_an_origin_keeps_what_was_asked(out: Out, internet: Site) -> None:
    http = out.lend(hosts=("*.example.org",), named=())
    for status, method in ((302, "GET"), (303, "GET"), (307, "POST"), (308, "POST")):
        internet.answer, internet.asked[:], internet.bodies[:] = redirects("/end", status), [], []
        await http.post(internet.url("/a", host="api.example.org"), json=1, headers={"X-Key": "k"})
        assert internet.asked[1].method == method
        assert internet.asked[1].headers["X-Key"] == "k"
        assert internet.bodies[1] == (b"1" if method == "POST" else b"")


async def test_a_body_is_not_handed_to_another_origin(out: Out, internet: Site) -> None:
    internet.answer = redirects(internet.url("/end", host="cdn.example.org"), 307)
    with pytest.raises(Unavailable, match="redirects a body"):
        await out.lend(hosts=("*.example.org",), named=()).post(internet.url(host="api.example.org"), json="secret")
    assert len(internet.asked) == 1


async def test_redirects_end(out: Out, internet: Site) -> None:
    internet.answer = redirects("/again")
    http = out.lend(hosts=("api.example.org",), named=())
    with pytest.raises(Unavailable, match="redirects more than 5 times"):
        await http.get(internet.url(host="api.example.org"))
    assert len(internet.asked) == 6
    assert (await http.get(internet.url(host="api.example.org"), follow=False)).status == 302


async def test_a_proxy_carries_what_it_shall(out_with: Make, internet: Site, unused_tcp_port: int) -> None:
    async with site(says("proxy")) as own, site(says("for all")) as common:
        out = await out_with(
            resolve, proxy=common.url(), allow_private=[INTERNET, "direct.example.org"], connect_seconds=1
        )
        url = "http://api.example.org/x?y=1"
        assert (await out.lend("a", hosts=("*",), named=()).get(url)).text == "for all"
        assert (await out.lend("b", hosts=("*",), named=(), proxy=own.url()).get(url)).text == "proxy"
        assert own.asked[0].headers["Host"] == "api.example.org"
        direct = out.lend("c", hosts=("*",), named=(), proxy="none")
        assert (await direct.get(internet.url(host="api.example.org"))).text == "internet"
        assert (await out.lend("d", hosts=("*",), named=()).get(internet.url(host=INTERNET))).text == "internet"
        for host in ("127.0.0.1", "10.0.0.1", "localhost", "router", "nas.local", "[::1]"):
            with pytest.raises(Forbidden):
                await out.lend("e", hosts=("*",), named=()).get(f"http://{host}/")
        away = out.lend("f", hosts=("*",), named=(), proxy=f"http://127.0.0.1:{unused_tcp_port}")
        with pytest.raises(Unavailable, match="refused the connection"):
            await away.get(url)


async def test_a_socks_proxy_resolves_and_connects_for_us(out_with: Make) -> None:
    wanted: list[bytes] = []

    async def socks(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(3)
        writer.write(b"\x05\x00")
        head = await reader.readexactly(5)
        wanted.append(await reader.readexactly(head[4] + 2))
        writer.write(b"\x05\x00\x00\x01" + bytes(6))
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nsocks")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(socks, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    out = await out_with()
    http = out.lend(hosts=("api.example.org",), named=(), proxy=f"socks5://127.0.0.1:{port}")
    assert (await http.get("http://api.example.org/")).text == "socks"
    assert wanted == [b"api.example.org\x00\x50"]
    server.close()


async def test_a_proxy_that_is_none_is_named_in_the_remedy(out: Out) -> None:
    with pytest.raises(Invalid, match="proxy's address"):
        await out.lend(hosts=("*",), named=(), proxy="ftp://proxy").get("http://api.example.org/")
    async with raw(_refuses) as server:
        with pytest.raises(Unavailable, match="The proxy does not lead to") as caught:
            await out.lend(hosts=("*",), named=(), proxy=server.url("")).get("https://api.example.org/")
    assert "`[network]`" in caught.value.remedy


async def _refuses(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A self-signed certificate for api.example.org, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "api.example.org")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("api.example.org")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + private)
    return path


@pytest.fixture
async def secured(certificate: Path) -> AsyncIterator[Site]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    async with site(says("secured"), host=INTERNET, ssl_context=context) as made:
        yield made


async def test_a_certificate_is_checked_against_the_name_not_the_address(
    out_with: Make, secured: Site, certificate: Path
) -> None:
    url = f"https://api.example.org:{secured.port}/"
    out = await out_with(resolve, allow_private=[INTERNET])
    with pytest.raises(Unavailable, match="was refused: self") as caught:
        await out.lend(hosts=("*",)).get(url)
    assert "`ca_file`" in caught.value.remedy
    assert out.clock.slept == [], "trying again does not make it trusted"
    trusting = await out_with(resolve, allow_private=[INTERNET], ca_file=certificate)
    assert (await trusting.lend(hosts=("*",)).get(url)).text == "secured"
    with pytest.raises(Unavailable, match=r"cdn\.example\.org was refused: Hostname mismatch"):
        await trusting.lend(hosts=("*",)).get(url.replace("api", "cdn"))


async def test_a_port_without_tls_says_so(out: Out, internet: Site) -> None:
    with pytest.raises(Unavailable, match="made no TLS connection") as caught:
        await out.lend(hosts=("*",)).get(f"https://api.example.org:{internet.port}/")
    assert "http://" in caught.value.remedy


async def test_a_redirect_does_not_leave_tls(out_with: Make, secured: Site, internet: Site, certificate: Path) -> None:
    secured.answer = redirects(internet.url(host="api.example.org"))
    out = await out_with(resolve, allow_private=[INTERNET], ca_file=certificate)
    with pytest.raises(Unavailable, match="not safe to follow"):
        await out.lend(hosts=("*",)).get(f"https://api.example.org:{secured.port}/")
    assert internet.asked == []
