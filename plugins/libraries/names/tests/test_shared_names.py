"""The names that other projects test themselves with; left out where they do not lie beside the repository."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from mediad_names import read

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
CORPUS = SHARED / "corpora" / "names"
SCORE = SHARED / "tools" / "score_names.py"
KINDS = {"tv", "anime", "movie", "video", "tv_dir", "season_dir", "subtitle", "sidecar"}
VIDEO = ["tv", "anime", "movie", "video", "tv_dir"]
LINES, TITLES, UNSURE = 0.96, 0.97, 0.03

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not CORPUS.is_dir() or not SCORE.is_file(), reason="the names do not lie beside the repository"),
]


def scored(*kinds: str) -> str:
    chosen = [part for kind in kinds for part in ("--kind", kind)]
    command = [sys.executable, str(SCORE), "--corpus", str(CORPUS), *chosen, "--", sys.executable, "-m", "mediad_names"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_names_of_video_are_read_as_their_projects_read_them(capsys: pytest.CaptureFixture[str]) -> None:
    printed = scored(*VIDEO)
    pooled = printed[printed.index("pooled:") :]
    with capsys.disabled():
        sys.stdout.write("\n" + pooled)
    lines = re.search(r"pooled fully right ([\d.]+)", pooled)
    titles = re.search(r"title +(\d+)/(\d+)", pooled)
    assert lines is not None
    assert titles is not None
    assert float(lines.group(1)) >= LINES
    assert int(titles.group(1)) / int(titles.group(2)) >= TITLES


@pytest.mark.parametrize("kind", ["season_dir", "subtitle", "sidecar"])
def test_what_lies_beside_video_is_read(kind: str) -> None:
    lines = re.search(r"pooled fully right ([\d.]+)", scored(kind))
    assert lines is not None
    assert float(lines.group(1)) >= LINES


def test_few_names_are_unsure() -> None:
    own = {"guessit-rules.jsonl", "guessit.jsonl", "medusa.jsonl"}
    pooled = [
        json.loads(line)
        for path in CORPUS.glob("*.jsonl")
        if path.name not in own
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    asked = [row for row in pooled if row["kind"] in VIDEO]
    unsure = [row["input"] for row in asked if not read(row["input"], row["kind"]).sure]
    assert asked
    assert len(unsure) / len(asked) <= UNSURE, unsure
