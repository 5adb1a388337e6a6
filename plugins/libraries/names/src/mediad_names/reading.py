"""What a name says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

Value = str | int | float | bool | tuple[str, ...] | tuple[int, ...] | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a name says, under the names of fields that media plugins share.

    Attributes:
        fields: What was found; a field that was looked for in vain is absent.
        sure: False when the words of the name do not settle what it is: another reader should be asked.
        implied: Fields that stand in no word of the name but follow from others, as SDTV follows from `.avi`.
    """

    fields: Mapping[str, Value] = field(default_factory=lambda: MappingProxyType({}))
    sure: bool = True
    implied: frozenset[str] = frozenset()

    @property
    def title(self) -> str:
        """The title, "" when the name has none."""
        return str(self.fields.get("title") or "")

    def get(self, name: str) -> Value:
        """Return one field, None when it was not found."""
        return self.fields.get(name)
