"""Every secret that the daemon keeps: looked through, and sealed anew with another key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from mediad.storage.ports import app_passwords, plugin_settings
from mediad.vault.errors import SecretLost
from mediad.vault.ring import key_id
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.storage.ports import Reader, Storage, Transaction
    from mediad.vault.ring import Ring
    from mediad.vault.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """One secret, without what it is.

    Attributes:
        owner: A plugin instance, or `@app_password`.
        name: The setting, or the application password's account and id.
        key: Id of the key that sealed it.
        problem: Why it cannot be read, "" when it can.
    """

    owner: str
    name: str
    key: str
    problem: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What there is.

    Attributes:
        file: Where the key lies.
        lent: It is a credential of systemd, which only its giver changes.
        keys: Ids of the keys in it; the first one seals.
        secrets: Every secret.
    """

    file: str
    lent: bool
    keys: tuple[str, ...]
    secrets: tuple[Secret, ...]


@dataclass(frozen=True, slots=True)
class _Sealed:
    owner: str
    name: str
    text: str


class Secrets:
    """Looks through all secrets, and changes their key."""

    def __init__(self, storage: Storage, vault: Vault) -> None:
        self._storage = storage
        self._vault = vault

    async def check(self) -> Findings:
        """Try to open every secret; raises `KeyRefused`."""
        ring = await self._vault.ring()
        async with self._storage.read() as reader:
            passwords, settings = await _all(reader)
        found = [*_of_passwords(passwords), *_of_settings(settings)]
        return Findings(
            file=str(self._vault.place.path.absolute()), lent=self._vault.place.lent,
            keys=tuple(each.id for each in ring.keys), secrets=tuple(_looked_at(ring, each) for each in found),
        )  # fmt: skip

    async def rotate(self) -> Findings:
        """Make a new key, seal every secret with it in one unit of work, and let the old one go.

        What cannot be opened stays as it is. Killed at any point, either key is in the file as long as it is needed.
        """
        async with self._vault.rotating() as ring:
            await self._storage.write(lambda tx: _reseal(tx, ring))
        return await self.check()


async def _reseal(tx: Transaction, ring: Ring) -> None:
    passwords, settings = await _all(tx)
    fresh = {
        each.id: text for each in passwords if (text := _again(ring, app_passwords.OWNER, each.bound, each.secret))
    }
    await app_passwords.reseal(tx, fresh)
    resealed = {}
    for instance, kept in settings.items():
        secrets = {
            name: replace(each, text=_again(ring, instance, name, each.text) or each.text)
            for name, each in kept.secrets.items()
        }
        resealed[instance] = replace(kept, secrets=secrets)
    await plugin_settings.reseal(tx, resealed)


def _again(ring: Ring, owner: str, name: str, sealed: str) -> str:
    try:
        return ring.seal(owner, name, ring.open(owner, name, sealed))
    except SecretLost:
        return ""


async def _all(reader: Reader) -> tuple[list[app_passwords.Sealed], dict[str, plugin_settings.Kept]]:
    return await app_passwords.all_sealed(reader), await plugin_settings.all_kept(reader)


def _of_passwords(passwords: list[app_passwords.Sealed]) -> Iterator[_Sealed]:
    return (_Sealed(app_passwords.OWNER, each.bound, each.secret) for each in passwords)


def _of_settings(settings: Mapping[str, plugin_settings.Kept]) -> Iterator[_Sealed]:
    for instance, kept in settings.items():
        yield from (_Sealed(instance, name, each.text) for name, each in kept.secrets.items())


def _looked_at(ring: Ring, sealed: _Sealed) -> Secret:
    problem = ""
    try:
        ring.open(sealed.owner, sealed.name, sealed.text)
    except SecretLost as error:
        problem = str(error)
    return Secret(owner=sealed.owner, name=sealed.name, key=key_id(sealed.text), problem=problem)
