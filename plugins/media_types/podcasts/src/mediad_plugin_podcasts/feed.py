"""A feed as values: RSS 2.0 and Atom, with the elements of iTunes and of the podcast namespace.

| namespace | says | source |
|---|---|---|
| RSS 2.0, Atom, `content` | title, guid, date, enclosure, texts | rssboard.org, RFC 4287 |
| `itunes` | author, image, duration, season, episode, type, explicit | podcasters.apple.com |
| `podcast` | guid, season, episode, chapters, transcript, person | github.com/Podcastindex-org/podcast-namespace |

It is read element by element. A document type ends it, nothing is expanded, and every text and list has an end.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mediad_plugin_podcasts.errors import BadFeed
from mediad_plugin_podcasts.texts import MAX_TEXT, address, count, duration, moment, plain, word, yes
from mediad_plugin_podcasts.told import Episode, Feed
from mediad_xml import BadXml, Broken, Limits, Sink, mended, utf8
from mediad_xml import read as read_xml

MAX_FEED = 32 << 20
LIMITS = Limits(size=MAX_FEED, elements=1_000_000, depth=40, text=MAX_FEED)
MAX_EPISODES = 10_000
MAX_VALUES = 50
_SPACES = {
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "https://podcastindex.org/namespace/1.0": "podcast",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md": "podcast",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://www.w3.org/2005/Atom": "",
}


def read(data: bytes) -> Feed:
    """Read a feed; the episodes are in its order, which is the newest first as a rule.

    Raises:
        BadFeed: It is none, declares a document type, or is larger than any honest one.
    """
    if len(data) > MAX_FEED:
        raise BadFeed(f"The feed is larger than {MAX_FEED >> 20} MiB.")
    feed = _read(utf8(data))
    if not feed.title and not feed.episodes:
        raise BadFeed("There is neither a title nor an episode in it.")
    return feed


def _read(text: bytes) -> Feed:
    """Read a feed, its usual faults mended; one that breaks off is the episodes that had ended until then."""
    reader = _Reader()
    try:
        try:
            read_xml(text, reader, LIMITS, namespaces=True)
        except Broken:
            reader = _Reader()
            read_xml(mended(text), reader, LIMITS, namespaces=True)
    except BadXml as error:
        if not (isinstance(error, Broken) and reader.feed.episodes):
            raise BadFeed(f"It cannot be read: {error}.") from error
    return reader.feed


class _Reader(Sink):
    """Fills a feed while its elements come by."""

    def __init__(self) -> None:
        self.feed = Feed()
        self._episode: Episode | None = None
        self._path: list[str] = []
        self._attributes: list[dict[str, str]] = []
        self._texts: list[list[str]] = []
        self._room: list[int] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        space, _, local = name.rpartition(" ")
        prefix = _SPACES.get(space, "" if not space else "other")
        self._path.append(f"{prefix}:{local}" if prefix else local)
        self._attributes.append(attributes)
        self._texts.append([])
        self._room.append(4 * MAX_TEXT)
        if local in ("item", "entry") and not prefix and self._episode is None:
            self._episode = Episode()

    def text(self, text: str) -> None:
        """Keep text, as much as any field takes."""
        if self._room and self._room[-1] > 0:
            self._texts[-1].append(text[: self._room[-1]])
            self._room[-1] -= len(text)

    def end(self, _: str) -> None:
        """Put what ended where it belongs."""
        path, name = self._path, self._path.pop()
        text = "".join(self._texts.pop()).strip()
        attributes = self._attributes.pop()
        self._room.pop()
        if name in ("item", "entry") and self._episode is not None and path[-1:] != [name]:
            self._finish(self._episode)
            self._episode = None
        elif self._episode is not None:
            _EPISODE.get(name, _nothing)(self._episode, text, attributes)
        elif path[-1:] == ["image"] and name == "url":
            self.feed.image = self.feed.image or address(text)
        elif path[-1:] in (["channel"], ["feed"]):
            _FEED.get(name, _nothing)(self.feed, text, attributes)

    def _finish(self, episode: Episode) -> None:
        episode.guid = episode.guid or f"{episode.title}|{episode.date}"
        if len(self.feed.episodes) < MAX_EPISODES and (episode.title or episode.url):
            self.feed.episodes.append(episode)


Set = Callable[[Any, str, dict[str, str]], None]


def _nothing(_: Any, __: str, ___: dict[str, str]) -> None:
    """Leave out what nobody asks for."""


def _first(name: str, make: Callable[[str], Any]) -> Set:
    """Take the first that says something."""

    def put(to: Any, text: str, _: dict[str, str]) -> None:
        if not getattr(to, name):
            setattr(to, name, make(text))

    return put


def _longest(to: Any, text: str, _: dict[str, str]) -> None:
    found = plain(text)
    to.overview = found if len(found) > len(to.overview) else to.overview


def _enclosure(to: Episode, _: str, said: dict[str, str]) -> None:
    if not to.url:
        to.url, to.type = address(said.get("url", "")), word(said.get("type", ""))
        to.size = min(int(said["length"]), 1 << 40) if said.get("length", "").strip().isdecimal() else 0


def _link(to: Any, _: str, said: dict[str, str]) -> None:
    # Atom: a link with a relation
    if said.get("rel") == "enclosure" and isinstance(to, Episode):
        _enclosure(to, "", {"url": said.get("href", ""), **said})


def _image(to: Any, _: str, said: dict[str, str]) -> None:
    to.image = address(said.get("href", "")) or to.image


def _person(to: Any, text: str, said: dict[str, str]) -> None:
    person = (word(text), word(said.get("role", "host")).lower() or "host")
    if person[0] and person not in to.people and len(to.people) < MAX_VALUES:
        to.people.append(person)


def _category(to: Feed, _: str, said: dict[str, str]) -> None:
    name = word(said.get("text", ""))
    if name and name not in to.genres and len(to.genres) < MAX_VALUES:
        to.genres.append(name)


def _transcript(to: Episode, _: str, said: dict[str, str]) -> None:
    if (url := address(said.get("url", ""))) and len(to.transcripts) < MAX_VALUES:
        to.transcripts.append(url)


def _chapters(to: Episode, _: str, said: dict[str, str]) -> None:
    to.chapters = address(said.get("url", ""))


def _published(to: Episode, text: str, _: dict[str, str]) -> None:
    # Atom: it stands for the date whatever stood in front of it
    to.date = moment(text) or to.date


def _kind(to: Episode, text: str, _: dict[str, str]) -> None:
    to.kind = text.lower() if text.lower() in ("trailer", "bonus") else "full"


def _serial(to: Feed, text: str, _: dict[str, str]) -> None:
    to.serial = text.lower() == "serial"


_BOTH: dict[str, Set] = {
    "title": _first("title", word), "itunes:title": _first("title", word), "description": _longest,
    "itunes:summary": _longest, "summary": _longest, "content:encoded": _longest, "content": _longest,
    "itunes:image": _image, "itunes:explicit": _first("explicit", yes), "podcast:person": _person,
}  # fmt: skip  # a table
_EPISODE: dict[str, Set] = {
    **_BOTH,
    "guid": _first("guid", word), "id": _first("guid", word), "pubDate": _first("date", moment),
    "published": _published, "updated": _first("date", moment), "dc:date": _first("date", moment),
    "enclosure": _enclosure, "link": _link, "itunes:duration": _first("duration_ms", duration),
    "itunes:season": _first("season", count), "podcast:season": _first("season", count),
    "itunes:episode": _first("number", count), "podcast:episode": _first("number", count),
    "itunes:episodeType": _kind, "podcast:chapters": _chapters, "podcast:transcript": _transcript,
}  # fmt: skip
_FEED: dict[str, Set] = {
    **_BOTH,
    "subtitle": _longest, "podcast:guid": _first("guid", word), "language": _first("language", word),
    "itunes:author": _first("author", word), "dc:creator": _first("author", word), "itunes:category": _category,
    "itunes:type": _serial, "itunes:new-feed-url": _first("moved", address), "logo": _first("image", address),
    "ttl": _first("ttl", count),
}  # fmt: skip
