"""Locks on books: who sold one so that only its own programs may open it.

Fonts are often made unreadable for other programs; that is no lock on the book. Sources: Open Container Format 3.3,
font obfuscation; Readium LCP; what the shops' files look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_xml import BadXml, Node, parse

if TYPE_CHECKING:
    from mediad_plugin_books.archive import Archive

_FONTS = frozenset(("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#rc"))
_SELLERS = (
    ("META-INF/license.lcpl", "Readium LCP"),
    ("META-INF/sinf.xml", "Apple FairPlay"),
    ("META-INF/rights.xml", "Adobe ADEPT"),
    ("rights.xml", "Kobo"),
)
_OTHER = "an unknown protection"
_MOST = 4 << 20


def lock_of(archive: Archive) -> str:
    """Name what locks a book, or "" where everybody may read it."""
    data = archive.read(archive.find("META-INF/encryption.xml"), _MOST)
    if not data:
        return "a password" if archive.encrypted else ""
    try:
        root = parse(data, doctype=True).root
    except BadXml:
        return _seller(archive)
    methods = [node for node in root.walk() if node.key == "encryptionmethod"]
    locked = [node for node in methods if node.get("algorithm").lower() not in _FONTS]
    return _seller(archive) if any(_is_content(root, node) for node in locked) else ""


def _seller(archive: Archive) -> str:
    return next((name for path, name in _SELLERS if archive.find(path)), _OTHER)


def _is_content(root: Node, method: Node) -> bool:
    """Tell whether what is encrypted is more than a font; the key of a key is content, too."""
    holder = next((each for each in root.elements if any(node is method for node in each.walk())), root)
    uris = [node.get("uri").lower() for node in holder.walk() if node.key == "cipherreference"]
    return not uris or not all(uri.endswith((".otf", ".ttf", ".woff", ".woff2")) for uri in uris)
