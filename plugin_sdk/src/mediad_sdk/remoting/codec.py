"""Values as bytes and back, exactly: tuples stay tuples, bytes bytes, values of the SDK are made anew by their class.

No code crosses and nothing is unpickled: a class is found by its name in the registry, its fields are read by theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any

import msgpack

from mediad_sdk.remoting.registry import VALUES

_TUPLE, _VALUE, _FROZEN, _SET, _NUMBER, _LENT = range(1, 7)
_LEAST, _MOST = -(1 << 63), (1 << 64) - 1
_KEPT = 1 << 20
DEEPEST = 40
"""So deep may values lie within each other; each level is copied once more."""

_NAMES = {cls: name for name, cls in VALUES.items()}
_FIELDS = {cls: tuple((each.name, each.default) for each in fields(cls)) for cls in _NAMES}
_KNOWN = {name: frozenset(each.name for each in fields(cls)) for name, cls in VALUES.items()}


class Unreadable(ValueError):
    """The other side sent what is no value."""


class Codec:
    """Packs and unpacks; what is no value is handed to `lend`, and what was lent is asked of `borrow`."""

    def __init__(self, lend: Callable[[Any], Any], borrow: Callable[[Any], Any]) -> None:
        self._lend = lend
        self._borrow = borrow
        self._packers: list[msgpack.Packer] = []
        self._depth = 0

    def pack(self, value: Any) -> bytes:
        """Give the bytes of a value.

        Raises:
            TypeError: It holds what neither crosses nor can be lent.
            ValueError: It lies too deep.
        """
        packers = self._packers  # one for each depth: a packer at work cannot begin anew
        packer = packers.pop() if packers else self._packer()
        data: bytes = packer.pack(value)
        if len(data) <= _KEPT:
            packers.append(packer)  # one keeps the room of the largest that it ever packed
        return data

    def unpack(self, data: bytes | memoryview) -> Any:
        """Make a value of bytes.

        Raises:
            Exception: They are none; which one depends on what is wrong with them.
        """
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                raise Unreadable(f"a value lies deeper than {DEEPEST} levels")
            return msgpack.unpackb(
                data,
                strict_map_key=False,
                unicode_errors="surrogatepass",
                ext_hook=self._made,
            )
        finally:
            self._depth -= 1

    def _packer(self) -> msgpack.Packer:
        return msgpack.Packer(default=self._turned, strict_types=True, unicode_errors="surrogatepass", buf_size=1 << 14)

    def _nested(self, kind: int, value: Any) -> msgpack.ExtType:
        self._depth += 1
        try:
            if self._depth > DEEPEST:
                raise ValueError(f"a value lies deeper than {DEEPEST} levels")
            return msgpack.ExtType(kind, self.pack(value))
        finally:
            self._depth -= 1

    def _turned(self, value: Any) -> Any:
        cls = type(value)
        if cls is tuple:
            return self._nested(_TUPLE, list(value))
        if cls in _FIELDS:
            return self._nested(_VALUE, [_NAMES[cls], self._fields(value, cls)])
        for base, turn in _TURNS:
            if isinstance(value, base):
                return turn(self, value)
        return self._nested(_LENT, self._lend(value))

    def _fields(self, value: Any, cls: type[Any]) -> dict[str, Any]:
        told = {}
        for name, default in _FIELDS[cls]:
            item = getattr(value, name)
            if item is not default or default is MISSING:
                told[name] = item
        return told

    def _number(self, value: int) -> Any:
        return int(value) if _LEAST <= value <= _MOST else msgpack.ExtType(_NUMBER, b"%x" % value)

    def _made(self, kind: int, data: bytes) -> Any:
        if kind == _NUMBER:
            return int(data, 16)
        value = self.unpack(data)
        if kind == _TUPLE:
            return tuple(value)
        if kind == _VALUE:
            name, told = value
            known = _KNOWN[name]
            return VALUES[name](**{key: item for key, item in told.items() if key in known})
        if kind == _LENT:
            return self._borrow(value)
        return (frozenset if kind == _FROZEN else set)(value)


_TURNS: tuple[tuple[Any, Callable[[Codec, Any], Any]], ...] = (
    (int, Codec._number),  # noqa: SLF001  # the table belongs to the class; it stands here to be made once
    (float, lambda _, value: float(value)),
    (str, lambda _, value: str.__str__(value)),
    ((bytes, bytearray, memoryview), lambda _, value: bytes(value)),
    (Mapping, lambda _, value: dict(value)),
    (list, lambda _, value: list(value)),
    (tuple, lambda codec, value: codec._nested(_TUPLE, list(value))),  # noqa: SLF001  # as above
    (frozenset, lambda codec, value: codec._nested(_FROZEN, list(value))),  # noqa: SLF001  # as above
    (set, lambda codec, value: codec._nested(_SET, list(value))),  # noqa: SLF001  # as above
)
"""What crosses as something plainer: subclasses as their base, a mapping as a dict."""
