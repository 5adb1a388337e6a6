"""Keys, and what they seal: AES-256-GCM, each value bound to whose it is and what it is called.

A sealed value is text: `v1.`, the id of its key, `.`, and nonce and ciphertext. The binding is no part of it, so a row
that is pasted into another plugin's, or under another name, does not open.
"""

from __future__ import annotations

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import field
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from mediad.vault.errors import KeyGone, KeyRefused, Tampered
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_FORMAT = "v1"


@dataclass(frozen=True)
class Key:
    """One key; its id says nothing about it, and is the same wherever the key is."""

    material: bytes = field(repr=False)

    @cached_property
    def id(self) -> str:
        """The name that stands in what it sealed."""
        return sha256(b"mediad secret key\0" + self.material).hexdigest()[:8]

    @cached_property
    def cipher(self) -> AESGCM:
        """The cipher of this key."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # imported when first used: who keeps no secret needs it not

        return AESGCM(self.material)


def new_key() -> Key:
    """Make a key."""
    return Key(secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys that are there; the first one seals, all of them open."""

    keys: tuple[Key, ...] = ()

    def seal(self, owner: str, name: str, text: str) -> str:
        """Seal a text for its owner, under its name."""
        if not self.keys:
            raise KeyRefused("There is no secret key.")
        key, nonce = self.keys[0], secrets.token_bytes(_NONCE_BYTES)
        sealed = key.cipher.encrypt(nonce, text.encode("utf-8", "surrogatepass"), _bound(owner, name))
        return f"{_FORMAT}.{key.id}.{urlsafe_b64encode(nonce + sealed).decode()}"

    def open(self, owner: str, name: str, sealed: str) -> str:
        """Give the text back; raises `KeyGone` or `Tampered`."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # as above

        key = next((each for each in self.keys if each.id == key_id(sealed)), None)
        if key is None:
            raise KeyGone
        try:
            raw = urlsafe_b64decode(sealed.rpartition(".")[2])
            text = key.cipher.decrypt(raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], _bound(owner, name))
        except (InvalidTag, ValueError):  # ValueError: what is left is no base64, or too short
            raise Tampered from None
        return text.decode("utf-8", "surrogatepass")


def key_id(sealed: str) -> str:
    """Name the key that sealed a value; "" when it is none of ours."""
    parts = sealed.split(".")
    return parts[1] if len(parts) == 3 and parts[0] == _FORMAT else ""  # noqa: PLR2004  # format, key, value


def _bound(owner: str, name: str) -> bytes:
    return f"{owner}\0{name}".encode()
