"""What a plugin declares: asked once, checked to the last field, and wrapped before anybody gets it.

Which values there are and how their functions are called stands in the SDK's table of extension points. Here is only
what a type cannot say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from functools import partial
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from mediad.config.crontab import checked
from mediad.plugins.errors import PluginError
from mediad.plugins.flights import Flights
from mediad.plugins.streams import streaming
from mediad_sdk.calls import Function, functions, nested
from mediad_sdk.contract import mistake, named
from mediad_sdk.data import dataclass
from mediad_sdk.points import POINTS, Point
from mediad_sdk.remoting.proxies import RemoteFunction
from mediad_sdk.values.commands import Command
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.http import Response, Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import KindExtension, MediaType
from mediad_sdk.values.pictures import PictureDecoder
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from mediad.plugins.guard import Guard

Value = TypeVar("Value")
INLINE_AWAY_LIMIT = 5.0
"""Seconds for a function that is plain and pure where it runs in a process of its own, and is awaited."""

_LONGEST = 366 * 86_400
_REFERENCE = re.compile(r"[A-Za-z_][\w.]*:[A-Za-z_][\w.]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one plugin instance brings, by the class of the values. Every function in it is a point of its guard."""

    values: Mapping[type[Any], tuple[Any, ...]] = field(default_factory=dict)

    def all(self, cls: type[Value]) -> tuple[Value, ...]:
        """Give the values of a class."""
        return self.values.get(cls, ())

    def uncalled(self) -> Brought:
        """Give what is data and nothing else: it may stay when the plugin is not called any more."""
        kept = {cls: each for cls, each in self.values.items() if not (functions(cls) or nested(cls))}  # type: ignore[arg-type]  # a class is hashable; mypy forgets it for type[Any]
        kept.pop(Schedule, None)  # its jobs are gone
        return Brought(values=kept)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Give the ids of everything, by what it is; nothing for what is not brought."""
        named = {}
        for point in POINTS:
            named[point.plural] = tuple(map(name_of, self.all(point.value)))
            if point.value is MediaType:
                named["kinds"] = tuple(kind.id for each in self.all(MediaType) for kind in each.kinds)
        return {what: names for what, names in named.items() if names}


def name_of(value: Any) -> str:
    """Give what tells a value from others of its class."""
    if isinstance(value, Route):
        return f"{value.method} {value.path}"
    return " ".join(value.types) if isinstance(value, Subscription) else str(value.id)


def declare(guard: Guard, hook: Callable[[str], Callable[[], Any] | None], flights: Flights | None = None) -> Brought:
    """Ask every declaration hook of a plugin; raises `PluginError` at the first wrong answer.

    Calls that may last are counted in `flights`.
    """
    values = {}
    flights = Flights() if flights is None else flights  # an empty one is false
    for point in POINTS:
        if function := hook(point.hook):
            answer = _asked(guard, point, function)
            values[point.value] = tuple(_taken(guard, flights, point, each) for each in answer)
    brought = Brought(values=values)
    known = {each.id for each in brought.all(JobType)}
    for schedule in brought.all(Schedule):
        if schedule.job not in known:
            why = f"schedule {schedule.id.partition('.')[2]!r} is for a job that it does not declare"
            raise _bad(guard, "mediad_schedules", why)
    return brought


def _asked(guard: Guard, point: Point, function: Callable[[], Any]) -> tuple[Any, ...]:
    answer = guard.inline(point.hook, function)()
    if type(answer) not in (list, tuple):
        raise _bad(guard, point.hook, f"it returned {named(answer)}, not a list")
    for each in answer:
        why = mistake(each, point.value) or _CHECKS.get(point.value, _nothing)(guard, each)
        if why:
            raise _bad(guard, point.hook, why)
    return tuple(answer)


def _bad(guard: Guard, hook: str, why: str) -> PluginError:
    return PluginError("bad_value", f"{hook}: {why}", blame=guard.blame(hook))


def _nothing(_guard: Guard, _value: Any) -> str:
    return ""


def _references(required: tuple[str, ...], optional: tuple[str, ...], _guard: Guard, value: Any) -> str:
    named = [getattr(value, name) for name in required]
    named += filter(None, (getattr(value, name) for name in optional))
    wrong = [each for each in named if not _REFERENCE.fullmatch(each)]
    return f"{wrong[0]!r} is not of the form `package.module:function`" if wrong else ""


def _arguments(noun: str, _guard: Guard, value: JobType | Command) -> str:
    fits = value.args is None or hasattr(value.args, "model_validate")
    return "" if fits else f"the args of the {noun} {value.id!r} are no pydantic model"


def _own_fields(guard: Guard, extension: KindExtension) -> str:
    prefix = f"{guard.plugin.partition('-')[0]}_"  # the plugin's id: that of an instance goes on with a hyphen
    strange = [each.name for each in extension.fields if not each.name.startswith(prefix)]
    return f"the field {strange[0]!r} of {extension.id!r} does not begin with {prefix!r}" if strange else ""


def _when(_guard: Guard, schedule: Schedule) -> str:
    """Find what no clock can go by: it would stop the clock for all."""
    try:
        if schedule.timezone:
            ZoneInfo(schedule.timezone)
        if schedule.every is None:
            checked(" ".join(schedule.cron.split()))
        elif not 0 < schedule.every < _LONGEST:
            return f"the schedule {schedule.id!r} comes every {schedule.every} seconds"
    except (ValueError, OSError, ZoneInfoNotFoundError) as error:
        return f"the schedule {schedule.id!r} is for no time that there is: {error}"
    return ""


_CHECKS: Mapping[type[Any], Callable[[Guard, Any], str]] = {
    MediaType: partial(_references, ("claim", "extract", "assemble"), ("artwork", "samples", "extract_folder")),
    Sidecar: partial(_references, (), ("read", "write")),
    PictureDecoder: partial(_references, ("read",), ()),
    JobType: partial(_arguments, "job"),
    Command: partial(_arguments, "command"),
    KindExtension: _own_fields,
    Schedule: _when,
}
"""What a type cannot say of a value: a sentence, or ""."""


def _taken(guard: Guard, flights: Flights, point: Point, value: Any) -> Any:
    """Give a value as others shall have it: its functions guarded, its names in full."""
    guarded = _guarded(guard, flights, f"{point.name} {name_of(value)}", value)
    if isinstance(guarded, JobType):
        return replace(guarded, id=f"{guard.plugin}.{guarded.id}", handler=_counted(flights, guarded.handler))
    if isinstance(guarded, Schedule):
        return replace(guarded, id=f"{guard.plugin}.{guarded.id}", job=f"{guard.plugin}.{guarded.job}")
    return guarded


def _guarded(guard: Guard, flights: Flights, name: str, value: Any) -> Any:
    """Put a point in the place of every function, also of those in the values within."""
    own, inner = functions(type(value)), nested(type(value))  # type: ignore[arg-type]  # a class is hashable; mypy forgets it for type[Any]
    changed: dict[str, Any] = {}
    for each in own:
        if (function := getattr(value, each.name)) is not None:
            point = _point(guard, name if len(own) == 1 else f"{name}.{each.name}", each, function)
            is_stream = each.gives is Response and not each.call.inline
            changed[each.name] = streaming(guard, flights, point) if is_stream else point
    for place, _ in inner:
        within = getattr(value, place)
        changed[place] = tuple(_guarded(guard, flights, f"{name} {name_of(each)}", each) for each in within)
    return replace(value, **changed) if changed else value


def _point(guard: Guard, name: str, function: Function, given: Callable[..., Any]) -> Any:
    call = function.call
    expect = Any if function.gives in (None, NoneType) else function.gives  # what nobody reads may be anything
    if isinstance(given, RemoteFunction):
        given.takes = function.takes
    elif call.inline:
        return guard.inline(name, given, expect=expect)
    limit = INLINE_AWAY_LIMIT if call.inline else call.limit
    return guard.point(name, given, limit=limit, expect=expect, strikes=call.strikes)


def _counted(flights: Flights, handler: Callable[[Any], Any]) -> Callable[[Any], Any]:
    async def run(job: Any) -> Any:
        flights.begin()
        try:
            return await handler(job)
        finally:
            flights.end()

    return run
