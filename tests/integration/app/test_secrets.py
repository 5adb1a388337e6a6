"""The key of all secrets is changed, and the daemon is killed meanwhile."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from contract.test_accounts import ANN, House

from mediad.accounts.app_passwords import AppPasswords
from mediad.app.secrets import Secrets
from mediad.storage.ports import plugin_settings
from mediad.storage.ports.plugin_settings import Kept, Sealed
from mediad.storage.sqlite import open_sqlite
from mediad.vault.place import Place
from mediad.vault.vault import Vault

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.storage.units import Storage

ROTATION = """
import asyncio, os, sys
from pathlib import Path
from mediad.app.secrets import Secrets
from mediad.storage.sqlite import open_sqlite
from mediad.vault.place import Place
from mediad.vault.vault import Vault

folder, end = Path(sys.argv[1]), int(sys.argv[2])
steps = 0

def step():
    global steps
    steps += 1
    if steps == end:
        os._exit(9)

class Dying:
    def __init__(self, place):
        self.place, self.path, self.lent, self.read, self.make = place, place.path, False, place.read, place.make

    def write(self, keys):
        step()
        self.place.write(keys)
        step()

class DyingStorage:
    def __init__(self, storage):
        self.storage, self.read = storage, storage.read

    async def write(self, unit):
        async def dying(tx):
            await unit(tx)
            step()
        await self.storage.write(dying)
        step()

async def main():
    async with open_sqlite(folder / "m.db") as storage:
        await Secrets(DyingStorage(storage), Vault(Dying(Place(path=folder / "secret.key")))).rotate()

asyncio.run(main())
"""
STEPS = 6
"""Before and after the new key is written; before and after the commit; before and after the old key goes."""


async def filled(storage: Storage, folder: Path) -> str:
    """Keep two secrets of every sort; gives the application password."""
    house, vault = House(storage), Vault(Place(path=folder / "secret.key"))
    await house.furnish()
    ann = await house.users.add(ANN)
    passwords = AppPasswords(storage, house.clock, house.identities, vault)
    _, password = await passwords.add(ann, "app")
    async with vault.sealing() as ring:
        token = Sealed(text=ring.seal("tmdb", "token", json.dumps("t")), changed=1)
        key = Sealed(text=ring.seal("tmdb", "key", json.dumps("k")), changed=2)
    kept = Kept(version=1, values={"a": 1}, secrets={"token": token, "key": key}, changed=3)
    await storage.write(lambda tx: plugin_settings.put(tx, "tmdb", kept))
    return password


async def signs_in(storage: Storage, folder: Path, password: str) -> bool:
    house = House(storage)
    passwords = AppPasswords(storage, house.clock, house.identities, Vault(Place(path=folder / "secret.key")))
    return (await passwords.by_password("Ann", password)).name == "Ann"


@pytest.mark.parametrize("step", range(1, STEPS + 1))
async def test_a_rotation_that_is_killed_anywhere_loses_nothing_and_is_done_again(tmp_path: Path, step: int) -> None:
    async with open_sqlite(tmp_path / "m.db") as storage:
        password = await filled(storage, tmp_path)
    command = [sys.executable, "-c", ROTATION, str(tmp_path), str(step)]
    done = await asyncio.to_thread(subprocess.run, command, check=False, timeout=60)
    assert done.returncode == 9
    async with open_sqlite(tmp_path / "m.db") as storage:
        secrets = Secrets(storage, Vault(Place(path=tmp_path / "secret.key")))
        found = await secrets.check()
        assert [each.problem for each in found.secrets] == ["", "", ""]
        assert len(found.keys) == (1 if step in (1, STEPS) else 2)
        assert await signs_in(storage, tmp_path, password)
        after = await secrets.rotate()
        assert {each.key for each in after.secrets} == set(after.keys)
        assert not set(after.keys) & set(found.keys)
        assert await signs_in(storage, tmp_path, password)
        kept = await plugin_settings.get(storage, "tmdb")
        assert (dict(kept.values), kept.changed, kept.secrets["token"].changed) == ({"a": 1}, 3, 1)


async def test_a_rotation_that_is_not_killed_ends(tmp_path: Path) -> None:
    async with open_sqlite(tmp_path / "m.db") as storage:
        await filled(storage, tmp_path)
    command = [sys.executable, "-c", ROTATION, str(tmp_path), str(STEPS + 1)]
    done = await asyncio.to_thread(subprocess.run, command, check=False, timeout=60)
    assert done.returncode == 0
    assert len(Place(path=tmp_path / "secret.key").read()) == 1


async def test_what_cannot_be_read_is_named_and_left_as_it_is(storage: Storage, tmp_path: Path) -> None:
    await filled(storage, tmp_path)
    (tmp_path / "secret.key").unlink()
    vault = Vault(Place(path=tmp_path / "secret.key"))
    secrets = Secrets(storage, vault)
    before = await plugin_settings.get(storage, "tmdb")
    found = await secrets.check()
    assert [(each.owner, each.problem) for each in found.secrets] == [
        ("@app_password", "It is set, but its key is gone."), ("tmdb", "It is set, but its key is gone."),
        ("tmdb", "It is set, but its key is gone."),
    ]  # fmt: skip
    await secrets.rotate()
    assert await plugin_settings.get(storage, "tmdb") == before
