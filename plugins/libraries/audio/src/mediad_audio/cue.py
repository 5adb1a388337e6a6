"""Cue sheets: which piece of which file is which track."""

from __future__ import annotations

import re
from typing import Any

from mediad_audio.script import text_of

MAX_SIZE = 1 << 20
MAX_TRACKS = 999
_LINE = re.compile(r'\s*([A-Z]+)[ \t]+("[^"\n]*"|[^\s"]+)[ \t]*("[^"\n]*"|[^\n]*)', re.IGNORECASE)
_INDEX = re.compile(r"(\d{1,4}):(\d{1,2}):(\d{1,2})")
FRAMES = 75


def parse(data: bytes) -> dict[str, Any]:
    """Read a cue sheet.

    Gives `title`, `performer`, `songwriter`, `catalog`, the remarks `date`, `genre`, `discid`, and `tracks`: `number`,
    `file`, `start` in milliseconds, `title`, `performer`, `isrc`.
    """
    sheet: dict[str, Any] = {"tracks": []}
    at, file = sheet, ""
    for line in text_of(data).replace("\r", "\n").split("\n"):
        found = _LINE.match(line[:1024])
        if not found:
            continue
        word, first, rest = found[1].upper(), found[2].strip('"'), found[3].strip().strip('"')
        if word == "FILE":
            file = first if found[2].startswith('"') else f"{first} {rest}".rpartition(" ")[0]
            if "start" not in at and at is not sheet:
                at["file"] = file  # its gap ends the file before: EAC's sheets of files with gaps behind
        elif word == "TRACK" and first.isdecimal() and len(sheet["tracks"]) < MAX_TRACKS:
            at = {"number": int(first[:4]), "file": file, "audio": rest.upper() == "AUDIO"}
            sheet["tracks"].append(at)
        else:
            _property(sheet, at, word, first, rest)
    sheet["tracks"] = [track for track in sheet["tracks"] if "start" in track and track.pop("audio")]
    return sheet


def _property(sheet: dict[str, Any], at: dict[str, Any], word: str, first: str, rest: str) -> None:
    if word in ("TITLE", "PERFORMER", "SONGWRITER", "ISRC", "CATALOG"):
        # An unquoted value ends with its line.
        at[word.lower()] = f"{first} {rest}".strip()
    elif word == "REM" and first.upper() in ("DATE", "GENRE", "DISCID", "DISCNUMBER", "TOTALDISCS"):
        sheet.setdefault(first.lower(), rest)
    elif word == "INDEX" and first in ("01", "1") and at is not sheet and (time := _INDEX.match(rest)):
        at["start"] = _milliseconds(time)


def _milliseconds(time: re.Match[str]) -> int:
    frames = (int(time[1]) * 60 + int(time[2])) * FRAMES + int(time[3])
    return round(frames * 1000 / FRAMES)
