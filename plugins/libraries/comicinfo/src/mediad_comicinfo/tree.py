"""XML as a tree, with limits: nothing is expanded, nothing is fetched, and a document type ends it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from mediad_comicinfo.told import BadComicInfo

MAX_ELEMENTS = 50_000
MAX_DEPTH = 12
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CONTROLS = {number: None for number in range(32) if number not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_DECLARATION = re.compile(r"^\s{0,100}<\?xml[^>]{0,200}\?>")
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)")
COMMENT = "!"
"""The name of a node that is a comment."""


@dataclass(slots=True)
class Node:
    """An element: its children are elements, comments and text, in their order."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node | str] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return self.name.rpartition(":")[2].lower()

    @property
    def text(self) -> str:
        """The text directly within, stripped."""
        return "".join(each for each in self.children if isinstance(each, str)).strip()

    def elements(self) -> list[Node]:
        """Give the elements directly within."""
        return [each for each in self.children if isinstance(each, Node) and each.name != COMMENT]

    def all(self, *path: str) -> list[Node]:
        """Give the elements at the end of a path of names, as `all("credits", "credit")`."""
        found = [self]
        for name in path:
            found = [each for node in found for each in node.elements() if each.key == name]
        return found

    def first(self, *path: str) -> str:
        """Give the first text at the end of a path, or ""."""
        return next((each.text for each in self.all(*path) if each.text), "")

    def texts(self, *path: str) -> list[str]:
        """Give every text at the end of a path."""
        return [each.text for each in self.all(*path) if each.text]


def parse(data: bytes, root: str) -> Node:
    """Read a document whose element has this name.

    Raises:
        BadComicInfo: It is no such XML, declares a document type, or is larger than any honest one.
    """
    text = _DECLARATION.sub("", decoded(data).translate(_CONTROLS))
    node = _Builder().build(_AMPERSAND.sub("&amp;", text))
    if node.key != root:
        raise BadComicInfo(f"The document is no {root}, but {node.name[:40]}.")
    return node


def decoded(data: bytes) -> str:
    """Give the text in the encoding that it is in, not always the one that it says."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


class _Builder:
    """Makes a tree."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._root: Node | None = None
        self._left = MAX_ELEMENTS

    def build(self, text: str) -> Node:
        """Give the element of a document."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        try:
            parser.Parse(text.strip().encode("utf-8", "replace"), True)  # expat takes it by position
        except ExpatError as error:
            raise BadComicInfo(f"The document is not well-formed XML: {error}.") from error
        if self._root is None:
            raise BadComicInfo("The document holds no element.")
        return self._root

    def _refuse(self, *_: object) -> None:
        raise BadComicInfo("The document declares a document type, which is not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0 or len(self._open) > MAX_DEPTH:
            raise BadComicInfo("The document has too many elements.")
        node = Node(name, attributes)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _comment(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(Node(COMMENT, children=[text]))
