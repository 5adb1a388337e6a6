"""A plugin in a process of its own: the same code, the same hooks, a context whose services are asked of the daemon."""

from __future__ import annotations

import os

from mediad_sdk.runner.stub import HEAP_FULL, WIRE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

_ARENAS = -8


def operations() -> dict[str, Callable[..., Any]]:
    """Live as long as the daemon wants; never returns."""
    import asyncio  # noqa: PLC0415  # other children need none of this
    import ctypes  # noqa: PLC0415  # as above
    import faulthandler  # noqa: PLC0415  # as above
    import signal  # noqa: PLC0415  # as above

    # A thread's own arena would reserve 64 MB of the address space that the limit counts.
    getattr(ctypes.CDLL(None), "mallopt", lambda *_: 0)(_ARENAS, 2)
    faulthandler.enable(all_threads=False)  # a crash says where
    faulthandler.register(signal.SIGUSR1, all_threads=False)  # the daemon asks where it hangs
    try:
        asyncio.run(_live())
    except MemoryError:
        os._exit(HEAP_FULL)
    os._exit(0)  # nothing of a plugin's atexit or threads may keep a child that has been dismissed


async def _live() -> None:
    import asyncio  # noqa: PLC0415  # as above
    import socket  # noqa: PLC0415  # as above

    from mediad_sdk.remoting.peer import Peer  # noqa: PLC0415  # as above
    from mediad_sdk.runner.plugin_house import PluginHouse  # noqa: PLC0415  # as above

    wire = socket.socket(fileno=WIRE)
    wire.setblocking(False)
    house = PluginHouse()
    house.peer = Peer(wire, house)
    await asyncio.Event().wait()
