from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from mediad.plugins.declarations import Claims, declare
from mediad.plugins.errors import PluginError
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk.errors import Unsupported
from mediad_sdk.settings import PluginSettings
from mediad_sdk.values.encoding import EncoderProfile, Encoding, SourceFacts
from mediad_sdk.values.http import Request, Response, Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import Kind, MediaType

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

FILM = MediaType(
    id="movies",
    label="Films",
    kinds=(Kind(id="film", label="Film", plural="Films"),),
    claim="a:b",
    extract="a:c",
    assemble="a:d",
)
REQUEST = Request(method="GET", path="/", params={}, query={}, headers={}, body=b"", user="", permissions=frozenset())


def guard(name: str = "toy") -> Guard:
    return Guard(name, watch=Watch())


def brought(name: str = "toy", **answers: Any) -> Any:
    hooks: dict[str, Callable[[], Any]] = {
        f"mediad_{hook}": lambda value=value: value for hook, value in answers.items()
    }
    return declare(guard(name), hooks.get)


async def handler(*_args: Any) -> Any:
    return {}


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "it returned a NoneType, not a list"),
        ((each for each in [FILM]), "it returned a generator, not a list"),
        (["film"], "the value is str, not MediaType"),
        ([replace(FILM, id=7)], "MediaType.id is int, not str"),  # type: ignore[arg-type]  # the point
        ([replace(FILM, kinds=[])], "MediaType.kinds is list, not a tuple"),  # type: ignore[arg-type]  # the point
        ([replace(FILM, kinds=(1,))], "MediaType.kinds[0] is int, not Kind"),  # type: ignore[arg-type]  # the point
        ([replace(FILM, claim="os.system")], "'os.system' is not of the form"),
    ],
)
def test_a_declaration_of_the_wrong_shape_is_refused_with_its_place(answer: Any, words: str) -> None:
    with pytest.raises(PluginError) as caught:
        brought(media_types=answer)
    assert caught.value.kind == "bad_value"
    assert words in caught.value.reason


def test_a_hook_that_raises_refuses_the_plugin() -> None:
    def explode() -> None:
        raise ZeroDivisionError

    with pytest.raises(PluginError, match="ZeroDivisionError"):
        declare(guard(), {"mediad_jobs": explode}.get)


def test_a_job_whose_arguments_nobody_can_check_refuses_the_plugin() -> None:
    with pytest.raises(PluginError, match="the args of the job 'sync' are no pydantic model"):
        brought(jobs=[JobType(id="sync", handler=handler, args=dict)])
    [job] = brought(jobs=[JobType(id="sync", handler=handler, args=PluginSettings)]).job_types
    assert job.args is PluginSettings


def test_jobs_and_schedules_get_their_full_names() -> None:
    made = brought(
        jobs=[JobType(id="sync", handler=handler)], schedules=[Schedule(id="nightly", job="sync", cron="0 3 * * *")]
    )
    assert [each.id for each in made.job_types] == ["toy.sync"]
    assert [(each.id, each.job) for each in made.schedules] == [("toy.nightly", "toy.sync")]


def test_a_schedule_for_a_job_that_nobody_declares_is_refused() -> None:
    with pytest.raises(PluginError, match="a job that it does not declare"):
        brought(schedules=[Schedule(id="nightly", job="sync", every=60)])


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        ({"media_types": [FILM]}, {"media_types": [FILM]}, "media type 'movies', which one has"),
        ({"media_types": [FILM]}, {"media_types": [replace(FILM, id="cinema")]}, "kind 'film', which one has"),
    ],
)
def test_a_taken_name_refuses_the_later_plugin_and_names_both(first: Any, second: Any, words: str) -> None:
    claims = Claims()
    claims.take(guard("one"), brought("one", **first))
    with pytest.raises(PluginError) as caught:
        claims.take(guard("two"), brought("two", **second))
    assert (caught.value.kind, caught.value.blame.plugin) == ("taken_name", "two")
    assert words in caught.value.reason


def test_a_name_declared_twice_by_one_plugin_is_refused() -> None:
    with pytest.raises(PluginError, match="route 'toy GET /a', which toy has"):
        Claims().take(guard(), brought(routes=[Route(method="GET", path="/a", permission="p", handler=handler)] * 2))


def test_names_that_were_given_back_can_be_taken_again() -> None:
    claims = Claims()
    claims.take(guard("one"), brought("one", media_types=[FILM]))
    claims.release("one")
    claims.take(guard("two"), brought("two", media_types=[FILM]))
    with pytest.raises(PluginError, match="which two has"):
        claims.take(guard("one"), brought("one", media_types=[FILM]))


def profile(plan: Any) -> EncoderProfile:
    made = brought(
        encoder_profiles=[
            EncoderProfile(
                id="p",
                label="P",
                media="audio",
                container="ogg",
                suffix="ogg",
                mime="audio/ogg",
                plan=plan,
                rendition="p",
            )
        ]
    )
    (found,) = made.encoder_profiles
    return found  # type: ignore[no-any-return]  # as declared


def test_a_plan_is_guarded_like_every_call() -> None:
    source = SourceFacts(duration_ms=1, streams=())
    with pytest.raises(PluginError, match="is str, not Encoding"):
        profile(lambda _source: "ffmpeg").plan(source)

    def unfit(_source: SourceFacts) -> Encoding:
        raise Unsupported("no audio in it")

    with pytest.raises(Unsupported, match="no audio in it"):
        profile(unfit).plan(source)


async def stream_of(chunks: AsyncIterator[Any]) -> AsyncIterator[bytes]:
    async def answer(_request: Request) -> Response:
        return Response(body=chunks)

    (route,) = brought(routes=[Route(method="GET", path="/a", permission="p", handler=answer)]).routes
    body = (await route.handler(REQUEST)).body
    assert not isinstance(body, bytes)
    return body


async def test_a_streamed_answer_is_fetched_through_the_guard() -> None:
    closed = []

    async def chunks() -> AsyncIterator[bytes]:
        try:
            yield b"one"
            yield b"two"
            raise KeyError("bug")
        finally:
            closed.append(True)

    body = await stream_of(chunks())
    assert [await anext(body), await anext(body)] == [b"one", b"two"]
    with pytest.raises(PluginError, match="KeyError"):
        await anext(body)
    body = await stream_of(chunks())
    await anext(body)
    await body.aclose()  # type: ignore[attr-defined]  # what a server calls when its client has gone
    assert closed == [True, True]


async def test_a_chunk_that_is_no_bytes_is_refused() -> None:
    async def chunks() -> AsyncIterator[Any]:
        yield "text"

    with pytest.raises(PluginError, match="is str, not bytes"):
        await anext(await stream_of(chunks()))
