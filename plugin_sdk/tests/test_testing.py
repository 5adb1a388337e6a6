from __future__ import annotations

import asyncio
import importlib
import sys
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.errors import NotFound
from mediad_sdk.testing import (
    DiskFile,
    FakeJobRun,
    MemoryFile,
    PluginConformance,
    fake_context,
    installed,
    listing,
    load_plugin,
)

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
from contextlib import asynccontextmanager
from mediad_sdk import Claim, Kind, MediaType, hookimpl

def claim(listing):
    return Claim(files=tuple(entry.name for entry in listing.files))

def extract(file):
    return {}

def assemble(listing, facts):
    return []

class Plugin:
    @hookimpl
    def mediad_media_types(self):
        here = "mediad_plugin_toy:"
        code = dict(claim=here + "claim", extract=here + "extract", assemble=here + "assemble")
        kinds = (Kind(id="toy", label="Toy", plural="Toys"),)
        return [MediaType(id="toy", label="Toys", kinds=kinds, **code)]

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        yield

def plugin(context, settings):
    return Plugin()
"""
MANIFEST = 'id = "toy"\nname = "Toy"\nrequires_sdk = ">=1.0rc1,<2"\n'


@pytest.fixture(autouse=True)
def _nothing_is_remembered() -> None:
    """What is installed differs from test to test here."""
    for each in (installed.entry_point, installed.manifest_of, installed.package_of, installed.settings_model):
        each.cache_clear()


@pytest.fixture
def put(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return how to install a toy plugin with these files, and the checks for it."""

    def installed(code: str = CODE, manifest: str = MANIFEST) -> type[PluginConformance]:
        info = tmp_path / "mediad_plugin_toy-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mediad-plugin-toy\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[mediad.plugins]\ntoy = mediad_plugin_toy:plugin\n")
        package = tmp_path / "mediad_plugin_toy"
        package.mkdir()
        (package / "__init__.py").write_text(code)
        (package / "mediad-plugin.toml").write_text(manifest)
        monkeypatch.syspath_prepend(tmp_path)
        monkeypatch.delitem(sys.modules, "mediad_plugin_toy", raising=False)
        importlib.invalidate_caches()
        return type("TestToy", (PluginConformance,), {"plugin": "toy"})

    return installed


def failures(kit: type[PluginConformance]) -> list[str]:
    """Run every check and name those that fail."""
    failed = []
    for name in sorted(vars(PluginConformance)):
        if name.startswith("test_"):
            try:
                getattr(kit(), name)()
            except Exception:  # noqa: BLE001  # whatever a check raises fails it
                failed.append(name)
    return failed


def test_a_plugin_that_does_nothing_wrong_passes_every_check(put: Any) -> None:
    assert failures(put()) == []


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        (("mediad_media_types", "mediad_media_type"), {"test_every_hook_is_one_that_mediad_calls"}),
        (('id="toy", label="Toys"', "id=None, label='Toys'"), {"test_what_is_declared_has_the_declared_shape"}),
        (("class Plugin:", "if False: import mediad.app\nclass Plugin:"), {"test_of_mediad_only_the_sdk_is_imported"}),
        (("files=tuple", "files=(b'x',) + tuple"), {"test_claims_are_total_and_the_same_twice"}),
        (("entry.name for", "entry.name.decode().encode() for"), {"test_claims_are_total_and_the_same_twice"}),
        (('here + "extract"', 'here + "extrakt"'), {"test_the_code_of_a_media_type_can_be_imported"}),
        (
            ("        yield", "        raise OSError\n        yield"),
            {"test_the_lifespan_can_be_entered_and_left_twice"},
        ),
    ],
)  # fmt: skip  # one line a fault
def test_each_fault_fails_its_check(put: Any, change: tuple[str, str], failed: set[str]) -> None:
    assert change[0] in CODE
    assert set(failures(put(code=CODE.replace(*change)))) == failed


def test_a_manifest_without_an_upper_end_fails_its_check(put: Any) -> None:
    kit = put(manifest=MANIFEST.replace(",<2", ""))
    assert failures(kit) == ["test_the_manifest_names_the_plugin_and_bounds_the_sdk_at_both_ends"]


def test_a_plugin_that_is_not_installed_is_said_to_be_missing() -> None:
    with pytest.raises(AssertionError, match="install yours first"):
        load_plugin("nobody_has_this")


async def test_a_fake_context_remembers_what_was_done_with_it() -> None:
    context = fake_context("toy", works=[{"id": "1", "kind": "film", "title": "Solaris"}])
    context.log.info("hello", name="world")
    assert context.log.lines == [("info", "hello", {"name": "world"})]
    assert await context.jobs.enqueue("sync", key="k") == await context.jobs.enqueue("sync", key="k")
    assert context.jobs.queued == [("sync", {})]
    assert [work["id"] for work in await context.library.search("sol")] == ["1"]
    with pytest.raises(NotFound):
        await context.library.item("2")
    before = context.clock.now_ms()
    await context.clock.sleep(2)
    assert context.clock.now_ms() == before + 2000


async def test_a_failing_task_shows_in_the_test() -> None:
    async def fail() -> None:
        raise KeyError("bug")

    context = fake_context("toy")
    context.tasks.start(fail, name="fail")
    with pytest.raises(KeyError):
        await context.tasks.settle()


async def test_a_fake_job_remembers_progress_and_checkpoint() -> None:
    run = FakeJobRun(args={"a": 1})
    await run.progress(0.5, "half")
    await run.save({"at": 3})
    assert (run.fractions, run.checkpoint) == ([0.5], {"at": 3})


def test_a_listing_is_in_the_order_of_bytes_and_knows_folders() -> None:
    made = listing("a/b", "z.mkv", "A/", "é.mkv")
    assert [entry.name for entry in made.entries] == [b"A", b"z.mkv", "é.mkv".encode()]
    assert [entry.name for entry in made.folders] == [b"A"]
    assert made.names == ("a", "b")


def test_a_memory_file_is_the_same_opened_and_on_disk() -> None:
    file = MemoryFile(name="a.mp3", data=b"ID3")
    with open(file.path, "rb") as copy:  # noqa: PTH123  # as a library would
        assert copy.read() == file.open().read() == b"ID3"
    assert file.size == 3


def test_a_file_on_the_disk_is_opened_once_and_read_from_its_start_each_time(tmp_path: Path, mediad_file: Any) -> None:
    (tmp_path / "a.mp3").write_bytes(b"ID3")
    file = mediad_file(tmp_path / "a.mp3")
    assert isinstance(file, DiskFile)
    assert file.open().read() == file.open().read() == b"ID3"
    assert (file.name, file.size, file.path) == ("a.mp3", 3, str(tmp_path / "a.mp3"))
    file.close()
    with pytest.raises(ValueError, match="closed"):
        file.open()


def test_the_fixtures_share_one_context(mediad_context: Any, mediad_clock: Any, mediad_http: Any) -> None:
    assert mediad_context.clock is mediad_clock
    assert mediad_context.http is mediad_http
    mediad_http.answer("GET", "/x", json={})
    assert asyncio.run(mediad_context.http.get("https://example.org/x")).json() == {}
