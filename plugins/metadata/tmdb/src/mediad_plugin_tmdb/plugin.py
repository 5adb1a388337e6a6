"""The metadata provider, and the check whether TMDB takes the key."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from mediad_plugin_tmdb.api import HOUR, Api, number, rows
from mediad_plugin_tmdb.records import MOVIE, TV, Entity, candidate, images, record
from mediad_sdk.errors import Unsupported
from mediad_sdk.hooks import hookimpl
from mediad_sdk.text import match_key
from mediad_sdk.values.health import Health, HealthCheck
from mediad_sdk.values.metadata import MetadataProvider

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_plugin_tmdb.settings import Settings
    from mediad_sdk.host import Context
    from mediad_sdk.values.metadata import Candidate, Image, Query, Record

ATTRIBUTION = "This product uses the TMDB API but is not endorsed or certified by TMDB."
"""As the terms of its API want it (section 3, attribution)."""
ENTITIES = {"film": MOVIE, "show": TV}
_YEARS = {"movie": "year", "tv": "first_air_date_year"}
_CLOSER = 3
"""Hits whose every title is asked for where none is called as the work is."""
_IMDB = re.compile(r"tt\d{5,12}", re.ASCII)
_DAYS, _PAGES = 14, 200
"""How far back, and how long a list of changes is read."""


class Tmdb:
    """Brings the provider."""

    def __init__(self, context: Context, settings: Settings) -> None:
        self._clock = context.clock
        self._settings = settings
        self._api = Api(context.http, settings)

    @hookimpl
    def mediad_metadata_providers(self) -> Sequence[MetadataProvider]:
        """Declare the provider; without a key there is none."""
        if not self._settings.has_key:
            return []
        return [
            MetadataProvider(
                id="tmdb", label="The Movie Database", kinds=tuple(ENTITIES), search=self.search, fetch=self.fetch,
                images=self.images, download=self._api.download, changes=self.changes, attribution=ATTRIBUTION,
            )
        ]  # fmt: skip

    @hookimpl
    def mediad_health_checks(self) -> Sequence[HealthCheck]:
        """Declare the test of the settings."""
        return [HealthCheck(id="connection", check=self.check)]

    async def check(self) -> Health:
        """Ask whether the key is taken."""
        if not self._settings.has_key:
            remedy = "Set token (or api_key); themoviedb.org gives both for nothing, under Settings, API."
            return Health(state="ok", detail="No key is set, so nothing is looked up", remedy=remedy)
        await self._api.get("authentication")
        return Health(state="ok", detail="TMDB takes the key")

    async def search(self, query: Query) -> Sequence[Candidate]:
        """Find works: by an id of IMDb's, or by title and year, then by title alone."""
        entity = ENTITIES[query.kind]
        if (imdb := query.ids.get("imdb", "")) and _IMDB.fullmatch(imdb):
            said = await self._api.get(f"find/{imdb}", cache=HOUR, external_source="imdb_id", language=query.language)
            if found := rows(said, f"{entity.name}_results"):
                return [candidate(each, self._api.picture, imdb=imdb) for each in found]
        hits = await self._hits(entity, query, query.year)
        if query.year and not _is_called(hits, query):
            hits |= await self._hits(entity, query, None)
        if not _is_called(hits, query):
            for each in list(hits)[:_CLOSER]:
                hits[each] = candidate(await self._whole(entity, each, query.language), self._api.picture)
        return list(hits.values())

    async def fetch(self, kind: str, id_: str, language: str) -> Record:
        """Tell all of one work: details, people, certificates, ids and titles come in one answer."""
        entity = ENTITIES[kind]
        return record(entity, await self._whole(entity, id_, language), language)

    async def images(self, kind: str, id_: str) -> Sequence[Image]:
        """Give the pictures of one work, of all languages and of none."""
        said = await self._api.get(f"{ENTITIES[kind].name}/{_number(id_)}/images", cache=HOUR)
        return list(images(said, self._api.picture))

    async def changes(self, since: int) -> Sequence[str]:
        """Give what changed; TMDB keeps a fortnight."""
        now = self._clock.now_ms()
        days = [dt.datetime.fromtimestamp(each / 1000, dt.UTC).date() for each in (since, now)]
        if days[1] - days[0] > dt.timedelta(days=_DAYS):
            raise Unsupported(f"TMDB does not tell changes of more than {_DAYS} days.")
        found: dict[str, None] = {}
        for entity in ENTITIES.values():
            page, last = 1, 1
            while page <= last:
                said = await self._api.get(f"{entity.name}/changes", start_date=days[0], end_date=days[1], page=page)
                found.update((str(each["id"]), None) for each in rows(said, "results") if "id" in each)
                page, last = page + 1, int(number(said, "total_pages"))
                if last > _PAGES:
                    raise Unsupported("Too much changed at TMDB.")
        return list(found)

    async def _hits(self, entity: Entity, query: Query, year: int | None) -> dict[str, Candidate]:
        found = await self._api.found(
            f"search/{entity.name}", query=query.title, language=query.language, include_adult=self._settings.adult,
            **{_YEARS[entity.name]: year},
        )  # fmt: skip
        return {str(each["id"]): candidate(each, self._api.picture) for each in found if "id" in each}

    async def _whole(self, entity: Entity, id_: str, language: str) -> Mapping[str, Any]:
        more = ",".join(entity.more)
        path = f"{entity.name}/{_number(id_)}"
        return {"id": id_, **await self._api.get(path, cache=HOUR, language=language, append_to_response=more)}


def _is_called(hits: Mapping[str, Candidate], query: Query) -> bool:
    return any(match_key(title) == match_key(query.title) for each in hits.values() for title in each.titles)


def _number(id_: str) -> str:
    """Take an id that is one; anything else would lead to another address."""
    if not (id_.isdecimal() and id_.isascii()):
        raise Unsupported(f"{id_[:40]!r} is no id of TMDB.", remedy="Ids there are numbers, as 550.")
    return id_


def create(context: Context, settings: Settings) -> Tmdb:
    """Make the plugin."""
    return Tmdb(context, settings)
