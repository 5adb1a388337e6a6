"""Write constraints.txt: every version we were tested with, for every supported Python, without any address.

A lock file with a URL per package would name whichever mirror its author sat behind, so versions alone are committed.
`--check` proves instead that the committed versions still fit what the projects ask for, on each Python.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = ROOT / "constraints.txt"
HEADER = "# Made by tools/pin.py (make pin): the versions every supported Python is installed with.\n"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")


def projects() -> list[Path]:
    """Return the pyproject.toml of every distribution in this repository."""
    plugins = [*ROOT.glob("plugins/*/pyproject.toml"), *ROOT.glob("plugins/*/*/pyproject.toml")]
    return [ROOT / "pyproject.toml", ROOT / "plugin_sdk/pyproject.toml", *sorted(plugins)]


def foreign_requirements() -> str:
    """Return what all our distributions ask for, less what they ask of each other."""
    wanted: set[str] = set()
    for path in projects():
        project = tomllib.loads(path.read_text(encoding="utf-8"))["project"]
        wanted.update(project.get("dependencies", ()))
        wanted.update(*project.get("optional-dependencies", {}).values())
    return "\n".join(sorted(requirement for requirement in wanted if not requirement.startswith("mediad")))


def resolve(*options: str) -> str:
    """Return the versions that fit the requirements; end the program with the resolver's reason if none do."""
    uv = shutil.which("uv", path=str(Path(sys.executable).parent)) or "uv"
    plain = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links"]
    command = [uv, "pip", "compile", "--quiet", "--system-certs", *plain, *options, "-"]
    done = subprocess.run(command, input=foreign_requirements(), capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(options)}: {done.stderr}")
    return done.stdout


def names(pins: str) -> set[str]:
    """Return the names in a list of pins."""
    return set(re.findall(r"^([a-z0-9-]+)==", pins, re.MULTILINE))


def check() -> int:
    """Prove that constraints.txt covers what each Python would install; 0 if so."""
    pinned = names(CONSTRAINTS.read_text(encoding="utf-8"))
    for python in PYTHONS:
        unpinned = names(resolve("--python-version", python, "--constraint", str(CONSTRAINTS))) - pinned
        if unpinned:
            print(f"Python {python} would install unpinned: {', '.join(sorted(unpinned))} (run make pin)")
            return 1
    print(f"pins: {len(pinned)} packages, resolved for Python {', '.join(PYTHONS)}")
    return 0


def main() -> int:
    """Resolve and write, or check."""
    if sys.argv[1:] == ["--check"]:
        return check()
    CONSTRAINTS.write_text(HEADER + resolve("--universal", "--python-version", "3.11"), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
