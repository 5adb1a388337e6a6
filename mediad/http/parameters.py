"""What OpenAPI says of a route's parameters and body."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

from mediad.http.answers import JSON, Raw
from mediad.http.feed import EVENT_STREAM
from mediad.http.router import parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import core_schema

    from mediad.http.route import Route

REFERENCE = "#/components/schemas/{model}"
_FORMS: dict[str, dict[str, Any]] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0, "maximum": 10**18 - 1},
    "": {"type": "string", "minLength": 1},
    "rest": {"type": "string"},
}
_REVISION = {"type": "string", "pattern": '^(\\*|"[0-9]{1,18}(-[0-9a-f]{10})?")$', "examples": ['"7"']}
_NOBODY = "00000000-0000-7000-8000-000000000000"
_FIELDS = "Only these fields of each item, with commas between them; all when absent."


class Generate(GenerateJsonSchema):
    """Describes a field that may be absent without the null that stands for it inside."""

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> dict[str, Any]:
        """Leave out a default of null."""
        described = super().default_schema(schema)
        return described if described.get("default") is not None else without(described, "default")


def parameters(route: Route, components: dict[str, Any]) -> list[dict[str, Any]]:
    """Describe the parameters of a route; what they refer to goes to the components."""
    return [*_of_path(route), *_of_query(route, components), *_of_header(route)]


def _of_path(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": parameter.name, "in": "path", "required": True, "schema": _FORMS[parameter.form]}
        for parameter in parameters_of(route.path)
    ]


def _of_query(route: Route, components: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    if route.query is not None:
        schema = TypeAdapter(route.query).json_schema(ref_template=REFERENCE, schema_generator=Generate)
        components.update(schema.get("$defs", {}))
        required = schema.get("required", [])
        for name, shape in schema.get("properties", {}).items():
            found.append(_query(name, shape.get("description", ""), _without_null(shape), required=name in required))
    found += [_query(name, sentence, {"type": "string"}) for name, sentence in route.filters.items()]
    if route.fields:
        names: dict[str, Any] = {"type": "array", "items": {"enum": sorted(route.field_names)}}
        found.append(_query("fields", _FIELDS, names) | {"style": "form", "explode": False})
    return found


def _query(name: str, sentence: str, schema: dict[str, Any], *, required: bool = False) -> dict[str, Any]:
    said = {"description": sentence} if sentence else {}
    return {"name": name, "in": "query", "required": required, **said, "schema": schema}


def _without_null(shape: dict[str, Any]) -> dict[str, Any]:
    """Take the null out of an optional parameter: a query string has no way to write it."""
    kept = without(shape, "title", "description", "default", "anyOf")
    options = [option for option in shape.get("anyOf", ()) if option.get("type") != "null"]
    if len(options) == 1:
        kept |= options[0]
    elif options:
        kept["anyOf"] = options
    if shape.get("default") is not None:
        kept["default"] = shape["default"]
    return kept


def _of_header(route: Route) -> list[dict[str, Any]]:
    if route.if_match:
        return [_header("If-Match", "The ETag of GET, or * for whatever is there.", _REVISION) | {"required": True}]
    if isinstance(route.answer, Raw) and route.answer.ranges:
        return [_header("Range", "The part that is wanted, as `bytes=0-1023`.", {"type": "string"})]
    if isinstance(route.answer, Raw) and EVENT_STREAM in route.answer.media_types:
        return [_header("Last-Event-ID", "The number of the last event that is known.", {"type": "string"})]
    return []


def _header(name: str, sentence: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "header", "required": False, "description": sentence, "schema": schema}


def body(schema: dict[str, Any], components: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a body, with the least that can be sent as its example."""
    return {"required": True, "content": {JSON: {"schema": schema, "example": least(schema, components)}}}


def least(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    """Make the least value that fits a schema: what may be absent is."""
    while "$ref" in schema:
        schema = components[schema["$ref"].rpartition("/")[2]]
    for key in ("examples", "enum"):
        if key in schema:
            return schema[key][0]
    if options := schema.get("anyOf"):
        return least(options[0], components)
    if schema.get("type") == "object":
        return {name: least(schema["properties"][name], components) for name in schema.get("required", ())}
    return _simple(schema, components)


def _simple(schema: Mapping[str, Any], components: Mapping[str, Any]) -> Any:
    match schema.get("type"):
        case "array":
            return [least(schema["items"], components)] * schema.get("minItems", 0)
        case "string":
            return _NOBODY if schema.get("format") == "uuid" else "x" * schema.get("minLength", 0)
        case "boolean":
            return False
        case _:
            return schema.get("minimum", 0)


def without(described: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Leave keys out."""
    return {key: value for key, value in described.items() if key not in keys}
