"""Encrypted documents: opened where everybody may open them, told of where only a password does.

Source: ISO 32000-2, 7.6; algorithms 2, 2.A, 2.B, 4, 5, 6 and 11.
"""

from __future__ import annotations

from hashlib import md5, sha256, sha384, sha512
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad_plugin_books.pdf.document import Document

_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
_BLOCK = 16
_ROUNDS = 50
_MOST_AES = 24 << 20


def unlock(document: Document) -> str:
    """Make a document read its strings in the clear; what locks it where that needs a password, else ""."""
    said = document.get(document.trailer.get("Encrypt"))
    if not isinstance(said, dict):
        return ""
    told = {name: document.get(value) for name, value in said.items()}
    if told.get("Filter") != "Standard":
        document.decrypt = _nothing
        return str(told.get("Filter") or "an unknown protection")
    key = _key(document, told)
    document.decrypt = _decrypt(document, told, key) if key else _nothing
    return "" if key else "a password"


def _nothing(data: bytes, number: int, generation: int, metadata: bool) -> bytes:  # noqa: ARG001, FBT001  # one form
    """Give nothing of what cannot be read."""
    return b""


def _decrypt(document: Document, told: dict[str, Any], key: bytes) -> Callable[[bytes, int, int, bool], bytes]:
    method = _method(document, told)
    in_clear = told.get("EncryptMetadata") is False

    def decrypt(data: bytes, number: int, generation: int, metadata: bool) -> bytes:  # noqa: FBT001  # one form
        if method == "Identity" or (metadata and in_clear):
            return data
        if method == "AESV3":
            return _unaes(key, data)
        own = key + number.to_bytes(4, "little")[:3] + generation.to_bytes(4, "little")[:2]
        if method == "AESV2":
            return _unaes(_md5(own + b"sAlT")[: min(len(key) + 5, 16)], data)
        return rc4(_md5(own)[: min(len(key) + 5, 16)], data)

    return decrypt


def _method(document: Document, told: dict[str, Any]) -> str:
    if told.get("V") not in (4, 5):
        return "V2"
    name = told.get("StrF", "Identity")
    filters = document.get(told.get("CF"))
    one = document.get(filters.get(name)) if isinstance(filters, dict) and name != "Identity" else None
    return str(one.get("CFM", "Identity")) if isinstance(one, dict) else "Identity"


def _key(document: Document, told: dict[str, Any]) -> bytes:
    """Give the key that nobody's password opens, b"" where it needs somebody's."""
    revision, owner, user = told.get("R"), told.get("O"), told.get("U")
    if not isinstance(owner, bytes) or not isinstance(user, bytes) or not isinstance(revision, int):
        return b""
    if revision >= 5:  # noqa: PLR2004  # AES-256
        return _long_key(revision, user, told.get("UE"))
    length = told.get("Length")
    size = length // 8 if isinstance(length, int) and 40 <= length <= 128 and revision > 2 else 5  # noqa: PLR2004  # bits
    size = 16 if told.get("V") == 4 else size  # noqa: PLR2004  # always 128 bits
    ids = document.get(document.trailer.get("ID"))
    first = document.get(ids[0]) if isinstance(ids, list) and ids else b""
    rights = int(told.get("P") or 0) & 0xFFFFFFFF
    seed = _PADDING + owner[:32] + rights.to_bytes(4, "little") + (first if isinstance(first, bytes) else b"")
    if revision >= 4 and told.get("EncryptMetadata") is False:  # noqa: PLR2004  # from crypt filters on
        seed += b"\xff\xff\xff\xff"
    key = _md5(seed)[:size]
    for _ in range(_ROUNDS if revision > 2 else 0):  # noqa: PLR2004  # from 128 bits on
        key = _md5(key)[:size]
    return key if _opens(key, revision, user, first if isinstance(first, bytes) else b"") else b""


def _opens(key: bytes, revision: int, user: bytes, first: bytes) -> bool:
    if revision == 2:  # noqa: PLR2004  # 40 bits
        return rc4(key, _PADDING) == user[:32]
    value = rc4(key, _md5(_PADDING + first))
    for step in range(1, 20):
        value = rc4(bytes(each ^ step for each in key), value)
    return value == user[:16]


def _long_key(revision: int, user: bytes, sealed: object) -> bytes:
    check, salt, key_salt = user[:32], user[32:40], user[40:48]
    make = _hardened if revision > 5 else _plain_hash  # noqa: PLR2004  # PDF 2.0
    if make(salt) != check or not isinstance(sealed, bytes) or len(sealed) < 2 * _BLOCK:
        return b""
    return _aes(make(key_salt), bytes(_BLOCK), sealed[:32])


def _plain_hash(salt: bytes) -> bytes:
    return sha256(salt).digest()


def _hardened(salt: bytes) -> bytes:
    """Algorithm 2.B for no password."""
    key, at = sha256(salt).digest(), 0
    last = 0
    while at < 64 or last > at - 32:  # noqa: PLR2004  # rounds
        data = _aes(key[:16], key[16:32], key * 64, encrypt=True)
        make = (sha256, sha384, sha512)[sum(data[:16]) % 3]
        key, last = make(data).digest(), data[-1]
        at += 1
    return key[:32]


def _unaes(key: bytes, data: bytes) -> bytes:
    body = data[_BLOCK : _BLOCK + _MOST_AES]
    if len(data) < 2 * _BLOCK or len(body) % _BLOCK:
        return b""
    plain = _aes(key, data[:_BLOCK], body)
    return plain[: -plain[-1]] if plain and 0 < plain[-1] <= _BLOCK else plain


def _aes(key: bytes, start: bytes, data: bytes, *, encrypt: bool = False) -> bytes:
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes  # noqa: PLC0415  # few documents need it

    cipher = Cipher(algorithms.AES(key), modes.CBC(start))
    done = cipher.encryptor() if encrypt else cipher.decryptor()
    return done.update(data) + done.finalize()


def _md5(data: bytes) -> bytes:
    return md5(data, usedforsecurity=False).digest()


def rc4(key: bytes, data: bytes) -> bytes:
    """Encrypt or decrypt; of long streams no more than anybody's metadata."""
    box = list(range(256))
    at = 0
    for number in range(256):
        at = (at + box[number] + key[number % len(key)]) & 0xFF
        box[number], box[at] = box[at], box[number]
    out, one, other = bytearray(), 0, 0
    for each in data[: 1 << 20]:
        one = (one + 1) & 0xFF
        other = (other + box[one]) & 0xFF
        box[one], box[other] = box[other], box[one]
        out.append(each ^ box[(box[one] + box[other]) & 0xFF])
    return bytes(out)
