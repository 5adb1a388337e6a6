"""What still refers to a plugin's code after it was replaced: said honestly, as Python cannot unload by force."""

from __future__ import annotations

import gc
import weakref
from types import FrameType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from mediad.plugins.inline import Former
    from mediad.plugins.instance import Instance

MOST = 5
"""Holders that are named of one thing."""


class Leftovers:
    """Remembers code without keeping it alive."""

    def __init__(self, former: Former, instances: Iterable[Instance]) -> None:
        self._modules: list[tuple[str, weakref.ref[object]]] = [
            (name, weakref.ref(module)) for name, module in former.modules.items()
        ]
        self._plugins = [(each.address, each.reference) for each in instances if each.reference is not None]

    def find(self) -> tuple[str, ...]:
        """Look for what should be gone; costs a full collection, which the loop waits for."""
        gc.unfreeze()  # what was loaded at the start would never be collected otherwise
        gc.collect()
        found = [
            f"{name} is held by {_named(holders)}"
            for name, reference in (*self._plugins, *self._modules)
            if (thing := reference()) is not None and (holders := _holders(thing))
        ]
        gc.freeze()
        return tuple(found)


def _holders(thing: Any) -> list[Any]:
    """Give what refers to something, but for frames (this one is among them) and what is of the thing itself."""
    own = vars(thing) if isinstance(thing, ModuleType) else None
    holders = gc.get_referrers(thing)
    if own is not None:  # a module lives on in the globals of its functions
        holders += [each for each in gc.get_referrers(own) if each is not thing]
    return [each for each in holders if not isinstance(each, FrameType) and each is not own and each is not holders]


def _named(holders: Sequence[Any]) -> str:
    names = dict.fromkeys(_name(each) for each in holders)
    return ", ".join(list(names)[:MOST])


def _name(holder: Any) -> str:
    if isinstance(holder, FunctionType):
        return f"the function {holder.__module__}.{holder.__qualname__}"
    if isinstance(holder, ModuleType):
        return f"the module {holder.__name__}"
    if isinstance(holder, dict) and (owner := holder.get("__name__")):
        return f"the module {owner}"
    kind = type(holder)
    return f"a {kind.__module__}.{kind.__qualname__}".replace("builtins.", "")
