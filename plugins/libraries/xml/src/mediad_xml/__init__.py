"""XML that anybody may have written: read within bounds, and written back with all that it held."""

from __future__ import annotations

from mediad_xml.reader import LIMITS, BadXml, Broken, Limits, Sink, read
from mediad_xml.text import decoded, mended, utf8
from mediad_xml.tree import COMMENT, Document, Node, local, parse
from mediad_xml.writer import INDENT, put, text_of, written

__all__ = [
    "COMMENT", "INDENT", "LIMITS", "BadXml", "Broken", "Document", "Limits", "Node", "Sink", "decoded", "local",
    "mended", "parse", "put", "read", "text_of", "utf8", "written",
]  # fmt: skip  # a list
