from __future__ import annotations

from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mediad.app import checks
from mediad.config import load
from mediad.library.inventory.declaring import Declaration, declare

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.ports import Storage


async def test_a_library_whose_media_type_nobody_brings_is_named(storage: Storage) -> None:
    plugins: Any = SimpleNamespace(media_types=lambda: [SimpleNamespace(id="music")])
    wanted = Declaration(name="Attic", types=("music", "holograms"), roots=(b"/srv/attic",), slug="attic")
    await storage.write(partial(declare, declarations=[wanted], now=1))
    found = await checks.understood(storage, plugins)
    assert found.state == "degraded"
    assert "Attic: nothing brings the media type 'holograms'" in found.detail
    assert "music" in found.remedy
    await storage.write(partial(declare, declarations=[], now=2))
    assert (await checks.understood(storage, plugins)).state == "ok"


async def test_a_declared_schedule_whose_job_nobody_offers_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mediad.toml"
    written = "[schedules.{}]\ncron = '0 4 * * *'\nenabled = {}\njob = '{}'\n"
    file.write_text(
        written.format("known", "true", "core.forget")
        + written.format("slip", "true", "core.forgot")
        + written.format("off", "false", "core.nothing")
    )
    config = load(file, {})
    jobs: Any = {"core.forget": None, "library.scan": None}
    found = await checks.scheduled(lambda: config, jobs)
    assert found.state == "degraded"
    assert found.detail == f"{file}:8: schedules.slip.job: nothing offers the job 'core.forgot'"
    assert "core.forget, library.scan" in found.remedy
    assert (await checks.scheduled(lambda: config, {**jobs, "core.forgot": None})).state == "ok"


async def test_a_refused_route_is_told() -> None:
    assert (await checks.refused_routes([])).state == "ok"
    found = await checks.refused_routes(["films: its route GET /x names no permission"])
    assert (found.state, "films" in found.detail) == ("degraded", True)


async def test_a_place_that_is_not_made_yet_is_no_fault(tmp_path: Path) -> None:
    assert (await checks.disk(tmp_path / "later")).state == "ok"
    assert "MiB free" in (await checks.disk(tmp_path)).detail
