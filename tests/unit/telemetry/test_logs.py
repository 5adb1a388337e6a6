"""One line a record, with who asked, and nothing that a stranger could fake."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import os
from typing import TYPE_CHECKING, Any

import pytest

from mediad.telemetry import logs
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger("mediad.test")


@pytest.fixture(autouse=True)
def root_is_restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def stream() -> io.StringIO:
    return io.StringIO()


def line(stream: io.StringIO) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(stream.getvalue())
    return parsed


def test_a_record_is_one_json_object_with_its_facts(stream: io.StringIO) -> None:
    logs.configure("info", "json", stream, {})
    log.info("scan of %s began", "films", extra={"scan_id": "7"})
    found = line(stream)
    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "info", "logger": "mediad.test", "message": "scan of films began", "scan_id": "7"}


async def test_the_context_reaches_the_tasks_inside_and_ends_with_its_block(stream: io.StringIO) -> None:
    logs.configure("info", "json", stream, {})

    async def work() -> None:
        with logs.context(job_id="j"):
            log.info("working")

    with logs.context(request_id="r"):
        await asyncio.create_task(work())
        log.info("asked")
    log.info("after")
    ids = [(each.get("request_id"), each.get("job_id")) for each in map(json.loads, stream.getvalue().splitlines())]
    assert ids == [("r", "j"), ("r", None), (None, None)]


def test_an_error_is_told_with_code_and_remedy(stream: io.StringIO) -> None:
    logs.configure("info", "json", stream, {})
    try:
        raise NotFound("no such film", remedy="Scan the library.")
    except NotFound:
        log.exception("failed")
    error = line(stream)["error"]
    assert (error["type"], error["code"], error["remedy"]) == ("NotFound", "not_found", "Scan the library.")
    assert "test_logs.py" in error["trace"]


def test_a_name_that_is_not_utf_8_is_written_in_either_format() -> None:
    logging.getLogger().handlers.clear()  # what pytest kept of it could not be sent from one process to another
    for style in ("json", "console"):
        raw = io.BytesIO()
        stream = io.TextIOWrapper(raw, encoding="utf-8", errors="strict", write_through=True)
        logs.configure("info", style, stream, {})
        log.warning("unreadable: %s", os.fsdecode(b"caf\xe9"))
        assert rb"caf\udce9" in raw.getvalue()


def test_on_a_console_nobody_fakes_a_line_or_moves_the_cursor(stream: io.StringIO) -> None:
    logs.configure("info", "console", stream, {})
    log.info("title %s", "a\n12:00:00 error fake\x1b[2J", extra={"file": "b\nc"})
    assert stream.getvalue().count("\n") == 1
    assert "\x1b" not in stream.getvalue()
    assert r"file=b\nc" in stream.getvalue()


def test_below_its_level_nothing_is_written_and_configuring_again_changes_it(stream: io.StringIO) -> None:
    logs.configure("warning", "json", stream, {})
    log.info("no")
    logs.configure("debug", "json", stream, {})
    log.debug("yes")
    lines = [json.loads(each) for each in stream.getvalue().splitlines()]  # others may write below `debug`, too
    assert [each["message"] for each in lines if each["logger"] == log.name] == ["yes"]


def test_in_the_journal_each_line_has_its_priority() -> None:
    reading, writing = os.pipe()
    facts = os.fstat(writing)
    environ = {"JOURNAL_STREAM": f"{facts.st_dev}:{facts.st_ino}"}
    with os.fdopen(reading) as source, os.fdopen(writing, "w") as stream:
        logs.configure("info", "console", stream, environ)
        try:
            raise ValueError("two\nlines")
        except ValueError:
            log.exception("failed")
        log.warning("careful")
        stream.close()
        lines = source.read().splitlines()
    assert all(each.startswith("<3>") for each in lines[:-1])
    assert lines[-1].startswith("<4>")
    assert len(lines) > 4


def test_another_stream_than_the_journal_gets_no_priority(stream: io.StringIO) -> None:
    logs.configure("info", "json", stream, {"JOURNAL_STREAM": "8:1"})
    log.info("plain")
    assert stream.getvalue().startswith("{")


def test_the_access_log_is_structured(stream: io.StringIO) -> None:
    logs.configure("info", "json", stream, {})
    logs.access(log, method="GET", path="/api/v1/items", status=200, seconds=0.01234, peer="::1")
    found = line(stream)
    assert found["message"] == "GET /api/v1/items 200"
    assert (found["status"], found["ms"], found["peer"]) == (200, 12.3, "::1")


def test_what_is_served_can_be_named_by_others() -> None:
    assert logs.correlation() == ""
    with logs.context(job_id="job-1"):
        assert logs.correlation() == "job-1"
        with logs.context(request_id="request-1"):
            assert logs.correlation() == "request-1"
