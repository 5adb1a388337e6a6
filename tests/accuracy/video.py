"""Facts of videos against what ffprobe reported of the same files, field by field.

Only files with a moving picture count: sounds and stills are other media types'. A field that ffprobe says nothing of
is not asked. Names are ffmpeg's. A language is right when it is the same one (`eng` is `en`), a colour when it is the
same curve or matrix under another number of ITU-T H.273. Tolerances: a duration 0.1 s or 2 %; aspect, frame rate and
luminance 1 %; the bit rate of a file 10 %, of a stream 15 %. All else is equal or wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import DiskFile
from mediad_video.extract import extract
from mediad_video.languages import code as language

Fact = tuple[str, Any, Any]
KINDS = ("video", "audio", "subtitle")
STILLS = ("image2", "png_pipe", "jpeg_pipe", "webp_pipe")
FLAGS = (
    ("default", "default"),
    ("forced", "forced"),
    ("hearing_impaired", "hearing_impaired"),
    ("attached_pic", "picture"),
)
SAME_COLOUR = {"transfer": {"smpte170m": "bt709", "bt2020-10": "bt709"}, "space": {"bt470bg": "smpte170m"}}
# Who is right where the two differ, by the file's name and the field's.
VERDICTS = {
    ("mp4__sample_fragmented", ""): "mediad: 30 frames last a second; ffprobe adds up a fragment's wrapped clock",
    ("mkv__sample_with_vorbis_audio", "frame rate"): "mediad: 30 frames in a second",
    ("mp4__sample_android_slow_motion", ""): "either: ffprobe counts the slowed clock, mediad that of the camera",
    ("ts__sample_scte35", ""): "mediad: picture and sound last 0.1 s; ffprobe counts a cue 0.7 s before them",
    ("mp4__dolbyVision-hdr", "bit rate"): "ffprobe: an edit list hides a frame, which mediad counts",
    ("mp4__sample_18byte_nclx_colr", "colour"): "ffprobe: a colour box one byte short is skipped by mediad",
    ("mp4__sample_av1", "bit rate"): "ffprobe: the sound's samples could be added up",
    ("mp4__sample_partially_fragmented", "bit rate"): "ffprobe: mediad does not add the fragments' samples",
}


@dataclass(slots=True)
class Score:
    """How many asserted facts are right, by field, and each that is not."""

    right: Counter[str] = field(default_factory=Counter)
    total: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right facts of all asserted ones."""
        return self.right.total() / self.total.total() if self.total else 0.0

    def count(self, file: str, facts: Iterable[Fact], fits: Callable[[str, Any, Any], bool]) -> None:
        """Count the facts of one file."""
        for name, theirs, ours in facts:
            self.total[name] += 1
            if fits(name, theirs, ours):
                self.right[name] += 1
            else:
                self.differences.append(
                    f"{file}: {name}: ffprobe {theirs!r}, mediad {ours!r}; right: {verdict(file, name)}"
                )


def verdict(file: str, name: str) -> str:
    """Say who is right about a field of a file."""
    found = (why for (part, what), why in VERDICTS.items() if part in file and what in name)
    return next(found, "not looked into")


def score(samples: Path) -> Score:
    """Score every video below a folder with an `expected.jsonl`."""
    out = Score()
    for line in (samples / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if is_video(report := row.get("ffprobe", {})):
            found = facts_of(samples / row["file"])
            out.count(row["file"], compared(report, found), fits)
    return out


def is_video(report: Mapping[str, Any]) -> bool:
    """Tell whether ffprobe found a moving picture."""
    if report.get("rc") or report["format"].get("format_name") in STILLS:
        return False
    return any(
        stream.get("codec_type") == "video" and "attached_pic" not in stream.get("disposition", ())
        for stream in report["streams"]
    )


def facts_of(path: Path) -> Mapping[str, Any]:
    """Read a file as a worker does; a refused one has no facts."""
    with closing(DiskFile(path)) as file:
        try:
            return extract(file)
        except PluginFault:
            return {}


def compared(report: Mapping[str, Any], found: Mapping[str, Any]) -> Iterator[Fact]:
    """Pair every asserted fact of one file with ours."""
    form = report["format"]
    yield "container", form["format_name"].split(","), found.get("container")
    if float(form.get("duration", 0)) > 0:
        yield "duration", float(form["duration"]), (found.get("duration_ms") or 0) / 1000
        yield "bit rate of the file", float(form.get("bit_rate", 0)), found.get("bit_rate") or 0
    for name in ("title",):
        if name in report.get("tags", {}):
            yield name, report["tags"][name], found.get(name)
    if chapters := report.get("chapters"):
        yield "chapters", len(chapters), len(found.get("chapters", ()))
    for kind in KINDS:
        theirs = [one for one in report["streams"] if one.get("codec_type") == kind]
        ours = [one for one in found.get("streams", ()) if one["type"] == kind]
        if theirs or ours:
            yield f"{kind} streams", len(theirs), len(ours)
        for number, stream in enumerate(theirs):
            own = ours[number] if number < len(ours) else {}
            yield from ((f"{kind} {name}", asserted, fact) for name, asserted, fact in _stream(kind, stream, own))


def _stream(kind: str, stream: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    tags = stream.get("tags", {})
    if codec := stream.get("codec_name"):
        yield "codec", codec, own.get("codec")
    if stream.get("profile"):
        yield "profile", stream["profile"], own.get("profile")
    if tags.get("language", "und") != "und":
        yield "language", language(tags["language"]), own.get("language")
    if "title" in tags:
        yield "title", tags["title"], own.get("title")
    for flag, name in FLAGS if "disposition" in stream else ():
        yield name, flag in stream["disposition"], bool(own.get(name))
    if float(stream.get("bit_rate", 0)) > 0 and kind != "subtitle":
        yield "bit rate", float(stream["bit_rate"]), own.get("bit_rate") or 0
    yield from {"audio": _audio, "video": _video}.get(kind, _nothing)(stream, own)


def _nothing(_stream: Mapping[str, Any], _own: Mapping[str, Any]) -> Iterator[Fact]:
    yield from ()


def _audio(stream: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    for name in ("channels", "sample_rate"):
        if int(stream.get(name, 0)):
            yield name, int(stream[name]), own.get(name)
    if "channel_layout" in stream:
        yield "layout", stream["channel_layout"].partition("(")[0], own.get("layout")


def _video(stream: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    yield from _size(stream, own)
    yield from _colour(stream, own)
    for side in stream.get("side_data", ()):
        yield from _side(side, own)


def _size(stream: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    for name in ("width", "height"):
        if stream.get(name):
            yield name, stream[name], own.get(name)
    if pixels := stream.get("pix_fmt"):
        yield "bit depth", 12 if "12" in pixels else 10 if "10" in pixels else 8, own.get("bit_depth")
    if (aspect := stream.get("display_aspect_ratio", "0:0")) != "0:0" and stream.get("width"):
        yield "aspect", _ratio(aspect.replace(":", "/")), own.get("aspect")
    if 0 < (rate := _ratio(stream.get("avg_frame_rate", "0/0"))) < 1000:
        yield "frame rate", rate, own.get("fps")


def _colour(stream: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    for name in ("primaries", "transfer", "space"):
        if value := stream.get(f"color_{name}"):
            found = own.get("colour", {}).get(name)
            same = SAME_COLOUR.get(name, {})
            yield f"colour {name}", same.get(value, value), same.get(found, found)


def _side(side: Mapping[str, Any], own: Mapping[str, Any]) -> Iterator[Fact]:
    kind = side["side_data_type"]
    if kind.startswith("DOVI"):
        names = (("profile", "dv_profile"), ("level", "dv_level"), ("compatibility", "dv_bl_signal_compatibility_id"))
        for name, theirs in names:
            yield f"Dolby Vision {name}", side[theirs], own.get("dolby_vision", {}).get(name)
    elif kind == "Display Matrix":
        yield "rotation", -side["rotation"] % 360, own.get("rotation", 0)
    elif kind.startswith("Content light"):
        for name in ("max_content", "max_average"):
            yield name, side[name], own.get(name)
    elif kind.startswith("Mastering display") and "max_luminance" in side:
        yield "max_luminance", _ratio(side["max_luminance"]), own.get("max_luminance")


def _ratio(text: str) -> float:
    over, _, under = text.partition("/")
    return float(Fraction(int(over), int(under))) if int(under or 1) else 0.0


_WITHIN = {"aspect": 0.01, "frame rate": 0.01, "bit rate": 0.15, "bit rate of the file": 0.10, "max_luminance": 0.01}


def fits(name: str, theirs: Any, ours: Any) -> bool:
    """Tell whether two values agree within the tolerance of their field."""
    plain = name.partition(" ")[2] if name.partition(" ")[0] in KINDS else name
    if name == "container":
        return ours in theirs
    if name == "duration":
        return bool(abs(theirs - ours) <= max(0.1, 0.02 * theirs))
    if plain in _WITHIN:
        return ours is not None and bool(abs(theirs - ours) <= _WITHIN[plain] * theirs)
    return bool(theirs == ours)


def lines(found: Score) -> Iterator[str]:
    """Print a score: the figure, each field, each difference."""
    yield f"{found.right.total()} of {found.total.total()} facts of videos agree with ffprobe"
    yield from (f"  {name:28} {found.right[name]}/{found.total[name]}" for name in sorted(found.total))
    yield from found.differences
