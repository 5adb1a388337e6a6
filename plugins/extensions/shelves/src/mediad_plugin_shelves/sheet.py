"""The places as a sheet that other programs read: CSV as RFC 4180 has it, in UTF-8."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

TYPE = "text/csv; charset=utf-8; header=present"
COLUMNS = ("place", "title", "year", "item")


def lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Write rows."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()
