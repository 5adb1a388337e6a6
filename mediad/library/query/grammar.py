r"""The query language: what is typed becomes terms that must all hold, and terms become the same text again.

    query = term *( " " term )              all of them hold
    term  = [ "-" ] ( word | quoted )       it is found by these words; with "-" it is not
          | [ "-" ] name ":" value *( "," value )     one of the values holds
    value = one | quoted | low ".." high | low ".." | ".." high | ( "<" | "<=" | ">" | ">=" ) one
    quoted = '"' text '"'                   in it `\"` is a quote, and `\\` a backslash

`sort:NAME`, `sort:-NAME` and `limit:NUMBER` say how the works are listed. A few words stand for a term where they are
not quoted: `unwatched` is `is:unwatched`. It is read in one pass, by no regular expression that goes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import field
from typing import TypeAlias

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid

LONGEST = 1_000
MOST_TERMS = 40
MOST_VALUES = 50
MOST_LISTED = 1_000_000
STATES = ("watched", "unwatched", "favourite", "started")
"""What `is:` knows; each may be typed by itself."""
_JOINTS = {
    "OR": "one term with commas takes one of several, as `kind:film,book`",
    "AND": "every term must hold anyway: leave it out",
    "NOT": "`-` in front of a term says that it must not hold, as `-genre:horror`",
}
"""Words that other languages join terms with, and what is typed here instead."""
_WAIT = frozenset(("kind:", "library:", "sort:", "limit:", "year:", "added:", "duration:", "rating:", "genre:", "box:"))
"""Fields without the value that belongs right behind them; no title has such a word."""
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*:(?=\S)")
_SIGNS = ("<=", ">=", "<", ">")
_END = frozenset(' \t\n\r\v\f"')


class Mistake(Invalid):
    """A query that cannot be read, or asks for what is not there: where, and what to do."""

    remedy = "Correct the query; `mediad items --help` and the API page show what is understood."

    def __init__(self, at: int, sentence: str) -> None:
        super().__init__(f"The query is not understood at character {at + 1}.", places=(("query", sentence),))
        self.at = at


@dataclass(frozen=True, slots=True)
class Is:
    """A value as it stands."""

    text: str


@dataclass(frozen=True, slots=True)
class Between:
    """A range; "" is no bound. One that is open has one bound, which is no part of it."""

    low: str = ""
    high: str = ""
    is_open: bool = False


Value: TypeAlias = Is | Between


@dataclass(frozen=True, slots=True)
class Term:
    """What must hold of a work, or with `negated` must not.

    Attributes:
        name: The field, in lower case; "" for words that it is found by.
        values: Of which one holds.
        at: Where the term begins in the query.
    """

    name: str
    values: tuple[Value, ...]
    negated: bool = False
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """The first value, where a term has one that is no range; "" otherwise."""
        first = self.values[0]
        return first.text if isinstance(first, Is) and len(self.values) == 1 else ""


@dataclass(frozen=True, slots=True)
class Query:
    """Which works, in which order and how many.

    Attributes:
        sort: A sort's name; "" for the usual order.
        falling: The order turned around: from the last to the first.
        limit: How many works at most, None for all.
        sort_at: Where the sort is named in the query.
    """

    terms: tuple[Term, ...] = ()
    sort: str = ""
    falling: bool = False
    limit: int | None = None
    sort_at: int = field(default=0, compare=False)

    def named(self, name: str) -> tuple[Term, ...]:
        """Give the terms of a field."""
        return tuple(term for term in self.terms if term.name == name)


def parse(text: str) -> Query:
    """Read a query; raises `Mistake`."""
    if len(text) > LONGEST:
        raise Mistake(LONGEST, f"a query has at most {LONGEST} characters: leave some terms out")
    terms: list[Term] = []
    sort, sort_at, limit = "", 0, None
    for term in _terms(text):
        if (term.name == "sort" and sort) or (term.name == "limit" and limit):
            raise Mistake(term.at, f"`{term.name}:` is there already: leave one out")
        if term.name == "sort":
            sort, sort_at = _only(term, "sort:title or sort:-added"), term.at
        elif term.name == "limit":
            limit = _number(term)
        else:
            terms.append(term)
    if len(terms) > MOST_TERMS:
        raise Mistake(terms[MOST_TERMS].at, f"a query has at most {MOST_TERMS} terms: leave this one out")
    return Query(tuple(terms), sort.removeprefix("-"), sort.startswith("-"), limit, sort_at)


def write(query: Query) -> str:
    """Write a query as it would be typed; `parse` reads the same query from it."""
    terms = [_written(term) for term in query.terms]
    if query.sort:
        terms.append(f"sort:{_one(Is('-' * query.falling + query.sort))}")
    if query.limit is not None:
        terms.append(f"limit:{query.limit}")
    return " ".join(terms)


def _only(term: Term, example: str) -> str:
    if term.negated or not term.text.removeprefix("-"):
        raise Mistake(term.at, f"`{term.name}:` takes one value, as in `{example}`")
    return term.text


def _number(term: Term) -> int:
    text = _only(term, "limit:50")
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(MOST_LISTED)) + 1 and int(text)):
        raise Mistake(term.at, f"`limit:` takes a number from 1 to {MOST_LISTED}, as in `limit:50`")
    return int(text)


def _terms(text: str) -> Iterator[Term]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        start, negated = at, text[at] == "-" and text[at + 1 : at + 2].strip() != ""
        at += negated
        if named := _NAME.match(text, at):
            values, at = _values(text, named.end(), start)
            yield Term(named[0][:-1].lower(), values, negated, start)
            continue
        quoted = text[at] == '"'
        word, at = _word(text, at, stops=_END)
        if not quoted:
            _refuse(word, start)
        if word in STATES and not quoted:
            yield Term("is", (Is(word),), negated, start)
        elif word.strip():
            yield Term("", (Is(word),), negated, start)


def _refuse(word: str, at: int) -> None:
    """Refuse what would be searched for as a word and is hardly meant as one."""
    if word in _JOINTS:
        raise Mistake(at, f"{word} joins nothing here: {_JOINTS[word]}. Quotes make a word of it")
    if word.lower() in _WAIT:
        raise Mistake(at, f"`{word}` has no value: write it right behind, without a space. Quotes make a word of it")


def _values(text: str, at: int, start: int) -> tuple[tuple[Value, ...], int]:
    found: list[Value] = []
    while True:
        quoted = text[at : at + 1] == '"'
        begun = at
        word, at = _word(text, at, stops=_END | {","})
        if not word.strip():
            raise Mistake(begun, "a value is missing here: write one, or put the words in quotes to search for them")
        found.append(Is(word) if quoted else _value(word, begun))
        if len(found) > MOST_VALUES:
            raise Mistake(start, f"a term has at most {MOST_VALUES} values: leave some out")
        if text[at : at + 1] != ",":
            return tuple(found), at
        at += 1


def _word(text: str, at: int, *, stops: frozenset[str]) -> tuple[str, int]:
    """Read a word, or what stands in quotes; give it with the place behind it."""
    if text[at : at + 1] != '"':
        end = at
        while end < len(text) and text[end] not in stops and not text[end].isspace():
            end += 1
        return text[at:end], end
    signs: list[str] = []
    end = at + 1
    while end < len(text) and text[end] != '"':
        end += text[end] == "\\" and end + 1 < len(text)
        signs.append(text[end])
        end += 1
    if end >= len(text):
        raise Mistake(at, "this quote is never closed: put another one behind the words")
    return "".join(signs), end + 1


def _value(word: str, at: int) -> Value:
    for sign in _SIGNS:
        if word.startswith(sign):
            if not (bound := word[len(sign) :]):
                raise Mistake(at, f"nothing stands behind `{sign}`: write a number or a date there")
            is_open = len(sign) == 1
            return Between(high=bound, is_open=is_open) if sign[0] == "<" else Between(low=bound, is_open=is_open)
    low, dots, high = word.partition("..")
    if not dots:
        return Is(word)
    if not low + high or ".." in high:
        raise Mistake(at, "a range is `low..high`, `low..` or `..high`, as in `1990..1999`")
    return Between(low, high)


def _written(term: Term) -> str:
    head = "-" if term.negated else ""
    if term.name:
        return f"{head}{term.name}:{','.join([_one(value) for value in term.values])}"
    text = term.text
    is_plain = (
        text not in (*STATES, *_JOINTS) and text.lower() not in _WAIT and text[0] != "-" and not _NAME.match(text)
    )
    return head + (text if is_plain and _is_bare(text, _END) else _quoted(text))


def _one(value: Value) -> str:
    if isinstance(value, Is):
        is_plain = ".." not in value.text and value.text[0] not in "<>"
        return value.text if is_plain and _is_bare(value.text, _END | {","}) else _quoted(value.text)
    if value.is_open:
        return f">{value.low}" if value.low else f"<{value.high}"
    return f"{value.low}..{value.high}"


def _is_bare(text: str, stops: frozenset[str]) -> bool:
    return not any(sign in stops or sign.isspace() for sign in text)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
