"""Compares names of films with how the projects that they come from read them; left out where the names are not."""

from __future__ import annotations

import json
import os
import re
import sys
from collections import Counter
from pathlib import Path

import pytest

from mediad_plugin_movies.titles import parse
from mediad_sdk.text import fold

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.is_dir(), reason="the sample collection does not lie beside the repository"),
]


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
