from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from mediad.vault.errors import KeyGone, KeyRefused
from mediad.vault.place import Place
from mediad.vault.ring import Key, new_key
from mediad.vault.vault import Vault


async def kept(vault: Vault) -> tuple[Key, ...]:
    """Read the keys anew."""
    return await asyncio.to_thread(vault.place.read)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(Place(path=tmp_path / "secret.key"))


async def test_the_key_is_made_when_the_first_secret_is_kept_and_not_before(vault: Vault) -> None:
    assert (await vault.ring()).keys == ()
    assert not vault.place.path.exists()
    async with vault.sealing() as ring:
        sealed = ring.seal("a", "b", "x")
    assert vault.place.path.exists()
    assert (await vault.ring()).open("a", "b", sealed) == "x"
    assert (await Vault(vault.place).ring()).open("a", "b", sealed) == "x"


async def test_a_rotation_leaves_the_new_key_alone(vault: Vault) -> None:
    async with vault.sealing() as ring:
        sealed = ring.seal("a", "b", "x")
    async with vault.rotating() as ring:
        again = ring.seal("a", "b", ring.open("a", "b", sealed))
        assert len(await kept(vault)) == 2
    assert (await vault.ring()).open("a", "b", again) == "x"
    with pytest.raises(KeyGone):
        (await vault.ring()).open("a", "b", sealed)
    assert await kept(vault) == (await vault.ring()).keys


async def test_a_rotation_that_fails_keeps_the_old_key(vault: Vault) -> None:
    async with vault.sealing() as ring:
        sealed = ring.seal("a", "b", "x")
    with pytest.raises(RuntimeError):
        async with vault.rotating():
            raise RuntimeError
    assert (await vault.ring()).open("a", "b", sealed) == "x"
    assert (await Vault(vault.place).ring()).open("a", "b", sealed) == "x"


async def test_nobody_seals_while_the_key_changes(vault: Vault) -> None:
    order = []

    async def seal() -> None:
        async with vault.sealing() as ring:
            order.append(("sealed", len(ring.keys)))

    async with vault.rotating():
        sealing = asyncio.create_task(seal())
        await asyncio.sleep(0.05)
        order.append(("rotated", 0))
    await sealing
    assert order == [("rotated", 0), ("sealed", 1)]


async def test_a_credential_is_rotated_by_its_giver(tmp_path: Path) -> None:
    path = tmp_path / "mediad.key"
    await asyncio.to_thread(Place(path=path).make)
    lent = Vault(Place(path=path, lent=True))
    with pytest.raises(KeyRefused, match="credential"):
        async with lent.rotating():
            pass
    old = await kept(lent)
    await asyncio.to_thread(Place(path=path).write, (new_key(), *old))
    async with lent.rotating() as ring:
        assert ring.keys[1:] == old
    assert len(await kept(lent)) == 2


async def test_a_vault_whose_credential_is_gone_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused):
        async with Vault(Place(path=tmp_path / "mediad.key", lent=True)).sealing():
            pass
