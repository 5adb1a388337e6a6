"""Joins what happens to who passes it on: the configuration's wishes, the plugins' notifiers, the queue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from mediad.events import notices, notifying
from mediad_sdk.values.notices import Notifier

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mediad.config.models import Config
    from mediad.events.feed import Feed
    from mediad.plugins.host import PluginHost
    from mediad_sdk.host import Jobs
    from mediad_sdk.values.jobs import JobType


def notifiers(plugins: PluginHost) -> dict[str, Notifier]:
    """Give every notifier by its address: `instance/id`."""
    return {f"{name}/{each.id}": each for name, some in plugins.by_instance(Notifier).items() for each in some}


def job_types(plugins: PluginHost) -> dict[str, JobType]:
    """Give the job that passes a notice on."""
    job = notifying.job_type(partial(notifiers, plugins))
    return {job.id: job}


def told(feed: Feed, jobs: Jobs, plugins: PluginHost, config: Callable[[], Config]) -> notices.Told:
    """Follow what happens for the configuration that is in force."""

    def wishes() -> Sequence[tuple[Sequence[str], Sequence[str]]]:
        return [(each.events, each.to) for each in config().notices.values() if each.enabled]

    return notices.Told(feed, jobs, wishes, partial(notifiers, plugins))
