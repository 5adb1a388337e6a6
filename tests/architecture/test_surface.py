"""What plugins may rely on is written down, and nothing of it goes by accident."""

from __future__ import annotations

import json
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def tool(request: pytest.FixtureRequest) -> Any:
    """Give the tool that describes the SDK."""
    spec = spec_from_file_location("gen_sdk_surface", request.config.rootpath / "tools/gen_sdk_surface.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_surface_of_the_sdk_is_the_one_that_is_written_down(tool: Any, repository: Path) -> None:
    written = json.loads((repository / "plugin_sdk/surface.json").read_text())
    assert tool.differences(written, tool.surface()) == ([], []), "run tools/gen_sdk_surface.py, and mean it"


def test_everything_public_is_in_it(tool: Any) -> None:
    surface = tool.surface()
    assert surface["names"]["Notifier"]["send"].endswith("Call(limit=30, strikes=0)]")
    assert surface["names"]["Unavailable"]["code"] == "unavailable"
    assert surface["points"]["mediad_deliveries"]["functions"]["refuse"] == "limit None, inline, strikes 1"
    assert "user" in surface["services"]["Personal"]["rate"]
    assert "hosts" in surface["grants"]["network"]


@pytest.mark.parametrize(
    ("change", "breaks", "adds"),
    [
        ({"names.Notice.link": None}, ["names.Notice.link is gone"], []),
        ({"names.Notice.title": "bytes"}, ["names.Notice.title was 'str', is 'bytes'"], []),
        ({"names.Notice.sound": "str = ''"}, [], ["names.Notice.sound is new"]),
        ({"names.Notice.sound": "str"}, ["names.Notice.sound is new"], []),
        ({"services.Log.trace": "(self, event: 'str') -> 'None'"}, [], ["services.Log.trace is new"]),
        ({"permissions.fly": ""}, [], ["permissions.fly is new"]),
        ({"points.mediad_x.stable": "True"}, [], ["points.mediad_x.stable is True"]),
        ({"points.mediad_y.stable": "False"}, ["points.mediad_y.stable was 'True', is 'False'"], []),
    ],
)
def test_a_change_is_told_as_what_it_is_to_plugins(
    tool: Any, change: dict[str, str | None], breaks: list[str], adds: list[str]
) -> None:
    old: dict[str, Any] = {
        "names": {"Notice": {"title": "str", "link": "str = ''"}},
        "services": {"Log": {"info": "(self)"}},
        "permissions": {"walk": ""},
        "points": {"mediad_x": {"stable": "False"}, "mediad_y": {"stable": "True"}},
    }
    new = json.loads(json.dumps(old))
    for path, value in change.items():
        *above, name = path.split(".")
        place = new
        for step in above:
            place = place[step]
        place.pop(name, None)
        if value is not None:
            place[name] = value
    assert tool.differences(old, new) == (breaks, adds)
