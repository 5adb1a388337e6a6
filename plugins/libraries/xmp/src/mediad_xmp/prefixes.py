"""The usual prefixes of XMP, and trees that are written with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediad_xml import Node

PREFIXES = {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
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
    "http://prismstandard.org/namespaces/basic/1.2/": "prism",
    "http://prismstandard.org/namespaces/basic/2.1/": "prism",
    "http://prismstandard.org/namespaces/basic/3.0/": "prism",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://ns.adobe.com/xmp/Identifier/qual/1.0/": "xmpidq",
    "http://calibre-ebook.com/xmp-namespace": "calibre",
    "http://calibre-ebook.com/xmp-namespace-series-index": "calibreSI",
    "adobe:ns:meta/": "x",
}
USUAL = frozenset(PREFIXES.values())
ADDRESSES = {prefix: address for address, prefix in reversed(PREFIXES.items())}
"""What each prefix is declared as."""

_Scopes = tuple[dict[str, str], ...]
"""What prefixes stand for, the nearest last."""


def use_usual_prefixes(root: Node) -> None:
    """Write every name that is known with its usual prefix, declarations too, whatever prefixes a program took."""
    if all(_is_usual(node) for node in (root, *root.walk())):
        return  # as nearly every program has them
    waiting: list[tuple[Node, _Scopes]] = [(root, ())]
    while waiting:
        node, scopes = waiting.pop()
        declared = {_declared(name): address for name, address in node.attributes.items() if _declares(name)}
        scopes = (*scopes, declared) if declared else scopes
        node.name = _usual(node.name, scopes, is_element=True)
        node.attributes = {_usual(name, scopes): value for name, value in node.attributes.items()}
        waiting += [(each, scopes) for each in node.elements]


def _is_usual(node: Node) -> bool:
    return all(
        _meant(_declared(name), said) == _declared(name) for name, said in node.attributes.items() if _declares(name)
    )


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
    return prefix if address is None else _meant(prefix, address)


def _meant(prefix: str, address: str) -> str:
    return PREFIXES.get(address) or (f"{prefix}_" if prefix in USUAL else prefix)
