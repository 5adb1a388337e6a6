"""`mediad do`, `mediad download` and `mediad notify`, with a daemon whose answers are known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from integration.cli.test_commands import ID, daemon, page, run

from mediad.cli.commands.job import _standing
from mediad.cli.output import moment

if TYPE_CHECKING:
    from pathlib import Path

    from integration.cli.test_commands import Daemon

__all__ = ["daemon", "run"]  # fixtures
COMMANDS = page(
    {
        "plugin": "shelves", "id": "put", "summary": "Say where a disc stands",
        "args": {"properties": {"item": {}, "place": {}}, "required": ["item"]},
    },
    {"plugin": "other", "id": "clean", "summary": "Clean up"},
)  # fmt: skip  # two rows
DOWNLOAD = {"client": "q/torrents", "id": "ab", "name": "Alien", "state": "fetching", "progress": 0.256, "message": ""}


def test_commands_are_listed_by_plugin(daemon: Daemon, run: Any) -> None:
    daemon.answers["GET /api/v1/commands"] = COMMANDS
    assert "clean" in run("do").out
    said = run("do", "shelves").out
    assert "item=... [place=...]" in said
    assert "Say where a disc stands" in said
    assert "clean" not in said


def test_a_command_is_told_json_or_text_and_its_facts_are_shown(daemon: Daemon, run: Any) -> None:
    daemon.answers |= {
        "GET /api/v1/commands": COMMANDS,
        "POST /api/v1/commands/shelves/put": {"result": {"place": "left", "films_there": 2}},
    }
    said = run("do", "shelves", "put", "item=1", "place=left")
    assert said.code == 0
    assert [line.split() for line in said.out.splitlines()] == [["place", "left"], ["films_there", "2"]]
    assert json.loads(run("--json", "do", "shelves", "put").out) == {"place": "left", "films_there": 2}
    assert run("do", "shelves", "none").err == "There is no command 'shelves none'.\nSee `mediad do`.\n"
    assert run("do", "shelves", "put", "nonsense").code == 2


def test_what_a_plugin_does_not_find_is_said_in_its_words(daemon: Daemon, run: Any) -> None:
    daemon.answers["GET /api/v1/commands"] = COMMANDS
    refused = {"code": "not_found", "detail": "There is no shelf 'b'.", "remedy": "Name another."}
    daemon.answers["POST /api/v1/commands/shelves/put"] = (404, refused)
    said = run("do", "shelves", "put")
    assert (said.code, said.err) == (6, "There is no shelf 'b'.\nName another.\n")


def test_rows_that_a_command_gives_are_lines_for_people(daemon: Daemon, run: Any) -> None:
    rows = [{"id": "a", "title": "Pier", "problem": ""}, {"id": "b", "title": "Tide", "problem": ""}]
    daemon.answers["GET /api/v1/commands"] = COMMANDS
    daemon.answers["POST /api/v1/commands/shelves/put"] = {"result": {"podcasts": rows}}
    lines = [line.strip() for line in run("do", "shelves", "put").out.splitlines()]
    assert lines == ["podcasts  id a, title Pier", "id b, title Tide"]


def test_downloads_are_listed_added_and_steered(daemon: Daemon, run: Any, tmp_path: Path) -> None:
    daemon.answers["GET /api/v1/downloads"] = page(DOWNLOAD)
    assert "26%" in run("download", "list").out
    daemon.answers["POST /api/v1/downloads/q/torrents"] = (201, {"client": "q/torrents", "id": "ab"})
    assert "q/torrents has it: ab" in run("download", "add", "q/torrents", "magnet:?xt=urn:btih:ab").out
    torrent = tmp_path / "a:b.torrent"
    torrent.write_bytes(b"d")
    assert run("download", "add", "q/torrents", str(torrent)).code == 0
    assert "cannot be read" in run("download", "add", "q/torrents", str(tmp_path / "none")).err
    for verb in ("pause", "resume"):
        daemon.answers[f"POST /api/v1/downloads/q/torrents/ab/{verb}"] = (204, None)
        assert run("download", verb, "q/torrents", "ab").code == 0
    daemon.answers["DELETE /api/v1/downloads/q/torrents/ab"] = (204, None)
    run("download", "remove", "q/torrents", "ab", "--files")
    assert daemon.asked[-1] == "DELETE /api/v1/downloads/q/torrents/ab?files=true"


def test_what_names_no_client_or_download_is_said(run: Any) -> None:
    assert run("download", "pause", "torrents", "ab").code == 2
    assert run("download", "pause", "q/torrents", "no").err == (
        "There is no download 'no'.\nSee `mediad download list`.\n"
    )


@pytest.mark.parametrize("words", [("notify", "Hello"), ("notify", "Hello", "More", "--to", "apprise/all")])
def test_a_notice_says_who_told_it(daemon: Daemon, run: Any, words: tuple[str, ...]) -> None:
    job = {"id": ID, "state": "finished", "progress": 1.0, "message": "", "error": None}
    daemon.answers["POST /api/v1/notices"] = (202, {"job": ID})
    daemon.answers[f"GET /api/v1/jobs/{ID}"] = {**job, "result": {"told": ["apprise/all"]}}
    assert run(*words).out == "Told by apprise/all.\n"


def test_each_try_that_failed_is_told_once_with_the_time_of_the_next(daemon: Daemon, run: Any) -> None:
    job = {"id": ID, "progress": 0.0, "message": "", "error": None, "max_attempts": 8, "due": 1_795_264_200_000}
    closed = {"message": "The door is closed", "remedy": "Open it."}
    waits = [job | {"state": "queued", "error": closed, "attempts": number} for number in (1, 1, 2)]
    ended = job | {"state": "finished", "attempts": 3, "result": {"told": ["apprise/all"]}}
    daemon.answers["POST /api/v1/notices"] = (202, {"job": ID})
    daemon.answers[f"GET /api/v1/jobs/{ID}"] = [*waits, ended]
    said = run("notify", "Hello")
    assert said.out == "Told by apprise/all.\n"
    due = moment(1_795_264_200_000)
    first = f"Try 1 of 8 failed: The door is closed. Open it. The next one comes at {due}. The daemon goes on with it"
    assert said.err.count(first) == said.err.count("Try 1 of 8") == 1
    assert said.err.count(f"Try 2 of 8 failed: The door is closed. Open it. The next one comes at {due}.\n") == 1
    daemon.answers[f"GET /api/v1/jobs/{ID}"] = [*waits, ended]
    assert run("--json", "notify", "Hello").err == ""


def test_a_job_that_waits_for_another_attempt_says_for_which() -> None:
    job = {"state": "queued", "error": {"message": "out of order"}, "attempts": 2, "max_attempts": 8, "message": "x"}
    assert _standing(job) == "waits for try 3 of 8"
    assert _standing({**job, "error": None}) == "x"
    assert _standing({**job, "state": "running"}) == "x"
