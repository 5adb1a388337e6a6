"""A document as a tree that keeps everything: names as written, comments, space, elements that nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from mediad_xml import text as texts
from mediad_xml.reader import LIMITS, BadXml, Broken, Limits, Sink, read

COMMENT = "!"
"""The name of a node that is a comment."""
INSTRUCTION = "?"
"""The name of a node that is an instruction to a program."""
_ASIDE = frozenset((COMMENT, INSTRUCTION))


@lru_cache(4096)
def local(name: str) -> str:
    """Give a name as it is compared."""
    return name.rpartition(":")[2].lower()


@dataclass(slots=True)
class Node:
    """An element: its children are elements, comments and text, in their order.

    Attributes:
        name: The name as it is written.
        attributes: What stands in its tag, under names as written.
        children: What is within.
        key: The name as it is compared: without a prefix, in lower case.
    """

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        self.key = local(self.name)

    @property
    def text(self) -> str:
        """The text directly within, stripped."""
        return "".join(each for each in self.children if isinstance(each, str)).strip()

    @property
    def line(self) -> str:
        """All text within, however deep, as one line."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        waiting: list[Node | str] = [self]
        while waiting:
            each = waiting.pop()
            if isinstance(each, str):
                yield each
            elif each.name not in _ASIDE:
                waiting += reversed(each.children)

    @property
    def elements(self) -> list[Node]:
        """The elements directly within."""
        return [each for each in self.children if isinstance(each, Node) and each.name not in _ASIDE]

    def all(self, *names: str) -> list[Node]:
        """Give the elements directly within that have one of the names."""
        return [each for each in self.elements if each.key in names]

    def at(self, *path: str) -> list[Node]:
        """Give every element at the end of a path of names, as `at("credits", "credit")`."""
        found = [self]
        for name in path:
            found = [each for node in found for each in node.elements if each.key == name]
        return found

    def first(self, *path: str) -> Node:
        """Follow names downwards, of each the first; an empty element where there is none."""
        node = self
        for name in path:
            node = next((each for each in node.elements if each.key == name), _NONE)
        return node

    def said(self, *path: str) -> str:
        """Give the first text at the end of a path that says something, or ""."""
        return next((each.text for each in self.at(*path) if each.text), "")

    def texts(self, *path: str) -> list[str]:
        """Give every text at the end of a path that says something."""
        return [each.text for each in self.at(*path) if each.text]

    def walk(self) -> Iterator[Node]:
        """Give every element below, in the order of the text."""
        waiting = self.elements[::-1]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += node.elements[::-1]

    def get(self, attribute: str) -> str:
        """Give an attribute, whatever its prefix and case, or ""."""
        return next((said.strip() for name, said in self.attributes.items() if local(name) == attribute), "")


_NONE = Node("")


@dataclass(slots=True, kw_only=True)
class Document:
    """A document that was read.

    Attributes:
        root: Its element.
        head: Comments and instructions before the element.
        tail: Those behind it.
        close: How it ends a tag of an element that holds nothing.
        lost: Why a part of the document is not in here, "" where all of it is. Who writes it back looks at this.
    """

    root: Node
    head: list[Node] = field(default_factory=list)
    tail: list[Node] = field(default_factory=list)
    close: str = "/>"
    lost: str = ""


def parse(data: bytes, limits: Limits = LIMITS, *, doctype: bool = False) -> Document:
    """Read a document in any usual encoding, its usual faults mended; one that breaks off is what had ended until then.

    Args:
        data: The bytes of it.
        limits: What it has at most.
        doctype: Cut a document type off with all that it declares; it is refused otherwise.

    Raises:
        BadXml: It is larger than any honest one, or no XML from its beginning on.
    """
    if len(data) > limits.size:
        raise BadXml(f"it is larger than {limits.size >> 20} MiB")
    text = texts.utf8(data)
    if doctype:
        text = texts.without_doctype(text)
    builder = _Builder()
    try:
        read(text, builder, limits)
    except Broken:
        builder = _Builder()
        try:
            read(texts.mended(text), builder, limits)
        except Broken as error:
            builder.break_off(error)
    document = builder.document()
    document.close = " />" if b" />" in text else "/>"
    return document


class _Builder(Sink):
    """Makes a tree."""

    def __init__(self) -> None:
        self._head: list[Node] = []
        self._tail: list[Node] = []
        self._open: list[Node] = []
        self._root: Node | None = None
        self._lost = ""

    def document(self) -> Document:
        """Give what was made."""
        if self._root is None:
            raise BadXml("it holds no element")
        return Document(root=self._root, head=self._head, tail=self._tail, lost=self._lost)

    def break_off(self, why: Broken) -> None:
        """Take away what was open and holds nothing that had ended."""
        while self._open and not self._open[-1].elements:
            self._open.pop()
            if not self._open:
                raise why
            self._open[-1].children.pop()
        if self._root is None:
            raise why
        self._lost = self._lost or str(why)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Open an element."""
        node = Node(name, attributes)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def end(self, _: str) -> None:
        """Close it."""
        self._open.pop()

    def text(self, text: str) -> None:
        """Keep text."""
        self._open[-1].children.append(text)

    def comment(self, text: str) -> None:
        """Keep a comment."""
        self._aside(Node(COMMENT, children=[text]))

    def instruction(self, target: str, text: str) -> None:
        """Keep an instruction."""
        self._aside(Node(INSTRUCTION, children=[f"{target} {text}".strip()]))

    def cut(self) -> None:
        """Note that text is left out."""
        self._lost = "it has too much text"

    def _aside(self, node: Node) -> None:
        outside = self._head if self._root is None else self._tail
        (self._open[-1].children if self._open else outside).append(node)
