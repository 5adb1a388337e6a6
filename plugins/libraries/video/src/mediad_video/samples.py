"""Small playable videos for demonstration and tests, made by ffmpeg: subtitles, chapters, posters."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from mediad_sdk.errors import UserError

Colours = tuple[str, str, str]
SIZE = "640x360"
EXACT = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact")
TIMEOUT = 120
DUSK, SEA, MEADOW, EMBER = (
    ("0x16213e", "0xe94560", "0xf2a65a"),
    ("0x0b3954", "0x087e8b", "0xbfd7ea"),
    ("0x1b4332", "0x74c69d", "0xf9f7c9"),
    ("0x2b0a3d", "0xc1121f", "0xfdf0d5"),
)
MINOR, MAJOR, FIFTHS = (220.0, 261.63, 329.63), (196.0, 246.94, 293.66), (146.83, 220.0, 329.63)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One video: three colours that flow into each other, and a chord.

    Attributes:
        name: The path below the library's folder.
        colours: As ffmpeg writes them.
        chord: Frequencies in Hz.
        seconds: Its length.
        title: The title inside the file.
        chapters: Titles of chapters of equal length.
        subtitles: Language (three letters) and lines of each stream of subtitles.
        size: Width and height.
    """

    name: str
    colours: Colours
    chord: tuple[float, ...]
    seconds: int = 6
    title: str = ""
    chapters: tuple[str, ...] = ()
    subtitles: tuple[tuple[str, tuple[str, ...]], ...] = ()
    size: str = SIZE


def make(folder: Path, shots: Sequence[Shot], posters: Sequence[tuple[str, Colours]] = ()) -> None:
    """Make videos and posters under a folder; the same ffmpeg makes the same bytes each time."""
    scratch = folder / ".making"
    scratch.mkdir(parents=True, exist_ok=True)
    for path in (*(shot.name for shot in shots), *(name for name, _ in posters)):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
    tasks: list[Callable[[], None]] = [
        partial(_video, folder, scratch, number, shot) for number, shot in enumerate(shots)
    ]
    tasks += [partial(_poster, folder / name, colours) for name, colours in posters]
    with ThreadPoolExecutor(2) as pool:
        for done in [pool.submit(task) for task in tasks]:
            done.result()
    for file in scratch.iterdir():
        file.unlink()
    scratch.rmdir()


def _video(folder: Path, scratch: Path, mark: int, shot: Shot) -> None:
    inputs = ["-f", "lavfi", "-i", _picture(shot), "-f", "lavfi", "-i", _sound(shot)]
    maps = ["-map", "0", "-map", "1"]
    for number, (language, lines) in enumerate(shot.subtitles):
        path = scratch / f"{mark}.{number}.srt"
        path.write_text(srt(lines), encoding="utf-8")
        inputs += ["-i", str(path)]
        maps += ["-map", str(2 + number), f"-metadata:s:s:{number}", f"language={language}"]
    if shot.chapters:
        path = scratch / f"{mark}.txt"
        path.write_text(_chapters(shot), encoding="utf-8")
        inputs += ["-f", "ffmetadata", "-i", str(path)]
        maps += ["-map_metadata", str(2 + len(shot.subtitles)), "-map_chapters", str(2 + len(shot.subtitles))]
    codecs = [
        "-c:v",
        "libx264",
        "-preset",
        "ultrafast",
        "-crf",
        "28",
        "-pix_fmt",
        "yuv420p",
        "-c:a",
        "aac",
        "-b:a",
        "96k",
    ]
    title = ["-metadata", f"title={shot.title}"] if shot.title else []
    ffmpeg(*inputs, *maps, *codecs, "-c:s", "srt", "-metadata:s:a:0", "language=eng", *title, str(folder / shot.name))


def _picture(shot: Shot) -> str:
    colours = ":".join(f"c{number}={colour}" for number, colour in enumerate(shot.colours))
    return f"gradients=s={shot.size}:r=24:d={shot.seconds}:{colours}:nb_colors=3:seed=3:speed=0.02"


def _sound(shot: Shot) -> str:
    tones = "+".join(f"0.1*sin(2*PI*{tone}*t)*(1+sin({number}+t))/2" for number, tone in enumerate(shot.chord, 1))
    return f"aevalsrc='{tones}':d={shot.seconds}:s=44100"


def _poster(path: Path, colours: Colours) -> None:
    """Draw a sun over hills."""
    sky, glow, sun = colours
    red, green, blue = (int(sun[at : at + 2], 16) for at in (2, 4, 6))
    disc = ":".join(
        f"{channel}='if(lte(hypot(X-200,Y-340),90),{value},if(gte(Y,400+20*sin(X/45)),{channel}(X,Y)/4,{channel}(X,Y)))'"
        for channel, value in (("r", red), ("g", green), ("b", blue))
    )
    picture = f"gradients=s=400x600:c0={sky}:c1={glow}:x0=200:y0=0:x1=200:y1=600:nb_colors=2:seed=7:speed=0.00001"
    filters = f"format=gbrp,geq={disc},format=yuvj420p"
    ffmpeg("-f", "lavfi", "-i", picture, "-frames:v", "1", "-vf", filters, "-q:v", "3", str(path))


def srt(lines: tuple[str, ...]) -> str:
    """Write lines as subtitles, one every two seconds."""
    return "".join(
        f"{number}\n00:00:0{number * 2 - 1},000 --> 00:00:0{number * 2},500\n{line}\n\n"
        for number, line in enumerate(lines, 1)
    )


def _chapters(shot: Shot) -> str:
    step = shot.seconds * 1000 // len(shot.chapters)
    parts = [
        f"[CHAPTER]\nTIMEBASE=1/1000\nSTART={number * step}\nEND={(number + 1) * step}\ntitle={title}\n"
        for number, title in enumerate(shot.chapters)
    ]
    return ";FFMETADATA1\n" + "".join(parts)


def ffmpeg(*arguments: str) -> None:
    """Run ffmpeg; one that fails says why."""
    command = [
        "ffmpeg",
        "-nostdin",
        "-loglevel",
        "error",
        "-y",
        *arguments[:-1],
        *EXACT,
        "-threads",
        "1",
        arguments[-1],
    ]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)  # noqa: S603  # our own arguments
    except FileNotFoundError as error:
        raise UserError("The samples are made by ffmpeg, which is not installed.", remedy="Install ffmpeg.") from error
    except subprocess.CalledProcessError as error:
        raise UserError(f"ffmpeg could not make a sample: {error.stderr.decode('utf-8', 'replace')[-500:]}") from error
