"""Parts of the earth as geohashes: nothing in them is missed, and nothing far away is taken along."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.library.query.earth import Box, bounds, box, cover, is_in
from mediad_sdk.earth import LEVELS

LATITUDES, LONGITUDES = st.floats(-90, 90), st.floats(-180, 180)
BOXES = st.builds(
    lambda a, west, b, east: Box(min(a, b), west, max(a, b), east), LATITUDES, LONGITUDES, LATITUDES, LONGITUDES
)


def test_a_known_place_is_in_its_cells() -> None:
    assert cover(Box(52.52, 13.405, 52.52, 13.405), 1) == ["u33dc0"]
    found = bounds("u33")
    assert found == Box(south=52.03125, west=12.65625, north=53.4375, east=14.0625)


@given(part=BOXES, share=st.tuples(st.floats(0, 1), st.floats(0, 1)), most=st.sampled_from([4, 64, 1024]))
def test_every_place_in_a_part_is_in_one_of_its_cells(part: Box, share: tuple[float, float], most: int) -> None:
    cells = cover(part, most)
    assert len(cells) <= most
    width = (part.east - part.west) % 360 if part.west > part.east else part.east - part.west
    latitude = part.south + (part.north - part.south) * share[0]
    longitude = (part.west + width * share[1] + 180) % 360 - 180
    if cells and part.has(latitude, longitude):
        assert any(_holds(bounds(cell), latitude, longitude) for cell in cells)


def _holds(of: Box, latitude: float, longitude: float) -> bool:
    near = 1e-9
    return of.south - near <= latitude <= of.north + near and of.west - near <= longitude <= of.east + near


@given(part=BOXES)
def test_the_whole_earth_is_covered_by_few_cells(part: Box) -> None:
    assert cover(part, 1024)
    assert {len(cell) for cell in cover(part, 1024)} <= {*LEVELS}


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("52.3/13.0..52.7/13.8", Box(52.3, 13.0, 52.7, 13.8)), ("-90/170..90/-170", Box(-90, 170, 90, -170)),
        ("52.7/13.0..52.3/13.8", None), ("91/0..92/0", None), ("1..2", None), ("a/b..c/d", None), ("nan/0..1/1", None),
        ("1/2", None), ("1/2..3/4..5/6", None),
    ],
)  # fmt: skip
def test_a_part_is_read_or_is_none(text: str, known: Box | None) -> None:
    assert box(text) == known


def test_a_cell_is_in_a_part_by_its_middle() -> None:
    assert is_in("u33dc0", Box(52.4, 13.3, 52.6, 13.5))
    assert not is_in("u33", Box(52.4, 13.4, 52.6, 13.5))
    assert is_in("xbp", Box(-90, 179, 90, -179))
    assert not is_in("", Box(-90, -180, 90, 180))
    assert not is_in("alien", Box(-90, -180, 90, 180))
