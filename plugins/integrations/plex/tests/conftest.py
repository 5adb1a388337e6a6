"""A Plex to talk with, and the person who does things here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from plex_server import FakePlex, Film, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def plex() -> Iterator[FakePlex]:
    """Give a running Plex with three films and an episode."""
    films = [
        Film("11", "Alien", "/data/films/Alien (1979)/Alien.mkv", ("imdb://tt0078748", "tmdb://348")),
        Film("12", "Brazil", "/data/films/Brazil (1985)/Brazil.mkv", ("tmdb://68",)),
        Film("13", "Clip", "/more/films/Clip/clip.mkv"),
    ]
    episodes = [Film("21", "Pilot", "/data/shows/Lost/s01e01.mkv", ("tvdb://127131",), show="Lost")]
    with serving(FakePlex(films=films, episodes=episodes)) as running:
        yield running
