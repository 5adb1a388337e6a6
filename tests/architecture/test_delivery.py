"""How the daemon is delivered: the unit, the image and the compose file hold what they promise."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from mediad.app.life import EX_CONFIG
from mediad.config import load

if TYPE_CHECKING:
    from pathlib import Path

# Tenths: 1.5 of 10, where 10 is a process that may do everything.
EXPOSURE = "15"


def tool(name: str) -> str:
    """Return the path of a tool of systemd, or skip where there is no systemd."""
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


@pytest.fixture
def unit(repository: Path) -> list[tuple[str, str]]:
    lines = (repository / "systemd/mediad.service").read_text().splitlines()
    return [(key, value) for key, _, value in (line.partition("=") for line in lines if re.match(r"[A-Z]", line))]


@pytest.fixture
def service(repository: Path) -> dict[str, Any]:
    compose = yaml.safe_load((repository / "compose.yaml").read_text())
    (found,) = compose["services"].values()
    return dict(found)


@pytest.fixture
def containerfile(repository: Path) -> str:
    return (repository / "Containerfile").read_text().replace("\\\n", "")


def test_the_unit_is_hardened(repository: Path) -> None:
    command = [
        tool("systemd-analyze"),
        "security",
        "--offline=true",
        f"--threshold={EXPOSURE}",
        "systemd/mediad.service",
    ]
    done = subprocess.run(command, cwd=repository, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_the_unit_is_understood_by_systemd(repository: Path, tmp_path: Path) -> None:
    text = (repository / "systemd/mediad.service").read_text()
    file = tmp_path / "mediad.service"
    file.write_text(text.replace("/opt/mediad/bin/python", "/bin/true"))
    done = subprocess.run([tool("systemd-analyze"), "verify", file], capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "mediad" in line]
    assert (done.returncode, ours) == (0, [])


def test_the_unit_notifies_is_watched_and_tells_how_a_reload_ended(unit: list[tuple[str, str]]) -> None:
    settings = dict(unit)
    assert (settings["Type"], settings["WatchdogSec"]) == ("notify", "30s")
    assert settings["ExecReload"].endswith(" -m mediad --config /etc/mediad/mediad.toml config reload")


def test_only_a_mistake_in_the_configuration_ends_the_attempts_to_start(unit: list[tuple[str, str]]) -> None:
    settings = dict(unit)
    assert (settings["Restart"], settings["StartLimitIntervalSec"]) == ("on-failure", "0")
    assert settings["RestartPreventExitStatus"] == str(EX_CONFIG)


def test_children_may_shut_themselves_in(unit: list[tuple[str, str]]) -> None:
    calls = "seccomp landlock_create_ruleset landlock_add_rule landlock_restrict_self"
    assert ("SystemCallFilter", f"@system-service {calls}") in unit


def test_what_the_unit_sets_is_a_setting(unit: list[tuple[str, str]]) -> None:
    environ = dict(value.replace("%t", "/run").split("=", 1) for key, value in unit if key == "Environment")
    assert str(load(None, environ).socket) == "/run/mediad/mediad.sock"


def test_the_user_and_its_groups_are_made(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    command = [tool("systemd-sysusers"), f"--root={tmp_path}", repository / "systemd/mediad.sysusers"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    groups = {line.split(":")[0]: line.split(":")[-1] for line in (tmp_path / "etc/group").read_text().splitlines()}
    assert groups["render"] == groups["video"] == "mediad"
    assert "mediad:" in (tmp_path / "etc/passwd").read_text()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
def test_the_folders_are_made_and_secrets_are_roots_alone(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "etc").mkdir()
    subprocess.run(
        [tool("systemd-sysusers"), f"--root={tmp_path}", repository / "systemd/mediad.sysusers"],
        check=True,
        capture_output=True,
    )
    rules = tmp_path / "usr/lib/tmpfiles.d/mediad.conf"
    rules.parent.mkdir(parents=True)
    rules.write_text((repository / "systemd/mediad.tmpfiles").read_text())
    subprocess.run([tool("systemd-tmpfiles"), f"--root={tmp_path}", "--create", rules.name], check=True)
    modes = {
        place: oct((tmp_path / place).stat().st_mode & 0o777)
        for place in ("etc/mediad", "etc/mediad/secrets", "var/lib/mediad")
    }
    assert modes == {"etc/mediad": "0o750", "etc/mediad/secrets": "0o700", "var/lib/mediad": "0o700"}


def test_the_service_may_do_nothing_that_it_need_not(service: dict[str, Any]) -> None:
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not re.match(r"^\D*0[:}]", service["user"])
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & service.keys()


def test_the_service_listens_to_this_machine_and_reads_media_only(service: dict[str, Any]) -> None:
    assert service["ports"] == ["127.0.0.1:8484:8484"]
    writable = [volume.split(":")[-1] for volume in service["volumes"] if not volume.endswith(":ro")]
    assert writable == ["/var/lib/mediad", "/var/cache/mediad"]


def test_image_and_compose_ask_for_health_in_the_same_way(service: dict[str, Any], containerfile: str) -> None:
    asked = re.search(r"^HEALTHCHECK .*CMD (\[.*\])$", containerfile, re.MULTILINE)
    assert asked is not None
    assert json.loads(asked[1]) == service["healthcheck"]["test"][1:]


def test_the_image_runs_as_nobody_special(containerfile: str) -> None:
    final = containerfile.rpartition("\nFROM ")[2]
    assert re.findall(r"^USER (\S+)$", final, re.MULTILINE) == ["1000:1000"]
    assert final.index("USER 1000:1000") < final.index("ENTRYPOINT")


def test_what_the_image_sets_is_a_setting(containerfile: str) -> None:
    environ = dict(re.findall(r"\b(MEDIAD__\w+)=(\S+)", containerfile))
    config = load(None, environ)
    assert (config.server.host, config.server.port) == ("0.0.0.0", 8484)
    assert (str(config.data_dir), str(config.cache_dir)) == ("/var/lib/mediad", "/var/cache/mediad")


def test_what_the_image_copies_is_let_through(repository: Path, containerfile: str) -> None:
    allowed = {line[1:] for line in (repository / ".containerignore").read_text().splitlines() if line.startswith("!")}
    copied = {
        word for line in re.findall(r"^COPY (?!--from)(.*) \S+$", containerfile, re.MULTILINE) for word in line.split()
    }
    assert copied == allowed


def test_the_image_speaks_a_python_that_the_project_supports(repository: Path, containerfile: str) -> None:
    wanted = tomllib.loads((repository / "pyproject.toml").read_text())["project"]["requires-python"]
    image = re.search(r"^ARG BASE=python:3\.(\d+)", containerfile, re.MULTILINE)
    assert wanted == ">=3.11"
    assert image is not None
    assert 11 <= int(image[1]) <= 13
