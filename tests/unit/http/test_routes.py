"""What a route must say before the daemon starts, and how its path is found."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from mediad.http import openapi
from mediad.http.answers import PageOf, only_fields, page
from mediad.http.problems import BodyTooLarge, HttpProblem, NotReady, document, headers_of, status_of
from mediad.http.route import API, PageQuery, Route, RouteError, check_routes
from mediad.http.router import Router
from mediad_sdk import errors


def route(**given_to: Any) -> Route:
    return Route(**{"method": "GET", "path": f"{API}/x", "name": "x", "permission": "items.read", "summary": "X.",
                    "handler": None} | given_to)  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"permission": ""}, "names no permission"),
        ({"permission": "public"}, "is public but does not stand on the list"),
        ({"permission": "items.raed"}, "unknown permission"),
        ({"method": "FETCH"}, "unknown method"),
        ({"path": "x"}, "does not begin with a slash"),
        ({"summary": ""}, "no summary"),
    ],
)
def test_an_incomplete_core_route_stops_the_start_by_name(wrong: dict[str, Any], sentence: str) -> None:
    with pytest.raises(RouteError, match=sentence) as caught:
        check_routes([route(), route(**{"name": "broken", "path": f"{API}/y"} | wrong)])
    assert "'broken'" in str(caught.value)


def test_two_routes_may_share_neither_name_nor_address() -> None:
    with pytest.raises(RouteError, match="same name"):
        check_routes([route(), route(path=f"{API}/y")])
    with pytest.raises(RouteError, match="same address"):
        check_routes([route(path="/{a}"), route(path="/{b}", name="y")])


def test_literals_win_and_every_segment_is_decoded_by_itself() -> None:
    paths = ["/a", "/a/{name}", "/a/all", "/a/{number:int}/b", "/a/{name}/c", "/f/{path:rest}"]
    router = Router([route(path=path, name=path) for path in paths])
    cases: dict[str, tuple[str, dict[str, str]] | None] = {
        "/a": ("/a", {}),
        "/a/all": ("/a/all", {}),
        "/a/%61ll": ("/a/all", {}),
        "/a/b%2Fc": ("/a/{name}", {"name": "b/c"}),
        "/a/7/b": ("/a/{number:int}/b", {"number": "7"}),
        "/a/7/c": ("/a/{name}/c", {"name": "7"}),
        "/a/x/b": None,
        "/f/a/b%20c": ("/f/{path:rest}", {"path": "a/b c"}),
        "/a/": None,
        "/a/%00": None,
        "/a/%ff": None,
        "/b": None,
        "": None,
    }
    for path, wanted in cases.items():
        found = router.find(path)
        assert (found and (found.methods["GET"].path, dict(found.params))) == wanted, path


@given(st.text(max_size=60))
def test_no_path_makes_the_router_stumble(path: str) -> None:
    router = Router([route(path="/a/{name}/{id:uuid}")])
    found = router.find("/" + path)
    assert found is None or set(found.params) == {"name", "id"}


def test_each_error_has_its_status_and_says_what_to_do() -> None:
    statuses = {errors.NotFound: 404, errors.Gone: 410, errors.Conflict: 409, errors.Forbidden: 403,
                errors.Invalid: 422, errors.Unavailable: 503, errors.RateLimited: 503, errors.MediadError: 500,
                NotReady: 503}  # fmt: skip
    assert {kind: status_of(kind) for kind in statuses} == statuses
    kinds: list[type[errors.MediadError]] = [HttpProblem]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    assert all(kind.remedy for kind in kinds[1:])
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert issubclass(BodyTooLarge, kinds[0])


def test_a_problem_names_every_mistake_by_its_place() -> None:
    error = errors.Invalid("Two mistakes.", places=(("/a", "is short"), ("/b/0", "is long")), remedy="Mend them.")
    assert json.loads(document(error, "r1")) == {
        "type": "urn:mediad:problem:invalid",
        "title": "The input was refused.",
        "status": 422,
        "detail": "Two mistakes.",
        "code": "invalid",
        "remedy": "Mend them.",
        "request_id": "r1",
        "errors": [{"pointer": "/a", "detail": "is short"}, {"pointer": "/b/0", "detail": "is long"}],
    }
    assert headers_of(errors.Unavailable("x", retry_after=2.4)) == {"Retry-After": "2"}


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=5), max_size=4), max_size=5))
def test_fields_are_a_selection_and_nothing_else_changes(items: list[dict[str, Any]]) -> None:
    body = page(json.dumps(items), "abc", 7).body
    wanted = {name for item in items[:1] for name in item}
    reduced = json.loads(only_fields(body, wanted, paged=True))
    assert reduced["items"] == [{k: v for k, v in item.items() if k in wanted} for item in items]
    assert (reduced["next"], reduced["count"]) == ("abc", 7)


def test_a_single_resource_that_looks_like_a_page_is_reduced_as_what_it_is() -> None:
    body = b'{"items":[{"id":1}],"next":null,"title":"x"}'
    assert only_fields(body, ["title"], paged=False) == b'{"title":"x"}'


class Thing(BaseModel):
    """A thing."""

    id: int
    name: str | None = None


def test_the_document_lists_parameters_without_null_and_pages_with_their_items() -> None:
    shown = json.loads(openapi.document([route(query=PageQuery, answer=PageOf(Thing), fields=True)], "1"))
    operation = shown["paths"][f"{API}/x"]["get"]
    parameters = {parameter["name"]: parameter["schema"] for parameter in operation["parameters"]}
    assert parameters["limit"] == {"type": "integer", "minimum": 1, "maximum": 500, "default": 50}
    assert parameters["cursor"] == {"type": "string", "maxLength": 2048, "format": "cursor"}
    assert parameters["fields"]["items"] == {"enum": ["id", "name"]}
    items = operation["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["items"]
    assert (items["type"], items["items"]) == ("array", {"$ref": "#/components/schemas/ThingFields"})
    assert "required" not in shown["components"]["schemas"]["ThingFields"]
