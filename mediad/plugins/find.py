"""What is installed: read from metadata and manifests, nothing of a plugin is imported.

Who offers what comes from `importlib.metadata`, which knows distribution and version and sees what was installed a
moment ago; stevedore's own listing knows neither.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.metadata import Distribution, EntryPoint
from pathlib import Path

from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.hooks import GROUP
from mediad_sdk.manifest import FILE_NAME, ID_PATTERN, Manifest, parse_manifest

Locate = Callable[[str], Path | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A plugin that is installed.

    Attributes:
        id: The entry point's name.
        distribution: The name of the package that was installed.
        version: Its version.
        entry: Where its factory is.
        folder: Where its code is, None when that cannot be told.
        manifest: What it says of itself, None when that cannot be read.
        fault: Why it cannot be read.
        source: The distribution's metadata.
    """

    id: str
    distribution: str
    version: str
    entry: EntryPoint
    folder: Path | None
    manifest: Manifest | None
    fault: str = ""
    source: Distribution | None = None

    @property
    def roots(self) -> tuple[str, ...]:
        """What the paths of its own code begin with."""
        return (f"{self.folder}{os.sep}",) if self.folder else ()


def find(
    distributions: Callable[[], Iterable[Distribution]] | None = None, locate: Locate | None = None
) -> list[Found]:
    """List every plugin that is installed, in the order of ids and distributions."""
    listed = (distributions or Distribution.discover)()
    found = [
        _found(entry, source, name, locate or locate_package)
        for name, source in _providers(listed)
        for entry in source.entry_points
        if entry.group == GROUP
    ]
    return sorted(found, key=lambda each: (each.id, each.distribution))


def _providers(distributions: Iterable[Distribution]) -> Iterator[tuple[str, Distribution]]:
    """Give those that offer plugins, each with its name: whoever asks a distribution for it has a letter parsed."""
    seen: set[str] = set()
    for source in distributions:
        if GROUP not in (source.read_text("entry_points.txt") or ""):
            continue
        name = str(source.metadata["Name"])
        if (plain := name.lower().replace("_", "-")) not in seen:  # one that comes later on the path is shadowed
            seen.add(plain)
            yield name, source


def _found(entry: EntryPoint, source: Distribution, name: str, locate: Locate) -> Found:
    folder = manifest = None
    fault = ""
    try:
        folder = locate(entry.module.partition(".")[0])
        manifest = read_manifest(entry.name, folder)
    except MediadError as error:
        places = "; ".join(f"{key} {sentence}" for key, sentence in getattr(error, "places", ()))
        fault = f"{error}{': ' if places else ''}{places}"
    except Exception as error:  # noqa: BLE001  # a package can break its own finding in many ways
        fault = f"{type(error).__name__}: {error}"
    return Found(
        id=entry.name,
        distribution=name,
        version=str(source.version),
        entry=entry,
        folder=folder,
        manifest=manifest,
        fault=fault,
        source=source,
    )


def locate_package(top: str) -> Path | None:
    """Say where a top-level package lies, without running any of it.

    Not by `importlib.util.find_spec`, which answers with what was imported: a new version may lie elsewhere.
    """
    finders = (getattr(each, "find_spec", None) for each in sys.meta_path)
    spec = next((spec for find_spec in finders if find_spec and (spec := find_spec(top, None))), None)
    places = list(spec.submodule_search_locations or ()) if spec else []
    return Path(places[0]) if places else None


def read_manifest(name: str, folder: Path | None) -> Manifest:
    """Read the manifest of a package; raises `MediadError` with what is wrong with it."""
    if folder is None:
        raise MediadError(
            "the package of its entry point cannot be found; what pip made editable, the next start finds"
        )
    try:
        manifest = parse_manifest(tomllib.loads((folder / FILE_NAME).read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise MediadError(f"there is no {FILE_NAME} in the package") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise MediadError(f"{FILE_NAME} cannot be read: {error}") from error
    if manifest.id != name or not ID_PATTERN.fullmatch(name):
        raise MediadError(f"{FILE_NAME} says {manifest.id!r}, the entry point is named {name!r}")
    return manifest


@cache  # most plugins name the same range
def sdk_fault(requires: str, version: str) -> str:
    """Say why a range of SDK versions does not do: unreadable, without both ends, or elsewhere; "" when it does."""
    from packaging.specifiers import InvalidSpecifier, SpecifierSet  # noqa: PLC0415  # imported when first used: 8 ms

    try:
        specifiers = SpecifierSet(requires)
    except InvalidSpecifier:
        return f"its SDK range {requires!r} cannot be read"
    operators = {each.operator for each in specifiers}
    if not operators & {">=", ">", "~=", "=="} or not operators & {"<=", "<", "~=", "=="}:
        return f"its SDK range {requires!r} needs both a lower and an upper end"
    return (
        "" if specifiers.contains(version, prereleases=True) else f"it needs mediad-sdk {requires}, this is {version}"
    )
