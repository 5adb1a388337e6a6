"""Compares facts with what an independent program reported of real files; left out where the samples are not."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from mediad_plugin_comics import archives, pages
from mediad_plugin_comics.extract import extract
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES, HOSTILE = SHARED / "samples" / "comics", SHARED / "samples" / "hostile"
ARCHIVES = {".zip", ".cbz", ".rar", ".cbr", ".7z", ".cb7", ".tar", ".cbt"}
FLOOR = 0.98
SECONDS, BYTES = 10.0, 256 << 20

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def facts_of(path: Path) -> dict[str, Any]:
    try:
        return dict(extract(MemoryFile(path.name, path.read_bytes())))
    except PluginFault as error:
        return {"error": error.code}


def test_archives_hold_what_libarchive_sees_in_them(capsys: pytest.CaptureFixture[str]) -> None:
    """Tolerances: what a Mac leaves in an archive is no name; a report that lists some names is asked for those."""
    right, misses = 0, []
    rows = [json.loads(line) for line in (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines()]
    for row in rows:
        path, report = SAMPLES / row["file"], row["bsdtar"]
        if path.suffix.lower() not in ARCHIVES:
            continue
        found = facts_of(path)
        with path.open("rb") as stream:
            names = [each.name for each in archives.read(stream, row["size"]).members]
        is_whole = len(report["names"]) == report["entries"]
        listed = {name for name in report["names"] if not pages.is_hidden(name)}
        wanted = {
            "entries": report["entries"],
            "names": sorted(listed),
            "pages": len(pages.in_order(report["names"])) if is_whole else found["pages"],
            "comicinfo": bool(report.get("comicinfo", any(name.endswith("ComicInfo.xml") for name in report["names"]))),
        }
        empty = found.get("error") == "no_pages"
        seen = {
            "entries": len(names),
            "names": sorted(name for name in names if not pages.is_hidden(name) and (is_whole or name in listed)),
            "pages": 0 if empty else found.get("pages"),
            "comicinfo": "comicinfo" in found,
        }
        for name, value in wanted.items():
            if seen[name] == value:
                right += 1
            else:
                misses.append(f"{row['file']}: {name}: bsdtar {value!s:.200}, mediad {seen[name]!s:.200}")
    with capsys.disabled():
        sys.stdout.write(f"\n{right} of {right + len(misses)} facts agree with bsdtar\n" + "\n".join(misses) + "\n")
    assert right / (right + len(misses)) >= FLOOR


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="there are no hostile samples")
def test_hostile_files_end_in_facts_or_in_a_code_within_time() -> None:
    slow, found = [], {}
    for path in sorted(HOSTILE.iterdir()):
        start = time.perf_counter()
        found[path.name.replace("-4029", "")] = facts_of(path)
        if time.perf_counter() - start > SECONDS / 10:
            slow.append(path.name)
    assert slow == []
    codes = {name: facts["error"] for name, facts in found.items() if "error" in facts}
    assert [codes[f"{name}.cbz"] for name in ("bomb-overlap", "empty", "encrypted-flag", "truncated")] == [
        "bomb",
        "empty",
        "encrypted",
        "truncated",
    ]
    assert found["prefix-junk.cbz"]["pages"] > 0
    for evil in ("comicinfo-xxe", "comicinfo-lol", "comicinfo-ssrf-dtd"):
        assert found[f"{evil}.cbz"]["pages"]
        assert "document type" in found[f"{evil}.cbz"]["unread"][0]


@pytest.mark.skipif(not HOSTILE.is_dir(), reason="there are no hostile samples")
def test_hostile_files_fit_into_256_mib() -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))  # noqa: E731  # runs in the child
    done = subprocess.run(
        [sys.executable, "-c", _READ, str(HOSTILE)], capture_output=True, text=True, check=False, preexec_fn=limit
    )
    assert done.returncode == 0, done.stderr


_READ = """
import sys
from pathlib import Path
from mediad_plugin_comics.extract import extract
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import DiskFile
def facts_of(path):
    try: extract(DiskFile(path))
    except PluginFault: pass
for path in sorted(Path(sys.argv[1]).iterdir()): facts_of(path)
"""
