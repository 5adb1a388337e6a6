"""Builds wheels of real plugin packages and installs them where only the test looks."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from wheelhouse import Bench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Install = Callable[[Iterable[Path], Path], Path]
    Meet = Callable[..., "Met"]

BUILD = (
    "import sys; from hatchling.builders.wheel import WheelBuilder\n"
    "for root in sys.argv[2:]: print(*WheelBuilder(root).build(directory=sys.argv[1], versions=['standard']))"
)
DAEMON = Path(__file__).with_name("daemon.py")


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    """Give a daemon's folders and a folder of wheels."""
    (tmp_path / "wheels").mkdir()
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def install() -> Install:
    """Return how to install packages into a place of their own; gives the directory to put on the path."""
    return _install


def _install(folders: Iterable[Path], place: Path) -> Path:
    """Do as pip would: a wheel of each, unpacked with its metadata."""
    wheels, site = place / "wheels", place / "site"
    command = [sys.executable, "-c", BUILD, str(wheels), *map(str, folders)]
    built = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    for wheel in built.split():
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(site)
    return site


@dataclass(frozen=True)
class Met:
    """How the meeting of a daemon with its plugins ended."""

    states: dict[str, dict[str, Any]]
    answers: dict[str, Any]
    seconds: float
    traces: list[str]

    def state(self, instance: str) -> str:
        """Give the state of one instance."""
        return str(self.states[instance]["state"])

    def kind(self, instance: str) -> str:
        """Give the kind of the last failure of one instance."""
        return str((self.states[instance]["error"] or {}).get("kind", ""))


@pytest.fixture(scope="session")
def meet(tmp_path_factory: pytest.TempPathFactory) -> Meet:
    """Return how to let a daemon, in a process of its own, meet the plugins of a directory."""

    def run(site: Path, *, wishes: dict[str, Any] | None = None, state: Path | None = None) -> Met:
        place = tmp_path_factory.mktemp("daemon")
        traces = place / "traces"
        traces.mkdir()
        environment = os.environ | {"PYTHONPATH": str(site), "MEDIAD_TEST_TRACES": str(traces)}
        command = [sys.executable, str(DAEMON), json.dumps(wishes or {}), str(state or place / "state.json")]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
        assert done.returncode == 0, f"the daemon died with {done.returncode}: {done.stderr[-3000:]}"
        told = json.loads(done.stdout.splitlines()[-1])
        return Met(**told, traces=sorted(path.name for path in traces.iterdir()))

    return run
