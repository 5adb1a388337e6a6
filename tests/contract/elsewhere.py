"""A catalogue elsewhere, made of a few works, with what it was asked; it can be away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mediad_sdk.errors import MediadError, NotFound
from mediad_sdk.values.metadata import Candidate, Image, MetadataProvider, Query, Record


@dataclass
class Elsewhere:
    """One provider; `works` by id, each with fields by language: `{"": {...}, "de": {...}}`.

    Where it is `away`, it still answers so often, and then fails so often.
    """

    id: str = "tmdb"
    works: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    pictures: dict[str, list[Image]] = field(default_factory=dict)
    changed: list[str] | None = None
    away: MediadError | None = None
    fails: int = 10**9
    answers: int = 0
    asked: list[tuple[str, ...]] = field(default_factory=list)
    weights: dict[str, float] = field(default_factory=dict)

    def has(self, id_: str, title: str, year: int | None = None, **languages: Mapping[str, Any]) -> None:
        """Add a work; what is said by keyword is said in that language."""
        dates = {"dates": [{"value": str(year), "use": "original"}]} if year else {}
        plain = {"title": title, **dates, "ids": [{"scheme": self.id, "entity": "movie", "value": id_}]}
        self.works[id_] = {"": plain, **{language: dict(each) for language, each in languages.items()}}

    def provider(self, **more: Any) -> MetadataProvider:
        """Give it as a plugin declares it."""
        return MetadataProvider(
            id=self.id, label=self.id.upper(), kinds=("toy",), search=self.search, fetch=self.fetch,
            attribution=f"This comes from {self.id}.", **{"images": self.images, "download": self.download, **more},
        )  # fmt: skip

    def _note(self, *call: str) -> None:
        self.asked.append(call)
        self.answers -= 1
        if self.away and self.fails > 0 and self.answers < 0:
            self.fails -= 1
            raise self.away

    async def search(self, query: Query) -> Sequence[Candidate]:
        self._note("search", query.title)
        found = []
        for id_, told in self.works.items():
            year = told[""].get("dates")
            titles = tuple(dict.fromkeys(each["title"] for each in told.values() if "title" in each))
            ids = {each["scheme"]: each["value"] for each in told[""]["ids"]}
            weight = self.weights.get(id_, 0.0)
            found.append(
                Candidate(id=id_, titles=titles, year=int(year[0]["value"]) if year else None, ids=ids, weight=weight)
            )
        return found

    async def fetch(self, kind: str, id_: str, language: str) -> Record:
        self._note("fetch", id_, language)
        if id_ not in self.works:
            raise NotFound(f"There is no {id_}.")
        return Record(fields={**self.works[id_][""], **self.works[id_].get(language, {})})

    async def images(self, kind: str, id_: str) -> Sequence[Image]:
        self._note("images", id_)
        return self.pictures.get(id_, [])

    async def download(self, url: str) -> bytes:
        self._note("download", url)
        return url.encode()

    async def changes(self, since: int) -> Sequence[str]:
        self._note("changes", str(since))
        return self.changed or []
