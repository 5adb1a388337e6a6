"""`dataclass` as the standard library has it, for less than two thirds of the time that a class takes to be made.

The standard library compiles up to six functions for each class, one by one: half a millisecond, which was most of what
importing the daemon took. To compare, to hash and to show need no code of their own: they read the fields. What is made
is a dataclass like any other, to `dataclasses.replace`, to pydantic and to type checkers.
"""

from __future__ import annotations

import dataclasses
from operator import attrgetter
from reprlib import recursive_repr

__all__ = ["dataclass"]

TYPE_CHECKING = False  # as in mediad_sdk
if TYPE_CHECKING:
    from collections.abc import Callable
    from dataclasses import dataclass
    from typing import Any
else:

    def dataclass(cls: type | None = None, /, **options: bool) -> Any:
        """Make a class a dataclass; the options are those of the standard library."""
        return _made(cls, options) if cls is not None else lambda cls: _made(cls, options)


def _made(cls: type[Any], options: dict[str, bool]) -> Any:
    made: Any = dataclasses.dataclass(**{**options, "repr": False, "eq": False})(cls)
    if options.get("repr", True) and "__repr__" not in cls.__dict__:
        made.__repr__ = _shown
    if options.get("eq", True) and "__eq__" not in cls.__dict__:
        equal, hashed = _by_content([each.name for each in dataclasses.fields(made) if each.compare])
        made.__eq__, made.__hash__ = equal, hashed if options.get("frozen") else None
    return made


def _by_content(names: list[str]) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:
    """Make equality and hash by the values of fields."""
    content = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: object) -> bool:
        return content(self) == content(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: Any) -> int:
        return hash(content(self))

    return equal, hashed


@recursive_repr()
def _shown(self: Any) -> str:
    fields = (f"{each.name}={getattr(self, each.name)!r}" for each in dataclasses.fields(self) if each.repr)
    return f"{self.__class__.__qualname__}({', '.join(fields)})"
