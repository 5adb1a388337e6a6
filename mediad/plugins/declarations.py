"""What a plugin declares: asked once, checked to the last field, and wrapped before anybody gets it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

from mediad.plugins.errors import PluginError
from mediad_sdk.contract import DECLARED, mistake
from mediad_sdk.values.encoding import EncoderProfile, Encoding
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.http import Request, Response, Route

if TYPE_CHECKING:
    from mediad.plugins.guard import Guard
    from mediad_sdk.values.encoding import Plan
    from mediad_sdk.values.events import Subscription
    from mediad_sdk.values.jobs import JobType, Schedule
    from mediad_sdk.values.kinds import MediaType

ROUTE_LIMIT = 30.0
CHUNK_LIMIT = 60.0
EVENT_LIMIT = 30.0
HEALTH_LIMIT = 10.0

_REFERENCE = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one plugin instance brings. Every function in it is a point of its guard."""

    media_types: tuple[MediaType, ...] = ()
    encoder_profiles: tuple[EncoderProfile, ...] = ()
    job_types: tuple[JobType, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    routes: tuple[Route, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    health_checks: tuple[HealthCheck, ...] = ()

    def names(self) -> dict[str, tuple[str, ...]]:
        """Give the ids of everything, by what it is; nothing for what is not brought."""
        named = {
            "media_types": tuple(each.id for each in self.media_types),
            "kinds": tuple(kind.id for each in self.media_types for kind in each.kinds),
            "encoder_profiles": tuple(each.id for each in self.encoder_profiles),
            "job_types": tuple(each.id for each in self.job_types),
            "schedules": tuple(each.id for each in self.schedules),
            "routes": tuple(f"{each.method} {each.path}" for each in self.routes),
            "subscriptions": tuple(name for each in self.subscriptions for name in each.types),
            "health_checks": tuple(each.id for each in self.health_checks),
        }
        return {what: names for what, names in named.items() if names}


class Claims:
    """Who has which name. Names of the daemon's whole world are given once, to the first who asks."""

    def __init__(self) -> None:
        self._owners: dict[tuple[str, str], str] = {}

    def take(self, guard: Guard, brought: Brought) -> None:
        """Take every name, or none and raise `PluginError` with whose it is."""
        wanted = list(_claims(guard.plugin, brought))
        for position, (what, name) in enumerate(wanted):
            owner = self._owners.get((what, name))
            if owner is None and (what, name) in wanted[:position]:
                owner = guard.plugin
            if owner is not None:
                message = f"it declares the {what} {name!r}, which {owner} has declared already"
                raise PluginError("taken_name", message, blame=guard.blame("declare"), remedy=_TAKEN)
        self._owners.update(dict.fromkeys(wanted, guard.plugin))

    def release(self, plugin: str) -> None:
        """Give back the names of a plugin instance."""
        self._owners = {claim: owner for claim, owner in self._owners.items() if owner != plugin}


_TAKEN = "Disable one of the two plugins, or give the one that shall win a higher `priority`."


def _claims(plugin: str, brought: Brought) -> Iterator[tuple[str, str]]:
    names = brought.names()
    for what, noun in (("media_types", "media type"), ("kinds", "kind"), ("encoder_profiles", "encoder profile")):
        yield from ((noun, name) for name in names.get(what, ()))
    own = ("job_types", "job type"), ("schedules", "schedule"), ("routes", "route"), ("health_checks", "health check")
    for what, noun in own:
        yield from ((noun, f"{plugin} {name}") for name in names.get(what, ()))


def declare(guard: Guard, hook: Callable[[str], Callable[[], Any] | None]) -> Brought:
    """Ask every declaration hook of a plugin; raises `PluginError` at the first wrong answer."""
    answers = {name: _asked(guard, name, function) for name in DECLARED if (function := hook(name))}
    brought = Brought(
        media_types=_media_types(guard, answers.get("mediad_media_types", ())),
        encoder_profiles=tuple(_profile(guard, each) for each in answers.get("mediad_encoder_profiles", ())),
        job_types=tuple(_job(guard, each) for each in answers.get("mediad_jobs", ())),
        schedules=tuple(_schedule(guard, each) for each in answers.get("mediad_schedules", ())),
        routes=tuple(_route(guard, each) for each in answers.get("mediad_routes", ())),
        subscriptions=tuple(_subscription(guard, each) for each in answers.get("mediad_subscriptions", ())),
        health_checks=tuple(_health_check(guard, each) for each in answers.get("mediad_health_checks", ())),
    )
    known = {each.id for each in brought.job_types}
    for schedule in brought.schedules:
        if schedule.job not in known:
            raise _bad(guard, "mediad_schedules", f"schedule {schedule.id!r} is for a job that it does not declare")
    return brought


def _asked(guard: Guard, hook: str, function: Callable[[], Any]) -> tuple[Any, ...]:
    answer = guard.inline(hook, function)()
    if type(answer) not in (list, tuple):
        raise _bad(guard, hook, f"it returned a {type(answer).__name__}, not a list")
    for each in answer:
        if why := mistake(each, DECLARED[hook]):
            raise _bad(guard, hook, why)
    return tuple(answer)


def _bad(guard: Guard, hook: str, why: str) -> PluginError:
    return PluginError("bad_value", f"{hook}: {why}", blame=guard.blame(hook))


def _media_types(guard: Guard, types: tuple[MediaType, ...]) -> tuple[MediaType, ...]:
    for each in types:
        required, optional = (each.claim, each.extract, each.assemble), (each.artwork, each.samples)
        for reference in (*required, *(name for name in optional if name)):
            if not _REFERENCE.fullmatch(reference):
                raise _bad(guard, "mediad_media_types", f"{reference!r} is not of the form `package.module:function`")
    return types


def _profile(guard: Guard, profile: EncoderProfile) -> EncoderProfile:
    point = guard.inline(f"plan {profile.id}", profile.plan, expect=Encoding)
    return replace(profile, plan=cast("Plan", point))


def _job(guard: Guard, job: JobType) -> JobType:
    if job.args is not None and not hasattr(job.args, "model_validate"):
        raise _bad(guard, "mediad_jobs", f"the args of the job {job.id!r} are no pydantic model")
    # The queue sets the limit, retries and parks; here a failure only counts when it blocks the loop.
    handler = guard.point(f"job {job.id}", job.handler, limit=None, expect=Mapping[str, Any] | None, strikes=0)
    return replace(job, id=f"{guard.plugin}.{job.id}", handler=handler)


def _schedule(guard: Guard, schedule: Schedule) -> Schedule:
    return replace(schedule, id=f"{guard.plugin}.{schedule.id}", job=f"{guard.plugin}.{schedule.job}")


def _subscription(guard: Guard, subscription: Subscription) -> Subscription:
    name = f"event {' '.join(subscription.types)}"
    return replace(subscription, handler=guard.point(name, subscription.handler, limit=EVENT_LIMIT))


def _health_check(guard: Guard, check: HealthCheck) -> HealthCheck:
    point = guard.point(f"health {check.id}", check.check, limit=HEALTH_LIMIT, expect=Health)
    return replace(check, check=point)


def _route(guard: Guard, route: Route) -> Route:
    name = f"route {route.method} {route.path}"
    point = guard.point(name, route.handler, limit=ROUTE_LIMIT, expect=Response)

    async def answer(request: Request) -> Response:
        response: Response = await point(request)
        if isinstance(response.body, bytes):
            return response
        return replace(response, body=_Chunks(guard, name, response.body))

    return replace(route, handler=answer)


class _Chunks:
    """The chunks of a streamed answer, each fetched through the guard."""

    def __init__(self, guard: Guard, hook: str, chunks: AsyncIterator[bytes]) -> None:
        self._next = guard.point(f"{hook} chunks", chunks.__anext__, limit=CHUNK_LIMIT, expect=bytes)
        close = getattr(chunks, "aclose", None)
        self._close = guard.point(f"{hook} chunks", close, limit=CHUNK_LIMIT) if close else None

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        return await self._next()  # type: ignore[no-any-return]  # the point has checked it

    async def aclose(self) -> None:
        """Let the plugin's generator clean up; for a reader that leaves early."""
        if self._close is not None:
            await self._close()
