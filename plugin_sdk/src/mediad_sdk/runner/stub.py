"""What both sides know of a child's start and end: its descriptors, the code that `python -c` gets, an exit code."""

from __future__ import annotations

WIRE, BOARD = 3, 4
HEAP_FULL = 86
"""The exit code of a child that ran out of memory."""
STUB = (
    "import sys; n = int(sys.argv[1]) + 2; sys.path[:] = sys.argv[2:n]; del sys.argv[1:n]; "
    "from mediad_sdk.runner.bootstrap import main; main()"
)
