"""A packet whose properties can be changed; everything else in it stays as somebody wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_xml import BadXml, Document, Node, parse, put, written
from mediad_xmp.prefixes import ADDRESSES, use_usual_prefixes
from mediad_xmp.rdf import CONTAINERS, LIMITS, descriptions, told

if TYPE_CHECKING:
    from collections.abc import Sequence

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
_INDENT = "\n   "
_EMPTY = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="{ADDRESSES["rdf"]}">
  <rdf:Description rdf:about="">
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
_ANY_LANGUAGE = "x-default"


class Packet:
    """A packet of XMP."""

    def __init__(self, document: Document, declaration: str = "") -> None:
        """Take a document; `of` makes one of bytes."""
        use_usual_prefixes(document.root)
        self._document = document
        self._declaration = declaration
        self._abouts = descriptions(document.root)
        if not self._abouts:
            raise BadXml("it holds no description of anything")

    @classmethod
    def of(cls, data: bytes) -> Packet:
        """Read a packet whole; nothing is an empty one.

        Raises:
            BadXml: A part of it would be lost.
        """
        document = parse(data.strip() or _EMPTY, LIMITS)
        if document.lost:
            raise BadXml(document.lost)
        return cls(document, _DECLARATION if data.lstrip().startswith(b"<?xml ") else "")

    def properties(self) -> dict[str, Any]:
        """Give what it says, as `rdf.parse` does."""
        return told(self._abouts)

    def written(self) -> bytes:
        """Write it."""
        return written(self._document, self._declaration)

    def put_text(self, name: str, text: str) -> None:
        """Say a single value."""
        home = next((each for each in self._abouts if name in each.attributes), None)
        old = self._elements(name)
        if home is not None:
            home.attributes[name] = text
        elif old:
            old[0].attributes.pop("rdf:resource", None)
            old[0].children[:] = [text]
        else:
            self._abouts[0].attributes[name] = text
            self._declare(self._abouts[0], name)

    def put_default(self, name: str, text: str) -> None:
        """Say a text for people of any language; what is said for those of one language stays."""
        element = self._element(name)
        choice = next(iter(element.all("alt")), None)
        items = choice.elements if choice else []
        if choice is None:
            choice = Node("rdf:Alt")
            element.children[:] = [choice]
        old = next((each for each in items if each.attributes.get("xml:lang", _ANY_LANGUAGE) == _ANY_LANGUAGE), None)
        if old is None:
            old = Node("rdf:li", {"xml:lang": _ANY_LANGUAGE})
            choice.children.insert(0, old)
        old.children[:] = [text]

    def put_list(self, name: str, values: Sequence[str], container: str = "rdf:Bag") -> None:
        """Say several values; the kind of list that is there stays."""
        element = self._element(name)
        old = next((each.name for each in element.elements if each.name in CONTAINERS), container)
        element.children[:] = [Node(old, {}, [Node("rdf:li", {}, [value]) for value in values])]

    def _elements(self, name: str) -> list[Node]:
        return [each for about in self._abouts for each in about.elements if each.name == name]

    def _element(self, name: str) -> Node:
        """Give the element of a property; one that was an attribute becomes one."""
        for about in self._abouts:
            about.attributes.pop(name, None)
        if found := self._elements(name):
            return found[0]
        element = Node(name)
        put(self._abouts[0], [], [element], _INDENT)
        self._declare(self._abouts[0], name)
        return element

    def _declare(self, about: Node, name: str) -> None:
        """Declare the prefix of a name where it is not."""
        prefix = name.partition(":")[0]
        root = self._document.root
        above = [root, *(each for each in root.elements if about in each.elements)]
        if not any(f"xmlns:{prefix}" in each.attributes for each in (*above, about)):
            about.attributes = {f"xmlns:{prefix}": ADDRESSES[prefix], **about.attributes}
