"""`make bench`: every figure is a ratio of two things measured in one run on this machine.

    python -m tests.benchmarks [row ...] [--tracks N] [--films N] [--rescan N] [--items N] [--works N]
        [--dsn POSTGRES] [--pairs N]

A row whose input is absent says `not run`. The absolute values stand beside each ratio; a shared machine makes them
noisy, so only ratios are judged.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import Absent, Row, table
from rows import ROWS


def main() -> None:
    """Run the rows that were asked for, and print one table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description="Measure mediad.")
    parser.add_argument("rows", nargs="*", choices=[*ROWS, []], help="which rows; default all")
    parser.add_argument("--tracks", type=int, default=20_000, help="tagged tracks of the full scan")
    parser.add_argument("--films", type=int, default=1_000, help="films whose facts are read")
    parser.add_argument("--rescan", type=int, default=200_000, help="files of the no-change rescan")
    parser.add_argument("--items", type=int, default=200_000, help="works behind the page")
    parser.add_argument("--works", type=int, default=200_000, help="works behind a search")
    parser.add_argument("--dsn", default="", help="an empty PostgreSQL database, to search there as well")
    parser.add_argument("--pairs", type=int, default=5, help="alternating pairs of each ratio")
    options = parser.parse_args()
    done: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="mediad-bench-") as place:
        for name in options.rows or ROWS:
            sys.stderr.write(f"{name} ...\n")
            try:
                done += ROWS[name](Path(place) / name, options)
            except Absent as reason:
                done.append(Row(what=name, goal="", ratio=None, detail=f"not run: {reason}"))
    sys.stdout.write(table(done) + "\n")


main()
