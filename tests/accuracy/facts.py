"""Facts of real files against those of independent programs, as each type's own tests measure and print them."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from accuracy.table import SHARED, Row, absent

GOAL = 0.98
REPOSITORY = Path(__file__).resolve().parents[2]
_MEASURE = re.compile(r"^(\d+) of (\d+) (.*facts.*)$", re.MULTILINE)


def rows() -> list[Row]:
    """Run the tests over the samples, and read what they print: `340 of 344 facts agree with ffprobe`."""
    if not (SHARED / "samples").is_dir():
        return absent("facts", "the collection of samples does not lie beside the repository")
    out: list[Row] = []
    for path in sorted(REPOSITORY.glob("plugins/*/*/tests/test_shared_samples.py")):
        name = path.parents[1].name
        command = [sys.executable, "-m", "pytest", "-q", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=REPOSITORY)
        found = _MEASURE.findall(done.stdout)
        out += [
            Row(what=f"{name}: {what}", goal=GOAL, share=int(right) / int(total), detail=f"{right} of {total}")
            for right, total, what in found
        ]
        if done.returncode:
            out.append(
                Row(what=f"{name}: tests over the samples", goal=1, share=0, detail=done.stdout.splitlines()[-1])
            )
    return out
