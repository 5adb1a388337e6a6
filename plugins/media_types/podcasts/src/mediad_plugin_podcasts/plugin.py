"""What the plugin declares: the media type, and what is done with feeds."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, StringConstraints

from mediad_plugin_podcasts.fetching import Fetching
from mediad_plugin_podcasts.looking import Looking
from mediad_plugin_podcasts.shelf import Shelf
from mediad_plugin_podcasts.shows import Shows
from mediad_sdk.errors import NotFound, UserError
from mediad_sdk.hooks import hookimpl
from mediad_sdk.values.commands import Command
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.http import Response, Route
from mediad_sdk.values.jobs import JobType, Schedule
from mediad_sdk.values.kinds import ADDED, TITLE, Facet, Field, Kind, Line, MediaType, Sort

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_podcasts.settings import Settings
    from mediad_plugin_podcasts.shows import Show
    from mediad_sdk.host import Context
    from mediad_sdk.values.http import Request
    from mediad_sdk.values.jobs import JobRun

_FIELDS = (Field(name="overview", search=True), Field(name="explicit"))
_NEWEST = Sort(name="date", by=("-date", "title"))
PODCAST = Kind(
    id="podcast",
    label="Podcast",
    plural="Podcasts",
    fields=(*_FIELDS, Field(name="serial"), Field(name="genres", merge="union"), Field(name="languages")),
    facets=(Facet(name="genre", field="genres"), Facet(name="author", field="credits", role="author")),
    sorts=(TITLE, ADDED),
    identified_by=(("podcast", "feed"),),
    line=Line(title="parents"),
)
SEASON = Kind(
    id="podcast_season",
    label="Season",
    plural="Seasons",
    parents=("podcast",),
    sorts=(Sort(name="position", by=("position",)),),
    line=Line(number="season"),
)
EPISODE = Kind(
    id="podcast_episode",
    label="Episode",
    plural="Podcast episodes",
    parents=("podcast", "podcast_season"),
    bears_files=True,
    fields=(*_FIELDS, Field(name="episode_type"), Field(name="ids", merge="union")),
    facets=(Facet(name="person", field="credits"), Facet(name="type", field="episode_type")),
    sorts=(_NEWEST, Sort(name="oldest", by=("date", "title")), Sort(name="position", by=("position", "date")), ADDED),
    line=Line(leaf="podcast_episode", number="episodes", date="aired"),
    schema_version=2,
)
PODCASTS = MediaType(
    id="podcasts",
    label="Podcasts",
    kinds=(PODCAST, SEASON, EPISODE),
    claim="mediad_plugin_podcasts.claim:claim",
    extract="mediad_plugin_podcasts.extract:extract",
    assemble="mediad_plugin_podcasts.assemble:assemble",
    artwork="mediad_plugin_podcasts.extract:artwork",
    samples="mediad_plugin_podcasts.samples:samples",
    ranks=("person", "sidecar", "feed", "tags", "provider", "name"),
)


class Subscribe(BaseModel):
    """What `subscribe` is told."""

    url: Annotated[str, StringConstraints(min_length=8, max_length=2000, strip_whitespace=True)]


class One(BaseModel):
    """What a command about one podcast is told: its id or its title."""

    podcast: Annotated[str, StringConstraints(min_length=1, max_length=500)]


class Fetch(BaseModel):
    """What `fetch` is told: an episode by its guid, and of which podcast, where several tell of it.

    Attributes:
        asked: Noted by the command: a person wants it, so it stays whatever is kept of the rest.
    """

    episode: Annotated[str, StringConstraints(min_length=1, max_length=500)]
    podcast: Annotated[str, StringConstraints(max_length=500)] = ""
    asked: bool = False


class Podcasts:
    """Brings the media type, and looks after feeds."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._context = context
        self._settings = settings
        self._shows = Shows(context.files)
        self._shelf = shelf = Shelf(settings.folder) if settings.folder else None
        self._looking = Looking(context, settings, self._shows, shelf)
        self._fetching = Fetching(context, settings, self._shows, shelf) if shelf else None

    @hookimpl
    def mediad_media_types(self) -> Sequence[MediaType]:
        """Declare podcasts."""
        return (PODCASTS,)

    @hookimpl
    def mediad_commands(self) -> Sequence[Command]:
        """Declare what people do."""
        return [
            Command(id="subscribe", summary="Subscribe to a feed", run=self.subscribe, args=Subscribe),
            Command(id="unsubscribe", summary="Forget a podcast; its files stay", run=self.unsubscribe, args=One),
            Command(id="list", summary="List the podcasts", run=self.list, permission="items.read"),
            Command(
                id="episodes", summary="List the episodes of a podcast", run=self.episodes, args=One,
                permission="items.read",
            ),
            Command(id="fetch", summary="Fetch an episode by its guid", run=self.fetch, args=Fetch),
        ]  # fmt: skip  # a table

    @hookimpl
    def mediad_routes(self) -> Sequence[Route]:
        """Declare the same for other programs."""
        return [
            Route(method="GET", path="/podcasts", permission="items.read", handler=self.shown, summary="The podcasts"),
            Route(
                method="POST", path="/podcasts", permission="jobs.manage", handler=self.subscribed,
                summary="Subscribe: a JSON object with `url`; the address is never given back",
            ),
        ]  # fmt: skip

    @hookimpl
    def mediad_jobs(self) -> Sequence[JobType]:
        """Declare the look at feeds, and the fetching of an episode."""
        return [
            JobType(id="look", handler=self.look),
            JobType(id="fetch", handler=self.fetch_job, args=Fetch, attempts=5, backoff=60, timeout=7200),
        ]

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=self.check)]

    @hookimpl
    def mediad_schedules(self) -> Sequence[Schedule]:
        """Declare how often is looked whether a feed is due."""
        return [Schedule(id="look", job="look", every=self._settings.every / 2)]

    async def check(self) -> Health:
        """Look whether the folder is there."""
        if self._shelf is None:
            return Health(state="ok", detail="Feeds are known; nothing is fetched, since no folder is set.")
        if await self._shelf.is_there():
            return Health(state="ok", detail="The folder is there and can be written to.")
        remedy = "Bring its disk back, let mediad write there, or set another folder."
        return Health(
            state="down", detail="The folder of podcasts is not there, or cannot be written to.", remedy=remedy
        )

    async def subscribe(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Ask a feed for the first time, and keep it when it is one."""
        show = await self._shows.add(Subscribe.model_validate(args).url)
        try:
            await self._looking.look(show, must=True)
        except BaseException:
            if not show.title:
                await self._shows.drop(show)
            raise
        await self._queue(show)
        return show.shown()

    async def unsubscribe(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Forget a podcast."""
        show = await self._shows.one(One.model_validate(args).podcast)
        await self._shows.drop(show)
        return show.shown()

    async def list(self, _: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give the podcasts."""
        return {"podcasts": [each.shown() for each in await self._shows.all()]}

    async def episodes(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give the episodes that a podcast's feed tells of, the newest first."""
        return {"episodes": await self._shows.listed(await self._shows.one(One.model_validate(args).podcast))}

    async def fetch(self, args: Mapping[str, Any]) -> Mapping[str, Any]:
        """Put the fetching of an episode into the queue."""
        wanted = Fetch.model_validate(args)
        show = await (self._shows.one(wanted.podcast) if wanted.podcast else self._shows.telling_of(wanted.episode))
        return {"podcast": show.title, "job": await self._enqueue(show, wanted.episode, asked=True)}

    async def shown(self, _: Request) -> Response:
        """Answer with the podcasts."""
        return Response(json=await self.list({}))

    async def subscribed(self, request: Request) -> Response:
        """Subscribe for another program."""
        try:
            asked = Subscribe.model_validate_json(request.body)
        except ValueError as error:
            raise UserError("The body is no JSON object with `url`.") from error
        return Response(status=201, json=await self.subscribe(asked.model_dump()))

    async def look(self, run: JobRun) -> Mapping[str, Any]:
        """Ask the feeds that are due, one after the other."""
        now, new = self._context.clock.now_ms(), 0
        due = [each for each in await self._shows.all() if each.due_ms <= now]
        for number, show in enumerate(due):
            await run.progress(number / len(due), show.title)
            with suppress(NotFound):  # it was unsubscribed meanwhile
                new += await self._looking.look(show)
                await self._queue(show)
        return {"asked": len(due), "new": new}

    async def fetch_job(self, run: JobRun) -> Mapping[str, Any]:
        """Fetch an episode, write down that it is here, and let go of old ones."""
        wanted = Fetch.model_validate(run.args)
        show = await self._shows.one(wanted.podcast)
        if self._fetching is None:
            raise UserError("There is no folder to fetch into.", remedy="Set `folder` to that of a library.")
        file = await self._fetching.fetch(show, wanted.episode, asked=wanted.asked)
        gone = await self._fetching.let_go(show)
        await self._looking.write(show)
        return {"file": file, "let_go": gone}

    async def _queue(self, show: Show) -> None:
        for guid in await self._fetching.wanted(show) if self._fetching and show.title else ():
            await self._enqueue(show, guid)

    async def _enqueue(self, show: Show, guid: str, *, asked: bool = False) -> str:
        if self._fetching is None:
            raise UserError("There is no folder to fetch into.", remedy="Set `folder` to that of a library.")
        why = "asked" if asked else "fetch"  # what a person asks for is no less asked for where a rule was first
        key = f"{self._context.instance}-{why}-{show.id}-{guid}"[:200]
        return await self._context.jobs.enqueue("fetch", {"podcast": show.id, "episode": guid, "asked": asked}, key=key)


def create(context: Context, settings: Settings) -> Podcasts:
    """Make the plugin."""
    return Podcasts(context, settings)
