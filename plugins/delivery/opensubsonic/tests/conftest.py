"""A daemon with the music plugin's samples, and an account with an application password."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outside import library, outside

from mediad_plugin_music.samples import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from outside import Outside


SETTINGS = "[plugins.opensubsonic]\napprove = true\n[limits]\nanonymous_per_minute = 1000000\n"


@dataclass(frozen=True)
class Answer:
    """What came over HTTP."""

    status: int
    headers: Any
    body: bytes

    @property
    def said(self) -> Any:
        """Give the envelope of a JSON answer."""
        return json.loads(self.body)["subsonic-response"]


@dataclass
class App:
    """An app that speaks the protocol by hand."""

    address: str
    name: str
    password: str
    key: str
    house: Outside
    base: dict[str, Any] = field(default_factory=lambda: {"v": "1.16.1", "c": "tests", "f": "json"})

    def ask(self, call: str, /, *, headers: dict[str, str] | None = None, form: bool = False, **given: Any) -> Answer:
        """Call; a value of None leaves a parameter out."""
        values = {"u": self.name, "p": self.password, **self.base, **given}
        sent = urllib.parse.urlencode({name: each for name, each in values.items() if each is not None}, doseq=True)
        address = f"{self.address}/rest/{call}" + ("" if form else f"?{sent}")
        request = urllib.request.Request(address, headers=headers or {}, data=sent.encode() if form else None)
        try:
            with urllib.request.urlopen(request, timeout=30) as found:
                return Answer(found.status, found.headers, found.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def get(self, call: str, /, **given: Any) -> Any:
        """Call, and give what is in the envelope."""
        said = self.ask(call, **given).said
        assert said["status"] == "ok", said
        return next((each for name, each in said.items() if isinstance(each, (dict, list))), {})

    def code(self, call: str, /, **given: Any) -> int:
        """Call what is refused, and give the number of the error."""
        said = self.ask(call, **given).said
        assert said["status"] == "failed", said
        number: int = said["error"]["code"]
        return number

    def album(self, title: str) -> Any:
        """Give an album by its title, with its songs."""
        found = self.get("search3", query=title, albumCount=1)["album"][0]
        return self.get("getAlbum", id=found["id"])


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the collection beside the repository, or skip: it is no part of the project."""
    place = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).parents[5] / "shared"))
    if not place.is_dir():
        pytest.skip("no sample collection: set MEDIAD_SHARED to run this")
    return place


@pytest.fixture(scope="session")
def music(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the sample albums."""
    folder = tmp_path_factory.mktemp("music")
    samples(folder)
    return folder


def _member(house: Outside, name: str, role: str = "administrator") -> App:
    """Make an account that apps can use."""
    user = house.send("POST", "/users", {"name": name, "role": role})["id"]
    made = house.cli("--json", "key", "add", "--user", name)
    key = made.values[0]["key"]
    password = house.send("POST", f"/users/{user}/app-passwords", {"name": "tests"})["password"]
    return App(house.get("/system")["address"], name, password, key, house)


@pytest.fixture(scope="session")
def member() -> Callable[..., App]:
    """Make accounts that apps can use."""
    return _member


@pytest.fixture(scope="session")
def settings() -> str:
    """Give the settings of the daemon."""
    return SETTINGS


@pytest.fixture(scope="session")
def house(music: Path) -> Iterator[Outside]:
    """Start a daemon over the samples."""
    with outside() as made:
        made.declare(library("music", ["music"], music), settings=SETTINGS)
        made.start()
        made.scan()
        yield made


@pytest.fixture(scope="session")
def app(house: Outside) -> App:
    """Give the app of an administrator."""
    return _member(house, "Ada")


@pytest.fixture(scope="session")
def fuzzed(house: Outside) -> App:
    """Give the app of somebody whose lists and deeds nobody else counts."""
    return _member(house, "Flo")


@pytest.fixture(scope="session")
def guest(house: Outside) -> App:
    """Give the app of somebody who may only look and listen."""
    return _member(house, "Gast", "guest")
