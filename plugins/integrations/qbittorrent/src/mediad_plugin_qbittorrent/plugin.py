"""The download client, and the check whether it answers."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from mediad_plugin_qbittorrent.api import Api
from mediad_plugin_qbittorrent.torrents import hash_of_file, hash_of_magnet
from mediad_sdk.errors import NotFound, Unavailable, UserError
from mediad_sdk.hooks import hookimpl
from mediad_sdk.host.http import FilePart
from mediad_sdk.values.downloads import Download, DownloadClient, DownloadFile
from mediad_sdk.values.health import Health, HealthCheck

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_plugin_qbittorrent.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.downloads import NewDownload, State

ENDLESS = 8_640_000
"""What qBittorrent says for a time that it cannot tell: a hundred days."""
_LOOKS, _PAUSE = 40, 0.25
"""How often, and after how many seconds, it is looked whether something new is there."""
_STATES: dict[str, State] = {
    **dict.fromkeys(("error", "missingFiles"), "failed"),
    **dict.fromkeys(("uploading", "stalledUP", "queuedUP", "forcedUP", "checkingUP"), "seeding"),
    **dict.fromkeys(("pausedUP", "stoppedUP"), "done"),
    **dict.fromkeys(("pausedDL", "stoppedDL"), "paused"),
    **dict.fromkeys(
        ("downloading", "stalledDL", "forcedDL", "metaDL", "forcedMetaDL", "allocating", "moving"), "fetching"
    ),
}


class QBittorrent:
    """Brings the client."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._clock = context.clock
        self._api = Api(context.http, settings)

    @hookimpl
    def mediad_download_clients(self) -> Sequence[DownloadClient]:
        """Declare the client."""
        return [
            DownloadClient(
                id="torrents",
                label="qBittorrent",
                media=("torrent",),
                add=self.add,
                list=self.list,
                pause=self.pause,
                resume=self.resume,
                remove=self.remove,
                files=self.files,
            )
        ]

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=self.check)]

    async def check(self) -> Health:
        """Ask for its version, which needs a session."""
        return Health(state="ok", detail=f"qBittorrent {await self._api.version()} answers")

    async def add(self, new: NewDownload) -> str:
        """Hand something over; what is there already keeps going."""
        known = hash_of_file(new.data) if new.data else hash_of_magnet(new.url)
        tag = "" if known else f"mediad-{secrets.token_hex(4)}"
        stopped = await self._api.verb("paused", "stopped")
        form = {"rename": new.name, "category": new.category, "tags": tag, "urls": new.url}
        form |= {stopped: "true" if new.paused else "false"}
        files = {"torrents": FilePart(name="new.torrent", content=new.data)} if new.data else None
        said = await self._api.send("torrents/add", {key: value for key, value in form.items() if value}, files)
        if known:
            found = await self._seen(hashes=known)
        elif found := await self._seen(tag=tag):
            await self._api.send("torrents/deleteTags", {"tags": tag})
        if found:
            return found
        if said == "Fails.":
            raise UserError("qBittorrent does not take this.", remedy="Look whether it is a torrent or a magnet link.")
        raise Unavailable("qBittorrent has not fetched the torrent yet.", remedy="Look at its log, and add it again.")

    async def list(self) -> Sequence[Download]:
        """List everything."""
        return [_shown(each) for each in await self._api.get("torrents/info")]

    async def pause(self, uid: str) -> None:
        """Stop one."""
        await self._one(uid)
        await self._api.send(f"torrents/{await self._api.verb('pause', 'stop')}", {"hashes": uid})

    async def resume(self, uid: str) -> None:
        """Let one go on."""
        await self._one(uid)
        await self._api.send(f"torrents/{await self._api.verb('resume', 'start')}", {"hashes": uid})

    async def remove(self, uid: str, files: bool) -> None:  # noqa: FBT001  # as the SDK calls it
        """Forget one."""
        await self._one(uid)
        await self._api.send("torrents/delete", {"hashes": uid, "deleteFiles": "true" if files else "false"})

    async def files(self, uid: str) -> Sequence[DownloadFile]:
        """List what is in one."""
        await self._one(uid)
        found = await self._api.get("torrents/files", hash=uid)
        return [DownloadFile(path=each["name"], size=each["size"], progress=float(each["progress"])) for each in found]

    async def _one(self, uid: str) -> None:
        """See that it is there: qBittorrent says nothing when it is not."""
        if not uid.isalnum() or not await self._api.get("torrents/info", hashes=uid):
            raise NotFound(f"qBittorrent has no torrent {uid[:80]}.")

    async def _seen(self, **sign: str) -> str:
        """Wait until it lists what was added, which it does in its own time; "" when it does not."""
        for _ in range(_LOOKS):
            if found := await self._api.get("torrents/info", **sign):
                return str(found[0]["hash"])
            await self._clock.sleep(_PAUSE)
        return ""


def _shown(torrent: dict[str, Any]) -> Download:
    eta = int(torrent.get("eta", ENDLESS))
    return Download(
        id=torrent["hash"],
        name=torrent["name"],
        state=_STATES.get(torrent["state"], "queued"),
        progress=float(torrent["progress"]),
        size=int(torrent["size"]),
        speed=int(torrent["dlspeed"]),
        eta=None if eta >= ENDLESS else eta,
        folder=torrent["save_path"],
        category=torrent["category"],
        message="its files are missing" if torrent["state"] == "missingFiles" else "",
    )


def create(context: Context, settings: Settings) -> QBittorrent:
    """Make the plugin."""
    return QBittorrent(context, settings)
