"""Whatever the daemon puts into its queue, the daemon runs."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path
from typing import TYPE_CHECKING

from mediad.app import upkeep
from mediad.app.building import build
from mediad.app.renewal import Renewal
from mediad.config import Config
from mediad.config.models import Server, Storage
from mediad.telemetry.notify import Notifier

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIAD = Path(upkeep.__file__).parents[1]


def enqueued() -> Iterator[str]:
    """Give the names of jobs that our own code enqueues or schedules, as far as they are written down."""
    for path in sorted(MEDIAD.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                yield from _named(path, node)


def _named(path: Path, call: ast.Call) -> Iterator[str]:
    called = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    wanted = [*call.args[:1]] if called == "enqueue" else []
    wanted += [each.value for each in call.keywords if called == "Schedule" and each.arg == "job"]
    for node in wanted:
        if isinstance(node, ast.Constant):
            yield str(node.value)
        elif isinstance(node, ast.Name) and node.id.isupper():
            module = ".".join(("mediad", *path.relative_to(MEDIAD).with_suffix("").parts))
            yield getattr(importlib.import_module(module), node.id)


async def test_the_daemon_offers_every_job_that_it_enqueues(tmp_path: Path) -> None:
    names = set(enqueued())
    assert names >= {"core.forget", "library.scan", "library.remove", "library.retention", "encode"}
    config = Config(server=Server(port=0), storage=Storage(data_dir=tmp_path))
    async with build(config, Renewal(config, lambda: config, Notifier({}))) as house:
        assert names - house.job_types.keys() == set()
