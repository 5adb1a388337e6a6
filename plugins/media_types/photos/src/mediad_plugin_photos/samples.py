"""A few photos for demonstration and tests: landscapes that code paints, with what a camera would write into them."""

from __future__ import annotations

import json
import random
import struct
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediad_sdk.errors import UserError

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

SIZE = (960, 640)
COVER = 2
"""Which shot of the burst stands for it."""
TIMEOUT = 60
_EXIF, _GPS = 0x8769, 0x8825
_LIVE = "5D0C2F0E-7B1E-4C57-9A55-3B1A0F6E2C11"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One photo: where it lies, when and with what it was taken, and what it shows."""

    path: str
    taken: str = ""
    subsecond: str = ""
    offset: str = ""
    camera: tuple[str, str] = ("Fennick", "Fennick A1")
    place: tuple[float, float] | None = None
    turned: int = 1
    xmp: str = ""
    seed: int = 1
    size: tuple[int, int] = SIZE
    note: bytes = b""


COAST = "2021-08 Coast Walk"
SCENES = (
    Scene(path=f"{COAST}/DSC_0412.JPG", taken="2021:08:14 09:12:05", offset="+02:00", place=(54.431, 12.692), seed=2),
    Scene(path=f"{COAST}/DSC_0413.JPG", taken="2021:08:14 19:48:31", offset="+02:00", place=(54.447, 12.561), seed=3),
    Scene(
        path=f"{COAST}/DSC_0414.JPG", taken="2021:08:14 20:02:10", offset="+02:00", turned=6, size=(640, 960), seed=4
    ),
    Scene(path=f"{COAST}/PANO_0415.jpg", taken="2021:08:15 07:30:00", offset="+02:00", size=(1920, 480), seed=5),
    *(
        Scene(
            path=f"DCIM/Camera/IMG_20220305_140211_BURST00{at}{'_COVER' if at == COVER else ''}.jpg",
            taken="2022:03:05 14:02:11",
            subsecond=f"{at}40",
            camera=("Orrin", "Orrin Six"),
            seed=6,
        )
        for at in (1, 2, 3)
    ),
    Scene(path="DCIM/Camera/IMG_2041.JPG", taken="2022:06:18 16:20:44", camera=("Orrin", "Orrin Six"), seed=7),
    Scene(path="DCIM/Camera/IMG_E2041.JPG", taken="2022:06:18 16:20:44", camera=("Orrin", "Orrin Six"), seed=8),
    Scene(path="DCIM/Screenshots/Screenshot_20220620-081502.png", size=(360, 780), seed=9),
    Scene(path="Takeout/Garden Party/garden.jpg", seed=10),
    Scene(path="Takeout/Garden Party/garden-edited.jpg", seed=11),
)
_REGIONS = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:lr="http://ns.adobe.com/lightroom/1.0/" xmlns:r="http://www.metadataworkinggroup.com/schemas/regions/"
 xmlns:a="http://ns.adobe.com/xmp/sType/Area#" xmp:Rating="5">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Evening at the Coast</rdf:li></rdf:Alt></dc:title>
<lr:hierarchicalSubject><rdf:Bag><rdf:li>Places|Northmoor</rdf:li></rdf:Bag></lr:hierarchicalSubject>
<r:Regions rdf:parseType="Resource"><r:RegionList><rdf:Bag><rdf:li rdf:parseType="Resource">
<r:Name>Ada Lindqvist</r:Name><r:Type>Face</r:Type>
<r:Area a:x="0.5" a:y="0.6" a:w="0.1" a:h="0.2" a:unit="normalized"/>
</rdf:li></rdf:Bag></r:RegionList></r:Regions></rdf:Description></rdf:RDF></x:xmpmeta>"""


def samples(folder: Path) -> None:
    """Write the photos into a folder."""
    for scene in SCENES:
        path = folder / scene.path
        path.parent.mkdir(parents=True, exist_ok=True)
        _save(scene, path)
    (folder / COAST / "DSC_0413.xmp").write_text(_REGIONS, encoding="utf-8")
    _raw(folder / COAST / "DSC_0412.DNG")
    _live(folder / "DCIM" / "Camera")
    said = {"title": "garden.jpg", "photoTakenTime": {"timestamp": "1592820000"}, "people": [{"name": "Ada Lindqvist"}]}
    (folder / "Takeout/Garden Party/garden.jpg.supplemental-metadata.json").write_text(json.dumps(said), "utf-8")


def _save(scene: Scene, path: Path) -> None:
    picture = painted(scene.seed, scene.size)
    picture.save(path, quality=85, exif=_exif(picture.getexif(), scene))


def _exif(exif: Image.Exif, scene: Scene) -> bytes:
    if not scene.taken:
        return b""
    exif[0x010F], exif[0x0110] = scene.camera
    exif[0x0112] = scene.turned
    shot = exif.get_ifd(_EXIF)
    shot |= {0x9003: scene.taken, 0x829A: 0.004, 0x829D: 5.6, 0x8827: 200, 0x920A: 35.0}
    shot |= {0x9291: scene.subsecond} if scene.subsecond else {}
    shot |= {0x9011: scene.offset} if scene.offset else {}
    shot |= {0x927C: scene.note} if scene.note else {}
    if scene.place:
        gps = exif.get_ifd(_GPS)
        for tag, value, sides in ((1, scene.place[0], "NS"), (3, scene.place[1], "EW")):
            gps[tag] = sides[value < 0]
            gps[tag + 1] = _degrees(abs(value))
    return exif.tobytes()


def _degrees(value: float) -> tuple[float, float, float]:
    minutes = value % 1 * 60
    return float(int(value)), float(int(minutes)), round(minutes % 1 * 60, 2)


def painted(seed: int, size: tuple[int, int]) -> Image.Image:
    """Paint hills under a sky with a sun."""
    from PIL import Image, ImageDraw, ImageFilter  # noqa: PLC0415  # only who paints needs it

    chance = random.Random(seed)  # noqa: S311  # a picture, no secret
    across, down = size
    top, low = ([chance.randrange(40, 230) for _ in range(3)] for _ in range(2))
    sky = Image.linear_gradient("L").resize(size)
    picture = Image.composite(Image.new("RGB", size, tuple(low)), Image.new("RGB", size, tuple(top)), sky)
    draw = ImageDraw.Draw(picture)
    x, y, r = chance.randrange(across), chance.randrange(down // 2), min(size) // 12
    draw.ellipse((x - r, y - r, x + r, y + r), fill=(255, 240, 200))
    for hill in range(3):
        line = down * (5 + hill) // 9
        points = [(at * across // 8, line + chance.randrange(-down // 9, down // 9)) for at in range(9)]
        shade = tuple(chance.randrange(20, 120 - 25 * hill) for _ in range(3))
        draw.polygon([(0, down), *points, (across, down)], fill=shade)
    return picture.filter(ImageFilter.GaussianBlur(1))


def _raw(path: Path) -> None:
    """Write a DNG: the TIFF that DSC_0412 was developed from."""
    from PIL import Image, TiffImagePlugin  # noqa: PLC0415  # only who paints needs it

    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags.tagtype[0xC612] = 1
    tags[0xC612] = b"\1\4\0\0"
    tags[0x010F], tags[0x0110], tags[0x9003] = "Fennick", "Fennick A1", "2021:08:14 09:12:05"
    painted(2, SIZE).resize((480, 320), Image.Resampling.BOX).save(path, "TIFF", tiffinfo=tags)


def _live(folder: Path) -> None:
    """Write a live photo: a still and its clip with one content identifier."""
    identifier = _LIVE.encode() + b"\0"
    # One entry of text, which stands behind the directory, 32 bytes from the note's beginning.
    note = b"Apple iOS\0\0\1MM" + struct.pack(">HHHIII", 1, 0x0011, 2, len(identifier), 32, 0) + identifier
    still = Scene(
        path="IMG_2050.JPG", taken="2022:07:02 11:05:09", subsecond="512", offset="+02:00", seed=12, note=note,
        camera=("Apple", "iPhone 12"),
    )  # fmt: skip  # one line less
    _save(still, folder / still.path)
    _ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x240:r=15:d=1.5", "-c:v", "mpeg4", "-q:v", "8",
        "-movflags", "use_metadata_tags", "-metadata", f"com.apple.quicktime.content.identifier={_LIVE}",
        str(folder / "IMG_2050.MOV"),
    )  # fmt: skip  # arguments in pairs
    _ffmpeg(
        "-f", "lavfi", "-i", "testsrc2=s=320x240:r=15:d=3", "-c:v", "mpeg4", "-q:v", "8",
        "-metadata", "creation_time=2022-07-02T09:30:00Z", str(folder / "VID_20220702_113000.mp4"),
    )  # fmt: skip  # arguments in pairs


def _ffmpeg(*arguments: str) -> None:
    exact = ("-fflags", "+bitexact", "-flags:v", "+bitexact", "-threads", "1")
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-y", *arguments[:-1], *exact, arguments[-1]]
    try:
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)  # noqa: S603  # our own arguments
    except FileNotFoundError as error:
        raise UserError("The samples are made by ffmpeg, which is not installed.", remedy="Install ffmpeg.") from error
    except subprocess.CalledProcessError as error:
        raise UserError(f"ffmpeg could not make a sample: {error.stderr.decode('utf-8', 'replace')[-500:]}") from error
