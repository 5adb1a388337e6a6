"""What commands say to people, with a daemon whose answers are known."""

from __future__ import annotations

import json
import os
import re
import threading
from http.server import BaseHTTPRequestHandler
from pathlib import Path  # a fixture's annotation
from socketserver import ThreadingUnixStreamServer
from typing import TYPE_CHECKING, Any

import pytest

from mediad.cli.commands.scan import _summary
from mediad.cli.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

ID = "01a1fc3c-6371-7087-9c47-407c351f42b2"
OTHER = "01a1fc3c-6371-7087-9c47-000000000000"
LIBRARY = {"id": ID, "name": "Attic", "slug": "attic", "types": ["movies"], "detached": None, "roots": []}


class Daemon:
    """Answers by a table of `METHOD path` (without the query); what is not in it is not found."""

    def __init__(self, socket: Path) -> None:
        self.socket = socket
        self.answers: dict[str, Any] = {"GET /api/v1/libraries": page(LIBRARY)}
        self.asked: list[str] = []
        self.bodies: list[Any] = []
        self.moved: dict[str, str] = {}

    def answer(self, method: str, address: str) -> tuple[int, Any]:
        self.asked.append(f"{method} {address}")
        found = self.answers.get(f"{method} {address.partition('?')[0]}")
        if found is None:
            return 404, {"code": "not_found", "detail": "There is no such thing.", "remedy": "See /api/v1/things."}
        if isinstance(found, list):  # one after the other, and the last for good
            found = found.pop(0) if len(found) > 1 else found[0]
        return found if isinstance(found, tuple) else (200, found)


def page(*rows: Any) -> dict[str, Any]:
    return {"items": list(rows), "next": None}


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[Daemon]:
    known = Daemon(tmp_path / "s")

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            told = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            known.bodies += [json.loads(told)] if told else []
            status, body = known.answer(self.command, self.path)
            content = json.dumps(body).encode() if body is not None else b""
            self.send_response(308 if self.path in known.moved else status)
            if self.path in known.moved:
                self.send_header("Location", known.moved[self.path])
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _answer  # noqa: N815  # http.server calls them so

        def log_message(self, *_: object) -> None: ...

        def address_string(self) -> str:
            return ""

    with ThreadingUnixStreamServer(os.fspath(known.socket), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield known
        server.shutdown()
        thread.join(10)


class Said:
    """What a command wrote, and how it ended."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(daemon: Daemon, capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*words: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(["--socket", str(daemon.socket), *words])
        code = ended.value.code
        return Said(code if isinstance(code, int) else 0, *capsys.readouterr())

    return run


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("job", "cancel", ID), f"There is no job '{ID}'.\nSee `mediad job list`.\n"),
        (("job", "show", ID), f"There is no job '{ID}'.\nSee `mediad job list`.\n"),
        (("job", "log", ID), f"There is no job '{ID}'.\nSee `mediad job list`.\n"),
        (("key", "revoke", ID), f"There is no key '{ID}'.\nSee `mediad key list`.\n"),
        (
            ("app-password", "revoke", ID),
            f"There is no application password '{ID}'.\nSee `mediad app-password list`.\n",
        ),
        (("plugin", "show", "nope"), "There is no plugin 'nope'.\nSee `mediad plugin list`.\n"),
        (("items", ID), f"There is no work '{ID}'.\nSee `mediad items`.\n"),
        (("encode", ID, "--remove", OTHER), f"There is no conversion '{OTHER}'.\nSee `mediad items {ID}`.\n"),
    ],
)
def test_what_is_not_there_is_said_without_addresses(run: Any, words: tuple[str, ...], sentence: str) -> None:
    said = run(*words)
    assert (said.code, said.err) == (6, sentence)


def doubled(title: str, *files: dict[str, Any]) -> dict[str, Any]:
    spare = sum(each["size"] for each in files if each["spare"])
    return {"title": title, "kind": "film", "year": 2011, "files": list(files), "size": 0, "spare": spare}


def test_duplicates_show_each_file_and_count_what_is_not_needed_once(daemon: Daemon, run: Any) -> None:
    kept = {"id": "1", "path": "Lamp/Lamp.mkv", "size": 4_200_000_000, "spare": "", "same_as": None}
    small = {"id": "2", "path": "old/Lamp.avi", "size": 700_000_000, "spare": "edition", "same_as": None}
    again = {"id": "3", "path": "x.mkv", "size": 999, "spare": "bytes", "same_as": {"library": "A", "path": "y.mkv"}}
    daemon.answers["GET /api/v1/items/duplicates"] = page(doubled("Lamp", kept, small), doubled("Sea", again, small))
    said = run("duplicates", "--library", "attic", "--qualities")
    lines = [re.split(r"\s{2,}", line.strip()) for line in said.out.splitlines()]
    assert lines[1:5] == [
        ["Lamp (2011)", "film", "Lamp/Lamp.mkv", "4.2 GB", "700.0 MB"],
        ["old/Lamp.avi", "700.0 MB", "smaller edition"],
        ["Sea (2011)", "film", "x.mkv", "999 B", "same bytes as y.mkv", "700.0 MB"],
        ["old/Lamp.avi", "700.0 MB", "smaller edition"],
    ]
    assert said.out.splitlines()[-1] == "2 files are not needed: 700.0 MB could be freed."
    assert f"library={ID}" in daemon.asked[-1]
    assert "qualities=true" in daemon.asked[-1]
    assert [json.loads(line)["title"] for line in run("--json", "duplicates").out.splitlines()] == ["Lamp", "Sea"]
    daemon.answers["GET /api/v1/items/duplicates"] = page()
    assert run("duplicates").out == "Nothing is there more than once.\n"


USER = {"id": OTHER, "name": "Mei", "role": "member", "revision": 3}


@pytest.mark.parametrize(
    ("command", "made", "said", "empty"),
    [
        ("key", {"key": "mdk_1"}, "API key: mdk_1\n", "There are no keys.\n"),
        ("app-password", {"password": "p w"}, "User: mei\nPassword: p w\n", "There are no application passwords.\n"),
    ],
)
def test_what_opens_the_door_is_shown_once_and_listed(
    run: Any, daemon: Daemon, command: str, made: dict[str, str], said: str, empty: str
) -> None:
    place = f"/api/v1/users/{OTHER}/{command}s"
    daemon.answers |= {
        "GET /api/v1/users": page(USER), f"POST {place}": (201, {"id": ID, **made}), f"GET {place}": page(),
    }  # fmt: skip
    assert run(command, "add", "phone", "--user", "mei").out == said
    assert json.loads(run("--json", command, "add", "phone", "--user", "mei").out) == {"id": ID, **made}
    assert run(command, "list", "--user", "mei").out == empty
    daemon.answers[f"GET {place}"] = page({"id": ID, "name": "phone", "hint": "mdk_", "scopes": ["*"]})
    assert "phone" in run(command, "list", "--user", "mei").out


@pytest.mark.parametrize(
    ("words", "request_", "sentence"),
    [
        (("job", "cancel", ID), f"POST /api/v1/jobs/{ID}/cancel", f"Cancelled the job {ID}.\n"),
        (("job", "retry", ID), f"POST /api/v1/jobs/{ID}/retry", f"The job {ID} waits in the queue again.\n"),
        (("key", "revoke", ID), f"DELETE /api/v1/keys/{ID}", f"Revoked the key {ID}.\n"),
        (
            ("app-password", "revoke", ID),
            f"DELETE /api/v1/me/app-passwords/{ID}",
            f"Revoked the application password {ID}.\n",
        ),
        (("user", "change", "mei", "--disable"), f"PATCH /api/v1/users/{OTHER}", "Changed Mei.\n"),
        (("user", "remove", "Mei"), f"DELETE /api/v1/users/{OTHER}", "Removed Mei.\n"),
        (("user", "unlink", "Mei", ID), f"DELETE /api/v1/users/{OTHER}/links/{ID}", f"Undid the link {ID}.\n"),
        (("user", "link", "Mei", "oidc", "x#7"), f"POST /api/v1/users/{OTHER}/links", "Linked Mei with x#7 of oidc.\n"),
        (
            ("encode", ID, "--remove", OTHER),
            f"DELETE /api/v1/items/{ID}/editions/{OTHER}",
            f"Removed the conversion {OTHER}.\n",
        ),
    ],
)
def test_every_change_says_one_line(
    run: Any, daemon: Daemon, words: tuple[str, ...], request_: str, sentence: str
) -> None:
    daemon.answers |= {"GET /api/v1/users": page(USER), request_: {}}
    assert (said := run(*words)).out == sentence, said.err
    assert daemon.asked[-1] == request_
    assert run("--json", *words).out == ""


def test_a_refused_query_names_what_is_right_in_one_sentence(run: Any, daemon: Daemon) -> None:
    detail = "Input should be '', 'queued', 'running' or 'failed'"
    daemon.answers["GET /api/v1/jobs"] = (
        400,
        {
            "code": "query_invalid", "detail": "The query was refused.",
            "errors": [{"pointer": "state", "detail": detail}],
            "remedy": "Correct the named parameters; the API page shows what is expected.",
        },
    )  # fmt: skip
    said = run("job", "list", "--state", "x")
    assert (said.code, said.err) == (
        5,
        "The query was refused: state: Input should be 'queued', 'running' or 'failed'.\n",
    )


JOB = {
    "id": ID, "type": "encode", "state": "failed", "progress": 0.5, "message": "", "attempts": 1, "max_attempts": 3,
    "error": {"message": "ffmpeg ended with 1.", "remedy": "Look at the log."}, "created": 0, "started": 0,
    "finished": None, "args": {"profile": "mp3"}, "result": None,
}  # fmt: skip


def test_a_failed_job_shows_why_in_the_list_and_as_a_sheet(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {"GET /api/v1/jobs": page(JOB), f"GET /api/v1/jobs/{ID}": JOB}
    assert "ffmpeg ended with 1." in run("job", "list").out
    shown = run("job", "show", ID).out
    assert "{" not in shown
    assert [line.split(maxsplit=1)[0] for line in shown.splitlines()] == [
        "Job", "Id", "State", "Error", "Remedy", "Attempts", "Created", "Started", "Told",
    ]  # fmt: skip
    assert json.loads(run("--json", "job", "show", ID).out) == JOB


WORK = {
    "id": ID, "kind": "film", "title": "Nocturne", "date": "1998", "parent": None, "position": None, "ids": [],
    "fields": {"genres": ["Drama", "Noir"], "dates": [{"value": "1998"}], "exposure": {"iso": 200, "focal_length": 35}},
    "locks": ["genres"],
    "credits": [
        {"role": "actor", "name": "Mei", "character": "Rosa"}, {"role": "actor", "name": "Tom", "character": ""},
    ],
    "editions": [
        {
            "id": OTHER, "label": "720p", "profile": "", "reason": "",
            "facts": {
                "duration_ms": 125_000, "container": "mp4", "streams": [
                    {"type": "video", "codec": "hevc", "width": 1280, "height": 720, "fps": 24.0, "hdr": ["DV"]},
                    {"type": "subtitle", "codec": "subrip", "language": "de", "forced": True},
                ],
            },
            "marks": [{"type": "chapter", "start": 61_000, "title": "Two"}, {"type": "intro", "start": 0}],
            "parts": [{"files": [{"name": "a [1].mp4", "state": "missing"}]}],
        }
    ],
    "companions": [
        {"role": "subtitle", "facts": {"language": "en", "sdh": True, "bytes": 7},
         "files": [{"name": "a.en.srt", "state": "present"}]},
    ],
    "extras": [{"id": OTHER, "title": "Interview", "extra": "behind_the_scenes", "duration_ms": 3_661_000}],
    "related_by": [],
    "relations": [
        {"type": "collection", "item": {"id": OTHER, "title": "Trains"}, "position": {"label": "2", "value": 2}}
    ],
}  # fmt: skip
CHILD = {"id": OTHER, "kind": "comic_issue", "title": "One", "position": "1", "year": 1999, "duration_ms": 61_000}


def test_a_work_is_shown_with_its_credits_and_the_files_of_its_editions(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {f"GET /api/v1/items/{ID}": WORK, f"GET /api/v1/items/{ID}/children": page()}
    assert [line.rstrip() for line in run("items", ID).out.splitlines()] == [
        "Title     Nocturne",
        "Kind      film",
        "Date      1998",
        "Actor     Mei (Rosa), Tom",
        "Genres    Drama, Noir",
        "Exposure  iso 200, focal length 35",
        "Locked    genres",
        "Edition   720p, 2:05, mp4",
        f"            {OTHER}",
        "            a [1].mp4 (missing)",
        "            video: hevc, 1280x720, 24 fps, DV",
        "            subtitle: subrip, de, forced",
        "            chapter 1:01 Two",
        "Subtitle  a.en.srt (en, sdh)",
        "Extra     Interview (behind the scenes, 1:01:01)",
        f"            {OTHER}",
        "Part of   2 of Trains",
        f"            {OTHER}",
        f"Id        {ID}",
    ]
    assert json.loads(run("--json", "items", ID).out) == WORK


def test_a_work_is_shown_with_what_is_below_it(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {f"GET /api/v1/items/{ID}": WORK, f"GET /api/v1/items/{ID}/children": page(CHILD)}
    assert run("items", ID).out.splitlines()[-1].split() == ["1", "comic", "issue", "One", "1999", "1:01", OTHER]
    daemon.answers[f"GET /api/v1/items/{ID}/children"] = page(*[CHILD] * 101)
    assert "more below it than these 100" in run("items", ID).out


def test_what_is_in_a_collection_has_its_place(run: Any, daemon: Daemon) -> None:
    held = {"type": "collection", "item": {"id": OTHER, "title": "One"}, "position": {"label": "1.5", "value": 1.5}}
    daemon.answers |= {
        f"GET /api/v1/items/{ID}": {**WORK, "editions": [], "related_by": [held]},
        f"GET /api/v1/items/{ID}/children": page({**CHILD, "position": ""}),
    }
    assert run("items", ID).out.splitlines()[-1].split()[0] == "1.5"


def test_a_person_is_shown_with_what_they_are_credited_for(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {
        f"GET /api/v1/items/{ID}": {**WORK, "title": 'Ann "A" Fern', "editions": []},
        f"GET /api/v1/items/{ID}/children": page(), "GET /api/v1/items": page(CHILD),
    }  # fmt: skip
    assert OTHER in run("items", ID).out.splitlines()[-1]
    assert "query=by%3A%22Ann+%5C%22A%5C%22+Fern%22&" in daemon.asked[-1]


def test_many_chapters_are_counted(run: Any, daemon: Daemon) -> None:
    marks = [{"type": "chapter", "start": number, "title": "x"} for number in range(13)]
    work = {**WORK, "editions": [{**WORK["editions"][0], "marks": marks}]}
    daemon.answers |= {f"GET /api/v1/items/{ID}": work, f"GET /api/v1/items/{ID}/children": page()}
    said = run("items", ID).out
    assert "13 chapters" in said
    assert "chapter 0:00" not in said


def test_each_file_of_a_long_list_has_a_row_of_its_own(run: Any, daemon: Daemon) -> None:
    line = {"kind": "book", "title": "Mort", "year": 1987, "parents": [], "editions": [{"files": ["a.pdf", "b.epub"]}]}
    daemon.answers["GET /api/v1/items/lines"] = page(line)
    assert [row.split()[-1] for row in run("items", "--long").out.splitlines()] == ["FILES", "a.pdf", "b.epub"]


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (
            ("--query", "genre:noir", "--kind", "film", "--sort", "-year"),
            "query=kind%3Afilm+genre%3Anoir+sort%3A-year&",
        ),
        (("--kind", "film", "--sort", "added", "--library", "attic"), f"kind=film&sort=added&library={ID}"),
        (("--query", "noir", "--library", "attic"), f"query=noir&library={ID}"),
        (("--long", "--kind", "film", "--library", "attic"), f"lines?kind=film&library={ID}"),
        (("--long", "--query", "noir", "--sort", "year"), "lines?query=noir+sort%3Ayear&"),
    ],
)
def test_what_is_asked_together_is_asked_together(run: Any, daemon: Daemon, words: tuple[str, ...], asked: str) -> None:
    daemon.answers |= {"GET /api/v1/items": page(), "GET /api/v1/items/lines": page()}
    run("items", *words)
    assert asked in daemon.asked[-1]


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("--long", "--sort", "title"), "--sort"), (("--long", "--user", "mei"), "--user"),
        ((ID, "--kind", "film", "--long"), "--kind and --long"), ((ID, "--library", "attic"), "--library"),
    ],
)  # fmt: skip  # a table
def test_options_that_would_be_passed_over_are_refused(run: Any, words: tuple[str, ...], named: str) -> None:
    said = run("items", *words)
    assert said.code == 2
    assert f"leave out {named}." in said.err


def test_a_list_that_ends_at_its_limit_says_that_there_is_more(run: Any, daemon: Daemon) -> None:
    brief = {"kind": "film", "title": "Nocturne", "by": "Ingrid Solvang", "id": ID}
    daemon.answers |= {"GET /api/v1/items": page(brief, brief, brief), "GET /api/v1/search": page(brief, brief)}
    assert "Ingrid Solvang" in run("items").out
    assert "There are more than these 2" in run("items", "--limit", "2").out
    assert "There are more than these 1" in run("search", "x", "--limit", "1").out
    assert "There are more" not in run("items", "--limit", "3").out
    assert len(run("--json", "items", "--limit", "2").out.splitlines()) == 2


def test_kinds_are_named_with_what_they_are_asked_by(run: Any, daemon: Daemon) -> None:
    rows = [("", "added", ""), ("film", "title", ""), ("film", "title", "genre"), ("film", "added", "party")]
    shown = [dict(zip(("kind", "sort", "filter"), each, strict=True)) for each in rows]
    daemon.answers["GET /api/v1/items/published"] = page(*shown)
    assert [row.split() for row in run("items", "--kinds").out.splitlines()] == [
        ["KIND", "FILTERS", "ORDERS"], ["film", "genre", "added,", "title"],
    ]  # fmt: skip  # a table
    (film,) = map(json.loads, run("--json", "items", "--kinds").out.splitlines())
    assert film == {"kind": "film", "filters": ["genre"], "sorts": ["added", "title"]}


def test_a_query_is_asked_as_it_is_typed(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {"GET /api/v1/items": page()}
    assert "Nothing was found" in run("items", "--query", 'kind:film genre:"Film Noir" -tag:seen').out
    assert "query=kind%3Afilm+genre%3A%22Film+Noir%22+-tag%3Aseen" in daemon.asked[-1]


def test_files_are_assigned_by_their_names(run: Any, daemon: Daemon) -> None:
    file = {"id": OTHER, "name": "films/a.mkv"}
    refused = {
        "detail": "The work cannot stand there.",
        "errors": [{"pointer": "/parent", "detail": "is one of: season"}],
    }
    daemon.answers |= {
        f"GET /api/v1/items/{ID}": {"id": ID, "editions": [{"parts": [{"files": [file]}]}]},
        f"POST /api/v1/items/{ID}/assignment": (202, {"item": OTHER, "job": "j"}),
        f"DELETE /api/v1/items/{ID}/assignment": (202, {"item": ID, "job": "j"}),
    }  # fmt: skip
    assert OTHER in run("assign", ID, "--title", "Solaris", "--file", "a.mkv").out
    assert OTHER in run("assign", ID, "--to", OTHER, "--at", "2", "--at", "5").out
    assert "no file 'b.mkv'" in run("assign", ID, "--to", OTHER, "--file", "b.mkv").err
    assert run("assign", ID, "--to", "zz").err.startswith("'zz' is no id of a work.")
    assert "Say which work" in run("assign", ID).err
    assert "Taken back" in run("assign", ID, "--undo").out
    daemon.answers[f"POST /api/v1/items/{ID}/assignment"] = (400, refused)
    said = run("assign", ID, "--title", "Solaris", "--kind", "episode")
    assert said.err == "The work cannot stand there: --parent: is one of: season.\n"


SHOW = {"id": ID, "title": "Chernobyl Part", "date": "", "editions": [], "locks": [], "revision": 7}


def test_a_work_without_files_takes_its_title_or_becomes_another(run: Any, daemon: Daemon) -> None:
    right = {**SHOW, "title": "Chernobyl", "locks": ["title"]}
    daemon.answers |= {
        f"GET /api/v1/items/{ID}": [SHOW, SHOW, right, SHOW], f"PATCH /api/v1/items/{ID}": right,
        f"POST /api/v1/items/{ID}/merge": right, f"POST /api/v1/items/{ID}/split": right,
    }  # fmt: skip
    assert "Chernobyl\n" in run("assign", ID, "--title", "Chernobyl").out.replace(" ", "")
    assert daemon.asked[-1] == f"PATCH /api/v1/items/{ID}"
    assert run("assign", ID, "--to", OTHER).code == 0
    assert daemon.asked[-1] == f"POST /api/v1/items/{ID}/merge"
    for taken_back in ("PATCH /api/v1/items/{}", "POST /api/v1/items/{}/split"):
        assert "Taken back" in run("assign", ID, "--undo").out
        assert daemon.asked[-1] == taken_back.format(ID)
    assert "leave out --at." in run("assign", ID, "--title", "Chernobyl", "--at", "2").err


def test_fields_are_locked_as_people_write_them(run: Any, daemon: Daemon) -> None:
    free = {**WORK, "locks": [], "revision": 7}
    locked = {**WORK, "locks": ["genres", "title", "dates"], "revision": 8}
    daemon.answers |= {f"GET /api/v1/items/{ID}": free, f"PATCH /api/v1/items/{ID}": locked}
    assert "Nothing of it is locked." in run("lock", ID).out
    said = run("lock", ID, "title=Nocturne", "genres=Drama, Noir", "dates=1998", 'ids=[{"scheme": "a", "value": "b"}]')
    assert daemon.bodies[-1] == {
        "lock": {
            "title": "Nocturne", "genres": ["Drama", "Noir"], "dates": [{"value": "1998"}],
            "ids": [{"scheme": "a", "value": "b"}],
        },
        "unlock": [],
    }  # fmt: skip
    shown = [line.strip().split(maxsplit=1) for line in said.out.splitlines()[1:3]]
    assert shown == [["genres", "Drama,Noir"], ["title", "Nocturne"]]
    daemon.answers[f"GET /api/v1/items/{ID}"] = locked
    assert run("lock", ID, "--unlock", "title", "--unlock", "tags").err.startswith("tags is not locked.")
    run("lock", ID, "--unlock", "title", "--unlock", "genres")
    assert daemon.bodies[-1] == {"lock": {}, "unlock": ["title", "genres"]}


@pytest.mark.parametrize("said", ["title", "title=", "=Nocturne", "ids=[1"])
def test_a_field_without_a_value_is_no_lock(run: Any, daemon: Daemon, said: str) -> None:
    daemon.answers |= {f"GET /api/v1/items/{ID}": {**WORK, "revision": 7}}
    refused = run("lock", ID, said)
    assert (refused.code, "`genres=Drama,Noir`" in refused.err) == (2, True)


def test_a_work_that_became_another_is_shown_as_that_one(run: Any, daemon: Daemon) -> None:
    daemon.moved = {f"/api/v1/items/{ID}": f"/api/v1/items/{OTHER}"}
    daemon.answers |= {f"GET /api/v1/items/{OTHER}": WORK, f"GET /api/v1/items/{ID}/children": page()}
    assert json.loads(run("--json", "items", ID).out) == WORK


def test_works_are_listed_by_the_eyes_of_a_user(run: Any, daemon: Daemon) -> None:
    tin = {"id": ID, "name": "Tin", "query": "unwatched", "owner": "", "shared": True, "revision": 1}
    daemon.answers |= {
        "GET /api/v1/users": page({"id": OTHER, "name": "Mei"}), "GET /api/v1/items": page(),
        "GET /api/v1/lists": page(tin), f"GET /api/v1/lists/{ID}/items": page(),
    }  # fmt: skip
    run("items", "--query", "unwatched", "--user", "mei")
    assert f"user={OTHER}" in daemon.asked[-1]
    run("list", "show", "tin", "--user", "MEI")
    assert daemon.asked[-1].startswith(f"GET /api/v1/lists/{ID}/items?user={OTHER}")
    assert "no user 'Lu'" in run("items", "--query", "unwatched", "--user", "Lu").err


def test_a_list_that_fills_itself_is_named_by_its_name(run: Any, daemon: Daemon) -> None:
    tin = {"id": ID, "name": "Tin", "query": "genre:tin", "owner": "", "shared": True, "revision": 1}
    daemon.answers |= {
        "POST /api/v1/lists": (201, tin), "GET /api/v1/lists": page(tin), f"PUT /api/v1/lists/{ID}": tin,
        f"GET /api/v1/lists/{ID}/items": page({"kind": "film", "title": "Nocturne", "id": ID}),
        f"DELETE /api/v1/lists/{ID}": (204, None),
    }  # fmt: skip
    assert "genre:tin" in run("list", "add", "Tin", "genre:tin").out
    assert "Tin" in run("list", "list").out
    assert "Nocturne" in run("list", "show", "tin").out
    assert "genre:tin" in run("list", "change", "tin", "--query", "genre:wood").out
    assert "is gone" in run("list", "remove", ID).out
    assert "no list 'Oak'" in run("list", "show", "Oak").err


PLUGIN = {
    "instance": "films", "name": "Films", "summary": "", "distribution": "films", "version": "1", "state": "failed",
    "reason": "it fell", "remedy": "Lift it.", "brings": {"media_types": ["films"]}, "permissions": {},
    "files": "open", "paused": ["job films.tidy"], "paused_until": {"job films.tidy": 0},
    "isolation": "inline", "finishing": 0, "error": {"message": "KeyError: 7", "kind": "raised", "hook": "job tidy"},
}  # fmt: skip


def test_a_plugin_is_shown_by_either_verb_for_people_and_whole_for_programs(run: Any, daemon: Daemon) -> None:
    daemon.answers["GET /api/v1/plugins/films"] = PLUGIN
    shown = run("plugin", "show", "films").out
    assert "{" not in shown
    assert "Media types  films" in shown
    assert "Lift it." in shown
    assert re.search(r"Paused +job films.tidy until 19(69|70)-", shown)
    assert "KeyError: 7" in shown
    assert run("plugin", "info", "films").out == shown
    assert json.loads(run("--json", "plugin", "show", "films").out) == PLUGIN


def test_the_trace_of_a_plugin_is_followed_until_the_daemon_is_gone(run: Any, daemon: Daemon) -> None:
    call = {"number": 1, "hook": "job films.tidy", "started": 0, "ms": 2.5, "loop_ms": 0.5, "correlation_id": "r"}
    calls = [call | {"outcome": "ok"}, call | {"number": 2, "outcome": "timeout"}]
    daemon.answers["GET /api/v1/plugins/films/trace"] = page(*calls)
    lines = run("plugin", "trace", "films").out.splitlines()
    assert [line.split()[2:] for line in lines] == [
        ["2.5", "ms", "0.5", "ms", "loop", outcome, "job", "films.tidy", "r"] for outcome in ("ok", "timeout")
    ]
    assert list(map(json.loads, run("--json", "plugin", "trace", "films").out.splitlines())) == calls
    is_followed = threading.Event()

    def leave() -> None:
        while not (daemon.asked[-1].endswith("after=2") or is_followed.wait(0.02)):
            pass
        daemon.answers.clear()

    threading.Thread(target=leave).start()
    assert "not_found" not in run("plugin", "trace", "films", "--follow").out
    is_followed.set()
    assert daemon.asked[-1].endswith("after=2")
    assert "There is no plugin 'nobody'" in run("plugin", "trace", "nobody").err
    daemon.answers["GET /api/v1/plugins/films/trace"] = page()
    nothing = "Nothing was asked of it yet; `mediad plugin show films` says how it is.\n"
    assert (run("plugin", "trace", "films").out, run("--json", "plugin", "trace", "films").out) == (nothing, "")


HOLD = {"id": OTHER, "path": "/x", "files": 45, "reason": "gone", "decision": ""}


def test_a_loss_that_waits_stands_in_the_list_of_libraries(run: Any, daemon: Daemon) -> None:
    holds = f"GET /api/v1/libraries/{ID}/holds"
    daemon.answers[holds] = page(HOLD)
    assert "45 files wait for approval as gone: `mediad library holds Attic`" in run("library", "list").out
    daemon.answers[holds] = page()
    assert "wait" not in run("library", "list").out


@pytest.mark.parametrize("name", ["attic", "ATTIC", ID])
def test_a_decision_says_what_it_did_however_the_library_is_named(run: Any, daemon: Daemon, name: str) -> None:
    address = f"POST /api/v1/libraries/{ID}/holds/{OTHER}"
    said = run("library", "approve", name, OTHER)
    assert (said.code, said.err) == (6, f"There is no hold '{OTHER}'.\nSee `mediad library holds {name}`.\n")
    daemon.answers[address] = HOLD
    assert run("library", "approve", name, OTHER).out == "45 files of Attic are missing from now on.\n"
    assert run("library", "reject", name, OTHER).out == "45 files of Attic stay, unreachable until they are back.\n"


def test_a_scan_says_where_to_look_further_and_a_dry_one_what_would_come() -> None:
    counts = {"files": 9, "errors": 2, "held": 3}
    done = {"state": "finished", "counts": counts, "report": {}}
    assert _summary("My films", done).splitlines() == [
        "My films: finished, 9 files, 3 held, 2 errors",
        "  3 held: see `mediad library holds 'My films'`",
        "  2 errors: see `mediad library problems 'My films'`",
    ]
    passed = {"code": "kept_by_programs", "reason": "", "count": 9, "paths": ["/m/Fen/a.png", "/m/Fen/b", "c", "d"]}
    told = _summary("Films", {**done, "counts": {"files": 1}, "report": {"passed_over": [passed]}})
    assert told.splitlines()[1:] == ["  passed over: 9 kept by programs (/m/Fen/a.png, /m/Fen/b, c ...)"]
    plan = {"new": {"film": 1}, "known": {}, "titles": ["Nocturne"], "reasons": ["It is empty."]}
    dry = {"state": "finished", "counts": {"files": 1}, "report": {"plan": plan}}
    assert _summary("Films", dry).splitlines()[1:] == ["  new: 1 film", "  + Nocturne", "  ! It is empty."]


def test_a_check_of_the_configuration_names_the_file_that_it_read(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "mediad.toml"
    file.write_text("[storage]\ndata_dir = 'var'\n")
    assert run("--config", str(file), "config", "check").out == f"{file} is right. Data lies in {tmp_path}/var.\n"


def test_without_a_file_the_check_says_that_the_defaults_hold(
    run: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MEDIAD_CONFIG", raising=False)
    said = run("config", "check").out
    assert said == f"There is no configuration file: the defaults hold. Data lies in {tmp_path}/var.\n"


SCHEDULE = {
    "id": f"library.{ID}.full", "job": "library.scan", "args": {"library": ID, "mode": "full"}, "cron": "0 4 * * *",
    "every": None, "timezone": "UTC", "enabled": True, "last_run": None, "next_run": 0,
}  # fmt: skip


def test_a_schedule_is_listed_with_the_name_of_its_library(run: Any, daemon: Daemon) -> None:
    named = {**SCHEDULE, "id": "config.weekly", "args": {"library": "ATTIC"}}
    timed = {**SCHEDULE, "id": "a.b", "args": {}, "cron": "", "every": 90.0}
    daemon.answers["GET /api/v1/schedules"] = page(SCHEDULE, named, timed)
    lines = run("schedule", "list").out.splitlines()
    assert "Attic, full  0 4 * * *" in lines[1]
    assert "Attic        0 4 * * *" in lines[2]
    assert "every 90 s" in lines[3]
    assert json.loads(run("--json", "schedule", "list").out.splitlines()[0]) == SCHEDULE


def test_a_schedule_is_switched_and_run_with_a_word(run: Any, daemon: Daemon) -> None:
    daemon.answers |= {"PATCH /api/v1/schedules/a.b": SCHEDULE, "POST /api/v1/schedules/a.b/run": {"job": ID}}
    assert run("schedule", "off", "a.b").out == "The schedule a.b is off.\n"
    assert run("schedule", "on", "a.b").out == "The schedule a.b is on.\n"
    assert run("schedule", "run", "a.b").out == f"Started: `mediad job show {ID}` shows how it goes.\n"
    assert run("schedule", "off", "x").err == "There is no schedule 'x'.\nSee `mediad schedule list`.\n"


def test_a_plugin_is_switched_and_reloaded_and_a_failure_is_the_commands(run: Any, daemon: Daemon) -> None:
    good = PLUGIN | {"state": "running", "reason": "", "remedy": "", "error": None}
    daemon.answers |= {
        "POST /api/v1/plugins/films/enable": PLUGIN,
        "POST /api/v1/plugins/films/disable": good | {"state": "disabled", "finishing": 2},
        "POST /api/v1/plugins/films/reload": {"plugin": good, "held": ["films is held by a list"]},
        "POST /api/v1/system/leave-safe-mode": {"plugins": ["films", "music"]},
    }
    failed = run("plugin", "enable", "films")
    assert failed.code == 1
    assert failed.out == "The plugin films is failed: it fell.\nLift it.\n"
    assert "2 calls finish on its former code." in run("plugin", "disable", "films").out
    assert "Its old code stays in memory: films is held by a list." in run("plugin", "reload", "films").out
    assert run("plugin", "leave-safe-mode").out == "Running again: films, music.\n"
    assert json.loads(run("--json", "plugin", "reload", "films").out)["state"] == "running"


def test_profiles_are_listed_tried_and_ranked_for_a_work(run: Any, daemon: Daemon) -> None:
    h264 = {"id": "h264-vaapi", "label": "V", "media": "video", "available": False, "reason": "No device."}
    daemon.answers |= {
        "GET /api/v1/encoders": page(h264),
        "POST /api/v1/encoders/probe": page({**h264, "reason": "Tried."}),
        f"GET /api/v1/items/{ID}/encoders": page({**h264, "fit": 0.95}),
    }
    assert "No device." in run("encode").out
    assert "Tried." in run("encode", "--probe").out
    assert "0.95" in run("encode", ID, "--edition", OTHER).out
    assert daemon.asked[-1].startswith(f"GET /api/v1/items/{ID}/encoders?")
    assert f"edition={OTHER}" in daemon.asked[-1]
