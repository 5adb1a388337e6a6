"""What both sides know of a child's start: the descriptors it finds, and the code that `python -c` gets."""

from __future__ import annotations

WIRE, BOARD = 3, 4
STUB = (
    "import sys; n = int(sys.argv[1]) + 2; sys.path[:] = sys.argv[2:n]; del sys.argv[1:n]; "
    "from mediad_sdk.runner.bootstrap import main; main()"
)
