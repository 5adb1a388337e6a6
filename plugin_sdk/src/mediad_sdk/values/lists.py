"""Lists of works, as plugins ask for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which works, and in what order.

    What can be asked is what kinds declare: a sort of the kind alone; its first sort with one facet, or with a party;
    or what is below a work, by its place there.

    Attributes:
        kind: The kind of the works; "" only with `parent`.
        sort: A sort that the kind declares; "" is its first one.
        facet: A facet that the kind declares.
        value: What it shall be.
        party: Public id of somebody who is credited.
        role: Only credits in this role; "" is any.
        parent: Public id of the work above.
        library: Public id of the only library that counts; "" is all.
    """

    kind: str = ""
    sort: str = ""
    facet: str = ""
    value: str = ""
    party: str = ""
    role: str = ""
    parent: str = ""
    library: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Some works in short, and the cursor of what follows; "" at the end.

    Attributes:
        items: The works.
        next: What the next page is asked with.
    """

    items: tuple[Mapping[str, Any], ...]
    next: str = ""
