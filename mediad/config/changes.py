"""What a reload would change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad.config.models import Config

RELOADED = frozenset({"roles", "libraries", "schedules", "retention", "notices", "plugins", "sign_in"})
"""What a reload takes over. All else is taken once, at the start: sockets, the database, children."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A key whose value differs; the values stay out of it, for they may be secrets."""

    key: str
    needs_restart: bool


def changes(old: Config, new: Config) -> tuple[Change, ...]:
    """Return each key that differs, sorted; things declared by name are one key each, such as `libraries.films`."""
    before, after = dict(_flat(old)), dict(_flat(new))
    return tuple(
        Change(key=key, needs_restart=key.partition(".")[0] not in RELOADED)
        for key in sorted(before.keys() | after.keys())
        if key not in before or key not in after or before[key] != after[key]
    )


def _flat(config: Config) -> Iterator[tuple[str, Any]]:
    for section in type(config).model_fields:
        table = getattr(config, section)
        yield from (
            (f"{section}.{key}", value) for key, value in (table if not isinstance(table, dict) else table.items())
        )
