"""The OpenAPI document says what the server does; a fuzzer compares the two."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
DOCUMENT = "/api/v1/openapi.json"


async def test_the_document_describes_every_route_and_is_sent_once(server: Any) -> None:
    async with server.get(DOCUMENT, key=None) as answer:
        document, tag = await answer.json(), answer.headers["ETag"]
    assert document["openapi"] == "3.1.0"
    described = {one["operationId"] for methods in document["paths"].values() for one in methods.values()}
    assert described >= {"list_items", "edit_item", "get_openapi", "get_docs", "get_root", "get_healthz"}
    edit = document["paths"]["/api/v1/items/{id}"]["patch"]
    wanted = (200, 400, 401, 403, 404, 412, 413, 415, 421, 422, 428, 429)
    assert set(edit["responses"]) >= {str(status) for status in wanted}
    assert edit["requestBody"]["required"] is True
    assert edit["x-permission"] == "items.edit"
    assert document["paths"]["/healthz"]["get"]["security"] == []
    async with server.get(DOCUMENT, key=None, headers={"If-None-Match": tag}) as answer:
        assert answer.status == 304


async def test_every_reference_in_the_document_leads_somewhere(server: Any) -> None:
    async with server.get(DOCUMENT, key=None) as answer:
        text = await answer.text()
    document = json.loads(text)
    names = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert names >= {"Item", "ItemFields", "ItemEdit", "Problem"}
    assert names <= set(document["components"]["schemas"])


async def test_a_fuzzer_finds_no_difference_between_document_and_server(server_with: Any, tmp_path: Path) -> None:
    server = await server_with(anonymous_limit=1_000_000)
    fuzzer = await asyncio.create_subprocess_exec(
        *(str(Path(sys.executable).with_name("st")), "--config-file", str(CONFIGURATION), "run", "--no-color"),
        *("--seed", "1", "--max-examples", "15", "--checks", "all", "--header", "Authorization: Bearer admin-key"),
        *("--exclude-path", "/api/v1/burst"),  # it fails on purpose
        f"http://127.0.0.1:{server.port}{DOCUMENT}",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    report, _ = await fuzzer.communicate()
    assert fuzzer.returncode == 0, report.decode()
