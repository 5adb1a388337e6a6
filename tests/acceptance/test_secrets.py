"""Secrets and permissions of a plugin in a real daemon: set, proven, never seen again, and lost without a crash."""

from __future__ import annotations

import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from outside import Outside, outside, until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CANARY = "canary-4711-of-the-api"
WRITTEN = "canary-0815-of-the-environment"
MISPLACED = "canary-1234-under-the-wrong-key"
MARK = sha256(f"{CANARY} {WRITTEN}".encode()).hexdigest()[:12]

MANIFEST = """
id = "wire"
name = "Wire"
requires_sdk = ">=0.1,<2"
settings = "mediad_plugin_wire:Settings"
isolation = "{isolation}"

[permissions]
network = { reason = "Speaks to the wire", hosts = ["wire.example.org"] }
"""
CODE = '''
from hashlib import sha256

from pydantic import Field

from mediad_sdk import hookimpl
from mediad_sdk.settings import PluginSettings, SecretStr
from mediad_sdk.values.health import Health, HealthCheck


class Settings(PluginSettings):
    """Settings of the wire."""

    url: str = Field(description="Where the wire ends.")
    token: SecretStr
    written: SecretStr
    pace: int = 3


class Wire:
    def __init__(self, context, settings):
        self.settings = settings
        if settings.pace == 99:
            raise RuntimeError(f"GET http://a/?key={settings.token.get_secret_value()} failed")

    @hookimpl
    def mediad_health_checks(self):
        return [HealthCheck(id="connection", check=self.connection)]

    async def connection(self):
        both = f"{self.settings.token.get_secret_value()} {self.settings.written.get_secret_value()}"
        return Health(state="degraded", detail="mark " + sha256(both.encode()).hexdigest()[:12] + f" {self.settings!r}")
'''


def put(folder: Path, isolation: str) -> None:
    """Install the plugin as a package that nobody else has."""
    package, info = folder / "mediad_plugin_wire", folder / "mediad_plugin_wire-1.0.dist-info"
    package.mkdir()
    info.mkdir()
    (package / "__init__.py").write_text(CODE)
    (package / "mediad-plugin.toml").write_text(MANIFEST.replace("{isolation}", isolation))
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: mediad-plugin-wire\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[mediad.plugins]\nwire = mediad_plugin_wire:Wire\n")


@pytest.fixture(params=["inline", "process"])
def house(request: pytest.FixtureRequest) -> Iterator[Outside]:
    with outside() as made:
        folder = made.place / "packages"
        folder.mkdir()
        put(folder, request.param)
        made.environment |= {"PYTHONPATH": str(folder), "MEDIAD__PLUGINS__WIRE__SETTINGS__WRITTEN": WRITTEN}
        made.declare(settings='[log]\nlevel = "debug"\n')
        made.config.write_text(made.config.read_text().replace("[log]\naccess = false\n", "", 1))
        yield made.start()


def state(house: Outside) -> tuple[str, str]:
    [wire] = [each for each in house.cli("--json", "plugin", "list").values if each["id"] == "wire"]
    return wire["state"], wire["reason"]


def mark(house: Outside) -> str:
    return str(house.get("/system/health"))


def files(folder: Path) -> Iterator[tuple[Path, bytes]]:
    for place, _, names in os.walk(folder):
        for name in names:
            path = folder / place / name
            if stat.S_ISREG(path.lstat().st_mode):
                yield path, path.read_bytes()


def test_nothing_of_a_plugin_is_imported_before_somebody_approves_what_it_asks_for(house: Outside) -> None:
    assert state(house) == ("needs_approval", "it asks for network (hosts: wire.example.org): Speaks to the wire")
    assert "Nothing of wire is imported" in house.cli("plugin", "settings", "wire").err
    assert list((house.place / "packages").rglob("*.pyc")) == []
    assert house.cli("plugin", "approve", "wire").code == 2
    assert house.cli("plugin", "approve", "wire", "--yes").code == 0
    assert state(house)[0] == "failed"
    house.stop()
    house.start()
    assert state(house)[0] == "failed"
    assert house.cli("plugin", "approve", "wire", "--withdraw").code == 0
    assert state(house)[0] == "needs_approval"


def test_a_secret_is_tried_set_used_and_kept_through_another_key(house: Outside) -> None:
    house.cli("plugin", "approve", "wire", "--yes")
    tried = house.cli("plugin", "test", "wire", "url=http://a", "--secret", "token", given=f"{CANARY}\n")
    assert (tried.code, f"mark {MARK}" in tried.out) == (0, True)
    assert state(house)[0] == "failed"
    assert house.cli("plugin", "set", "wire", "url=http://a", "--secret", "token", given=f"{CANARY}\n").code == 0
    assert (state(house)[0], f"mark {MARK}" in mark(house)) == ("running", True)
    shown = house.cli("plugin", "settings", "wire").out
    assert all(each in shown for each in ("Where the wire ends.", "http://a", "$MEDIAD__PLUGINS__WIRE", "(set"))
    assert house.cli("secrets", "rotate").code == 0
    house.kill()
    house.start()
    assert (state(house)[0], f"mark {MARK}" in mark(house)) == ("running", True)


def test_a_secret_is_never_seen_again(house: Outside) -> None:
    house.cli("plugin", "approve", "wire", "--yes")
    house.cli("plugin", "set", "wire", "url=http://a", "--secret", "token", given=f"{CANARY}\n")
    password = house.cli("--json", "app-password", "add", "phone").values[0]["password"]
    refused = house.cli("plugin", "set", "wire", f"token={CANARY}")
    assert refused.code == 2
    wrong = house.cli("plugin", "set", "wire", f"pace={MISPLACED}", f"tokn={MISPLACED}")
    assert (wrong.code, "/tokn: is no setting of wire" in wrong.err) == (5, True)
    mistyped = house.cli("plugin", "set", "wire", f"pace={MISPLACED}")
    assert (mistyped.code, "/pace: Input should be a valid integer" in mistyped.err) == (5, True)
    fast = house.cli("plugin", "set", "wire", "pace=99")
    assert (fast.code, "GET http://a/?key=*** failed" in fast.err) == (5, True)
    backup = house.cli("db", "backup", str(house.place / "copy.db"))
    assert f"keep a copy of {house.place}/data/secret.key" in backup.out
    told = [house.cli(*words) for words in (
        ("plugin", "settings", "wire"), ("--json", "plugin", "settings", "wire"), ("plugin", "show", "wire"),
        ("plugin", "test", "wire"), ("--json", "plugin", "list"), ("config", "show"), ("doctor",),
        ("secrets", "check"), ("app-password", "list"), ("plugin", "trace", "wire"),
    )]  # fmt: skip
    answers = [str(house.get(path)) for path in ("/plugins", "/system/health", "/plugins/wire/settings")]
    printed = [each.out + each.err for each in (refused, wrong, mistyped, fast, backup, *told)]
    house.stop()
    seen = "\n".join([house.log, *answers, *printed])
    for secret in (CANARY, WRITTEN, password, MISPLACED):
        assert secret not in seen
        kept = [*files(house.place / "data"), (house.place, (house.place / "copy.db").read_bytes())]
        assert [path for path, data in kept if secret.encode() in data] == []


def test_a_daemon_without_its_key_starts_and_says_what_is_lost(house: Outside) -> None:
    house.cli("plugin", "approve", "wire", "--yes")
    house.cli("plugin", "set", "wire", "url=http://a", "--secret", "token", given=f"{CANARY}\n")
    house.stop()
    (house.place / "data" / "secret.key").unlink()
    house.start()
    assert state(house) == ("failed", "token: It is set, but its key is gone.")
    assert house.cli("secrets", "check").code == 1
    assert "but its key is gone" in house.cli("plugin", "settings", "wire").out
    assert house.cli("plugin", "set", "wire", "--secret", "token", given=f"{CANARY}\n").code == 0
    until(lambda: f"mark {MARK}" in mark(house), 10)
