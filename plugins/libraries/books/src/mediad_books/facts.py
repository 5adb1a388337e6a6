"""The facts of a book as every reader of files gives them: plain JSON, and nothing that says nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_books import people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def said(facts: Mapping[str, Any]) -> dict[str, Any]:
    """Give the facts that say something."""
    return {name: value for name, value in facts.items() if value}


def printed(number: str) -> str:
    """Give the number of a book as it is printed: `1.0` and `2.50`, as Calibre writes them, are `1` and `2.5`."""
    whole, dot, rest = number.strip()[:20].partition(".")
    return f"{whole}.{rest}" if dot and (rest := rest.rstrip("0")) else whole


def named(names: Iterable[str], role: str, sort: str = "") -> list[dict[str, str]]:
    """Make credits of names; who is nobody has none."""
    return [
        {"name": name, "role": role, **({"sort": sort} if sort else {})}
        for name in dict.fromkeys(names)
        if people.is_known(name)
    ]
