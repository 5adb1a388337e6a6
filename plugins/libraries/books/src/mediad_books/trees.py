"""XML as a tree, whoever wrote it: nothing is expanded, nothing is fetched, and no tree is larger than an honest one.

A document type is cut off with all that it declares. An entity that only HTML knows is the sign that it means there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

MAX_SIZE = 8 << 20
MAX_ELEMENTS = 100_000
MAX_DEPTH = 60
MAX_TEXT = 1 << 20
_HEAD = 4096
_AMPERSAND = re.compile(rb"&(?!\w{1,30};|#\w{1,8};)")
_CONTROLS = bytes(number for number in range(32) if number not in (9, 10, 13))


class BadXml(Exception):
    """The text is no XML that can be read."""


@dataclass(slots=True)
class Node:
    """An element; names are local and in lower case, whatever prefix and case they were written with."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All text within, its space made single."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                yield each
            else:
                waiting += reversed(each.children)

    @property
    def elements(self) -> list[Node]:
        """The elements directly within."""
        return [each for each in self.children if isinstance(each, Node)]

    def all(self, *names: str) -> list[Node]:
        """Give the elements directly within that have one of the names."""
        return [each for each in self.elements if each.name in names]

    def first(self, *path: str) -> Node:
        """Follow names downwards, of each the first; an empty element where there is none."""
        node = self
        for name in path:
            node = next((each for each in node.elements if each.name == name), _NONE)
        return node

    def walk(self) -> Iterator[Node]:
        """Give every element below, in the order of the text."""
        waiting = self.elements[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.elements[::-1]

    def get(self, attribute: str) -> str:
        """Give an attribute, or ""."""
        return self.attributes.get(attribute, "").strip()


_NONE = Node("")


def parse(data: bytes, *, strict: bool = False) -> Node:
    """Read a document; one that breaks off is what it was until then, unless `strict`.

    Raises:
        BadXml: It is too large, declares entities where they cannot be cut off, or is no XML from its beginning on.
    """
    if len(data) > MAX_SIZE:
        raise BadXml(f"it is larger than {MAX_SIZE >> 20} MiB")
    bare = without_type(data.lstrip())
    try:
        return _Builder().build(bare)
    except ExpatError as error:
        if strict:
            raise BadXml(str(error)) from error
    builder = _Builder()
    try:
        return builder.build(_AMPERSAND.sub(b"&amp;", bare.translate(None, _CONTROLS)))
    except ExpatError as error:
        if builder.root is None or not builder.root.elements:
            raise BadXml(str(error)) from error
        return builder.root


def without_type(data: bytes) -> bytes:
    """Cut the document type off, with the entities that it declares."""
    start = data.find(b"<!DOCTYPE", 0, _HEAD)
    if start < 0:
        return data
    end, inner = data.find(b">", start), data.find(b"[", start)
    if 0 <= inner < end:
        end = data.find(b">", max(data.find(b"]", inner), inner))
    return data[:start] + data[end + 1 :] if end > 0 else data


def parser_of() -> XMLParserType:
    """Make a parser that takes no declaration of an entity and skips unknown ones."""
    parser = ParserCreate()
    parser.buffer_text = True
    parser.UseForeignDTD(True)  # expat takes it by position; there is none, so unknown entities are skipped
    parser.EntityDeclHandler = _refuse
    return parser


def _refuse(*_: object) -> None:
    raise BadXml("it declares entities")


class _Builder:
    """Makes a tree."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._elements = MAX_ELEMENTS
        self._room = MAX_TEXT

    def build(self, data: bytes) -> Node:
        parser = parser_of()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = self._skipped
        try:
            parser.Parse(data, True)  # expat takes it by position
        except (ValueError, LookupError) as error:  # an encoding that Python does not know
            raise BadXml(str(error)) from error
        if self.root is None:
            raise BadXml("it holds no element")
        return self.root

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements -= 1
        if self._elements < 0 or len(self._open) > MAX_DEPTH:
            raise BadXml("it has too many elements")
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        if self._open and self._room > 0:
            self._open[-1].children.append(text[: self._room])
            self._room -= len(text)

    def _skipped(self, name: str, _: object) -> None:
        meant = html.unescape(f"&{name};")
        self._text(meant if len(meant) == 1 else "")


def _local(name: str) -> str:
    return name.rpartition(":")[2].lower()
