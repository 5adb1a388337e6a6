"""The server as mediad asks it, against a Plex of the tests' own, and what goes wrong on the way to one."""

from __future__ import annotations

import asyncio
import inspect
import subprocess
import sys
import threading
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import requests

from mediad_plugin_plex.plugin import PlexPlugin, create
from mediad_plugin_plex.reach import Limits
from mediad_plugin_plex.server import Plex
from mediad_plugin_plex.settings import Settings
from mediad_sdk import AuthError, MediadError, NotFound, RateLimited, Unavailable, Unsupported, WatchState
from mediad_sdk.testing import PluginConformance, fake_context

if TYPE_CHECKING:
    from collections.abc import Callable

OWNER, BEN = "owner-canary-5ecre7", "ben-canary-5ecre7"
SHORT = Limits(connect=0.3, read=0.3, whole=0.4, most=1_000_000)


class TestPlex(PluginConformance):
    plugin = "plex"
    settings = {"url": "http://127.0.0.1:1", "token": "t"}  # noqa: RUF012  # as the kit names it


def settings(plex: Any, **more: Any) -> Settings:
    return Settings.model_validate({"url": plex.url, "token": OWNER, **more})


def server(plex: Any, **more: Any) -> Plex:
    return Plex(settings(plex, **more), SHORT)


def plugin(plex: Any, **more: Any) -> PlexPlugin:
    return create(fake_context("plex"), settings(plex, **more))


def test_its_libraries_are_listed_with_their_folders(plex: Any) -> None:
    films, shows, _ = server(plex).libraries()
    assert (films.id, films.name, films.type, films.paths) == ("1", "Films", "movie", ("/data/films", "/more/films"))
    assert (shows.id, shows.name, shows.type) == ("2", "Shows", "show")


def test_what_is_played_is_listed_with_ids_though_plex_tells_them_elsewhere(plex: Any) -> None:
    plex.playing = [
        {"key": "11", "session": "5", "user": "ben", "player": "TV", "state": "paused", "offset": 60_000},
        {"key": "21", "session": "6", "user": "anna", "player": "", "state": "odd", "offset": 1},
    ]
    first, second = server(plex).sessions()
    assert (first.id, first.user, first.title, first.state, first.device) == ("5", "ben", "Alien", "paused", "TV")
    assert (first.position_ms, first.duration_ms) == (60_000, 6_000_000)
    assert first.ids == {"imdb": "tt0078748", "tmdb": "348"}
    assert (second.title, second.state, second.device) == ("Lost: Pilot", "playing", "Plex Web")


def test_what_any_account_watched_is_told_since_a_time(plex: Any) -> None:
    plex.watch("anna", "11", 1_600_000_000)
    plex.watch("ben", "13", 1_650_000_000)
    plex.watch("anna", "12", 1_500_000_000)
    plex.history.append(("ben", "99", 1_660_000_000))
    gone, clip, alien = server(plex).watched(1_550_000_000_000)
    assert (alien.user, alien.watched, alien.at, alien.title) == ("anna", True, 1_600_000_000_000, "Alien")
    path = "/data/films/Alien (1979)/Alien.mkv"
    assert alien.ids == {"plex": "11", "imdb": "tt0078748", "tmdb": "348", "path": path}
    assert (clip.user, clip.ids["path"]) == ("ben", "/more/films/Clip/clip.mkv")
    assert (gone.user, gone.title, gone.ids) == ("ben", "Gone", {"plex": "99"})


def test_a_long_history_is_read_page_by_page(plex: Any) -> None:
    plex.history = [("anna", "11", 1_600_000_000 + number) for number in range(450)]
    assert len({each.at for each in server(plex).watched(0)}) == 450
    assert [path for _, path in plex.asked].count("/status/sessions/history/all") == 3


def test_an_item_that_is_gone_costs_the_others_nothing(plex: Any) -> None:
    plex.films = plex.films[:1]
    plex.watch("anna", "11", 1_600_000_000)
    plex.history.append(("anna", "12", 1_600_000_001))
    assert [each.ids.get("imdb") for each in server(plex).watched(0)] == [None, "tt0078748"]


@pytest.mark.parametrize(
    ("ids", "title", "key"),
    [
        ({"imdb": "tt0078748"}, "Alien", "11"),
        ({"tmdb": "68"}, "Brasilien", "12"),
        ({"path": "/more/films/Clip/clip.mkv"}, "", "13"),
        ({"tvdb": "127131"}, "Pilot", "21"),
        ({"plex": "12", "imdb": "tt0078748"}, "Alien", "12"),
    ],
)
def test_a_work_is_marked_by_its_ids_or_its_file(plex: Any, ids: dict[str, str], title: str, key: str) -> None:
    server(plex).mark(WatchState(ids=ids, title=title, watched=True))
    assert {name: view.count for name, view in plex.views.items()} == {("anna", key): 1}


def test_a_place_is_kept_without_marking_the_work(plex: Any) -> None:
    server(plex).mark(WatchState(ids={"tmdb": "348"}, title="Alien", position_ms=90_000))
    view = plex.view("anna", "11")
    assert (view.count, view.offset) == (0, 90_000)


def test_an_account_is_marked_by_its_own_token_or_not_at_all(plex: Any) -> None:
    state = WatchState(ids={"tmdb": "348"}, user="ben", watched=True)
    with pytest.raises(Unsupported) as refused:
        server(plex).mark(state)
    assert "tokens" in refused.value.remedy
    server(plex, tokens={"ben": BEN}).mark(state)
    assert [*plex.views] == [("ben", "11")]
    server(plex).mark(WatchState(ids={"tmdb": "348"}, user="anna", watched=True))
    assert plex.view("anna", "11").count == 1


def test_a_work_that_plex_lacks_is_not_found(plex: Any) -> None:
    for ids in ({"imdb": "tt9999999"}, {}, {"tmdb": "999", "path": "/data/films/Alien (1979)/Alien.mkv"}):
        with pytest.raises(NotFound):
            server(plex).mark(WatchState(ids=ids, title="Alien", watched=True))
    assert plex.views == {}


def test_an_item_that_went_meanwhile_keeps_no_other_from_being_told(plex: Any) -> None:
    server(plex).tell("anna", ["999", "11"])
    assert [*plex.views] == [("anna", "11")]


def test_a_changed_path_is_looked_at_in_the_library_that_holds_it(plex: Any) -> None:
    paths = ["/srv/media/films/Alien (1979)", "/srv/media/films/Alien (1979)/Extras", "/data/shows/Lost"]
    server(plex, paths={"/srv/media": "/data", "/srv": "/wrong"}).refresh(paths)
    assert plex.looked == [(1, "/data/films/Alien (1979)"), (2, "/data/shows/Lost")]


def test_of_a_file_its_folder_is_looked_at(plex: Any) -> None:
    plex.sections[1] = ("movie", "Films", ("D:\\Films",))
    asked = server(plex, paths={"/srv/films": "D:\\Films"})
    asked.refresh(["/srv/films/Alien (1979)/Alien.mkv", "/data/shows/Lost/s01e01.mkv"])
    assert plex.looked == [(1, "D:\\Films\\Alien (1979)"), (2, "/data/shows/Lost")]


def test_a_path_that_no_library_holds_is_told_after_the_others_are_done(plex: Any) -> None:
    with pytest.raises(NotFound, match="/data/filmsy/x"):
        server(plex).refresh(["/data/filmsy/x", "/data/films"])
    assert plex.looked == [(1, "/data/films")]


def test_very_many_folders_are_looked_at_as_a_whole(plex: Any) -> None:
    server(plex).refresh([f"/more/films/{number}" for number in range(51)])
    assert plex.looked == [(1, "/more/films")]


def failure(call: Callable[[], Any]) -> Any:
    """Give the error of the SDK that a call raises; None when it succeeds."""
    try:
        call()
    except MediadError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("slow", Unavailable),
        ("gone", Unavailable),
        ("garbage", Unavailable),
        ("empty", Unavailable),
        ("elsewhere", Unavailable),
        ("drip", Unavailable),
        ("endless", Unavailable),
        (401, AuthError),
        (403, AuthError),
        (404, NotFound),
        (429, RateLimited),
        (500, Unavailable),
        (599, Unavailable),
    ],
)
@pytest.mark.parametrize("sound", [0, 1, 2])
def test_what_goes_wrong_is_told_as_what_it_is_and_in_time(plex: Any, fault: Any, expected: Any, sound: int) -> None:
    asked = server(plex)
    calls = [asked.libraries, asked.sessions, lambda: asked.refresh(["/data/films"]), lambda: asked.watched(0)]
    mark = WatchState(ids={"imdb": "tt0078748"}, title="Alien", watched=True)
    for call in [*calls, lambda: asked.mark(mark)]:
        plex.fault, plex.sound, before = fault, sound, len(plex.asked)
        began = time.monotonic()
        error = failure(call)
        if len(plex.asked) - before > sound and fault != "empty":
            assert isinstance(error, expected)
            assert OWNER not in f"{error!r} {error.remedy} {error.__cause__!r}"
        assert time.monotonic() - began < 1.5
        assert "/stolen" not in {path for _, path in plex.asked}


@pytest.mark.parametrize(
    ("fault", "why"), [("slow", "answer in time"), ("drip", "to an end in time"), ("endless", "without an end")]
)
def test_an_answer_is_waited_for_so_long_and_read_so_far(plex: Any, fault: str, why: str) -> None:
    plex.fault = fault
    limits = replace(SHORT, whole=30) if fault == "endless" else SHORT
    with pytest.raises(Unavailable, match=why):
        Plex(settings(plex), limits).version()


def test_a_root_that_is_not_one_of_plex_is_told(plex: Any) -> None:
    plex.fault, plex.sound = "other", 1
    with pytest.raises(Unavailable, match="nothing"):
        server(plex).sessions()


async def test_the_check_tells_the_version_or_that_the_token_is_wrong(plex: Any) -> None:
    health = plugin(plex).check()
    assert (health.state, health.detail) == ("ok", "Plex 1.41.0.1 answers")
    with pytest.raises(AuthError) as refused:
        plugin(plex, token="canary-wrong").check()
    assert "canary" not in f"{refused.value!r}{refused.value.remedy}{refused.value.__cause__!r}"


def test_who_is_not_there_is_unavailable(plex: Any) -> None:
    with pytest.raises(Unavailable) as away:
        Plex(settings(plex, url="http://127.0.0.1:1"), SHORT).version()
    assert isinstance(away.value.__cause__, requests.ConnectionError)
    assert away.value.remedy


def test_plex_is_told_that_it_is_mediad_and_nothing_of_the_machine(plex: Any) -> None:
    heard: list[Any] = []
    sent = requests.Session.send

    class Ear(requests.Session):
        def send(self, request: Any, **more: Any) -> Any:
            heard.append(request)
            return sent(self, request, **more)

    from mediad_plugin_plex import line  # noqa: PLC0415  # as the plugin does

    with Ear() as ear, line.Line(SHORT) as tried:
        tried.mount("http://", ear.get_adapter("http://"))
        tried.send = ear.send  # type: ignore[method-assign]  # a look at what goes out
        tried.request("GET", f"{plex.url}/", headers={"X-Plex-Client-Identifier": "0xmac", "X-Plex-Token": OWNER})
    assert heard[0].headers["X-Plex-Client-Identifier"] == "mediad"
    assert OWNER not in heard[0].url


def test_every_function_of_the_server_runs_in_a_thread(plex: Any) -> None:
    [declared] = plugin(plex).mediad_media_servers()
    named = [declared.libraries, declared.refresh, declared.sessions, declared.watched, declared.mark]
    assert not any(inspect.iscoroutinefunction(each) for each in named)


def test_nothing_heavy_is_imported_before_plex_is_asked() -> None:
    code = "import sys, mediad_plugin_plex.plugin; print({'plexapi', 'requests', 'urllib3'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


async def test_the_loop_goes_on_while_plex_is_slow(plex: Any) -> None:
    plex.fault, before = "slow", threading.active_count()
    asked = asyncio.create_task(asyncio.to_thread(server(plex).sessions))
    worst, last = 0.0, time.monotonic()
    while not asked.done():
        await asyncio.sleep(0.005)
        worst, last = max(worst, time.monotonic() - last), time.monotonic()
    with pytest.raises(Unavailable):
        await asked
    assert worst < 0.75, "half of what one answer takes, on however busy a machine"
    assert threading.active_count() < before + 10
