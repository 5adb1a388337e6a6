"""Somebody who runs the daemon for good: configuration, users, keys, database, and what each command's end means."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from outside import Outside, library, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROLE = '[roles.family]\npermissions = ["items.read", "me.read", "me.write"]\nlibraries = ["*"]\n'


@pytest.fixture(scope="module")
def house() -> Iterator[Outside]:
    with outside() as made:
        for name in ("one", "two"):
            (made.place / name).mkdir()
            (made.place / name / f"{name.title()} Film (2001).mkv").write_text("no film")
        made.declare(library("one", ["movies"], made.place / "one"), settings=ROLE)
        yield made.start()


@pytest.fixture
def bare() -> Iterator[Outside]:
    with outside() as made:
        yield made


def reload(house: Outside, *libraries: str) -> None:
    """Change the libraries as `systemctl reload` does."""
    house.declare(*libraries)
    assert house.process is not None
    house.process.send_signal(1)


def names(house: Outside) -> set[str]:
    return {each["name"] for each in house.items("/libraries") if each["detached"] is None}


def test_a_mistake_in_the_configuration_is_named_with_file_line_key_and_suggestion(bare: Outside) -> None:
    bare.config.write_text('[server]\nport = "many"\n\n[storage]\ndata_dri = "x"\n')
    assert bare.launch().wait(20) == 78
    for text in (bare.log, bare.cli("config", "check").err):
        assert f"{bare.config}:2: server.port: should be a whole number" in text
        assert f'{bare.config}:5: storage.data_dri: unknown key; did you mean "data_dir"?' in text
        assert "mediad.example.toml explains every key" in text
    assert bare.cli("config", "check").code == 78
    assert bare.cli("items").code == 78


def test_a_port_that_is_taken_is_named(bare: Outside) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
        bare.environment["MEDIAD__SERVER__PORT"] = str(port)
        bare.declare()
        assert bare.launch().wait(20) == 1
    assert f"127.0.0.1:{port}" in bare.log
    assert "Traceback" not in bare.log


def test_a_second_daemon_on_the_same_database_is_refused_and_the_first_goes_on(house: Outside) -> None:
    second = Outside(house.place, environment={"MEDIAD__SERVER__SOCKET": str(house.place / "other.sock")})
    try:
        assert second.launch().wait(20) == 1
    finally:
        second.kill()
    said = house.log[house.log.rindex("mediad: ") :]
    assert "mediad.db" in said
    assert "Traceback" not in said
    assert house.is_ready()


def test_the_same_start_twice_leaves_the_socket_of_the_first(house: Outside) -> None:
    second = Outside(house.place)
    try:
        assert second.launch().wait(20) == 1
    finally:
        second.kill()
    assert house.is_ready()


def test_a_database_of_a_newer_version_is_refused_and_not_touched(bare: Outside) -> None:
    bare.declare()
    bare.start().stop()
    path = bare.place / "data/mediad.db"
    with closing(sqlite3.connect(path)) as database, database:
        table = next(name for (name,) in database.execute("SELECT name FROM sqlite_master") if "migration" in name)
        columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
        row = dict(zip(columns, database.execute(f"SELECT * FROM {table}").fetchone(), strict=True))
        row.update({column: 9999 for column in columns if column in {"id", "number", "version"}})
        marks = ", ".join("?" * len(row))
        database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
    bare.launch()
    assert bare.process is not None
    assert bare.process.wait(20) == 1
    assert "9999" in bare.log
    assert "newer" in bare.log


def test_a_reload_takes_a_new_library_and_detaches_one_that_left_with_what_people_did(house: Outside) -> None:
    one, two = (library(name, ["movies"], house.place / name) for name in ("one", "two"))
    key = house.cli("key", "add", "--json").values[0]["key"]
    house.scan()
    film = house.items("/items?kind=film")[0]
    assert film["title"] == "One Film"
    house.send("PATCH", f"/me/items/{film['id']}", {"rating": 80, "favourite": True}, key)
    reload(house, two)
    until(lambda: names(house) == {"Two"}, 10)
    until(lambda: [each["title"] for each in house.items("/items?kind=film", key)] in ([], ["Two Film"]), 10)
    reload(house, one, two)
    until(lambda: names(house) == {"One", "Two"}, 10)
    house.scan()
    back = {each["title"]: each["id"] for each in house.items("/items?kind=film", key)}
    assert back["One Film"] == film["id"]
    assert house.get(f"/me/items/{film['id']}", key)["rating"] == 80
    assert [each["id"] for each in house.items("/me/favourites", key)] == [film["id"]]


def test_a_reload_with_a_mistake_changes_nothing_and_says_so(house: Outside) -> None:
    before = names(house)
    whole = house.config.read_text()
    house.config.write_text(whole + "\n[servre]\n")
    assert house.process is not None
    house.process.send_signal(1)
    until(lambda: "the configuration stays as it was" in house.log, 10)
    assert "servre" in house.log
    assert names(house) == before
    over_socket = ("--socket", str(house.place / "data/mediad.sock"))
    told = house.cli(*over_socket, "doctor", "--json")
    [found] = [each for each in told.values if each["id"] == "configuration"]
    assert (told.code, found["state"], "servre" in found["detail"]) == (0, "degraded", True)
    refused = house.cli(*over_socket, "config", "reload")
    line = len(whole.splitlines()) + 2
    assert (refused.code, f"{house.config}:{line}: servre: unknown key" in refused.err) == (78, True)
    house.config.write_text(whole.replace("access = false", "access = true"))
    assert house.cli("config", "reload").out.splitlines()[-1] == "At the next start of the daemon: log.access."
    assert {each["state"] for each in house.cli("doctor", "--json").values if each["id"] == "configuration"} == {"ok"}
    house.config.write_text(whole)


def test_a_schedule_whose_job_nobody_offers_is_named_in_the_log_and_by_the_doctor(house: Outside) -> None:
    whole = house.config.read_text()
    house.config.write_text(whole + '\n[schedules.slip]\njob = "core.forgot"\ncron = "0 4 * * *"\n')
    assert house.cli("config", "reload").code == 0
    house.config.write_text(whole)
    place = f"{house.config}:{len(whole.splitlines()) + 3}: schedules.slip.job"
    [found] = [each for each in house.cli("doctor", "--json").values if each["id"] == "schedules"]
    assert (found["state"], place in found["detail"], "core.forget" in found["remedy"]) == ("degraded", True, True)
    assert place in house.log
    assert house.cli("config", "reload").code == 0


def test_systemd_hears_the_beginning_and_the_end_of_a_reload_and_of_the_daemon(bare: Outside) -> None:
    bare.declare()
    bare.environment["MEDIAD__SERVER__DRAIN_SECONDS"] = "7"
    with closing(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)) as manager:
        manager.bind(str(bare.place / "notify"))
        manager.settimeout(10)
        bare.environment["NOTIFY_SOCKET"] = str(bare.place / "notify")
        bare.start()

        def hear() -> list[str]:
            return manager.recv(4096).decode().splitlines()

        assert hear()[0] == "READY=1"
        earlier = time.monotonic_ns() // 1000
        assert bare.cli("config", "reload").code == 0
        word, moment = hear()
        assert word == "RELOADING=1"
        assert earlier <= int(moment.removeprefix("MONOTONIC_USEC=")) <= time.monotonic_ns() // 1000
        manager.setblocking(False)  # the command has ended, so this was said
        assert hear() == ["READY=1", "STATUS=serving"]
        bare.stop()
        assert [hear(), hear()] == [["STOPPING=1"], ["EXTEND_TIMEOUT_USEC=27000000"]]


def test_a_library_of_the_configuration_is_not_changed_through_the_api(house: Outside) -> None:
    mine = house.items("/libraries")[0]["id"]
    answer = house.ask("DELETE", f"/api/v1/libraries/{mine}")
    assert answer.status == 409
    assert "configuration" in answer.json["detail"]


def test_the_life_of_a_user_and_of_a_key(house: Outside) -> None:
    assert house.cli("user", "add", "rosa", "--role", "family").out == "Added rosa as family.\n"
    assert house.cli("user", "add", "rosa").code == 5
    assert house.cli("user", "password", "rosa", given="a long secret\n").code == 0
    session = house.send("POST", "/sessions", {"name": "rosa", "password": "a long secret"})
    assert house.get("/me", session["token"])["role"] == "family"
    key = re.findall(r"^API key: (mdk_\S+)$", house.cli("key", "add", "phone", "--user", "rosa").out, re.MULTILINE)[0]
    assert house.ask("GET", "/api/v1/items", key=key).status == 200
    assert house.ask("GET", "/api/v1/users", key=key).status == 403
    number = house.cli("key", "list", "--user", "rosa", "--json").values[0]["id"]
    assert house.cli("key", "revoke", number).code == 0
    assert house.ask("GET", "/api/v1/items", key=key).status == 401
    assert house.cli("user", "change", "rosa", "--disable").code == 0
    assert house.ask("GET", "/api/v1/me", key=session["token"]).status == 401
    assert house.cli("user", "remove", "rosa").code == 0
    assert "rosa" not in house.cli("user", "list").out


def test_the_configuration_can_be_checked_shown_and_described_without_a_daemon(bare: Outside) -> None:
    bare.environment["MEDIAD__STORAGE__URL"] = "postgresql://someone:" + "hidden-word@localhost/x"
    bare.declare(settings=ROLE)
    assert bare.cli("config", "check").code == 0
    shown = bare.cli("config", "show")
    assert json.loads(shown.out)["roles"]["family"]["libraries"] == ["*"]
    assert "hidden-word" not in shown.out
    assert "server" in json.loads(bare.cli("config", "schema").out)["properties"]


def test_the_database_goes_down_and_up_again_without_a_daemon(bare: Outside) -> None:
    bare.declare()
    bare.start()
    refused = bare.cli("db", "down", "0", "--yes")
    assert refused.code == 1
    assert "Traceback" not in refused.err
    assert bare.is_ready(), "the daemon that uses it goes on"
    bare.stop()
    assert bare.cli("db", "down", "0", "--yes").code == 0
    assert bare.cli("db", "up").code == 0
    assert bare.cli("db", "snapshots").code == 0
    assert bare.start().get("/users")["items"][0]["name"] == "admin"


STRANGER = """
import os, sys
from mediad.cli import client, commands, main, output  # as long as they may be read
from mediad.config import load
try:
    main.app(["--socket", "/nowhere", "doctor"])
except client.CommandError:
    pass
os.setgroups([int(group) for group in sys.argv[2:3]])
os.setgid(65534)
os.setuid(65534)
sys.argv = ["mediad", "--socket", sys.argv[1], "doctor"]
main.main(sys.argv[1:])
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may become somebody else")
@pytest.mark.parametrize(
    ("folder", "mode", "group"), [(0o700, 0o600, ""), (0o755, 0o600, ""), (0o755, 0o660, "0"), (0o755, 0o666, "")]
)
def test_somebody_who_may_not_use_the_socket_is_told_who_may_and_how(
    bare: Outside, folder: int, mode: int, group: str
) -> None:
    bare.declare()
    bare.start()
    socket_file = bare.place / "data/mediad.sock"
    bare.place.chmod(0o755)
    socket_file.parent.chmod(folder)
    socket_file.chmod(mode)
    said = subprocess.run(
        [sys.executable, "-c", STRANGER, str(socket_file), *([group] if group else [])],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert (said.returncode, said.stdout) == (5, ""), said.stderr
    assert said.stderr.splitlines()[-2:] == [
        f"The daemon's socket {socket_file} is for root alone.",
        f"Run `sudo mediad --socket {socket_file} doctor`. Over the network, a key does the same.",
    ]


LOOKING = """
import os, sys
from pathlib import Path
from mediad.cli import client
from mediad.cli.session import Service, Session
from mediad.config import load
if os.geteuid() == 0:
    os.setuid(65534)
run = Path(sys.argv[1])
service = Service(file=run / "none", socket=run / "mediad.sock", state=run / "none", cache=run / "none")
print(Session(config_path=None, socket=None, as_json=False, environ={}, service=service).client.path)
"""


@pytest.mark.parametrize(("mode", "found"), [(0, "/run/mediad.sock"), (0o755, "/var/mediad.sock")])
def test_the_service_is_not_overlooked_because_its_folder_is_closed(bare: Outside, mode: int, found: str) -> None:
    bare.place.chmod(0o755)
    run = bare.place / "run"
    run.mkdir()
    run.chmod(mode)
    said = subprocess.run(
        [sys.executable, "-c", LOOKING, str(run)], cwd=bare.place, capture_output=True, text=True, check=True,
        timeout=30,
    )  # fmt: skip
    assert said.stdout.strip() == f"{bare.place}{found}"


BECOMING = """
import os, sys
from pathlib import Path
from mediad.cli.commands.db import become_owner
from mediad.config import load
become_owner(load(Path(sys.argv[1]), {}))
Path(sys.argv[2]).touch()
print(os.getresuid(), os.getresgid(), os.getgroups())
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_root_leaves_no_file_among_the_data_that_the_daemon_could_not_write(bare: Outside) -> None:
    bare.declare()
    bare.place.chmod(0o755)
    data = bare.place / "data"
    data.mkdir()
    os.chown(data, 65534, 65533)
    command = [sys.executable, "-c", BECOMING, str(bare.config), str(data / "new")]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert said.stdout.strip() == f"{(65534,) * 3} {(65533,) * 3} []"
    made = (data / "new").stat()
    assert (made.st_uid, made.st_mode & 0o777) == (65534, 0o600)


def test_the_doctor_names_every_check_and_a_root_that_is_away(house: Outside) -> None:
    said = house.cli("doctor", "--json")
    assert said.code == 0
    assert {"database", "roots", "plugins", "confinement", "ffmpeg"} <= {each["id"] for each in said.values}
    house.scan()
    gone = house.place / "one"
    gone.rename(house.place / "elsewhere")
    house.cli("scan", "One")
    roots = next(each for each in house.cli("doctor", "--json").values if each["id"] == "roots")
    (house.place / "elsewhere").rename(gone)
    house.scan()
    assert (roots["state"], str(gone) in roots["detail"]) == ("degraded", True)
    assert house.cli("doctor", "--health").code == 0


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("library", "list"), 0),
        (("plugin", "list"), 0),
        (("plugin", "info", "movies"), 0),
        (("job", "list"), 0),
        (("items", "--kind", "film"), 0),
        (("encode",), 0),
        (("search", "nothing"), 0),
        (("nonsense",), 2),
        (("items", "--limit", "many"), 2),
        (("library", "problems", "None"), 6),
        (("job", "show", "01a1fc3c-6371-7087-9c47-407c351f42b2"), 6),
        (("items", "01a1fc3c-6371-7087-9c47-407c351f42b2"), 6),
        (("user", "remove", "nobody"), 6),
        (("plugin", "info", "nothing"), 6),
        (("plugin", "info", "../users"), 6),
        (("items", "published"), 6),
        (("items", "../users"), 6),
        (("job", "show", "many"), 6),
        (("job", "cancel", ""), 6),
        (("key", "revoke", "../users"), 6),
        (("encode", "x", "h264"), 6),
        (("library", "approve", "One", "x"), 6),
        (("library", "holds", "ONE"), 0),
        (("scan", "one", "--path", "one"), 0),
        (("scan", "none"), 6),
        (("user", "change", "admin"), 2),
        (("key", "add", "--days", "99999999999999"), 2),
        (("key", "add", "--scope", "x"), 5),
        (("user", "add", "x", "--role", "no such role"), 5),
        (("items", "--kind", "film", "--sort", "no-such-order"), 5),
    ],
)
def test_each_command_ends_with_the_documented_code(house: Outside, words: tuple[str, ...], code: int) -> None:
    said = house.cli(*words)
    assert said.code == code, said
    assert "Traceback" not in said.err
    assert bool(said.err) == bool(code) or words[0] == "scan", "a failure has its sentence, success has none"
    assert "Value error" not in said.err
    assert "nothing at this address" not in said.err, "what was typed never leads to another address"


def test_without_a_daemon_a_command_says_how_to_start_one(bare: Outside) -> None:
    bare.declare()
    said = bare.cli("items")
    assert said.code == 4
    assert "mediad serve" in said.err


def test_the_configuration_may_be_named_before_serve_as_before_every_command(bare: Outside) -> None:
    bare.config.write_text("[servre]\n")
    said = bare.cli("serve")
    assert said.code == 78
    assert "servre" in said.err


def test_the_socket_belongs_to_its_user_alone(house: Outside) -> None:
    path: Path = house.place / "data/mediad.sock"
    assert path.stat().st_mode & 0o007 == 0
