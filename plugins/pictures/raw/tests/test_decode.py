from __future__ import annotations

import io
import struct

import pytest
from PIL import Image

from mediad_plugin_raw.decode import NoRaw, read
from mediad_sdk.testing import MemoryFile

WIDTH, HEIGHT = 256, 192


def dng(turned: int = 1, preview: bytes = b"") -> bytes:
    """A sensor of 256 x 192 that saw red on its left and blue on its right, and a JPEG where there is one."""
    rows = []
    for y in range(HEIGHT):
        sides = (((9000, 900), (900, 300)), ((300, 900), (900, 9000)))
        line = [sides[x * 2 // WIDTH][y % 2][x % 2] for x in range(WIDTH)]
        rows.append(struct.pack(f"<{WIDTH}H", *line))
    sensor = b"".join(rows)
    matrix = [
        value for pair in zip([10000, 0, 0, 0, 10000, 0, 0, 0, 10000], [10000] * 9, strict=True) for value in pair
    ]
    main = [
        (254, 4, [0]), (256, 4, [WIDTH]), (257, 4, [HEIGHT]), (258, 3, [16]), (259, 3, [1]), (262, 3, [32803]),
        (271, 2, b"Fennick\0"), (272, 2, b"Fennick A1\0"), (273, 4, [0]), (274, 3, [turned]), (277, 3, [1]),
        (278, 4, [HEIGHT]), (279, 4, [len(sensor)]), (284, 3, [1]), (33421, 3, [2, 2]), (33422, 1, b"\0\1\1\2"),
        (50706, 1, b"\1\4\0\0"), (50708, 2, b"Fennick A1\0"), (50717, 4, [10000]), (50721, 10, matrix),
    ]  # fmt: skip  # a table
    if preview:
        main += [(330, 4, [0])]
    main.sort()
    return laid_out(main, sensor, preview)


def laid_out(main: list[tuple[int, int, list[int] | bytes]], sensor: bytes, preview: bytes) -> bytes:
    """Put a directory, its values, the sensor's data and the JPEG behind each other."""
    codes = {3: "H", 4: "I", 10: "i", 1: "B"}
    values = 8 + 2 + 12 * len(main) + 4
    packed = [
        (tag, form, value if isinstance(value, bytes) else struct.pack(f"<{len(value)}{codes[form]}", *value))
        for tag, form, value in main
    ]
    behind = values + sum(len(data) + len(data) % 2 for _, _, data in packed if len(data) > 4)
    child = behind + len(sensor)
    table, more = b"", b""
    for tag, form, data in packed:
        each = {273: struct.pack("<I", behind), 330: struct.pack("<I", child)}.get(tag, data)
        count = len(each) // {1: 1, 2: 1, 3: 2, 4: 4, 10: 8}[form]
        inline = each.ljust(4, b"\0") if len(each) <= 4 else struct.pack("<I", values + len(more))
        table += struct.pack("<HHI", tag, form, count) + inline
        more += (each + b"\0" * (len(each) % 2)) if len(each) > 4 else b""
    out = b"II*\0\x08\0\0\0" + struct.pack("<H", len(main)) + table + bytes(4) + more + sensor
    if preview:
        size = Image.open(io.BytesIO(preview)).size
        start = child + 2 + 12 * 7 + 4
        rows = [(254, 1), (256, size[0]), (257, size[1]), (259, 7), (262, 6), (273, start), (279, len(preview))]
        out += struct.pack("<H", len(rows)) + b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in rows)
        out += bytes(4) + preview
    return out


def jpeg(size: tuple[int, int]) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (20, 200, 20)).save(out, "JPEG")
    return out.getvalue()


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(read(MemoryFile("a.dng", data))))


def test_a_sensors_data_become_a_picture_where_there_is_no_jpeg() -> None:
    made = shown(dng())
    left, right = made.getpixel((30, 48)), made.getpixel((made.width - 30, 48))
    assert made.size == (WIDTH // 2, HEIGHT // 2)
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > left[2]
    assert right[2] > right[0]


def test_a_turned_camera_gives_an_upright_picture() -> None:
    assert shown(dng(turned=6)).size == (HEIGHT // 2, WIDTH // 2)


def test_the_jpeg_inside_stands_for_the_photo_where_it_is_large_enough() -> None:
    assert shown(dng(preview=jpeg((800, 600)))).size == (800, 600)
    assert shown(dng(preview=jpeg((160, 120)))).size == (WIDTH // 2, HEIGHT // 2)


@pytest.mark.parametrize("data", [b"", b"no picture at all", dng()[:100]])
def test_what_cannot_be_decoded_is_refused_with_a_code(data: bytes) -> None:
    with pytest.raises(NoRaw) as refused:
        read(MemoryFile("a.cr2", data))
    assert (refused.value.code, bool(refused.value.remedy)) == ("not_raw", True)
