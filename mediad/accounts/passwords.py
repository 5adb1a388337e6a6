"""Passwords: argon2id, one hash at a time, never on the loop.

A hash takes 64 MiB (RFC 9106, second recommended option): on a small host two at once could be the end of the daemon.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

SHORTEST = 8
LONGEST = 1024
"""Characters; a longer one only makes the hash slow."""


class Passwords:
    """Hashes and checks passwords."""

    def __init__(self) -> None:
        self._one_at_a_time = asyncio.Semaphore(1)

    async def hash(self, password: str) -> str:
        """Make the hash that is stored."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._hasher.hash, password)

    async def check(self, stored: str, password: str) -> bool:
        """Compare; an account without a password, or no account at all (""), takes as long as a wrong password."""
        async with self._one_at_a_time:
            return await asyncio.to_thread(self._check, stored, password)

    @cached_property
    def _hasher(self) -> PasswordHasher:
        from argon2 import PasswordHasher  # noqa: PLC0415  # 20 ms that only who signs in needs
        from argon2.profiles import RFC_9106_LOW_MEMORY  # noqa: PLC0415  # as above

        return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)

    @cached_property
    def _nobody(self) -> str:
        return self._hasher.hash("nobody has this password")

    def _check(self, stored: str, password: str) -> bool:
        from argon2.exceptions import InvalidHashError, VerificationError  # noqa: PLC0415  # as above

        try:
            self._hasher.verify(stored or self._nobody, password)
        except (VerificationError, InvalidHashError):
            return False
        return bool(stored)
