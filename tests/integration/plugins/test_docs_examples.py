"""The examples on the pages for plugin authors run, and the figures they name are those of the code."""

from __future__ import annotations

import asyncio
import re
import textwrap
from dataclasses import fields
from typing import TYPE_CHECKING, Any, get_args

import pytest
from pages import tried

from mediad.plugins import breaker, conduct, drive, life, loading, remote_restarts, tasks, threads, trace, watch
from mediad.plugins.states import State
from mediad_sdk.author.scaffold import begin
from mediad_sdk.host import Context
from mediad_sdk.testing import FakeContext, fake_context

if TYPE_CHECKING:
    from pathlib import Path

PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(repository: Path, page: str) -> str:
    """Read a page."""
    return (repository / "docs/plugins" / f"{page}.md").read_text(encoding="utf-8")


def lent(folder: Path) -> FakeContext:
    """Give a context as the page supposes it."""
    context = fake_context("mine", works=[{"id": "1", "kind": "film", "title": "Alien"}])
    (folder / "0001_loan.sql").write_text("-- up\nCREATE TABLE mine__loan (item TEXT, person TEXT);\n-- down\n")
    context.database.migrate(folder)
    api = "https://api.example.org"
    context.http.answer("GET", f"{api}/search", json={"results": []})
    context.http.answer("GET", f"{api}/none", status=404)
    context.http.answer("POST", f"{api}/marks", status=204)
    context.people.add("mei", "app password", "items.read")
    context.ffmpeg.add("file-1", probe={"format": {"duration": "1.0"}}, output=b"RIFF....")
    return context


async def run(example: str, context: FakeContext) -> None:
    """Run an example as if it stood in a coroutine of a plugin."""
    names: dict[str, Any] = {"__name__": "example"}
    code = f"async def example(context):\n{textwrap.indent(example, '    ')}"
    exec(compile(code, "services.md", "exec"), names)  # the page of this repository
    await names["example"](context)
    for task in context.tasks.started.values():
        await task


def test_every_example_of_a_service_runs(repository: Path, tmp_path: Path) -> None:
    examples = PYTHON.findall(read(repository, "services"))
    assert len(examples) > 15
    for example in examples:
        try:
            asyncio.run(run(example, lent(tmp_path)))
        except Exception as error:
            raise AssertionError(f"this example fails: {error!r}\n{example}") from error


def test_every_service_has_its_example(repository: Path) -> None:
    told = re.findall(r"^## `context\.(\w+)`$", read(repository, "services"), re.MULTILINE)
    assert sorted(told) == sorted({each.name for each in fields(Context)} - {"plugin", "instance"})


def test_the_examples_of_testing_are_tests_that_pass(repository: Path, tmp_path: Path) -> None:
    project = begin("census", "job", into=tmp_path)
    examples = PYTHON.findall(read(repository, "testing"))
    for number, example in enumerate(examples):
        (project / f"tests/test_page_{number}.py").write_text(example)
    done = tried([project])
    assert done.returncode == 0, done.stdout[-3000:]
    for number in range(len(examples)):
        assert f"tests/test_page_{number}.py" in done.stdout


def test_the_example_of_a_lifespan_is_one(repository: Path) -> None:
    [example] = PYTHON.findall(read(repository, "calls"))
    names: dict[str, Any] = {}
    exec(compile(example, "calls.md", "exec"), names)  # as above

    async def live() -> Any:
        plugin = names["Mine"](fake_context("mine"), None)
        async with plugin.mediad_lifespan():
            plugin.cache["a"] = 1
        return plugin.cache

    assert asyncio.run(live()) == {}


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("calls", f"Each has {loading.IMPORT_LIMIT:g} s."),
        ("calls", f"Entering and leaving have {life.LIFESPAN_LIMIT:g} s each."),
        ("calls", f"in one of {['no', 'one', 'two'][threads.SIZE]} threads of your plugin's own"),
        ("calls", f"lasts longer than {watch.SOFT:g} s is logged"),
        ("calls", f"After {watch.HARD:g} s it is cut"),
        ("calls", f"Who goes on for {drive.GRACE:g} s after that"),
        ("calls", f"After {breaker.STRIKES} failures in a row a function is left alone for {breaker.FIRST_PAUSE:g} s."),
        ("calls", f"to at most {breaker.LONGEST_PAUSE / 60:g} minutes"),
        ("calls", f"- {conduct.BLOCKS_UNTIL_QUARANTINE} times that it blocked the loop"),
        ("calls", f"- {conduct.ORPHANS_UNTIL_QUARANTINE} times that it went on"),
        ("calls", f"- {conduct.ERRORS_UNTIL_QUARANTINE} bugs or timeouts within a minute"),
        ("calls", f"- {remote_restarts.DEATHS} deaths of its process within ten minutes"),
        ("calls", f"more than {tasks.MOST} of them at a time"),
        ("editing", f"shows the last {trace.LENGTH} calls"),
    ],
)
def test_the_figures_that_are_named_are_those_of_the_code(page: str, sentence: str, repository: Path) -> None:
    assert sentence in " ".join(read(repository, page).split())
    assert loading.IMPORT_LIMIT == loading.FACTORY_LIMIT
    assert (conduct.ERRORS_WITHIN, remote_restarts.QUIET) == (60, 600)


@pytest.mark.parametrize("page", ["docs/how-to/plugins.md", "docs/plugins/editing.md"])
def test_every_state_says_what_to_do_about_it(page: str, repository: Path) -> None:
    told = set(re.findall(r"^\| `(\w+)` \|", (repository / page).read_text(encoding="utf-8"), re.MULTILINE))
    assert set(get_args(State)) - told <= {"found", "loaded", *(("running", "disabled") if "editing" in page else ())}
