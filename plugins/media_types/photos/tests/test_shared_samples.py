"""Compares facts with what exiftool reported of real files; left out where the samples are not.

A fact is one field that exiftool shows. Tolerances: numbers within 0.1 %, degrees within 0.00001, metres within 0.1,
colour spaces and words exactly but for blanks around them.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_photos.extract import extract
from mediad_sdk.errors import PluginFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SHARED = Path(os.environ.get("MEDIAD_SHARED") or Path(__file__).resolve().parents[5] / "shared")
SAMPLES = SHARED / "samples" / "photos"
FLOOR = 0.98
NOT_FACTS = frozenset(("Warning",))
"""What exiftool says of itself."""
RIGHT = {
    ("kodak-dc240", "ISO"): "mediad: 65535 stands for no number",
    ("kodak-dc240", "FNumber"): "both: EXIF says 4, the maker's note 3.9",
    ("kodak-dc240", "ExposureTime"): "both: EXIF says 1/30, the maker's note 0.0311",
    ("olympus-d320l", ""): "exiftool: Olympus wrote it as text, before there was EXIF",
    ("sony-powershota5", ""): "exiftool: Canon wrote it as CIFF, before there was EXIF",
    ("36-memory_error", "ISO"): "mediad: no film has the speed 0",
    ("iso-value-array", "Description"): "exiftool has the blanks, mediad the user's comment behind them",
}
"""Who is right where they differ: by a piece of the file's name, and the fact."""

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample collection does not lie beside the repository"),
]


class Seen:
    """The facts of one file under exiftool's names."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._facts = facts
        sources = (facts.get("exif", {}), facts.get("xmp", {}), facts.get("sidecar", {}), facts.get("iptc", {}))
        self._sources = [*sources, facts.get("texts", {})]

    def all(self, *names: str) -> list[Any]:
        return [said[name] for said in self._sources for name in names if name in said]

    def gps(self, name: str) -> list[Any]:
        return [said["gps"][name] for said in self._sources if name in said.get("gps", {})]

    def dates(self, name: str) -> list[str]:
        out = []
        for said in self._sources:
            if value := said.get(name):
                stamp = value.replace("-", ":").replace("T", " ")
                zone = said.get(f"{name}_offset", "")
                for fine in (stamp, f"{stamp}.{said.get(f'{name}_subsecond', '')}"):
                    out += [fine, fine + zone, fine + "Z" * (zone == "+00:00")]
        return out

    def named(self, name: str) -> list[Any]:
        facts = self._facts
        found: dict[str, Callable[[], list[Any]]] = {
            "MIMEType": lambda: [facts.get("type", "application/rdf+xml")],
            "ImageWidth": lambda: [facts.get("width")],
            "ImageHeight": lambda: [facts.get("height")],
            "Orientation": lambda: [facts.get("orientation", 0), *self.all("orientation")],
            "DateTimeOriginal": lambda: self.dates("taken"),
            "SubSecDateTimeOriginal": lambda: self.dates("taken"),
            "CreateDate": lambda: self.dates("digitized"),
            "GPSDateTime": lambda: [f"{at}Z".replace("-", ":").replace("T", " ") for at in self.gps("time")],
            "GPSLatitude": lambda: self.gps("latitude"),
            "GPSLongitude": lambda: self.gps("longitude"),
            "GPSAltitude": lambda: self.gps("altitude"),
            "OffsetTimeOriginal": lambda: self.all("taken_offset"),
            "LensModel": lambda: self.all("lens"),
            "ImageDescription": lambda: self.all("description"),
            "Description": lambda: self.all("description"),
            "Artist": lambda: [*self.all("artist"), *(names[0] for names in self.all("creators"))],
            "Keywords": lambda: [*self.all("keywords"), *self.named("Subject")],
            "Subject": lambda: [[tag.rpartition("/")[2] for tag in tags] for tags in self.all("tags")],
            "RegionName": lambda: [[region["name"] for region in found] for found in self.all("regions")],
            "ProfileDescription": lambda: [facts.get("profile", "")],
            "MotionPhoto": lambda: [int("clip" in facts)],
            "EmbeddedVideoType": lambda: ["MotionPhoto_Data" if "clip" in facts else ""],
        }
        own = {"ISO": "iso", "FNumber": "f_number", "ExposureTime": "exposure_time", "FocalLength": "focal_length"}
        own |= {"Make": "make", "Model": "model", "Copyright": "copyright", "Title": "title", "Rating": "rating"}
        own |= {"ColorSpace": "color_space"}
        return found[name]() if name in found else self.all(own[name])


def agree(name: str, want: Any, seen: Any) -> bool:
    if isinstance(want, list):
        return isinstance(seen, list) and sorted(map(str, want)) == sorted(map(str, seen))
    if isinstance(want, int | float) and isinstance(seen, int | float):
        slack = {"GPSLatitude": 0.00001, "GPSLongitude": 0.00001, "GPSAltitude": 0.1}.get(name, abs(want) * 0.001)
        return math.isclose(want, seen, abs_tol=slack)
    if name == "GPSDateTime":
        return str(want).partition(".")[0].rstrip("Z") == str(seen).rstrip("Z")
    if isinstance(seen, list):
        return [want] == seen
    return str(want).strip() == str(seen).strip()


def is_right(name: str, want: Any, seen: list[Any]) -> bool:
    # Where a camera wrote nothing but blanks there is nothing to say.
    return any(agree(name, want, each) for each in seen) or (isinstance(want, str) and not want.strip() and not seen)


def test_facts_agree_with_exiftool(mediad_file: Any, capsys: pytest.CaptureFixture[str]) -> None:
    right, total, misses = Counter[str](), Counter[str](), []
    for line in (SAMPLES / "expected.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        try:
            facts = extract(mediad_file(SAMPLES / row["file"]))
        except PluginFault as error:
            facts = {"error": error.code}
        seen = Seen(facts)
        for name, want in row["exiftool"].items():
            if name in NOT_FACTS:
                continue
            total[name] += 1
            values = seen.named(name)
            right[name] += (good := is_right(name, want, values))
            if not good:
                who = next(
                    (who for (file, fact), who in RIGHT.items() if file in row["file"] and fact in ("", name)), "?"
                )
                misses.append(f"{row['file']}: {name}: exiftool {want!r}, mediad {values!r}. Right is {who}")
    with capsys.disabled():
        table = [f"  {field:22} {right[field]}/{total[field]}" for field in sorted(total)]
        share = f"{right.total()} of {total.total()} facts agree with exiftool ({right.total() / total.total():.4f})"
        sys.stdout.write("\n".join([f"\n{share}", *table, *misses]) + "\n")
    assert right.total() / total.total() >= FLOOR


@pytest.mark.skipif(not (SHARED / "samples" / "hostile").is_dir(), reason="there are no hostile samples")
def test_no_hostile_file_takes_long_or_much_or_ends_in_anything_but_facts_or_a_code(mediad_file: Any) -> None:
    slow, before = [], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for path in sorted((SHARED / "samples" / "hostile").iterdir()):
        start = time.perf_counter()
        with contextlib.suppress(PluginFault):
            extract(mediad_file(path))
        if time.perf_counter() - start > 1:
            slow.append(path.name)
    assert slow == []
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 << 10  # KiB
