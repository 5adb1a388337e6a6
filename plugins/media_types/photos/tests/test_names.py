from __future__ import annotations

import time

import pytest

from mediad_plugin_photos import dates, names

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
        "RPReplay_Final1577934245",
        "clip-2020-01-02 03;04;05",
        "photo_1@02-01-2020_03-04-05",
        "Captura de Tela 2020-01-02 às 03.04.05",
        "Captura de pantalla 2020-01-02 a la(s) 3.04.05",
        "Skærmbillede 2020-01-02 kl. 03.04.05",
        "Снимок экрана 2020-01-02 в 03.04.05",
        "截屏2020-01-02 上午3.04.05",
    ],
)
def test_a_name_tells_the_second(text: str) -> None:
    assert dates.moment(text)[0] == AT


@pytest.mark.parametrize("hour", range(24))
def test_a_name_tells_every_hour_of_a_day(hour: int) -> None:
    for text in (f"IMG_20200102_{hour:02}1112", f"2020-01-02 {hour:02}.11.12", f"DJI_20200102{hour:02}1112_0001_D"):
        assert dates.moment(text)[0] == f"2020-01-02T{hour:02}:11:12"
    assert dates.moment(f"WhatsApp Video 2020-01-02 at {hour}.11.12")[0] == f"2020-01-02T{hour:02}:11:12"


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
    assert dates.moment(text)[0] == day


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
        ("Album/Party 12.5.1994", "1994-05-12"),
        ("Wedding - June 12, 1965", "1965-06-12"),
        ("3. Mai 1998", "1998-05-03"),
        ("14 juillet 1990", "1990-07-14"),
        ("6 de julio de 2018", "2018-07-06"),
        ("15 sierpnia 1981", "1981-08-15"),
        ("7 июля 1984", "1984-07-07"),
        ("May\u0131s 2010", "2010-05"),
        ("2015年8月4日", "2015-08-04"),
        ("2016년 5월", "2016-05"),
        ("2014 Agosto", "2014-08"),
        ("2013/Август", "2013-08"),
        ("posts/202005", "2020-05"),
        ("Mars attacks 1996", "1996"),
        ("2010 Marathon", "2010"),
        ("99. Mai 1998", "1998-05"),
        ("2003-2004 winter", "2003"),
    ],
)
def test_folders_tell_a_date_as_precisely_as_they_do(path: str, date: str) -> None:
    assert dates.folder_date(tuple(path.split("/")) if path else ()) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("1954 Wedding", "1954"),
        ("1987-07 Sea 3", "1987-07"),
        ("Circus 1949", "1949"),
        ("Family (1955)", "1955"),
        ("ca 1935 - Grandma", "1935"),
        ("Class photo 1968 - 4b", "1968"),
        ("12 1968", ""),
        ("DIA_1975_0023", ""),
        ("Whitby, July 1971", "1971-07"),
        ("Scan 1949", ""),
        ("1984", ""),
        ("IMG_1954 x", ""),
        ("2019-x", ""),
    ],
)
def test_a_name_tells_the_year_that_people_wrote_into_it(text: str, date: str) -> None:
    assert dates.own_date(text) == date


@pytest.mark.parametrize("half", ["PM", "下午", "午後", "오후"])
def test_a_clock_of_twelve_hours_is_read_in_many_tongues(half: str) -> None:
    told = f"2020-01-02 at 3.04.05 {half}" if half == "PM" else f"2020-01-02 {half} 3.04.05"
    assert dates.moment(told)[0] == "2020-01-02T15:04:05"


@pytest.mark.parametrize(
    "sign",
    [
        "Mai 1998 ",
        "3. ",
        "2015年8",
        ".AA-01",
        "2020-01-02",
        "2020",
        "_",
        "1",
        "(1)",
        "-edited",
        " copy",
        "IMG_",
        "~2",
        "_BURST0",
    ],
)
def test_no_name_takes_long(sign: str) -> None:
    text = (sign * (65536 // len(sign) + 1))[:65536]
    start = time.perf_counter()
    dates.moment(text)
    names.parse(text)
    dates.own_date(text)
    dates.folder_date((text,))
    assert time.perf_counter() - start < 1
