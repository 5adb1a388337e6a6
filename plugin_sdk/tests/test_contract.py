from __future__ import annotations

import types
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pytest

from mediad_sdk.contract import DECLARED, HOOKS, mistake, outdated_hooks, unknown_hooks, wrong_signatures
from mediad_sdk.hooks import hookimpl
from mediad_sdk.points import POINTS
from mediad_sdk.values.encoding import EncoderProfile
from mediad_sdk.values.http import Response
from mediad_sdk.values.kinds import Kind, MediaType


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    text: str = "x"
    number: int = 1
    real: float = 1
    maybe: str | None = None
    choice: Literal["a", "b"] = "a"
    many: tuple[str, ...] = ()
    pairs: tuple[tuple[str, int], ...] = ()
    table: Mapping[str, Any] = field(default_factory=dict)
    call: Callable[[int], Awaitable[None]] = print  # type: ignore[assignment]  # anything that can be called


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({}, ""),
        ({"real": 2.5, "maybe": "y", "many": ("a",), "pairs": (("a", 1),), "table": {"a": object()}}, ""),
        ({"text": None}, "Value.text is None, not str"),
        ({"number": True}, "Value.number is bool, not int"),
        ({"number": 1.5}, "Value.number is float, not int"),
        ({"real": "1"}, "Value.real is str, not float"),
        ({"maybe": 1}, "Value.maybe is int, not str"),
        ({"choice": "c"}, "Value.choice is str, not one of 'a', 'b'"),
        ({"many": ["a"]}, "Value.many is list, not a tuple"),
        ({"many": ("a", 1)}, "Value.many[1] is int, not str"),
        ({"pairs": (("a", 1, 2),)}, "Value.pairs[0] has 3 items, not 2"),
        ({"table": [("a", 1)]}, "Value.table is list, not a dict"),
        ({"table": {1: 1}}, "a key of Value.table is int, not str"),
        ({"call": "print"}, "Value.call is str, not Callable"),
    ],
)
def test_a_value_of_the_wrong_shape_is_named_with_its_field(change: dict[str, Any], words: str) -> None:
    assert mistake(replace(Value(), **change), Value) == words


def test_a_value_of_a_subclass_is_refused_since_its_fields_may_be_code() -> None:
    class Sly(Kind):
        pass

    kind = Sly(id="film", label="Film", plural="Films")
    declared = MediaType(id="m", label="M", kinds=(kind,), claim="a:b", extract="a:b", assemble="a:b")
    assert mistake(declared, MediaType) == "MediaType.kinds[0] is Sly, not Kind"


def test_a_plan_must_be_something_to_call() -> None:
    profile = EncoderProfile(
        id="p", label="P", media="audio", container="ogg", suffix="ogg", mime="audio/ogg", plan=None, rendition="p"  # type: ignore[arg-type]  # the point
    )  # fmt: skip  # one line of data
    assert "EncoderProfile.plan is None" in mistake(profile, EncoderProfile)


def test_an_answer_may_have_bytes_or_chunks() -> None:
    async def chunks() -> Any:
        yield b""

    assert mistake(Response(body=b"x"), Response) == ""
    assert mistake(Response(body=chunks()), Response) == ""
    assert "Response.body is str" in mistake(Response(body="x"), Response)  # type: ignore[arg-type]  # the point


def test_every_declaration_hook_has_its_value() -> None:
    assert set(DECLARED) == HOOKS - {"mediad_lifespan"}


class Right:
    mediad = "not a hook"

    @hookimpl
    def mediad_jobs(self) -> list[Any]:
        return []


class Misspelt:
    @hookimpl
    def mediad_job(self) -> list[Any]:
        return []


class Unmarked:
    def mediad_jobs(self) -> list[Any]:
        return []


class Foreign:
    @hookimpl
    def something_else(self) -> list[Any]:
        return []


class Greedy:
    @hookimpl
    def mediad_jobs(self, scheduler: Any, default: int = 1, *args: Any, **kwargs: Any) -> list[Any]:
        return []


@pytest.mark.parametrize(
    ("plugin", "sentences"),
    [
        (Right(), ()),
        (Misspelt(), ("mediad_job is no hook, did you mean mediad_jobs?",)),
        (Unmarked(), ("mediad_jobs lacks the mark @hookimpl",)),
        (Foreign(), ("something_else is no hook",)),
    ],
)
def test_a_hook_that_nobody_calls_is_named(plugin: object, sentences: tuple[str, ...]) -> None:
    assert unknown_hooks(plugin) == sentences


def some_jobs() -> list[Any]:
    return []


def test_a_module_can_be_a_plugin() -> None:
    module = types.ModuleType("toy")
    module.mediad_jbos = hookimpl(some_jobs)  # type: ignore[attr-defined]  # it becomes one here
    assert unknown_hooks(module) == ("mediad_jbos is no hook, did you mean mediad_jobs?",)


def test_an_argument_that_is_not_given_is_named() -> None:
    assert wrong_signatures(Right()) == ()
    assert wrong_signatures(Greedy()) == ("mediad_jobs asks for scheduler, which it is not given",)


def test_a_hook_that_is_to_go_is_named_with_its_successor() -> None:
    class Old:
        @hookimpl
        def mediad_jobs(self) -> list[Any]:
            return []

    points = [replace(each, deprecated="declare chores") if each.hook == "mediad_jobs" else each for each in POINTS]
    assert outdated_hooks(Old(), points) == ("mediad_jobs is deprecated: declare chores",)
    assert outdated_hooks(Old()) == outdated_hooks(object(), points) == ()
