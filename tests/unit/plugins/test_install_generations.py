"""Generations come and go by one rename, and a daemon that does not start with one goes back by itself."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from wheelhouse import plugin, put

from mediad.app.installed import Installed
from mediad.plugins.installing import current, notes
from mediad.plugins.installing import trial as on_trial
from mediad.plugins.installing.errors import InstallationRuns
from mediad.plugins.installing.generations import Generation, Generations, Locked, adopt_wheels, in_use
from mediad.plugins.states import Report
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from mediad.plugins.find import Found


HERE = f"{sys.version_info.major}.{sys.version_info.minor}"


@pytest.fixture
def path(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Python's path, to be changed freely."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    return sys.path


def make(generations: Generations, base: int = 0, *, trial: bool = True, python: str = HERE) -> int:
    """Install nothing, as the next generation."""
    with generations.held(), generations.begun() as folder:
        made = Generation(
            number=generations.following(), base=base, created=1, asked=("cinders",), plugins=(), python=python,
            lock=(Locked(name="cinders", version="1.0", file="c.whl", sha256="00"),),
        )  # fmt: skip
        generations.finish(folder, made)
        if trial:
            on_trial.try_out(generations.root, made.number)
        generations.switch(made.number)
    return made.number


def report(instance: str, state: str, reason: str = "") -> Report:
    return Report(
        plugin=instance, instance=instance, distribution=instance, version="1", name=instance, summary="",
        state=state, reason=reason,  # type: ignore[arg-type]  # a state
    )  # fmt: skip


def test_a_generation_is_read_as_it_was_written(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    number = make(generations)
    assert generations.current().packages()["cinders"].line() == "cinders==1.0 --hash=sha256:00"
    assert (generations.place(number) / "lock.txt").read_text() == "cinders==1.0 --hash=sha256:00\n"
    assert not (generations.place(number) / "scratch").exists()


def test_what_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    with generations.held(), generations.begun() as folder:
        assert folder.is_dir()
    assert not folder.exists()
    folder.mkdir()  # as a killed installation leaves it
    with generations.held():
        assert not folder.exists()
    assert generations.numbers() == []


def test_two_cannot_install_at_once(tmp_path: Path) -> None:
    with Generations(tmp_path).held(), pytest.raises(InstallationRuns), Generations(tmp_path).held():
        pass


def test_the_link_is_replaced_and_never_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    generations = Generations(tmp_path)
    make(generations)
    make(generations, base=1)
    seen: list[str] = []
    real = os.unlink
    monkeypatch.setattr(os, "unlink", lambda name, *more, **kinds: (seen.append(str(name)), real(name, *more, **kinds)))
    generations.switch(1)
    assert generations.current_number() == 1
    assert not [each for each in seen if each.endswith("current")]
    generations.switch(0)
    assert generations.current_number() == 0


def test_three_generations_stay_and_the_base_among_them(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for _ in range(4):
        make(generations)
    make(generations, base=2)
    assert generations.prune() == [3, 1]
    assert generations.numbers() == [2, 4, 5]


def test_what_a_daemon_runs_with_is_never_removed(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for _ in range(5):
        make(generations)
    fd = os.open(generations.place(1), os.O_RDONLY)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH)
        assert in_use(generations.place(1))
        assert 1 not in generations.prune()
    finally:
        os.close(fd)
    assert generations.prune() == [1]


def test_a_rollback_goes_where_the_generation_came_from(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    for base in (0, 1, 1):
        make(generations, base)
    assert generations.earlier(generations.read(3)) == 1
    assert generations.earlier(generations.read(1)) == 0
    with pytest.raises(NotFound):
        generations.read(9)


def test_a_link_that_leads_nowhere_counts_as_nothing(tmp_path: Path) -> None:
    (tmp_path / "current").symlink_to("generations/../../../etc")
    assert Generations(tmp_path).current_number() == 0


def test_wheels_are_shared_where_they_can_be(tmp_path: Path) -> None:
    ours, theirs, into = tmp_path / "generations/1/wheels", tmp_path / "theirs", tmp_path / "generations/2.new/wheels"
    for place, name in ((ours, "x.whl"), (theirs, "y.whl"), (into, "z")):
        place.mkdir(parents=True)
        (place / name).write_text(name)
    adopt_wheels([ours / "x.whl", theirs / "y.whl"], into)
    assert (into / "x.whl").stat().st_nlink == 2
    assert (into / "y.whl").stat().st_nlink == 1  # whoever owns the other may change it


def test_without_anything_installed_a_start_looks_at_one_link(tmp_path: Path, path: list[str]) -> None:
    before = list(path)
    assert current.enter(tmp_path) == 0
    assert path == before
    assert list(tmp_path.iterdir()) == []


def test_the_generation_is_imported_from_last_and_takes_the_place_of_the_one_before(
    tmp_path: Path, path: list[str]
) -> None:
    generations = Generations(tmp_path / "plugins")
    make(generations)
    assert current.enter(tmp_path) == 1
    assert path[-1] == str(tmp_path / "plugins/generations/1/site")
    assert in_use(generations.place(1))
    make(generations)
    assert current.enter(tmp_path) == 2
    assert [each for each in path if str(tmp_path) in each] == [str(tmp_path / "plugins/generations/2/site")]


def test_after_two_starts_that_were_never_ready_the_one_before_takes_its_place(tmp_path: Path, path: list[str]) -> None:
    generations = Generations(tmp_path / "plugins")
    make(generations, trial=False)
    make(generations, base=1)
    assert [on_trial.begin(tmp_path), on_trial.begin(tmp_path)] == [None, None]
    found = on_trial.begin(tmp_path)
    assert found is not None
    assert (found.left, found.now) == (2, 1)
    assert current.enter(tmp_path) == 1
    assert on_trial.begin(tmp_path) is None  # the one before is not on trial
    assert on_trial.fallback(tmp_path) == found


def test_the_first_generation_goes_back_to_none(tmp_path: Path, path: list[str]) -> None:
    make(Generations(tmp_path / "plugins"))
    for _ in range(3):
        on_trial.begin(tmp_path)
    assert current.enter(tmp_path) == 0


def test_a_start_that_was_ready_ends_the_trial(tmp_path: Path) -> None:
    make(Generations(tmp_path / "plugins"))
    on_trial.begin(tmp_path)
    assert on_trial.end_trial(tmp_path)
    assert not on_trial.end_trial(tmp_path)
    assert [on_trial.begin(tmp_path) for _ in range(5)] == [None] * 5
    assert Generations(tmp_path / "plugins").current_number() == 1


def test_a_start_that_ended_for_another_reason_does_not_count(tmp_path: Path) -> None:
    make(Generations(tmp_path / "plugins"))
    for _ in range(5):
        assert on_trial.begin(tmp_path) is None
        on_trial.spared(tmp_path)
    assert Generations(tmp_path / "plugins").current_number() == 1


def test_a_trial_of_a_switch_that_was_never_made_is_dropped(tmp_path: Path) -> None:
    generations = Generations(tmp_path / "plugins")
    make(generations, trial=False)
    on_trial.try_out(generations.root, 7)
    assert [on_trial.begin(tmp_path) for _ in range(4)] == [None] * 4
    assert generations.current_number() == 1


def test_a_trial_that_cannot_be_read_keeps_nobody_from_starting(tmp_path: Path) -> None:
    make(Generations(tmp_path / "plugins"))
    (tmp_path / "plugins/trial.json").write_text("{")
    assert on_trial.begin(tmp_path) is None


def test_environments_of_plugins_of_their_own_are_found(tmp_path: Path) -> None:
    make(Generations(tmp_path / "plugins/own/cinders"))
    (tmp_path / "plugins/own/ballads").mkdir()
    assert current.own_sites(tmp_path) == {"cinders": tmp_path / "plugins/own/cinders/generations/1/site"}


def test_a_plugin_that_ran_before_and_fails_now_is_told_and_kept(tmp_path: Path, path: list[str]) -> None:
    generations = Generations(tmp_path / "plugins")
    make(generations, trial=False)
    before = Installed(tmp_path)
    before.enter()
    before.ready([report("cinders", "running"), report("ballads", "failed")])
    make(generations, base=1)
    now = Installed(tmp_path)
    now.enter()
    states = [report("cinders", "failed", "it raised"), report("ballads", "failed")]
    now.ready(states)
    health = asyncio.run(now.health(lambda: states))
    assert health.state == "degraded"
    assert "cinders ran in generation 1 and does not in 2: it raised" in health.detail
    assert "ballads" not in health.detail
    assert "mediad plugin rollback" in health.remedy
    assert generations.current_number() == 2


def test_going_back_by_itself_is_told_until_somebody_installs_again(tmp_path: Path, path: list[str]) -> None:
    generations = Generations(tmp_path / "plugins")
    make(generations)
    for _ in range(2):
        on_trial.begin(tmp_path)
    installed = Installed(tmp_path)
    installed.enter()
    installed.ready([])
    assert "generation 1 of plugins was left" in asyncio.run(installed.health(list)).detail
    make(generations)
    assert asyncio.run(installed.health(list)).state == "ok"


def test_a_generation_of_another_python_is_told(tmp_path: Path, path: list[str]) -> None:
    make(Generations(tmp_path / "plugins"), python="3.1")
    installed = Installed(tmp_path)
    installed.enter()
    health = asyncio.run(installed.health(list))
    assert health.detail.startswith("generation 1 of plugins was made for Python 3.1, this is 3.")
    assert "mediad plugin upgrade" in health.remedy


def test_a_start_loads_nothing_of_what_installs() -> None:
    script = "import sys, mediad.app.building; print(*sorted(each for each in sys.modules if '.installing.' in each))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {each.rpartition(".")[2] for each in done.stdout.split()} <= {"current", "finding", "notes", "trial"}


def test_a_generation_says_what_it_was_made_of(tmp_path: Path) -> None:
    generations = Generations(tmp_path)
    facts = json.loads((generations.place(make(generations)) / "generation.json").read_text())
    assert facts["asked"] == ["cinders"]
    assert [each.number for each in generations.all()] == [1]


def test_what_was_approved_when_it_was_installed_is_kept_once(tmp_path: Path, path: list[str]) -> None:
    put(tmp_path, plugin("cinders"), plugin("ballads", "2.0"))
    notes.keep_approved(tmp_path / "plugins", {"cinders": "1.0"})
    notes.keep_approved(tmp_path / "plugins", {"ballads": "9.0", "gone": "1.0"})
    told: list[str] = []

    async def approve(found: Found) -> None:
        told.append(found.id)

    asyncio.run(Installed(tmp_path).entered())  # nobody who could keep it: it waits
    asyncio.run(Installed(tmp_path, approve).entered())
    asyncio.run(Installed(tmp_path, approve).entered())
    assert told == ["cinders"]
