from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mediad_sdk.runner import landlock, reach
from mediad_sdk.runner.landlock import LIST, OWN, READ


def around(path: Path, *closed: Path) -> dict[str, int]:
    """Give what is allowed, relative to the path."""
    real = [os.fsencode(os.path.realpath(each)) for each in closed]
    found = reach.around(os.fsencode(path), real)
    return {os.path.relpath(os.fsdecode(each), path): rights for each, rights in found}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """Make a folder with code in it and, deep below, what is the daemon's."""
    for name in ("lib/code", "var/mediad/plugins/site", "var/other"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "mediad.toml").touch()
    (tmp_path / "link").symlink_to(tmp_path / "var/mediad")
    return tmp_path


def test_a_folder_that_holds_nothing_of_the_daemon_is_allowed_whole(tree: Path) -> None:
    assert around(tree / "lib", tree / "var/mediad") == {".": READ}
    assert around(tree / "lib") == {".": READ}


def test_around_what_is_closed_everything_else_is_named(tree: Path) -> None:
    closed = (tree / "var/mediad", tree / "mediad.toml")
    assert around(tree, *closed) == {".": LIST, "lib": READ, "var": LIST, "var/other": READ}


def test_what_is_closed_is_allowed_neither_by_its_name_nor_by_a_link(tree: Path) -> None:
    assert around(tree / "var/mediad", tree / "var/mediad") == {}
    assert around(tree / "link", tree / "var/mediad") == {}
    assert around(tree / "var", tree / "link") == {".": LIST, "other": READ}


def test_packages_within_the_daemons_data_may_be_named(tree: Path) -> None:
    assert around(tree / "var/mediad/plugins/site", tree / "var/mediad") == {".": READ}


def test_folders_of_its_own_are_made_and_stay_private(tree: Path) -> None:
    own = tree / "var/mediad/plugins/files/x"
    rules = dict(reach.rules({"own": [os.fsencode(own)], "closed": [os.fsencode(tree / "var/mediad")]}))
    assert rules[os.fsencode(own)] == OWN
    assert own.stat().st_mode & 0o777 == 0o700
    assert rules[b"/usr"] == READ
    assert rules[os.fsencode(os.path.realpath(sys.prefix))] == READ


def test_a_folder_that_cannot_be_made_costs_no_wall(tree: Path) -> None:
    taken = os.fsencode(tree / "mediad.toml")
    assert dict(reach.rules({"own": [taken + b"/x"]}))[b"/usr"] == READ


def test_a_working_directory_with_the_daemons_data_is_no_place_of_code(
    tree: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = [os.fsencode(tree / "var/mediad")]
    monkeypatch.syspath_prepend(str(tree))
    assert os.fsencode(tree) not in dict(reach.rules({"closed": closed}))
    (tree / "lib/__init__.py").touch()
    rules = dict(reach.rules({"closed": closed}))
    assert (rules[os.fsencode(tree)], rules[os.fsencode(tree / "lib")]) == (LIST, READ)


def shut_off(lines: str, *rules: tuple[Path, int], network: bool = True, known: int = 99) -> list[str]:
    """Run lines in a process that gave up everything but the rules; each prints how it went."""
    head = (
        "import os, signal, socket, sys\nfrom mediad_sdk.runner import landlock\n"
        "def tried(do):\n    try: do()\n"
        "    except OSError as error: print(type(error).__name__)\n    else: print('done')\n"
        f"newest = landlock.version()\nlandlock.version = lambda: min(newest, {known})\n"
        f"why = landlock.restrict({[(os.fsencode(path), rights) for path, rights in rules]!r}, network={network})\n"
        "assert not why, why\n"
    )
    done = subprocess.run([sys.executable, "-c", head + lines], capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


needs = pytest.mark.skipif(landlock.version() < 6, reason="this kernel's Landlock holds less: it is older than 6.12")


@needs
def test_what_no_rule_names_is_refused(tree: Path) -> None:
    lines = (
        f"tried(lambda: open({str(tree / 'lib/new')!r}, 'w'))\n"
        f"tried(lambda: os.listdir({str(tree / 'var')!r}))\n"
        f"tried(lambda: os.listdir({str(tree / 'lib')!r}))\n"
        f"tried(lambda: open({str(tree / 'mediad.toml')!r}))\n"
        "tried(lambda: os.kill(os.getppid(), 0))\ntried(lambda: os.kill(os.getpid(), 0))\n"
    )
    told = shut_off(lines, (tree / "lib", OWN), (tree / "var", READ & ~LIST), (tree / "gone", READ))
    assert told == ["done", "PermissionError", "done", "PermissionError", "PermissionError", "done"]


@needs
def test_tcp_goes_where_the_network_does() -> None:
    lines = "tried(lambda: socket.socket().bind(('127.0.0.1', 0)))"
    assert shut_off(lines, network=False) == ["PermissionError"]
    assert shut_off(lines, network=True) == ["done"]


@needs
def test_an_older_landlock_holds_what_it_knows(tree: Path) -> None:
    lines = f"tried(lambda: open({str(tree / 'mediad.toml')!r}))\ntried(lambda: os.kill(os.getppid(), 0))"
    assert shut_off(lines, network=False, known=1) == ["PermissionError", "done"]


def test_without_landlock_nothing_is_held_and_nothing_fails(tree: Path) -> None:
    assert shut_off(f"tried(lambda: open({str(tree / 'mediad.toml')!r}))", known=0) == ["done"]
