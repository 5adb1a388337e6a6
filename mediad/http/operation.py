"""A route made ready to serve: its validators built once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.http.inputs import Inputs

if TYPE_CHECKING:
    from mediad.http.route import Route


class Operation:
    """A route and the input side it needs."""

    __slots__ = ("inputs", "method", "path", "route")

    def __init__(self, route: Route) -> None:
        self.route = route
        self.method = route.method
        self.path = route.path
        self.inputs = Inputs(route)
