"""Random lives of a disk against a model: files keep their ids whatever people and faults do between scans."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import Any

from disks import DENIED, ROOT, JobStub, MemoryCatalogue, MemoryDisk, make_library, tools_of
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mediad.library.inventory.scan import Scan
from mediad.storage.ports import inventory
from mediad.storage.sqlite import open_sqlite

PLACES = st.sampled_from([f"{folder}{name}.toy".encode() for folder in ("", "a/", "a/b/", "c/") for name in "xyz"])
CHOICE = st.integers(0, 99)
FAULTS = st.sampled_from(["missing", "empty", "error", "hanging", "stranger", "taken away", "locked"])


class Lives(RuleBasedStateMachine):
    """What people do to a disk, what goes wrong with it, and scans in between."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = Path(tempfile.mkdtemp(prefix="mediad-model-"))
        self.opening = open_sqlite(self.folder / "mediad.db")
        self.storage = self.loop.run_until_complete(self.opening.__aenter__())
        self.library = self.loop.run_until_complete(make_library(self.storage, ROOT))
        self.disk = MemoryDisk()
        self.catalogue = MemoryCatalogue()
        self.tools = tools_of(self.storage, self.disk, self.catalogue)
        self.numbers = count(1)
        self.uids: dict[bytes, str] = {}  # by path, as the next scan should find them
        self.rows: dict[bytes, str] = {}  # what was present at the last scan, by path
        self.gone: dict[bytes, str] = {}  # missing files by path
        self.touched: set[bytes] = set()  # changed since the last scan
        self.seen: set[str] = set()

    def teardown(self) -> None:
        """Close everything."""
        self.loop.run_until_complete(self.opening.__aexit__(None, None, None))
        self.loop.close()
        shutil.rmtree(self.folder)

    def scan(self, **args: Any) -> dict[bytes, inventory.File]:
        """Scan, and give the file rows by path."""
        job = JobStub(id=f"scan-{next(self.numbers)}", args={"library": self.library.uid, **args})
        self.loop.run_until_complete(Scan(self.tools, job).run())
        return self.loop.run_until_complete(self.stored())

    async def stored(self) -> dict[bytes, inventory.File]:
        """Read every file row."""
        found = {}
        for folder in (await inventory.folders(self.storage, self.library.roots[0].id)).values():
            for name, file in (await inventory.files(self.storage, [folder.id])).get(folder.id, {}).items():
                found[folder.path + b"/" + name if folder.path else name] = file
        return found

    def paths(self) -> list[bytes]:
        """Give the paths that are on the disk."""
        return sorted(path[len(ROOT) + 1 :] for path in self.disk.files)

    @initialize()
    def begin(self) -> None:
        """Keep one file that nobody touches: an empty root is a fault, not a wish."""
        self.disk.put(b"kept/for ever.toy", "for ever")

    @rule(path=PLACES)
    def add(self, path: bytes) -> None:
        """Write a file, or write over one."""
        self.disk.put(path, f"toy {next(self.numbers)}")
        self.touched.add(path)
        if path in self.rows:  # a place that had a file keeps its id, wherever that file went
            self.lose(self.rows[path])
        elif path in self.uids:  # renamed and then changed: another file
            self.lose(self.uids[path])
        if path in self.gone:
            self.uids[path] = self.gone.pop(path)

    def lose(self, uid: str) -> None:
        """Forget where a known file went: its row stays where the last scan saw it."""
        self.uids = {path: other for path, other in self.uids.items() if other != uid}
        for path, other in self.rows.items():
            if other == uid:
                self.gone[path] = uid

    @rule(at=CHOICE, to=PLACES)
    def rename(self, at: int, to: bytes) -> None:
        """Give a file another name or folder."""
        movable = [path for path in self.paths() if not path.startswith(b"kept")]
        if not movable or to in self.rows or ROOT + b"/" + to in self.disk.files:
            return
        old = movable[at % len(movable)]
        self.disk.move(ROOT + b"/" + old, ROOT + b"/" + to)
        uid = self.uids.pop(old, None)
        if old in self.touched:  # what is changed and moved between two scans is another file
            self.touched.add(to)
            if uid is not None:
                self.lose(uid)
            if to in self.gone:
                self.uids[to] = self.gone.pop(to)
        elif uid is not None:
            self.uids[to] = uid
            self.gone.pop(to, None)

    @rule(at=CHOICE)
    def delete(self, at: int) -> None:
        """Delete a file."""
        paths = [path for path in self.paths() if not path.startswith(b"kept")]
        if paths:
            path = paths[at % len(paths)]
            self.disk.remove(ROOT + b"/" + path)
            if path in self.uids:
                self.lose(self.uids[path])
            self.touched.discard(path)

    @rule()
    def look(self) -> None:
        """Scan: every file that was known has the id it had, new ones have new ids, deleted ones are missing."""
        stored = self.scan()
        present = {path: file.uid for path, file in stored.items() if file.state == "present"}
        assert sorted(present) == self.paths()
        assert {path: uid for path, uid in present.items() if path in self.uids} == self.uids
        assert {path: file.state for path, file in stored.items() if path in self.gone} == dict.fromkeys(
            self.gone, "missing"
        )
        assert len({file.uid for file in stored.values()}) == len(stored)
        works = self.catalogue.works()
        for path in present:
            title = self.disk.files[ROOT + b"/" + path].content.decode()
            assert works[title] == {stored[path].id}
        self.uids, self.rows, self.touched = present, dict(present), set()
        self.seen |= set(present.values())

    @precondition(lambda self: self.rows)
    @rule(fault=FAULTS)
    def suffer(self, fault: str) -> None:
        """Scan while something is wrong with the disk: not one row may be lost, or change its state."""
        before = self.loop.run_until_complete(self.stored())
        works = self.catalogue.works()
        files, folders, facts = dict(self.disk.files), set(self.disk.folders), dict(self.disk.facts)
        self.break_it(fault)
        after = self.scan()
        if fault not in {"taken away", "locked"}:
            assert after == before
        kept = {uid for path, uid in self.rows.items() if self.uids.get(path) == uid}  # nobody moved or deleted these
        assert kept <= {file.uid for file in after.values() if file.state != "missing"}
        assert set(works) <= set(self.catalogue.works()) or fault in {"taken away", "locked"}
        self.disk.files, self.disk.folders, self.disk.facts = files, folders, facts
        self.disk.trouble.clear()
        self.disk.unreadable.clear()
        self.disk.root_changes = False
        self.look()

    def break_it(self, fault: str) -> None:
        """Let something go wrong."""
        if fault == "stranger":
            self.disk.files, self.disk.folders = {}, set()
            self.disk.put(b"stranger/1.toy", "stranger")
            self.disk.facts = {"source": b"/dev/z", "fs_type": b"xfs", "fs_id": 99, "device": 1, "inode": 1}
        elif fault == "taken away":
            self.disk.remove(ROOT + b"/a")
            self.disk.root_changes = True
        elif fault == "locked":
            self.disk.unreadable = {path: DENIED for path in self.disk.folders if path != ROOT}
        else:
            self.disk.trouble[ROOT] = fault

    @invariant()
    def no_id_is_ever_forgotten(self) -> None:
        """Hold every id that a scan gave."""
        assert set(self.uids.values()) | set(self.gone.values()) <= self.seen or not self.rows


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=25,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[
        Phase.explicit,
        Phase.reuse,
        Phase.generate,
    ],  # an example as it was found says enough; shrinking takes minutes
)
