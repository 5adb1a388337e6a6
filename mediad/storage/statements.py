"""Named SQL: files of short blocks, read on first use and compiled once for an engine.

A block is a header, one sentence, and one statement::

    -- name: find_file
    -- Finds one file by its folder and name.
    SELECT id FROM file WHERE folder_id = :folder AND name = :name;

A header may end in `@sqlite` or `@postgres`; that block is then the statement of that engine alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from mediad_sdk.data import dataclass

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Engine = Literal["sqlite", "postgres"]
Params = Sequence[object] | Mapping[str, object]

_HEADER = re.compile(r"^-- name: (?P<name>\w+)(?: @(?P<engine>sqlite|postgres))?$", re.MULTILINE)
_PLACEHOLDER = re.compile(
    r"""'(?:[^']|'')*' | "(?:[^"]|"")*" | --[^\n]* | /\*.*?\*/ | \$(?P<tag>\w*)\$.*?\$(?P=tag)\$  # left as they are
        | ::                                                                                      # a cast
        | :(?P<name>[a-z_][a-z0-9_]*)""",
    re.VERBOSE | re.DOTALL,
)
_MARK: Mapping[Engine, str] = {"sqlite": "?", "postgres": "$"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One compiled statement; its parameters are positional, in order of their first occurrence."""

    name: str
    about: str
    sql: str
    parameters: tuple[str, ...]

    def bind(self, params: Params) -> Sequence[object]:
        """Puts named values into the statement's order; positional ones pass as they are."""
        # The concrete types first: to know that a tuple is no Mapping, the first time, takes 25 ms of a start.
        if isinstance(params, tuple | list) or not isinstance(params, Mapping):
            return params
        return [params[name] for name in self.parameters]

    def bind_all(self, rows: Iterable[Params]) -> Sequence[Sequence[object]]:
        """Does so for every row; where all are positional, as in every scan, none is looked at by itself."""
        listed: Sequence[Any] = rows if isinstance(rows, list | tuple) else list(rows)
        return listed if {*map(type, listed)} <= {tuple, list} else list(map(self.bind, listed))


Named = str | Statement
"""A statement of a file by its name, or one that somebody brought: those of plugins do, once they were judged."""


def package_sql() -> Traversable:
    """The folder of mediad's own statements."""
    return files("mediad.storage") / "sql"


class Statements:
    """The statements of one engine by `aggregate.statement`; a file is read when first asked for."""

    def __init__(self, engine: Engine, *folders: Traversable) -> None:
        self._engine = engine
        self._folders = (package_sql(), *folders)
        self._known: dict[str, Statement] = {}

    def __getitem__(self, name: Named) -> Statement:
        if isinstance(name, Statement):
            return name
        try:
            return self._known[name]
        except KeyError:
            self._load(name.partition(".")[0])
            return self._known[name]

    def _load(self, aggregate: str) -> None:
        for folder in self._folders:
            source = folder / f"{aggregate}.sql"
            if source.is_file():
                text = source.read_text(encoding="utf-8")
                self._known.update({each.name: each for each in parse(text, aggregate, self._engine)})

    def all(self) -> Sequence[Statement]:
        """Reads every file; for checks, not for the daemon."""
        for folder in self._folders:
            for source in folder.iterdir():
                if source.name.endswith(".sql"):
                    self._load(source.name.removesuffix(".sql"))
        return sorted(self._known.values(), key=lambda statement: statement.name)


def parse(text: str, aggregate: str, engine: Engine) -> Iterator[Statement]:
    """Reads the blocks of a file that are meant for an engine."""
    headers = list(_HEADER.finditer(text))
    ends = [header.start() for header in headers[1:]] + [len(text)]
    for header, end in zip(headers, ends, strict=True):
        if header["engine"] in {None, engine}:
            about, sql = _split_comment(text[header.end() : end])
            compiled, parameters = compile_placeholders(sql, engine)
            yield Statement(name=f"{aggregate}.{header['name']}", about=about, sql=compiled, parameters=parameters)


def _split_comment(block: str) -> tuple[str, str]:
    lines = block.strip().splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("--")), len(lines))
    about = " ".join(line.removeprefix("--").strip() for line in lines[:count])
    return about, "\n".join(lines[count:]).strip().removesuffix(";")


def compile_placeholders(sql: str, engine: Engine) -> tuple[str, tuple[str, ...]]:
    """Turns `:name` into the engine's numbered placeholder; literals, comments and casts stay untouched."""
    order: dict[str, int] = {}

    def number(match: re.Match[str]) -> str:
        name = match["name"]
        return match[0] if name is None else f"{_MARK[engine]}{order.setdefault(name, len(order) + 1)}"

    return _PLACEHOLDER.sub(number, sql), tuple(order)
