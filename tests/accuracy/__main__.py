"""`make accuracy`: how right mediad is about names, libraries, files and hostile files, in one table.

    python -m tests.accuracy [names] [libraries] [manifest] [facts] [hostile] [--class WORDS] [--misses]

A part whose input is absent says so. The exit status is 1 where something is below its goal.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from accuracy import facts, hostile, manifest, names, run
from accuracy.table import Row, shown

PARTS = ("hostile", "names", "libraries", "manifest", "facts")
"""In their order: the memory of hostile files is that of the largest child so far."""


def main() -> int:
    """Measure the parts that were asked for, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description="Measure how right mediad is.")
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], help="which parts; default all")
    parser.add_argument("--class", dest="group", default="", help="only the libraries of classes with these words")
    parser.add_argument("--misses", action="store_true", help="name each work that is not right")
    options = parser.parse_args()
    done: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="mediad-accuracy-") as place:
        makers = {
            "names": names.rows,
            "libraries": lambda: run.rows(options.group, misses=options.misses),
            "manifest": lambda: manifest.rows(Path(place) / "corpus"),
            "facts": facts.rows,
            "hostile": lambda: hostile.rows(Path(place) / "hostile"),
        }
        for part in (each for each in PARTS if each in (options.parts or PARTS)):
            sys.stderr.write(f"{part} ...\n")
            done += makers[part]()
    sys.stdout.write(shown(done) + "\n")
    return int(not all(row.met for row in done))


sys.exit(main())
