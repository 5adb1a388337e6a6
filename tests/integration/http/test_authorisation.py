"""Who may do what: every route as every caller, against one table. A route without a row fails, a row without one too.

Each request is right in its address and names nothing that exists, so that who may pass gets the answer of the route
itself: 200, 404, or what it says to a request without a body (415) or without a revision (428).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration.http.whole import Whole

TABLE = Path(__file__).with_name("authorisation.txt")
CALLERS = ("anonymous", "guest", "member", "administrator", "items.read")
QUERIES = {
    "list_facets": "?kind=toy&name=genre",
    "search": "?q=x",
    "list_items": "?kind=toy",
    "map_items": "?kind=reel",
}
NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


def rows() -> dict[str, tuple[str, ...]]:
    lines = [line.split() for line in TABLE.read_text().splitlines() if line and not line.startswith("#")]
    return {f"{method} {path}": tuple(statuses) for method, path, *statuses in lines}


def test_the_table_names_every_caller() -> None:
    heading = TABLE.read_text().splitlines()[0].split()
    assert tuple(heading[-len(CALLERS) :]) == CALLERS
    assert {len(statuses) for statuses in rows().values()} == {len(CALLERS)}


async def test_every_route_answers_every_caller_as_the_table_says(api: Whole) -> None:
    found = {}
    for route in api.routes:
        path = re.sub(r"\{[a-z]+:uuid\}", NOBODY, route.path).replace("{instance}", "none").replace("{id}", "none")
        path += QUERIES.get(route.name, "")
        statuses = []
        for caller in CALLERS:
            async with api.ask(route.method, path, caller) as answer:
                statuses.append(str(answer.status))
        found[f"{route.method} {route.path}"] = tuple(statuses)
    assert found == rows()
