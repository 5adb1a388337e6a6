"""What the provider makes of TMDB's answers, and what it asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from mediad_plugin_tmdb.certificates import age_of
from mediad_sdk import AuthError, NotFound, Unavailable
from mediad_sdk.errors import Invalid, RateLimited, Unsupported
from mediad_sdk.testing import FakeContext, FakeHttp, fake_context, load_plugin
from mediad_sdk.values.metadata import Query

if TYPE_CHECKING:
    from mediad_sdk.values.metadata import MetadataProvider

API = "https://api.themoviedb.org/3"
DAY = 86_400_000


def asked(http: FakeHttp) -> list[str]:
    return [urlsplit(each.url).path.removeprefix("/3/") for each in http.requests]


def film(title: str, year: int | None = None, **more: Any) -> Query:
    return Query(kind="film", title=title, year=year, language="de", **more)


async def test_a_search_asks_for_the_year_and_tells_every_title_of_a_hit(
    provider: MetadataProvider, http: FakeHttp
) -> None:
    found = await provider.search(film("Das Moor", 2011))
    assert [(each.id, each.titles, each.year) for each in found] == [
        ("901", ("Das Moor", "Le Marais"), 2011),
        ("902", ("Moorhuhn",), 2011),
    ]
    assert found[0].weight > found[1].weight
    assert found[0].picture == "https://image.tmdb.org/t/p/w154/marsh-de.jpg"
    query = dict(parse_qsl(urlsplit(http.requests[0].url).query))
    assert query == {"query": "Das Moor", "language": "de", "include_adult": "false", "year": "2011"}


async def test_a_year_under_which_there_is_nothing_is_left_out(provider: MetadataProvider, http: FakeHttp) -> None:
    assert [each.id for each in await provider.search(film("Das Moor", 2012))] == ["901"]
    assert asked(http) == ["search/movie", "search/movie"]


async def test_where_no_hit_is_called_so_every_title_of_the_first_is_asked_for(
    provider: MetadataProvider, http: FakeHttp
) -> None:
    [found] = await provider.search(film("La palude"))
    assert found.titles == ("Das Moor", "Le Marais", "The Marsh", "La palude")
    assert asked(http) == ["search/movie", "movie/901"]


async def test_nothing_is_a_definite_no(provider: MetadataProvider) -> None:
    assert await provider.search(film("Nothing")) == []


async def test_an_id_of_imdb_decides_and_is_told_with_the_hit(provider: MetadataProvider, http: FakeHttp) -> None:
    [found] = await provider.search(film("Anything", ids={"imdb": "tt7654321"}))
    assert (found.id, found.ids) == ("901", {"imdb": "tt7654321"})
    assert asked(http) == ["find/tt7654321"]


async def test_an_id_that_nobody_has_or_that_is_none_leaves_the_search(
    provider: MetadataProvider, http: FakeHttp
) -> None:
    for imdb in ("tt0000001", "../movie/1"):
        assert (await provider.search(film("Das Moor", 2011, ids={"imdb": imdb})))[0].id == "901"
    assert asked(http) == ["find/tt0000001", "search/movie", "search/movie"]


async def test_all_of_a_film_comes_in_one_call(provider: MetadataProvider, http: FakeHttp) -> None:
    record = await provider.fetch("film", "901", "de")
    assert asked(http) == ["movie/901"]
    told = dict(record.fields)
    assert (told["title"], told["tagline"], told["rating"]) == ("Das Moor", "Niemand kommt zurück.", 72)
    assert told["dates"] == [{"value": "2011-03-09", "use": "original"}]
    assert (told["genres"], told["countries"], told["languages"]) == (["Drama", "Krimi"], ["France"], ["fr"])
    assert {(each["scheme"], each["entity"], each["value"]) for each in told["ids"]} == {
        ("tmdb", "movie", "901"), ("imdb", "title", "tt7654321"), ("wikidata", "", "Q123456"),
    }  # fmt: skip
    assert told["collections"] == [
        {"title": "Marsh Collection", "ids": [{"scheme": "tmdb", "entity": "collection", "value": "77"}]}
    ]
    assert record.languages == {}


async def test_titles_are_told_with_their_language_and_use(provider: MetadataProvider) -> None:
    assert (await provider.fetch("film", "901", "de")).fields["titles"] == [
        {"value": "Le Marais", "use": "original", "language": "fr"},
        {"value": "Das Moor", "use": "localised", "language": "de"},
        {"value": "The Marsh", "use": "localised", "language": "en"},
        {"value": "La palude", "use": "alternative"},
    ]


async def test_people_come_with_role_character_and_id_the_first_on_the_poster_first(
    provider: MetadataProvider,
) -> None:
    told = (await provider.fetch("film", "901", "de")).fields["credits"]
    shown = [(each["role"], each["name"], each.get("character"), each["ids"][0]["value"]) for each in told]
    assert shown == [
        ("director", "Claire Aubin", None, "50"), ("writer", "Marc Oudin", None, "51"),
        ("writer", "Claire Aubin", None, "50"), ("actor", "Paul Verne", "Luc", "40"),
        ("actor", "Ida Brandt", "Jeanne", "41"), ("studio", "Studio Lune", None, "601"),
    ]  # fmt: skip


async def test_each_country_has_the_certificate_of_its_theatres_with_its_age(provider: MetadataProvider) -> None:
    assert (await provider.fetch("film", "901", "de")).fields["certificates"] == [
        {"country": "DE", "value": "12", "age": 12}, {"country": "US", "value": "PG-13", "age": 13},
        {"country": "FR", "value": "TP", "age": 0},
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("country", "value", "age"),
    [
        ("US", "R", 17), ("US", "TV-14", 14), ("US", "NR", None), ("GB", "12A", 12), ("DE", "FSK 16", 16),
        ("XX", "99", None),
    ],
)  # fmt: skip
def test_certificates_mean_what_their_boards_say(country: str, value: str, age: int | None) -> None:
    assert age_of(country, value) == age


async def test_what_is_not_translated_is_absent_or_told_as_what_it_is(provider: MetadataProvider) -> None:
    record = await provider.fetch("film", "901", "fi")
    assert record.languages == {"title": "fr"}
    assert not {"overview", "tagline"} & record.fields.keys()


async def test_pictures_of_all_languages_are_offered_but_drawings(provider: MetadataProvider, http: FakeHttp) -> None:
    found = await provider.images("film", "901")  # type: ignore[misc]  # it has one
    assert [(each.role, each.url.rpartition("/p/")[2], each.language) for each in found] == [
        ("poster", "w780/marsh-en.jpg", "en"), ("poster", "w780/marsh-de.jpg", "de"),
        ("backdrop", "w1280/marsh-back.jpg", ""), ("logo", "w500/logo.png", "de"),
    ]  # fmt: skip
    assert round(found[0].votes) == 82
    assert await provider.download(found[1].url) == b"\xff\xd8 a picture"  # type: ignore[misc]  # as above
    assert "authorization" not in http.requests[-1].headers


@pytest.mark.parametrize("url", ["https://evil.example/x.jpg", f"{API}/authentication"])
async def test_pictures_are_fetched_from_nowhere_else(provider: MetadataProvider, http: FakeHttp, url: str) -> None:
    with pytest.raises(Invalid):
        await provider.download(url)  # type: ignore[misc]  # it has one
    assert http.requests == []


async def test_changes_are_read_to_the_last_page_and_not_beyond_what_tmdb_keeps(
    provider: MetadataProvider, context: FakeContext
) -> None:
    now = context.clock.now_ms()
    assert await provider.changes(now - DAY) == ["901", "903", "904", "301"]  # type: ignore[misc]  # it has one
    with pytest.raises(Unsupported):
        await provider.changes(now - 20 * DAY)  # type: ignore[misc]  # as above


async def test_shows_are_told_as_films_are(provider: MetadataProvider) -> None:
    [found] = await provider.search(Query(kind="show", title="The Lighthouse", year=2018))
    told = (await provider.fetch("show", found.id, "en")).fields
    assert (told["title"], told["dates"][0]["value"]) == ("The Lighthouse", "2018-10-01")
    assert {"scheme": "tvdb", "entity": "series", "value": "35001"} in told["ids"]
    assert told["certificates"] == [{"country": "DE", "value": "16", "age": 16}]
    assert told["credits"][0]["role"] == "creator"


async def test_the_token_goes_into_a_header_and_the_key_into_the_query(http: FakeHttp) -> None:
    for settings, header, query in (({"token": "t"}, "Bearer t", ""), ({"api_key": "k"}, None, "k")):
        context = FakeContext(plugin="tmdb", instance="tmdb", http=http)
        plugin: Any = load_plugin("tmdb", settings=settings, context=context)
        assert (await plugin.check()).state == "ok"
        assert http.requests[-1].headers.get("authorization") == header
        assert dict(parse_qsl(urlsplit(http.requests[-1].url).query)).get("api_key", "") == query


async def test_without_a_key_nothing_is_asked_and_the_check_says_where_to_get_one() -> None:
    plugin: Any = load_plugin("tmdb", settings={}, context=fake_context("tmdb"))
    assert plugin.mediad_metadata_providers() == []
    assert "themoviedb.org" in (await plugin.check()).remedy


@pytest.mark.parametrize(
    ("status", "headers", "error"),
    [(401, {}, AuthError), (404, {}, NotFound), (429, {"Retry-After": "7"}, RateLimited), (503, {}, Unavailable)],
)
async def test_what_goes_wrong_at_tmdb_is_said_as_what_it_is(
    context: FakeContext, http: FakeHttp, status: int, headers: dict[str, str], error: type[Exception]
) -> None:
    http.answer(
        "GET", f"{API}/movie/1", status=status, headers=headers, json={"status_message": "no", "success": False}
    )
    [provider] = load_plugin("tmdb", settings={"token": "t"}, context=context).mediad_metadata_providers()  # type: ignore[attr-defined]  # ours
    with pytest.raises(error) as caught:
        await provider.fetch("film", "1", "en")
    if status == 429:
        assert caught.value.retry_after == 7  # type: ignore[attr-defined]  # of RateLimited


@pytest.mark.parametrize(
    "content", [b"<html>", b"[]", b'{"id": 1, "genres": 7, "credits": {"cast": [1]}, "vote_count": "x"}']
)
async def test_garbage_is_no_bug_of_ours(context: FakeContext, http: FakeHttp, content: bytes) -> None:
    http.answer("GET", f"{API}/movie/1", content=content)
    [provider] = load_plugin("tmdb", settings={"token": "t"}, context=context).mediad_metadata_providers()  # type: ignore[attr-defined]  # ours
    try:
        record = await provider.fetch("film", "1", "en")
    except Unavailable:
        return
    assert set(record.fields) == {"ids"}


async def test_what_is_no_id_of_tmdb_leads_nowhere(provider: MetadataProvider, http: FakeHttp) -> None:
    with pytest.raises(Unsupported):
        await provider.fetch("film", "../person/1", "en")
    assert http.requests == []
