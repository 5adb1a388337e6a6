"""Generations of installed packages: folders that never change, and one link that says which of them counts.

    root/current -> generations/7/site   what is imported from
    root/generations/7/wheels, lock.txt  what it was made of, with hashes
    root/generations/7/generation.json   what was asked for, what came of it

The link is replaced by one rename: a daemon that starts sees the former generation or the new one, whole.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mediad.plugins.installing.current import current_site
from mediad.plugins.installing.errors import InstallationRuns
from mediad_sdk.data import dataclass
from mediad_sdk.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

KEPT = 3
"""Generations that stay, the current one and the one that it was made from among them."""
CURRENT = "current"
_FACTS = "generation.json"
_UNFINISHED = ".new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Locked:
    """One package of a generation, down to the file."""

    name: str
    version: str
    file: str
    sha256: str

    def line(self) -> str:
        """Give it as pip reads it."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One plugin of a generation, with the permissions that were approved when it was installed."""

    id: str
    distribution: str
    version: str
    permissions: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """What was installed together.

    Attributes:
        number: Its name; 0 is the generation without anything, which has no folder.
        base: The generation that it was made from, where a rollback goes.
        created: When: milliseconds since 1970, UTC.
        asked: Requirements that people asked for; everything else came along.
        lock: Every package.
        plugins: Every plugin in them.
        python: The Python that it was made for.
    """

    number: int
    base: int
    created: int
    asked: tuple[str, ...]
    lock: tuple[Locked, ...]
    plugins: tuple[Brought, ...]
    python: str

    def packages(self) -> dict[str, Locked]:
        """Give the packages by their names."""
        return {each.name: each for each in self.lock}


NOTHING = Generation(number=0, base=0, created=0, asked=(), lock=(), plugins=(), python="")


class Generations:
    """The generations below one root: the daemon's `data_dir/plugins`, or a plugin's `data_dir/plugins/own/ID`."""

    def __init__(self, root: Path) -> None:
        self.root = root.absolute()
        self._folder = self.root / "generations"

    def place(self, number: int) -> Path:
        """Give the folder of a generation."""
        return self._folder / str(number)

    def site(self, number: int) -> Path:
        """Give what is imported from."""
        return self.place(number) / "site"

    def wheels(self, number: int) -> Path:
        """Give the folder of a generation's wheels."""
        return self.place(number) / "wheels"

    def numbers(self) -> list[int]:
        """Give the generations that are there, oldest first."""
        if not self._folder.is_dir():
            return []
        return sorted(int(each.name) for each in self._folder.iterdir() if each.name.isdecimal())

    def all(self) -> list[Generation]:
        """Tell all that is known of each, newest first."""
        return [self.read(number) for number in reversed(self.numbers())]

    def read(self, number: int) -> Generation:
        """Tell all that is known of one."""
        if not number:
            return NOTHING
        try:
            facts = json.loads((self.place(number) / _FACTS).read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise NotFound(
                f"There is no generation {number}.", remedy="`mediad plugin generations` lists them."
            ) from None
        return _generation(facts)

    def current_number(self) -> int:
        """Say which generation counts; 0 for none."""
        site = current_site(self.root)
        return int(site.parent.name) if site else 0

    def current(self) -> Generation:
        """Tell all that is known of the one that counts."""
        return self.read(self.current_number())

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody else change anything meanwhile, and clear away what an earlier one left unfinished."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.root / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise InstallationRuns from None
            for left in self._folder.glob(f"*{_UNFINISHED}"):
                shutil.rmtree(left, ignore_errors=True)
            yield

    @contextmanager
    def begun(self) -> Iterator[Path]:
        """Give a folder to build a generation in; it goes away unless it is finished."""
        folder = self._folder / f"{self.following()}{_UNFINISHED}"
        for name in ("site", "wheels", "given", "scratch"):
            (folder / name).mkdir(parents=True, mode=0o700)
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def finish(self, folder: Path, generation: Generation) -> Generation:
        """Give the folder of a generation its name."""
        for name in ("scratch", "given"):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / "lock.txt").write_text("".join(f"{each.line()}\n" for each in generation.lock), encoding="utf-8")
        (folder / _FACTS).write_text(json.dumps(asdict(generation), indent=1), encoding="utf-8")
        os.sync()  # everything, once: a power cut must not leave the link pointing at half of it
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.rename(self.place(generation.number))
        return generation

    def switch(self, number: int) -> None:
        """Let a generation count from the next start on, by one rename; 0 takes the link away."""
        link = self.root / CURRENT
        if number:
            fresh = self.root / f"{CURRENT}{_UNFINISHED}"
            fresh.unlink(missing_ok=True)
            fresh.symlink_to(f"generations/{number}/site")
            fresh.replace(link)
        else:
            link.unlink(missing_ok=True)
        flush(self.root)

    def earlier(self, generation: Generation) -> int:
        """Say where a rollback goes: where the generation came from, or the next older one that is still there."""
        older = [number for number in self.numbers() if number < generation.number]
        if generation.base in older or not generation.base:
            return generation.base
        return older[-1] if older else 0

    def prune(self) -> list[int]:
        """Remove old generations, and none that a daemon still runs with; gives those that went."""
        current = self.current()
        wanted = {current.number, current.base}
        newest = [number for number in reversed(self.numbers()) if number not in wanted]
        spare = max(KEPT - len(wanted & set(self.numbers())), 0)
        gone = [number for number in newest[spare:] if not in_use(self.place(number))]
        for number in gone:
            shutil.rmtree(self.place(number), ignore_errors=True)
        return gone

    def following(self) -> int:
        """Give the number of the next generation."""
        return max(self.numbers(), default=0) + 1


def flush(folder: Path) -> None:
    """Let the names in a folder outlive a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def in_use(place: Path) -> bool:
    """Tell whether a daemon runs with this generation: it holds a shared lock on the folder."""
    fd = os.open(place, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(fd)
    return False


def adopt_wheels(files: Iterable[Path], into: Path) -> None:
    """Put wheels into a generation: what is ours already by a second name, what others may change by a copy."""
    ours = into.parents[1]
    for file in files:
        target = into / file.name
        target.unlink(missing_ok=True)
        with suppress(OSError):
            if file.is_relative_to(ours):
                target.hardlink_to(file)
                continue
        shutil.copyfile(file, target)


def _generation(facts: Mapping[str, Any]) -> Generation:
    return Generation(
        **{name: facts[name] for name in ("number", "base", "created", "python")},
        asked=tuple(facts["asked"]),
        lock=tuple(Locked(**each) for each in facts["lock"]),
        plugins=tuple(Brought(**each) for each in facts["plugins"]),
    )
