"""What the documentation names is there, and what it shows is understood."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import typer

from mediad.cli.main import app
from mediad.config import load

TEXTS = ("README.md", "compose.yaml", "systemd/mediad.service", "docs/**/*.md")
FOLDERS = r"(?:config|docs|mediad|plugin_sdk|plugins|systemd|tests|tools)/"
PATH = re.compile(rf"(?:(?<=[\s`'\"(])|^)(?:\./)?({FOLDERS}[\w./-]*\w)", re.MULTILINE)
LINK = re.compile(r"\]\([^)]*\)")  # these are followed by test_plugin_docs.py
MADE = re.compile(r"config/mediad\.toml|tests/test_\w+\.py|plugins/files\b.*")  # by readers


@pytest.fixture
def texts(repository: Path) -> dict[str, str]:
    files = [file for pattern in TEXTS for file in repository.glob(pattern)]
    return {str(file.relative_to(repository)): file.read_text() for file in files}


def test_every_path_that_is_named_exists(texts: dict[str, str], repository: Path) -> None:
    named = {(name, path) for name, text in texts.items() for path in PATH.findall(LINK.sub("]", text))}
    named = {(name, path) for name, path in named if not MADE.fullmatch(path)}
    assert ("docs/how-to/install.md", "systemd/mediad.sysusers") in named
    assert sorted(each for each in named if not (repository / each[1]).exists()) == []


def test_every_command_that_a_container_is_told_exists(texts: dict[str, str]) -> None:
    group = typer.main.get_command(app)
    told = {words for text in texts.values() for words in re.findall(r"exec mediad mediad (\w+) (\S+)", text)}
    assert told
    assert [words for words in told if words[1] not in getattr(group.commands[words[0]], "commands", {})] == []  # type: ignore[attr-defined]  # a click group


def test_the_configuration_that_the_guide_shows_is_right(texts: dict[str, str], tmp_path: Path) -> None:
    shown = re.findall(r"```toml\n(.*?)```", texts["docs/how-to/install.md"], re.DOTALL)
    file = tmp_path / "mediad.toml"
    file.write_text("\n".join(shown))
    assert load(file, {}).libraries["films"].roots == (Path("/media/films"),)


def test_the_guide_installs_what_the_image_installs(texts: dict[str, str], repository: Path) -> None:
    def installed(text: str) -> str:
        found = re.search(r"\./plugin_sdk.*", text.replace("\\\n", " "))
        return " ".join(found[0].split()) if found else ""

    assert installed(texts["docs/how-to/install.md"]) == installed((repository / "Containerfile").read_text()) != ""


@pytest.mark.skipif(not Path("/etc/debian_version").exists(), reason="only Debian has apt")
def test_set_up_says_why_apt_failed(repository: Path, tmp_path: Path) -> None:
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    for name in ("dirname", "tail", "tr"):
        (bin_ / name).symlink_to(shutil.which(name) or os.devnull)
    for name, does in (("id", "echo 0"), ("apt-get", "echo Reading...; echo 'E: no network' >&2; exit 100")):
        (bin_ / name).write_text(f"#!/bin/sh\n{does}\n")
        (bin_ / name).chmod(0o755)
    (tmp_path / "tools").mkdir()
    script = shutil.copy(repository / "tools/setup", tmp_path / "tools")
    done = subprocess.run(["/bin/sh", script], env={"PATH": str(bin_)}, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.splitlines()[0] == "apt: E: no network"
    assert done.stderr.splitlines()[1].startswith("please install: python3-venv ffmpeg")
