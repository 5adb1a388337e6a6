"""A few playable films for demonstration and tests: subtitles, chapters, versions, parts, an extra."""

from __future__ import annotations

from pathlib import Path

from mediad_video.samples import DUSK, EMBER, FIFTHS, MAJOR, MEADOW, MINOR, SEA, Shot, make, srt

KEEPER = "The Lighthouse Keeper's Garden (2016)"
ENGLISH = ("The lamp went out at four.", "Nobody saw who planted the roses.")
GERMAN = ("Um vier ging das Licht aus.", "Niemand sah, wer die Rosen pflanzte.")
SHOTS = (
    Shot(
        name=f"{KEEPER}/{KEEPER} - Director's Cut.mkv",
        colours=DUSK,
        chord=MINOR,
        seconds=8,
        title="The Lighthouse Keeper's Garden",
        chapters=("The lamp", "Salt and roses", "Morning"),
        subtitles=(("eng", ENGLISH), ("ger", GERMAN)),
    ),
    Shot(
        name=f"{KEEPER}/{KEEPER} - Theatrical Cut.mp4",
        colours=DUSK,
        chord=MINOR,
        title="The Lighthouse Keeper's Garden",
    ),
    Shot(name=f"{KEEPER}/{KEEPER}-trailer.mp4", colours=EMBER, chord=FIFTHS, seconds=5, size="320x180"),
    Shot(name="Nocturne for Trains (1998)/Nocturne for Trains (1998) CD1.mkv", colours=SEA, chord=FIFTHS, seconds=5),
    Shot(name="Nocturne for Trains (1998)/Nocturne for Trains (1998) CD2.mkv", colours=SEA, chord=MAJOR, seconds=5),
    Shot(name="千の灯 (2004)/千の灯 (2004).mp4", colours=MEADOW, chord=MAJOR, chapters=("一", "二")),
)
POSTERS = (
    (f"{KEEPER}/poster.jpg", DUSK),
    ("Nocturne for Trains (1998)/poster.jpg", SEA),
    ("千の灯 (2004)/poster.jpg", MEADOW),
)
NFO = """<?xml version="1.0" encoding="UTF-8"?>
<movie>
  <title>The Lighthouse Keeper's Garden</title>
  <year>2016</year>
  <plot>A keeper who has not slept for a year finds a garden below the cliff, and somebody who waters it.</plot>
  <genre>Drama</genre>
  <genre>Mystery</genre>
  <director>Ingrid Solvang</director>
  <actor><name>Tomas Arden</name><role>The keeper</role></actor>
  <actor><name>Mei Lindqvist</name><role>Rosa</role></actor>
  <mpaa>PG</mpaa>
</movie>
"""


def samples(folder: Path) -> None:
    """Make the films under a folder; the same ffmpeg makes the same bytes each time."""
    make(folder, SHOTS, POSTERS)
    (folder / KEEPER / f"{KEEPER}.nfo").write_text(NFO, encoding="utf-8")
    (folder / "千の灯 (2004)" / "千の灯 (2004).ja.srt").write_text(
        srt(("灯が消える。", "朝が来る。")), encoding="utf-8"
    )
