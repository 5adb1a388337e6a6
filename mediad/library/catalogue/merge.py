"""The merge: what all sources say about one subject becomes one document.

It is a pure function of the documents and locks, whatever the order in which they came: each field goes to the best
source by the kind's ranks, or joins the lists of all, best first. A lock stands above every source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from typing import TYPE_CHECKING, Any, NamedTuple

from mediad_sdk.data import dataclass
from mediad_sdk.plain import dumps

if TYPE_CHECKING:
    from mediad.library.kinds import Rules

LOCK = "lock"
PROVIDER = "provider"
NAMES = frozenset({"name", "guess"})
"""Sources that only read what files are called, or guess: what they alone say is no fact to pass on."""
MATCHED = "matched"
"""The instance of documents of works that a person said are another one: they speak after that one's own."""


def tells(value: object) -> bool:
    """Tell whether a value says anything: null, empty texts and empty lists do not; 0 and false do."""
    return bool(value) or isinstance(value, (int, float))


class Said(NamedTuple):
    """One source's document.

    Attributes:
        source: The class of the source.
        fields: What it says; empty values say nothing.
        instance: The plugin instance that wrote it, or "".
        folder: The folder it was assembled from, or 0.
        file: The file it was read from, or 0.
        body: The same as JSON, where it was written a moment ago.
    """

    source: str
    fields: Mapping[str, Any]
    instance: str = ""
    folder: int = 0
    file: int = 0
    body: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effective:
    """The merged document, and which source each field comes from (several where lists were joined)."""

    fields: dict[str, Any]
    origin: dict[str, list[str]] = field(default_factory=dict)


def merge(said: Sequence[Said], rules: Rules, locks: Mapping[str, Any] | None = None) -> Effective:
    """Merge documents; fields come in the order of their names."""
    names = sorted({name for each in said for name, value in each.fields.items() if tells(value)} | {*(locks or ())})
    fields: dict[str, Any] = {}
    origin: dict[str, list[str]] = {}
    for name in names:
        value, sources = (locks[name], [LOCK]) if locks and name in locks else _field(name, said, rules)
        if tells(value):
            fields[name], origin[name] = value, sources
    return Effective(fields=fields, origin=origin)


def alone(fields: dict[str, Any], rules: Rules) -> dict[str, Any]:
    """Merge a single document that holds no empty value; gives it back as it is where no list has to be joined."""
    if rules.unions.isdisjoint(fields):
        return fields
    lists = [name for name in fields if name in rules.unions and not _is_single(fields[name])]
    changed = {name: joined for name in lists if (joined := _union(name, [fields[name]])) != fields[name]}
    return {**fields, **changed} if changed else fields


def _is_single(value: object) -> bool:
    return isinstance(value, list) and len(value) == 1


def _field(name: str, said: Sequence[Said], rules: Rules) -> tuple[Any, list[str]]:
    speakers = sorted(
        (each for each in said if tells(each.fields.get(name))), key=lambda each: _order(each, name, rules)
    )
    if name not in rules.unions:
        best = speakers[0]
        return best.fields[name], [_speaker(best)]
    joined = _union(name, (each.fields[name] for each in speakers))
    return joined, list(dict.fromkeys(_speaker(each) for each in speakers))


def _speaker(each: Said) -> str:
    """Name a source; of providers, which one."""
    return f"{each.source}:{each.instance}" if each.source == PROVIDER and each.instance else each.source


def _order(each: Said, name: str, rules: Rules) -> tuple[object, ...]:
    place, among = rules.rank(name, each.source), rules.providers.get(each.instance, len(rules.providers))
    return (
        each.instance == MATCHED, place, each.source, among, each.instance, each.folder, each.file,
        dumps(each.fields[name]),
    )  # fmt: skip


def _union(name: str, lists: Iterable[Any]) -> list[Any]:
    out: dict[object, Any] = {}
    for items in lists:
        for item in items if isinstance(items, list | tuple) else [items]:
            out.setdefault(_sameness(name, item), item)
    return list(out.values())


def _sameness(name: str, item: Any) -> object:
    """What makes two items of a joined list one: an id its parts, an order its scheme, else all of its content."""
    if isinstance(item, str):
        return item
    if isinstance(item, dict) and name == "ids":
        return str(item.get("scheme")), str(item.get("entity", "")), str(item.get("value"))
    if isinstance(item, dict) and name == "orderings":
        return str(item.get("scheme"))
    return dumps(dict(sorted(item.items())) if isinstance(item, dict) else item)
