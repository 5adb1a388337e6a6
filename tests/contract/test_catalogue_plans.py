"""No list that can be asked for scans a table or sorts its rows: read from the plans, over 200,000 analysed works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import KINDS, StillClock

from mediad.library.query import parse
from mediad.library.query.asking import Asking
from mediad.storage.ports.browse import START, Browser, Wanted, published
from mediad.storage.ports.search import search
from mediad.storage.ports.viewer import Viewer
from mediad.storage.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engines import Database

    from mediad.storage.units import Storage, Transaction

COUNT = 200_000
TOY = KINDS.kind("toy")
VIEWER = Viewer(account=0, libraries=(1, 2))
ONE = Viewer(account=1, libraries=(1, 2))
STEPS: tuple[tuple[str, tuple[object, ...]], ...] = (
    ("subjects", (COUNT,)),
    ("presence", ()),
    *(("pages", (sort.name,)) for sort in TOY.sorts),
    ("facets", ("genre", 20)),
    ("facets", ("year", 20_000)),
    ("credits", ()),
    ("words", ()),
    ("terms", ()),
)
ALLOWED = re.compile(
    r"SCAN (step|shelf|counted|json_each|(.|search) VIRTUAL TABLE|value|CONSTANT ROW|\(subquery)|SCAN w\b"
)
"""Steps over what the statement itself made, and the full-text index, which is asked by words."""

FEW = ("search.having", "browse.children", "browse.placeless_children", "browse.facet_count")
"""What may be sorted on PostgreSQL where the planner finds it cheaper: what one search found, what one parent holds."""


class Explaining:
    """A reader that asks for each statement's plan on the way."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self.engine = storage.engine
        self.plans: dict[str, str] = {}

    async def fetch_all(self, name: str, params: Any = ()) -> Sequence[Any]:
        statements = Statements(self.engine)
        bound = statements[name].bind(params)
        rows = await self._storage.fetch_all(f"plans.{name.replace('.', '_')}", bound)
        self.plans[name] = "\n".join(str(row[-1]) for row in rows)
        return await self._storage.fetch_all(name, params)

    async def fetch_one(self, name: str, params: Any = ()) -> Any:
        return next(iter(await self.fetch_all(name, params)), None)

    async def fetch_value(self, name: str, params: Any = ()) -> Any:
        row = await self.fetch_one(name, params)
        return row[0] if row else None

    def worst(self) -> list[str]:
        """Name every plan that reads a whole table, or sorts."""
        return [f"{name}:\n{plan}" for name, plan in self.plans.items() if not self._is_a_walk(name, plan)]

    def _is_a_walk(self, name: str, plan: str) -> bool:
        if self.engine == "postgres":
            return "Seq Scan" not in plan and (name in FEW or not re.search(r"\bSort\b", plan))
        lines = [line for line in plan.splitlines() if "SCAN" in line and not ALLOWED.search(line)]
        return not lines and "USE TEMP B-TREE FOR ORDER BY" not in plan


def explaining(engine: Any, folder: Path) -> Path:
    """Write a file of statements that explain those of the lists."""
    prefix = "EXPLAIN QUERY PLAN" if engine == "sqlite" else "EXPLAIN"
    statements = [each for each in Statements(engine).all() if each.name.startswith(("browse.", "search.", "queries."))]
    blocks = [f"-- name: {each.name.replace('.', '_')}\n-- Explains it.\n{prefix} {each.sql};\n" for each in statements]
    folder.mkdir()
    (folder / "plans.sql").write_text("\n".join(blocks), encoding="utf-8")
    return folder


async def fill(storage: Storage) -> None:
    """Make the works."""
    steps = (*STEPS, *((("index", ()),) if storage.engine == "sqlite" else ()), ("analyse", ()))
    for name, params in steps:

        async def unit(tx: Transaction, name: str = name, params: tuple[object, ...] = params) -> None:
            await tx.execute(f"many.{name}", params)

        await storage.write(unit)


QUERIES = (
    "kind:toy genre:7 sort:-newest", "kind:toy year:7..9 sort:-title", "kind:toy -genre:7 sort:-title",
    "kind:toy added:2024", "kind:toy by:ann",
    "kind:toy w4999 -genre:7",
)  # fmt: skip


@pytest.mark.timeout(120)
async def test_every_published_list_is_a_walk(database: Database, tmp_path: Path) -> None:
    folder = explaining(database.engine, tmp_path / "sql")
    browser = Browser(KINDS.all)
    async with database.open(sql=(Path(__file__).parent / "toy", folder)) as storage:
        await fill(storage)
        reader = Explaining(storage)
        for each in published([TOY]):
            facet = (each.filter, "7") if each.filter not in ("", "party") else None
            party = 2_000_007 if each.filter == "party" else None
            wanted = Wanted(kinds=("toy",), sort=each.sort, facet=facet, party=party, after=START)
            page = await browser.items(reader, VIEWER, wanted)
            assert (len(page.items) > 0) == (each.filter != "maker"), each
            assert reader.worst() == [], each
        assert len(await browser.facets(reader, VIEWER, "toy", "year", limit=50)) == 50
        assert len((await browser.children(reader, VIEWER, 1_000_007)).items) == 40
        assert len((await search(reader, VIEWER, "toy w4999")).items) == 40
        assert len((await search(reader, VIEWER, "toy w49999")).items) == 40
        assert len((await search(reader, VIEWER, "toy")).items) == 50
        assert reader.worst() == []
        for text in QUERIES:
            await Asking(reader, KINDS, StillClock()).page(ONE, parse(text))
            assert reader.worst() == [], text
        assert {"queries.back", "queries.under", "queries.between", "queries.projections"} <= reader.plans.keys()
