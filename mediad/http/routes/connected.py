"""Programs that plugins connect: media servers, download clients, and who passes notices on."""

from __future__ import annotations

import asyncio
import base64
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from mediad.http.answers import Answer, PageOf, created, no_content
from mediad.http.route import API, Call, Route, ShortQuery
from mediad.http.routes.connected_shapes import (
    Connected,
    Download,
    DownloadFile,
    Fetch,
    Fetched,
    NewNotice,
    Refresh,
    RemoveQuery,
    ServerLibrary,
    ServerSession,
)
from mediad.http.routes.jobs import Started, accepted
from mediad.http.shapes import short, written
from mediad.http.who import who
from mediad_sdk.errors import Invalid, MediadError, NotFound, Unsupported
from mediad_sdk.values.downloads import DownloadClient, NewDownload
from mediad_sdk.values.notices import Notifier
from mediad_sdk.values.servers import MediaServer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad.http.routes.jobs import Queue
    from mediad.http.routes.plugins import Plugins

Value = TypeVar("Value", bound=MediaServer | DownloadClient | Notifier)
_READ, _MANAGE = "connected.read", "connected.manage"
_SORTS: Mapping[str, type[Any]] = {
    "media_server": MediaServer,
    "download_client": DownloadClient,
    "notifier": Notifier,
}


def address(instance: str, value: Value) -> str:
    """Name a connected program."""
    return f"{instance}/{value.id}"


def _all(plugins: Plugins, cls: type[Value]) -> dict[str, Value]:
    return {address(name, each): each for name, some in plugins.by_instance(cls).items() for each in some}


def _one(plugins: Plugins, cls: type[Value], call: Call[Any, Any]) -> Value:
    name = f"{call.params['instance']}/{call.params['id']}"
    if (found := _all(plugins, cls).get(name)) is None:
        raise NotFound(f"Nothing connected is named {name[:200]}.", remedy="See the list of connected programs.")
    return found


def routes(plugins: Plugins, queue: Queue) -> list[Route]:
    """Give the routes of connected programs."""

    async def connected(call: Call[ShortQuery, None]) -> Answer:
        found = [
            {"address": name, "sort": sort, "label": each.label}
            for sort, cls in _SORTS.items()
            for name, each in _all(plugins, cls).items()
        ]
        return short(call.query, "connected", found)

    async def notify(call: Call[None, NewNotice]) -> Answer:
        known = _all(plugins, Notifier)
        strange = [each for each in call.body.notifiers if each not in known]
        if strange or not known:
            named = f" {', '.join(strange)[:200]}" if strange else ""
            remedy = (
                f"There are: {', '.join(known)}." if known else "Let a plugin run that brings one, such as apprise."
            )
            raise NotFound(f"There is no notifier{named}.", remedy=remedy)
        args = {"notice": call.body.model_dump(exclude={"notifiers"}), "to": call.body.notifiers or list(known)}
        return accepted(call, await queue.enqueue("core.notify", args, owner=who(call).uid))

    return [
        Route(
            method="GET", path=f"{API}/connected", name="list_connected", permission=_READ, handler=connected,
            summary="Every program that plugins connect.", answer=PageOf(Connected), query=ShortQuery, tag="connected",
        ),
        Route(
            method="POST", path=f"{API}/notices", name="send_notice", permission=_MANAGE, handler=notify, status=202,
            summary="Tell people something outside of mediad.", body=NewNotice, answer=Started, tag="connected",
            problems=(NotFound,),
        ),
        *_server_routes(plugins),
        *_download_routes(plugins),
    ]  # fmt: skip


def _server_routes(plugins: Plugins) -> list[Route]:
    async def libraries(call: Call[ShortQuery, None]) -> Answer:
        found = await _one(plugins, MediaServer, call).libraries()
        return short(call.query, "server_libraries", [asdict(each) for each in found])

    async def sessions(call: Call[ShortQuery, None]) -> Answer:
        ask = _able(_one(plugins, MediaServer, call).sessions, "tell what is played")
        return short(call.query, "server_sessions", [asdict(each) for each in await ask()])

    async def refresh(call: Call[None, Refresh]) -> Answer:
        await _able(_one(plugins, MediaServer, call).refresh, "be asked to look again")(tuple(call.body.paths))
        return no_content()

    path = f"{API}/servers/{{instance}}/{{id}}"
    problems = (NotFound, Unsupported)
    return [
        Route(
            method="GET", path=f"{path}/libraries", name="list_server_libraries", permission=_READ, handler=libraries,
            summary="Libraries of a media server.", answer=PageOf(ServerLibrary), query=ShortQuery, tag="connected",
            problems=problems,
        ),
        Route(
            method="GET", path=f"{path}/sessions", name="list_server_sessions", permission=_READ, handler=sessions,
            summary="What is played on a media server now.", answer=PageOf(ServerSession), query=ShortQuery,
            tag="connected", problems=problems,
        ),
        Route(
            method="POST", path=f"{path}/refresh", name="refresh_server", permission=_MANAGE, handler=refresh,
            summary="Let a media server look at folders again.", body=Refresh, status=204, tag="connected",
            problems=problems,
        ),
    ]  # fmt: skip


def _able(function: Any, what: str) -> Any:
    if function is None:
        raise Unsupported(f"This server cannot {what}.", remedy="Ask it by its own interface.")
    return function


def _download_routes(plugins: Plugins) -> list[Route]:
    async def listed(call: Call[ShortQuery, None]) -> Answer:
        clients = _all(plugins, DownloadClient)
        answers = await asyncio.gather(*(_downloads(name, each) for name, each in clients.items()))
        return short(call.query, "downloads", [each for some in answers for each in some])

    async def add(call: Call[None, Fetch]) -> Answer:
        name = f"{call.params['instance']}/{call.params['id']}"
        uid = await _one(plugins, DownloadClient, call).add(_wanted(call.body))
        location = f"{call.base_path}{API}/downloads/{name}/{uid}/files"
        return created(written({"client": name, "id": uid}), location)

    async def files(call: Call[ShortQuery, None]) -> Answer:
        found = await _one(plugins, DownloadClient, call).files(call.params["download"])
        return short(call.query, "download_files", [asdict(each) for each in found])

    async def pause(call: Call[None, None]) -> Answer:
        await _one(plugins, DownloadClient, call).pause(call.params["download"])
        return no_content()

    async def resume(call: Call[None, None]) -> Answer:
        await _one(plugins, DownloadClient, call).resume(call.params["download"])
        return no_content()

    async def remove(call: Call[RemoveQuery, None]) -> Answer:
        client = _one(plugins, DownloadClient, call)
        await client.remove(call.params["download"], call.query.files == "true")
        return no_content()

    path = f"{API}/downloads/{{instance}}/{{id}}"
    one = f"{path}/{{download}}"
    return [
        Route(
            method="GET", path=f"{API}/downloads", name="list_downloads", permission=_READ, handler=listed,
            summary="Downloads of every client that answers.", answer=PageOf(Download), query=ShortQuery,
            tag="connected",
        ),
        Route(
            method="POST", path=path, name="add_download", permission=_MANAGE, handler=add, status=201, body=Fetch,
            summary="Let a client fetch something.", answer=Fetched, tag="connected", problems=(NotFound,),
        ),
        Route(
            method="GET", path=f"{one}/files", name="list_download_files", permission=_READ, handler=files,
            summary="What is in a download.", answer=PageOf(DownloadFile), query=ShortQuery, tag="connected",
            problems=(NotFound,),
        ),
        Route(
            method="POST", path=f"{one}/pause", name="pause_download", permission=_MANAGE, handler=pause, status=204,
            summary="Stop a download for a while.", tag="connected", problems=(NotFound,),
        ),
        Route(
            method="POST", path=f"{one}/resume", name="resume_download", permission=_MANAGE, handler=resume, status=204,
            summary="Let a download go on.", tag="connected", problems=(NotFound,),
        ),
        Route(
            method="DELETE", path=one, name="remove_download", permission=_MANAGE, handler=remove, status=204,
            summary="Forget a download, with its files when told so.", query=RemoveQuery, tag="connected",
            problems=(NotFound,),
        ),
    ]  # fmt: skip


async def _downloads(name: str, client: DownloadClient) -> list[dict[str, Any]]:
    try:
        found = await client.list()
    except MediadError:
        return []  # the state of its plugin tells why; the other clients have something to show
    return [{"client": name, **asdict(each)} for each in found]


def _wanted(body: Fetch) -> NewDownload:
    if bool(body.url) == bool(body.data):
        raise Invalid("One of url and data says what to fetch.", places=(("/url", "or data, and not both"),))
    try:
        data = base64.b64decode(body.data, validate=True)
    except ValueError:
        raise Invalid("The file is not base64.", places=(("/data", "should be base64"),)) from None
    return NewDownload(url=body.url, data=data, name=body.name, category=body.category, paused=body.paused)
