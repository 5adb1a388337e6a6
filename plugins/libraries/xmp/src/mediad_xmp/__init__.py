"""XMP, in photos and beside them: read as facts, and changed so that everything else in a packet stays."""

from __future__ import annotations

from mediad_xmp.facts import moment, read, text_of, texts
from mediad_xmp.packet import Packet
from mediad_xmp.rdf import parse
from mediad_xmp.times import offset, stamp

__all__ = ["Packet", "moment", "offset", "parse", "read", "stamp", "text_of", "texts"]
