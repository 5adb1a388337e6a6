"""OpenAPI 3.1 from the routes: what the document says is what the dispatcher does."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, TypeAdapter
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from mediad.http import problems
from mediad.http.answers import JSON, PageOf, Raw
from mediad.http.feed import EVENT_STREAM
from mediad.http.parameters import REFERENCE, Generate, body, parameters
from mediad.http.route import PUBLIC
from mediad_sdk.errors import Forbidden, Invalid, MediadError, NotFound

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.http.route import Route

_RULES = """Lists come in pages: hand `next` back as `cursor`. Unknown parameters and fields are refused, with every
place named. In a PATCH what is absent stays; null takes a value away where the schema allows it, and is refused
elsewhere. Moments are milliseconds since 1970, UTC. The id of a merged work leads to the other one (308); what is
nowhere is 404, and 410 once it is forgotten."""
_PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "code", "remedy", "request_id"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "The kind of problem, by its code.",
            "examples": ["urn:mediad:problem:not_found"],
        },
        "title": {"type": "string", "description": "The kind of problem, in words."},
        "status": {"type": "integer", "description": "The HTTP status."},
        "detail": {"type": "string", "description": "What happened."},
        "code": {"type": "string", "description": "Stable; programs branch on it."},
        "remedy": {"type": "string", "description": "What to do about it."},
        "request_id": {"type": "string", "description": "Stands in the log beside the cause."},
        **{
            name: {"type": "string", "description": f"Of a plugin's failure: {what}."}
            for name, what in (
                ("plugin", "its id"),
                ("instance", "which of its instances"),
                ("version", "its version"),
                ("hook", "which of its functions"),
                ("kind", "stable, finer than `code`"),
                ("correlation_id", "stands in its trace and in the log"),
            )
        },
        "count": {"type": "integer", "description": "Of a plugin's failure: how often since the last success."},
        "since": {"type": "integer", "description": "Of a plugin's failure: when the first of them was."},
        "retry_after": {"type": "number", "description": "Seconds after which to ask again."},
        "errors": {
            "type": "array",
            "description": "Every place that was refused.",
            "items": {
                "type": "object",
                "required": ["pointer", "detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body, or a parameter's name."},
                    "detail": {"type": "string", "description": "What is wrong there."},
                },
            },
        },
    },
}


def document(routes: Sequence[Route], version: str, server: str = "/") -> bytes:
    """Write the OpenAPI document of some routes."""
    schemas = _Schemas(routes)
    paths: dict[str, dict[str, Any]] = defaultdict(dict)
    for route in routes:
        paths[_plain(route.path)][route.method.lower()] = _operation(route, schemas)
    return json.dumps(
        {
            "openapi": "3.1.0",
            "info": {
                "title": "mediad",
                "description": _RULES,
                "version": version,
                "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            },
            "servers": [{"url": server}],
            "security": [{"key": []}],
            "tags": [{"name": tag} for tag in dict.fromkeys(route.tag for route in routes)],
            "paths": paths,
            "components": {
                "schemas": {**schemas.components, "Problem": _PROBLEM},
                "securitySchemes": {"key": {"type": "http", "scheme": "bearer", "description": "A key, or a session."}},
            },
        },
        ensure_ascii=False,
        separators=(",", ":"),
    ).encode()


def _plain(path: str) -> str:
    return re.sub(r":(uuid|int|rest)\}", "}", path)


class _Schemas:
    """The component schemas: each model once, bodies as they are read, answers as they are written."""

    def __init__(self, routes: Sequence[Route]) -> None:
        wanted = list(dict.fromkeys(_models(routes)))
        references, schema = models_json_schema(wanted, ref_template=REFERENCE, schema_generator=Generate)
        self._references = references
        self.components: dict[str, Any] = schema.get("$defs", {})

    def of(self, kind: type[BaseModel], mode: JsonSchemaMode) -> dict[str, Any]:
        return dict(self._references[kind, mode])

    def partial(self, kind: type[BaseModel]) -> dict[str, Any]:
        """Refer to a model none of whose fields must be there, for answers to `?fields=`."""
        name = self.of(kind, "serialization")["$ref"].rpartition("/")[2]
        part = {key: value for key, value in self.components[name].items() if key != "required"}
        self.components[f"{name}Fields"] = part | {"description": "With `fields`, only what was asked for."}
        return {"$ref": REFERENCE.format(model=f"{name}Fields")}

    def any(self, kind: Any) -> dict[str, Any]:
        """Describe a body, be it a model or any other type."""
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self.of(kind, "validation")
        schema = TypeAdapter(kind).json_schema(ref_template=REFERENCE, schema_generator=Generate)
        self.components.update(schema.pop("$defs", {}))
        return schema


def _models(routes: Iterable[Route]) -> Iterable[tuple[type[BaseModel], JsonSchemaMode]]:
    for route in routes:
        answer = route.answer.item if isinstance(route.answer, PageOf) else route.answer
        if isinstance(answer, type):
            yield answer, "serialization"
        if isinstance(route.body, type) and issubclass(route.body, BaseModel):
            yield route.body, "validation"


def _operation(route: Route, schemas: _Schemas) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.tag],
        "parameters": parameters(route, schemas.components),
        "responses": _responses(route, schemas),
    }
    if route.permission == PUBLIC:
        operation["security"] = []
    else:
        operation["x-permission"] = route.permission
    if route.own:
        operation["x-permission-for-own"] = route.own
    if route.body is not None:
        operation["requestBody"] = body(schemas.any(route.body), schemas.components)
    elif route.free and route.method != "GET":
        operation["requestBody"] = {"content": {"*/*": {}}}
    return operation


def _responses(route: Route, schemas: _Schemas) -> dict[str, Any]:
    responses: dict[str, Any] = {str(route.status): _success(route, schemas)}
    if _is_tagged(route):
        responses["304"] = {"description": "Unchanged since the ETag in If-None-Match."}
    if route.moves:
        location = {"Location": {"schema": {"type": "string"}}}
        responses["308"] = {"description": "The id was merged into another one.", "headers": location}
    if isinstance(route.answer, Raw) and route.answer.ranges:
        responses["206"] = _success(route, schemas) | {"description": "The part that Range asked for."}
    by_status: dict[int, list[type[MediadError]]] = defaultdict(list)
    for kind in dict.fromkeys((*_own_problems(route), *route.problems)):
        by_status[problems.status_of(kind)].append(kind)
    for status, kinds in sorted(by_status.items()):
        responses[str(status)] = _problem_response(kinds)
    return responses


def _is_tagged(route: Route) -> bool:
    """Tell whether an answer has an ETag: what is read at once has, a stream and a way elsewhere have not."""
    stream = isinstance(route.answer, Raw) and EVENT_STREAM in route.answer.media_types
    return route.method == "GET" and route.answer is not None and not stream


def _success(route: Route, schemas: _Schemas) -> dict[str, Any]:
    response: dict[str, Any] = {"description": "Done."}
    if isinstance(route.answer, Raw):
        response["content"] = {media_type: {} for media_type in route.answer.media_types}
    elif route.answer is not None:
        response["content"] = {JSON: {"schema": _answer_schema(route, schemas)}}
    if _is_tagged(route):
        response["headers"] = {"ETag": {"schema": {"type": "string"}}}
    return response


def _answer_schema(route: Route, schemas: _Schemas) -> dict[str, Any]:
    paged = isinstance(route.answer, PageOf)
    kind = route.answer.item if isinstance(route.answer, PageOf) else route.answer
    assert isinstance(kind, type)  # noqa: S101  # the caller has put Raw and None aside
    item = schemas.partial(kind) if route.fields else schemas.of(kind, "serialization")
    return _page_of(item) if paged else item


def _page_of(item: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["items", "next"],
        "properties": {
            "items": {"type": "array", "items": item, "description": "What is on this page."},
            "next": {"type": ["string", "null"], "description": "Hand it back as `cursor`; null on the last page."},
            "count": {"type": "integer", "description": "How many there are in all, where it is counted."},
        },
    }


def _own_problems(route: Route) -> Iterable[type[MediadError]]:
    """List what the framework itself refuses at this route."""
    parts = isinstance(route.answer, Raw) and route.answer.ranges
    body = (problems.BodyMalformed, problems.BodyTimeout, problems.BodyTooLarge, problems.MediaTypeRefused)
    cases: tuple[tuple[bool, tuple[type[MediadError], ...]], ...] = (
        (True, (problems.HostMissing, problems.HostRefused)),
        (not route.unlimited, (problems.TooManyRequests,)),
        (route.permission != PUBLIC, (problems.Unauthenticated, Forbidden)),
        ("{" in route.path, (NotFound, problems.RouteNotFound)),
        (route.query is not None or route.fields, (problems.QueryInvalid,)),
        (route.body is not None or route.if_match, (Invalid,)),
        (route.method != "GET", (problems.OriginRefused,)),
        (route.body is not None, body),
        (route.if_match, (problems.PreconditionFailed, problems.PreconditionRequired)),
        (route.query is not None and "cursor" in route.query.model_fields, (problems.CursorInvalid,)),
        (parts, (problems.RangeNotSatisfiable, problems.PreconditionFailed)),
    )
    return (kind for present, kinds in cases if present for kind in kinds)


def _problem_response(kinds: list[type[MediadError]]) -> dict[str, Any]:
    codes = dict.fromkeys(kind.code for kind in kinds)
    titles = dict.fromkeys(problems.title_of(kind) for kind in kinds)
    return {
        "description": " ".join(titles),
        "x-codes": list(codes),
        "content": {problems.PROBLEM_MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(model="Problem")}}},
    }
