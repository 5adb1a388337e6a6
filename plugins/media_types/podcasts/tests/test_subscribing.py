"""Feeds are asked politely, episodes are fetched whole, addresses stay secret."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.errors import NotFound, PluginFault, Unavailable, UserError
from mediad_sdk.testing import FakeJobRun, fake_context, load_plugin

if TYPE_CHECKING:
    from pathlib import Path

FEED = "https://feeds.example.org/pier?token=s3cret"
MP3 = b"\xff\xfb\x90\x00" + bytes(5000)


def feed(*numbers: int) -> str:
    items = "".join(
        f"<item><title>Episode {number}</title><guid>g{number}</guid>"
        f"<pubDate>0{number} Jan 2024 06:00:00 GMT</pubDate>"
        f'<enclosure url="https://cdn.example.org/{number}.mp3?token=s3cret" type="audio/mpeg"/></item>'
        for number in numbers
    )
    return f"<rss><channel><title>Pier</title>{items}</channel></rss>"


class House:
    """A plugin with prepared answers, in a folder."""

    def __init__(self, folder: Path | None, **settings: Any) -> None:
        self.folder = folder
        self.context = fake_context("podcasts")
        self.http = self.context.http
        place = {"folder": str(folder)} if folder else {}
        self.plugin: Any = load_plugin("podcasts", settings={**place, **settings}, context=self.context)

    def subscribe(self) -> dict[str, Any]:
        return dict(asyncio.run(self.plugin.subscribe({"url": FEED})))

    def look(self) -> dict[str, Any]:
        asyncio.run(self.context.clock.sleep(100_000))
        return dict(asyncio.run(self.plugin.look(FakeJobRun(args={}))))

    def fetch_all(self) -> list[dict[str, Any]]:
        queued, self.context.jobs.queued[:] = list(self.context.jobs.queued), []
        return [dict(asyncio.run(self.plugin.fetch_job(FakeJobRun(args=args)))) for _, args in queued]

    def files(self) -> set[str]:
        assert self.folder is not None
        return {path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "podcasts"
    place.mkdir()
    return place


def test_a_subscription_is_written_beside_its_episodes_without_an_address(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content=feed(2, 1))
    shown = house.subscribe()
    assert (shown["title"], shown["host"]) == ("Pier", "feeds.example.org")
    assert house.files() == {"Pier/podcast.json"}
    text = (folder / "Pier" / "podcast.json").read_text()
    assert [each["guid"] for each in json.loads(text)["episodes"]] == ["g2", "g1"]
    everything = text + str(shown) + str(asyncio.run(house.plugin.list({}))) + str(house.context.log.lines)
    assert "s3cret" not in everything


def test_what_did_not_change_is_not_read_again(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content=feed(1), headers={"etag": '"7"', "last-modified": "today"}, times=1)
    house.http.answer("GET", FEED, status=304)
    house.subscribe()
    before = (folder / "Pier" / "podcast.json").stat().st_mtime_ns
    assert house.look() == {"asked": 1, "new": 0}
    assert house.http.requests[-1].headers["if-none-match"] == '"7"'
    assert house.http.requests[-1].headers["if-modified-since"] == "today"
    assert (folder / "Pier" / "podcast.json").stat().st_mtime_ns == before


def test_a_feed_that_fails_is_asked_later_and_later_and_keeps_its_reason(folder: Path) -> None:
    house = House(folder, every=900)
    house.http.answer("GET", FEED, content=feed(1), times=1)
    house.http.answer("GET", FEED, status=503, headers={"retry-after": "999999"})
    house.subscribe()
    assert house.look()["asked"] == 1
    assert house.look()["asked"] == 0  # 100,000 s later: the other side asked for more
    [shown] = asyncio.run(house.plugin.list({}))["podcasts"]
    assert shown["problem"]
    assert "s3cret" not in shown["problem"]


def test_what_is_no_feed_is_told_and_not_kept(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content="<html>Sign in</html>")
    with pytest.raises(PluginFault):
        house.subscribe()
    assert asyncio.run(house.plugin.list({})) == {"podcasts": []}
    with pytest.raises(UserError):
        asyncio.run(house.plugin.subscribe({"url": "file:///etc/passwd"}))


def test_episodes_are_fetched_by_rule_and_old_ones_let_go(folder: Path) -> None:
    house = House(folder, download="newest", newest=2, keep=2)
    house.http.answer("GET", FEED, content=feed(2, 1), times=1)
    house.http.answer("GET", FEED, content=feed(3, 2, 1))
    for number in (1, 2, 3):
        house.http.answer("GET", f"https://cdn.example.org/{number}.mp3", content=MP3)
    house.subscribe()
    house.fetch_all()
    (folder / "Pier" / "2023-01-01 - Mine.mp3").write_bytes(MP3)
    assert house.files() >= {"Pier/2024-01-01 - Episode 1.mp3", "Pier/2024-01-02 - Episode 2.mp3"}
    house.look()
    assert [each["let_go"] for each in house.fetch_all()] == [1]
    assert house.files() == {
        "Pier/podcast.json",
        "Pier/2023-01-01 - Mine.mp3",
        "Pier/2024-01-02 - Episode 2.mp3",
        "Pier/2024-01-03 - Episode 3.mp3",
    }
    said = json.loads((folder / "Pier" / "podcast.json").read_text())
    assert [each.get("file", "") for each in said["episodes"]][2] == ""


def test_an_episode_that_breaks_off_or_is_a_web_page_leaves_nothing(folder: Path) -> None:
    house = House(folder, download="all", largest=1)
    house.http.answer("GET", FEED, content=feed(2, 1))
    house.http.answer("GET", "https://cdn.example.org/1.mp3", content=bytes(2 << 20))
    house.http.answer("GET", "https://cdn.example.org/2.mp3", content="x", headers={"content-type": "text/html"})
    house.subscribe()
    for args in [args for _, args in house.context.jobs.queued]:
        with pytest.raises(PluginFault):
            asyncio.run(house.plugin.fetch_job(FakeJobRun(args=args)))
    assert house.files() == {"Pier/podcast.json"}


def test_a_folder_that_is_away_is_never_made(tmp_path: Path) -> None:
    house = House(tmp_path / "away")
    house.http.answer("GET", FEED, content=feed(1))
    with pytest.raises(Unavailable):
        house.subscribe()
    assert not (tmp_path / "away").exists()
    assert asyncio.run(house.plugin.check()).state == "down"
    assert asyncio.run(House(tmp_path).plugin.check()).state == "ok"


def test_titles_name_no_paths(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content=feed(1).replace("<title>Pier<", "<title>../../etc/pa\u202essw&#47;d<"))
    house.subscribe()
    [name] = house.files()
    assert name.count("/") == 1
    assert ".." not in name.partition("/")[0].split()


def test_a_podcast_is_named_by_its_title_and_an_episode_by_its_guid(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content=feed(2, 1))
    house.http.answer("GET", "https://cdn.example.org/2.mp3", content=MP3)
    house.subscribe()
    asyncio.run(house.plugin.fetch({"episode": "g2"}))
    house.fetch_all()
    told = asyncio.run(house.plugin.episodes({"podcast": " pier "}))
    assert told["episodes"] == [
        {"date": "2024-01-02", "title": "Episode 2", "guid": "g2", "fetched": True},
        {"date": "2024-01-01", "title": "Episode 1", "guid": "g1", "fetched": False},
    ]
    assert "s3cret" not in str(told)
    for call in (house.plugin.fetch({"episode": "g3"}), house.plugin.episodes({"podcast": "Quay"})):
        with pytest.raises(NotFound):
            asyncio.run(call)


def test_two_podcasts_of_one_title_are_named_by_their_ids(folder: Path) -> None:
    house = House(folder)
    for url in (FEED, "https://other.example.org/pier"):
        house.http.answer("GET", url, content=feed(1))
        shown = asyncio.run(house.plugin.subscribe({"url": url}))
    with pytest.raises(NotFound, match="2 podcasts are called"):
        asyncio.run(house.plugin.episodes({"podcast": "Pier"}))
    assert asyncio.run(house.plugin.episodes({"podcast": shown["id"]}))["episodes"]


def test_without_a_folder_feeds_are_known_and_nothing_is_fetched() -> None:
    house = House(None, download="all")
    house.http.answer("GET", FEED, content=feed(1))
    shown = house.subscribe()
    assert house.context.jobs.queued == []
    with pytest.raises(UserError):
        asyncio.run(house.plugin.fetch({"podcast": shown["id"], "episode": "g1"}))
    asyncio.run(house.plugin.unsubscribe({"podcast": shown["id"]}))
    assert asyncio.run(house.plugin.list({})) == {"podcasts": []}


def test_a_feed_that_wants_to_be_left_alone_is_left_alone(folder: Path) -> None:
    house = House(folder, every=900)
    patient = feed(1).replace("<title>Pier", "<ttl>2000</ttl><title>Pier")
    house.http.answer("GET", FEED, content=patient, headers={"etag": '"1"'}, times=1)
    house.http.answer("GET", FEED, status=304)
    house.subscribe()
    asyncio.run(house.context.clock.sleep(80_000))  # 2000 minutes are more than a day, which is the most
    assert asyncio.run(house.plugin.look(FakeJobRun(args={})))["asked"] == 0
    assert house.look()["asked"] == 1
    asyncio.run(house.context.clock.sleep(80_000))  # an answer that nothing is new does not forget it
    assert asyncio.run(house.plugin.look(FakeJobRun(args={})))["asked"] == 0


def test_a_folder_that_was_away_gets_its_record_when_it_is_back_and_holds_no_other_feed_up(folder: Path) -> None:
    house = House(folder)
    other = "https://feeds.example.org/other"
    house.http.answer("GET", FEED, content=feed(1), headers={"etag": '"1"'}, times=1)
    house.http.answer("GET", FEED, content=feed(2, 1), headers={"etag": '"2"'})
    house.http.answer("GET", other, content=feed(1).replace("Pier", "Quay"), times=1)
    house.http.answer("GET", other, content=feed(2).replace("Pier", "Quay"))
    house.subscribe()
    asyncio.run(house.plugin.subscribe({"url": other}))
    away = folder.rename(folder.with_name("away"))
    assert house.look() == {"asked": 2, "new": 2}
    assert all(each["problem"] for each in asyncio.run(house.plugin.list({}))["podcasts"])
    away.rename(folder)
    asyncio.run(house.context.clock.sleep(3600))
    assert asyncio.run(house.plugin.look(FakeJobRun(args={})))["asked"] == 2, "it is no feed's fault"
    assert not any(each["problem"] for each in asyncio.run(house.plugin.list({}))["podcasts"])
    said = json.loads((folder / "Pier" / "podcast.json").read_text())
    assert [each["guid"] for each in said["episodes"]] == ["g2", "g1"]


def test_an_old_episode_that_somebody_asked_for_is_kept_beside_the_newest(folder: Path) -> None:
    house = House(folder, download="newest", newest=1, keep=1)
    house.http.answer("GET", FEED, content=feed(3, 2, 1))
    for number in (1, 2, 3):
        house.http.answer("GET", f"https://cdn.example.org/{number}.mp3", content=MP3)
    house.subscribe()
    house.fetch_all()
    asyncio.run(house.plugin.fetch({"episode": "g1"}))
    assert [each["let_go"] for each in house.fetch_all()] == [0]
    assert house.files() >= {"Pier/2024-01-03 - Episode 3.mp3", "Pier/2024-01-01 - Episode 1.mp3"}


def test_an_episode_that_was_fetched_by_rule_stays_once_somebody_asks_for_it(folder: Path) -> None:
    house = House(folder, download="newest", newest=1, keep=1)
    house.http.answer("GET", FEED, content=feed(1), times=1)
    house.http.answer("GET", FEED, content=feed(2, 1))
    for number in (1, 2):
        house.http.answer("GET", f"https://cdn.example.org/{number}.mp3", content=MP3, times=1)
    house.subscribe()
    house.fetch_all()
    asyncio.run(house.plugin.fetch({"episode": "g1"}))
    house.fetch_all()
    house.look()
    assert [each["let_go"] for each in house.fetch_all()] == [0]
    assert house.files() >= {"Pier/2024-01-02 - Episode 2.mp3", "Pier/2024-01-01 - Episode 1.mp3"}


def test_a_feed_that_is_gone_for_good_is_asked_again_when_somebody_subscribes_anew(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, content=feed(1), times=1)
    house.http.answer("GET", FEED, status=410, times=1)
    house.http.answer("GET", FEED, content=feed(2, 1))
    house.subscribe()
    assert house.look()["asked"] == 1
    [shown] = asyncio.run(house.plugin.list({}))["podcasts"]
    assert "gone for good" in shown["problem"]
    assert house.look()["asked"] == 0
    assert (house.subscribe()["problem"], house.look()["asked"]) == ("", 1)


def test_hosts_that_do_not_answer_hold_up_no_other_subscription(folder: Path) -> None:
    house = House(folder)
    house.http.answer("GET", FEED, status=503, times=4)
    house.http.answer("GET", FEED, content=feed(1))
    for _ in range(4):
        with pytest.raises(UserError):
            house.subscribe()
    assert house.subscribe()["title"] == "Pier"
