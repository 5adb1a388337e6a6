"""What a plugin adds to another's kind is seen in items, lists and filters, and is not in the way when it is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from contract.toy_library import TOY, says, toy

from mediad.library.catalogue.catalogue import Catalogue
from mediad.library.catalogue.item import Items
from mediad.library.catalogue.renewing import Renewing
from mediad.library.kinds import KindTable
from mediad.storage.ports.browse import Browser
from mediad_sdk import Facet, Field, Sort
from mediad_sdk.errors import Invalid
from mediad_sdk.testing import FakeContext
from mediad_sdk.values.events import Event
from mediad_sdk.values.kinds import KindExtension

if TYPE_CHECKING:
    from collections.abc import Mapping

    from contract.toy_library import Disk

    from mediad_sdk import Work

SHELF = KindExtension(
    id="shelves",
    kind="toy",
    fields=(Field(name="shelves_place", search=True),),
    facets=(Facet(name="place", field="shelves_place"),),
    sorts=(Sort(name="place", by=("shelves_place", "title")),),
)


def put(title: str, place: str) -> Work:
    return toy(title, title.encode(), documents=(says(title), says(source="provider", shelves_place=place)))


@pytest.fixture
def kinds(disk: Disk) -> KindTable:
    """Return the table that the disk goes by."""
    table = KindTable([TOY], extensions=[SHELF])
    disk.catalogue, disk.items, disk.browser = Catalogue(table, disk.clock), Items(table), Browser(table.all)
    return table


async def test_the_added_field_is_shown_found_sorted_and_filtered_by(disk: Disk, kinds: KindTable) -> None:
    assert "toy" in kinds
    await disk.say("a", put("Alien", "cellar"), put("Brazil", "attic"), toy("Cube", b"Cube"))
    assert (await disk.item("toy", "alien"))["fields"]["shelves_place"] == "cellar"
    assert await disk.titles("toy", facet=("place", "Cellar")) == ["Alien"]
    assert await disk.titles("toy", sort="place") == ["Brazil", "Alien", "Cube"]
    assert await disk.found("attic") == ["Brazil"]


async def test_without_the_extension_the_rest_is_as_it_was(disk: Disk, kinds: KindTable) -> None:
    await disk.say("a", put("Alien", "cellar"), put("Brazil", "attic"))
    kinds.set([TOY])
    with pytest.raises(Invalid, match="cannot be listed by"):
        await disk.titles("toy", facet=("place", "cellar"))
    assert await disk.titles("toy") == ["Alien", "Brazil"]
    assert (await disk.item("toy", "alien"))["title"] == "Alien"
    kinds.set([TOY], extensions=[SHELF])
    assert await disk.titles("toy", facet=("place", "cellar")) == ["Alien"]


class Texts(dict[str, str]):
    """Texts in memory."""

    async def get(self, key: str) -> str | None:  # type: ignore[override]  # a dict that is asked politely
        return dict.get(self, key)

    async def put(self, key: str, value: str) -> None:
        self[key] = value


class Run:
    """A run of a job that remembers its checkpoint."""

    id, attempt = "job", 1

    def __init__(self, **args: str) -> None:
        self.args = args
        self.checkpoint: Mapping[str, Any] = {}

    async def save(self, checkpoint: Mapping[str, Any]) -> None:
        self.checkpoint = checkpoint


async def test_works_that_were_there_before_an_extension_are_made_anew_once(disk: Disk, kinds: KindTable) -> None:
    renewing = Renewing(storage=disk.storage, catalogue=disk.catalogue, memory=Texts())
    kinds.set([TOY])
    assert await renewing.due() == []
    await disk.say("a", put("Alien", "cellar"), put("Brazil", "attic"))
    jobs = FakeContext().jobs
    kinds.set([TOY], extensions=[SHELF])
    assert await disk.titles("toy", facet=("place", "cellar")) == []
    await renewing.subscription(jobs).handler(Event(type="plugin.state", data={"state": "running"}))
    assert jobs.queued == [("library.renew", {"kind": "toy"})]
    run = Run(kind="toy")
    await renewing.job_type().handler(run)  # type: ignore[arg-type]  # as much of a run as is asked
    assert await disk.titles("toy", facet=("place", "cellar")) == ["Alien"]
    assert await disk.titles("toy", sort="place") == ["Brazil", "Alien"]
    assert (await renewing.due(), run.checkpoint["last"] > 0) == ([], True)
    kinds.set([TOY])
    assert await renewing.due() == []
    kinds.set([TOY], extensions=[SHELF])
    assert await renewing.due() == ["toy"]
