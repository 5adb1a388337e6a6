from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

import pytest

from mediad.workers.errors import WorkerFailed
from mediad.workers.inventory import Inventory, Totals
from mediad.workers.preflight import preflight

if TYPE_CHECKING:
    from pathlib import Path

    from mediad.workers.process import Processes


async def test_a_root_is_walked_and_recognised_from_a_child(processes: Processes, tmp_path: Path) -> None:
    for at in range(300):
        (tmp_path / f"{at:03}").mkdir()
        (tmp_path / f"{at:03}" / "f").write_bytes(b"1")
    root, totals = os.fsencode(tmp_path), Totals()
    async with Inventory(processes) as inventory:
        found = [folder async for batch in inventory.walk(root, {}, totals) for folder in batch.folders]
        assert (len(found), totals.folders, totals.files, totals.size) == (301, 301, 300, 300)
        known = {folder.path: folder.digest for folder in found}
        (tmp_path / "007" / "f").unlink()
        (tmp_path / "007").rmdir()
        totals = Totals()
        again = [folder.path async for batch in inventory.walk(root, known, totals) for folder in batch.folders]
        assert (again, totals.vanished, totals.root_changed) == ([b""], [b"007"], False)
        facts = await inventory.identify(root)
        assert (facts["exists"], facts["is_dir"], facts["empty"]) == (True, True, False)
        assert len(facts["names"]) == 64
        assert facts["fs_type"]
        missing = await inventory.identify(root + b"/nowhere")
        assert (missing["exists"], missing["errno"]) == (False, errno.ENOENT)
        seen = await inventory.lstat(root, [b"001/f", b"nope"])
        assert isinstance(seen[0], tuple)
        assert (seen[0][1], seen[1]) == (1, errno.ENOENT)
        with pytest.raises(WorkerFailed) as failed:
            _ = [batch async for batch in inventory.walk(root + b"/nowhere", known, Totals())]
        assert failed.value.errno == errno.ENOENT


@pytest.mark.parametrize(
    ("body", "code", "reason"),
    [
        ("def plugin(context, settings): ...", "", ""),
        ("plugin = 3", "raised", "no factory"),
        ("raise ValueError('bad day')", "raised", "ValueError: bad day"),
        ("raise SystemExit(4)", "raised", "sys.exit(4)"),
        ("assert False", "raised", "AssertionError"),
        ("import os; os._exit(3)", "died", "exit 3"),
        ("import ctypes; ctypes.string_at(0)", "died", "SIGSEGV"),
        ("while True: pass", "timeout", "longer than 1 s"),
        ("x = bytearray(4 << 30)", "raised", "MemoryError"),
        ("def other(): ...", "raised", "plugin"),
    ],
)
async def test_an_import_that_misbehaves_gets_a_verdict(
    processes: Processes, tmp_path: Path, body: str, code: str, reason: str
) -> None:
    (tmp_path / "under_test.py").write_text(body)
    processes._paths = [str(tmp_path)]
    verdict = await preflight(processes, "under_test:plugin", seconds=1)
    assert (verdict.code, verdict.ok) == (code, code == "")
    assert reason in verdict.reason
