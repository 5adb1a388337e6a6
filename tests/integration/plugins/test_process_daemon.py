"""The real daemon with a plugin that asks for a process of its own: what people see of its life and of its deaths."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from outside import Outside, outside, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OURS = ("apprise", "audio", "h264", "movies", "music", "qbittorrent")
ROOM = "/plugins/apart"


@pytest.fixture(scope="module")
def site(repository: Path, install: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the plugin is installed, with the good one beside it."""
    hostile = repository / "tests/plugins_hostile"
    return install([hostile / "good", hostile / "called/apart"], tmp_path_factory.mktemp("apart"))  # type: ignore[no-any-return]  # the fixture's


@pytest.fixture
def serve(site: Path) -> Iterator[Callable[..., Outside]]:
    """Return how to start a daemon with more lines in its configuration."""
    with outside(PYTHONPATH=str(site)) as daemon:

        def start(lines: str = "") -> Outside:
            off = "\n".join(f"[plugins.{name}]\nenabled = false" for name in OURS)
            daemon.declare(settings=f"{off}\n{lines}")
            return daemon.start()

        yield start


def state(daemon: Outside) -> tuple[str, str]:
    told = daemon.get(ROOM)
    return told["state"], told["reason"]


def test_it_runs_in_a_process_of_its_own_that_ends_with_the_daemon(serve: Any) -> None:
    daemon = serve()
    told = daemon.get(ROOM)
    assert (told["state"], told["isolation"]) == ("running", "process")
    asked = daemon.get(f"{ROOM}/pid")
    assert asked["asked"] == 1
    assert asked["parent"] == daemon.process.pid
    assert len(daemon.ask("GET", f"/api/v1{ROOM}/stream").body) == 5_000_000
    assert daemon.stop() < 5
    assert not Path(f"/proc/{asked['pid']}").exists()


def test_a_death_is_told_and_mended_and_the_third_is_the_last(serve: Any) -> None:
    daemon = serve()
    pids = set()
    for _ in range(3):
        pids.add(daemon.get(f"{ROOM}/pid")["pid"])
        problem = daemon.ask("GET", f"/api/v1{ROOM}/leave")
        assert (problem.status, problem.json["kind"], problem.json["plugin"]) == (500, "process_died", "apart")
        assert "exit 9" in problem.json["detail"]
        if len(pids) < 3:
            until(lambda: state(daemon)[0] == "degraded", 2, lambda: str(state(daemon)))
            assert "it is started again in" in state(daemon)[1]
            assert daemon.ask("GET", f"/api/v1{ROOM}/pid").status == 503
            until(lambda: state(daemon)[0] == "running", 15, lambda: str(state(daemon)))
    until(lambda: state(daemon)[0] == "quarantined", 5, lambda: str(state(daemon)))
    assert "its process died 3 times within 10 minutes" in state(daemon)[1]
    assert len(pids) == 3
    assert daemon.get("/plugins/good/alive") == {"alive": True}


def test_twenty_seconds_of_blocking_cost_the_daemon_nothing(serve: Any) -> None:
    daemon = serve()
    answers: list[Any] = []
    asking = threading.Thread(target=lambda: answers.append(daemon.ask("GET", f"/api/v1{ROOM}/block")))
    asking.start()
    slowest = 0.0
    while asking.is_alive():
        began = time.monotonic()
        assert daemon.ask("GET", "/healthz").status == 200
        slowest = max(slowest, time.monotonic() - began)
        assert daemon.get("/plugins/good/alive") == {"alive": True}
        time.sleep(0.02)
    asking.join()
    assert slowest < 1.5
    assert answers[0].json["kind"] == "process_died"
    assert "mediad_plugin_apart/__init__.py:" in answers[0].json["detail"]
    assert answers[0].seconds < 15


def test_sockets_are_for_those_whom_the_administrator_lets(serve: Any) -> None:
    problem = serve().ask("GET", f"/api/v1{ROOM}/socket")
    assert (problem.status, "PermissionError" in problem.json["detail"]) == (500, True)


def test_with_a_raw_network_there_are_sockets(serve: Any) -> None:
    assert serve("[plugins.apart]\nraw_network = true\n").get(f"{ROOM}/socket")["family"] == 2
