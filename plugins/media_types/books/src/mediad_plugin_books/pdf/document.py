"""One PDF: objects by their number, wherever the file keeps them; only what is asked for is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mediad_plugin_books.errors import Damaged
from mediad_plugin_books.pdf.packing import BROKEN, MAX_STREAM, inflated, objects_in
from mediad_plugin_books.pdf.syntax import Ref
from mediad_plugin_books.pdf.tables import PACKED, File, Tables

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

_MAX_HOPS = 20
_MAX_SEARCHED = 5000


class Document:
    """One file.

    Attributes:
        decrypt: Reads the bytes of strings and streams by the number and generation of their object, and whether they
            are metadata; None where nothing is encrypted.
    """

    def __init__(self, stream: BinaryIO, size: int) -> None:
        """Find what the document is.

        Raises:
            Damaged: Neither its tables nor a search tell.
        """
        self._file = File(stream, size)
        self._tables = Tables(self._file)
        self.decrypt: Callable[[bytes, int, int, bool], bytes] | None = None
        self._packed: dict[int, dict[int, Any]] = {}
        self._reading: set[int] = set()
        if not isinstance(self.get(self.trailer.get("Root")), dict):
            self._search()
        if not isinstance(self.get(self.trailer.get("Root")), dict):
            raise Damaged("The document cannot be opened: nothing in it says where it begins.")

    @property
    def trailer(self) -> dict[str, Any]:
        """Where everything begins."""
        return self._tables.trailer

    def _search(self) -> None:
        numbers = self._tables.search()
        for number in numbers[-_MAX_SEARCHED:] if "Root" not in self.trailer else ():
            value = self.get(Ref(number, 0))
            if isinstance(value, dict) and value.get("Type") in ("Catalog", "XRef"):
                self.trailer.update({"Root": Ref(number, 0)} if value["Type"] == "Catalog" else value)

    def get(self, value: Any) -> Any:
        """Give what a value is: a reference is followed, but not for ever."""
        for _ in range(_MAX_HOPS):
            if not isinstance(value, Ref):
                return value
            value = self._object(value)[0]
        return None

    def data(self, value: Any) -> bytes:
        """Give the bytes of a stream, inflated and in the clear; none where they cannot be had."""
        head = self.get(value)
        if not isinstance(head, dict):
            return b""
        told = {name: self.get(head[name]) for name in ("Filter", "DecodeParms") if name in head}
        try:
            return inflated(told, self.raw(value))
        except BROKEN:
            return b""

    def raw(self, value: Any) -> bytes:
        """Give the bytes of a stream as they are packed, in the clear."""
        found, begin = self._object(value) if isinstance(value, Ref) else (None, None)
        if begin is None or not isinstance(found, dict) or not isinstance(size := self.get(found.get("Length")), int):
            return b""
        data = self._file.piece(begin, min(max(0, size), MAX_STREAM))
        if not self.decrypt:
            return data
        return self.decrypt(data, value.number, value.generation, found.get("Type") == "Metadata")

    def text(self, value: Any, of: Any) -> bytes:
        """Give the bytes of a string that stands in an object, in the clear."""
        found = self.get(value)
        if not isinstance(found, bytes):
            return b""
        home = value if isinstance(value, Ref) else of
        if not self.decrypt or not isinstance(home, Ref):
            return found
        place = self._tables.place(home.number)
        if place is not None and place[0] == PACKED:  # its stream was in the clear already
            return found
        return self.decrypt(found, home.number, home.generation, False)

    def _object(self, ref: Ref) -> tuple[Any, int | None]:
        place = self._tables.place(ref.number)
        if place is None or ref.number in self._reading:
            return None, None
        self._reading.add(ref.number)  # an object that is packed in itself is nowhere
        try:
            if place[0] == PACKED:
                return self._packed_in(place[1]).get(ref.number), None
            return self._file.object_at(place[1], ref.number)
        except BROKEN:
            return None, None
        finally:
            self._reading.discard(ref.number)

    def _packed_in(self, number: int) -> dict[int, Any]:
        """Read the objects that are kept in a stream of objects."""
        if number not in self._packed:
            self._packed[number] = {}
            head, data = self.get(Ref(number, 0)), self.data(Ref(number, 0))
            if isinstance(head, dict) and data:
                self._packed[number] = objects_in(head, data)
        return self._packed[number]
