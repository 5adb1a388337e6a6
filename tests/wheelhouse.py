"""Makes little wheels by hand, right ones and wrong ones, without a network and without a build."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mediad.plugins.installing.gathering import Options
from mediad.plugins.installing.generations import NOTHING, Generation
from mediad.plugins.installing.install import Installer
from mediad.plugins.installing.places import Places

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MANIFEST = 'id = "{id}"\nname = "{id}"\nrequires_sdk = "{sdk}"\n{more}'
CODE = """class Plugin:
    pass


def plugin(context, settings):
    return Plugin()
"""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A wheel that is to be; what is not said is as it should be."""

    name: str
    version: str = "1.0"
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    requires: Sequence[str] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    entry_points: str = ""
    tag: str = "py3-none-any"
    record: Mapping[str, str] | None = None  # other lines for these files; "" leaves one out

    @property
    def module(self) -> str:
        return self.name.replace("-", "_")

    def write(self, folder: Path) -> Path:
        """Write the wheel into a folder."""
        folder.mkdir(parents=True, exist_ok=True)
        info = f"{self.module}-{self.version}.dist-info"
        files = {name: data.encode() if isinstance(data, str) else data for name, data in self.files.items()}
        headers = {"Metadata-Version": "2.1", "Name": self.name, "Version": self.version, **self.headers}
        metadata = [f"{key}: {value}" for key, value in headers.items()]
        metadata += [f"Requires-Dist: {each}" for each in self.requires]
        files[f"{info}/METADATA"] = ("\n".join(metadata) + "\n").encode()
        files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {self.tag}\n".encode()
        if self.entry_points:
            files[f"{info}/entry_points.txt"] = self.entry_points.encode()
        lines = {name: f"{name},sha256={_hash(data)},{len(data)}" for name, data in files.items()}
        lines = {**lines, **(self.record or {}), "": f"{info}/RECORD,,"}
        path = folder / f"{self.module}-{self.version}-{self.tag}.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in files.items():
                packed.writestr(name, data)
            packed.writestr(f"{info}/RECORD", "".join(f"{line}\n" for line in lines.values() if line))
        return path


def _hash(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def plugin(  # what a plugin can differ in
    id_: str,
    version: str = "1.0",
    *,
    code: str = CODE,
    sdk: str = ">=0.1,<99",
    permissions: Mapping[str, str] | None = None,
    requires: Sequence[str] = ("mediad-sdk",),
    name: str = "",
    files: Mapping[str, str | bytes] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Made:
    """Make a plugin of the smallest sort."""
    name = name or f"mediad-plugin-{id_}"
    module = name.replace("-", "_")
    more = "".join(f'{key} = "{reason}"\n' for key, reason in (permissions or {}).items())
    manifest = MANIFEST.format(id=id_, sdk=sdk, more=f"[permissions]\n{more}" if more else "")
    return Made(
        name=name, version=version, requires=requires, headers=headers or {},
        files={f"{module}/__init__.py": code, f"{module}/mediad-plugin.toml": manifest, **(files or {})},
        entry_points=f"[mediad.plugins]\n{id_} = {module}:plugin\n",
    )  # fmt: skip


def put(data: Path, *made: Made, own: str = "") -> None:
    """Install wheels as pip would."""
    places = Places(data)
    generations = places.own(own) if own else places.shared
    with places.shared.held(), places.shared.begun() as folder:
        for each in made:
            with zipfile.ZipFile(each.write(folder / "wheels")) as packed:
                packed.extractall(folder / "site")
        facts = {name: getattr(NOTHING, name) for name in ("base", "created", "asked", "lock", "plugins", "python")}
        generations.finish(folder, Generation(number=1, **facts))
        generations.switch(1)


@dataclass
class Bench:
    """A daemon's folders, a folder of wheels, and somebody who says yes."""

    place: Path
    says: bool = True
    steps: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    @property
    def wheels(self) -> Options:
        return Options(folder=self.place / "wheels")

    @property
    def alone(self) -> Options:
        return Options(folder=self.place / "wheels", own=True)

    @property
    def installer(self) -> Installer:
        async def tell(step: str, sentence: str) -> None:
            self.steps.append(step)

        async def approve(plan: object) -> bool:
            self.asked.append(str(plan))
            return self.says

        return Installer(data_dir=self.place / "data", cache_dir=self.place / "cache", tell=tell, approve=approve)

    @property
    def places(self) -> Places:
        return Places(self.place / "data")

    def put(self, *made: Made, folder: str = "wheels") -> Path:
        """Write wheels, and give the last."""
        return [each.write(self.place / folder) for each in made][-1]

    def there(self) -> dict[str, str]:
        """Give what counts now."""
        return {each.name: each.version for each in self.places.shared.current().lock}

    def untouched(self) -> bool:
        """Tell whether nothing was begun, or nothing is left of it."""
        return self.places.shared.numbers() == []
