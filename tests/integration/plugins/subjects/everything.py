"""A plugin that brings one of everything: what no plugin of use has needed yet is declared and called as well."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any

from mediad_sdk import (
    INPUT,
    OUTPUT,
    Attempt,
    Candidate,
    Challenge,
    Command,
    Delivery,
    DownloadClient,
    EncoderProfile,
    Encoding,
    Field,
    Fulfilment,
    Health,
    HealthCheck,
    Identity,
    JobType,
    Kind,
    KindExtension,
    Manager,
    MediaServer,
    MediaType,
    MetadataProvider,
    NotFound,
    Notifier,
    PictureDecoder,
    Plugin,
    Progress,
    Record,
    Response,
    Route,
    Schedule,
    Sidecar,
    SignIn,
    StorageLocation,
    Stored,
    Subscription,
    Subtitle,
    SubtitleProvider,
    Wanted,
    WebPages,
    hookimpl,
)

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from mediad_sdk import NewDownload, Query, WorkRequest

HERE = "mediad_plugin_everything.plugin"


def claim(_listing: Any) -> None:
    """Want nothing."""


async def nothing(*_: Any) -> None:
    """Do nothing."""


async def none(*_: Any) -> list[Any]:
    """Find nothing."""
    return []


async def well() -> Health:
    """Say that all is well."""
    return Health(state="ok")


async def calendar(begin: str, end: str) -> list[Wanted]:
    """Name what comes out between two days."""
    return [Wanted(ids={"tmdb": "348"}, kind="film", title=f"{begin} to {end}", year=1979)]


async def status(ids: Mapping[str, str]) -> Wanted:
    """Say how far something is."""
    raise NotFound(f"Nobody wants {ids}.")


async def fulfil(request: WorkRequest) -> Progress | None:
    """Take films, and nothing else."""
    return Progress(state="accepted", reference=f"film {request.title}") if request.kind == "film" else None


async def progress(reference: str) -> Progress:
    """Say how far it is."""
    return Progress(state="done", reference=reference)


async def subtitles(query: Query, languages: Sequence[str]) -> list[Subtitle]:
    """Have one in every language."""
    return [Subtitle(id=f"{query.title}.{language}", language=language, forced=True) for language in languages]


async def text(uid: str) -> bytes:
    """Give its bytes."""
    return uid.encode()


async def added(new: NewDownload) -> str:
    """Take an address."""
    return new.url


async def check(name: str, password: str) -> Identity | None:
    """Know one person."""
    return Identity(subject="1", name=name, groups=("all",)) if password == "all" else None


async def begin(attempt: Attempt) -> Challenge:
    """Send them away."""
    return Challenge(redirect=f"https://id.example.org?{attempt.challenge}", kept={"back": attempt.back})


async def finish(answer: Mapping[str, str], attempt: Attempt) -> Identity:
    """Take them back."""
    return Identity(subject=answer["code"], name=attempt.kept["back"])


async def listed(folder: bytes) -> list[Stored]:
    """List a file and a folder with names that are no text."""
    return [Stored(name=folder + b"\xff", size=3, modified_ns=5), Stored(name=b"sub", folder=True)]


async def part(path: bytes, start: int, length: int) -> bytes:
    """Read a file that says its name."""
    return path[start : start + length]


async def fetch(_kind: str, uid: str, language: str) -> Record:
    """Know everything."""
    return Record(fields={"title": f"{uid} in {language}"})


async def search(query: Query) -> list[Candidate]:
    """Find one."""
    return [Candidate(id="7", titles=(query.title,))]


async def page(_request: Any) -> Response:
    """Answer."""
    return Response(json={"all": "well"})


def refuse(_request: Any, error: Any) -> Response:
    """Refuse."""
    return Response(status=400, json=error.code)


def plan(_source: Any) -> Encoding:
    """Copy."""
    return Encoding(arguments=("-i", INPUT, "-c", "copy", OUTPUT), streams=(("audio", "opus"),))


class Everything(Plugin[None]):
    """Brings one of each."""

    @hookimpl
    def mediad_media_types(self) -> list[MediaType]:
        thing = Kind(id="everything_thing", label="Thing", plural="Things", schema_version=2)
        code = f"{HERE}:claim"
        return [MediaType(id="everything", label="All", kinds=(thing,), claim=code, extract=code, assemble=code)]

    @hookimpl
    def mediad_kind_extensions(self) -> list[KindExtension]:
        return [KindExtension(id="more", kind="film", fields=(Field(name="everything_more"),))]

    @hookimpl
    def mediad_picture_decoders(self) -> list[PictureDecoder]:
        return [PictureDecoder(id="everything", label="All", endings=("all",), read=f"{HERE}:claim")]

    @hookimpl
    def mediad_sidecars(self) -> list[Sidecar]:
        return [Sidecar(id="everything", label="All", kinds=("film",), names=("{stem}.all",), read=f"{HERE}:claim")]

    @hookimpl
    def mediad_metadata_providers(self) -> list[MetadataProvider]:
        return [MetadataProvider(id="everything", label="All", kinds=("film",), search=search, fetch=fetch)]

    @hookimpl
    def mediad_encoder_profiles(self) -> list[EncoderProfile]:
        kind = {"media": "audio", "container": "ogg", "suffix": "ogg", "mime": "audio/ogg"}
        return [EncoderProfile(id="everything-copy", label="Copy", plan=plan, rendition="copy", **kind)]  # type: ignore[arg-type]

    @hookimpl
    def mediad_deliveries(self) -> list[Delivery]:
        route = Route(method="GET", path="/all", permission="items.read", handler=page)
        return [
            Delivery(
                id="everything", label="All", prefix="/everything", routes=(route,), sign_in=nothing, refuse=refuse
            )
        ]

    @hookimpl
    def mediad_media_servers(self) -> list[MediaServer]:
        return [MediaServer(id="server", label="Server", libraries=none)]

    @hookimpl
    def mediad_managers(self) -> list[Manager]:
        return [
            Manager(
                id="manager",
                label="Manager",
                kinds=("film",),
                wanted=none,
                add=nothing,
                status=status,
                calendar=calendar,
            )
        ]

    @hookimpl
    def mediad_download_clients(self) -> list[DownloadClient]:
        verbs = dict.fromkeys(("pause", "resume", "remove"), nothing)
        return [DownloadClient(id="client", label="Client", media=("url",), add=added, list=none, files=none, **verbs)]

    @hookimpl
    def mediad_fulfilments(self) -> list[Fulfilment]:
        return [Fulfilment(id="fulfil", label="Fulfil", kinds=("film",), fulfil=fulfil, progress=progress)]

    @hookimpl
    def mediad_subtitle_providers(self) -> list[SubtitleProvider]:
        return [SubtitleProvider(id="subtitles", label="Subtitles", search=subtitles, fetch=text)]

    @hookimpl
    def mediad_notifiers(self) -> list[Notifier]:
        return [Notifier(id="notifier", label="Notifier", send=nothing)]

    @hookimpl
    def mediad_sign_ins(self) -> list[SignIn]:
        return [SignIn(id="everything", label="All", check=check, begin=begin, finish=finish)]

    @hookimpl
    def mediad_storage_locations(self) -> list[StorageLocation]:
        return [StorageLocation(id="everything", label="All", list=listed, read=part, write=nothing)]

    @hookimpl
    def mediad_jobs(self) -> list[JobType]:
        return [JobType(id="job", handler=nothing)]

    @hookimpl
    def mediad_schedules(self) -> list[Schedule]:
        return [Schedule(id="schedule", job="job", every=3600)]

    @hookimpl
    def mediad_subscriptions(self) -> list[Subscription]:
        return [Subscription(types=("item.*",), handler=nothing)]

    @hookimpl
    def mediad_health_checks(self) -> list[HealthCheck]:
        return [HealthCheck(id="well", check=well)]

    @hookimpl
    def mediad_commands(self) -> list[Command]:
        return [Command(id="command", summary="Do nothing", run=nothing)]

    @hookimpl
    def mediad_routes(self) -> list[Route]:
        return [Route(method="GET", path="/all", permission="items.read", handler=page)]

    @hookimpl
    def mediad_web_pages(self) -> list[WebPages]:
        return [WebPages(id="pages", label="Pages", folder="web")]

    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self) -> AsyncIterator[None]:
        yield
