"""How a sidecar is called that is written: as other programs look for it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from mediad.storage.ports import sidecars as port
from mediad_sdk.errors import Conflict

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad.storage.ports import Reader
    from mediad.storage.ports.sidecars import Place
    from mediad_sdk.values.sidecars import Sidecar

_STEM = "{stem}"
_BETWEEN = " -_.,[({"
"""What may stand between a title and what tells the files of a work apart."""


async def name_for(reader: Reader, form: Sidecar, place: Place, subject: int) -> bytes:
    """Give the name for a work's files: that of the folder which holds nothing else, or what they are all called.

    Chapters of a book, parts and versions of a film are one work: a file called after the first of them speaks of that
    one alone to whoever else reads it.
    """
    names = [each for each in form.names if "*" not in each]
    if not names:
        raise Conflict(f"{form.id} has no name that could be given to a file")
    stems = list(dict.fromkeys(_stem(os.fsdecode(each)) for each in place.files))
    if len(stems) == 1:
        return _filled(names[0], stems[0])
    of_folder = next((each for each in names if _STEM not in each), "")
    if of_folder and place.path and not await port.is_shared(reader, place, subject, form.kinds):
        return os.fsencode(of_folder)
    common = shared(stems)
    if common and await port.is_shared(reader, place, subject, form.kinds, os.fsencode(common)):
        common = ""
    return _filled(names[0], common or stems[0])


def shared(stems: Sequence[str]) -> str:
    """Give the words that names begin with: `2001` of `2001.cd1` and `2001.cd2`; "" for none."""
    first, last = min(stems), max(stems)
    alike = next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    if any(each[alike : alike + 1].isalnum() for each in stems):  # within a word
        while first[:alike][-1:].isalnum():
            alike -= 1
    return first[:alike].rstrip(_BETWEEN)


def _stem(name: str) -> str:
    return name.rpartition(".")[0] or name


def _filled(name: str, stem: str) -> bytes:
    return os.fsencode(name.replace(_STEM, stem))
