"""Asks the parts how they are: database, disks, roots, confinement, ffmpeg, plugins."""

from __future__ import annotations

import difflib
import shlex
from functools import partial
from typing import TYPE_CHECKING

from mediad.config.sign_in import OWN
from mediad.library.wishes import refusals
from mediad.storage.ports import holds, libraries
from mediad.telemetry.health import HealthChecks
from mediad.workers.plugin import NO_LANDLOCK, shut_off
from mediad_sdk.errors import MediadError
from mediad_sdk.permissions import ROLES
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.kinds import MediaType
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from mediad.app.places import Places
    from mediad.config.models import Config
    from mediad.plugins.host import PluginHost
    from mediad.storage.ports import Storage
    from mediad.workers.process import Processes
    from mediad_sdk.values.jobs import JobType

FLOOR_BYTES = 500 << 20
"""Less free space than this, and the daemon says so."""
_MIB = 1 << 20


def make_checks(
    storage: Storage,
    processes: Processes,
    plugins: PluginHost,
    places: Places,
    others: Iterable[HealthCheck] = (),
) -> HealthChecks:
    """Name every check of the core, of other rooms, and of the plugins."""
    checks = HealthChecks()
    checks.add(HealthCheck(id="database", check=partial(database, storage)))
    checks.add(HealthCheck(id="roots", check=partial(roots, storage)))
    checks.add(HealthCheck(id="holds", check=partial(losses, storage)))
    checks.add(HealthCheck(id="confinement", check=partial(confinement, processes)))
    checks.add(HealthCheck(id="plugins", check=partial(loaded, plugins)))
    checks.add(HealthCheck(id="libraries", check=partial(understood, storage, plugins)))
    checks.add(HealthCheck(id="sidecars", check=partial(written, storage, plugins)))
    for name in places:
        checks.add(HealthCheck(id=f"disk.{name}", check=partial(disk, places, name)))
    for check in others:
        checks.add(check)
    return checks


async def database(storage: Storage) -> Health:
    """Ask the database for the cheapest answer it has."""
    try:
        await storage.fetch_value("engine.alive")
    except MediadError as error:
        return Health(state="down", detail=str(error), remedy=error.remedy)
    return Health(state="ok", detail=storage.engine)


async def roots(storage: Storage) -> Health:
    """Tell which roots are away."""
    every = [root for each in await libraries.all_libraries(storage) if each.detached is None for root in each.roots]
    away = [f"{root.text}: {root.reason or root.state}" for root in every if root.state in {"offline", "held"}]
    if away:
        return Health(state="degraded", detail="; ".join(away), remedy="Bring the disks back, then scan.")
    return Health(state="ok", detail=f"{len(every)} roots")


async def losses(storage: Storage) -> Health:
    """Tell which losses wait for somebody to believe them."""
    waiting = await holds.undecided(storage)
    names = {each.id: each.name for each in await libraries.all_libraries(storage)}
    if waiting:
        told = [f"{names[each.library]}: {each.files} files, {each.reason}" for each in waiting]
        ways = [f"`mediad library holds {shlex.quote(names[each.library])}`" for each in waiting]
        remedy = f"{', '.join(dict.fromkeys(ways))} shows what is held; approve or reject it, or bring the files back."
        return Health(state="degraded", detail="; ".join(told), remedy=remedy)
    return Health(state="ok")


async def confinement(processes: Processes) -> Health:
    """Tell what the confinement of children lacks, and which of them hang in the kernel."""
    findings = sorted(processes.findings)
    if processes.abandoned:
        findings.append(f"{len(processes.abandoned)} child processes hang in the kernel until their disk answers")
    if findings:
        remedy = "Look at the mounts; on an old kernel or in a strict container, allow seccomp."
        return Health(state="degraded", detail="; ".join(findings), remedy=remedy)
    return Health(state="ok", detail="" if shut_off() else NO_LANDLOCK)


_WAITING = ("needs_approval", "needs_settings")
"""States that are no trouble: a person has not decided yet."""


async def loaded(plugins: PluginHost) -> Health:
    """Tell which plugins do not run, and what their own checks say."""
    told = [each for each in plugins.states() if each.state not in ("disabled", *_WAITING)]
    waiting = [each.instance for each in plugins.states() if each.state in _WAITING]
    ill = [f"{each.instance}: {each.reason}" for each in told if each.state != "running" or each.reason]
    said = [outcome for outcome in await plugins.health() if outcome.health.state != "ok"]
    remedies = ["`mediad plugin list` says what to do."] if ill else []
    remedies += [each.health.remedy for each in said if each.health.remedy]
    ill += [f"{each.instance}.{each.check}: {each.health.detail}" for each in said]
    if ill:
        return Health(state="degraded", detail="; ".join(ill), remedy=" ".join(dict.fromkeys(remedies)))
    detail = f"{len(plugins.states())} plugins{'; waiting for a person: ' if waiting else ''}{', '.join(waiting)}"
    return Health(state="ok", detail=detail, remedy="`mediad plugin list` says for what." if waiting else "")


async def refused_routes(refusals: Sequence[str]) -> Health:
    """Tell which routes of plugins are not served."""
    if refusals:
        return Health(state="degraded", detail="; ".join(refusals), remedy="Report this to the plugin's author.")
    return Health(state="ok")


async def understood(storage: Storage, plugins: PluginHost) -> Health:
    """Tell which libraries name a media type that no loaded plugin brings."""
    known = {each.id for each in plugins.all(MediaType)}
    wanting = [
        f"{library.name}: nothing brings the media type {name!r}"
        for library in await libraries.all_libraries(storage)
        for name in library.types
        if library.detached is None and name not in known
    ]
    if wanting:
        remedy = f"Install or enable the plugin{_or_one_of(known)}."
        return Health(state="degraded", detail="; ".join(wanting), remedy=remedy)
    return Health(state="ok")


async def written(storage: Storage, plugins: PluginHost) -> Health:
    """Tell which libraries want sidecars that no loaded plugin writes of their media types."""
    types = {each.id: each for each in plugins.all(MediaType)}
    found = [
        f"{library.name}: sidecars: {wish!r} {why}"
        for library in await libraries.all_libraries(storage)
        if library.detached is None and types.keys() >= {*library.types}  # another finding tells of those
        for wish, why in refusals(
            library.settings.get("sidecars", ()), plugins.all(Sidecar), [types[each] for each in library.types]
        ).items()
    ]
    if found:
        return Health(state="degraded", detail="; ".join(found), remedy="Name one of these, or install its plugin.")
    return Health(state="ok")


def unoffered(config: Config, offered: Iterable[str]) -> list[str]:
    """Name the declared schedules whose job nobody offers, each with where it is written."""
    known = frozenset(offered)
    found = []
    for slug, each in config.schedules.items():
        if each.enabled and each.job not in known:
            source, line = config.origins.of(("schedules", slug, "job"))
            found.append(f"{source}:{line}: schedules.{slug}.job: nothing offers the job {each.job!r}")
    return found


async def scheduled(config: Callable[[], Config], offered: Mapping[str, JobType]) -> Health:
    """Tell which declared schedules start a job that nobody offers."""
    if wanting := unoffered(config(), offered):
        remedy = f"Install or enable the plugin, or name one of: {', '.join(sorted(offered))}."
        return Health(state="degraded", detail="; ".join(wanting), remedy=remedy)
    return Health(state="ok")


async def waiting(storage: Storage, offered: Mapping[str, JobType]) -> Health:
    """Tell which queued jobs wait for a type that nobody offers."""
    counts = await storage.fetch_all("jobs.counts")
    stuck = sorted((type_, count) for state, type_, count in counts if state == "queued" and type_ not in offered)
    if stuck:
        detail = "; ".join(f"nothing offers the job {type_!r}, for which {count} wait" for type_, count in stuck)
        remedy = "Install or enable its plugin, or cancel them: `mediad job list --state queued` shows them."
        return Health(state="degraded", detail=detail, remedy=remedy)
    return Health(state="ok")


async def configured(config: Callable[[], Config], plugins: PluginHost) -> Health:
    """Tell which plugins the configuration speaks of and nobody has installed."""
    wanted, known = config(), {each.plugin for each in plugins.states()}
    found = []
    for slug in wanted.plugins:
        if slug not in known:
            source, line = wanted.origins.of(("plugins", slug))
            close = difflib.get_close_matches(slug, known, n=1)
            instead = f"; did you mean {close[0]}?" if close else ""
            found.append(f"{source}:{line}: plugins.{slug}: no such plugin is installed{instead}")
    if found:
        remedy = f"Install it{_or_one_of(known)}."
        return Health(state="degraded", detail="; ".join(found), remedy=remedy)
    return Health(state="ok")


async def ways_in(config: Callable[[], Config], plugins: PluginHost) -> Health:
    """Tell which sign-in methods and roles the configuration speaks of that are nowhere: people stay out for them."""
    wanted = config()
    known, roles = {OWN, *(each.instance for each in plugins.states())}, {*ROLES, *wanted.roles}
    found = []
    for name in dict.fromkeys((*wanted.sign_in.order, *wanted.sign_in.methods)):
        rule = wanted.sign_in.methods.get(name)
        source, line = wanted.origins.of(("sign_in", *(("methods", name) if rule else ("order",))))
        if name not in known:
            found.append(f"{source}:{line}: no plugin instance is called {name}")
        lost = {rule.role, *rule.groups.values()} - {"", *roles} if rule else ()
        found += [f"{source}:{line}: no role is called {role}" for role in sorted(lost)]
    if found:
        remedy = "Correct the name, install the plugin, or declare the role."
        return Health(state="degraded", detail="; ".join(found), remedy=remedy)
    return Health(state="ok")


async def disk(places: Places, name: str) -> Health:
    """Tell when a place that the daemon writes to becomes full."""
    place = places[name]
    try:
        free = (await places.space(name)).free
    except FileNotFoundError:
        return Health(state="ok", detail="not made yet: nothing was written there")
    except TimeoutError as error:
        return Health(state="down", detail=str(error), remedy="Look at its disk: mount, cables, network.")
    except OSError as error:
        return Health(
            state="down", detail=f"{place}: {error.strerror}", remedy="Make it, and let the daemon write there."
        )
    if free < FLOOR_BYTES:
        remedy = "Free some space, or move the place in the configuration."
        return Health(state="degraded", detail=f"{free // _MIB} MiB are free at {place}", remedy=remedy)
    return Health(state="ok", detail=f"{free // _MIB} MiB free")


def _or_one_of(known: Collection[str]) -> str:
    return f", or name one of: {', '.join(sorted(known))}" if known else ""
