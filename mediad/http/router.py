"""Finds the route of a path: a tree of segments, built once, swapped whole."""

from __future__ import annotations

import re
from dataclasses import field
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar
from urllib.parse import unquote

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_PARAMETER = re.compile(r"\{([a-z_]+)(?::(uuid|int|rest))?\}")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
_INTEGER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_FORMS = {"uuid": _UUID, "int": _INTEGER}


class Addressed(Protocol):
    """Whatever has a method and a path."""

    @property
    def method(self) -> str:
        """The HTTP method, in capitals."""

    @property
    def path(self) -> str:
        """The path, with its parameters in braces."""


RouteT = TypeVar("RouteT", bound=Addressed)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a path: its name, and its form (`uuid`, `int`, `rest`, or empty for any segment)."""

    name: str
    form: str = ""

    def takes(self, segment: str) -> bool:
        """Say whether a decoded segment has the form."""
        pattern = _FORMS.get(self.form)
        if pattern is not None:
            return pattern.fullmatch(segment) is not None
        return bool(segment) and "\0" not in segment

    def value(self, segment: str) -> str:
        """Give the value as handlers get it: a UUID in the one spelling that is stored."""
        return segment.lower() if self.form == "uuid" else segment


def parameters_of(path: str) -> list[Parameter]:
    """List the parameters of a path in their order."""
    return [Parameter(match[1], match[2] or "") for match in _PARAMETER.finditer(path)]


@dataclass(slots=True)
class _Node(Generic[RouteT]):
    methods: dict[str, RouteT] = field(default_factory=dict)
    literals: dict[str, _Node[RouteT]] = field(default_factory=dict)
    parameters: dict[Parameter, _Node[RouteT]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found(Generic[RouteT]):
    """What stands at a path: its routes by method, and the decoded parameters."""

    methods: Mapping[str, RouteT]
    params: Mapping[str, str]

    def route(self, method: str) -> RouteT | None:
        """Choose by method; HEAD is answered by GET."""
        return self.methods.get("GET" if method == "HEAD" else method)

    @property
    def allow(self) -> str:
        """The value of the Allow header."""
        names = {*self.methods, "OPTIONS"} | ({"HEAD"} if "GET" in self.methods else set())
        return ", ".join(sorted(names))


class Router(Generic[RouteT]):
    """A frozen table of routes; literal segments win over parameters."""

    def __init__(self, routes: Iterable[RouteT]) -> None:
        self._root: _Node[RouteT] = _Node()
        self._exact: dict[str, Found[RouteT]] = {}
        for route in routes:
            self._add(route)

    def _add(self, route: RouteT) -> None:
        node = self._root
        for segment in route.path[1:].split("/"):
            match = _PARAMETER.fullmatch(segment)
            if match is None:
                node = node.literals.setdefault(segment, _Node())
            else:
                node = node.parameters.setdefault(Parameter(match[1], match[2] or ""), _Node())
        node.methods[route.method] = route
        if "{" not in route.path:
            self._exact[route.path] = Found(node.methods, {})

    @property
    def tops(self) -> frozenset[str]:
        """The first segments of all paths."""
        return frozenset(self._root.literals)

    def find(self, raw_path: str) -> Found[RouteT] | None:
        """Find what stands at a path as it came over the wire, still percent-encoded."""
        exact = self._exact.get(raw_path)
        if exact is not None:
            return exact
        segments = decoded(raw_path)
        return None if segments is None else _walk(self._root, segments, 0, {})


def decoded(raw_path: str) -> list[str] | None:
    """Split a raw path and decode each segment by itself, so that %2F never makes a new segment."""
    segments = raw_path[1:].split("/")
    if "%" not in raw_path:
        return segments
    try:
        return [unquote(segment, errors="strict") for segment in segments]
    except UnicodeDecodeError:
        return None


def _walk(node: _Node[RouteT], segments: list[str], at: int, params: dict[str, str]) -> Found[RouteT] | None:
    if at == len(segments):
        return Found(node.methods, params) if node.methods else None
    segment = segments[at]
    literal = node.literals.get(segment)
    found = _walk(literal, segments, at + 1, params) if literal is not None else None
    for parameter, child in node.parameters.items() if found is None else ():
        if parameter.form == "rest":
            rest = "/".join(segments[at:])
            return Found(child.methods, {**params, parameter.name: rest}) if "\0" not in rest else None
        if parameter.takes(segment):
            found = _walk(child, segments, at + 1, {**params, parameter.name: parameter.value(segment)})
            if found is not None:
                break
    return found
