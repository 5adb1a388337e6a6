from __future__ import annotations

import asyncio
import threading
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from mediad.app import checks
from mediad.app.places import Places, Space
from mediad.app.telemetry import SelfKnowledge
from mediad.config import load
from mediad.library.inventory.declaring import Declaration, declare
from mediad.storage.ports import holds, jobs, libraries
from mediad.telemetry.metrics import Metrics
from mediad_sdk import Kind, MediaType, Sidecar

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.ports import Storage


async def test_a_library_whose_media_type_nobody_brings_is_named(storage: Storage) -> None:
    plugins: Any = SimpleNamespace(all=lambda _: [SimpleNamespace(id="music")])
    wanted = Declaration(name="Attic", types=("music", "holograms"), roots=(b"/srv/attic",), slug="attic")
    await storage.write(partial(declare, declarations=[wanted], now=1))
    found = await checks.understood(storage, plugins)
    assert found.state == "degraded"
    assert "Attic: nothing brings the media type 'holograms'" in found.detail
    assert "music" in found.remedy
    await storage.write(partial(declare, declarations=[], now=2))
    assert (await checks.understood(storage, plugins)).state == "ok"


async def test_a_library_that_wants_sidecars_which_nobody_writes_of_its_media_is_told_which_there_are(
    storage: Storage,
) -> None:
    films = Kind(id="film", label="Film", plural="Films")
    movies = MediaType(id="movies", label="Movies", kinds=(films,), claim="", extract="", assemble="")
    form = Sidecar(id="nfo-film", label="NFO", kinds=("film",), names=("{stem}.nfo",), write="a:b")
    brought = {MediaType: [movies], Sidecar: [form, replace(form, id="lrc", kinds=("track",))]}
    plugins: Any = SimpleNamespace(all=brought.__getitem__)
    for wishes, state in (({"lrc"}, "degraded"), ({"banana"}, "degraded"), ({"nfo"}, "ok"), ({"nfo-film"}, "ok")):
        wanted = Declaration(
            name="Attic", types=("movies",), roots=(b"/srv/attic",), slug="attic", settings={"sidecars": [*wishes]}
        )
        await storage.write(partial(declare, declarations=[wanted], now=1))
        found = await checks.written(storage, plugins)
        assert found.state == state
        assert state == "ok" or found.detail == f"Attic: sidecars: {min(wishes)!r} is none of nfo, nfo-film"


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


async def test_a_loss_that_waits_for_approval_is_told_with_the_command_and_counted(storage: Storage) -> None:
    assert (await checks.losses(storage)).state == "ok"
    wanted = Declaration(name="Old films", types=("movies",), roots=(b"/srv/films",), slug="films")
    await storage.write(partial(declare, declarations=[wanted], now=1))
    (library,) = await libraries.all_libraries(storage)
    hold = holds.Hold(id=1, uid="h", root=library.roots[0].id, files=45, reason="most of it is gone", created=1)
    await storage.write(partial(holds.opened, hold=hold, scan=1))
    found = await checks.losses(storage)
    assert (found.state, found.detail) == ("degraded", "Old films: 45 files, most of it is gone")
    assert "`mediad library holds 'Old films'`" in found.remedy
    plugins: Any = SimpleNamespace(states=list, figures=list, loop_seconds=dict)
    own: Any = SimpleNamespace(lines=tuple, calls=tuple)
    knowledge = SelfKnowledge(storage, Metrics(), plugins, Places({}), 0, own)
    assert b"\nmediad_held_files 45\n" in await knowledge.metrics()
    await storage.write(partial(holds.decide, hold=1, decision="approved", at=2))
    assert (await checks.losses(storage)).state == "ok"
    assert b"\nmediad_held_files 0\n" in await knowledge.metrics()


async def test_queued_jobs_that_nobody_offers_are_named_with_their_number(storage: Storage) -> None:
    new = partial(jobs.NewJob, lane="default", now=1, due=1)
    for type_ in ("recipes.pick", "recipes.pick", "core.forget"):
        await storage.write(partial(jobs.enqueue, job=new(type=type_)))
    offered: Any = {"core.forget": None}
    found = await checks.waiting(storage, offered)
    assert (found.state, found.detail) == ("degraded", "nothing offers the job 'recipes.pick', for which 2 wait")
    assert (await checks.waiting(storage, {**offered, "recipes.pick": None})).state == "ok"


async def test_a_plugin_that_is_configured_and_not_installed_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mediad.toml"
    file.write_text("[plugins.movies]\nenabled = true\n[plugins.moveis]\nenabled = true\n")
    config = load(file, {})
    plugins: Any = SimpleNamespace(states=lambda: [SimpleNamespace(plugin="movies")])
    found = await checks.configured(lambda: config, plugins)
    assert found.state == "degraded"
    assert found.detail == f"{file}:3: plugins.moveis: no such plugin is installed; did you mean movies?"
    file.write_text("[plugins.movies]\nenabled = true\n")
    config = load(file, {})
    assert (await checks.configured(lambda: config, plugins)).state == "ok"


async def test_a_way_in_that_is_nowhere_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "mediad.toml"
    file.write_text(
        '[sign_in]\norder = ["own", "ldap"]\n[sign_in.methods.oidc-work]\nrole = "famly"\n'
        '[sign_in.methods.authelia]\nrole = ""\ngroups = { a = "kids", b = "guest" }\n[roles.kids]\npermissions = []\n'
    )
    config = load(file, {})
    plugins: Any = SimpleNamespace(states=lambda: [SimpleNamespace(instance="oidc-work")])
    found = await checks.ways_in(lambda: config, plugins)
    assert found.state == "degraded"
    assert found.detail.split("; ") == [
        f"{file}:2: no plugin instance is called ldap",
        f"{file}:3: no role is called famly",
        f"{file}:5: no plugin instance is called authelia",
    ]
    file.write_text("[sign_in.methods.oidc-work]\n")
    config = load(file, {})
    assert (await checks.ways_in(lambda: config, plugins)).state == "ok"


async def test_a_refused_route_is_told() -> None:
    assert (await checks.refused_routes([])).state == "ok"
    found = await checks.refused_routes(["films: its route GET /x names no permission"])
    assert (found.state, "films" in found.detail) == ("degraded", True)


async def test_a_place_that_is_not_made_yet_is_no_fault(tmp_path: Path) -> None:
    places = Places({"later": tmp_path / "later", "now": tmp_path})
    assert (await checks.disk(places, "later")).detail.startswith("not made yet")
    assert "MiB free" in (await checks.disk(places, "now")).detail


async def test_a_full_disk_and_one_that_may_not_be_read_are_told(tmp_path: Path) -> None:
    full = Places({"now": tmp_path}, look=lambda _: Space(10, 10, 0))
    assert ((await checks.disk(full, "now")).state, (await checks.disk(full, "now")).detail[:6]) == (
        "degraded",
        "0 MiB ",
    )

    def refuse(_: Path) -> Space:
        raise PermissionError(13, "Permission denied")

    found = await checks.disk(Places({"now": tmp_path}, look=refuse), "now")
    assert (found.state, found.detail) == ("down", f"{tmp_path}: Permission denied")


async def test_a_place_whose_disk_hangs_costs_one_thread_and_neither_the_loop_nor_the_other_places(
    tmp_path: Path,
) -> None:
    answers = threading.Event()
    looks: list[Path] = []

    def hang(path: Path) -> Space:
        looks.append(path)
        if path.name == "dead":
            answers.wait(30)
        return Space(2, 1, 1 << 40)

    places = Places({"dead": tmp_path / "dead", "well": tmp_path}, seconds=0.05, look=hang)
    for _ in range(5):
        found = await checks.disk(places, "dead")
        assert (found.state, "does not answer" in found.detail) == ("down", True)
        assert (await checks.disk(places, "well")).state == "ok"
    assert (looks.count(tmp_path / "dead"), looks.count(tmp_path)) == (1, 5)
    assert (await places.answers("well"), await places.answers("dead")) == (True, False)
    answers.set()
    async with asyncio.timeout(10):
        while (await checks.disk(places, "dead")).state != "ok":
            await asyncio.sleep(0.01)


async def test_a_plugin_that_waits_for_approval_is_told_and_is_no_trouble() -> None:
    async def nothing() -> list[Any]:
        return []

    running = SimpleNamespace(instance="movies", state="running", reason="")
    waiting = SimpleNamespace(instance="tmdb", state="needs_approval", reason="it asks for network")
    plugins: Any = SimpleNamespace(states=lambda: [running, waiting], health=nothing)
    found = await checks.loaded(plugins)
    assert (found.state, found.detail) == ("ok", "2 plugins; waiting for a person: tmdb")
    assert "mediad plugin list" in found.remedy
