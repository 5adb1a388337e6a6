"""Compares facts with what independent programs reported of real files; left out where the samples are not."""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from mediad_audio import read
from mediad_sdk.errors import PluginFault

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "audio"
TEXTS = {"title": "title", "album": "album", "artist": "artist", "album_artist": "album_artist", "date": "date"}
AUDIO = frozenset("flac mp3 mp2 m4a ogg oga opus spx wav aif aiff aifc wma ape wv mpc tta tak ofr dsf dff aac".split())  # noqa: SIM905  # a list of endings
FLOOR = 0.97

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def rows() -> list[dict[str, Any]]:
    lines = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if Path(row["file"]).suffix[1:].lower() in AUDIO]


def reported(row: dict[str, Any]) -> dict[str, Any]:
    """What ffprobe saw, under our names."""
    report = row["ffprobe"]
    tags = {name.lower(): value for name, value in report["tags"].items()}
    out: dict[str, Any] = {ours: tags[theirs] for ours, theirs in TEXTS.items() if tags.get(theirs)}
    for name in ("track", "disc"):
        if re.match(r"0*[1-9]\d*", tags.get(name, "")):
            out[name] = int(tags[name].partition("/")[0])
    audio = next(stream for stream in report["streams"] if stream["codec_type"] == "audio")
    # ffprobe counts the bytes of DSD, we its samples.
    per = 8 if audio["codec_name"].startswith("dsd") else 1
    out |= {"sample_rate": int(audio["sample_rate"]) * per, "channels": audio["channels"]}
    if float(report["format"].get("duration", 0)) > 0:
        out["duration_ms"] = round(float(report["format"]["duration"]) * 1000)
    return out


def agree(name: str, want: Any, facts: dict[str, Any]) -> bool:
    tags, audio = facts.get("tags", {}), facts.get("audio", {})
    if name == "duration_ms":
        return abs((audio.get(name) or 0) - want) <= max(100, want * 0.03)
    if name in ("sample_rate", "channels"):
        return audio.get(name) == want
    if name == "artist":
        values = tags.get("artists") or [""]
        return want in (tags.get("artist"), values[0], "; ".join(values), ", ".join(values), ";".join(values))
    return str(tags.get(name)).strip() == str(want).strip()


def ends_early(row: dict[str, Any]) -> bool:
    """The samples hold the first bytes of some songs: what is left of them is no sound."""
    return bool(row["size"] * 8 / float(row["ffprobe"]["format"]["duration"]) < 1000)


def test_facts_agree_with_ffprobe(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    right, total, misses = Counter[str](), Counter[str](), []
    for row in rows():
        if row["ffprobe"]["rc"] or not any(one["codec_type"] == "audio" for one in row["ffprobe"]["streams"]):
            continue
        try:
            facts = read(opened(SAMPLES / row["file"]))
        except PluginFault as error:
            facts = {"error": error.code}
        if facts.get("error") == "truncated":
            assert ends_early(row)
            continue
        for name, want in reported(row).items():
            total[name] += 1
            right[name] += (good := agree(name, want, dict(facts)))
            if not good:
                mine = facts.get("tags", {}).get(name, facts.get("audio", {}).get(name))
                misses.append(f"{row['file']}: {name}: ffprobe {want!r}, mediad {mine!r} {facts.get('error', '')}")
    with capsys.disabled():
        table = [f"  {field:22} {right[field]}/{total[field]}" for field in sorted(total)]
        lines = [f"\n{right.total()} of {total.total()} facts agree with ffprobe", *table, *misses]
        sys.stdout.write("\n".join(lines) + "\n")
    assert right.total() / total.total() >= FLOOR


def test_whatever_is_no_music_is_refused_with_a_code(opened: Any) -> None:
    refused = set()
    for line in (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        try:
            read(opened(SAMPLES / json.loads(line)["file"]))
        except PluginFault as error:
            refused.add((error.code, bool(str(error)), bool(error.remedy)))
    assert refused == {(code, True, True) for code in ("not_audio", "damaged", "truncated", "empty")}


@pytest.mark.skipif(not (SHARED / "samples" / "hostile").is_dir(), reason="there are no hostile samples")
def test_no_hostile_file_takes_long_or_ends_in_anything_but_facts_or_a_code(opened: Any) -> None:
    slow = []
    for path in sorted((SHARED / "samples" / "hostile").iterdir()):
        start = time.perf_counter()
        with contextlib.suppress(PluginFault):
            read(opened(path))
        if time.perf_counter() - start > 1:
            slow.append(path.name)
    assert slow == []
