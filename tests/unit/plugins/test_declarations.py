from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

from mediad.plugins.claims import Claims
from mediad.plugins.declarations import declare
from mediad.plugins.errors import PluginError
from mediad.plugins.guard import Guard
from mediad.plugins.watch import Watch
from mediad_sdk.calls import functions, nested
from mediad_sdk.errors import Unsupported
from mediad_sdk.points import POINTS
from mediad_sdk.settings import PluginSettings
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.encoding import EncoderProfile, Encoding, SourceFacts
from mediad_sdk.values.events import Event, Subscription
from mediad_sdk.values.http import Request, Response, Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import Field, Kind, KindExtension, MediaType
from mediad_sdk.values.metadata import Candidate, MetadataProvider, Query, Record
from mediad_sdk.values.pictures import PictureDecoder
from mediad_sdk.values.sidecars import Sidecar

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
    [job] = brought(jobs=[JobType(id="sync", handler=handler, args=PluginSettings)]).all(JobType)
    assert job.args is PluginSettings


def test_jobs_and_schedules_get_their_full_names() -> None:
    made = brought(
        jobs=[JobType(id="sync", handler=handler)], schedules=[Schedule(id="nightly", job="sync", cron="0 3 * * *")]
    )
    assert [each.id for each in made.all(JobType)] == ["toy.sync"]
    assert [(each.id, each.job) for each in made.all(Schedule)] == [("toy.nightly", "toy.sync")]


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


def test_people_are_one_kind_whoever_declares_them_and_only_declared_alike() -> None:
    person = Kind(id="person", label="Person", plural="People", form="party")
    claims, films = Claims(), guard("films")

    def cast(name: str, kind: Kind) -> Any:
        return brought(name, media_types=[replace(FILM, id=name, kinds=(kind,))])

    claims.take(films, cast("films", person))
    claims.take(guard("books"), cast("books", person))
    claims.release(films)
    for other in (replace(person, label="Someone"), replace(person, form="work")):
        with pytest.raises(PluginError, match="kind 'person', which books has declared already"):
            claims.take(guard("photos"), cast("photos", other))
    claims.take(films, cast("films", person))


def test_a_name_declared_twice_by_one_plugin_is_refused() -> None:
    with pytest.raises(PluginError, match="route 'toy GET /a', which toy has"):
        Claims().take(guard(), brought(routes=[Route(method="GET", path="/a", permission="p", handler=handler)] * 2))


def test_names_that_were_given_back_can_be_taken_again() -> None:
    claims, one = Claims(), guard("one")
    claims.take(one, brought("one", media_types=[FILM]))
    claims.release(one)
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
    (found,) = made.all(EncoderProfile)
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

    (route,) = brought(routes=[Route(method="GET", path="/a", permission="p", handler=answer)]).all(Route)
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


def sample(hint: Any) -> Any:
    """Make some value of a type; a function of a plugin is one that answers anything."""
    hint = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    origin, args = get_origin(hint) or hint, get_args(hint)
    if is_dataclass(hint):
        hints = get_type_hints(hint, include_extras=True)
        given = {each.name: sample(hints[each.name]) for each in fields(hint)}
        return hint(**given)  # type: ignore[operator]  # a class
    if origin is tuple:
        return tuple(sample(each) for each in args if each is not Ellipsis)
    if origin in (Union, UnionType):
        return sample(args[0])
    plain = {str: "toy_a", int: 1, float: 1.0, bool: False, Mapping: {}, Literal: args[:1], type: PluginSettings}
    return args[0] if origin is Literal else plain.get(origin, handler)


def raw(value: Any) -> list[str]:
    """Name every function within a value that is the plugin's own still."""
    found = []
    for each in fields(value):
        inner = getattr(value, each.name)
        found += [each.name] if inner is handler else []
        found += [deep for one in (inner if isinstance(inner, tuple) else ()) if is_dataclass(one) for deep in raw(one)]
    return found


@pytest.mark.parametrize("point", POINTS, ids=lambda point: point.hook)
def test_every_function_of_every_extension_point_is_guarded(point: Any) -> None:
    given = sample(point.value)
    if isinstance(given, MediaType):
        given = replace(FILM)
    if isinstance(given, Sidecar):
        given = replace(given, read="a:b", write="a:c")
    if isinstance(given, PictureDecoder):
        given = replace(given, read="a:b")
    answers = {point.plural: [given]}
    if isinstance(given, Schedule):
        answers["schedules"] = [given := replace(given, timezone="", cron="0 3 * * *")]
        answers["jobs"] = [JobType(id=given.job, handler=handler)]
    (made,) = brought(**answers).all(point.value)
    assert len(raw(given)) == len(functions(point.value)) + sum(len(functions(cls)) for _, cls in nested(point.value))
    assert raw(made) == []


async def test_name_and_expected_answer_come_from_the_table() -> None:
    made = brought(metadata_providers=[replace(sample(MetadataProvider), id="tmdb", images=None)])
    (provider,) = made.all(MetadataProvider)
    assert provider.images is None
    with pytest.raises(PluginError, match=r"metadata provider tmdb\.search answered wrongly: the value is dict, not a"):
        await provider.search(Query(kind="film", title="Alien"))


def test_how_a_function_is_called_stands_in_its_annotation() -> None:
    asked: dict[str, Any] = {}

    class Noting(Guard):
        def point(self, hook: str, function: Any, **options: Any) -> Any:
            asked[hook] = options
            return function

    values = {"mediad_jobs": [sample(JobType)], "mediad_metadata_providers": [sample(MetadataProvider)]}
    declare(Noting("toy", watch=Watch()), {hook: lambda value=value: value for hook, value in values.items()}.get)
    assert asked["job type toy_a"] == {"limit": None, "expect": Mapping[str, Any] | None, "strikes": 0}
    assert asked["metadata provider toy_a.fetch"] == {"limit": 30, "expect": Record, "strikes": 1}


async def test_each_item_of_an_answered_list_is_checked() -> None:
    async def search(_query: Query) -> list[Any]:
        return [Candidate(id="1", titles=("Alien",)), "alien"]

    made = brought(metadata_providers=[replace(sample(MetadataProvider), search=search)])
    with pytest.raises(PluginError, match=r"the list\[1\] is str, not Candidate"):
        await made.all(MetadataProvider)[0].search(Query(kind="film", title="Alien"))


async def test_a_route_of_a_delivery_protocol_streams_through_the_guard() -> None:
    async def chunks() -> AsyncIterator[Any]:
        yield "text"

    async def answer(_request: Request) -> Response:
        return Response(body=chunks())

    route = Route(method="GET", path="/ping", permission="items.read", handler=answer)
    (delivery,) = brought(deliveries=[replace(sample(Delivery), routes=(route,))]).all(Delivery)
    body: Any = (await delivery.routes[0].handler(REQUEST)).body
    with pytest.raises(PluginError, match="delivery protocol toy_a GET /ping chunks answered wrongly"):
        await anext(body)


def test_what_nobody_reads_may_be_anything() -> None:
    (subscription,) = brought(subscriptions=[Subscription(types=("item.*",), handler=handler)]).all(Subscription)
    assert asyncio.run(subscription.handler(Event(type="item.added"))) == {}  # type: ignore[func-returns-value, arg-type]  # the point


def test_a_field_added_to_anothers_kind_bears_the_name_of_its_plugin() -> None:
    ours, theirs = (KindExtension(id="more", kind="film", fields=(Field(name=name),)) for name in ("toy_x", "x"))
    assert brought(kind_extensions=[ours]).all(KindExtension) == (ours,)
    assert brought("toy-second", kind_extensions=[ours]).all(KindExtension) == (ours,)
    with pytest.raises(PluginError, match="the field 'x' of 'more' does not begin with 'toy_'"):
        brought(kind_extensions=[theirs])


def test_two_plugins_cannot_have_the_same_prefix_and_one_may_hear_an_event_twice() -> None:
    claims, delivery = Claims(), replace(sample(Delivery), prefix="/rest", routes=())
    claims.take(guard("one"), brought("one", deliveries=[delivery]))
    with pytest.raises(PluginError, match="the prefix '/rest', which one has"):
        claims.take(guard("two"), brought("two", deliveries=[replace(delivery, id="other")]))
    claims.take(guard("two"), brought("two", subscriptions=[Subscription(types=("a.b",), handler=handler)] * 2))


@pytest.mark.parametrize(
    "when",
    [
        {"cron": "tomorrow"}, {"cron": "61 3 * * *"}, {}, {"every": 0.0}, {"every": -1.0}, {"every": float("inf")},
        {"every": float("nan")}, {"cron": "0 3 * * *", "timezone": "Mars/Base"}, {"every": 60.0, "timezone": "../etc"},
    ],
)  # fmt: skip
def test_a_schedule_that_no_clock_can_go_by_is_refused(when: Any) -> None:
    with pytest.raises(PluginError, match="the schedule 'nightly'"):
        brought(jobs=[JobType(id="sync", handler=handler)], schedules=[Schedule(id="nightly", job="sync", **when)])


@pytest.mark.parametrize("when", [{"cron": "0  3 * * sun"}, {"every": 0.5}, {"cron": "*/5 * * * *", "timezone": "UTC"}])
def test_a_schedule_as_a_crontab_has_it_is_taken(when: Any) -> None:
    made = brought(jobs=[JobType(id="sync", handler=handler)], schedules=[Schedule(id="nightly", job="sync", **when)])
    assert [each.id for each in made.all(Schedule)] == ["toy.nightly"]
