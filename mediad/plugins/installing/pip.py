"""Runs pip: it resolves, fetches and unpacks; what may be installed is decided elsewhere.

pip is the program of the daemon's own Python. Its cache, its temporary files and, where there is no home, its home lie
in folders that the daemon may write to. The people's own configuration of pip applies, unless nothing but folders is
to be looked at.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion

from mediad.plugins.installing.archive import shown
from mediad.plugins.installing.errors import DependencyConflict, InstallFailed, PipMissing
from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from mediad.plugins.installing.generations import Locked

LIMIT = 900.0
"""Seconds for one run of pip; a slow line to an index is no reason to wait for ever."""
_MOST_SAID = 1 << 20
_WANTS = re.compile(r"^ {4}(?P<name>\S+) (?P<version>\S+) depends on (?P<wanted>.+)$", re.MULTILINE)
_HELD = re.compile(r"^ {4}The user requested \(constraint\) (?P<held>.+)$", re.MULTILINE)
_ASKED = re.compile(r"^ {4}The user requested (?P<asked>[^(].*)$", re.MULTILINE)
_NOTHING = re.compile(
    r"No matching distribution found for (?P<wanted>[^\n(]+?)(?: \(from (?P<by>[^)\n]+)\))?\s*$", re.MULTILINE
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Where packages may come from.

    Attributes:
        folders: Folders of wheels.
        index: Ask the index that pip is configured for, too.
        code: Take source packages, and run their own code to make wheels of them.
    """

    folders: tuple[Path, ...] = ()
    index: bool = True
    code: bool = False

    def options(self) -> list[str]:
        """Give them as pip's options."""
        links = [option for folder in self.folders for option in ("--find-links", str(folder))]
        return [*links, *([] if self.index else ["--no-index"]), *([] if self.code else ["--only-binary", ":all:"])]


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """A package that pip would install."""

    name: str
    version: str
    url: str
    sha256: str

    @property
    def file(self) -> Path | None:
        """The file on this machine, if it is one."""
        parts = urlsplit(self.url)
        return Path(unquote(parts.path)) if parts.scheme == "file" else None


class Pip:
    """pip, in a scratch folder of its own."""

    def __init__(
        self, scratch: Path, cache: Path, *, environ: Mapping[str, str] | None = None, python: str = sys.executable
    ) -> None:
        self._scratch = scratch
        self._cache = cache
        self._environ = os.environ if environ is None else environ
        self._python = python

    async def resolve(self, wanted: Sequence[str], held: Sequence[str], sources: Sources) -> list[Resolved]:
        """Ask what would have to be installed beside what is there; `held` are versions that must not change."""
        report = self._scratch / "report.json"
        lists = {"-r": wanted, "-c": held}
        await self._run("install", ["--dry-run", "--report", str(report)], lists, sources)
        return _resolved(json.loads(await asyncio.to_thread(report.read_bytes)))

    async def fetch(self, lock: Sequence[Resolved], into: Path, sources: Sources) -> None:
        """Get wheels of exactly these packages; sources are made into wheels when they may run."""
        lines = [f"{each.name}=={each.version} --hash=sha256:{each.sha256}" for each in lock]
        command, place = ("wheel", "--wheel-dir") if sources.code else ("download", "--dest")
        await self._run(command, ["--no-deps", "--require-hashes", place, str(into)], {"-r": lines}, sources)

    async def newest(self, name: str, into: Path, sources: Sources) -> None:
        """Get the newest wheel of a package, without anything that it needs."""
        await self._run("download", ["--no-deps", "--dest", str(into)], {"-r": [name]}, sources)

    async def install(self, lock: Sequence[Locked], wheels: Path, target: Path) -> None:
        """Unpack exactly these files."""
        sources = Sources(folders=(wheels,), index=False)
        options = ["--no-deps", "--require-hashes", "--no-warn-script-location", "--target", str(target)]
        await self._run("install", options, {"-r": [each.line() for each in lock]}, sources)

    def _listed(self, lists: Mapping[str, Sequence[str]]) -> list[str]:
        """Write lines for pip to read: what stands in a file is never taken for an option of the command."""
        options = []
        for option, lines in lists.items():
            path = self._scratch / f"{option.strip('-')}.txt"
            path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
            options += [option, str(path)]
        return options

    async def _run(
        self, command: str, options: Sequence[str], lists: Mapping[str, Sequence[str]], sources: Sources
    ) -> None:
        if await asyncio.to_thread(find_spec, "pip") is None:
            raise PipMissing
        surroundings = await asyncio.to_thread(self._surroundings, alone=not sources.index)
        options = [*options, *await asyncio.to_thread(self._listed, lists)]
        started = await asyncio.create_subprocess_exec(
            self._python, "-I", "-m", "pip", command, "--no-input", "--no-color", *options, *sources.options(),
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
            env=surroundings, cwd=self._scratch, start_new_session=True,
        )  # fmt: skip
        try:
            async with asyncio.timeout(LIMIT):
                said = await _said(started)
                code = await started.wait()
        except TimeoutError:
            raise InstallFailed(
                f"pip did not end within {LIMIT:g} s.", remedy="Look at the line to its index."
            ) from None
        finally:
            if started.returncode is None:
                with suppress(ProcessLookupError):
                    os.killpg(started.pid, signal.SIGKILL)
                await started.wait()
        if code:
            raise refusal(said)

    def _surroundings(self, *, alone: bool) -> dict[str, str]:
        """Give pip folders that it may write to, and with `alone` none of the people's words on where to look."""
        kept = {name: value for name, value in self._environ.items() if not (alone and name.startswith("PIP_"))}
        temporary, home = self._scratch / "tmp", Path(kept.get("HOME") or "/nonexistent")
        for folder in (temporary, self._cache):
            folder.mkdir(parents=True, exist_ok=True)
        own = {"TMPDIR": str(temporary), "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_CACHE_DIR": str(self._cache)}
        if not os.access(home, os.R_OK | os.X_OK):
            own["HOME"] = str(self._scratch)
        return {**kept, **own, **({"PIP_CONFIG_FILE": os.devnull} if alone else {})}


async def _said(started: asyncio.subprocess.Process) -> str:
    assert started.stdout is not None  # noqa: S101  # it was asked for
    said = bytearray()
    while chunk := await started.stdout.read(1 << 16):
        said += chunk
        del said[:-_MOST_SAID]
    return said.decode("utf-8", "replace")


def refusal(said: str) -> DependencyConflict | InstallFailed:
    """Say in a sentence why pip would not, from what it wrote."""
    held = [each["held"].strip().replace("==", " ") for each in _HELD.finditer(said)]
    wants = [(f"{each['name']} {each['version']} wants", each["wanted"].strip()) for each in _WANTS.finditer(said)]
    wanted = [" ".join(each) for each in [one for one in wants if not _is_given(one[1], held)] or wants]
    asked = [f"{each['asked'].strip()} was asked for" for each in _ASKED.finditer(said)]
    if held and (wanted or asked):
        there = ", ".join(dict.fromkeys(held))
        return DependencyConflict(f"{shown_all([*asked, *wanted])}; here is {shown(there)}, which must stay.")
    if wanted or asked:
        return DependencyConflict(f"These do not go together: {shown_all([*asked, *wanted])}.")
    if found := _NOTHING.search(said):
        by = f", which {shown(found['by'])} wants" if found["by"] else ""
        remedy = "Look at its name, at what pip is configured to look at, and whether it fits this Python."
        return InstallFailed(f"There is no package {shown(found['wanted'].strip())}{by}.", remedy=remedy)
    lines = [line.removeprefix("ERROR:").strip() for line in said.splitlines() if line.startswith("ERROR:")]
    return InstallFailed(f"pip failed: {shown(next(iter(lines), 'it said nothing'))}")


def _is_given(wanted: str, held: Sequence[str]) -> bool:
    """Tell whether what is wanted is what must stay: pip names everybody who wants a package, content or not."""
    try:
        need = Requirement(wanted.replace(" and ", ","))
        versions = [version for name, _, version in (each.partition(" ") for each in held) if name == need.name]
        return any(need.specifier.contains(version, prereleases=True) for version in versions)
    except (InvalidRequirement, InvalidVersion):
        return False


def shown_all(sentences: Sequence[str]) -> str:
    """Join what strangers' metadata says."""
    return "; ".join(map(shown, dict.fromkeys(sentences)))


def _resolved(report: Mapping[str, Any]) -> list[Resolved]:
    found = []
    for each in report["install"]:
        info = each["download_info"]
        hashes = info.get("archive_info", {}).get("hashes", {})
        if "sha256" not in hashes:
            raise InstallFailed(f"{shown(each['metadata']['name'])} comes from where no file with a hash is.")
        name, version = canonicalize_name(each["metadata"]["name"]), each["metadata"]["version"]
        found.append(Resolved(name=name, version=version, url=info["url"], sha256=hashes["sha256"]))
    return found
