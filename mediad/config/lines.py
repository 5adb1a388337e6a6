"""Find the line of each key of a TOML text, which the standard library's parser does not tell.

The text is known to parse, so this need only tell keys from values; see https://toml.io/en/v1.0.0 for the grammar.
"""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

Key: TypeAlias = tuple[str | int, ...]
"""A path into the tree; a number is the place in an array of tables."""

_PART = r"""(?:[A-Za-z0-9_-]+|"(?:\\.|[^"\\\n])*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"[ \t]*(?P<open>\[\[?)[ \t]*(?P<key>{_DOTTED})[ \t]*\]")
_PAIR = re.compile(rf"[ \t]*(?P<key>{_DOTTED})[ \t]*=")
_TOKEN = re.compile(
    r"""
      "{3}(?:\\.|[^\\])*?"{3,5} | '{3}.*?'{3,5}    # strings over several lines
    | "(?:\\.|[^"\\\n])*"     | '[^'\n]*'        # strings
    | \#[^\n]*                 | [\[\]{}] | \n | .
    """,
    re.DOTALL | re.VERBOSE,
)


def lines(text: str) -> dict[Key, int]:
    """Return the line, from 1, of each table and key; keys inside an inline table share the line they begin on."""
    found: dict[Key, int] = {}
    arrays: dict[Key, int] = {}
    table: Key = ()
    for start, statement in _statements(text):
        line = text.count("\n", 0, start) + 1
        if header := _HEADER.match(statement):
            table = _within(_parts(header["key"]), arrays, new=header["open"] == "[[")
            found.setdefault(table, line)
        elif pair := _PAIR.match(statement):
            found.setdefault(table + _parts(pair["key"]), line)
    return found


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Yield each header or pair with its offset; one that opens brackets or a long string goes on over lines."""
    start = depth = 0
    for token in _TOKEN.finditer(text + "\n"):
        depth += (token[0] in "[{") - (token[0] in "]}")
        if token[0] == "\n" and depth == 0:
            yield start, text[start : token.start()]
            start = token.end()


def _parts(dotted: str) -> Key:
    """Split a dotted key, quotes and escapes resolved."""
    tree: Any = tomllib.loads(f"{dotted} = 0")
    parts: list[str] = []
    while isinstance(tree, dict):
        (part, tree), *_ = tree.items()
        parts.append(part)
    return tuple(parts)


def _within(parts: Key, arrays: dict[Key, int], *, new: bool) -> Key:
    """Return the full path of a header: names of arrays of tables are followed by the place of the last one."""
    path: Key = ()
    for place, part in enumerate(parts, start=1):
        path += (part,)
        if new and place == len(parts):
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path += (arrays[path],)
    return path
