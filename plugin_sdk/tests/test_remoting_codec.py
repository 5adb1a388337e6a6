"""What crosses between processes arrives as it was: by type, by value, and without any code of the other side."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import IntEnum, StrEnum
from importlib import import_module
from types import MappingProxyType
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_sdk import values as rooms
from mediad_sdk.remoting import codec as codecs
from mediad_sdk.remoting.codec import Codec
from mediad_sdk.remoting.registry import VALUES, name_of
from mediad_sdk.values.encoding import Encoding
from mediad_sdk.values.health import Health
from mediad_sdk.values.http import Request, Response
from mediad_sdk.values.metadata import Query

PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
KEYS = st.text() | st.integers() | st.binary() | st.tuples(st.text(), st.integers())
KEY_SETS = st.frozensets(KEYS) | st.sets(KEYS)
JSON: Any = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(KEYS, inner)
        | st.frozensets(KEYS)
        | st.sets(KEYS)
    ),
    max_leaves=20,
)


def refuse(value: Any) -> Any:
    raise TypeError(type(value).__name__)


def crossed(value: Any, lend: Callable[[Any], Any] = refuse, borrow: Callable[[Any], Any] = refuse) -> Any:
    """Give what arrives."""
    return Codec(refuse, borrow).unpack(Codec(lend, refuse).pack(value))


def shape(value: Any) -> Any:
    """Give a value with the types of everything in it: `1 == True == 1.0`."""
    if isinstance(value, (list, tuple)):
        return type(value), [shape(each) for each in value]
    if isinstance(value, dict):
        return dict, [(shape(key), shape(item)) for key, item in value.items()]
    if isinstance(value, (set, frozenset)):
        return type(value), frozenset(map(repr, map(shape, value)))
    return type(value), value


@given(JSON)
def test_plain_values_arrive_exactly(value: Any) -> None:
    assert shape(crossed(value)) == shape(value)


@given(st.text(st.characters(min_codepoint=0xD700, max_codepoint=0xE100)))
def test_halves_of_surrogate_pairs_arrive(text: str) -> None:
    assert crossed(text) == text


@given(
    st.builds(
        Request, method=st.text(), path=st.text(), params=st.dictionaries(st.text(), st.text()), query=st.just({}),
        headers=st.dictionaries(st.text(), st.text()), body=st.binary(), user=st.text(),
        permissions=st.frozensets(st.text()),
    )
)  # fmt: skip  # two rows of fields
def test_values_of_the_sdk_arrive_as_themselves(request: Request) -> None:
    assert crossed(request) == request


def test_a_value_may_hold_its_own_kind() -> None:
    query = Query(kind="track", title="One", parent=Query(kind="album", title="All", ids={"mb": "1"}))
    assert crossed([query]) == [query]


def test_what_is_more_than_plain_arrives_plainer() -> None:
    class Colour(StrEnum):
        RED = "red"

    class Number(IntEnum):
        ONE = 1

    given = {"a": Colour.RED, "b": Number.ONE, "c": MappingProxyType({"d": bytearray(b"x")})}
    assert shape(crossed(given)) == shape({"a": "red", "b": 1, "c": {"d": b"x"}})


def test_every_value_class_of_the_sdk_is_known_and_no_two_share_a_name() -> None:
    classes = [
        each
        for room in pkgutil.iter_modules(rooms.__path__, f"{rooms.__name__}.")
        for each in vars(import_module(room.name)).values()
        if isinstance(each, type) and is_dataclass(each) and each.__module__ == room.name
    ]
    assert len(classes) > 60
    assert [each for each in classes if VALUES.get(name_of(each)) is not each] == []


def test_a_field_that_is_not_known_here_is_passed_over_and_a_missing_one_takes_its_default() -> None:
    packed = Codec(refuse, refuse).pack(Health(state="degraded", detail="slow"))
    newer = packed.replace(b"\xa6detail", b"\xa6weight")
    assert newer != packed
    assert Codec(refuse, refuse).unpack(newer) == Health(state="degraded")


def test_defaults_do_not_travel() -> None:
    whole = Codec(refuse, refuse).pack(Response())
    assert not any(each.name.encode() in whole for each in fields(Response) if each.name != "headers")


@pytest.mark.parametrize("value", [object(), print, Health, 1j, iter([])])
def test_what_is_no_value_is_lent_or_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        crossed(value)
    assert crossed([value], lend=lambda _: ["it", 7], borrow=tuple) == [("it", 7)]


def test_a_class_that_is_not_in_the_registry_is_not_made() -> None:
    for name in ("builtins.print", "subprocess.Popen", "Health", "os.system"):
        packed = msgpack.packb(msgpack.ExtType(2, msgpack.packb([name, {}])))
        with pytest.raises(KeyError):
            Codec(refuse, refuse).unpack(packed)


def test_values_that_lie_too_deep_are_refused_on_both_sides() -> None:
    deep: Any = ()
    packed = msgpack.packb([])
    for _ in range(codecs.DEEPEST + 1):
        deep = (deep,)
        packed = msgpack.packb(msgpack.ExtType(1, packed))
    with pytest.raises(ValueError, match="deeper"):
        Codec(refuse, refuse).pack(deep)
    with pytest.raises(ValueError, match="deeper"):
        Codec(refuse, refuse).unpack(packed)


def test_a_codec_works_on_after_a_failure() -> None:
    codec = Codec(refuse, refuse)
    for _ in range(3):
        with pytest.raises(TypeError):
            codec.pack(("a", [Encoding(arguments=(), streams=()), object()]))
        with pytest.raises(ValueError, match="deeper"):
            codec.pack(_nested(60))
    assert codec.unpack(codec.pack(("a", 1))) == ("a", 1)


def _nested(depth: int) -> Any:
    return (_nested(depth - 1),) if depth else ()
