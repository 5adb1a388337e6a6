"""mediad_sdk: everything a mediad plugin is written against.

    from mediad_sdk import Claim, Edition, MediaType, Work, hookimpl

Names load when first used, so that worker processes import only what they touch.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # type checkers know the name; importing typing for it costs each child 3 ms and 1 MB
if TYPE_CHECKING:
    from mediad_sdk.calls import Call as Call
    from mediad_sdk.calls import in_thread as in_thread
    from mediad_sdk.earth import cells as cells
    from mediad_sdk.errors import AuthError as AuthError
    from mediad_sdk.errors import Conflict as Conflict
    from mediad_sdk.errors import Forbidden as Forbidden
    from mediad_sdk.errors import Gone as Gone
    from mediad_sdk.errors import Invalid as Invalid
    from mediad_sdk.errors import MediadError as MediadError
    from mediad_sdk.errors import NotFound as NotFound
    from mediad_sdk.errors import PluginFault as PluginFault
    from mediad_sdk.errors import RateLimited as RateLimited
    from mediad_sdk.errors import Unavailable as Unavailable
    from mediad_sdk.errors import Unsupported as Unsupported
    from mediad_sdk.errors import UserError as UserError
    from mediad_sdk.hooks import hookimpl as hookimpl
    from mediad_sdk.host import Context as Context
    from mediad_sdk.names import stem as stem
    from mediad_sdk.names import suffix as suffix
    from mediad_sdk.names import text_of as text_of
    from mediad_sdk.plugin import Plugin as Plugin
    from mediad_sdk.settings import PluginSettings as PluginSettings
    from mediad_sdk.settings import SecretStr as SecretStr
    from mediad_sdk.text import fold as fold
    from mediad_sdk.text import match_key as match_key
    from mediad_sdk.text import sort_text as sort_text
    from mediad_sdk.values.commands import Command as Command
    from mediad_sdk.values.delivery import Caller as Caller
    from mediad_sdk.values.delivery import Delivery as Delivery
    from mediad_sdk.values.downloads import Download as Download
    from mediad_sdk.values.downloads import DownloadClient as DownloadClient
    from mediad_sdk.values.downloads import DownloadFile as DownloadFile
    from mediad_sdk.values.downloads import NewDownload as NewDownload
    from mediad_sdk.values.encoding import INPUT as INPUT
    from mediad_sdk.values.encoding import OUTPUT as OUTPUT
    from mediad_sdk.values.encoding import EncoderProfile as EncoderProfile
    from mediad_sdk.values.encoding import Encoding as Encoding
    from mediad_sdk.values.encoding import SourceFacts as SourceFacts
    from mediad_sdk.values.events import Event as Event
    from mediad_sdk.values.events import Subscription as Subscription
    from mediad_sdk.values.health import Health as Health
    from mediad_sdk.values.health import HealthCheck as HealthCheck
    from mediad_sdk.values.http import Request as Request
    from mediad_sdk.values.http import Response as Response
    from mediad_sdk.values.http import Route as Route
    from mediad_sdk.values.jobs import JobRun as JobRun
    from mediad_sdk.values.jobs import JobType as JobType
    from mediad_sdk.values.jobs import Schedule as Schedule
    from mediad_sdk.values.kinds import ADDED as ADDED
    from mediad_sdk.values.kinds import TITLE as TITLE
    from mediad_sdk.values.kinds import Facet as Facet
    from mediad_sdk.values.kinds import Field as Field
    from mediad_sdk.values.kinds import Kind as Kind
    from mediad_sdk.values.kinds import KindExtension as KindExtension
    from mediad_sdk.values.kinds import Line as Line
    from mediad_sdk.values.kinds import MediaType as MediaType
    from mediad_sdk.values.kinds import Sort as Sort
    from mediad_sdk.values.locations import StorageLocation as StorageLocation
    from mediad_sdk.values.locations import Stored as Stored
    from mediad_sdk.values.managers import Manager as Manager
    from mediad_sdk.values.managers import Wanted as Wanted
    from mediad_sdk.values.media import Claim as Claim
    from mediad_sdk.values.media import Entry as Entry
    from mediad_sdk.values.media import Extracted as Extracted
    from mediad_sdk.values.media import Listing as Listing
    from mediad_sdk.values.media import MediaFile as MediaFile
    from mediad_sdk.values.media import MediaFolder as MediaFolder
    from mediad_sdk.values.metadata import Candidate as Candidate
    from mediad_sdk.values.metadata import Image as Image
    from mediad_sdk.values.metadata import MetadataProvider as MetadataProvider
    from mediad_sdk.values.metadata import Query as Query
    from mediad_sdk.values.metadata import Record as Record
    from mediad_sdk.values.notices import Notice as Notice
    from mediad_sdk.values.notices import Notifier as Notifier
    from mediad_sdk.values.pictures import PictureDecoder as PictureDecoder
    from mediad_sdk.values.requests import Fulfilment as Fulfilment
    from mediad_sdk.values.requests import Progress as Progress
    from mediad_sdk.values.requests import WorkRequest as WorkRequest
    from mediad_sdk.values.servers import MediaServer as MediaServer
    from mediad_sdk.values.servers import ServerLibrary as ServerLibrary
    from mediad_sdk.values.servers import ServerSession as ServerSession
    from mediad_sdk.values.servers import WatchState as WatchState
    from mediad_sdk.values.sidecars import Sidecar as Sidecar
    from mediad_sdk.values.signin import Attempt as Attempt
    from mediad_sdk.values.signin import Challenge as Challenge
    from mediad_sdk.values.signin import Identity as Identity
    from mediad_sdk.values.signin import SignIn as SignIn
    from mediad_sdk.values.subtitles import Subtitle as Subtitle
    from mediad_sdk.values.subtitles import SubtitleProvider as SubtitleProvider
    from mediad_sdk.values.web import WebPages as WebPages
    from mediad_sdk.values.works import Artwork as Artwork
    from mediad_sdk.values.works import Availability as Availability
    from mediad_sdk.values.works import Companion as Companion
    from mediad_sdk.values.works import Document as Document
    from mediad_sdk.values.works import Edition as Edition
    from mediad_sdk.values.works import Mark as Mark
    from mediad_sdk.values.works import Ordering as Ordering
    from mediad_sdk.values.works import Part as Part
    from mediad_sdk.values.works import Position as Position
    from mediad_sdk.values.works import Reference as Reference
    from mediad_sdk.values.works import Relation as Relation
    from mediad_sdk.values.works import Selector as Selector
    from mediad_sdk.values.works import Source as Source
    from mediad_sdk.values.works import Work as Work

SDK_VERSION = "1.0.0rc1"

_HOMES = {
    "calls": "Call in_thread",
    "earth": "cells",
    "errors": "AuthError Conflict Forbidden Gone Invalid MediadError NotFound PluginFault RateLimited Unavailable "
    "Unsupported UserError",
    "hooks": "hookimpl",
    "host": "Context",
    "names": "stem suffix text_of",
    "plugin": "Plugin",
    "settings": "PluginSettings SecretStr",
    "text": "fold match_key sort_text",
    "values.commands": "Command",
    "values.delivery": "Caller Delivery",
    "values.downloads": "Download DownloadClient DownloadFile NewDownload",
    "values.encoding": "INPUT OUTPUT EncoderProfile Encoding SourceFacts",
    "values.events": "Event Subscription",
    "values.health": "Health HealthCheck",
    "values.http": "Request Response Route",
    "values.jobs": "JobRun JobType Schedule",
    "values.kinds": "ADDED TITLE Facet Field Kind KindExtension Line MediaType Sort",
    "values.locations": "StorageLocation Stored",
    "values.managers": "Manager Wanted",
    "values.media": "Claim Entry Extracted Listing MediaFile MediaFolder",
    "values.metadata": "Candidate Image MetadataProvider Query Record",
    "values.notices": "Notice Notifier",
    "values.pictures": "PictureDecoder",
    "values.requests": "Fulfilment Progress WorkRequest",
    "values.servers": "MediaServer ServerLibrary ServerSession WatchState",
    "values.sidecars": "Sidecar",
    "values.signin": "Attempt Challenge Identity SignIn",
    "values.subtitles": "Subtitle SubtitleProvider",
    "values.web": "WebPages",
    "values.works": "Artwork Availability Companion Document Edition Mark Ordering Part Position Reference Relation "
    "Selector Source Work",
}
_HOME = {name: home for home, names in _HOMES.items() for name in names.split()}

__all__ = ["SDK_VERSION", *sorted(_HOME)]  # noqa: PLE0604  # the names are text, made from one table


def __getattr__(name: str) -> object:
    """Import a public name from its home."""
    if (home := _HOME.get(name)) is None:
        raise AttributeError(f"mediad_sdk has no name {name!r}")
    return getattr(import_module(f"mediad_sdk.{home}"), name)
