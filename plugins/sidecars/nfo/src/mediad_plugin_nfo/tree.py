"""An NFO file as a tree, whoever wrote it: broken encodings, bare ampersands and addresses behind the end are usual.

Nothing is expanded and nothing is fetched: a document type ends it, and so does a tree larger than any honest one.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass, field
from xml.parsers.expat import ExpatError, ParserCreate

from mediad_plugin_nfo.errors import BadSidecar

MAX_SIZE = 2 << 20
MAX_ELEMENTS = 20_000
MAX_DEPTH = 20

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.-]{1,30})["']""", re.IGNORECASE)
_ENCODINGS = re.compile(
    r"utf-?8|us-ascii|ascii|iso-8859-\d\d?|latin-?1|(windows-|cp)12\d\d|koi8-[ru]|gbk|gb2312|gb18030|big5|shift_jis|euc-(jp|kr)",
    re.IGNORECASE,
)
_CONTROLS = {number: None for number in range(32) if number not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}
_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)(\w{2,30};)?")
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
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
        return self.name.lower()

    @property
    def text(self) -> str:
        """The text directly within, stripped."""
        return "".join(each for each in self.children if isinstance(each, str)).strip()

    def all(self, *names: str) -> list[Node]:
        """Give the elements directly within that have one of the names."""
        return [each for each in self.children if isinstance(each, Node) and each.key in names]

    def first(self, name: str) -> str:
        """Give the text of the first element of a name that has any, or ""."""
        return next((each.text for each in self.all(name) if each.text), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that was read.

    Attributes:
        root: Its element, None where there is none.
        text: All of it.
        head: What stands before the element, without the declaration.
        tail: What stands behind it.
        whole: False where the element breaks off.
    """

    root: Node | None
    text: str
    head: str = ""
    tail: str = ""
    whole: bool = True


def parse(data: bytes, name: str) -> Paper:
    """Read a file whose element has this name; one that has none, as drawn letters and addresses, has no root.

    Raises:
        BadSidecar: It is too large, declares a document type, or is no XML from its beginning on.
    """
    if len(data) > MAX_SIZE:
        raise BadSidecar(f"The sidecar is larger than {MAX_SIZE >> 20} MiB.")
    text = decoded(data).translate(_CONTROLS)
    found = re.search(rf"<{name}(?=[\s>/])", text, re.IGNORECASE)
    if found is None:
        return Paper(root=None, text=text)
    if _DOCTYPE.search(text, 0, found.start()):
        raise BadSidecar("The sidecar declares a document type, which is not read.")
    end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.start())
    body = text[found.start() : end.end() if end else len(text)]
    root, whole = _Builder().build(_AMPERSAND.sub(_mended, body))
    head = _DECLARATION.sub("", text[: found.start()]).strip()
    return Paper(root=root, text=text, head=head, tail=text[end.end() :].strip() if end else "", whole=whole)


def decoded(data: bytes) -> str:
    """Give the text in the encoding that it is in, not always the one that it says."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    said = _DECLARED.search(data[:1000])
    name = said[1].decode("ascii", "replace") if said else ""
    for encoding in ("utf-8", name if _ENCODINGS.fullmatch(name) else "", "cp1252"):
        try:
            return data.decode(encoding) if encoding else _refused()
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


def _refused() -> str:
    raise LookupError


def _mended(found: re.Match[str]) -> str:
    """Give what a bare ampersand, or an entity that only HTML knows, was meant to be."""
    meant = html.unescape(found[0])
    return html.escape(meant) if meant != found[0] else f"&amp;{found[1] or ''}"


class _Builder:
    """Makes a tree."""

    def __init__(self) -> None:
        self._open: list[Node] = []
        self._root: Node | None = None
        self._left = MAX_ELEMENTS

    def build(self, text: str) -> tuple[Node, bool]:
        """Give the element, and whether it is whole; one that breaks off is what it was until then."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = self._comment
        try:
            parser.Parse(text.encode("utf-8", "replace"), True)  # expat takes it by position
        except ExpatError as error:
            if self._root is not None and self._open[1:]:
                self._root.children.remove(self._open[1])
            if self._root is None or not any(isinstance(each, Node) for each in self._root.children):
                raise BadSidecar(f"The sidecar is not well-formed XML: {error}.") from error
            return self._root, False
        if self._root is None:
            raise BadSidecar("The sidecar holds no element.")
        return self._root, True

    def _refuse(self, *_: object) -> None:
        raise BadSidecar("The sidecar declares a document type, which is not read.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0 or len(self._open) > MAX_DEPTH:
            raise BadSidecar("The sidecar has too many elements.")
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
