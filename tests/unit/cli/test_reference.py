"""The reference says what the code says."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tool(repository: Path) -> Any:
    spec = spec_from_file_location("gen_reference", repository / "tools/gen_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["cli", "configuration", "queries"])
def test_each_page_is_up_to_date(tool: Any, page: str) -> None:
    text = (tool.PLACE / f"{page}.md").read_text(encoding="utf-8")
    assert text == getattr(tool, page)(), "run tools/gen_reference.py"


def test_every_command_and_exit_code_is_described(tool: Any) -> None:
    text = tool.cli()
    for name in ("serve", "scan", "search", "items", "encode", "job list", "plugin list", "user add", "key add",
                 "config check", "doctor", "db up"):  # fmt: skip
        assert f"## mediad {name}\n" in text
    for code in (0, 1, 2, 3, 4, 5, 6, 78):
        assert f"| {code} |" in text
    assert "None" not in text
    assert "## mediad plugin info" not in text  # a former name that still works
