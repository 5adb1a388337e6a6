"""Makes the context of a plugin instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from mediad.host.granting import granted
from mediad.host.log import PluginLog
from mediad.host.services import Late, Lately, PluginEvents, PluginJobs, PluginKeyValue, Texts
from mediad_sdk.host import Clock, Context, Events, Ffmpeg, Jobs, Library, Log, People, Personal

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.find import Found
    from mediad_sdk.host import Tasks


def nothing() -> None:
    """Give no service: it is not there, or not yet."""


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
    log: Callable[[str], Log] = PluginLog

    def __call__(self, found: Found, instance: str, tasks: Tasks) -> Context:
        """Make the context of one instance, cut to what its manifest asks for."""
        context = Context(
            plugin=found.id,
            instance=instance,
            log=self.log(instance),
            clock=self.clock,
            jobs=PluginJobs(instance, self.jobs),
            events=PluginEvents(instance, self.clock, self.events),
            store=PluginKeyValue(self.texts(instance)),
            library=cast("Library", Lately(self.library, "library")),
            people=cast("People", Lately(self.people, "people")),
            personal=cast("Personal", Lately(self.personal, "personal")),
            ffmpeg=cast("Ffmpeg", Lately(self.ffmpeg, "ffmpeg")),
            tasks=tasks,
        )
        return granted(context, found.manifest)
