"""A fuzzer compares what the whole API does with what its document says: as everybody, on both engines, seeded.

Left out: `/api/v1/events`, a stream that never ends (test_feed.py reads it).
"""

from __future__ import annotations

import asyncio
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from engines import Database, _copied
from integration.http.whole import whole

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engines import Server
    from integration.http.whole import Whole

CONFIGURATION = [Path(__file__).with_name(name) for name in ("schemathesis.toml", "fuzz.toml")]


def known(api: Whole) -> str:
    """Name what exists, so that the fuzzer gets further than to a 404; what it removes it has to guess."""
    places = {
        "^(get|list|edit|encode|rate|set|clear|add|choose)_"
        "(item|item_files|children|documents|artwork|own_item|progress|play|ordering)$":
            ("path.id", api.ids["toy"]),
        "^(get_library|change_library|scan_library|list_holds|list_problems)$": ("path.id", api.ids["seen"]),
        "^(get_user|change_user|list_user_keys|make_user_key)$": ("path.id", api.ids["clerk"]),
        "^get_(file|content)$": ("path.id", api.ids["file"]),
        "^get_artwork$": ("path.id", api.ids["cover"]),
        "^(switch|run)_schedule$": ("path.id", "toys.nightly"),
        "^((get|change|set|test)_plugin(_settings|_permissions)?|approve_plugin|withdraw_approval)$":
            ("path.instance", "toys"),
        "^list_(items|facets)$": ("query.kind", "toy"),
    }  # fmt: skip
    return "".join(
        f'\n[[operations]]\ninclude-operation-id-regex = "{names}"\nparameters = {{ "{place}" = "{value}" }}\n'
        for names, (place, value) in places.items()
    )


@pytest.fixture
def databases(tmp_path: Path, postgres_server: Server, postgres_template: str) -> Iterator[list[Database]]:
    with contextmanager(_copied)(postgres_server, postgres_template) as postgres:
        yield [Database(engine="sqlite", address=str(tmp_path / "mediad.db")), postgres]


@pytest.mark.timeout(600)  # thousands of requests: on a busy machine it takes its time
@pytest.mark.parametrize("who", ["anonymous", "guest", "member", "administrator"])
async def test_a_fuzzer_finds_no_difference_between_document_and_server(
    databases: list[Database], tmp_path: Path, who: str
) -> None:
    # Both engines at once: the fuzzer is the slower end.
    for database in databases:
        (tmp_path / database.engine).mkdir()
    reports = await asyncio.gather(*(fuzzed(database, tmp_path / database.engine, who) for database in databases))
    assert not any(reports), "\n".join(reports)


async def fuzzed(database: Database, folder: Path, who: str) -> str:
    """Let the fuzzer loose on a server of its own; gives its report when it found something."""
    async with whole(database) as api:
        configuration = folder / "schemathesis.toml"
        configuration.write_text("".join(each.read_text() for each in CONFIGURATION) + known(api))
        header = ("--header", f"Authorization: Bearer {api.keys[who]}") if who in api.keys else ()
        fuzzer = await asyncio.create_subprocess_exec(
            *(str(Path(sys.executable).with_name("st")), "--config-file", str(configuration), "run", "--no-color"),
            *("--seed", "1", "--max-examples", "2", "--checks", "all", "--exclude-path", "/api/v1/events", *header),
            f"http://127.0.0.1:{api.port}/api/v1/openapi.json",
            cwd=folder,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        report, _ = await fuzzer.communicate()
    return "" if fuzzer.returncode == 0 else f"{database.engine}:\n{report.decode()}"
