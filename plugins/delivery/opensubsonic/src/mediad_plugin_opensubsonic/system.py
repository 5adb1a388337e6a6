"""The server itself: that it is there, what it can, who the caller is, scans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_plugin_opensubsonic.errors import FORBIDDEN, GENERIC, Refused

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from mediad_plugin_opensubsonic.call import Call
    from mediad_plugin_opensubsonic.music import Music
    from mediad_plugin_opensubsonic.shapes import Shape
    from mediad_sdk.host import Jobs

EXTENSIONS = ("apiKeyAuthentication", "formPost", "songLyrics", "transcodeOffset")
_EVERYTHING = "*"
_NO_ROLES = ("uploadRole", "podcastRole", "jukeboxRole", "shareRole", "videoConversionRole", "commentRole")


class System:
    """Answers about the server."""

    def __init__(self, music: Music, jobs: Jobs) -> None:
        self._music = music
        self._jobs = jobs

    async def ping(self, call: Call) -> Shape:  # noqa: ARG002  # there is nothing to ask
        """Say that everything is well."""
        return {}

    async def license(self, call: Call) -> Shape:  # noqa: ARG002  # as above
        """Say that nobody has to pay."""
        return {"license": {"valid": True}}

    async def extensions(self, call: Call) -> Shape:  # noqa: ARG002  # as above
        """List what is there beyond the old protocol."""
        return {"openSubsonicExtensions": [{"name": name, "versions": [1]} for name in EXTENSIONS]}

    async def token(self, call: Call) -> Shape:
        """Say whose key it is."""
        return {"tokenInfo": {"username": call.name}}

    async def user(self, call: Call) -> Shape:
        """Show the caller."""
        if call.text("username").casefold() != call.name.casefold():
            raise Refused(FORBIDDEN, "People are shown to themselves alone.")
        return {"user": await self._user(call)}

    async def users(self, call: Call) -> Shape:
        """Show the caller, who is all that an app needs."""
        return {"users": {"user": [await self._user(call)]}}

    async def scan_status(self, call: Call) -> Shape:
        """Say whether a library is looked through just now."""
        return {"scanStatus": {"scanning": any(each["scanning"] for each in await self._music.folders(call.user))}}

    async def start_scan(self, call: Call) -> Shape:
        """Look through every library with music."""
        for each in await self._music.folders(call.user):
            await self._jobs.enqueue("library.scan", {"library": each["library"]}, owner=call.user)
        return {"scanStatus": {"scanning": True}}

    async def _user(self, call: Call) -> Shape:
        may = call.request.permissions
        everything = _EVERYTHING in may
        files = everything or "files.read" in may
        return {
            "username": call.name, "scrobblingEnabled": True, "adminRole": everything, "settingsRole": False,
            "downloadRole": files, "streamRole": files, "coverArtRole": files,
            "playlistRole": everything or "me.write" in may, **dict.fromkeys(_NO_ROLES, False),
            "folder": [each["id"] for each in await self._music.folders(call.user)],
        }  # fmt: skip


def empty(name: str) -> Callable[[Call], Awaitable[Shape]]:
    """Make what answers that there is none of something."""

    async def none(call: Call) -> Shape:  # noqa: ARG001  # as above
        return {name: {}}

    return none


async def unsupported(call: Call) -> Shape:
    """Say that the server does not do this."""
    asked = call.request.path.rpartition("/")[2].removesuffix(".view")
    raise Refused(GENERIC, f"{asked} is not supported by this server.")
