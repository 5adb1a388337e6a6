"""Models that describe their fields in the section `Attributes` of their docstring, for the OpenAPI document."""

from __future__ import annotations

import re
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema

_FIELD = re.compile(r"^    (\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)


class Described(BaseModel):
    """The base of what is sent and answered; docstrings are read when the description is written, never at start."""

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Put the sentences of the docstring to the fields that have none of their own."""
        described = handler(schema)
        target = handler.resolve_ref_schema(described)
        target["description"] = _text(cls).partition("\n\nAttributes:")[0].replace("\n", " ")
        said = {name: sentence for kind in reversed(cls.__mro__) for name, sentence in _fields(kind)}
        for name, shape in target.get("properties", {}).items():
            if name in said:
                shape.setdefault("description", said[name])
        return described


def _fields(kind: type) -> list[tuple[str, str]]:
    attributes = _text(kind).partition("\nAttributes:\n")[2]
    return [(name, " ".join(sentence.split())) for name, sentence in _FIELD.findall(attributes)]


def _text(kind: type) -> str:
    return cleandoc(kind.__doc__ or "")
