"""What people and programs see of the whole API, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integration.http.whole import Whole

NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


async def test_the_daemon_says_what_it_is_and_how_it_feels(api: Whole) -> None:
    system = await api.get("system")
    assert (system["engine"], system["uptime_s"]) == (api.storage.engine, 5)
    assert set(system["events"]) == {"first", "last"}
    health = await api.get("system/health")
    assert (health["state"], health["findings"][0]["id"]) == ("degraded", "disk")
    [plugin] = (await api.get("plugins"))["items"]
    assert (plugin["id"], plugin["brings"]) == ("toys", {"media_types": ["toy"]})
    assert await api.get("plugins/toys") == plugin
    await api.get("plugins/none", status=404)
    assert (await api.get("encoders"))["items"][0]["available"] is False


async def walked(api: Whole, path: str, who: str = "member") -> list[Any]:
    found, cursor = [], ""
    while cursor is not None:
        page = await api.get(f"{path}{'&' if '?' in path else '?'}limit=5" + (f"&cursor={cursor}" if cursor else ""), who)
        found += page["items"]
        cursor = page["next"]
    return found


async def test_a_list_is_walked_and_holds_only_what_the_viewer_may_see(api: Whole) -> None:
    titles = [each["title"] for each in await walked(api, "items?kind=toy")]
    assert titles == ["Pictured", "Rum", *(f"Toy {n:02}" for n in range(1, 13))]
    assert "Rum" not in [each["title"] for each in await walked(api, "items?kind=toy", "guest")]
    assert "Secret" in [each["title"] for each in await walked(api, "items?kind=toy", "administrator")]
