"""The hooks by which mediad asks a plugin what it brings.

Declaration hooks are plain functions without I/O; they are called once when the plugin is loaded and return frozen
values. An empty sequence says nothing. `mediad_lifespan` is entered after them and left when the plugin stops. A plugin
implements the hooks it needs, by name; more hooks and more arguments may come, none is renamed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

import pluggy

from mediad_sdk.values.encoding import EncoderProfile
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.http import Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import MediaType

PROJECT = "mediad"
GROUP = "mediad.plugins"
"""The entry-point group; the entry point is a factory `(context, settings) -> plugin`."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Every hook that mediad knows."""

    @hookspec
    def mediad_media_types(self) -> Sequence[MediaType]:  # type: ignore[empty-body]  # a specification has no body
        """Declare media types."""

    @hookspec
    def mediad_encoder_profiles(self) -> Sequence[EncoderProfile]:  # type: ignore[empty-body]  # as above
        """Declare encoder profiles."""

    @hookspec
    def mediad_jobs(self) -> Sequence[JobType]:  # type: ignore[empty-body]  # as above
        """Declare job types."""

    @hookspec
    def mediad_schedules(self) -> Sequence[Schedule]:  # type: ignore[empty-body]  # as above
        """Declare schedules for the plugin's own jobs."""

    @hookspec
    def mediad_routes(self) -> Sequence[Route]:  # type: ignore[empty-body]  # as above
        """Declare HTTP routes below the plugin's own path."""

    @hookspec
    def mediad_subscriptions(self) -> Sequence[Subscription]:  # type: ignore[empty-body]  # as above
        """Declare which events the plugin wants to hear."""

    @hookspec
    def mediad_health_checks(self) -> Sequence[HealthCheck]:  # type: ignore[empty-body]  # as above
        """Declare health checks."""

    @hookspec
    def mediad_lifespan(self) -> AbstractAsyncContextManager[None]:  # type: ignore[empty-body]  # as above
        """Open what the plugin needs, and close it; one hook, so that start and stop cannot come apart."""
