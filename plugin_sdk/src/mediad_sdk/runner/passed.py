"""What one walk passes over: asked for every folder and every link, told at its end."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from mediad_sdk.runner.names import Ignored

SHOWN = 20
"""How many places are named for a reason."""
BY_NAME, KEPT = "name", "kept"
"""Why something is passed over: what it is called, or what lies beside it."""


class Passed:
    """Names below one root that the walk does not enter, counted by reason; some are kept to be shown.

    What begins with a dot is passed over as well and not told of: it is hidden from people anyway.
    """

    def __init__(self, root: bytes, ignored: Ignored) -> None:
        self._root = root
        self._ignored = ignored
        self._within: dict[bytes, set[bytes]] = {}
        self._counts = {BY_NAME: 0, KEPT: 0}
        self._shown: dict[str, dict[bytes, bytes]] = {BY_NAME: {}, KEPT: {}}

    def among(self, path: bytes, names: list[bytes]) -> set[bytes]:
        """Give those of a folder's names that are passed over, and remember them."""
        found = self._ignored.among(names, path.rpartition(b"/")[2])
        for name in found:
            if not name.startswith(b"."):
                self._note(path, name)
        return found

    def hides(self, path: bytes) -> bool:
        """Tell whether a walk from the root would not come to a place: it may be a program's by now."""
        above = b""
        for name in path.split(b"/") if path else ():
            if self._ignored.match(name) or name in self._beside(above):
                return True
            above = above + b"/" + name if above else name
        return False

    def told(self) -> list[list[object]]:
        """Give each reason with how often it held, and some places."""
        return [[why, count, sorted(self._shown[why].values())] for why, count in self._counts.items() if count]

    def _note(self, path: bytes, name: bytes) -> None:
        why = BY_NAME if self._ignored.match(name) else KEPT
        self._counts[why] += 1
        if len(self._shown[why]) < SHOWN:  # one place for each name: nobody reads of a thousand like folders
            self._shown[why].setdefault(name, path + b"/" + name if path else name)

    def _beside(self, path: bytes) -> set[bytes]:
        if path not in self._within:
            try:
                names = os.listdir(self._root + b"/" + path)
            except OSError:
                names = []  # the walk will tell what is the matter
            self._within[path] = self._ignored.among(names, path.rpartition(b"/")[2])
        return self._within[path]
