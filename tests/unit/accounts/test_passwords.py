from __future__ import annotations

from mediad.accounts.passwords import Passwords


async def test_a_password_matches_its_own_hash_alone() -> None:
    passwords = Passwords()
    stored = await passwords.hash("correct horse")
    assert stored.startswith("$argon2id$")
    assert await passwords.check(stored, "correct horse")
    assert not await passwords.check(stored, "correct house")
    assert not await passwords.check("", "nobody has this password")
    assert not await passwords.check("not a hash", "correct horse")
