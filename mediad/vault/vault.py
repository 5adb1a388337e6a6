"""The vault: lends the keys to whoever seals and opens, and changes them while nobody seals."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from mediad.vault.errors import KeyRefused
from mediad.vault.ring import Ring, new_key

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from mediad.vault.place import Place
    from mediad.vault.ring import Key

_ANOTHER = "Put a new key (`openssl rand -base64 32`) before the old one in the credential, restart, and ask again."


class Vault:
    """Holds the keys of one daemon.

    Args:
        place: Where they lie; looked at when a secret is first read or kept.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._keys: tuple[Key, ...] | None = None
        self._one_at_a_time = asyncio.Lock()

    async def ring(self) -> Ring:
        """Lend the keys to whoever opens; a vault without a key opens nothing. Raises `KeyRefused`."""
        if self._keys is None:
            found = await asyncio.to_thread(self._load)
            if self._keys is None:  # somebody may have made one meanwhile
                self._keys = found or None
        return Ring(self._keys or ())

    @asynccontextmanager
    async def sealing(self) -> AsyncIterator[Ring]:
        """Lend the keys to whoever seals and writes it; the first to need one has it made."""
        async with self._one_at_a_time:
            if not (ring := await self.ring()).keys:
                self._keys = await asyncio.to_thread(self._made)
                ring = Ring(self._keys)
            yield ring

    @asynccontextmanager
    async def rotating(self) -> AsyncIterator[Ring]:
        """Put a new key before the others while everything is sealed anew; then the others go.

        What fails or is killed in between leaves all keys in the file: whatever was sealed with either opens.
        """
        async with self._one_at_a_time:
            self._keys = await asyncio.to_thread(self._with_another)
            yield Ring(self._keys)
            if not self.place.lent:
                await asyncio.to_thread(self.place.write, self._keys[:1])
                self._keys = self._keys[:1]

    def _load(self) -> tuple[Key, ...]:
        return _warm(self.place.read())

    def _made(self) -> tuple[Key, ...]:
        return _warm(self.place.make())

    def _with_another(self) -> tuple[Key, ...]:
        known = self.place.read()
        if self.place.lent:
            if len(known) < 2:  # noqa: PLR2004  # a new one and an old one
                raise KeyRefused("The secret key is a credential, which only its giver can change.", remedy=_ANOTHER)
            return known
        keys = (new_key(), *known)
        self.place.write(keys)
        return _warm(keys)


def _warm(keys: tuple[Key, ...]) -> tuple[Key, ...]:
    """Load the library of the ciphers here, in a thread, and not on the loop."""
    for key in keys:
        key.cipher  # noqa: B018  # it is kept
    return keys
