"""What `mediad-sdk new` writes: small, whole, and green before the first edit."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tokenize
import tomllib
from importlib.metadata import PathDistribution
from pathlib import Path

import pytest

from mediad_sdk import SDK_VERSION, Conflict, Invalid
from mediad_sdk.author.__main__ import main
from mediad_sdk.author.scaffold import KINDS, begin, sdk_range
from mediad_sdk.manifest import FILE_NAME, parse_manifest

MOST_LINES = {"encoder": 12, "media-type": 25, "integration": 30}
_IGNORED = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENCODING,
            tokenize.ENDMARKER}  # fmt: skip


def code_lines(text: str) -> int:
    """Count lines that have code on them; imports and lines of text alone do not count."""
    rows: dict[int, list[tokenize.TokenInfo]] = {}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type not in _IGNORED:
            for row in range(token.start[0], token.end[0] + 1):
                rows.setdefault(row, []).append(token)
    first_words = [tokens[0].string for tokens in rows.values() if {each.type for each in tokens} != {tokenize.STRING}]
    return sum(word not in ("import", "from") for word in first_words)


def test_lines_are_counted_as_people_count_them() -> None:
    assert (
        code_lines('"""Text\nover lines."""\n\nimport os\nfrom a import b\n# no\nx = 1  # yes\ny = [\n    2,\n]\n') == 4
    )


@pytest.mark.parametrize(("kind", "most"), MOST_LINES.items())
def test_a_minimal_plugin_is_small(kind: str, most: int, tmp_path: Path) -> None:
    package = begin("mine", kind, into=tmp_path) / "src/mediad_plugin_mine"
    assert 0 < sum(code_lines(path.read_text()) for path in package.glob("*.py")) <= most


def installed(project: Path, name: str) -> Path:
    """Do as pip would with an editable install, in a millisecond: metadata beside the source."""
    source = project / "src"
    meta = source / f"mediad_plugin_{name}-0.1.0.dist-info"
    meta.mkdir()
    told = tomllib.loads((project / "pyproject.toml").read_text())["project"]
    (meta / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {told['name']}\nVersion: {told['version']}\n")
    [(key, value)] = told["entry-points"]["mediad.plugins"].items()
    (meta / "entry_points.txt").write_text(f"[mediad.plugins]\n{key} = {value}\n")
    assert PathDistribution(meta).version == "0.1.0"
    return source


def test_the_tests_of_every_kind_pass_before_the_first_edit(tmp_path: Path) -> None:
    names = {kind: f"my_{kind.replace('-', '_')}" for kind in KINDS}
    projects = [begin(name, kind, title="My plugin", into=tmp_path) for kind, name in names.items()]
    path = os.pathsep.join(str(installed(*each)) for each in zip(projects, names.values(), strict=True))
    command = [sys.executable, "-m", "pytest", "-q", "-rA", "--import-mode=importlib", "-W", "error", "-c", os.devnull]
    command += [f"--rootdir={tmp_path}"]
    # One process for all: to start pytest takes longer than the tests. What authors need not have stays out.
    command += [
        "-p",
        "no:cacheprovider",
        "-p",
        "no:asyncio",
        "-p",
        "no:aiohttp",
        *(str(each / "tests") for each in projects),
    ]
    environment = {**os.environ, "PYTHONPATH": path}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=110, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]
    passed = [line for line in done.stdout.splitlines() if line.startswith("PASSED")]
    for name in names.values():
        own = [line for line in passed if f"mediad-plugin-{name.replace('_', '-')}/" in line]
        assert len([line for line in own if "test_conformance" not in line]) >= 1, name
        assert len([line for line in own if "test_conformance" in line]) >= 6, name
    assert "SKIPPED" not in done.stdout


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_of_the_template_is_left(kind: str, tmp_path: Path) -> None:
    project = begin("my_plugin", kind, into=tmp_path)
    for path in project.rglob("*"):
        if path.is_file():
            text = path.read_text()
            assert not any(word in text for word in ("NEWPLUGIN", "NewPlugin", "NEW_TITLE", "SDK_RANGE")), path
            assert path.name == "py.typed" or text.endswith("\n")
    manifest = parse_manifest(tomllib.loads((project / "src/mediad_plugin_my_plugin" / FILE_NAME).read_text()))
    assert (manifest.id, manifest.name, manifest.requires_sdk) == ("my_plugin", "My plugin", sdk_range())


@pytest.mark.parametrize("name", ["", "a", "A", "1a", "a-b", "a__b", "a_", "../a", "a" * 33, "plugin", "sdk"])
def test_a_name_that_no_plugin_can_have_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        begin(name, "job", into=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_written_over(tmp_path: Path) -> None:
    begin("mine", "job", into=tmp_path)
    with pytest.raises(Conflict):
        begin("mine", "encoder", into=tmp_path)


@pytest.mark.parametrize(
    ("version", "expected"), [("0.1.0", ">=0.1.0,<0.2"), ("1.0rc1", ">=1.0rc1,<2"), ("1.4.2", ">=1.4.2,<2")]
)
def test_a_plugin_asks_for_the_sdk_of_today_up_to_the_next_that_may_break_it(version: str, expected: str) -> None:
    assert sdk_range(version) == expected
    assert sdk_range().startswith(f">={SDK_VERSION}")


def test_the_command_says_what_to_do_next(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--kind", "job", "--into", str(tmp_path), "mine"]) == 0
    assert "python -m pytest" in capsys.readouterr().out
    assert main(["new", "--kind", "job", "--into", str(tmp_path), "mine"]) == 2
    assert "is there already" in capsys.readouterr().err
