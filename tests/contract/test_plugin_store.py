from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.host.services import PluginKeyValue
from mediad.storage.ports.plugins import CORE, PluginStore

if TYPE_CHECKING:
    from mediad.storage.ports import Storage


async def test_a_text_is_kept_replaced_and_forgotten(storage: Storage) -> None:
    store = PluginStore(storage)
    assert await store.get("key") is None
    await store.put("key", "one")
    await store.put("key", "zwei ☃")
    assert await store.get("key") == "zwei ☃"
    await store.delete("key")
    await store.delete("key")
    assert await store.get("key") is None


async def test_instances_keep_apart(storage: Storage) -> None:
    stores = [PluginStore(storage, name) for name in (CORE, "plex", "plex-home")]
    for number, store in enumerate(stores):
        await store.put("key", str(number))
    await stores[1].delete("key")
    assert [await store.get("key") for store in stores] == ["0", None, "2"]


async def test_values_come_back_as_they_were_put(storage: Storage) -> None:
    store = PluginKeyValue(PluginStore(storage, "plex"))
    value = {"title": "名前", "list": [1, 2.5, None, True], "deep": {"a": {}}}
    await store.put("state", value)
    assert await store.get("state") == value
