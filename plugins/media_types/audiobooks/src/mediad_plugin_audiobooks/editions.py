"""The editions of one audiobook: a reading each, in a format each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_books import documents, people
from mediad_plugin_audiobooks.marks import marks, sheets_of
from mediad_sdk.values.works import Edition, Part, Source

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad_books.names import Named
    from mediad_plugin_audiobooks.parts import Group, Sound

    Said = Sequence[tuple[str, Mapping[str, Any], bytes]]

DISC = 10_000
"""Places of the parts of one disc: those of the next stand behind them, whatever folder they are in."""
_REASONS = {
    "empty": "The file is empty.",
    "not_audio": "The file is not audio of a known kind.",
    "damaged": "The file is damaged.",
    "truncated": "The file ends early; it may not have been copied whole.",
    "timeout": "Reading the file took too long.",
    "crash": "Reading the file crashed the reader.",
}


def edition(group: Group, said: Said, named: Named, sheets: Mapping[bytes, Any], disc: int) -> Edition:
    """Make the edition of one group of files."""
    told: list[dict[str, Any]] = next((facts["chapters"] for _, facts, _ in said if facts.get("chapters")), [])
    narrators = next(filter(None, (documents.authors(facts, "narrator") for _, facts, _ in said)), [*named.narrators])
    abridged = any(facts.get("abridged") for _, facts, _ in said) or named.abridged
    status, reason = _status(group.files)
    return Edition(
        parts=tuple(
            Part(sources=(Source(file=file.name),), position=disc * DISC + at) for at, file in enumerate(group.files)
        ),
        version=_version(said, named, narrators, abridged=abridged),
        rendition=f"{group.format} {group.quality}".strip(),
        label=f"{group.format.upper()} {group.quality}".strip(),
        facts=_facts(group, narrators, abridged=abridged),
        marks=() if disc else marks(group.files, sheets_of(sheets, [file.name for file in group.files]), told),
        status=status,
        reason=reason,
    )


def _version(said: Said, named: Named, narrators: Sequence[str], *, abridged: bool) -> str:
    """Name the reading: by its ASIN, else by who reads and whether the text is shortened."""
    told = [*(each for _, facts, _ in said for each in facts.get("ids", ())), *documents.of_names(named).get("ids", ())]
    if asin := next((each["value"] for each in told if each["scheme"] == "asin"), ""):
        return asin
    return " ".join([*map(people.key, narrators), *(["abridged"] if abridged else [])])


def _facts(group: Group, narrators: Sequence[str], *, abridged: bool) -> dict[str, Any]:
    audio = group.files[0].facts.get("audio", {})
    told = {name: audio[name] for name in ("codec", "bit_rate", "sample_rate", "channels") if audio.get(name)}
    durations = [file.duration for file in group.files]
    out = {**told, "parts": len(group.files), "narrators": list(narrators), "abridged": abridged}
    return {**out, "duration_ms": sum(durations)} if all(durations) else out


def _status(files: Sequence[Sound]) -> tuple[str, str]:
    locked = next((str(file.facts["lock"]) for file in files if file.facts.get("lock")), "")
    if locked:
        return "unreadable", f"The book is locked by {locked} (DRM)."
    broken = [file for file in files if (file.error or file.facts.get("error"))]
    if not broken:
        return "ok", ""
    why = _REASONS.get(broken[0].error or str(broken[0].facts.get("error")), "The file cannot be read.")
    if len(broken) == len(files):
        return "unreadable", why
    return "incomplete", f"{broken[0].text}: {why}"
