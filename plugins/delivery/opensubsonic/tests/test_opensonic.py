"""py-opensonic, which Music Assistant plays with, against a daemon."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from libopensonic import AsyncConnection, errors

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from conftest import App


def connection(app: App, **how: Any) -> AsyncConnection:
    host, port = app.address.rsplit(":", 1)
    given = {"username": app.name, "password": app.password, **how}
    return AsyncConnection(host, port=int(port), app_name="tests", **given)


@pytest.fixture
async def server(app: App) -> AsyncIterator[AsyncConnection]:
    made = connection(app)
    yield made
    await made.cleanup()


async def album(server: AsyncConnection, title: str) -> Any:
    found = await server.search3(title, album_count=1)
    return await server.get_album(found.album[0].id)


@pytest.mark.parametrize("how", ["digest", "hex", "key", "get"])
async def test_every_way_to_sign_in_works(app: App, how: str) -> None:
    ways: dict[str, dict[str, Any]] = {
        "digest": {}, "hex": {"legacy_auth": True}, "get": {"use_get": True},
        "key": {"username": None, "password": None, "api_key": app.key},
    }  # fmt: skip
    server = connection(app, **ways[how])
    try:
        assert await server.ping()
        assert (await server.get_artists()).index
    finally:
        await server.cleanup()


async def test_the_password_of_the_account_and_a_wrong_one_are_refused(app: App) -> None:
    user = next(each for each in app.house.items("/users") if each["name"] == app.name)
    app.house.send("PUT", f"/users/{user['id']}/password", {"new": "the accounts own password"})
    for given in ("the accounts own password", "wrong"):
        server = connection(app, password=given)
        try:
            with pytest.raises(errors.CredentialError):
                await server.get_artists()
        finally:
            await server.cleanup()


async def test_a_library_is_browsed_from_artists_to_songs(server: AsyncConnection) -> None:
    artists = {artist.name: artist for index in (await server.get_artists()).index for artist in index.artist}
    assert artists["Mira Halloran"].album_count == 2
    assert "Jonas Wick" not in artists
    albums = (await server.get_artist(artists["Mira Halloran"].id)).album
    assert [each.name for each in albums] == ["Paper Lanterns", "The Long Coast"]
    songs = (await server.get_album(albums[1].id)).song
    assert [(each.disc_number, each.track, each.title) for each in songs] == [
        (1, 1, "Northbound"), (1, 2, "Harbour Lights"), (2, 1, "Southbound"), (2, 2, "Harbour Lights (demo)"),
    ]  # fmt: skip
    assert {each.album for each in songs} == {"The Long Coast"}
    assert (albums[1].song_count, albums[1].duration, albums[1].year, albums[1].genre) == (4, 16, 2019, "Folk")
    assert [(each.value, each.song_count, each.album_count) for each in await server.get_genres()] == [
        ("Ambient", 4, 1), ("Classical", 3, 1), ("Folk", 8, 2),
    ]  # fmt: skip


async def test_lists_come_in_their_order_and_by_pages(server: AsyncConnection) -> None:
    async def titles(kind: str, **given: Any) -> list[str]:
        return [each.name for each in await server.get_album_list2(kind, **given)]

    everything = ["The Long Coast", "Northern Rooms", "Paper Lanterns", "Træer"]
    assert await titles("alphabeticalByName") == everything
    assert [
        *await titles("alphabeticalByName", size=3),
        *await titles("alphabeticalByName", size=3, offset=3),
    ] == everything
    assert await titles("alphabeticalByName", size=2, offset=1) == everything[1:3]
    assert await titles("byYear", from_year=2010, to_year=2020) == ["Paper Lanterns", "The Long Coast"]
    assert await titles("byYear", from_year=2020, to_year=2010) == ["The Long Coast", "Paper Lanterns"]
    assert await titles("byYear", from_year=2000, to_year=2030, size=2, offset=1) == [
        "Paper Lanterns",
        "The Long Coast",
    ]
    assert await titles("byGenre", genre="folk") == ["Paper Lanterns", "The Long Coast"]
    assert sorted(await titles("random", size=50)) == sorted(everything)
    assert len(await server.get_random_songs(size=7)) == 7
    assert {each.genre for each in await server.get_random_songs(size=50, genre="Folk")} == {"Folk"}
    assert {each.year for each in await server.get_random_songs(size=50, from_year=2010, to_year=2014)} == {2014}


async def test_search_finds_and_no_words_find_everything_page_by_page(server: AsyncConnection) -> None:
    found = await server.search3("lanterns")
    assert [each.name for each in found.album] == ["Paper Lanterns"]
    assert "Paper Lanterns" in [each.title for each in found.song]
    seen: list[str] = []
    while songs := (await server.search3("", song_count=4, song_offset=len(seen))).song:
        seen += [each.id for each in songs]
    assert len(seen) == len(set(seen)) == 15


async def test_a_song_is_streamed_whole_and_in_ranges(server: AsyncConnection) -> None:
    song = (await album(server, "Paper Lanterns")).song[0]
    answer = await server.stream(song.id, tformat="raw")
    whole = await answer.read()
    assert answer.headers["Content-Type"] == "audio/flac"
    assert (len(whole), whole[:4]) == (song.size, b"fLaC")
    part = await server.stream(song.id, tformat="raw", byte_range="bytes=100-199")
    assert (part.status, await part.read()) == (206, whole[100:200])


@pytest.mark.parametrize(
    ("form", "begins"), [("mp3", b"ID3"), ("opus", b"OggS"), ("ogg", b"OggS"), ("flac", b"fLaC"), ("m4a", b"\0\0\0")]
)
async def test_a_song_is_converted_on_the_way(server: AsyncConnection, form: str, begins: bytes) -> None:
    song = (await album(server, "Træer" if form == "flac" else "Paper Lanterns")).song[0]
    answer = await server.stream(song.id, tformat=form, max_bit_rate=0 if form == "flac" else 64)
    body = await answer.read()
    assert body.startswith(begins)
    assert answer.headers["Content-Type"].startswith("audio/")
    assert 10_000 < len(body) < (200_000 if form == "flac" else 60_000)


async def test_a_conversion_begins_where_the_app_wants_it(server: AsyncConnection) -> None:
    song = (await album(server, "Paper Lanterns")).song[0]
    lengths = [
        len(await (await server.stream(song.id, max_bit_rate=128, tformat="mp3", time_offset=at)).read())
        for at in (0, 3)
    ]
    assert lengths[1] < lengths[0] * 0.6


async def test_a_song_that_has_few_bits_already_is_left_as_it_is(server: AsyncConnection) -> None:
    song = (await album(server, "The Long Coast")).song[0]
    answer = await server.stream(song.id, max_bit_rate=320, tformat="mp3")
    assert len(await answer.read()) == song.size


async def test_covers_come_by_their_own_id_and_by_that_of_an_album(server: AsyncConnection) -> None:
    found = await album(server, "Paper Lanterns")
    sizes = []
    for uid in (found.cover_art, found.id):
        answer = await server.get_cover_art(uid, size=100)
        sizes.append(len(await answer.read()))
        assert answer.headers["Content-Type"] in ("image/webp", "image/jpeg")
    assert sizes[0] == sizes[1]
    with pytest.raises(errors.DataNotFoundError):
        await server.get_cover_art("01a1fd4f-2686-77a6-9046-129281383a81")


async def test_a_playlist_is_made_changed_and_removed(server: AsyncConnection) -> None:
    songs = [each.id for each in (await album(server, "Paper Lanterns")).song]
    assert await server.create_playlist(name="Evening", song_ids=[songs[0], songs[1], songs[0]])
    made = await server.get_playlist((await server.get_playlists())[0].id)
    assert [each.id for each in made.entry] == [songs[0], songs[1], songs[0]]
    assert (made.song_count, made.duration, made.owner) == (3, 12, "Ada")
    await server.update_playlist(made.id, name="Night", song_indices_to_remove=[0], song_ids_to_add=[songs[3]])
    changed = await server.get_playlist(made.id)
    assert (changed.name, [each.id for each in changed.entry]) == ("Night", [songs[1], songs[0], songs[3]])
    assert [(each.name, each.song_count) for each in await server.get_playlists()] == [("Night", 3)]
    await server.delete_playlist(made.id)
    assert await server.get_playlists() == []


async def test_favourites_ratings_and_plays_are_mediads_own(app: App, server: AsyncConnection) -> None:
    found = await album(server, "Northern Rooms")
    song = found.song[1]
    await server.star(sids=[song.id], album_ids=[found.id])
    await server.set_rating(found.id, 4)
    await server.scrobble(song.id)
    starred = await server.get_starred2()
    assert [each.id for each in starred.album] == [found.id]
    assert [each.id for each in starred.song] == [song.id]
    again = await server.get_album(found.id)
    assert again.user_rating == 4
    assert (again.song[1].play_count, again.song[0].play_count) == (1, None)
    for kind in ("frequent", "recent", "highest", "starred"):
        assert [each.id for each in await server.get_album_list2(kind)] == [found.id], kind
    own = app.house.get(f"/me/items/{song.id}", app.key)
    assert (own["favourite"], own["plays"]) == (True, 1)
    await server.unstar(sids=[song.id], album_ids=[found.id])
    assert not (await server.get_starred2()).album


async def test_the_queue_and_bookmarks_move_from_one_app_to_another(app: App, server: AsyncConnection) -> None:
    songs = [each.id for each in (await album(server, "Træer")).song]
    await server.save_play_queue(songs, current=songs[1], position=1500)
    queue = await server.get_play_queue()
    assert (queue.current, queue.position, [each.id for each in queue.entry]) == (songs[1], 1500, songs)
    await server.create_bookmark(songs[2], 2000, "the good part")
    [mark] = await server.get_bookmarks()
    assert (mark.entry.id, mark.position, mark.comment) == (songs[2], 2000, "the good part")
    [progress] = app.house.get(f"/me/items/{songs[2]}", app.key)["progress"]
    assert progress["position"] == 2000
    await server.delete_bookmark(songs[2])
    assert await server.get_bookmarks() == []


async def test_others_see_neither_lists_nor_deeds_and_may_only_do_what_they_may(app: App, guest: App) -> None:
    server, own = connection(guest), connection(app)
    try:
        await own.create_playlist(name="Mine", song_ids=[])
        [made] = await own.get_playlists()
        with pytest.raises(errors.DataNotFoundError):
            await server.get_playlist(made.id)
        with pytest.raises(errors.AuthError):
            await server.create_playlist(name="Not mine", song_ids=[])
        with pytest.raises(errors.AuthError):
            await server.start_scan()
        with pytest.raises(errors.AuthError):
            await server.get_user("Ada")
        await own.delete_playlist(made.id)
    finally:
        await asyncio.gather(server.cleanup(), own.cleanup())
