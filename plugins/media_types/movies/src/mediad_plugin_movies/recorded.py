"""Names that recorders of television give: what was recorded, its station and its time."""

from __future__ import annotations

import re

MAX_NAME = 300
_DAY, _TIME = r"(?:19|20)\d\d-?[01]\d-?[0-3]\d", r"[0-2]\d[.:-]?[0-5]\d"
_NAMES = (
    # Enigma2: `20211205 2014 - Das Erste HD - Title`.
    re.compile(rf"{_DAY} {_TIME} - .{{1,40}}? - (?P<title>.+)"),
    # Windows Media Center: `Title_BBC ONE_2012_03_04_21_00_00`.
    re.compile(r"(?P<title>.+)_[^_]{1,40}_(?:19|20)\d\d(?:_\d\d){5}"),
    # OnlineTVRecorder: `Title_12.03.14_20-15_zdf_105_TVOON_DE.mpg.HQ`.
    re.compile(r"(?P<title>.+)_\d\d\.\d\d\.\d\d_\d\d-\d\d_[^_]{1,40}_\d{1,3}_TVOON_DE.{0,30}"),
    # TVHeadend: `Title.2021-05-06.20-15`.
    re.compile(rf"(?P<title>.+)[. _-]{_DAY}[. _-]{_TIME}"),
)
# VDR: a folder of the title, in it a folder of the time with the recording in pieces.
_FOLDER = re.compile(rf"{_DAY}\.{_TIME}[.:][\d.-]{{1,10}}\.rec")


def title(text: str) -> str:
    """Give what a recorder's name says was recorded; "" of any other name."""
    found = (name.fullmatch(text[:MAX_NAME]) for name in _NAMES)
    return next((each["title"] for each in found if each), "")


def is_folder(name: str) -> bool:
    """Tell whether a folder is one recording."""
    return bool(_FOLDER.fullmatch(name[:60]))
