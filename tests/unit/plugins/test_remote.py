"""When a child is started again, what crosses with its order, and where a stack ends."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from pydantic import SecretStr

from mediad.plugins.remote_lender import lent, plain
from mediad.plugins.remote_restarts import Restarts
from mediad.workers.plugin import innermost
from mediad_sdk.errors import Forbidden
from mediad_sdk.host import Withheld
from mediad_sdk.host.http.client import Carrier
from mediad_sdk.testing import fake_context


class Hours:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_pause_doubles_up_to_five_minutes_and_begins_anew_after_ten_quiet_ones() -> None:
    clock = Hours()
    restarts = Restarts(clock)
    pauses = []
    for _ in range(12):
        restarts.may()
        pauses.append(restarts.pause)
        clock.now += 400
    assert pauses == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    clock.now += 601
    assert restarts.may()
    assert restarts.pause == 1


def test_three_deaths_within_ten_minutes_are_too_many() -> None:
    clock = Hours()
    restarts = Restarts(clock)
    deaths = []
    for passed in (0, 301, 300, 299):
        clock.now += passed
        deaths.append(restarts.may())
    assert deaths == [True, True, True, False]
    assert "died 3 times within 10 minutes" in restarts.verdict("SIGSEGV")


def test_settings_cross_as_plain_values() -> None:
    given = {"password": SecretStr("open"), "since": dt.date(2026, 1, 2), "hosts": ("a", "b"), "more": {"at": 1.5}}
    assert plain(given) == {"password": "open", "since": "2026-01-02", "hosts": ["a", "b"], "more": {"at": 1.5}}


def test_every_service_is_lent_and_http_by_its_carrier() -> None:
    services = lent(replace(fake_context("x"), ffmpeg=Withheld("ffmpeg", "ffmpeg")))  # type: ignore[arg-type]  # as a daemon withholds
    assert {"log", "jobs", "events", "store", "library", "database", "files", "metrics", "http"} <= services.keys()
    assert not {"clock", "tasks", "plugin", "instance"} & services.keys()
    assert services["http"].protocol is Carrier
    assert isinstance(services["ffmpeg"].given, Withheld)
    with pytest.raises(Forbidden):
        services["ffmpeg"].given.probe("f")


def test_the_innermost_line_of_a_stack_is_named() -> None:
    stack = (
        "noise",
        "Current thread 0x7f (most recent call first):",
        '  File "/p/x.py", line 7 in block',
        '  File "/q.py"',
    )
    dump = "\n".join(stack)
    assert innermost(dump) == "/p/x.py:7 block"
    assert innermost("Fatal Python error") == ""
