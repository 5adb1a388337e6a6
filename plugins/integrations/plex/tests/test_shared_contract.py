"""The Plex of the other tests answers what the description of Plex' API has, by the same names."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from mediad_plugin_plex.reach import Limits
from mediad_plugin_plex.server import Plex
from mediad_plugin_plex.settings import Settings
from mediad_sdk import NotFound, WatchState

yaml = pytest.importorskip("yaml")
pytestmark = pytest.mark.shared
PLACE = Path(os.environ.get("MEDIAD_SHARED", Path(__file__).resolve().parents[5] / "shared"))
CONTRACT = PLACE / "contracts/plex/plex-api-spec.yaml"
UNDESCRIBED = {"/accounts", "/:/progress", "/library/sections"}
"""What plexapi asks of every Plex, and the description, written by a community, has not, or by another name."""
BY_GET = {"/:/scrobble": "put", "/library/sections/{sectionId}/refresh": "post"}
"""What the description changes by another method, and plexapi, as Plex' own older programs do, by GET."""

SOURCE = Path(__file__).resolve().parents[1] / "src/mediad_plugin_plex"
UNWRITTEN = {
    "id",
    "path",
    "imdb",
    "counts",
    "library",
    "folders",
    "done",
    "plays",
    "fields",
    "ids",
    "media",
    "plex",
} | {"sessionKey"}
"""What is read of mediad's own values by the same words; and what plexapi reads of every session."""


@pytest.fixture(scope="module")
def paths() -> dict[str, Any]:
    """Read the paths of the description."""
    if not CONTRACT.is_file():
        pytest.skip("no contract of Plex: set MEDIAD_SHARED to run this")
    with CONTRACT.open(encoding="utf-8") as file:
        read: dict[str, Any] = yaml.load(file, yaml.CSafeLoader)["paths"]
    return read


def described(paths: dict[str, Any], asked: str) -> str:
    """Find the path of the description that fits what was asked; those without a variable go first."""
    for known in sorted(paths, key=lambda each: each.count("{")):
        if re.fullmatch(re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(known)), asked):
            return known
    return ""


def test_every_path_that_is_asked_is_described(paths: dict[str, Any], plex: Any) -> None:
    plex.watch("anna", "11")
    plex.playing = [{"key": "11", "session": "5", "user": "ben", "player": "TV", "state": "paused", "offset": 1}]
    asked = Plex(Settings.model_validate({"url": plex.url, "token": "owner-canary-5ecre7"}), Limits())
    asked.libraries(), asked.sessions(), asked.watched(0), asked.refresh(["/data/films/x"]), asked.look_everywhere()
    asked.views("anna", 0), asked.tell("anna", ["11"])
    asked.mark(WatchState(ids={"tmdb": "348"}, title="Alien", position_ms=1))
    with suppress(NotFound):
        asked.views("ben", 0)
    assert {path for _, path in plex.asked} >= UNDESCRIBED
    found = {path: described(paths, path) for _, path in plex.asked if path not in UNDESCRIBED}
    assert [path for path, known in found.items() if not known] == []
    methods = {known: {*paths[known]} & {"get", "put", "post", "delete"} for known in found.values()}
    assert [known for known, said in methods.items() if BY_GET.get(known, "get") not in said] == []
    assert [known for known in BY_GET if "get" in methods[known]] == [], "the description has it by now"


def test_what_undescribed_paths_stand_for_is_still_undescribed(paths: dict[str, Any]) -> None:
    assert [path for path in UNDESCRIBED if described(paths, path)] == []


def test_every_word_that_is_read_is_in_the_description(paths: dict[str, Any]) -> None:
    assert paths
    text = CONTRACT.read_text(encoding="utf-8")
    source = "".join(path.read_text(encoding="utf-8") for path in SOURCE.glob("*.py"))
    read = {*re.findall(r'(?:\.get|\.find|\.iter)\("(\w+)"', source)} - UNWRITTEN
    assert len(read) > 15
    assert [name for name in sorted(read) if not re.search(rf"\b{name}:", text)] == []
