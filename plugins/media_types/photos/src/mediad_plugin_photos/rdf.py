"""A packet of XMP as plain values (XMP 2012, ISO 16684-1): text, lists and structures under the usual prefixes.

No document type, no entities, no namespaces but those listed, no packet larger or deeper than an honest one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from xml.parsers.expat import ExpatError, ParserCreate

MAX_SIZE = 2 << 20
MAX_ELEMENTS = 20_000
MAX_DEPTH = 24
"""Levels of elements, of which RDF takes two for each level of values."""

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
_CONTAINERS = frozenset(("rdf:Bag", "rdf:Seq", "rdf:Alt"))
_SYNTAX = frozenset(("rdf:about", "rdf:parseType", "rdf:resource", "rdf:ID", "rdf:nodeID", "rdf:type"))
_BEGIN = re.compile(rb"<(?:x:xmpmeta|rdf:RDF|xmp:xmpmeta)[\s>]")
_WIDE_BEGIN = re.compile("<(?:x:xmpmeta|rdf:RDF)[\\s>]")


@dataclass(slots=True)
class _Node:
    name: str
    attributes: dict[str, str]
    children: list[_Node] = field(default_factory=list)
    text: str = ""


def parse(packet: bytes) -> dict[str, Any]:
    """Give the properties of a packet; what cannot be read of it is left out."""
    if len(packet) > MAX_SIZE:
        return {}
    builder = _Builder()
    builder.feed(_body(packet))
    out: dict[str, Any] = {}
    for about in builder.descriptions:
        for name, value in _structure(about).items():
            out.setdefault(name, value)
    return out


def _body(packet: bytes) -> bytes:
    """Give the packet's element in UTF-8, without what stands around it."""
    found = _BEGIN.search(packet)
    if found is None and b"\0<\0" in packet[:4096].replace(b"<\0", b"\0<\0", 1):
        text = packet.decode("utf-16-be" if packet.lstrip(b"\xfe\xff")[:1] == b"\0" else "utf-16-le", "replace")
        wide = _WIDE_BEGIN.search(text)
        return text[wide.start() :].encode("utf-8", "replace") if wide else b""
    body = packet[found.start() :] if found else b""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("latin-1").encode()
    return body


class _Stop(Exception):
    """There is no more to read, or no more that is wanted."""


class _Builder:
    """Makes trees of the descriptions in a packet."""

    def __init__(self) -> None:
        self.descriptions: list[_Node] = []
        self._open: list[_Node] = []
        self._left = MAX_ELEMENTS

    def feed(self, body: bytes) -> None:
        """Read a packet as far as it is well-formed."""
        parser = ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        try:
            parser.Parse(body, True)  # expat takes it by position
        except (ExpatError, _Stop):
            return

    def _refuse(self, *_: object) -> None:
        raise _Stop

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        if self._left < 0 or len(self._open) >= MAX_DEPTH:
            raise _Stop
        node = _Node(_short(name), {_short(key): value for key, value in attributes.items()})
        above = self._open[-1] if self._open else None
        if above is not None and above.name == "rdf:RDF":
            self.descriptions.append(node)
        elif above is not None:
            above.children.append(node)
        self._open.append(node)

    def _end(self, _: str) -> None:
        ended = self._open.pop()
        if ended.name in ("rdf:RDF", "x:xmpmeta"):
            raise _Stop  # padding and trailers follow

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text


def _short(name: str) -> str:
    space, _, local = name.rpartition(" ")
    prefix = _PREFIXES.get(space)
    return f"{prefix}:{local}" if prefix else f"?:{local}"


def _value(node: _Node) -> Any:
    """Give a property's value; the depth is bounded where the tree is built."""
    for child in node.children:
        if child.name in _CONTAINERS:
            return [_value(each) for each in child.children]
        if child.name == "rdf:Description":
            return _structure(child)
    if node.children or any(not _is_syntax(name) for name in node.attributes):
        return _structure(node)
    return node.attributes.get("rdf:resource") or node.text.strip()


def _structure(node: _Node) -> dict[str, Any]:
    out: dict[str, Any] = {name: text.strip() for name, text in node.attributes.items() if not _is_syntax(name)}
    for child in node.children:
        if not child.name.startswith("?"):
            out.setdefault(child.name, _value(child))
    return out


def _is_syntax(name: str) -> bool:
    return name in _SYNTAX or name.startswith("?")
