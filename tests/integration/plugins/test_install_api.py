"""Packages over the API: refused unless the configuration lets, and then a job that tells each step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside, until
from wheelhouse import CODE, Made, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

PERMITTED = {"library": "Reads cinders"}


@pytest.fixture
def daemon() -> Iterator[Outside]:
    with outside() as made:
        (made.place / "wheels").mkdir()
        made.declare(settings=f'[packages]\napi = true\nfolder = "{made.place}/wheels"\n')
        yield made


def put(daemon: Outside, *wheels: Made) -> None:
    for each in wheels:
        each.write(daemon.place / "wheels")


def done(daemon: Outside, method: str, path: str, body: Any = None) -> dict[str, Any]:
    """Begin a job, and give it when it has ended."""
    uid = daemon.send(method, path, body)["job"]
    until(lambda: daemon.get(f"/jobs/{uid}")["state"] in {"finished", "failed"}, 60)
    found: dict[str, Any] = daemon.get(f"/jobs/{uid}")
    return found


def versions(daemon: Outside) -> dict[str, tuple[str, str]]:
    return {each["id"]: (each["version"], each["state"]) for each in daemon.items("/plugins?limit=100")}


def test_packages_are_not_changed_over_the_api_unless_the_configuration_lets(daemon: Outside) -> None:
    daemon.declare(settings="")
    daemon.start()
    for method, path, body in (
        ("POST", "/packages", {"packages": ["mediad-plugin-cinders"]}),
        ("POST", "/packages/rollback", {}),
        ("DELETE", "/packages/mediad-plugin-cinders", None),
    ):
        answer = daemon.ask(method, f"/api/v1{path}", body)
        assert (answer.status, answer.json["code"]) == (403, "packages_off")
        assert "packages.api" in answer.json["remedy"]
    assert daemon.get("/packages")["items"] == []


def test_an_administrator_installs_upgrades_and_goes_back_while_the_daemon_runs(daemon: Outside) -> None:
    put(daemon, plugin("cinders", permissions=PERMITTED))
    daemon.start()
    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"]})
    assert (job["state"], job["error"]["code"]) == ("failed", "approval_needed")
    assert "cinders may use library: Reads cinders" in job["error"]["message"]

    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "approve": True})
    assert (job["state"], job["result"]["packages"]) == ("finished", ["mediad-plugin-cinders 1.0"]), job
    log = [each["message"] for each in daemon.get(f"/jobs/{job['id']}/log")["items"]]
    assert [line.partition(" ")[0] for line in log] == [
        "Resolving", "Locking", "Checking", "cinders", "Installing", "Importing", "Switching",
    ]  # fmt: skip
    assert job["result"]["reloaded"] == ["cinders"]
    assert versions(daemon)["cinders"][0] == "1.0"

    put(daemon, plugin("cinders", "2.0", permissions=PERMITTED))
    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "upgrade": True})
    assert job["result"]["reloaded"] == ["cinders"], job
    assert versions(daemon)["cinders"][0] == "2.0"
    job = done(daemon, "POST", "/packages", {"packages": [], "upgrade": True})  # all that is there
    assert (job["result"]["packages"], job["result"]["left"]) == (["mediad-plugin-cinders 2.0"], {})
    assert done(daemon, "POST", "/packages", {"packages": []})["result"]["generation"] == 2  # nothing was named
    [new, old] = daemon.get("/packages")["items"]
    assert (new["number"], new["current"], new["plugins"], old["current"]) == (2, True, {"cinders": "2.0"}, False)

    assert done(daemon, "POST", "/packages/rollback", {})["state"] == "finished"
    assert versions(daemon)["cinders"][0] == "1.0"
    job = done(daemon, "DELETE", "/packages/mediad-plugin-cinders")
    assert (job["result"]["removed"], job["result"]["needs_restart"]) == (["cinders"], {})
    assert "cinders" not in versions(daemon)


NEEDS_TINY = "import tinylib\n" + CODE


def test_only_what_needs_another_version_of_a_library_that_is_loaded_waits(daemon: Outside) -> None:
    tiny = Made(name="tinylib", files={"tinylib/__init__.py": "x = 1\n"})
    put(daemon, plugin("cinders", requires=["mediad-sdk", "tinylib<2"], code=NEEDS_TINY), tiny)
    daemon.start()
    done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "approve": True})
    put(daemon, plugin("cinders", "2.0", requires=["mediad-sdk", "tinylib>=2"], code=NEEDS_TINY))
    put(daemon, Made(name="tinylib", version="2.0", files=tiny.files))
    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "upgrade": True})
    assert job["result"]["reloaded"] == [], (job, daemon.log)
    why = "it needs tinylib 2.0, and tinylib 1.0 is loaded: one process cannot have both"
    assert job["result"]["needs_restart"] == {"cinders": why}, (job, daemon.log)
    assert versions(daemon)["cinders"] == ("1.0", "running")
    findings = {each["id"]: each["detail"] for each in daemon.get("/system/health")["findings"]}
    assert findings["plugins.installed"] == f"cinders waits for the next start: {why}"

    put(daemon, plugin("ballads"))  # which has nothing to do with it
    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-ballads"], "approve": True})
    assert (job["result"]["reloaded"], list(job["result"]["needs_restart"])) == (["ballads"], ["cinders"])
    assert done(daemon, "POST", "/packages/rollback", {"to": 1})["result"]["needs_restart"] == {}
    assert versions(daemon)["cinders"] == ("1.0", "running")
    assert "ballads" not in versions(daemon)
    daemon.stop()
    daemon.start()
    assert versions(daemon)["cinders"] == ("1.0", "running")


def test_a_library_that_nobody_imported_holds_nobody_back(daemon: Outside) -> None:
    tiny = Made(name="tinylib", files={"tinylib/__init__.py": "x = 1\n"})
    put(daemon, plugin("cinders", requires=["mediad-sdk", "tinylib<2"]), tiny)
    daemon.start()
    done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "approve": True})
    newer = plugin("cinders", "2.0", requires=["mediad-sdk", "tinylib>=2"], code=NEEDS_TINY)
    put(daemon, newer, Made(name="tinylib", version="2.0", files=tiny.files))
    job = done(daemon, "POST", "/packages", {"packages": ["mediad-plugin-cinders"], "upgrade": True})
    assert (job["result"]["reloaded"], job["result"]["needs_restart"]) == (["cinders"], {}), daemon.log
    assert versions(daemon)["cinders"] == ("2.0", "running")


def test_new_code_that_does_not_start_leaves_what_runs_and_says_so(daemon: Outside) -> None:
    put(daemon, plugin("cinders"))
    daemon.start()
    assert daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes").code == 0
    put(daemon, plugin("cinders", "2.0", code=CODE.replace("return Plugin()", "raise RuntimeError('not with me')")))
    said = daemon.cli("plugin", "upgrade", "mediad-plugin-cinders", "--yes")
    assert (said.code, "cinders was not taken over" in said.out) == (1, True), said.out + said.err
    assert "mediad plugin generations" in said.err
    assert versions(daemon)["cinders"] == ("1.0", "running")
    said = daemon.cli("plugin", "rollback")
    assert (said.code, "The daemon runs with it." in said.out) == (0, True), said.out + said.err


SERVES = """
from mediad_sdk import JobType, Response, Route, Schedule, hookimpl


class Plugin:
    @hookimpl
    def mediad_routes(self):
        return [Route(method="GET", path="/word", permission="items.read", handler=self.word)]

    @hookimpl
    def mediad_jobs(self):
        return [JobType(id="work", handler=self.word)]

    @hookimpl
    def mediad_schedules(self):
        return [Schedule(id="daily", job="work", cron="0 0 1 1 *")]

    async def word(self, _):
        return Response(json={"word": "VERSION"})


def plugin(context, settings):
    return Plugin()
"""


def test_what_is_removed_ends_at_once_and_may_come_back_in_another_version(daemon: Outside) -> None:
    put(daemon, plugin("cinders", code=SERVES.replace("VERSION", "first")))
    daemon.start()
    assert daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes").code == 0
    assert daemon.ask("GET", "/api/v1/plugins/cinders/word").json == {"word": "first"}
    assert "cinders.daily" in {each["id"] for each in daemon.items("/schedules?limit=100")}
    said = daemon.cli("plugin", "remove", "cinders")
    assert (said.code, "The plugin cinders is gone." in said.out) == (0, True), said.out + said.err
    assert daemon.ask("GET", "/api/v1/plugins/cinders/word").status == 404
    assert "cinders.daily" not in {each["id"] for each in daemon.items("/schedules?limit=100")}
    assert daemon.ask("POST", "/api/v1/jobs", {"type": "cinders.work"}).status == 422
    assert "cinders" not in versions(daemon)
    put(daemon, plugin("cinders", "2.0", code=SERVES.replace("VERSION", "second")))
    assert "The daemon runs cinders already." in daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes").out
    assert daemon.ask("GET", "/api/v1/plugins/cinders/word").json == {"word": "second"}
    assert "The plugin cinders is gone." in daemon.cli("plugin", "rollback").out
    assert "The daemon runs cinders already." in daemon.cli("plugin", "rollback", "--to", "1").out
    assert daemon.ask("GET", "/api/v1/plugins/cinders/word").json == {"word": "first"}


@pytest.mark.parametrize("name", ["/etc/passwd", "-r x", "../x.whl", "a @ https://example.org/a.whl", ""])
def test_over_the_api_only_names_are_taken(daemon: Outside, name: str) -> None:
    daemon.start()
    answer = daemon.ask("POST", "/api/v1/packages", {"packages": [name], "approve": True})
    if answer.status == 202:
        uid = answer.json["job"]
        until(lambda: daemon.get(f"/jobs/{uid}")["state"] == "failed", 30)
        assert daemon.get(f"/jobs/{uid}")["error"]["code"] == "package_refused"
    else:
        assert answer.status == 422
    assert daemon.get("/packages")["items"] == []


def test_the_command_line_lets_a_running_daemon_take_it_over(daemon: Outside) -> None:
    put(daemon, plugin("cinders"))
    daemon.start()
    said = daemon.cli("plugin", "install", "mediad-plugin-cinders", "--yes")
    assert (said.code, "The daemon runs cinders already." in said.out) == (0, True), said.out + said.err
    assert versions(daemon)["cinders"] == ("1.0", "running")


def test_changes_that_are_asked_for_at_once_are_made_one_after_the_other(daemon: Outside) -> None:
    put(daemon, plugin("cinders"), plugin("ballads"), plugin("games"))
    daemon.start()
    names = [f"mediad-plugin-{each}" for each in ("cinders", "ballads", "games")]
    begun = [daemon.send("POST", "/packages", {"packages": [name], "approve": True})["job"] for name in names]
    until(lambda: all(daemon.get(f"/jobs/{uid}")["state"] in {"finished", "failed"} for uid in begun), 60)
    assert [daemon.get(f"/jobs/{uid}")["error"] for uid in begun] == [None] * 3
    assert set(versions(daemon)) >= {"cinders", "ballads", "games"}
