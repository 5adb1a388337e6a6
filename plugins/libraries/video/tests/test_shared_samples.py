"""Files that other projects test with, and hostile ones; left out where the collection is not."""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from accuracy import video

from mediad_sdk.errors import PluginFault
from mediad_video.extract import extract

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "video"
GOAL = 0.98

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def test_facts_of_videos_agree_with_ffprobe(capsys: pytest.CaptureFixture[str]) -> None:
    found = video.score(SAMPLES)
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(video.lines(found)) + "\n")
    assert found.share >= GOAL


def test_whatever_is_no_film_is_refused_with_a_code(mediad_file: Any) -> None:
    lines = (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    refused = []
    for row in map(json.loads, lines):
        try:
            extract(mediad_file(SAMPLES / row["file"]))
        except PluginFault as error:
            refused.append((error.code, bool(str(error)), bool(error.remedy)))
    assert set(refused) <= {(code, True, True) for code in ("empty", "not_video", "truncated")}
    assert len(refused) > len(lines) // 3


@pytest.mark.skipif(not (SHARED / "samples" / "hostile").is_dir(), reason="there are no hostile samples")
def test_no_hostile_file_takes_long_or_ends_in_anything_but_facts_or_a_code(mediad_file: Any) -> None:
    slow = []
    for path in sorted((SHARED / "samples" / "hostile").iterdir()):
        start = time.perf_counter()
        with contextlib.suppress(PluginFault):
            extract(mediad_file(path))
        if time.perf_counter() - start > 1:
            slow.append(path.name)
    assert slow == []
