"""The first code of a child. Descriptor 3 is the wire, 4 the board; standard output leads to standard error.

python -I -S -c STUB <number of paths> <path> ...                           serves what the first frame names
python -I -S -c STUB <number of paths> <path> ... <role> <limits> <command> becomes that command, confined
"""

from __future__ import annotations

import os
import sys

from mediad_sdk.runner.confine import confine
from mediad_sdk.runner.stub import BOARD, WIRE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any


def main() -> None:
    """Serve, or become the command that the arguments name."""
    if len(sys.argv) > 1:
        role, limits, parent, *command = sys.argv[1:]
        _become(role, limits, int(parent), command)
    os.closerange(BOARD + 1, 1 << 20)
    os.set_inheritable(WIRE, False)
    from mediad_sdk.runner.frames import first  # noqa: PLC0415  # a command that is only confined needs no msgpack
    from mediad_sdk.runner.serve import Wire, serve  # noqa: PLC0415  # as above

    setup = first(WIRE)
    findings = confine(setup["role"], setup["limits"], setup["parent"], setup.get("files"))
    wire = Wire(WIRE)
    wire.send([0, "hello", findings])
    serve(wire, load(setup["target"])())  # a target may also serve by itself and never return
    os._exit(0)  # nothing of a plugin's atexit or threads may keep a child that has been dismissed


def load(reference: str) -> Callable[..., Any]:
    """Import `package.module:function`."""
    module, _, name = reference.partition(":")
    __import__(module)
    found: Any = sys.modules[module]
    for part in name.split("."):
        found = getattr(found, part)
    return found  # type: ignore[no-any-return]  # the caller knows what it named


def _become(role: str, limits: str, parent: int, command: list[str]) -> None:
    pairs = (pair.partition("=") for pair in limits.split(",") if pair)
    for finding in confine(role, {name: int(value) for name, _, value in pairs}, parent):
        os.write(2, f"mediad: {finding}\n".encode())
    os.closerange(WIRE, 1 << 20)
    os.execvp(command[0], command)  # noqa: S606  # the point of it: the daemon names the program, no shell in between
