"""The rows of the table, each a function that measures two things alternately and divides one by the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from load import page
from peers import peers
from pictures import pictures
from plugins_process import process_call
from process import idle, start
from scanning import full_scan, rescan
from searching import one_word
from videos import video_facts

from plugins import disabled, guard

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from measure import Row

ROWS: dict[str, Callable[[Path, argparse.Namespace], list[Row]]] = {
    "full-scan": full_scan,
    "peers": peers,
    "rescan": rescan,
    "video-facts": video_facts,
    "pictures": pictures,
    "page": page,
    "search": one_word,
    "idle": idle,
    "start": start,
    "guard": guard,
    "process-call": process_call,
    "disabled": disabled,
}
