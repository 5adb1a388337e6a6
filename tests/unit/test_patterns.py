"""Every regular expression of the project, against what makes them slow.

The daemon and its workers read names, paths, tags and answers of strangers. What is compiled when a module is imported
is found in its names, what is written where it is used is found in its text; none is left out for where it stands.
"""

from __future__ import annotations

import ast
import importlib
import re
import signal
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import FrameType

LENGTH = 64 << 10
SECONDS = 3.0  # one would do on a quiet machine; what is quadratic takes ten
HERE = Path(__file__).resolve().parents[2]
SOURCES = ("mediad", "plugin_sdk/src", "plugins/*/*/src")
WAYS = frozenset({"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"})
PIECES = (
    "a", "0", " ", ".", "-", "_", "/", "[", "(", "{", '"', ",", "\n", "é", "東",
    "a ", "a.", "a-", "0-", " -", "[a", "(a", "(0", "{a", "<a", "a=", "a:a", "s1e1", "第1", "a&", "'a",
)  # fmt: skip  # a table


class TooSlowError(Exception):
    """Time is up."""


def modules() -> Iterator[tuple[str, Path]]:
    """Name every module, and where its text is."""
    for pattern in SOURCES:
        for top in sorted(HERE.glob(pattern)):
            base = top.parent if pattern == "mediad" else top
            for path in sorted(top.rglob("*.py")):
                name = ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")
                if not name.endswith("__main__") and "scaffold" not in path.parts:
                    yield name, path


@dataclass(frozen=True)
class Expression:
    """An expression, and the ways in which it is asked."""

    pattern: re.Pattern[str]
    ways: frozenset[str]

    def ask(self, text: str) -> None:
        """Ask in each way; what takes a text from its start is not asked to find something in it."""
        if self.ways - {"match", "fullmatch"}:
            for _ in self.pattern.finditer(text):
                pass
        for way in self.ways & {"match", "fullmatch"}:
            getattr(self.pattern, way)(text)


def held(value: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Find compiled expressions in what a module names."""
    if isinstance(value, re.Pattern):
        yield value if isinstance(value.pattern, str) else re.compile(value.pattern.decode("latin-1"), value.flags)
    elif type(value).__name__ == "Pattern" and isinstance(source := getattr(value, "source", None), str):
        yield re.compile(source)
    elif isinstance(value, (tuple, list, set, frozenset, dict)) and depth < 3:
        for each in value.values() if isinstance(value, dict) else value:
            yield from held(each, depth + 1)


def calls(text: str) -> Iterator[tuple[str, str, ast.Call]]:
    """Find every `name.match(...)` and the like: the name's last part, the way, and the call."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAYS:
            of = node.func.value
            name = of.id if isinstance(of, ast.Name) else of.attr if isinstance(of, ast.Attribute) else ""
            yield name, node.func.attr, node


class Walk:
    """Every expression of some modules, each with the ways in which its module, or else any, asks it."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._found: dict[tuple[str, int], tuple[str, set[str]]] = {}
        self._ways: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        for module, text in texts.items():
            for name, way, call in calls(text):
                self._note(module, name, way, call)
        for module, text in texts.items():
            if "re." in text or "Pattern(" in text:
                for name, value in vars(importlib.import_module(module)).items():
                    self._hold(module, name, value)

    @property
    def every(self) -> dict[str, Expression]:
        """Give each once, by the module that has it and its text."""
        return {
            f"{module}: {source[:60]}": Expression(re.compile(source, flags), frozenset(ways - {"compile"}))
            for (source, flags), (module, ways) in self._found.items()
        }

    def _note(self, module: str, name: str, way: str, call: ast.Call) -> None:
        for place in ((module, name), ("", name), (module, "")):
            self._ways[place].add(way)
        if name == "re" and isinstance(source := getattr(call.args[0], "value", None), str):
            self._add(module, re.compile(source), {way})

    def _hold(self, module: str, name: str, value: object) -> None:
        ways = self._ways[module, name] or self._ways["", name]
        for each in held(value):
            self._add(module, each, (ways if isinstance(value, re.Pattern) else self._ways[module, ""]) or {"search"})

    def _add(self, module: str, pattern: re.Pattern[str], ways: set[str]) -> None:
        self._found.setdefault((pattern.pattern, pattern.flags), (module, set()))[1].update(ways)


EVERY = Walk({name: path.read_text(encoding="utf-8") for name, path in modules()}).every


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raise when the processor worked longer than this; an expression looks at signals."""

    def late(_number: int, _frame: FrameType | None) -> Any:
        raise TooSlowError

    before = signal.signal(signal.SIGVTALRM, late)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def slow_on(expression: Expression) -> list[str]:
    """Name the texts that take an expression longer than that."""
    slow = []
    for piece in PIECES:
        try:
            with within(SECONDS):
                expression.ask((piece * LENGTH)[:LENGTH] + "\x00")
        except TooSlowError:
            slow.append(piece)
    return slow


def test_the_walk_finds_them_and_knows_a_slow_one() -> None:
    assert len(EVERY) > 150
    assert slow_on(Expression(re.compile(r"\s+$"), frozenset({"search"})))
    assert not slow_on(Expression(re.compile(r"\s+$"), frozenset({"match"})))


@pytest.mark.timeout(120)
@pytest.mark.parametrize("expression", EVERY.values(), ids=EVERY)
def test_an_expression_is_quick_on_64_kib_of_hostile_text(expression: Expression) -> None:
    assert slow_on(expression) == []
