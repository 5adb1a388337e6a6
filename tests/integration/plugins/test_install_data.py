"""What a plugin keeps, seen from outside: named when it is gone, shown before it is removed, and then gone for good."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from outside import Outside, outside, until
from wheelhouse import Made, plugin

if TYPE_CHECKING:
    from collections.abc import Iterator

KEEPS = """
from pydantic import Field
from mediad_sdk import PluginSettings, Plugin, SecretStr, hookimpl
from contextlib import asynccontextmanager


class Settings(PluginSettings):
    token: SecretStr = Field(default=SecretStr(""), description="A key.")


class Keeper(Plugin):
    @hookimpl
    @asynccontextmanager
    async def mediad_lifespan(self):
        context = self.context
        await context.store.put("last", {"day": 3})
        await context.files.write("lists/films.json", b"[]")
        await context.files.write("cover.jpg", b"picture", role="cache")
        context.metrics.count("began")

        async def unit(rows):
            await rows.execute("INSERT INTO ID__lent (item) VALUES (:item)", item="1")

        if not await context.database.fetch("SELECT item FROM ID__lent"):
            await context.database.write(unit)
        yield


def plugin(context, settings):
    return Keeper(context, settings)
"""
TABLE = "-- up\nCREATE TABLE ID__lent (item TEXT PRIMARY KEY);\n-- down\nDROP TABLE ID__lent;\n"


def keeper(id_: str) -> Made:
    """Make a plugin that keeps something of every sort."""
    module = f"mediad_plugin_{id_}"
    made = plugin(
        id_, code=KEEPS.replace("ID", id_), files={f"{module}/migrations/0001_lent.sql": TABLE.replace("ID", id_)}
    )
    manifest = f"{module}/mediad-plugin.toml"
    made.files[manifest] = f'settings = "{module}:Settings"\n{made.files[manifest]}'  # type: ignore[index,str-bytes-safe]  # a dict of texts
    return made


@pytest.fixture
def daemon() -> Iterator[Outside]:
    with outside() as made:
        made.declare(settings=f'[packages]\nfolder = "{made.place}/wheels"\n')
        for each in ("loans", "loans_more"):
            keeper(each).write(made.place / "wheels")
        made.start()
        said = made.cli("plugin", "install", "mediad-plugin-loans", "mediad-plugin-loans_more", "--yes")
        assert said.code == 0, said.out + said.err
        yield made


def tables(daemon: Outside) -> set[str]:
    with closing(sqlite3.connect(daemon.place / "data/mediad.db")) as database:
        return {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'loans%'")}


def states(daemon: Outside) -> dict[str, str]:
    return {each["instance"]: each["state"] for each in daemon.cli("--json", "plugin", "list").values}


def test_what_a_plugin_left_behind_is_named_shown_and_removed(daemon: Outside) -> None:
    assert states(daemon)["loans"] == "running"
    said = daemon.cli("plugin", "forget", "loans")
    assert (said.code, said.out) == (5, ""), said.out  # it would go on with it, and nobody is asked
    assert daemon.cli("plugin", "remove", "loans").code == 0
    listed = daemon.cli("plugin", "list")
    assert states(daemon)["loans"] == "gone"
    assert "kept of it are: approvals, files, tables, values" in listed.out
    assert "`mediad plugin forget loans` removes it." in listed.out

    said = daemon.cli("plugin", "forget", "loans")  # nobody is there to be asked
    assert (said.code, "loans__lent" in said.out, "1 rows" in said.out) == (2, True, True), said.out
    assert "--yes" in said.err
    assert tables(daemon) == {"loans__lent", "loans_more__lent"}
    assert daemon.ask("DELETE", "/api/v1/plugin-data/loans").status == 422
    assert daemon.ask("DELETE", "/api/v1/plugin-data/loans?confirm=loans_more").status == 422
    assert daemon.ask("DELETE", "/api/v1/plugin-data/loans_more?confirm=loans_more").status == 409

    said = daemon.cli("plugin", "forget", "loans", "--yes")
    assert (said.code, "Nothing is kept of loans any more." in said.out) == (0, True), said.out + said.err
    assert tables(daemon) == {"loans_more__lent"}
    assert {each.name for each in (daemon.place / "data/plugins/files").iterdir()} == {"loans_more"}
    assert 'plugin="loans"' not in daemon.ask("GET", "/metrics").body.decode()
    assert states(daemon).keys() & {"loans", "loans_more"} == {"loans_more"}
    assert daemon.cli("plugin", "forget", "loans", "--yes").code == 6


def test_a_plugin_is_removed_with_all_that_it_keeps(daemon: Outside) -> None:
    said = daemon.cli("plugin", "remove", "mediad-plugin-loans", "--data")
    assert (said.code, states(daemon)["loans"]) == (2, "running"), said.out + said.err
    said = daemon.cli("plugin", "remove", "mediad-plugin-loans", "--data", "--yes")
    assert (said.code, "Nothing is kept of loans any more." in said.out) == (0, True), said.out + said.err
    assert "loans" not in states(daemon)
    assert tables(daemon) == {"loans_more__lent"}
    assert daemon.cli("plugin", "install", "mediad-plugin-loans", "--yes").code == 0  # and may begin anew
    assert states(daemon)["loans"] == "running"
    said = daemon.cli("plugin", "remove", "nothing", "--data", "--yes")
    assert (said.code, "mediad plugin forget" in said.err) == (6, True), said.err


def test_data_is_removed_over_the_api_by_a_job_with_a_log(daemon: Outside) -> None:
    assert daemon.cli("plugin", "remove", "loans").code == 0
    assert daemon.get("/plugin-data/loans")["tables"] == {"loans__lent": 1}
    job = daemon.send("DELETE", "/plugin-data/loans?confirm=loans")["job"]
    until(lambda: daemon.get(f"/jobs/{job}")["state"] == "finished", 30)
    assert "1 tables with 1 rows" in daemon.get(f"/jobs/{job}")["result"]["removed"]
    assert "removing 1 tables" in daemon.get(f"/jobs/{job}/log")["items"][0]["message"]
    assert daemon.ask("GET", "/api/v1/plugin-data/loans").status == 404
