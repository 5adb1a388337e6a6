"""A small podcast for demonstration and tests: its record, two episodes that were fetched, one that was not."""

from __future__ import annotations

import io
import json
import math
import struct
import wave
from typing import TYPE_CHECKING

from mediad_plugin_podcasts.told import Episode, Feed, record

if TYPE_CHECKING:
    from pathlib import Path

SHOW = "Notes from the Pier"
RATE, SECONDS = 8000, 4
EPISODES = (
    ("2024-03-01", 3, "What the Gulls Know", ""),
    ("2024-02-01", 2, "Rope, Tar, Patience", "2024-02-01 - Rope, Tar, Patience.wav"),
    ("2024-01-02", 1, "Low Water", "2024-01-02 - Low Water.wav"),
)


def samples(folder: Path) -> None:
    """Make the podcast under a folder; the same bytes each time."""
    place = folder / SHOW
    place.mkdir(parents=True, exist_ok=True)
    told = [
        Episode(
            guid=f"pier-{number}", title=title, date=f"{date}T06:00:00Z", number=number,
            overview=f"Episode {number} of a walk along the harbour wall.", people=[("Ines Valder", "host")],
        )
        for date, number, title, _ in EPISODES
    ]  # fmt: skip  # one episode
    feed = Feed(
        guid="7a6b1c0e-0000-5000-8000-00000000a11e", title=SHOW, author="Ines Valder", language="en",
        overview="Slow talk about water and those who live by it.", genres=["Society & Culture"], episodes=told,
    )  # fmt: skip
    said = record(feed)
    for each, (*_, file) in zip(said["episodes"], EPISODES, strict=True):
        if file:
            each["file"] = file
            (place / file).write_bytes(_waves(each["number"]))
    (place / "podcast.json").write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")


def _waves(number: int) -> bytes:
    """Make a few seconds of slow waves."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        tone = 110 * (1 + number / 4)
        steps = (at / RATE for at in range(RATE * SECONDS))
        swells = (math.sin(2 * math.pi * tone * at) * math.sin(math.pi * at / SECONDS) for at in steps)
        file.writeframes(b"".join(struct.pack("<h", int(6000 * each)) for each in swells))
    return out.getvalue()
