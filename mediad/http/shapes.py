"""What the shapes of this API have in common: ids, bodies, answers, and lists that fit on one page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from mediad.accounts.passwords import LONGEST, SHORTEST
from mediad.http.answers import Answer, page
from mediad.http.cursor import Cursor, decode_cursor, encode_cursor
from mediad.http.described import Described
from mediad.http.route import PageQuery

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

    from mediad.http.route import ShortQuery

UUID = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"
Uid = Annotated[str, Field(pattern=f"^{UUID}$", json_schema_extra={"format": "uuid"}), AfterValidator(str.lower)]
"""A public id."""
LATEST = 2**53 - 1


def as_whole(value: Any) -> Any:
    """Take 7.0 for 7, as JSON does; anything else goes on to be refused."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


WHOLE = BeforeValidator(as_whole)
"""Stands behind the limits of every whole number of a body."""
Moment = Annotated[int, Field(ge=0, le=LATEST, description="Milliseconds since 1970, UTC."), WHOLE]
Name = Annotated[str, Field(min_length=1, max_length=100, pattern=r"\S", description="What people call it.")]
Password = Annotated[str, Field(min_length=SHORTEST, max_length=LONGEST)]
Flag = Annotated[str, Field(pattern="^(true|false)$")]
"""A yes or no of a query, in the one spelling of JSON."""

QueryT = TypeVar("QueryT", bound=PageQuery)
ValueT = TypeVar("ValueT")


def _given(value: Any) -> Any:
    if value is None:
        raise PydanticCustomError("null", "null is no value here: leave it out and it stays")
    return value


GIVEN = BeforeValidator(_given)
"""Refuses null."""


class _WithoutNull:
    """Leaves the null out of the description of a field that may be absent."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        described = handler(schema)
        options = [each for each in described.pop("anyOf", ()) if each != {"type": "null"}]
        return {**described, **options[0]} if len(options) == 1 else {**described, "anyOf": options}


Kept = Annotated[ValueT | None, GIVEN, _WithoutNull()]
"""A field of a body that may be absent, and is never null. Where null is a value, `T | None` says so."""


class Body(Described):
    """The base of what is sent: unknown fields are mistakes, nothing is converted.

    In a PATCH what is absent stays, and null takes a value away; a field that has nothing to take away is `Kept`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Shape(Described):
    """The base of what is answered: it describes, and is never made where many are sent."""

    model_config = ConfigDict(defer_build=True)


class Walk(Generic[QueryT]):
    """A keyset walk over rows that have one number: where it stands, and how it goes on.

    `name` ties a cursor to its list.
    """

    def __init__(self, name: str, first: int = 0) -> None:
        self.name = name
        self._first = first

    def place(self, query: QueryT) -> int:
        """Say where the page that is asked for begins."""
        return decode_cursor(query.cursor, self.name).id if query.cursor else self._first

    def page(self, items: Sequence[Any], following: int | None) -> Answer:
        """Write a page; nothing or 0 for `following` ends the walk."""
        cursor = encode_cursor(Cursor(sort=self.name, key=b"", id=following)) if following else None
        return listed(items, cursor)


def listed(items: Sequence[Any], following: str | None = None) -> Answer:
    """Write a page of values; what a database wrote as JSON goes through `joined`."""
    return page(written(items), following)


def short(query: ShortQuery, name: str, items: Sequence[Any]) -> Answer:
    """Write a page of a list that is short, and there as a whole; `name` ties a cursor to it."""
    begin = decode_cursor(query.cursor, name).id if query.cursor else 0
    end = begin + query.limit
    following = encode_cursor(Cursor(sort=name, key=b"", id=end)) if end < len(items) else None
    return listed(items[begin:end], following)


def joined(items: Sequence[str], following: str | None = None) -> Answer:
    """Write a page of JSON texts as they are."""
    return page(f"[{','.join(items)}]", following)


def written(value: Any) -> str:
    """Write JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
