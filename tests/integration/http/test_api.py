"""What people and programs see of the whole API, on both engines."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from integration.http.whole import Whole

NOBODY = "0198c0de-0000-7000-8000-0000000000ff"


async def test_the_daemon_says_what_it_is_and_how_it_feels(api: Whole) -> None:
    system = await api.get("system")
    assert (system["engine"], system["uptime_s"]) == (api.storage.engine, 5)
    assert set(system["events"]) == {"first", "last"}
    assert "data_dir" not in system, "a place on the disk is not for everybody who watches"
    assert await api.send("POST", "system/reload") == {"needs_restart": ["server.port"]}
    health = await api.get("system/health")
    assert (health["state"], health["findings"][0]["id"]) == ("degraded", "disk")
    [plugin] = (await api.get("plugins"))["items"]
    assert (plugin["id"], plugin["brings"]) == ("toys", {"media_types": ["toy"]})
    assert await api.get("plugins/toys") == plugin
    await api.get("plugins/none", status=404)
    [encoder] = (await api.get("encoders"))["items"]
    assert (encoder["available"], encoder["reason"]) == (False, "There is no ffmpeg.")
    assert (encoder["needs"], encoder["instead"]) == (["vaapi"], "cpu")
    [tried] = (await api.send("POST", "encoders/probe"))["items"]
    assert tried["reason"] == "It was tried anew."
    await api.send("POST", "encoders/probe", "member", status=403)
