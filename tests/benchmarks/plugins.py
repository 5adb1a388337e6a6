"""What the guard costs against the `asyncio.timeout` it stands for, and what plugins cost that are switched off."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from daemon import free_port, wait_ready, write_config
from measure import Row, middle, spread

from mediad.plugins.fan import ask
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk import SDK_VERSION

if TYPE_CHECKING:
    import argparse
    from collections.abc import Awaitable, Callable, Sequence
    from pathlib import Path

    Work = Callable[[], Awaitable[Any]]

TWENTY = 20
_ROUNDS = 25
_WAIT = 0.001
_LOADED, _DISABLED = 10, 30
_MICRO = 1e6
_TRACE = "imported"
_CODE = f"""
from pathlib import Path

Path(__file__).with_name({_TRACE!r}).touch()


class Plugin:
    pass


def plugin(context, settings):
    return Plugin()
"""


def guard(place: Path, options: argparse.Namespace) -> list[Row]:
    """Call one plugin and twenty, through the guard and without it."""
    del place, options
    return asyncio.run(_guard())


async def _guard() -> list[Row]:
    watch = Watch()
    with watch.guarding():  # as in the daemon, with the thread that looks
        quick, turning, slow = (_points(watch, work) for work in (_answer, _turn, _wait))
        bare, one, twenty = await _alternately(
            (lambda: _bare(_answer), 2000), (quick[0], 2000), (lambda: ask(quick), 200)
        )
        bare_turn, one_turn = await _alternately((lambda: _bare(_turn), 2000), (turning[0], 2000))
        one_waits, twenty_wait = await _alternately((slow[0], 20), (lambda: ask(slow), 20))
    return [
        _row("guarded call / asyncio.timeout + await", 2, one, bare),
        _row("guarded call that waits a turn of the loop / the same", 2, one_turn, bare_turn),
        _row("twenty plugins at once / guarded call of one", 12, twenty, one),
        _row("twenty that wait 1 ms at once / one that does", 12, twenty_wait, one_waits),
    ]


def _points(watch: Watch, work: Work) -> list[Any]:
    return [
        Guard(f"bench{number}", watch=watch, roots=("/nowhere/",)).point("hook", work, limit=5, expect=int)
        for number in range(TWENTY)
    ]


async def _answer() -> int:
    return 1


async def _turn() -> int:
    await asyncio.sleep(0)
    return 1


async def _wait() -> int:
    await asyncio.sleep(_WAIT)
    return 1


async def _bare(work: Work) -> None:
    async with asyncio.timeout(5):
        await work()


async def _alternately(*calls: tuple[Work, int]) -> list[list[float]]:
    """Measure each kind of call in turns: seconds a call, a value a round."""
    taken: list[list[float]] = [[] for _ in calls]
    for _ in range(_ROUNDS):
        for (call, times), values in zip(calls, taken, strict=True):
            began = time.perf_counter()
            for _ in range(times):
                await call()
            values.append((time.perf_counter() - began) / times)
    return taken


def _row(what: str, most: float, ours: Sequence[float], theirs: Sequence[float]) -> Row:
    ratio = middle([a / b for a, b in zip(ours, theirs, strict=True)])
    detail = f"{spread([each * _MICRO for each in ours])} us against {spread([each * _MICRO for each in theirs])} us"
    return Row(what=what, goal=f"<= {most:g}", ratio=ratio, detail=detail, met=ratio <= most)


def disabled(place: Path, options: argparse.Namespace) -> list[Row]:
    """Start the daemon with ten plugins, and with thirty more that are switched off."""
    few, many = (_Installed(place / name, off) for name, off in (("few", 0), ("many", _DISABLED)))
    for each in (few, many):
        each.start()  # fills the database, and tries each plugin once in a child
    pairs = [(few.start(), many.start()) for _ in range(max(options.pairs, 9))]
    more = [(after - before) / _DISABLED * 1000 for before, after in pairs]
    imported = many.imported()
    each_ms = middle(more)
    whole = f"of a start of {spread([before * 1000 for before, _ in pairs])} ms"
    return [
        Row(
            what="imports of 30 plugins that are switched off", goal="0", ratio=float(len(imported & many.off)),
            detail=f"of the {_LOADED} others {len(imported & many.on)} were imported", met=not imported & many.off,
        ),
        Row(
            what="start-up, ms for each of them", goal="<= 1", ratio=each_ms, detail=f"{spread(more)} ms {whole}",
            met=each_ms <= 1,
        ),
    ]  # fmt: skip


class _Installed:
    """A daemon with tiny plugins: ten that are loaded, and some that are switched off."""

    def __init__(self, place: Path, off: int) -> None:
        names = [f"bench_{number:02d}" for number in range(_LOADED + off)]
        self.on, self.off = ({f"mediad_plugin_{name}" for name in each} for each in (names[:_LOADED], names[_LOADED:]))
        self._site = place / "site"
        for name in names:
            _install(self._site, name)
        self._port = free_port()
        self._config = write_config(place, self._port, {})
        with self._config.open("a") as file:
            file.writelines(f"[plugins.{name}]\nenabled = {str(name in names[:_LOADED]).lower()}\n" for name in names)

    def start(self) -> float:
        """Start it until it is ready, and stop it; gives the seconds."""
        path = os.pathsep.join(filter(None, (str(self._site), os.environ.get("PYTHONPATH"))))
        command = [sys.executable, "-m", "mediad", "serve", "--config", str(self._config)]
        began = time.perf_counter()
        process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": path}, stderr=subprocess.DEVNULL)
        try:
            wait_ready(self._port)
            return time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(30)

    def imported(self) -> set[str]:
        """Start it once more, and see which plugins are imported, here or in any child."""
        for trace in self._site.glob(f"*/{_TRACE}"):
            trace.unlink()
        self.start()
        return {trace.parent.name for trace in self._site.glob(f"*/{_TRACE}")}


def _install(site: Path, name: str) -> None:
    """Do as pip would, for a distribution of one module."""
    package, metadata = site / f"mediad_plugin_{name}", site / f"mediad_plugin_{name}-1.0.dist-info"
    version = SDK_VERSION.split(".")
    manifest = f'id = "{name}"\nname = "{name}"\nrequires_sdk = ">={version[0]}.{version[1]},<{int(version[0]) + 1}"\n'
    files = {
        package / "__init__.py": _CODE,
        package / "mediad-plugin.toml": manifest,
        metadata / "METADATA": f"Metadata-Version: 2.1\nName: mediad-plugin-{name}\nVersion: 1.0\n",
        metadata / "entry_points.txt": f"[mediad.plugins]\n{name} = mediad_plugin_{name}:plugin\n",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
