"""Makes the context of a plugin instance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad.host.granting import granted
from mediad.host.log import PluginLog
from mediad.host.services import Late, PluginEvents, PluginJobs, PluginKeyValue, PluginLibrary, Texts
from mediad_sdk.host import Clock, Context, Events, Jobs, Library, Log

if TYPE_CHECKING:
    from collections.abc import Callable

    from mediad.plugins.find import Found
    from mediad_sdk.host import Tasks


@dataclass(frozen=True, slots=True, kw_only=True)
class Lending:
    """Lends the daemon's services; called for each plugin instance.

    Attributes:
        clock: The time.
        texts: Gives the store of an instance.
        jobs: The queue, None until it is there; likewise the next two.
        events: Where events are recorded.
        library: The works.
        log: Gives the log of an instance.
    """

    clock: Clock
    texts: Callable[[str], Texts]
    jobs: Late[Jobs]
    events: Late[Events]
    library: Late[Library]
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
            library=PluginLibrary(self.library),
            tasks=tasks,
        )
        return granted(context, found.manifest)
