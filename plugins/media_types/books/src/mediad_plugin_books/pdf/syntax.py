"""The objects of PDF, read from bytes: numbers, strings, names, lists, dictionaries, references."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

MAX_DEPTH = 40
_SPACE = re.compile(rb"(?:[\0\t\n\f\r ]+|%[^\r\n]*)*")
_REGULAR = re.compile(rb"[^\0\t\n\f\r ()<>\[\]{}/%]+")
_REFERENCE = re.compile(rb"(\d{1,10})[\0\t\n\f\r ]+(\d{1,5})[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>\[\]{}/%])")
_PIECE = re.compile(rb"[^\\()]+|\\(?:[0-7]{1,3}|\r\n|.)|[()]", re.DOTALL)
_HEX = re.compile(rb"[^0-9A-Fa-f]")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_WORDS: dict[bytes, Any] = {b"true": True, b"false": False, b"null": None}


class Ref(NamedTuple):
    """A reference to an object by its number."""

    number: int
    generation: int


class Name(str):
    """A name, without its slash."""

    __slots__ = ()


class BadSyntax(Exception):
    """The bytes are no object, or end within one."""


class Reader:
    """Reads objects one after another."""

    def __init__(self, data: bytes, at: int = 0) -> None:
        self.data = data
        self.at = at

    def value(self, depth: int = 0) -> Any:
        """Give the next object.

        Raises:
            BadSyntax: There is none, or it is nested deeper than any honest one.
        """
        if depth > MAX_DEPTH:
            raise BadSyntax
        self.skip()
        head = self.data[self.at : self.at + 2]
        if head == b"<<":
            return self._dictionary(depth)
        if head[:1] == b"[":
            return self._list(depth)
        if head[:1] == b"/":
            return self._name()
        if head[:1] in (b"(", b"<"):
            return self._string() if head[:1] == b"(" else self._hex()
        return self._word()

    def skip(self) -> None:
        """Step over space and comments."""
        found = _SPACE.match(self.data, self.at)
        self.at = found.end() if found else self.at

    def _dictionary(self, depth: int) -> dict[str, Any]:
        self.at += 2
        out: dict[str, Any] = {}
        while not self._ends(b">>"):
            key = self.value(depth + 1)
            if not isinstance(key, Name):
                raise BadSyntax
            out[str(key)] = self.value(depth + 1)
        return out

    def _list(self, depth: int) -> list[Any]:
        self.at += 1
        out = []
        while not self._ends(b"]"):
            out.append(self.value(depth + 1))
        return out

    def _ends(self, sign: bytes) -> bool:
        self.skip()
        if self.data.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _string(self) -> bytes:
        depth, out = 0, bytearray()
        for found in _PIECE.finditer(self.data, self.at):
            piece = found[0]
            depth += (piece == b"(") - (piece == b")")
            if depth == 0:
                self.at = found.end()
                return bytes(out[1:])
            out += _unescaped(piece[1:]) if piece.startswith(b"\\") else piece
        raise BadSyntax

    def _hex(self) -> bytes:
        end = self.data.find(b">", self.at)
        if end < 0:
            raise BadSyntax
        digits = _HEX.sub(b"", self.data[self.at + 1 : end])
        self.at = end + 1
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())

    def _name(self) -> Name:
        found = _REGULAR.match(self.data, self.at + 1)
        self.at = found.end() if found else self.at + 1
        text = found[0].decode("latin-1") if found else ""
        return Name(re.sub(r"#([0-9A-Fa-f]{2})", lambda each: chr(int(each[1], 16)), text))

    def _word(self) -> Any:
        if found := _REFERENCE.match(self.data, self.at):
            self.at = found.end()
            return Ref(int(found[1]), int(found[2]))
        found = _REGULAR.match(self.data, self.at)
        if not found:
            raise BadSyntax
        self.at = found.end()
        word = found[0]
        if word in _WORDS:
            return _WORDS[word]
        try:
            return float(word) if b"." in word else int(word)
        except ValueError:
            raise BadSyntax from None


def _unescaped(escape: bytes) -> bytes:
    if escape[:1].isdigit() and escape[:1] < b"8":
        return bytes([int(escape, 8) & 0xFF])
    return b"" if escape in (b"\n", b"\r", b"\r\n") else _ESCAPES.get(escape, escape)


def text_of(data: bytes) -> str:
    """Give a text string: UTF-16, UTF-8 or PDFDocEncoding."""
    if data.startswith((b"\xfe\xff", b"\xff\xfe")):
        return data.decode("utf-16", "replace").strip("\0 ")
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace").strip("\0 ")
    return data.decode("latin-1").translate(_DOC_ENCODING).strip("\0 ")


_DOC_ENCODING = dict(zip(
    [*range(0x18, 0x20), *range(0x80, 0x9F), 0xA0],
    "\u02d8\u02c7\u02c6\u02d9\u02dd\u02db\u02da\u02dc\u2022\u2020\u2021\u2026\u2014\u2013\u0192\u2044\u2039\u203a\u2212\u2030"
    "\u201e\u201c\u201d\u2018\u2019\u201a\u2122\ufb01\ufb02\u0141\u0152\u0160\u0178\u017d\u0131\u0142\u0153\u0161\u017e\u20ac",
    strict=True,
))  # fmt: skip  # Annex D.3
