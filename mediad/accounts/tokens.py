"""Opaque tokens: 256 random bits behind a prefix that says what they are; only their SHA-256 is stored.

A fast hash is enough here: unlike a password, the token cannot be guessed.
"""

from __future__ import annotations

import hashlib
import secrets

KEY = "mdk_"
SESSION = "mds_"
HINT_LENGTH = 8


def new_token(prefix: str) -> str:
    """Make a token."""
    return prefix + secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    """Hash a token as it is stored; a header may hold bytes that are no text, which reach us as surrogates."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()


def hint(token: str) -> str:
    """Give the first letters, by which people tell their keys apart."""
    return token[:HINT_LENGTH]
