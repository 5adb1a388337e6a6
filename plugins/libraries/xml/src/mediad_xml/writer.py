"""Trees written back: what was read comes out as it was, but for the marks around CDATA and the space within tags."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mediad_xml.tree import COMMENT, INSTRUCTION, Document, Node

INDENT = "\n  "
_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_TAG = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_ASIDE = {COMMENT: ("<!--", "-->"), INSTRUCTION: ("<?", "?>")}


class _Markup(str):
    """What is written as it is."""

    __slots__ = ()


def written(document: Document, declaration: str = "") -> bytes:
    """Write a document; what XML has no sign for is left out."""
    nodes = (*document.head, document.root, *document.tail)
    lines = [declaration, *(text_of(each, document.close) for each in nodes)]
    return ("\n".join(filter(None, lines)) + "\n").encode()


def text_of(node: Node, close: str = "/>") -> str:
    """Write an element."""
    out: list[str] = []
    waiting: list[Node | str] = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, _Markup):
            out.append(each)
        elif isinstance(each, str):
            out.append(_escaped(each, _IN_TEXT))
        elif each.name in _ASIDE:
            before, after = _ASIDE[each.name]
            out += [before, *(said for said in each.children if isinstance(said, str)), after]
        else:
            out.append(_tag(each, close))
            waiting += [_Markup(f"</{each.name}>"), *reversed(each.children)] if each.children else []
    return "".join(out)


def _tag(node: Node, close: str) -> str:
    attributes = "".join(f' {name}="{_escaped(said, _IN_TAG)}"' for name, said in node.attributes.items())
    return f"<{node.name}{attributes}{'>' if node.children else close}"


def _escaped(text: str, signs: dict[int, str]) -> str:
    return _STRANGE.sub("", text).translate(signs)


def put(home: Node, old: Iterable[Node], new: Iterable[Node], indent: str = INDENT) -> None:
    """Put elements in the place of others; where there are none, behind the last element, each on a line of its own.

    The line of an element that goes is gone with it, so that what is written twice is the same.
    """
    gone = {id(each) for each in old}
    at = next((at for at, each in enumerate(home.children) if id(each) in gone), _end(home))
    between: list[Node | str] = []
    for each in new:
        between += [each, indent] if gone else [indent, each]
    if gone:
        between = between[:-1]
    out = [*home.children[:at], *between]
    for child in home.children[at:]:
        if id(child) not in gone:
            out.append(child)
        elif len(out) > at + len(between) or not between:
            _end_line(out)
    home.children[:] = out


def _end_line(children: list[Node | str]) -> None:
    """Take back the space in front of what is left out."""
    if children and isinstance(last := children[-1], str) and not last.strip():
        children.pop()


def _end(home: Node) -> int:
    """Give the place behind the last element; what is only space stays behind it."""
    at = len(home.children)
    while at and isinstance(last := home.children[at - 1], str) and not last.strip():
        at -= 1
    return at
