from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from mediad_plugin_apprise.plugin import Apprise
from mediad_sdk import Notice, Unavailable, UserError
from mediad_sdk.testing import PluginConformance

if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of modules that Apprise's services import


class TestApprise(PluginConformance):
    plugin = "apprise"
    settings: ClassVar = {"urls": ["json://127.0.0.1:1/"]}


class Service:
    """A service of Apprise's own format, which keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []
        self.status = 200
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                outer.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(outer.status)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                del args

        self.server = HTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"json://127.0.0.1:{self.server.server_port}/"


@pytest.fixture
def service() -> Iterator[Service]:
    """Give a service that listens."""
    made = Service()
    thread = threading.Thread(target=made.server.serve_forever, daemon=True)
    thread.start()
    yield made
    made.server.shutdown()
    made.server.server_close()
    thread.join()


def test_a_notice_arrives_with_its_title_body_and_level(service: Service) -> None:
    Apprise([service.url]).send(Notice(title="mediad: scan.held", body="files: 30", level="warning"))
    [told] = service.told
    assert (told["title"], told["message"], told["type"]) == ("mediad: scan.held", "files: 30", "warning")


def test_a_notice_without_a_body_is_told_all_the_same(service: Service) -> None:
    Apprise([service.url]).send(Notice(title="Hello"))
    assert service.told[0]["message"] == "Hello"


def test_an_address_that_fails_lets_the_notice_be_told_again(service: Service) -> None:
    service.status = 500
    with pytest.raises(Unavailable):
        Apprise([service.url]).send(Notice(title="Hello"))


def test_the_check_sends_nothing_and_names_no_secret(service: Service) -> None:
    assert Apprise([service.url, service.url]).check().detail == "2 addresses are understood"
    with pytest.raises(UserError) as refused:
        Apprise([service.url, "nonsense://user:canary@host"]).check()
    assert "address 2 (nonsense: ...)" in str(refused.value)
    assert "canary" not in f"{refused.value}{refused.value.remedy}"
    assert service.told == []
