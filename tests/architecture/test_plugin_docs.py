"""What is written for plugin authors is whole and true: references, links, and the way to every page."""

from __future__ import annotations

import re
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

from mediad_sdk.author.scaffold import KINDS

if TYPE_CHECKING:
    from pathlib import Path

LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def tool(request: pytest.FixtureRequest) -> Any:
    """Give the tool that writes the reference."""
    spec = spec_from_file_location("gen_plugin_reference", request.config.rootpath / "tools/gen_plugin_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def pages(request: pytest.FixtureRequest) -> list[Path]:
    """Give every page that people read."""
    root = request.config.rootpath
    found = [root / "README.md", root / "plugin_sdk/README.md", *root.glob("docs/**/*.md")]
    return [*found, *root.glob("plugins/**/README.md")]


def test_the_reference_is_up_to_date(tool: Any) -> None:
    assert tool.PLACE.read_text(encoding="utf-8") == tool.reference(), "run tools/gen_plugin_reference.py"


def test_everything_that_plugins_rely_on_is_described(tool: Any) -> None:
    assert tool.undocumented() == []
    assert len(list(tool.things())) > 400
    assert "Notifier.send" in {each.place for each in tool.things()}


def test_everything_that_plugins_rely_on_is_tried_by_a_test(tool: Any) -> None:
    assert tool.untested() == []


def test_a_thing_that_no_test_names_is_told(tool: Any, tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests/test_some.py").write_text("mediad_notifiers, Notifier, send")
    told = tool.untested(tmp_path)
    assert "Notifier.send" not in told
    assert "Notifier.label" in told


def _anchors(page: Path) -> set[str]:
    heads = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_between_pages_leads_somewhere(pages: list[Path]) -> None:
    checked, broken = 0, []
    for page in pages:
        for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
            path, _, anchor = link.partition("#")
            target = (page.parent / path) if path else page
            if "://" in link:
                continue
            checked += 1
            if not target.exists() or (anchor and anchor not in _anchors(target)):
                broken.append(f"{page.name}: {link}")
    assert broken == []
    assert checked > 20


def test_the_index_leads_to_every_page(repository: Path) -> None:
    index = repository / "docs/README.md"
    text = index.read_text(encoding="utf-8")
    reached = {(index.parent / link.partition("#")[0]).resolve() for link in LINK.findall(text) if "://" not in link}
    lost = {page for page in index.parent.glob("**/*.md") if page != index} - reached
    assert sorted(str(page.relative_to(index.parent)) for page in lost) == []


def test_there_is_a_page_for_every_kind_of_plugin(repository: Path) -> None:
    written = {page.stem for page in (repository / "docs/plugins/kinds").glob("*.md")}
    assert written == {*KINDS, "extension", "sidecar"}
