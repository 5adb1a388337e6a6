"""What went wrong with a file or a folder, as a code and as a sentence that says what to do."""

from __future__ import annotations

import os
from errno import ELOOP, ENOLINK, ENXIO, EXDEV

from mediad.library.inventory.sidecars import format_of, is_sidecar

NO_FILE = {ENOLINK: "broken_link", EXDEV: "outside", ENXIO: "special"}
"""What a walk tells of names that are no files, and the codes that this has."""
_ODD = {**NO_FILE, ELOOP: "loop"}

UNREADABLE = "unreadable"
AGAIN = frozenset({"changing", UNREADABLE, "load_failed", "memory"})
"""Codes of what may be different next time although the file is not: the next scan reads it again."""

_REMEDIES = {
    "changing": "It is read again by the next scan.",
    "unreadable": "Check its rights and the disk; the next scan tries again.",
    "load_failed": "Look at the media type's plugin: its code does not load.",
    "memory": "Raise limits.worker_memory_mb if this file is sound.",
    "timeout": "Raise limits.file_seconds if this file is sound, or replace it.",
    "crash": "Replace the file, or report it to the media type's author; it is not tried again until it changes.",
    "too_large": "Report this file to the media type's author.",
    "loop": "Remove the link, or let it point to a file.",
    "broken_link": "Remove the link, or let it point to a file.",
    "outside": "Add the folder that it leads to as a root, or mount it here (mount --bind).",
    "special": "Nothing to do: it is passed over.",
    "error": "Report it to the media type's author, or replace the file if it is damaged; it is read again when it "
    "changes.",
    "empty": "Nothing to do if it is still being copied; else replace it.",
    "truncated": "Nothing to do if it is still being copied; else replace it.",
}
_WORDS = {
    "changing": "It was written to while it was read.",
    "empty": "It has no bytes yet.",
    "loop": "It is a link that leads back to itself.",
    "broken_link": "It is a link to nothing.",
    "outside": "It is a link that leads out of the root, and is not followed.",
    "special": "It is a pipe, a socket or a device, and no file.",
}
_DEFAULT = "Replace the file if it is damaged; it is read again when it changes."


def code_of(code: str) -> str:
    """Give the code under which a worker's finding is kept."""
    return "changing" if code == "changed" else code


def code_of_name(number: int) -> str:
    """Give the code for a name whose stat gave an error number."""
    return _ODD.get(number, "unreadable")


def sentence(code: str, why: str = "", name: bytes = b"") -> str:
    """Say what happened and what to do; the name of the file that it happened to stays as it is written."""
    words = _WORDS.get(code) or (_begun(why, os.fsdecode(name)) if why else code)
    stop = "" if words.endswith((".", "!", "?")) else "."
    return f"{words}{stop} {_REMEDIES.get(code, _DEFAULT)}"


def _begun(why: str, name: str) -> str:
    """Begin a sentence: with a capital, or with a name, which has quotes instead."""
    if name and why.startswith(name):
        return f'"{name}"{why[len(name) :]}'
    return why[:1].upper() + why[1:]


def step_sentence(type_: str, step: str, reason: str) -> str:
    """Say what a type or a format failed at in a folder, and what to do: neither the disk nor a file is to blame."""
    who = f"The format {format_of(type_)}" if is_sidecar(type_) else f"The media type {type_}"
    return (
        f"{who} failed here at {step}: {reason}. Report this to its author; what was known stays, and "
        "the next scan tries again."
    )


def folder_sentence(why: str) -> str:
    """Say why a folder could not be read, and what to do."""
    return (
        f"It could not be read: {why}. Give mediad the right to read it, or check the disk; nothing in it was removed."
    )
