from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pillow_heif
import pytest
from PIL import Image

from mediad_plugin_heic.decode import NoHeic, read
from mediad_sdk.testing import MemoryFile

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "photos"


def heic(size: tuple[int, int] = (120, 80)) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", size, (220, 20, 20))
    picture.paste((20, 20, 220), (size[0] // 2, 0, *size))
    out = io.BytesIO()
    pillow_heif.from_pillow(picture).save(out, quality=90)
    return out.getvalue()


def test_a_photo_becomes_a_picture_that_everybody_reads() -> None:
    made = Image.open(io.BytesIO(read(MemoryFile("a.heic", heic()))))
    assert (made.format, made.size) == ("BMP", (120, 80))
    left, right = made.getpixel((10, 40)), made.getpixel((110, 40))
    assert isinstance(left, tuple)
    assert isinstance(right, tuple)
    assert left[0] > 180
    assert left[2] < 80
    assert right[2] > 180
    assert right[0] < 80


def test_nobody_gets_more_pixels_than_are_shown() -> None:
    made = Image.open(io.BytesIO(read(MemoryFile("a.heic", heic((2400, 1200))))))
    assert made.size == (1920, 960)


@pytest.mark.parametrize("data", [b"", b"no picture at all", heic()[:200], heic()[:-300]])
def test_what_cannot_be_decoded_is_refused_with_a_code(data: bytes) -> None:
    with pytest.raises(NoHeic) as refused:
        read(MemoryFile("a.heic", data))
    assert (refused.value.code, bool(refused.value.remedy)) == ("not_heic", True)


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository")
@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("exif-samples/heic__mobile__iphone_13_pro_max.HEIC", (1440, 1920)),
        ("exif-samples/heic__mobile__HMD_Nokia_8.3_5G_hdr.heif", (1920, 1440)),
        ("immich/formats__motionphoto__samsung-one-ui-6.heic", (1440, 1920)),
        ("exoplayer__sample_still_photo.heic", (1080, 1920)),
    ],
)
def test_photos_of_phones_stand_upright(name: str, size: tuple[int, int]) -> None:
    path = SAMPLES / name
    assert Image.open(io.BytesIO(read(MemoryFile(path.name, path.read_bytes())))).size == size


@pytest.mark.shared
@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository")
def test_a_photo_of_many_tiles_fits_into_the_memory_of_a_worker() -> None:
    script = (
        "import io, resource, sys; from pathlib import Path; from types import SimpleNamespace; "
        "resource.setrlimit(resource.RLIMIT_AS, (512 << 20, 512 << 20)); "
        "from mediad_plugin_heic.decode import read; data = Path(sys.argv[1]).read_bytes(); "
        "print(len(read(SimpleNamespace(name='a', open=lambda: io.BytesIO(data)))) > 0)"
    )
    path = SAMPLES / "exif-samples/heic__mobile__iphone_13_pro_max.HEIC"
    done = subprocess.run([sys.executable, "-c", script, str(path)], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr[-300:]) == ("True", "")
