"""The hooks by which mediad asks a plugin what it brings.

Declaration hooks are plain functions without I/O; they are called once when the plugin is loaded and return frozen
values. An empty sequence says nothing. `mediad_lifespan` is entered after them and left when the plugin stops. A plugin
implements the hooks it needs, by name; more hooks and more arguments may come, none is renamed.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager

import pluggy

from mediad_sdk.values.commands import Command
from mediad_sdk.values.delivery import Delivery
from mediad_sdk.values.downloads import DownloadClient
from mediad_sdk.values.encoding import EncoderProfile
from mediad_sdk.values.events import Subscription
from mediad_sdk.values.health import HealthCheck
from mediad_sdk.values.http import Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import KindExtension, MediaType
from mediad_sdk.values.locations import StorageLocation
from mediad_sdk.values.managers import Manager
from mediad_sdk.values.metadata import MetadataProvider
from mediad_sdk.values.notices import Notifier
from mediad_sdk.values.pictures import PictureDecoder
from mediad_sdk.values.requests import Fulfilment
from mediad_sdk.values.servers import MediaServer
from mediad_sdk.values.sidecars import Sidecar
from mediad_sdk.values.signin import SignIn
from mediad_sdk.values.subtitles import SubtitleProvider
from mediad_sdk.values.web import WebPages

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
    def mediad_kind_extensions(self) -> Sequence[KindExtension]:  # type: ignore[empty-body]  # as above
        """Declare what is added to kinds of others."""

    @hookspec
    def mediad_sidecars(self) -> Sequence[Sidecar]:  # type: ignore[empty-body]  # as above
        """Declare formats of sidecars."""

    @hookspec
    def mediad_picture_decoders(self) -> Sequence[PictureDecoder]:  # type: ignore[empty-body]  # as above
        """Declare formats of pictures that need a library of their own."""

    @hookspec
    def mediad_metadata_providers(self) -> Sequence[MetadataProvider]:  # type: ignore[empty-body]  # as above
        """Declare catalogues in which works are looked up."""

    @hookspec
    def mediad_encoder_profiles(self) -> Sequence[EncoderProfile]:  # type: ignore[empty-body]  # as above
        """Declare encoder profiles."""

    @hookspec
    def mediad_deliveries(self) -> Sequence[Delivery]:  # type: ignore[empty-body]  # as above
        """Declare protocols of other programs, spoken under paths of their own."""

    @hookspec
    def mediad_media_servers(self) -> Sequence[MediaServer]:  # type: ignore[empty-body]  # as above
        """Declare media servers."""

    @hookspec
    def mediad_managers(self) -> Sequence[Manager]:  # type: ignore[empty-body]  # as above
        """Declare managers."""

    @hookspec
    def mediad_download_clients(self) -> Sequence[DownloadClient]:  # type: ignore[empty-body]  # as above
        """Declare download clients."""

    @hookspec
    def mediad_fulfilments(self) -> Sequence[Fulfilment]:  # type: ignore[empty-body]  # as above
        """Declare who gets works that people ask for."""

    @hookspec
    def mediad_subtitle_providers(self) -> Sequence[SubtitleProvider]:  # type: ignore[empty-body]  # as above
        """Declare who has subtitles."""

    @hookspec
    def mediad_notifiers(self) -> Sequence[Notifier]:  # type: ignore[empty-body]  # as above
        """Declare who tells people something outside of mediad."""

    @hookspec
    def mediad_sign_ins(self) -> Sequence[SignIn]:  # type: ignore[empty-body]  # as above
        """Declare methods of signing in."""

    @hookspec
    def mediad_storage_locations(self) -> Sequence[StorageLocation]:  # type: ignore[empty-body]  # as above
        """Declare where files are that no path leads to."""

    @hookspec
    def mediad_jobs(self) -> Sequence[JobType]:  # type: ignore[empty-body]  # as above
        """Declare job types."""

    @hookspec
    def mediad_schedules(self) -> Sequence[Schedule]:  # type: ignore[empty-body]  # as above
        """Declare schedules for the plugin's own jobs."""

    @hookspec
    def mediad_subscriptions(self) -> Sequence[Subscription]:  # type: ignore[empty-body]  # as above
        """Declare which events the plugin wants to hear."""

    @hookspec
    def mediad_health_checks(self) -> Sequence[HealthCheck]:  # type: ignore[empty-body]  # as above
        """Declare health checks; the one named `connection` tests the settings."""

    @hookspec
    def mediad_commands(self) -> Sequence[Command]:  # type: ignore[empty-body]  # as above
        """Declare commands for people."""

    @hookspec
    def mediad_routes(self) -> Sequence[Route]:  # type: ignore[empty-body]  # as above
        """Declare HTTP routes below the plugin's own path."""

    @hookspec
    def mediad_web_pages(self) -> Sequence[WebPages]:  # type: ignore[empty-body]  # as above
        """Declare folders of web pages."""

    @hookspec
    def mediad_lifespan(self) -> AbstractAsyncContextManager[None]:  # type: ignore[empty-body]  # as above
        """Open what the plugin needs, and close it; one hook, so that start and stop cannot come apart."""
