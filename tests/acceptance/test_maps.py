"""Photos on a map and on a timeline, as a client draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from outside import Outside, library, outside
from PIL import ExifTags, Image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BERLIN, HAMBURG = (52.52, 13.405), (53.55, 9.993)


@pytest.fixture
def house() -> Iterator[Outside]:
    with outside() as made:
        photos = made.place / "photos"
        photos.mkdir()
        for number, place in enumerate((BERLIN, BERLIN, HAMBURG), 1):
            photo(photos / f"walk {number}.jpg", place, f"2021:0{number}:14 12:00:00")
        made.declare(library("photos", ["photos"], photos))
        yield made.start()


def photo(path: Path, place: tuple[float, float], taken: str) -> None:
    exif = Image.Exif()
    exif.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.DateTimeOriginal] = taken
    latitude, longitude = ((float(int(each)), (each - int(each)) * 60, 0.0) for each in place)
    gps = exif.get_ifd(ExifTags.IFD.GPSInfo)
    gps |= {
        ExifTags.GPS.GPSLatitudeRef: "N", ExifTags.GPS.GPSLatitude: latitude,
        ExifTags.GPS.GPSLongitudeRef: "E", ExifTags.GPS.GPSLongitude: longitude,
    }  # fmt: skip  # a table
    Image.effect_noise((64, 48), 30).save(path, exif=exif)


def test_photos_are_counted_where_and_when_they_were_taken(house: Outside) -> None:
    house.scan()
    cells = house.items("/items/map?kind=photo&box=47/5..55/16")
    assert sorted(each["count"] for each in cells) == [1, 2]
    most = max(cells, key=lambda each: each["count"])
    assert most["south"] < BERLIN[0] < most["north"]
    assert most["west"] < BERLIN[1] < most["east"]
    assert len(house.items(f"/items?query=kind:photo%20cell:{most['cell']}")) == 2
    assert len(house.items("/items?query=kind:photo%20box:52.3/13.0..52.7/13.8")) == 2
    months = house.items("/items/facets?kind=photo&name=month&since=2021-02&until=2021-12")
    assert [(each["label"], each["count"]) for each in months] == [("2021-02", 1), ("2021-03", 1)]
