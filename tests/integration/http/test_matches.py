"""Metadata providers over the API: what a work is taken for, what it may be, and what people say to that."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from contract.elsewhere import Elsewhere
from integration.http.whole import whole

from mediad_sdk.errors import AuthError, Unavailable

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from engines import Database
    from integration.http.whole import Whole


@pytest.fixture
def elsewhere() -> Elsewhere:
    made = Elsewhere()
    made.has("7", "Toy 01", 1999, en={"overview": "A plot."})
    made.has("8", "Toy 02", 1999)
    return made


@pytest.fixture
async def own(database: Database, elsewhere: Elsewhere) -> AsyncIterator[Whole]:
    made = [elsewhere.provider()]
    async with whole(database, providers=lambda: made) as it:
        yield it


async def first(api: Whole) -> str:
    return str((await api.get("search?q=toy+01&kind=toy"))["items"][0]["id"])


async def test_providers_are_listed_with_the_attribution_that_they_ask_for(own: Whole) -> None:
    [each] = (await own.get("providers", "guest"))["items"]
    assert each == {"id": "tmdb", "label": "TMDB", "kinds": ["toy"], "attribution": "This comes from tmdb."}


async def test_a_person_sees_candidates_chooses_one_and_says_that_it_is_none(own: Whole) -> None:
    place = f"items/{await first(own)}"
    [untried] = (await own.get(f"{place}/matches", "member"))["items"]
    assert (untried["state"], untried["attribution"]) == ("untried", "This comes from tmdb.")
    found = (await own.get(f"{place}/candidates"))["items"]
    assert (found[0]["id"], found[0]["titles"]) == ("7", ["Toy 01"])
    chosen = await own.send("POST", f"{place}/matches", json={"provider": "tmdb", "id": "8"})
    assert (chosen["state"], chosen["id"], chosen["title"]) == ("chosen", "8", "Toy 02 (1999)")
    assert (await own.get(place))["title"] == "Toy 02"
    await own.send("DELETE", f"{place}/matches?provider=tmdb", status=204)
    [dismissed] = (await own.get(f"{place}/matches"))["items"]
    assert (dismissed["state"], dismissed["id"]) == ("dismissed", "")
    assert (await own.get(place))["title"] == "Toy 01"


async def test_another_title_and_year_can_be_asked_for(own: Whole) -> None:
    found = (await own.get(f"items/{await first(own)}/candidates?query=Toy%2002&year=1999"))["items"]
    assert (found[0]["id"], found[0]["score"]) == ("8", 1.0)


async def test_what_is_not_there_or_not_known_is_refused(own: Whole) -> None:
    place = f"items/{await first(own)}"
    await own.send("POST", f"{place}/matches", json={"provider": "tmdb", "id": "99"}, status=404)
    await own.send("POST", f"{place}/matches", json={"provider": "acme", "id": "1"}, status=404)
    await own.send("DELETE", f"{place}/matches?provider=acme", status=404)
    await own.send("POST", f"{place}/matches", "member", json={"provider": "tmdb", "id": "7"}, status=403)


@pytest.mark.parametrize(("error", "status"), [(Unavailable("down", retry_after=3), 503), (AuthError("key"), 502)])
async def test_a_provider_that_is_away_is_told_with_its_reason(
    own: Whole, elsewhere: Elsewhere, error: Unavailable, status: int
) -> None:
    elsewhere.away = error
    problem = await own.get(f"items/{await first(own)}/candidates", status=status)
    assert problem["detail"] == str(error)


async def test_looking_up_is_a_job_of_who_asked_for_it(own: Whole) -> None:
    uid = await first(own)
    job = (await own.send("POST", f"items/{uid}/look-up", status=202))["job"]
    shown = await own.get(f"jobs/{job}")
    assert (shown["type"], shown["args"]) == ("metadata.look_up", {"items": [uid], "anew": True, "lift": True})
    job = (await own.send("POST", "providers/refresh", status=202))["job"]
    assert (await own.get(f"jobs/{job}"))["type"] == "metadata.refresh"
