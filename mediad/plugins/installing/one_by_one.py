"""Brings everything up to date that can be: all at once, or, where that is refused, one after the other."""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from mediad.plugins.installing.errors import REFUSED, SmokeTestFailed
from mediad.plugins.installing.ground import Outcome, again
from mediad.plugins.installing.places import asked_in

if TYPE_CHECKING:
    from mediad.plugins.installing.building import Work
    from mediad.plugins.installing.ground import Ground
    from mediad_sdk.errors import MediadError

_SCRATCHED = ("site", "wheels", "scratch")


class OneByOne:
    """Looks for what goes together.

    Args:
        ground: What is there.
        gather: Gets the packages of a generation and looks at them; raises what is wrong.
        finish: Makes it and lets it count.
    """

    def __init__(
        self, ground: Ground, gather: Callable[[Work], Awaitable[Any]], finish: Callable[[Work], Awaitable[Outcome]]
    ) -> None:
        self._ground = ground
        self._gather = gather
        self._finish = finish
        self._lines = asked_in(ground.before)
        self._unfit = ground.unfit()
        self._left: dict[str, str] = {}

    async def run(self) -> Outcome:
        """Make the generation; what could not be brought up to date is told with the reason."""
        try:
            return await self._finish(self._work(list(self._lines)))
        except REFUSED:
            if len(self._lines) < 2:  # noqa: PLR2004  # there is nothing to part
                raise
        taken = await self._found()
        while taken:
            try:
                made = await self._finish(self._work(taken))
            except SmokeTestFailed as error:
                if error.package not in taken:
                    raise
                taken.remove(error.package)
                self._left[error.package] = why(error)
            else:
                return replace(made, left={**made.left, **self._left})
        return Outcome(generation=self._ground.before, left=self._left)

    async def _found(self) -> list[str]:
        """Find what can be brought up to date together: what fits the daemon at once or in turn, then the others."""
        fit = [name for name in self._lines if name not in self._unfit]
        if len(fit) > 1 and await self._goes(fit):
            taken, rest = fit, [name for name in self._lines if name in self._unfit]
        else:
            taken, rest = [], [*fit, *(name for name in self._lines if name in self._unfit)]
        for name in rest:
            if await self._goes([*taken, name], name):
                taken.append(name)
        return taken

    async def _goes(self, names: Sequence[str], last: str = "") -> bool:
        try:
            await self._gather(self._work(names))
        except REFUSED as error:
            if last:
                self._left[last] = why(error)
            return False
        return True

    def _work(self, names: Sequence[str]) -> Work:
        """Say what is to be made with the newest versions of these; what else does not fit is carried on."""
        for name in _SCRATCHED:
            shutil.rmtree(self._ground.folder / name)
            (self._ground.folder / name).mkdir(mode=0o700)
        left = {name: reason for name, reason in self._unfit.items() if name not in names}
        return self._ground.work(again(self._lines), moving=self._ground.with_needs(names), left=left)


def why(error: MediadError) -> str:
    """Give the reason alone: what becomes of the change is told for all of them."""
    return str(error).rstrip(".")
