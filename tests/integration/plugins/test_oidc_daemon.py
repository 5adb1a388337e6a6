"""The real daemon, our plugin for OpenID Connect, and a provider on the loopback: what a browser does, step by step."""

from __future__ import annotations

import http.client
import json
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import pytest
from joserfc import jws
from joserfc.jwk import RSAKey
from outside import Outside, outside, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

BUTTON = "/api/v1/sign-ins/oidc/login"


class Provider(BaseHTTPRequestHandler):
    """Lets everybody in as Ann, and holds mediad to what it promised when it sent her."""

    key: ClassVar[RSAKey]
    codes: ClassVar[dict[str, dict[str, str]]] = {}
    filler: ClassVar[int] = 0

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        if path == "/authorize":
            asked = dict(parse_qsl(query))
            self.codes["c-1"] = asked
            back = urlencode({"code": "c-1", "state": asked["state"], "iss": self.issuer})
            self._say({}, 302, Location=f"{asked['redirect_uri']}?{back}")
        elif path == "/keys":
            self._say({"keys": [self.key.as_dict(private=False)]})
        else:
            ends = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/keys"}
            told = {name: self.issuer + end for name, end in ends.items()}
            self._say({"issuer": self.issuer, "filler": "x" * self.filler, **told})

    def do_POST(self) -> None:
        form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
        asked = self.codes.pop(form["code"], {})
        challenge = urlsafe_b64encode(sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if challenge != asked.get("code_challenge") or form["redirect_uri"] != asked.get("redirect_uri"):
            self._say({"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": "17", "aud": "mediad", "iat": now, "exp": now + 60}
        claims |= {"nonce": asked["nonce"], "preferred_username": "ann", "groups": ["family"]}
        token = jws.serialize_compact({"alg": "RS256", "kid": "k"}, json.dumps(claims), self.key, algorithms=["RS256"])
        self._say({"id_token": token, "access_token": "a"})

    def _say(self, body: Any, status: int = 200, **headers: str) -> None:
        content = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def issuer() -> Iterator[str]:
    made = type("Made", (Provider,), {"key": RSAKey.generate_key(2048, {"kid": "k"}), "codes": {}})
    with ThreadingHTTPServer(("127.0.0.1", 0), made) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


@pytest.fixture
def serve(issuer: str) -> Iterator[Callable[..., Outside]]:
    with outside() as daemon:

        def start(isolation: str = "") -> Outside:
            settings = '[packages]\napprove = "all"\n[plugins.oidc]\n'
            settings += f'isolation = "{isolation}"\n' if isolation else ""
            settings += f'[plugins.oidc.settings]\nissuer = "{issuer}"\nclient_id = "mediad"\nlabel = "Authelia"\n'
            settings += '[sign_in.methods.oidc]\ncreate_users = true\nrole = ""\nsessions = "end"\n'
            daemon.declare(settings=settings + '[sign_in.methods.oidc.groups]\nfamily = "guest"\n')
            return daemon.start()

        yield start


def visit(address: str, cookie: str = "") -> tuple[int, Any, bytes]:
    """Open an address as a browser does, and follow nothing."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    headers = {"Cookie": cookie} if cookie else {}
    try:
        connection.request("GET", f"{parts.path}?{parts.query}" if parts.query else parts.path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        connection.close()


@pytest.mark.parametrize("isolation", ["", "process"])
def test_a_browser_signs_in_and_is_out_when_the_plugin_is_gone(serve: Any, issuer: str, isolation: str) -> None:
    daemon = serve(isolation)
    here = daemon.get("/system")["address"]
    assert daemon.get("/plugins/oidc")["isolation"] == (isolation or "inline")
    [button] = daemon.items("/sign-ins")
    assert (button["label"], button["address"]) == ("Authelia", BUTTON)
    status, headers, _ = visit(f"{here}{BUTTON}?next=/api/v1/me")
    cookie = headers["Set-Cookie"].partition(";")[0]
    assert (status, headers["Location"].startswith(f"{issuer}/authorize?")) == (303, True)
    _, headers, _ = visit(headers["Location"])
    back = headers["Location"]
    assert back.startswith(f"{here}{BUTTON}/back?code=c-1&state=")
    assert visit(back)[0] == 403  # another browser
    status, headers, body = visit(back, cookie)
    assert (status, headers["Location"]) == (303, "/api/v1/me"), body
    session = headers["Set-Cookie"].partition(";")[0]
    assert visit(back, cookie)[0] == 403  # a second time
    me = json.loads(visit(here + headers["Location"], session)[2])
    assert (me["name"], me["role"]) == ("ann", "guest")
    assert f"{issuer}#17" in daemon.cli("user", "links", "ann").out
    assert daemon.cli("plugin", "disable", "oidc").code == 0
    until(lambda: visit(f"{here}/api/v1/me", session)[0] == 401, 10)
    assert daemon.items("/sign-ins") == []


def test_what_a_provider_says_too_much_of_is_not_read(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Provider, "filler", 1 << 20)
    daemon = serve()
    status, _, body = visit(daemon.get("/system")["address"] + BUTTON)
    assert status == 503, body
    assert b"more than 262144 bytes" in body
    assert "more than 262144 bytes" in daemon.cli("plugin", "test", "oidc").out


def test_nobody_is_let_in_by_an_answer_that_nobody_asked_for(serve: Any) -> None:
    daemon = serve()
    here = daemon.get("/system")["address"]
    status, headers, _ = visit(here + BUTTON)
    state = parse_qs(urlsplit(headers["Location"]).query)["state"][0]
    cookie = headers["Set-Cookie"].partition(";")[0]
    status, _, body = visit(f"{here}{BUTTON}/back?code=made-up&state={state}", cookie)
    assert (status, json.loads(body)["code"]) == (403, "sign_in_refused")
    assert daemon.get("/plugins/oidc")["state"] == "running"
