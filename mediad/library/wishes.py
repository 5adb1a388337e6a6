"""Which formats of sidecars a library asks to be written: by id, or by the word that several ids begin with."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mediad_sdk.values.kinds import MediaType
    from mediad_sdk.values.sidecars import Sidecar


def means(wish: str, form: Sidecar) -> bool:
    """Tell whether a wish means a format: `nfo` means `nfo-episode`, too."""
    return form.id == wish or form.id.startswith(f"{wish}-")


def refusals(wishes: Iterable[str], formats: Iterable[Sidecar], types: Iterable[MediaType]) -> dict[str, str]:
    """Say of each wish that writes nothing of these media types what would."""
    kinds = {kind.id for each in types for kind in each.kinds}
    offered = [each for each in formats if each.write and not kinds.isdisjoint(each.kinds)]
    words = sorted({word for each in offered for word in (each.id, each.id.partition("-")[0])})
    why = f"is none of {', '.join(words)}" if words else "is no format that is written of these media types: none is"
    return {wish: why for wish in wishes if not any(means(wish, each) for each in offered)}
