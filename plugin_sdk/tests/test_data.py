"""Our dataclasses against those of the standard library: the same in all but the time that they take to be made."""

from __future__ import annotations

import dataclasses
import pickle
from dataclasses import field
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

VALUE = {"frozen": True, "slots": True, "kw_only": True}


def both(declare: Callable[[Any], Any]) -> tuple[Any, Any]:
    """Declare a class with our decorator and with the standard library's."""
    return declare(dataclass), declare(dataclasses.dataclass)


def declared(decorator: Any, **options: bool) -> Any:
    """Declare a class with fields of every sort that we use."""

    @decorator(**options)
    class Point:
        """A place."""

        x: int
        names: tuple[str, ...] = ()
        secret: str = field(default="", repr=False)
        note: str = field(default="", compare=False)

    return Point


@pytest.mark.parametrize("options", [VALUE, {"frozen": True, "slots": True}, {"slots": True}, {}, {"eq": False}])
def test_values_are_shown_compared_and_hashed_as_those_of_the_standard_library(options: dict[str, bool]) -> None:
    def outcomes(cls: Any) -> list[object]:
        one, same, other = cls(x=1, note="a"), cls(x=1, note="b"), cls(x=1, names=("b",), secret="s")  # a word
        hashable = cls.__hash__ is not None
        equal_hash = hash(one) == hash(same) if hashable else None
        shown = [repr(each).rpartition(".")[2] for each in (one, same, other)]
        return [
            one == same,
            one == other,
            one != other,
            one == 1,
            one in {same: 1} if hashable else None,
            equal_hash,
            shown,
        ]

    ours, theirs = both(lambda decorator: declared(decorator, **options))
    assert outcomes(ours) == outcomes(theirs)
    assert (ours.__match_args__, ours.__doc__) == (theirs.__match_args__, theirs.__doc__)


def test_values_of_two_classes_are_never_equal() -> None:
    assert declared(dataclass, **VALUE)(x=1) != declared(dataclass, **VALUE)(x=1)


def test_what_a_class_says_itself_stays() -> None:
    @dataclass(**VALUE)
    class Own:
        name: str

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

        def __repr__(self) -> str:
            return "own"

    assert (Own(name="a") == 1, hash(Own(name="a")), repr(Own(name="a"))) == (True, 7, "own")


def test_a_value_without_fields_has_an_equal() -> None:
    @dataclass(frozen=True)
    class Nothing:
        pass

    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


@dataclass(**VALUE)
class Kept:
    """A value that is kept."""

    name: str
    parts: tuple[int, ...] = ()


def test_a_value_cannot_be_changed_but_replaced_pickled_and_checked() -> None:
    kept = Kept(name="a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        kept.name = "b"  # type: ignore[misc]  # what is tried
    assert dataclasses.replace(kept, parts=(1,)) == Kept(name="a", parts=(1,))
    assert pickle.loads(pickle.dumps(kept)) == kept  # our own
    assert TypeAdapter(Kept).validate_python({"name": "a", "parts": [1]}) == Kept(name="a", parts=(1,))


def test_a_value_that_holds_itself_is_shown() -> None:
    @dataclass(slots=True)
    class Ring:
        next: object = None

    ring = Ring()
    ring.next = ring
    assert repr(ring).endswith("Ring(next=...)")
