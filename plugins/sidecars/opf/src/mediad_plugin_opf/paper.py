"""An OPF file as a tree that keeps everything: prefixes, comments, space, elements that nobody knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError

from mediad_books import trees
from mediad_plugin_opf.errors import BadSidecar

HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
COMMENT = "!"
"""The name of an element that is a comment."""
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}


@dataclass(slots=True)
class Element:
    """An element as it is written."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    @property
    def local(self) -> str:
        """The name without its prefix, in lower case."""
        return self.name.rpartition(":")[2].lower()

    @property
    def elements(self) -> list[Element]:
        """The elements directly within."""
        return [each for each in self.children if isinstance(each, Element) and each.name != COMMENT]

    @property
    def text(self) -> str:
        """The text directly within, its space made single."""
        return " ".join("".join(each for each in self.children if isinstance(each, str)).split())

    def get(self, name: str) -> str:
        """Give an attribute, whatever its prefix, or ""."""
        return next((value for key, value in self.attributes.items() if key.rpartition(":")[2].lower() == name), "")


class _Builder:
    def __init__(self) -> None:
        self.root: Element | None = None
        self._open: list[Element] = []

    def build(self, data: bytes) -> Element:
        parser = trees.parser_of()
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        parser.Parse(data, True)  # expat takes it by position
        if self.root is None:
            raise trees.BadXml("it holds no element")
        return self.root

    def _start(self, name: str, attributes: list[str]) -> None:
        if len(self._open) > trees.MAX_DEPTH:
            raise trees.BadXml("it has too many elements")
        element = Element(name, dict(zip(attributes[::2], attributes[1::2], strict=True)))
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.root = element
        self._open.append(element)

    def _end(self, _: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _comment(self, text: str) -> None:
        if self._open:
            self._open[-1].children.append(Element(COMMENT, children=[text]))


def parse(data: bytes) -> Element:
    """Read a file whole.

    Raises:
        BadSidecar: It cannot be read to its end, so that a part of it would be lost.
    """
    if len(data) > trees.MAX_SIZE:
        raise BadSidecar(f"The sidecar is larger than {trees.MAX_SIZE >> 20} MiB.")
    try:
        return _Builder().build(trees.without_type(data.lstrip()))
    except (ExpatError, trees.BadXml, ValueError, LookupError) as error:
        raise BadSidecar(f"The sidecar is no XML that can be written over: {error}.") from error


def text_of(element: Element) -> str:
    """Write an element."""
    if element.name == COMMENT:
        return f"<!--{''.join(each for each in element.children if isinstance(each, str))}-->"
    attributes = "".join(f' {name}="{_escaped(value)}"' for name, value in element.attributes.items())
    if not element.children:
        return f"<{element.name}{attributes}/>"
    inner = "".join(_escaped(each) if isinstance(each, str) else text_of(each) for each in element.children)
    return f"<{element.name}{attributes}>{inner}</{element.name}>"


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(each, each) for each in text)
