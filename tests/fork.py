"""A fork of one of our plugins under another name: what a stranger who wants to do better would begin with.

Run as a program it lets the acceptance tests meet a daemon with the fork in the place of the original.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path


def fork(repository: Path, place: Path, *, of: str, name: str) -> dict[str, str]:
    """Install a fork of a media type's plugin into a place of its own; gives the environment of a daemon that has it.

    The original is disabled. Nothing but names is changed, so whatever fails was a privilege of the original.
    """
    source, package = repository / f"plugins/media_types/{of}/src/mediad_plugin_{of}", f"mediad_plugin_{name}"
    for path in source.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            target = place / package / path.relative_to(source)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = path.read_text(encoding="utf-8").replace(f"mediad_plugin_{of}", package)
            if path.name == "mediad-plugin.toml":
                text = text.replace(f'id = "{of}"', f'id = "{name}"')
            target.write_text(text, encoding="utf-8")
    meta = place / f"{package}-0.1.0.dist-info"
    meta.mkdir(parents=True)
    (meta / "METADATA").write_text(f"Metadata-Version: 2.4\nName: mediad-plugin-{name}\nVersion: 0.1.0\n")
    (meta / "entry_points.txt").write_text(f"[mediad.plugins]\n{name} = {package}.plugin:create\n")
    (meta / "RECORD").write_text("")
    return {"PYTHONPATH": str(place), f"MEDIAD__PLUGINS__{of.upper()}__ENABLED": "false"}


def main() -> int:
    """Run the acceptance tests with the fork; gives their exit code."""
    repository = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory(prefix="mediad-fork-") as place:
        environment = {**os.environ, **fork(repository, Path(place), of="movies", name="cinema")}
        command = [sys.executable, "-m", "pytest", "-q", "tests/acceptance", *sys.argv[1:]]
        return subprocess.run(command, cwd=repository, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
