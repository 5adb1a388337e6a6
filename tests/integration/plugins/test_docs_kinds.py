"""The pages of each kind are true: what they show is what the scaffold writes, and their edits are made and tried."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, library, outside, until
from pages import BEGUN, changed, follow, tried
from studio import make

from mediad_sdk.author.check import examine, reached
from mediad_sdk.author.scaffold import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PAGES = sorted(Path(__file__).resolve().parents[3].glob("docs/plugins/kinds/*.md"))
BROUGHT: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "notes": {"kinds": ("notes_note",), "media_types": ("notes",)},
    "catalogue": {"metadata_providers": ("catalogue",)},
    "voice": {"encoder_profiles": ("voice-32k", "voice-96k")},
    "player": {"deliveries": ("player",)},
    "jukebox": {"media_servers": ("main",), "download_clients": ("queue",), "health_checks": ("connection",)},
    "hook": {"notifiers": ("main",), "health_checks": ("connection",)},
    "door": {"sign_ins": ("door",)},
    "bucket": {"storage_locations": ("bucket",)},
    "census": {"jobs": ("census.count",), "schedules": ("census.nightly",)},
    "cards": {"sidecars": ("card",)},
    "loans": {"kind_extensions": ("loan",), "commands": ("lend", "list")},
}


@pytest.fixture(scope="module")
def projects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Follow every page."""
    place = tmp_path_factory.mktemp("kinds")
    return {page.stem: follow(page.read_text(encoding="utf-8"), place) for page in PAGES}


def test_each_kind_has_its_page() -> None:
    begun = {kind for page in PAGES for kind, _ in BEGUN.findall(page.read_text(encoding="utf-8"))}
    assert begun == set(KINDS)
    assert [page.stem for page in PAGES if page.read_text(encoding="utf-8").count("```diff") < 1] == []


def test_an_edit_that_does_not_fit_is_told() -> None:
    assert changed("a\nb\nc\n", " a\n-b\n+d\n") == "a\nd\nc\n"
    with pytest.raises(AssertionError, match="not there"):
        changed("a\nb\n", "-c\n+d\n")


def test_a_plugin_behaves_after_the_edits_of_its_page(projects: dict[str, Path]) -> None:
    levels = {name: reached(examine(each, run_tests=False)) for name, each in projects.items()}
    assert levels == dict.fromkeys(projects, "silver")


def test_the_tests_of_every_page_pass(projects: dict[str, Path]) -> None:
    done = tried(projects.values())
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-1000:]
    for each in projects.values():
        own = [line for line in done.stdout.splitlines() if line.startswith("PASSED") and f"{each.name}/" in line]
        assert len(own) > 20, each.name


@pytest.fixture(scope="module")
def daemon(projects: dict[str, Path], install: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outside]:
    """Start a daemon with all of them, and with a folder that has a film and a note."""
    site = install(projects.values(), tmp_path_factory.mktemp("installed"))
    with outside(PYTHONPATH=str(site)) as made:
        folder = made.place / "media"
        (folder / "Alien (1979)").mkdir(parents=True)
        make(["-f", "lavfi", "-i", "color=size=64x64:duration=1", "{dir}/Alien (1979).mkv"], folder / "Alien (1979)")
        (folder / "Alien (1979)" / "card.txt").write_text("Alien\n\nNobody hears you.\n")
        (folder / "beans.note.txt").write_text("Beans\n# garden\n")
        settings = '[packages]\napprove = "all"\n[plugins.hook.settings]\nurl = "https://hooks.example.org/me"\n'
        settings += '[sign_in.methods.door]\ncreate_users = true\nsessions = "end"\n[sign_in.methods.door.groups]\n'
        settings += 'family = "guest"\n[plugins.door.settings]\npasswords = { ann = "correct horse" }\n'
        settings += 'groups = { ann = ["family"] }\n'
        made.declare(library("all", ["movies", "notes"], folder), settings=settings)
        yield made.start()


def test_the_commands_of_the_pages_do_what_they_say(daemon: Outside) -> None:
    daemon.scan()
    [film] = daemon.items("/items?kind=film")
    assert daemon.get(f"/items/{film['id']}")["fields"]["overview"] == "Nobody hears you."
    words = {"item=ID": f"item={film['id']}", "url=http://nas.lan:8080": "url=http://127.0.0.1:9"}
    said = {}
    for line in re.findall(r"^\$ (mediad .*)$", "\n".join(page.read_text() for page in PAGES), re.MULTILINE):
        said[line] = daemon.cli(*(words.get(word, word) for word in shlex.split(line)[1:]), given="token\n")
    failed = {line: done for line, done in said.items() if done.code}
    assert list(failed) == ["mediad plugin test jukebox"], failed  # nothing answers there
    assert "refused the connection" in failed["mediad plugin test jukebox"].out
    assert "Mei" in said["mediad do loans lend item=ID person=Mei"].out
    assert [each["title"] for each in daemon.items("/items?kind=film&borrower=Mei")] == ["Alien"]
    assert [each["title"] for each in daemon.items("/items?kind=notes_note&tag=garden")] == ["Beans"]
    assert re.search("census.nightly|nightly", said["mediad schedule list"].out)


def test_a_daemon_runs_what_every_page_makes(daemon: Outside) -> None:
    daemon.cli("plugin", "set", "jukebox", "url=http://127.0.0.1:9")
    told = {each["instance"]: each for each in daemon.items("/plugins")}
    states = {name: told[name]["state"] for name in BROUGHT}
    assert states.pop("catalogue") in {"running", "degraded"}  # no catalogue answers where tests run
    assert set(states.values()) == {"running"}, states
    for name, brought in BROUGHT.items():
        assert {hook: tuple(told[name]["brings"][hook]) for hook in brought} == brought


def test_the_door_of_its_page_lets_somebody_in_until_it_is_gone(daemon: Outside) -> None:
    given = {"name": "ann", "password": "wrong horse"}
    assert daemon.ask("POST", "/api/v1/sessions", given).status == 401
    opened = daemon.ask("POST", "/api/v1/sessions", given | {"password": "correct horse"})
    assert opened.status == 201, opened.body
    token = opened.json["token"]
    assert daemon.get("/me", token)["role"] == "guest"
    [button] = daemon.items("/sign-ins")
    there = daemon.ask("GET", button["address"])
    assert (there.status, there.headers["Location"].partition("?")[0]) == (303, "https://bell.example.org/ring")
    assert daemon.cli("plugin", "disable", "door").code == 0
    until(lambda: daemon.ask("GET", "/api/v1/me", key=token).status == 401, 10)
    assert daemon.ask("POST", "/api/v1/sessions", given | {"password": "correct horse"}).status == 401


def test_the_pages_say_what_is_experimental(repository: Path) -> None:
    from mediad_sdk.points import POINTS  # noqa: PLC0415  # only here

    unstable = {each.value.__name__ for each in POINTS if not each.stable}
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        uses = set(re.findall(r"\b[A-Z]\w+", "\n".join(re.findall(r"from mediad_sdk import .*", text))))
        assert ("**Experimental.**" in text) == bool(uses & unstable), page.name
