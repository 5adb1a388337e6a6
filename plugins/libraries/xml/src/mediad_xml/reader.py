"""The one place where foreign XML is parsed: within bounds, piece by piece, with expat.

Nothing is expanded and nothing is fetched: a document type is refused. What is counted: bytes, elements, attributes,
depth, letters of text, and the length of a single tag or comment, which expat has to hold in one piece.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.parsers.expat import ExpatError, ParserCreate

if TYPE_CHECKING:
    from xml.parsers.expat import XMLParserType

_CHUNK = 64 << 10
_ATTRIBUTES = 4
"""Attributes that an element has at most, on average."""


class BadXml(Exception):
    """The text is no XML that is read; the message says why, as what follows "it cannot be read: "."""


class Broken(BadXml):
    """The text is not well-formed; what stands before the fault was handed over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What an honest document has at most.

    Attributes:
        size: Bytes.
        elements: Elements, comments and instructions; attributes in proportion.
        depth: Elements within each other.
        text: Letters of text; what is beyond them is left out.
        tag: Bytes of one tag, with its attributes, or of one comment.
    """

    size: int = 8 << 20
    elements: int = 100_000
    depth: int = 60
    text: int = 4 << 20
    tag: int = 1 << 20


LIMITS = Limits()


class Sink:
    """Takes the pieces of a document; here it leaves all of them out."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, name: str) -> None:
        """Take the end of an element."""

    def text(self, text: str) -> None:
        """Take a piece of the text of the element that is open."""

    def comment(self, text: str) -> None:
        """Take a comment."""

    def instruction(self, target: str, text: str) -> None:
        """Take an instruction to a program, `<?target text?>`."""

    def cut(self) -> None:
        """Hear that there is more text than is read."""


def read(data: bytes, sink: Sink, limits: Limits = LIMITS, *, namespaces: bool = False) -> None:
    """Hand the pieces of a document in UTF-8 to a sink; with `namespaces`, names are `address name`.

    Raises:
        Broken: It is not well-formed from some place on.
        BadXml: It declares a document type, or is larger or deeper than any honest one.
    """
    if len(data) > limits.size:
        raise BadXml(f"it is larger than {limits.size >> 20} MiB")
    parser = ParserCreate("utf-8", " " if namespaces else None)
    parser.buffer_text = True
    _Gate(sink, limits).watch(parser)
    try:
        for at in range(0, len(data), _CHUNK):
            chunk = data[at : at + _CHUNK]
            parser.Parse(chunk, False)  # expat takes it by position
            if at + len(chunk) - parser.CurrentByteIndex > limits.tag + _CHUNK:
                raise BadXml("one of its tags has no end")
        parser.Parse(b"", True)
    except ExpatError as error:
        raise Broken(f"it is not well-formed XML: {error}") from error


class _Gate:
    """Counts what goes to a sink."""

    def __init__(self, sink: Sink, limits: Limits) -> None:
        self._sink = sink
        self._depth = limits.depth
        self._elements = limits.elements
        self._attributes = limits.elements * _ATTRIBUTES
        self._text = limits.text

    def watch(self, parser: XMLParserType) -> None:
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._said
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction

    def _doctype(self, *_: object) -> None:
        raise BadXml("it declares a document type, which is not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth -= 1
        self._attributes -= len(attributes)
        self._count()
        self._sink.start(name, attributes)

    def _comment(self, text: str) -> None:
        self._count()
        self._sink.comment(text)

    def _instruction(self, target: str, text: str) -> None:
        self._count()
        self._sink.instruction(target, text)

    def _count(self) -> None:
        self._elements -= 1
        if min(self._depth, self._elements, self._attributes) < 0:
            raise BadXml("it has too many elements")

    def _end(self, name: str) -> None:
        self._depth += 1
        self._sink.end(name)

    def _said(self, text: str) -> None:
        if len(text) > self._text:
            text = text[: self._text]
            self._sink.cut()
        self._text -= len(text)
        self._sink.text(text)
