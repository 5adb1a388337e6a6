"""Feeds of every dialect come out as one kind of values; hostile ones end."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from mediad_plugin_podcasts import feed, texts, told
from mediad_plugin_podcasts.errors import BadFeed

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"
 xmlns:podcast="https://podcastindex.org/namespace/1.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel>
  <title>Notes from the Pier</title><link>https://example.org</link><language>en</language>
  <description>Slow &lt;b&gt;talk&lt;/b&gt; about water.</description>
  <itunes:author>Ines Valder</itunes:author><itunes:type>serial</itunes:type><itunes:explicit>no</itunes:explicit>
  <itunes:category text="Society &amp; Culture"><itunes:category text="Places"/></itunes:category>
  <podcast:guid>7a6b1c0e</podcast:guid><itunes:image href="https://example.org/a.jpg?token=s3cret"/>
  <podcast:person role="Host">Ines Valder</podcast:person>
  <item>
    <title>Low Water</title><itunes:title>Low</itunes:title><guid isPermaLink="false">pier-1</guid>
    <pubDate>Tue, 02 Jan 2024 07:00:00 +0100</pubDate>
    <enclosure url="https://cdn.example.org/1.mp3?token=s3cret" length="123" type="audio/mpeg"/>
    <itunes:duration>1:02:03</itunes:duration><itunes:season>2</itunes:season><itunes:episode>7</itunes:episode>
    <itunes:episodeType>bonus</itunes:episodeType>
    <description>Short.</description>
    <content:encoded><![CDATA[<p>Long one.</p><p>Two lines &amp; more.</p>]]></content:encoded>
    <podcast:chapters url="https://example.org/c.json" type="application/json+chapters"/>
    <podcast:transcript url="https://example.org/t.vtt" type="text/vtt"/>
    <podcast:person role="guest">Tomas Okoro</podcast:person>
  </item>
  <item><title>No guid</title><pubDate>Mon, 01 Jan 2024 07:00:00 GMT</pubDate>
    <enclosure url="https://cdn.example.org/0.mp3" length="x" type="audio/mpeg"/></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Tides</title><subtitle>Of water</subtitle>
<entry><title>First</title><id>urn:1</id><updated>2024-05-01T10:00:00Z</updated><published>2024-04-30T10:00:00+02:00</published>
<link rel="alternate" href="https://example.org/1"/><summary>Text</summary>
<link rel="enclosure" type="audio/mp4" href="https://example.org/1.m4a" length="9"/></entry></feed>"""


def test_rss_with_itunes_and_podcast_elements() -> None:
    found = feed.read(RSS.encode())
    assert (found.title, found.guid, found.author, found.language, found.serial) == (
        "Notes from the Pier",
        "7a6b1c0e",
        "Ines Valder",
        "en",
        True,
    )
    assert found.genres == ["Society & Culture"]
    assert found.overview == "Slow talk about water."
    first, second = found.episodes
    assert (first.guid, first.title, first.date, first.duration_ms) == (
        "pier-1",
        "Low Water",
        "2024-01-02T06:00:00Z",
        3_723_000,
    )
    assert (first.season, first.number, first.kind, first.size) == (2, 7, "bonus", 123)
    assert first.overview == "Long one.\nTwo lines & more."
    assert first.people == [("Tomas Okoro", "guest")]
    assert (first.chapters, first.transcripts) == ("https://example.org/c.json", ["https://example.org/t.vtt"])
    assert second.guid == "No guid|2024-01-01T07:00:00Z"


def test_atom_with_its_links() -> None:
    found = feed.read(ATOM.encode())
    [episode] = found.episodes
    assert (found.title, found.overview) == ("Tides", "Of water")
    assert (episode.guid, episode.date, episode.url, episode.type) == (
        "urn:1",
        "2024-04-30T08:00:00Z",
        "https://example.org/1.m4a",
        "audio/mp4",
    )


def test_no_address_is_in_what_is_written_down() -> None:
    said = str(told.record(feed.read(RSS.encode())))
    assert "s3cret" not in said
    assert "://" not in said
    assert "s3cret" not in repr(feed.read(RSS.encode()))


def test_a_feed_that_breaks_off_gives_the_episodes_before() -> None:
    assert [each.guid for each in feed.read(RSS.encode()[: RSS.index("No guid")]).episodes] == ["pier-1"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body>Not found</body></html>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><rss><channel><title>&b;</title></channel></rss>',
        b"<rss>" * 100,
        b"<rss><channel>" + b"<a/>" * 1_000_001,
        b'<?xml version="1.0" encoding="nothing"?><rss/>',
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(BadFeed):
        feed.read(data)


def test_texts_lists_and_episodes_have_an_end() -> None:
    item = f"<item><title>{'t' * 5000}</title><guid>1</guid><description>{'d' * 100_000}</description></item>"
    found = feed.read(f"<rss><channel><title>x</title>{item * 50}</channel></rss>".encode())
    assert (len(found.episodes[0].title), len(found.episodes[0].overview)) == (500, 8000)
    many = feed.read(
        f"<rss><channel><title>x</title>{'<item><title>a</title></item>' * 10_050}</channel></rss>".encode()
    )
    assert len(many.episodes) == 10_000


@pytest.mark.parametrize(
    ("text", "found"),
    [("61", 61_000), ("61:01", 3_661_000), ("1:00:00", 3_600_000), ("", 0), ("soon", 0), ("9" * 5000, 0)],
)
def test_durations(text: str, found: int) -> None:
    assert texts.duration(text) == found


@pytest.mark.parametrize(
    "text", ["", "yesterday", "Tue, 99 Jan 2024 99:00:00 GMT", "0001-01-01T00:00:00+14:00", "9" * 400]
)
def test_times_that_are_none_say_nothing(text: str) -> None:
    assert texts.moment(text) == ""


def test_expressions_are_linear_in_hostile_text() -> None:
    start = time.perf_counter()
    for sign in ("<", "<br", "<br ", "&", "0:", "<a "):
        texts.plain(sign * (64 << 10))
        texts.duration(sign * (64 << 10))
    assert time.perf_counter() - start < 2


@pytest.mark.shared
def test_the_hostile_feed_of_the_collection_is_refused() -> None:
    place = (
        Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared") / "samples" / "hostile"
    )
    if not place.is_dir():
        pytest.skip("the sample collection does not lie beside the repository")
    for path in place.glob("feed-*.xml"):
        with pytest.raises(BadFeed):
            feed.read(path.read_bytes())
