"""Reads a wheel as a stranger's: every name, every hash and every claim is looked at, nothing of it is run."""

from __future__ import annotations

import base64
import csv
import re
import sys
import tomllib
from dataclasses import field
from email.parser import HeaderParser
from hashlib import file_digest
from importlib.metadata import EntryPoints
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import InvalidRequirement, Requirement
from packaging.specifiers import InvalidSpecifier, SpecifierSet
from packaging.tags import sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

from mediad.plugins.installing.archive import opened, shown
from mediad.plugins.installing.errors import PackageRefused
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.hooks import GROUP
from mediad_sdk.manifest import FILE_NAME, ID_PATTERN, Manifest, Permission, parse_manifest

if TYPE_CHECKING:
    from email.message import Message

    from mediad.plugins.installing.archive import Archive

MOST_TEXT = 4 << 20
"""Metadata, entry points, manifests: anything that is larger is no such thing."""
MOST_RECORD = 16 << 20
OURS = frozenset({"mediad", "mediad_sdk"})
_REFERENCE = re.compile(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*:[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", re.ASCII)
_UNHASHED = ("RECORD", "RECORD.jws", "RECORD.p7s")
_LANDING = {"purelib": True, "platlib": True, "data": True, "scripts": False, "headers": False}
"""Where the folders of NAME.data land: among the packages, or nowhere that is imported from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A plugin that a wheel brings."""

    id: str
    entry: str
    manifest: Manifest

    @property
    def permissions(self) -> dict[str, str]:
        """Give what it wants to be allowed, each with its reason and its bounds, as people read it."""
        return {name: _reason(asked) for name, asked in self.manifest.permissions.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wheel:
    """What a wheel says, all of it checked against what it holds.

    Attributes:
        files: Where its files land below the folder that is imported from.
        tops: The modules and packages that it brings, without what only others may share with it.
    """

    path: Path
    name: str
    version: str
    sha256: str
    requires: tuple[str, ...] = ()
    requires_python: str = ""
    files: frozenset[str] = frozenset()
    tops: frozenset[str] = frozenset()
    plugins: tuple[Offered, ...] = field(default=())


def read_wheel(path: Path) -> Wheel:
    """Read a wheel, or raise `PackageRefused` with the first thing that is wrong with it."""
    label = shown(path.name)
    try:
        name, version, _, tags = parse_wheel_filename(path.name)
    except InvalidWheelFilename as error:
        raise PackageRefused(f"{label} has not the name of a wheel: {error}.") from error
    if tags.isdisjoint(sys_tags()):
        made, here = ", ".join(sorted(map(str, tags))), next(iter(sys_tags()))
        raise PackageRefused(f"{label} was made for {made}; this is {here}.")
    with opened(path) as archive:
        return _read(_Reading(archive, path, name, str(version)))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A wheel that is being read."""

    archive: Archive
    path: Path
    name: str
    version: str

    def refused(self, sentence: str) -> PackageRefused:
        """Make the refusal of this wheel."""
        return PackageRefused(f"{shown(self.path.name)} {sentence}.")


def _read(reading: _Reading) -> Wheel:
    info = _info_folder(reading)
    _check_record(reading, info)
    headers = HeaderParser().parsestr(reading.archive.text(f"{info}/METADATA", MOST_TEXT))
    requires_python = _check_headers(reading, headers)
    requires = _requires(reading, headers)
    files = frozenset(filter(None, (_landed(reading, each) for each in reading.archive.names)))
    tops = _tops(reading, files, info)
    return Wheel(
        path=reading.path, name=str(reading.name), version=reading.version, sha256=sha256(reading.path),
        requires=requires, requires_python=requires_python,
        files=files, tops=tops, plugins=tuple(_plugins(reading, info, files)),
    )  # fmt: skip


def sha256(path: Path) -> str:
    """Hash a file."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _info_folder(reading: _Reading) -> str:
    """Find the one folder of metadata, which is named as the wheel."""
    found = {each.partition("/")[0] for each in reading.archive.names if each.partition("/")[0].endswith(".dist-info")}
    if len(found) != 1:
        raise reading.refused(f"has {len(found)} folders of metadata, not one")
    folder = found.pop()
    name, _, _ = folder.removesuffix(".dist-info").partition("-")
    if canonicalize_name(name) != reading.name:
        raise reading.refused(f"has the metadata of {shown(name)}")
    return folder


def _check_record(reading: _Reading, info: str) -> None:
    """Compare every file with its hash: pip does not."""
    rows = {
        row[0]: row[1:] for row in csv.reader(reading.archive.text(f"{info}/RECORD", MOST_RECORD).splitlines()) if row
    }
    unhashed = {f"{info}/{each}" for each in _UNHASHED}
    if more := sorted(set(rows) - set(reading.archive.names) - unhashed):
        raise reading.refused(f"lacks {shown(more[0])}, which its RECORD names")
    for name in sorted(set(reading.archive.names) - unhashed):
        if name not in rows:
            raise reading.refused(f"holds {shown(name)}, which its RECORD does not name")
        digest, _ = reading.archive.digest(name)
        if rows[name][:1] != [f"sha256={base64.urlsafe_b64encode(digest).rstrip(b'=').decode()}"]:
            raise reading.refused(f"holds {shown(name)} otherwise than its RECORD says")


def _check_headers(reading: _Reading, headers: Message) -> str:
    """See that the metadata speaks of this wheel and of this Python; gives the range of Pythons."""
    named = canonicalize_name(str(headers.get("Name", "")))
    if (named, str(headers.get("Version", ""))) != (reading.name, reading.version):
        raise reading.refused(f"says that it is {shown(named)} {shown(str(headers.get('Version', '')))}")
    requires = str(headers.get("Requires-Python", ""))
    if fault := python_fault(requires):
        raise reading.refused(fault)
    return requires


def _requires(reading: _Reading, headers: Message) -> tuple[str, ...]:
    lines = tuple(map(str, headers.get_all("Requires-Dist", ())))
    for line in lines:
        try:
            Requirement(line)
        except InvalidRequirement as error:
            raise reading.refused(f"needs {shown(line)!r}, which cannot be read") from error
    return lines


def python_fault(requires: str, version: str = "") -> str:
    """Say why a range of Pythons does not do; "" when it does."""
    version = version or ".".join(map(str, sys.version_info[:3]))
    try:
        fits = SpecifierSet(requires).contains(version, prereleases=True)
    except InvalidSpecifier:
        return f"wants Python {shown(requires)!r}, which cannot be read"
    return "" if fits else f"wants Python {requires}; this is {version}"


def _landed(reading: _Reading, name: str) -> str:
    """Say where a file lands below the site folder; "" for what is not imported."""
    top, _, rest = name.partition("/")
    if not top.endswith(".data"):
        return name
    kind, _, below = rest.partition("/")
    if kind not in _LANDING or not below:
        raise reading.refused(f"holds {shown(name)}, for which there is no place")
    return below if _LANDING[kind] else ""


def _tops(reading: _Reading, files: frozenset[str], info: str) -> frozenset[str]:
    """Name what it brings to import; refuse what changes how Python starts, and what is the daemon's."""
    tops = set[str]()
    for name in files:
        top, _, rest = name.partition("/")
        if top.endswith((".dist-info", ".egg-info")) and top != info:
            raise reading.refused(f"holds {shown(name)}, the metadata of another package")
        if not rest and top.endswith(".pth"):
            raise reading.refused(f"holds {shown(name)}, which Python would run at every start")
        if top.partition(".")[0] in OURS:
            raise reading.refused(f"holds {shown(name)}, and only the daemon's own packages may be called so")
        if (not rest and "." in top) or rest == "__init__.py":
            tops.add(top.partition(".")[0])
    return frozenset(tops)


def _plugins(reading: _Reading, info: str, files: frozenset[str]) -> list[Offered]:
    """Read the entry points of plugins with their manifests."""
    if f"{info}/entry_points.txt" not in reading.archive.names:
        return []
    try:
        points = EntryPoints._from_text(reading.archive.text(f"{info}/entry_points.txt", MOST_TEXT))  # type: ignore[attr-defined]  # noqa: SLF001  # the one reader of this format that there is
        wanted = [point for point in points if point.group == GROUP]
    except PackageRefused:
        raise
    except Exception as error:  # a parser of a stranger's text
        raise reading.refused(f"has entry points that cannot be read: {shown(str(error))}") from error
    return [_offered(reading, point.name, point.value, files) for point in wanted]


def _offered(reading: _Reading, name: str, value: str, files: frozenset[str]) -> Offered:
    if not ID_PATTERN.fullmatch(name):
        raise reading.refused(f"has a plugin called {shown(name)!r}: 2 to 32 of a-z, 0-9 and _ are a plugin's name")
    if not _REFERENCE.fullmatch(value):
        raise reading.refused(f"has the plugin {name} at {shown(value)!r}, which is no place in a module")
    top = value.partition(":")[0].partition(".")[0]
    if f"{top}/{FILE_NAME}" not in files:
        raise reading.refused(f"brings no {FILE_NAME} in {top}, where its plugin {name} is")
    try:
        manifest = parse_manifest(tomllib.loads(reading.archive.text(f"{top}/{FILE_NAME}", MOST_TEXT)))
    except PackageRefused:
        raise
    except MediadError as error:
        places = "; ".join(f"{shown(key)} {sentence}" for key, sentence in getattr(error, "places", ()))
        raise reading.refused(f"has a {FILE_NAME} with mistakes: {shown(places or str(error))}") from error
    except Exception as error:  # whatever the format lets through
        raise reading.refused(f"has a {FILE_NAME} that cannot be read: {shown(str(error))}") from error
    if manifest.id != name:
        raise reading.refused(f"says {shown(str(manifest.id))!r} in its {FILE_NAME}, its entry point is named {name!r}")
    return Offered(id=name, entry=value, manifest=manifest)


def _reason(permission: Permission) -> str:
    """Write a permission as people read it: its reason, then what bounds it."""
    facts = permission.facts()
    reason = str(facts.pop("reason"))
    bounds = [f"{key}: {', '.join(bound) if isinstance(bound, list) else bound}" for key, bound in facts.items()]
    return f"{reason} ({'; '.join(bounds)})" if bounds else reason
