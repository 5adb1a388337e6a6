"""The trace of a plugin, over the API."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration.http.whole import Whole


async def test_the_last_calls_of_a_plugin_are_told(api: Whole) -> None:
    page = await api.get("plugins/toys/trace")
    assert page["items"][0] == {
        "number": 1, "hook": "health toys", "started": 1, "ms": 2.5, "loop_ms": 0.5, "outcome": "ok",
        "correlation_id": "r",
    }  # fmt: skip


async def test_who_knows_some_gets_the_rest(api: Whole) -> None:
    for after, numbers in ((0, [1, 2, 3]), (2, [3]), (3, [])):
        page = await api.get(f"plugins/toys/trace?after={after}&fields=number")
        assert [each["number"] for each in page["items"]] == numbers


async def test_a_plugin_that_is_not_there_has_no_trace(api: Whole) -> None:
    problem = await api.get("plugins/nobody/trace", status=404)
    assert problem["code"] == "not_found"
