from __future__ import annotations

import time

import pytest

from mediad_plugin_photos import names

AT = "2020-01-02T03:04:05"


@pytest.mark.parametrize(
    "text",
    [
        "IMG_20200102_030405",
        "20200102_030405",
        "20200102_030405(0)",
        "2020-01-02 03.04.05",
        "2020-01-02 03.04.05-1",
        "PXL_20200102_030405123",
        "PXL_20200102_030405123.MP",
        "Screenshot_20200102-030405",
        "Screenshot_20200102-030405_Some App",
        "Screenshot_2020-01-02-03-04-05-123_com.example.app",
        "Screenshot 2020-01-02 at 03.04.05",
        "Screenshot 2020-01-02 at 3.04.05 AM",
        "signal-2020-01-02-030405",
        "signal-2020-01-02-03-04-05-123",
        "WhatsApp Image 2020-01-02 at 03.04.05",
        "WP_20200102_03_04_05_Pro",
        "photo_2020-01-02_03-04-05",
        "VID_20200102_030405123",
        "MVIMG_20200102_030405",
        "DJI_20200102030405_0001_D",
        "C360_2020-01-02-03-04-05-123",
        "1577934245000",
    ],
)
def test_a_name_tells_the_second(text: str) -> None:
    assert names.moment(text)[0] == AT


@pytest.mark.parametrize("hour", range(24))
def test_a_name_tells_every_hour_of_a_day(hour: int) -> None:
    for text in (f"IMG_20200102_{hour:02}1112", f"2020-01-02 {hour:02}.11.12", f"DJI_20200102{hour:02}1112_0001_D"):
        assert names.moment(text)[0] == f"2020-01-02T{hour:02}:11:12"
    assert names.moment(f"WhatsApp Video 2020-01-02 at {hour}.11.12")[0] == f"2020-01-02T{hour:02}:11:12"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("IMG-20200102-WA0001", "2020-01-02"),
        ("2020-01-02 Birthday 7", "2020-01-02"),
        ("20200102", "2020-01-02"),
        ("scan 04.07.1987", "1987-07-04"),
        ("1975-07-04 Wedding", "1975-07-04"),
        ("IMG_1234", ""),
        ("DSC_20201399", ""),
        ("IMG_20200102_241112", "2020-01-02"),
        ("received_1234567890123456789", ""),
        ("a 12345678901234 b", ""),
    ],
)
def test_a_name_tells_a_day_or_nothing(text: str, day: str) -> None:
    assert names.moment(text)[0] == day


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("2019/2019-07 Italy", "2019-07"),
        ("2019/07/14 Wedding", "2019-07-14"),
        ("2019/07", "2019-07"),
        ("Photos from 2019", "2019"),
        ("Scans/1987", "1987"),
        ("2019_07_14", "2019-07-14"),
        ("DCIM/100CANON", ""),
        ("", ""),
    ],
)
def test_folders_tell_a_date_as_precisely_as_they_do(path: str, date: str) -> None:
    assert names.folder_date(tuple(path.split("/")) if path else ()) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [("1954 Wedding", "1954"), ("1987-07 Sea 3", "1987-07"), ("1984", ""), ("IMG_1954 x", ""), ("2019-x", "")],
)
def test_a_name_that_begins_with_a_year_tells_it(text: str, date: str) -> None:
    assert names.leading_date(text) == date


@pytest.mark.parametrize("sign", ["2020-01-02", "2020", "_", "1", "(1)", "-edited", " copy", "IMG_", "~2", "_BURST0"])
def test_no_name_takes_long(sign: str) -> None:
    text = (sign * (65536 // len(sign) + 1))[:65536]
    start = time.perf_counter()
    names.moment(text)
    names.parse(text)
    names.leading_date(text)
    names.folder_date((text,))
    assert time.perf_counter() - start < 1
