"""Places on the earth as every map names them."""

from __future__ import annotations

import pytest

from mediad_sdk.earth import cells


@pytest.mark.parametrize(
    ("latitude", "longitude", "finest"),
    [
        (57.64911, 10.40744, "u4pruy"),  # the example of the method's inventor
        (48.669, -4.329, "gbsuv7"),
        (0.0, 0.0, "s00000"),
        (-90.0, -180.0, "000000"),
        (90.0, 180.0, "zzzzzz"),
        (91.0, -181.0, "bpbpbp"),
    ],
)
def test_a_place_is_in_the_cells_that_every_map_names(latitude: float, longitude: float, finest: str) -> None:
    assert cells(latitude, longitude) == [finest[:level] for level in (2, 3, 4, 5, 6)]
