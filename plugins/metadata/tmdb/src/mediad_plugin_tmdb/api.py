"""Calls TMDB, version 3 of its API: https://developer.themoviedb.org/reference."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.errors import Unavailable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mediad_plugin_tmdb.settings import Settings
    from mediad_sdk.host.http import Http

RATE = (20, 1.0)
"""Calls in seconds; TMDB asks to stay below some forty a second."""
HOUR = 3600.0
_LARGEST = 32 << 20


class Api:
    """Asks for JSON and pictures."""

    def __init__(self, http: Http, settings: Settings) -> None:
        key = settings.api_key.get_secret_value()
        token = settings.token.get_secret_value()
        self._key = {} if token else {"api_key": key}
        self._http = http.to(str(settings.url), auth=token, rate=RATE)
        self._pictures = http.to(str(settings.pictures), rate=RATE)
        self._base = str(settings.pictures).rstrip("/")

    async def get(self, path: str, *, cache: float = 0, **params: Any) -> Mapping[str, Any]:
        """Ask for an object."""
        said = (await self._http.get(path, params={**params, **self._key}, cache=cache)).json()
        if not isinstance(said, dict):
            raise Unavailable(
                "TMDB answered with something else than it should.", remedy="Look at the address in `url`."
            )
        return said

    async def found(self, path: str, **params: Any) -> list[Mapping[str, Any]]:
        """Ask for the first page of a list."""
        return rows(await self.get(path, cache=HOUR, **params), "results")

    def picture(self, size: str, path: str) -> str:
        """Give the address of a picture in a size."""
        return f"{self._base}/{size}{path}"

    async def download(self, url: str) -> bytes:
        """Fetch a picture by its address."""
        return (await self._pictures.get(url, limit=_LARGEST)).content


def rows(said: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Give the objects of a list in an answer, whatever it holds."""
    value = said.get(name)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def part(said: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Give an object in an answer; an empty one where there is none."""
    value = said.get(name)
    return value if isinstance(value, dict) else {}


def number(said: Mapping[str, Any], name: str) -> float:
    """Give a number in an answer, 0 where there is none."""
    value = said.get(name)
    return float(value) if isinstance(value, (int, float)) else 0.0


def text(said: Mapping[str, Any], *names: str) -> str:
    """Give the first text of these names that says anything."""
    return next((value for name in names if isinstance(value := said.get(name), str) and value.strip()), "")
