"""Every shape that a work can have comes out of the API as it went in, and as the document declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contract.test_catalogue_shapes import SHAPES
from pydantic import BaseModel

from mediad.http.routes import item_shapes

if TYPE_CHECKING:
    from integration.http.whole import Whole


async def test_every_shape_comes_out_of_the_api(api: Whole) -> None:
    for name, shape in SHAPES.items():
        await api.disk.library(name, isolated=True)
        await api.disk.say("folder", *shape.says, folders=shape.folders, library=name)
    for name, shape in SHAPES.items():
        scope = api.disk.libraries[name].scope
        [uid] = [uid for uid, there in await api.disk.rows("uid", *shape.look) if there == scope]
        item = await api.get(f"items/{uid}")
        assert shape.sees(item) == shape.expects, name
        assert undeclared(item_shapes.Item.model_validate(item)) == {}
        for below, model in (
            ("children", item_shapes.Brief), ("files", item_shapes.FileOf), ("documents", item_shapes.Document),
            ("artwork", item_shapes.Picture),
        ):  # fmt: skip
            for each in (await api.get(f"items/{uid}/{below}"))["items"]:
                assert undeclared(model.model_validate(each)) == {}


def undeclared(value: object) -> dict[str, object]:
    """Find what an answer holds that its model does not name, on every level."""
    if isinstance(value, list):
        return {name: found for each in value for name, found in undeclared(each).items()}
    if not isinstance(value, BaseModel):
        return {}
    inner = [getattr(value, name) for name in type(value).model_fields]
    return {**(value.model_extra or {}), **undeclared(inner)}
