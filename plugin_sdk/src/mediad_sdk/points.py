"""Every extension point of mediad in one table.

The guard, the process tier, the reference and the conformance kit are all made from it, so none of them can miss one.
"""

from __future__ import annotations

from typing import Any, Literal

from mediad_sdk.data import dataclass
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One extension point.

    Attributes:
        hook: The declaration hook; called once when a plugin is loaded, it returns a sequence of values.
        value: The class of the values.
        name: What one of them is called: `encoder profile`.
        scope: `world`: an id is given once in the whole daemon; `own`: ids are the plugin instance's own.
        stable: False while no plugin has used it: it may change in any version.
        since: The version of the SDK that brought it.
        deprecated: What to use instead, "" while it is to stay; it goes with the next major version at the earliest.
    """

    hook: str
    value: type[Any]
    name: str
    scope: Literal["world", "own"] = "own"
    stable: bool = True
    since: str = "1.0"
    deprecated: str = ""

    @property
    def plural(self) -> str:
        """What many of them are called where names are words of code: `encoder_profiles`."""
        return self.hook.removeprefix("mediad_")


POINTS: tuple[Point, ...] = (
    Point(hook="mediad_media_types", value=MediaType, name="media type", scope="world"),
    Point(hook="mediad_kind_extensions", value=KindExtension, name="kind extension"),
    Point(hook="mediad_sidecars", value=Sidecar, name="sidecar", scope="world"),
    Point(hook="mediad_picture_decoders", value=PictureDecoder, name="picture decoder", scope="world"),
    Point(hook="mediad_metadata_providers", value=MetadataProvider, name="metadata provider", scope="world"),
    Point(hook="mediad_encoder_profiles", value=EncoderProfile, name="encoder profile", scope="world"),
    Point(hook="mediad_deliveries", value=Delivery, name="delivery protocol", scope="world"),
    Point(hook="mediad_media_servers", value=MediaServer, name="media server"),
    Point(hook="mediad_managers", value=Manager, name="manager", stable=False),
    Point(hook="mediad_download_clients", value=DownloadClient, name="download client"),
    Point(hook="mediad_fulfilments", value=Fulfilment, name="request fulfilment", stable=False),
    Point(hook="mediad_subtitle_providers", value=SubtitleProvider, name="subtitle provider", stable=False),
    Point(hook="mediad_notifiers", value=Notifier, name="notifier"),
    Point(hook="mediad_sign_ins", value=SignIn, name="sign-in method"),
    Point(hook="mediad_storage_locations", value=StorageLocation, name="storage location", scope="world", stable=False),
    Point(hook="mediad_jobs", value=JobType, name="job type"),
    Point(hook="mediad_schedules", value=Schedule, name="schedule"),
    Point(hook="mediad_subscriptions", value=Subscription, name="subscription"),
    Point(hook="mediad_health_checks", value=HealthCheck, name="health check"),
    Point(hook="mediad_commands", value=Command, name="command"),
    Point(hook="mediad_routes", value=Route, name="route"),
    Point(hook="mediad_web_pages", value=WebPages, name="web pages", stable=False),
)
"""In the order in which they are asked."""
