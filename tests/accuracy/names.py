"""How many names of the shared collection are read as their own projects read them."""

from __future__ import annotations

import json
import re
import subprocess
import sys

from accuracy.table import SHARED, Row, absent

from mediad_names import read

CORPUS = SHARED / "corpora" / "names"
SCORE = SHARED / "tools" / "score_names.py"
KINDS = {
    "films and series": (("tv", "anime", "movie", "video", "tv_dir"), 0.90),
    "music": (("music", "music_dir"), 0.88),
    "books": (("book",), 0.88),
    "comics": (("comic",), 0.88),
    "manga": (("manga",), 0.88),
}
TITLES, SURE = 0.95, 0.97
OWN_TESTS = {"guessit", "guessit-rules", "medusa"}  # other parsers' own regressions


def rows() -> list[Row]:
    """Score `mediad parse --json` with the scorer that lies beside the collection."""
    if not (CORPUS.is_dir() and SCORE.is_file()):
        return absent("names", "the collection of names does not lie beside the repository")
    out: list[Row] = []
    for what, (kinds, goal) in KINDS.items():
        chosen = [part for kind in kinds for part in ("--kind", kind)]
        parser = [sys.executable, "-m", "mediad", "--json", "parse"]
        command = [sys.executable, str(SCORE), "--corpus", str(CORPUS), *chosen, "--", *parser]
        printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        pooled = printed[printed.index("pooled:") :]
        right, total = map(int, re.findall(r"pooled: (\d+)/(\d+)", pooled)[0])
        speed = re.findall(r"\((\d+) a second\)", pooled)[0]
        detail = f"{right} of {total} lines fully right, {speed} a second with the start"
        out.append(Row(what=f"names of {what}", goal=goal, share=right / total, detail=detail))
        if kinds[0] == "tv":
            right, total = map(int, re.findall(r"^ +title +(\d+)/(\d+)", pooled, re.MULTILINE)[0])
            out.append(
                Row(
                    what="titles in names of films and series",
                    goal=TITLES,
                    share=right / total,
                    detail=f"{right} of {total}",
                )
            )
            out.append(_unsure(kinds))
    return out


def _unsure(kinds: tuple[str, ...]) -> Row:
    """Count the names that the fast path is unsure of, of all that are asked."""
    files = [path for path in CORPUS.glob("*.jsonl") if path.stem not in OWN_TESTS]
    lines = [json.loads(line) for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    asked = [line for line in lines if line["kind"] in kinds]
    sure = sum(read(line["input"], line["kind"]).sure for line in asked)
    return Row(
        what="names that the fast path is sure of", goal=SURE, share=sure / len(asked), detail=f"{sure} of {len(asked)}"
    )
