"""A reload that goes well, one that is refused, and what people and systemd get to know of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from mediad.app.renewal import Renewal
from mediad.config import Config, ConfigError, Mistake
from mediad.config.models import Retention, Server
from mediad_sdk.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Callable

FORMER = Config()
WANTED = Config(server=Server(port=9000), retention=Retention(jobs_days=1))


class Manager:
    """Stands for systemd, and hears every word in its order."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def reloading(self) -> None:
        self.heard.append("reloading")

    def ready(self, status: str) -> None:
        self.heard.append(status)


class Files:
    """What is written in the files."""

    def __init__(self) -> None:
        self.mistake = ""
        self.config = WANTED

    def read(self) -> Config:
        if self.mistake:
            raise ConfigError((Mistake(source="mediad.toml", line=3, key="server.prot", message=self.mistake),))
        return self.config


def made(files: Files) -> tuple[Renewal, Manager]:
    manager: Any = Manager()
    return Renewal(FORMER, files.read, manager), manager


def taker(taken: list[Config], error: Exception | None = None) -> Callable[[Config], Any]:
    async def adopt(config: Config) -> None:
        if error is not None:
            raise error
        taken.append(config)

    return adopt


async def test_a_reload_is_told_from_its_beginning_to_its_end_and_names_what_waits(
    caplog: pytest.LogCaptureFixture,
) -> None:
    renewal, manager = made(Files())
    taken: list[Config] = []
    assert await renewal.take(taker(taken)) == ("server.port",)
    assert (taken, manager.heard) == ([WANTED], ["reloading", "serving"])
    assert "next start: server.port" in caplog.text
    assert await renewal.take(taker(taken)) == ("server.port",), "it waits still, though nothing changed since"
    found = await renewal.health()
    assert (found.state, "server.port" in found.detail) == ("ok", True)


@pytest.mark.parametrize("error", [None, Conflict("taken"), ValueError("a bug")])
async def test_a_refused_reload_is_shown_until_a_good_one(
    error: Exception | None, caplog: pytest.LogCaptureFixture
) -> None:
    files = Files()
    renewal, manager = made(files)
    files.mistake = "" if error else "unknown key"
    expected = str(error or "mediad.toml:3: server.prot: unknown key")
    with pytest.raises(type(error) if error else ConfigError):
        await renewal.take(taker([], error))
    found = await renewal.health()
    assert (found.state, expected in found.detail, "config reload" in found.remedy) == ("degraded", True, True)
    assert manager.heard[0] == "reloading"
    assert "refused" in manager.heard[1]
    assert expected in manager.heard[1]
    assert "stays as it was" in caplog.text
    files.mistake, files.config = "", FORMER
    assert await renewal.take(taker([])) == ()
    assert ((await renewal.health()).state, manager.heard[2:]) == ("ok", ["reloading", "serving"])


async def test_reloads_take_turns() -> None:
    renewal, manager = made(Files())
    await asyncio.gather(*(renewal.take(taker([])) for _ in range(3)))
    assert manager.heard == ["reloading", "serving"] * 3
