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

from mediad_plugin_movies.titles import parse
from mediad_sdk.errors import PluginFault
from mediad_sdk.text import fold
from mediad_video.extract import extract

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "video"
SUFFIXES = {".mp4", ".mkv", ".webm", ".ts", ".mov", ".avi", ".flv", ".ps"}
SAME_CODEC = {
    "mpeg1video": "mpeg2video",
    "msmpeg4v3": "mpeg4",
    "pcm_s16le": "pcm",
    "pcm_s16be": "pcm",
    "amr_wb": "amr_nb",
}
FLOOR = 0.97

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def rows() -> list[dict[str, Any]]:
    lines = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if Path(row["file"]).suffix.lower() in SUFFIXES]


def asserted(streams: list[dict[str, Any]]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for kind in ("video", "audio", "subtitle"):
        found = [stream for stream in streams if (stream.get("type") or stream.get("codec_type")) == kind]
        names = [stream.get("codec") or stream.get("codec_name", "") for stream in found]
        out[f"{kind} codecs"] = [SAME_CODEC.get(name, name) for name in names]
        for field in ("width", "height", "channels"):
            if values := [stream[field] for stream in found if stream.get(field)]:
                out[f"{kind} {field}"] = values
        if kind == "audio" and found:
            out["audio sample_rate"] = [int(stream["sample_rate"]) for stream in found if stream.get("sample_rate")]
    return out


def test_facts_agree_with_ffprobe(opened: Any, capsys: pytest.CaptureFixture[str]) -> None:
    right, total, misses = Counter[str](), Counter[str](), []
    for row in rows():
        report = row["ffprobe"]
        seen = asserted(report["streams"])
        if report["rc"] or not seen["video codecs"]:
            continue
        try:
            facts = extract(opened(SAMPLES / row["file"]))
        except PluginFault as error:
            facts = {"streams": [], "error": error.code}
        found = asserted(facts["streams"])
        if float(report["format"].get("duration", 0)) > 0:
            seen["duration"] = True
            length = facts.get("duration_ms") or 0
            found["duration"] = abs(length - float(report["format"]["duration"]) * 1000) <= max(150, length * 0.05)
        for field, value in seen.items():
            total[field] += 1
            right[field] += found.get(field) == value
            if found.get(field) != value:
                misses.append(
                    f"{row['file']}: {field}: ffprobe {value}, mediad {found.get(field)} {facts.get('error', '')}"
                )
    with capsys.disabled():
        table = [f"  {field:22} {right[field]}/{total[field]}" for field in sorted(total)]
        lines = [f"\n{right.total()} of {total.total()} facts agree with ffprobe", *table, *misses]
        sys.stdout.write("\n".join(lines) + "\n")
    assert right.total() / total.total() >= FLOOR


def test_whatever_is_no_film_is_refused_with_a_code(opened: Any) -> None:
    lines = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    refused = []
    for row in map(json.loads, lines):
        try:
            extract(opened(SAMPLES / row["file"]))
        except PluginFault as error:
            refused.append((error.code, bool(str(error)), bool(error.remedy)))
    assert set(refused) <= {(code, True, True) for code in ("empty", "not_video", "truncated")}
    assert len(refused) > len(lines) // 3


@pytest.mark.skipif(not (SHARED / "samples" / "hostile").is_dir(), reason="there are no hostile samples")
def test_no_hostile_file_takes_long_or_ends_in_anything_but_facts_or_a_code(opened: Any) -> None:
    slow = []
    for path in sorted((SHARED / "samples" / "hostile").iterdir()):
        start = time.perf_counter()
        with contextlib.suppress(PluginFault):
            extract(opened(path))
        if time.perf_counter() - start > 1:
            slow.append(path.name)
    assert slow == []


def test_names_of_films_are_read_as_their_own_projects_read_them(capsys: pytest.CaptureFixture[str]) -> None:
    def plain(text: str) -> str:
        return "".join(re.findall(r"[^\W_]", fold(text.replace("&", "and"))))

    right, total = Counter[str](), Counter[str]()
    for name in ("radarr", "jellyfin"):
        for line in (SHARED / "corpora" / "names" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if row["kind"] not in ("movie", "video") or "\\" in row["input"] or row["input"].count("/") > 1:
                continue
            expected, found = (
                row["expected"],
                parse(re.sub(r"\.(?:mkv|mp4|avi|disc)$", "", row["input"].rpartition("/")[2])),
            )
            for field, got in (("title", plain(found.title)), ("year", found.year)):
                if expected.get(field):
                    total[field] += 1
                    right[field] += got == plain(str(expected[field]))
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(f"  {field:22} {right[field]}/{total[field]}\n" for field in sorted(total)))
    assert right["title"] / total["title"] >= 0.9
    assert right["year"] / total["year"] >= 0.97
