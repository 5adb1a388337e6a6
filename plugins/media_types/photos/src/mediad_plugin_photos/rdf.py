"""A packet of XMP as plain values (XMP 2012, ISO 16684-1): text, lists and structures under the usual prefixes.

No document type, no entities, no namespaces but those listed, no packet larger or deeper than an honest one.
"""

from __future__ import annotations

import re
from typing import Any

import mediad_xml as xml
from mediad_xml import BadXml, Limits, Node, utf8

LIMITS = Limits(size=2 << 20, elements=120_000, depth=24)
"""RDF takes two levels of elements for one of values; a picture made of many others lists all of them."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PREFIXES = {
    _RDF: "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/mm/": "xmpMM",
    "http://ns.adobe.com/exif/1.0/": "exif",
    "http://cipa.jp/exif/1.0/": "exifEX",
    "http://ns.adobe.com/exif/1.0/aux/": "aux",
    "http://ns.adobe.com/tiff/1.0/": "tiff",
    "http://ns.adobe.com/photoshop/1.0/": "photoshop",
    "http://ns.adobe.com/lightroom/1.0/": "lr",
    "http://ns.adobe.com/camera-raw-settings/1.0/": "crs",
    "http://ns.adobe.com/xmp/note/": "xmpNote",
    "http://darktable.sf.net/": "darktable",
    "http://www.digikam.org/ns/1.0/": "digiKam",
    "http://ns.microsoft.com/photo/1.0": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.0/": "MicrosoftPhoto",
    "http://ns.microsoft.com/photo/1.2/": "MP",
    "http://ns.microsoft.com/photo/1.2/t/RegionInfo#": "MPRI",
    "http://ns.microsoft.com/photo/1.2/t/Region#": "MPReg",
    "http://www.metadataworkinggroup.com/schemas/regions/": "mwg-rs",
    "http://ns.adobe.com/xmp/sType/Area#": "stArea",
    "http://ns.adobe.com/xap/1.0/sType/Dimensions#": "stDim",
    "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/": "Iptc4xmpCore",
    "http://iptc.org/std/Iptc4xmpExt/2008-02-29/": "Iptc4xmpExt",
    "http://ns.google.com/photos/1.0/panorama/": "GPano",
    "http://ns.google.com/photos/1.0/camera/": "GCamera",
    "http://ns.google.com/photos/1.0/container/": "Container",
    "http://ns.google.com/photos/1.0/container/item/": "Item",
    "adobe:ns:meta/": "x",
}
_USUAL = frozenset(_PREFIXES.values())
_CONTAINERS = frozenset(("rdf:Bag", "rdf:Seq", "rdf:Alt"))
_SYNTAX = frozenset(("rdf:about", "rdf:parseType", "rdf:resource", "rdf:ID", "rdf:nodeID", "rdf:type"))
_BEGIN = re.compile(rb"<(?:x:xmpmeta|rdf:RDF|xmp:xmpmeta)[\s>]")

_Scopes = tuple[dict[str, str], ...]
"""What prefixes stand for, the nearest last."""


def parse(packet: bytes) -> dict[str, Any]:
    """Give the properties of a packet; what cannot be read of it is left out."""
    text = utf8(packet)
    found = _BEGIN.search(text)
    try:
        root = xml.parse(text[found.start() : text.rfind(b">") + 1], LIMITS).root if found else None
    except BadXml:
        return {}
    return properties(root) if root else {}


def properties(root: Node) -> dict[str, Any]:
    """Give the properties that a packet's element holds."""
    use_usual_prefixes(root)
    out: dict[str, Any] = {}
    for each in (root, *root.walk()):
        for about in each.elements if each.name == "rdf:RDF" else ():
            for name, value in _structure(about).items():
                out.setdefault(name, value)
    return out


def use_usual_prefixes(root: Node) -> None:
    """Write every name that is known with its usual prefix, declarations too, whatever prefixes a program took."""
    waiting: list[tuple[Node, _Scopes]] = [(root, ())]
    while waiting:
        node, scopes = waiting.pop()
        declared = {_declared(name): address for name, address in node.attributes.items() if _declares(name)}
        scopes = (*scopes, declared) if declared else scopes
        node.name = _usual(node.name, scopes, is_element=True)
        node.attributes = {_usual(name, scopes): value for name, value in node.attributes.items()}
        waiting += [(each, scopes) for each in node.elements]


def _declares(name: str) -> bool:
    return name == "xmlns" or name.startswith("xmlns:")


def _declared(name: str) -> str:
    return name.partition(":")[2]


def _usual(name: str, scopes: _Scopes, *, is_element: bool = False) -> str:
    prefix, colon, local = name.rpartition(":")
    if _declares(name):
        prefix, local = "xmlns", _prefix(_declared(name), scopes)
    elif colon or is_element:
        prefix = _prefix(prefix, scopes)
    return f"{prefix}:{local}" if prefix and local else prefix or local


def _prefix(prefix: str, scopes: _Scopes) -> str:
    """Give the usual prefix of what a prefix stands for; another one where it stands for something else."""
    address = next((scope[prefix] for scope in reversed(scopes) if prefix in scope), None)
    if address is None:
        return prefix
    return _PREFIXES.get(address) or (f"{prefix}_" if prefix in _USUAL else prefix)


def _value(node: Node) -> Any:
    """Give a property's value; the depth is bounded where the tree is built."""
    for child in node.elements:
        if child.name in _CONTAINERS:
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
    return name.partition(":")[0] in _USUAL and name not in _SYNTAX
