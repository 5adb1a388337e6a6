"""A plugin's project as it lies on the disk; nothing of it is imported."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid, MediadError, NotFound
from mediad_sdk.hooks import GROUP
from mediad_sdk.manifest import FILE_NAME, Manifest, parse_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """What checks look at.

    Attributes:
        folder: The project's folder.
        metadata: The table `project` of its pyproject.toml.
        plugin: The id, as the entry point names it.
        target: What the entry point leads to: `module:name`.
        package: The folder of the package.
        manifest: What it says of itself, None when that is wrong.
        fault: What is wrong with the manifest.
        sources: Every module of the package, parsed, by its path in the package.
    """

    folder: Path
    metadata: dict[str, Any]
    plugin: str
    target: str
    package: Path
    manifest: Manifest | None
    fault: str
    sources: dict[str, ast.Module]

    @property
    def tests(self) -> tuple[Path, ...]:
        """Its test modules."""
        return tuple(sorted((self.folder / "tests").rglob("test_*.py")))

    def nodes(self) -> Iterator[tuple[str, ast.AST]]:
        """Give every node of every module, with the module's path."""
        for path, tree in self.sources.items():
            for node in ast.walk(tree):
                yield path, node


def open_project(folder: Path) -> Project:
    """Read a project.

    Raises:
        NotFound: There is no pyproject.toml, or no package where its entry point says.
        Invalid: The entry point is not there, or there are several.
    """
    metadata = _metadata(folder)
    entries = metadata.get("entry-points", {}).get(GROUP, {})
    if len(entries) != 1:
        remedy = f'Write one line under [project.entry-points."{GROUP}"]: id = "module:factory".'
        raise Invalid(f"{folder} declares {len(entries)} plugins.", remedy=remedy)
    [(plugin, target)] = entries.items()
    package = _package(folder, target.partition(":")[0].partition(".")[0])
    manifest, fault = _manifest(package)
    sources = {
        str(path.relative_to(package)): ast.parse(path.read_text(encoding="utf-8"), str(path))
        for path in sorted(package.rglob("*.py"))
    }
    return Project(
        folder=folder, metadata=metadata, plugin=plugin, target=target, package=package, manifest=manifest, fault=fault,
        sources=sources,
    )  # fmt: skip


def _metadata(folder: Path) -> dict[str, Any]:
    try:
        table = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        remedy = "Name the folder of a plugin's project, or begin one with `mediad-sdk new`."
        raise NotFound(f"There is no pyproject.toml in {folder.resolve()}.", remedy=remedy) from None
    except tomllib.TOMLDecodeError as error:
        raise Invalid(f"pyproject.toml cannot be read: {error}.", remedy="Correct it.") from error
    project: dict[str, Any] = table.get("project", {})
    return project


def _package(folder: Path, top: str) -> Path:
    for place in (folder / "src" / top, folder / top):
        if place.is_dir():
            return place
    remedy = f"Put the package into src/{top}, or correct the entry point."
    raise NotFound(f"The entry point leads to {top}, and there is no such package.", remedy=remedy)


def _manifest(package: Path) -> tuple[Manifest | None, str]:
    try:
        return parse_manifest(tomllib.loads((package / FILE_NAME).read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return None, f"there is no {FILE_NAME} in {package.name}"
    except tomllib.TOMLDecodeError as error:
        return None, f"{FILE_NAME} cannot be read: {error}"
    except MediadError as error:
        return None, "; ".join(f"{key} {why}" for key, why in getattr(error, "places", ())) or str(error)
