"""Read one name of a film, an episode or what lies beside them."""

from __future__ import annotations

from types import MappingProxyType

from mediad_names.reading import Reading, Value
from mediad_names.video import facts, folders, paths, subtitles, whole
from mediad_names.video.single import Single


def read(name: str, kind: str | None = None, *, everything: bool = False) -> Reading:
    """Read one name of video: what makes a work, or everything that it says."""
    if kind == "season_dir":
        return Reading(MappingProxyType(folders.season_folder(paths.split(name)[-1])))
    if kind == "show_dir":
        return Reading(MappingProxyType(folders.show_folder(paths.split(name)[-1])))
    if kind in ("subtitle", "sidecar"):
        return Reading(MappingProxyType(subtitles.read(name, of_sidecar=kind == "sidecar")))
    *above, leaf = paths.split(name)
    found = Single(leaf, kind, paths.show_of(above))
    fields, implied = facts.of_single(found)
    if above:
        paths.merge(fields, implied, found, above)
    if everything:
        whole.complete(fields, found, leaf, above)
    fields["match"] = facts.matches(found, fields)
    sure = facts.is_sure(found, fields)
    filled: dict[str, Value] = {field: value for field, value in fields.items() if value is not None}
    return Reading(MappingProxyType(filled), sure, frozenset(implied & filled.keys()))
