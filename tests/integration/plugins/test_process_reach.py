"""What hostile code in a process of its own cannot reach of the daemon, and that honest code there misses nothing."""

from __future__ import annotations

import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside

from mediad_sdk.runner import landlock

if TYPE_CHECKING:
    from collections.abc import Iterator

OURS = ("apprise", "audio", "h264", "movies", "music", "qbittorrent")
ROOM = "/api/v1/plugins/intruder"
VERSION = landlock.version()
CONFINED = pytest.mark.skipif(VERSION < 6, reason="this kernel's Landlock holds less: it is older than 6.12")

# A deed, and at what it is aimed: paths below the daemon's place, or what the fixture knows.
FILES = [
    ("reads", "data/secret.key"),
    ("reads", "data/mediad.db"),
    ("reads", "data/mediad.db-wal"),
    ("reads", "mediad.toml"),
    ("reads", "data/plugins/files/good/secret"),
    ("reads", "data/cache/plugins/good/secret"),
    ("lists", "data"),
    ("lists", "data/plugins/files/good"),
    ("lists", "data/cache"),
    ("writes", "data/mediad.db"),
    ("writes", "data/new"),
    ("writes", "outside"),
    ("cuts_short", "data/mediad.db"),
    ("removes", "data/mediad.db"),
    ("moves", "data/secret.key"),
    ("binds", "data/secret.key"),
    ("opens_up", "data/secret.key"),
    ("backdates", "data/mediad.db"),
    ("leads_astray", "data/secret.key"),
    ("connects", "data/mediad.sock"),
]
OTHERS = [
    ("reads", "/proc/{daemon}/environ"),
    ("reads", "/proc/{daemon}/cmdline"),
    ("reads", "/proc/{daemon}/maps"),
    ("reads", "/proc/{daemon}/cwd/mediad.toml"),
    ("reads", "/proc/1/status"),
    ("lists", "/proc/{daemon}/fd"),
    ("lists", "/"),
    ("looks_into_memory", "{daemon}"),
    ("traces", "{daemon}"),
    ("copies_memory", "{daemon}"),
    ("signals", "{daemon}"),
    ("signals", "{thread}"),
    ("signals", "{neighbour}"),
    ("slows_down", "{daemon}"),
    ("writes", "{code}/__init__.py"),
    ("writes", "{code}/new.py"),
    ("writes", "/tmp/mediad-was-here"),
    ("writes", "/dev/shm/mediad-was-here"),
    ("writes", "/proc/self/oom_score_adj"),
    ("lists", "/tmp"),
    ("connects", "/run/systemd/private"),
    ("sends", "/run/systemd/notify"),
]
WORK = {
    "temporary": "mi",
    "database": 7,
    "zone": "Europe/Berlin",
    "lazily": ["audio/flac", "xml.dom.minidom"],
    "certificates": True,
    "threads": [0, 1, 2, 3],
    "nowhere": 8,
    "itself": [True, True],
    "program": True,
}


@pytest.fixture(scope="module")
def site(repository: Path, install: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the plugin is installed, with two others beside it."""
    hostile = repository / "tests/plugins_hostile"
    packages = [hostile / "good", hostile / "called/apart", hostile / "called/intruder"]
    return install(packages, tmp_path_factory.mktemp("intruder"))  # type: ignore[no-any-return]  # the fixture's


@pytest.fixture(scope="module", params=[False, True], ids=["", "raw_network"])
def daemon(request: pytest.FixtureRequest, site: Path) -> Iterator[Outside]:
    """Return a daemon whose other plugins have something to lose."""
    with outside(PYTHONPATH=str(site)) as made:
        off = "\n".join(f"[plugins.{name}]\nenabled = false" for name in OURS)
        raw = "[plugins.intruder]\nraw_network = true\n" if request.param else ""
        made.declare(settings=f"{off}\n{raw}")
        for role in ("data/plugins/files", "data/cache/plugins"):
            folder = made.place / role / "good"
            folder.mkdir(parents=True)
            (folder / "secret").write_text("another's")
        (made.place / "data/secret.key").write_bytes(b64encode(bytes(32)))
        (made.place / "data/secret.key").chmod(0o600)
        made.start()
        made.raw = request.param  # type: ignore[attr-defined]  # for the tests here alone
        yield made


def refused(daemon: Outside, deed: str, target: str) -> bool:
    told = daemon.ask("GET", f"{ROOM}/{deed}?target={target}").json["refused"]
    refusals = ("PermissionError", "OSError: [Errno 18]") if deed == "binds" else "PermissionError"
    assert told.startswith(refusals), told or "it was done"
    return True


@CONFINED
@pytest.mark.parametrize(("deed", "target"), FILES)
def test_files_of_the_daemon_are_out_of_its_reach(daemon: Outside, deed: str, target: str) -> None:
    path = daemon.place / target
    before = path.lstat() if path.exists() else None
    assert refused(daemon, deed, str(path))
    after = path.lstat() if path.exists() else None
    assert (before and (before.st_mode, before.st_ino)) == (after and (after.st_mode, after.st_ino))


@CONFINED
@pytest.mark.parametrize(("deed", "target"), OTHERS)
def test_other_processes_and_places_are_out_of_its_reach(daemon: Outside, deed: str, target: str) -> None:
    assert daemon.process is not None
    threads = {int(each.name) for each in Path(f"/proc/{daemon.process.pid}/task").iterdir()}
    known = {
        "daemon": daemon.process.pid,
        "thread": max(threads - {daemon.process.pid}),
        "neighbour": daemon.get("/plugins/apart/pid")["pid"],
        "code": daemon.ask("GET", f"{ROOM}/where").json["gives"]["code"],
    }
    assert refused(daemon, deed, target.format(**known))


@CONFINED
def test_an_attempt_is_named(daemon: Outside) -> None:
    problem = daemon.ask("GET", f"{ROOM}/reads?target={daemon.place}/data/secret.key&aloud=1")
    assert (problem.status, problem.json["plugin"]) == (500, "intruder")
    assert "PermissionError" in problem.json["detail"]
    assert "secret.key" in problem.json["detail"]
    told = daemon.get("/plugins/intruder")["error"]
    assert (told["kind"], told["hook"]) == ("raised", "route GET /reads")


@pytest.mark.parametrize("work", WORK)
def test_what_honest_code_does_works(daemon: Outside, work: str) -> None:
    assert daemon.ask("GET", f"{ROOM}/{work}").json["gives"] == WORK[work]


def test_what_is_its_own_is_at_hand(daemon: Outside) -> None:
    content, pid = daemon.ask("GET", f"{ROOM}/own").json["gives"]
    assert content == "mine"
    file = daemon.place / "data/plugins/files/intruder/a/b"
    assert file.read_bytes() == b"mine"
    assert daemon.ask("GET", f"{ROOM}/writes?target={file}").status == 200
    assert file.read_bytes() == b"minemine"
    temporary = Path(daemon.ask("GET", f"{ROOM}/where").json["gives"]["temporary"])
    assert temporary.parent == daemon.place / "data/cache/temporary"
    assert temporary.is_dir()
    os.kill(pid, 9)


def test_people_are_told_what_it_may_open(daemon: Outside) -> None:
    told = daemon.get("/plugins/intruder")
    assert (told["isolation"], told["files"]) == ("process", "own" if VERSION else "open")
    assert daemon.get("/plugins/good")["files"] == "open"
    assert ("files of its own" in daemon.cli("plugin", "show", "intruder").out) == bool(VERSION)
    assert "whatever the daemon may" in daemon.cli("plugin", "show", "good").out
    [check] = [each for each in daemon.get("/system/health")["findings"] if each["id"] == "confinement"]
    assert (check["state"], "no Landlock" in check["detail"]) == ("ok", not VERSION)
