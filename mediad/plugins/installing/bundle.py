"""A bundle: one file with wheels and the lock that names each by its hash, for machines without a line."""

from __future__ import annotations

import json
import zipfile
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mediad.plugins.installing.archive import opened, shown
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.generations import Locked
from mediad.plugins.installing.wheel import sha256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FORMAT = 1
_FACTS = "mediad-bundle.json"
_WHEELS = "wheels/"
_MOST = 4 << 20


def write_bundle(file: Path, asked: Sequence[str], lock: Sequence[Locked], wheels: Path) -> None:
    """Write a bundle whole, or not at all."""
    fresh = file.with_name(f".{file.name}.new")
    facts = {"format": FORMAT, "asked": list(asked), "lock": [asdict(each) for each in lock]}
    try:
        with zipfile.ZipFile(fresh, "w") as packed:
            packed.writestr(_FACTS, json.dumps(facts, indent=1))
            for each in lock:
                packed.write(wheels / each.file, f"{_WHEELS}{each.file}")
        fresh.replace(file)
    finally:
        fresh.unlink(missing_ok=True)


def read_bundle(file: Path, into: Path) -> tuple[tuple[str, ...], list[Path]]:
    """Unpack the wheels of a bundle, each compared with its hash; gives what was asked for and the wheels."""
    with opened(file) as archive:
        asked, lock = _facts(archive.text(_FACTS, _MOST), shown(file.name))
        wanted = {f"{_WHEELS}{each.file}": each for each in lock}
        if strange := sorted(set(archive.names) ^ {_FACTS, *wanted}):
            raise PackageRefused(f"{shown(file.name)} and its lock do not agree on {shown(strange[0])}.")
        for name, each in wanted.items():
            target = into / each.file
            target.unlink(missing_ok=True)
            archive.unpack(name, target)
            if sha256(target) != each.sha256:
                raise PackageRefused(f"{shown(each.file)} in {shown(file.name)} is not what its lock says.")
    return asked, [into / each.file for each in lock]


def _facts(text: str, label: str) -> tuple[tuple[str, ...], tuple[Locked, ...]]:
    try:
        facts: dict[str, Any] = json.loads(text)
        if facts["format"] != FORMAT:
            raise PackageRefused(f"{label} is a bundle of a newer mediad.", remedy="Bring mediad up to date first.")
        lock = tuple(Locked(**each) for each in facts["lock"])
        asked = tuple(facts["asked"])
        plain = all(isinstance(value, str) for each in lock for value in asdict(each).values())
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackageRefused(f"{label} has a list that cannot be read.") from error
    if not plain or not all(isinstance(each, str) for each in asked):
        raise PackageRefused(f"{label} has a list that cannot be read.")
    if wrong := [each.file for each in lock if "/" in each.file or not each.file.endswith(".whl")]:
        raise PackageRefused(f"{label} names {shown(wrong[0])}, which is no wheel.")
    return asked, lock
