from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_ROW = re.compile(r"^\| (?P<promise>.+?) \| (?P<state>\w+) \| (?P<where>.*?) \| (?P<test>.*?) \|$", re.MULTILINE)


def faults(table: str, repository: Path) -> list[str]:
    """Name each row that says done and is not held by a test that is there."""
    found = []
    for row in _ROW.finditer(table):
        path, _, test = row["test"].strip("`").partition("::")
        if row["state"] == "done" and not _is_there(repository / path, test):
            found.append(row["promise"])
    return found


def _is_there(path: Path, test: str) -> bool:
    return bool(test) and path.is_file() and f"def {test}(" in path.read_text()


def test_what_is_done_is_held_by_a_test(repository: Path) -> None:
    table = (repository / "docs" / "reference" / "coverage.md").read_text()
    assert faults(table, repository) == []
    assert len(_ROW.findall(table)) > 50


def test_a_promise_without_a_test_is_found(repository: Path) -> None:
    here = "tests/architecture/test_coverage.py"
    good = f"| a | done |  | `{here}::test_a_promise_without_a_test_is_found` |"
    assert faults(good, repository) == []
    assert faults(f"| b | done |  | `{here}::test_of_nothing` |", repository) == ["b"]
    assert faults("| c | done |  |  |", repository) == ["c"]
    assert faults("| d | later |  |  |", repository) == []
