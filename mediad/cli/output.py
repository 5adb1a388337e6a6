"""What people see: tables, bars and sentences; or JSON, one value a line, for programs."""

from __future__ import annotations

import datetime as dt
import json
import math
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from rich.tree import Tree

_SECOND_MS = 1000
_UNBOUNDED = 1000  # columns of what is no terminal: a pipe folds nothing


class Output:
    """Where a command writes; `as_json` turns everything for people into JSON lines."""

    def __init__(self, *, as_json: bool = False) -> None:
        self.as_json = as_json
        self.console = Console(width=None if sys.stdout.isatty() else _UNBOUNDED)
        self._errors = Console(stderr=True)

    def say(self, text: str) -> None:
        """Write a sentence; programs do not get it."""
        if not self.as_json:
            self.console.print(_plain_lines(text), highlight=False, soft_wrap=True)

    def error(self, text: str, remedy: str = "") -> None:
        """Write what went wrong, and what to do about it, on standard error."""
        self._errors.print(f"[red]{_plain_lines(text)}[/red]", highlight=False, soft_wrap=True)
        if remedy:
            self._errors.print(_plain_lines(remedy), highlight=False, soft_wrap=True)

    def aside(self, text: str) -> None:
        """Write a sentence about what goes on, above a bar that is shown; programs do not get it."""
        if not self.as_json:
            self._errors.print(_plain_lines(text), highlight=False, soft_wrap=True)

    def value(self, value: Any) -> None:
        """Write one value whole, as JSON."""
        if self.as_json:
            sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
        else:
            self.console.print_json(data=value)

    def whole(self, value: dict[str, Any], facts: Callable[[dict[str, Any]], Iterable[tuple[str, Any]]]) -> None:
        """Write one thing with all that is known of it: JSON for programs, its facts for people."""
        if self.as_json:
            self.value(value)
        else:
            self.sheet(facts(value))

    def sheet(self, facts: Iterable[tuple[str, Any]]) -> None:
        """Write named facts below each other, for people; what is empty is left out."""
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(style="bold", no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in facts:
            if value not in (None, "", [], (), {}):
                table.add_row(name, _plain_lines(_text(value)))
        self.console.print(table)

    def rows(self, rows: Iterable[dict[str, Any]], columns: Sequence[tuple[str, str]], *, empty: str) -> None:
        """Write a table of (key, title) columns, or a JSON line a row."""
        if self.as_json:
            for row in rows:
                self.value(row)
            return
        table = Table(box=None, header_style="bold", pad_edge=False)
        for key, title in columns:
            table.add_column(title, overflow="fold", no_wrap=key == "id")  # an id is there to be copied
        for row in rows:
            table.add_row(*(_plain_lines(_shown(row, key)) for key, _ in columns))
        self.console.print(table if table.row_count else empty)

    def tree(self, tree: Tree) -> None:
        """Write what hangs below each other, for people; its texts went through `plain`."""
        self.console.print(tree, highlight=False)

    @contextmanager
    def bar(self, title: str) -> Iterator[Callable[[float, str], None]]:
        """Show a bar while something long happens; call what it gives with a fraction and a message."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[message]}"))
        with Progress(*columns, TimeElapsedColumn(), console=self._errors, disable=self.as_json) as progress:
            task = progress.add_task(title, total=1.0, message="")

            def move(fraction: float, message: str) -> None:
                progress.update(task, completed=fraction, message=plain(message))

            yield move


def moment(ms: int | None) -> str:
    """Show a time as people write it, in the zone of this machine."""
    if ms is None:
        return ""
    return dt.datetime.fromtimestamp(ms / _SECOND_MS).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def size(count: int) -> str:
    """Show bytes as people write them, as `4.2 GB`."""
    units = ("B", "kB", "MB", "GB", "TB")
    power = min(int(math.log10(max(count, 1)) / 3), len(units) - 1)
    return f"{count / 1000**power:.{1 if power else 0}f} {units[power]}"


def _shown(row: dict[str, Any], key: str) -> str:
    value: Any = row
    for part in key.split("."):
        value = value.get(part) if isinstance(value, dict) else None
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ("\n" if any(isinstance(each, dict) for each in value) else ", ").join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{name} {text}" for name, each in value.items() if (text := _text(each)))
    return "" if value is None else str(value)


def _plain_lines(text: str) -> str:
    return "\n".join(map(plain, text.split("\n")))


def plain(text: str) -> str:
    """Names from disks may hold anything: no markup, no control characters reach the terminal."""
    return "".join(char if char.isprintable() else "�" for char in text).replace("[", r"\[")
