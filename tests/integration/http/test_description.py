"""What openapi.json says of the whole API is enough for a stranger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from mediad.http import openapi
from mediad.http.answers import PageOf
from mediad.http.route import PageQuery

if TYPE_CHECKING:
    from collections.abc import Iterator

    from integration.http.whole import Whole

CLEARED = {("change_user", "max_age"), ("rate_item", "rating")}
"""What null takes away; everywhere else in an edit it is refused."""


@pytest.fixture
async def document(api: Whole) -> dict[str, Any]:
    described: dict[str, Any] = json.loads(openapi.document(api.routes, "1"))
    return described


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return (operation for methods in document["paths"].values() for operation in methods.values())


def body_of(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    """Give the schema of a body."""
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    name = content.get("schema", {}).get("$ref", "/").rpartition("/")[2]
    schema: dict[str, Any] = document["components"]["schemas"].get(name, {})
    return schema


async def test_every_property_and_every_parameter_of_a_query_says_what_it_is(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    silent = {
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, shape in schema.get("properties", {}).items()
        if not (
            shape.get("description") or schemas.get(shape.get("$ref", "/").rpartition("/")[2], {}).get("description")
        )
    }
    silent |= {
        f"{operation['operationId']}?{parameter['name']}"
        for operation in operations(document)
        for parameter in operation["parameters"]
        if parameter["in"] != "path" and not parameter.get("description")
    }
    assert silent == set()


async def test_the_example_of_a_body_fits_and_an_edit_of_nothing_is_one(api: Whole, document: dict[str, Any]) -> None:
    models = {route.name: route.body for route in api.routes if route.body is not None}
    examples = {
        operation["operationId"]: operation["requestBody"]["content"]["application/json"]["example"]
        for operation in operations(document)
        if "requestBody" in operation
    }
    assert set(examples) == set(models)
    for name, example in examples.items():
        TypeAdapter(models[name]).validate_json(json.dumps(example))
    edits = {operation["operationId"] for operation in operations(document)} & {"change_user", "rate_item", "edit_item"}
    assert [examples[name] for name in sorted(edits)] == [{}, {}, {}]


async def test_null_is_a_value_of_an_edit_only_where_it_takes_something_away(
    api: Whole, document: dict[str, Any]
) -> None:
    edits = {route.name for route in api.routes if route.method == "PATCH"}
    nullable = {
        (operation["operationId"], field)
        for operation in operations(document)
        if operation["operationId"] in edits
        for field, shape in body_of(operation, document).get("properties", {}).items()
        if {"type": "null"} in shape.get("anyOf", ())
    }
    assert nullable == CLEARED
    user = f"users/{api.ids['guest']}"
    assert (await api.send("PATCH", user, json={}, match="*"))["max_age"] == 12
    for field in ("name", "role", "disabled", "libraries"):
        problem = await api.send("PATCH", user, json={field: None}, match="*", status=422)
        assert [each["pointer"] for each in problem["errors"]] == [f"/{field}"]
    assert (await api.send("PATCH", user, json={"max_age": None}, match="*"))["max_age"] is None


async def test_filters_and_what_a_stream_goes_on_from_are_parameters(document: dict[str, Any]) -> None:
    items, stream = document["paths"]["/api/v1/items"]["get"], document["paths"]["/api/v1/events"]["get"]
    assert {"kind", "sort", "genre"} <= {each["name"] for each in items["parameters"]}
    assert [(each["name"], each["in"]) for each in stream["parameters"]] == [("Last-Event-ID", "header")]
    assert "304" not in stream["responses"]
    assert "headers" not in stream["responses"]["200"]
    assert "304" not in document["paths"]["/"]["get"]["responses"]
    assert "304" in items["responses"]


async def test_kinds_are_named_with_commas_or_one_by_one(api: Whole) -> None:
    assert await api.get("items?kind=toy,box") == await api.get("items?kind=toy&kind=box")


async def test_every_list_comes_in_pages(api: Whole) -> None:
    lists = [route for route in api.routes if isinstance(route.answer, PageOf)]
    assert [route.name for route in lists if not (route.query and issubclass(route.query, PageQuery))] == []
    whole = (await api.get("roles"))["items"]
    found, following = [], ""
    while following is not None:
        page = await api.get(f"roles?limit=1{f'&cursor={following}' if following else ''}")
        assert len(page["items"]) == 1
        found, following = [*found, *page["items"]], page["next"]
    assert found == whole


async def test_an_unknown_parameter_is_refused_wherever_somebody_is_known(api: Whole) -> None:
    for path in ("me", "events", "roles", "items", f"items/{api.ids['toy']}", f"files/{api.ids['file']}", "me/lists"):
        problem = await api.get(f"{path}?foo=1", status=400)
        assert problem["code"] == "query_invalid"
    async with api.ask("GET", "/healthz?probe=1") as answer:
        assert answer.status == 200
