"""Makes the context of a plugin instance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from mediad.host.granting import granted
from mediad.host.log import PluginLog
from mediad.host.saying import PluginLibrary, Saying
from mediad.host.services import Late, Lately, PluginEvents, PluginJobs, PluginKeyValue, Texts
from mediad_sdk.data import dataclass
from mediad_sdk.host import Clock, Context, Events, Ffmpeg, Jobs, Library, Log, People, Personal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.find import Found
    from mediad_sdk.host import Tasks


def nothing() -> None:
    """Give no service: it is not there, or not yet."""


def nothing_own(_found: Found, _instance: str) -> dict[str, Any]:
    """Give nothing of an instance's own."""
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """Lends the daemon's services; called for each plugin instance.

    Attributes:
        clock: The time.
        texts: Gives the store of an instance.
        jobs: The queue, None until it is there; likewise the next two.
        events: Where events are recorded.
        library: The works.
        people: Who calls.
        personal: What people do with works.
        ffmpeg: Runs ffmpeg on files of the library.
        saying: Where plugins say something of works.
        own: Gives the services that hold what is an instance's own, by their names in the context.
        log: Gives the log of an instance.
    """

    clock: Clock
    texts: Callable[[str], Texts]
    jobs: Late[Jobs]
    events: Late[Events]
    library: Late[Library]
    people: Late[People] = nothing
    personal: Late[Personal] = nothing
    ffmpeg: Late[Ffmpeg] = nothing
    saying: Late[Saying] = nothing
    own: Callable[[Found, str], dict[str, Any]] = nothing_own
    log: Callable[[str], Log] = PluginLog

    def __call__(self, found: Found, instance: str, tasks: Tasks) -> Context:
        """Make the context of one instance, cut to what its manifest asks for."""
        reads = found.manifest.permissions.get("library") if found.manifest else None
        context = Context(
            plugin=found.id,
            instance=instance,
            log=self.log(instance),
            clock=self.clock,
            jobs=PluginJobs(instance, self.jobs),
            events=PluginEvents(instance, self.clock, self.events),
            store=PluginKeyValue(self.texts(instance)),
            library=cast("Library", PluginLibrary(instance, reads, self.library, self.saying)),
            people=cast("People", Lately(self.people, "people")),
            personal=cast("Personal", Lately(self.personal, "personal")),
            ffmpeg=cast("Ffmpeg", Lately(self.ffmpeg, "ffmpeg")),
            tasks=tasks,
            **self.own(found, instance),
        )
        return granted(context, found.manifest)
