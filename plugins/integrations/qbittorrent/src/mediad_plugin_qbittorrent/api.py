"""The web API of qBittorrent: https://github.com/qbittorrent/qBittorrent/wiki/WebUI-API-(qBittorrent-5.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import AuthError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_qbittorrent.settings import Settings
    from mediad_sdk.host.http import FilePart, Http, HttpAnswer

_FORBIDDEN = 403
_REMEDY = "Correct username and password (or api_key) of this plugin; qBittorrent bans an address after five failures."
STOPS = (2, 11)
"""From this version of the API on, pausing is called stopping."""


class Api:
    """Calls qBittorrent, signed in; a session that ended is begun anew, once a call."""

    def __init__(self, http: Http, settings: Settings) -> None:
        base = str(settings.url).rstrip("/")
        key = settings.api_key.get_secret_value()
        self._settings = settings
        self._keyed = bool(key)
        self._http = http.to(f"{base}/api/v2", headers={"referer": base}, auth=key, cookies=True)
        self._stops: bool | None = None

    async def get(self, method: str, **params: Any) -> Any:
        """Ask for something; gives its JSON."""
        return (await self._call("GET", method, params=params)).json()

    async def send(self, method: str, data: Mapping[str, Any], files: Mapping[str, FilePart] | None = None) -> str:
        """Change something; gives what qBittorrent says to it."""
        return (await self._call("POST", method, data=data, **({"files": files} if files else {}))).text.strip()

    async def version(self) -> str:
        """Give the version of qBittorrent."""
        return (await self._call("GET", "app/version")).text.strip()

    async def verb(self, old: str, new: str) -> str:
        """Give the name of a method that version 5 renamed."""
        if self._stops is None:
            told = (await self._call("GET", "app/webapiVersion")).text.strip()
            self._stops = tuple(int(part) for part in told.split(".")[:2] if part.isdigit()) >= STOPS
        return new if self._stops else old

    async def _call(self, verb: str, method: str, **options: Any) -> HttpAnswer:
        answer = await self._http.request(verb, method, expect=(_FORBIDDEN,), **options)
        if answer.status != _FORBIDDEN:
            return answer
        if not self._keyed:
            await self._sign_in()
            answer = await self._http.request(verb, method, expect=(_FORBIDDEN,), **options)
        if answer.status == _FORBIDDEN:
            raise AuthError("qBittorrent does not let us in.", remedy=_REMEDY)
        return answer

    async def _sign_in(self) -> None:
        known = {"username": self._settings.username, "password": self._settings.password.get_secret_value()}
        answer = await self._http.post("auth/login", data=known, expect=(_FORBIDDEN,))
        if answer.status == _FORBIDDEN:
            raise AuthError("qBittorrent bans our address after too many failures.", remedy=_REMEDY)
        if answer.text.strip() == "Fails.":
            raise AuthError("qBittorrent refused the name or the password.", remedy=_REMEDY)
