"""A packet of XMP as plain values (XMP 2012, ISO 16684-1): text, lists and structures under the usual prefixes.

No document type, no entities, no namespaces but those listed, no packet larger or deeper than an honest one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from mediad_xml import BadXml, Limits, Node, utf8
from mediad_xml import parse as parse_xml
from mediad_xmp.prefixes import USUAL, use_usual_prefixes

LIMITS = Limits(size=2 << 20, elements=120_000, depth=24)
"""RDF takes two levels of elements for one of values; a picture made of many others lists all of them."""

CONTAINERS = frozenset(("rdf:Bag", "rdf:Seq", "rdf:Alt"))
_SYNTAX = frozenset(("rdf:about", "rdf:parseType", "rdf:resource", "rdf:ID", "rdf:nodeID", "rdf:type"))
_BEGIN = re.compile(rb"<(?:x:xmpmeta|rdf:RDF|xmp:xmpmeta)[\s>]")


def parse(packet: bytes) -> dict[str, Any]:
    """Give the properties of a packet; what cannot be read of it is left out."""
    text = utf8(packet)
    found = _BEGIN.search(text)
    try:
        root = parse_xml(text[found.start() : text.rfind(b">") + 1], LIMITS).root if found else None
    except BadXml:
        return {}
    return properties(root) if root else {}


def properties(root: Node) -> dict[str, Any]:
    """Give the properties that a packet's element holds."""
    use_usual_prefixes(root)
    return told(descriptions(root))


def descriptions(root: Node) -> list[Node]:
    """Give the elements that hold properties, of a tree with usual prefixes."""
    homes = [each for each in (root, *root.elements) if each.name == "rdf:RDF"]
    return [about for home in homes for about in home.elements]


def told(abouts: Iterable[Node]) -> dict[str, Any]:
    """Give the properties that some descriptions hold; what is said twice counts as it is said first."""
    out: dict[str, Any] = {}
    for about in abouts:
        for name, value in _structure(about).items():
            out.setdefault(name, value)
    return out


def _value(node: Node) -> Any:
    """Give a property's value; the depth is bounded where the tree is built."""
    for child in node.elements:
        if child.name in CONTAINERS:
            return [_value(each) for each in child.elements]
        if child.name == "rdf:Description":
            return _structure(child)
    if node.elements or any(_is_property(name) for name in node.attributes):
        return _structure(node)
    return node.attributes.get("rdf:resource") or node.text


def _structure(node: Node) -> dict[str, Any]:
    out: dict[str, Any] = {name: text.strip() for name, text in node.attributes.items() if _is_property(name)}
    for child in node.elements:
        if _is_property(child.name):
            out.setdefault(child.name, _value(child))
    return out


def _is_property(name: str) -> bool:
    return name.partition(":")[0] in USUAL and name not in _SYNTAX
