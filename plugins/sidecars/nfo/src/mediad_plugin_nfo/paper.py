"""An NFO file: its element, with drawn letters in front of it and addresses behind it, as people leave them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mediad_plugin_nfo.errors import BadSidecar
from mediad_xml import BadXml, Limits, Node, decoded, parse

LIMITS = Limits(size=2 << 20, elements=20_000, depth=20)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DOCTYPE = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


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

    @classmethod
    def of(cls, data: bytes, name: str) -> Paper:
        """Read a file whose element has this name; one that has none, as drawn letters and addresses, has no root.

        Raises:
            BadSidecar: It is too large, declares a document type, or is no XML from its beginning on.
        """
        if len(data) > LIMITS.size:
            raise BadSidecar(f"The sidecar is larger than {LIMITS.size >> 20} MiB.")
        text = decoded(data)
        found = re.search(rf"<{name}(?=[\s>/])", text, re.IGNORECASE)
        if found is None:
            return cls(root=None, text=text)
        if _DOCTYPE.search(text, 0, found.start()):
            raise BadSidecar("The sidecar declares a document type, which is not read.")
        end = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, found.start())
        try:
            document = parse(text[found.start() : end.end() if end else None].encode("utf-8", "replace"), LIMITS)
        except BadXml as error:
            raise BadSidecar(f"The sidecar cannot be read: {error}.") from error
        head = _DECLARATION.sub("", text[: found.start()]).strip()
        tail = text[end.end() :].strip() if end else ""
        return cls(root=document.root, text=text, head=head, tail=tail, whole=not document.lost)
