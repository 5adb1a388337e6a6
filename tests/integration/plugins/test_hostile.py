"""A daemon meets plugins that misbehave: it loads the good one and names each bad one, its fault, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

EXPECTED = {
    "raises": ("failed", "import_failed", "I never worked"),
    "asserts": ("failed", "import_failed", "the world is not as it should be"),
    "exits": ("failed", "import_failed", "sys.exit(3)"),
    "leaves": ("failed", "import_crashed", "(exit 4)"),
    "hangs": ("failed", "import_hung", "3 s"),
    "segfaults": ("failed", "import_crashed", "SIGSEGV"),
    "hungry": ("failed", "import_failed", "MemoryError"),
    "wrong_signature": ("failed", "wrong_signature", "mediad_jobs asks for scheduler"),
    "unknown_hook": ("failed", "unknown_hook", "did you mean mediad_media_types?"),
    "twin": ("failed", "taken_name", "mediad-plugin-twin and mediad-plugin-twin-fork"),
    "thief": ("failed", "taken_name", "'pebble', which good has declared already"),
    "other_sdk": ("incompatible", "sdk_mismatch", "it needs mediad-sdk >=2,<3, this is"),
    "open_range": ("incompatible", "sdk_mismatch", "both a lower and an upper end"),
    "no_manifest": ("failed", "manifest", "there is no mediad-plugin.toml"),
    "factory_raises": ("failed", "factory_failed", "the factory burnt down"),
    "bad_settings": ("failed", "settings_invalid", "port"),
    "bad_value": ("failed", "bad_value", "MediaType.id is None"),
}
SECRET = "open-sesame"
WISHES: dict[str, Any] = {
    "bad_settings": {"settings": {"port": "none", "password": SECRET, "pasword": SECRET}},
    "sleeper": {"enabled": False},
}


@pytest.fixture(scope="module")
def site(repository: Path, tmp_path_factory: pytest.TempPathFactory, install: Any) -> Path:
    """Return a directory in which every hostile plugin is installed."""
    folders = sorted(path.parent for path in (repository / "tests/plugins_hostile").glob("*/pyproject.toml"))
    return install(folders, tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def met(site: Path, meet: Any) -> Any:
    """Return what a daemon says that met them all."""
    return meet(site, wishes=WISHES)


@pytest.mark.parametrize("plugin", EXPECTED)
def test_a_bad_plugin_is_named_with_its_fault_and_a_remedy(met: Any, plugin: str) -> None:
    state, kind, words = EXPECTED[plugin]
    told = met.states[plugin]
    assert (told["state"], told["error"]["kind"]) == (state, kind)
    assert words in told["reason"]
    assert told["remedy"]
    assert told["error"]["plugin"] == plugin
    assert told["error"]["version"] == "1.0"


def test_the_good_plugin_works_among_them(met: Any) -> None:
    assert met.state("good") == "running"
    assert met.answers["good /alive"] == {"alive": True}
    assert met.answers["job good.count"] == {"counted": 1}
    assert met.answers["health good"] == "ok"


def test_a_handler_that_blocks_the_loop_is_cut_and_named_by_its_line(met: Any) -> None:
    error = met.answers["blocks /block"]
    assert error["kind"] == "blocked_loop"
    assert "mediad_plugin_blocks/__init__.py:11 block" in error["message"]
    assert met.state("blocks") == "degraded"
    assert met.states["blocks"]["paused"] == ["route GET /block"]


def test_a_disabled_plugin_is_listed_and_never_imported(met: Any) -> None:
    assert met.state("sleeper") == "disabled"
    assert "sleeper" not in met.traces


def test_both_claimants_of_an_id_are_listed_and_the_configuration_may_choose(met: Any, site: Path, meet: Any) -> None:
    names = ["mediad-plugin-twin", "mediad-plugin-twin-fork"]
    assert [met.states[f"twin of {name}"]["state"] for name in names] == ["failed", "failed"]
    only = {name: {"enabled": False} for name in EXPECTED if name != "twin"}
    chosen = meet(site, wishes=only | WISHES | {"twin": {"distribution": names[0]}})
    assert [chosen.states[f"twin of {name}"]["state"] for name in names] == ["failed", "disabled"]
    assert chosen.states[f"twin of {names[0]}"]["error"]["kind"] == "import_failed"


def test_a_mistake_in_settings_names_the_key_and_keeps_the_secret(met: Any) -> None:
    told = met.states["bad_settings"]
    assert "port: " in told["reason"]
    assert "pasword: " in told["reason"]
    assert SECRET not in str(told)


def test_a_plugin_whose_settings_nobody_has_set_waits_for_them(site: Path, meet: Any) -> None:
    only = {name: {"enabled": False} for name in [*EXPECTED, "sleeper", "blocks"] if name != "bad_settings"}
    told = meet(site, wishes=only).states["bad_settings"]
    assert (told["state"], told["error"]["kind"]) == ("needs_settings", "settings_invalid")
    assert "mediad plugin set bad_settings" in told["remedy"]


def test_a_verdict_is_remembered_until_the_plugin_changes(site: Path, meet: Any, tmp_path: Path) -> None:
    only = {name: {"enabled": False} for name in [*EXPECTED, "sleeper", "blocks"] if name != "hangs"}
    state = tmp_path / "state.json"
    first, second = (meet(site, wishes=only, state=state) for _ in range(2))
    assert first.kind("hangs") == second.kind("hangs") == "import_hung"
    assert second.seconds < 2 < first.seconds
    (site / "mediad_plugin_hangs/__init__.py").write_text("def plugin(context, settings): return object()\n")
    assert meet(site, wishes=only, state=state).state("hangs") == "running"
