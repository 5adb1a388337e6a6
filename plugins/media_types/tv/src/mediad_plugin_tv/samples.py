"""A small series for demonstration and tests: seasons, a double episode, a special, subtitles, pictures, a trailer."""

from __future__ import annotations

from pathlib import Path

from mediad_video.samples import DUSK, EMBER, FIFTHS, MAJOR, MEADOW, MINOR, SEA, Shot, make, srt

SHOW = "The Tidal Post Office (2019)"
FIRST, SECOND, SPECIALS = (
    f"{SHOW}/{folder}/The Tidal Post Office" for folder in ("Season 01", "Season 02", "Specials")
)
SHOTS = (
    Shot(name=f"{FIRST} - S01E01 - Low Water.mkv", colours=SEA, chord=MAJOR, subtitles=(("eng", ("It is low.",)),)),
    Shot(name=f"{FIRST} - S01E02-E03 - The Two Tides.mp4", colours=DUSK, chord=MINOR, seconds=8),
    Shot(name=f"{SECOND} - S02E01 - Return to Sender.mkv", colours=MEADOW, chord=FIFTHS),
    Shot(name=f"{SPECIALS} - S00E01 - The Winter Letters.mp4", colours=EMBER, chord=MINOR),
    Shot(name=f"{SHOW}/Trailers/The Tidal Post Office.mp4", colours=EMBER, chord=FIFTHS, seconds=4, size="320x180"),
    Shot(name="Harbour Late/Season 1/Harbour Late - 2021-03-09 - The Ferryman.mp4", colours=DUSK, chord=FIFTHS),
)
POSTERS = (
    (f"{SHOW}/poster.jpg", SEA),
    (f"{SHOW}/season02-poster.jpg", MEADOW),
    (f"{FIRST} - S01E01 - Low Water-thumb.jpg", DUSK),
)


def samples(folder: Path) -> None:
    """Make the series under a folder; the same ffmpeg makes the same bytes each time."""
    make(folder, SHOTS, POSTERS)
    words = srt(("Ebbe.", "Niemand zu Hause."))
    (folder / f"{FIRST} - S01E01 - Low Water.de.srt").write_text(words, encoding="utf-8")
