"""Compares facts with what Calibre and pdfinfo reported of real books; left out where the samples are not.

Tolerances: a language is compared by its shortest code; a day may be one off, since Calibre moves times between zones,
and stands for its month or its year where the book says no more; a text is compared without its spaces, of a long one
the first line, for the reports hold no more; `Unknown` is nobody.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mediad_books import languages
from mediad_plugin_books.extract import artwork, extract
from mediad_plugin_books.pdf.reading import iso_date
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import DiskFile

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples"
FLOOR = 0.98
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SAID = ("Title", "Author", "Subject", "Keywords", "Creator", "Producer")

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


def read(path: Path) -> dict[str, Any]:
    with contextlib.closing(DiskFile(path)) as file:
        try:
            return dict(extract(file))
        except PluginFault as error:
            return {"error": error.code}


def rows(kind: str) -> list[dict[str, Any]]:
    lines = (SAMPLES / kind / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def squeezed(text: object) -> str:
    return re.sub(r"\s+", "", str(text)).lower()


def people(facts: dict[str, Any], role: str) -> str:
    return " & ".join(dict.fromkeys(each["name"] for each in facts.get("credits", ()) if each["role"] == role))


def same_day(told: str, mine: str) -> bool:
    if not mine:
        return False
    known = told[: len(mine)] if len(mine) < len("2020-01-01") else told[:10]
    if len(mine) < len("2020-01-01"):
        return known == mine
    return abs((date.fromisoformat(known) - date.fromisoformat(mine)).days) <= 1


def of_calibre(name: str, told: str, facts: dict[str, Any]) -> tuple[bool, object]:
    """Compare one fact of Calibre's with ours: whether they agree, and what ours is."""
    mine: Any = {
        "Title": facts.get("title", ""),
        "Author(s)": people(facts, "author"),
        "Languages": [languages.code(code).partition("-")[0] for code in facts.get("languages", ())],
        "Published": next((each["value"] for each in facts.get("dates", ())), ""),
        "Comments": facts.get("overview", ""),
        "Publisher": facts.get("publisher", ""),
        "Tags": ", ".join(facts.get("subjects", ())),
        "Title sort": facts.get("sort_title", ""),
        "Rights": facts.get("rights", ""),
        "Identifiers": ",".join(f"{each['scheme']}:{each['value']}" for each in facts.get("ids", ())),
    }[name]
    match name:
        case "Languages":
            return sorted(mine) == sorted(languages.code(code) for code in told.split(", ")), mine
        case "Published":
            return same_day(told, mine), mine
        case "Author(s)":
            return squeezed(re.sub(r" \[.*\]$", "", told)) == squeezed(mine or "Unknown"), mine
        case "Rights" | "Comments":
            return squeezed(mine).startswith(squeezed(told)), mine
    return squeezed(told) == squeezed(mine), mine


def of_pdfinfo(name: str, told: str, facts: dict[str, Any]) -> tuple[bool, object] | None:
    """Compare one fact of pdfinfo's with ours; None for what says nothing of a book."""
    info = facts.get("info", {})
    if name in ("CreationDate", "ModDate"):
        _, month, day, clock, year, _ = told.split()
        mine = iso_date(info.get("created" if name == "CreationDate" else "modified", ""))
        return mine == f"{year}-{MONTHS.index(month) + 1:02d}-{int(day):02d}T{clock}", mine
    if name == "Page size":
        mine = f"{facts.get('width_pt'):g} x {facts.get('height_pt'):g} pts"
        return told.startswith(mine), mine
    ours: dict[str, object] = {
        **{each: info.get(each.lower(), "") for each in SAID},
        **{each: "yes" if facts.get(key) else "no" for each, key in (
            ("Encrypted", "encrypted"), ("Tagged", "tagged"), ("Optimized", "linearized")
        )},
        "Pages": facts.get("pages"), "Page rot": facts.get("rotation", 0), "PDF version": facts.get("version"),
    }  # fmt: skip  # a table
    return (str(ours[name]) == told, ours[name]) if name in ours else None


def scored(capsys: pytest.CaptureFixture[str], what: str, found: list[tuple[str, str, object, object, bool]]) -> float:
    right, total = Counter[str](), Counter[str]()
    misses = []
    for file, name, told, mine, good in found:
        total[name] += 1
        right[name] += good
        if not good:
            misses.append(f"  {file}: {name}: {what} {str(told)[:120]!r}, mediad {str(mine)[:120]!r}")
    table = [f"  {name:14} {right[name]}/{total[name]}" for name in sorted(total)]
    with capsys.disabled():
        share = right.total() / total.total()
        sys.stdout.write(f"\n{right.total()} of {total.total()} facts agree with {what} ({share:.4f})\n")
        sys.stdout.write("\n".join([*table, *misses]) + "\n")
    return share


def test_facts_of_epub_agree_with_calibre(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for row in rows("epub"):
        facts = read(SAMPLES / "epub" / row["file"])
        for name, told in row["ebook-meta"]["meta"].items():
            good, mine = of_calibre(name, told, facts)
            found.append((row["file"], name, told, mine, good))
    assert scored(capsys, "Calibre", found) >= FLOOR


def test_facts_of_pdf_agree_with_pdfinfo(capsys: pytest.CaptureFixture[str]) -> None:
    found = []
    for row in rows("pdf"):
        facts = read(SAMPLES / "pdf" / row["file"])
        for name, told in row["pdfinfo"]["meta"].items():
            if compared := of_pdfinfo(name, told, facts):
                found.append((row["file"], name, told, compared[1], compared[0]))
    assert scored(capsys, "pdfinfo", found) >= FLOOR


@pytest.mark.parametrize("folder", ["hostile", "comics", "epub", "pdf"])
def test_no_file_takes_long_or_ends_in_anything_but_facts_or_a_code(folder: str) -> None:
    slow = []
    for path in sorted(each for each in (SAMPLES / folder).rglob("*") if each.is_file()):
        start = time.perf_counter()
        read(path)
        with contextlib.closing(DiskFile(path)) as file, contextlib.suppress(PluginFault):
            artwork(file)
        if time.perf_counter() - start > 2:
            slow.append(path.name)
    assert slow == []
