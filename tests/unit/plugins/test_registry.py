from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins.errors import Blame, PluginError
from mediad.plugins.registry import Registry
from mediad_sdk.hooks import hookimpl

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

BLAME = Blame(plugin="toy")


class Right:
    @hookimpl
    def mediad_jobs(self) -> list[Any]:
        return []

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        yield


class Wants:
    @hookimpl
    def mediad_jobs(self, scheduler: Any) -> list[Any]:
        return []


class Awaits:
    @hookimpl
    async def mediad_jobs(self) -> list[Any]:
        return []


class Wraps:
    @hookimpl(wrapper=True)
    def mediad_jobs(self) -> Iterator[None]:
        yield


class Sly:
    def __dir__(self) -> list[str]:
        raise SystemExit(3)

    @hookimpl
    def mediad_jobs(self) -> list[Any]:
        return []


def test_a_plugin_gives_the_hooks_that_it_implements() -> None:
    registry = Registry()
    registry.register("toy/default", Right(), BLAME)
    assert registry.hook("toy/default", "mediad_jobs") is not None
    assert registry.hook("toy/default", "mediad_lifespan") is not None
    assert registry.hook("toy/default", "mediad_routes") is None
    assert registry.hook("other/default", "mediad_jobs") is None


@pytest.mark.parametrize(
    ("plugin", "words"),
    [
        (Wants(), "mediad_jobs asks for scheduler, which it is not given"),
        (Awaits(), "mediad_jobs is async, and must be a plain function"),
        (Wraps(), "mediad_jobs is a hook wrapper"),
    ],
)
def test_a_wrong_signature_is_refused_and_leaves_nothing_behind(plugin: object, words: str) -> None:
    registry = Registry()
    with pytest.raises(PluginError) as caught:
        registry.register("toy/default", plugin, BLAME)
    assert caught.value.kind == "wrong_signature"
    assert words in caught.value.reason
    registry.register("toy/default", Right(), BLAME)


def test_looking_at_a_plugin_may_run_its_code_and_that_is_walled_too() -> None:
    with pytest.raises(PluginError, match="SystemExit"):
        Registry().register("toy/default", Sly(), BLAME)
