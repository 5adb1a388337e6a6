"""Regular expressions that cost nothing until they are used, and can all be found by the test that bounds them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import ClassVar


class Pattern:
    """A regular expression, compiled at its first use.

    Nothing in it repeats what repeats, so that it is linear in what it reads.

    Attributes:
        every: All that exist, for the test that walks them.
    """

    every: ClassVar[list[Pattern]] = []

    def __init__(self, source: str) -> None:
        self.source = source
        Pattern.every.append(self)

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.source)

    @cached_property
    def search(self) -> Callable[..., re.Match[str] | None]:
        """Find it anywhere."""
        return self.compiled.search

    @cached_property
    def match(self) -> Callable[..., re.Match[str] | None]:
        """Find it at a position."""
        return self.compiled.match

    @cached_property
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        """Take the whole text for it."""
        return self.compiled.fullmatch

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """Find all of them."""
        return self.compiled.finditer

    @cached_property
    def sub(self) -> Callable[..., str]:
        """Replace all of them."""
        return self.compiled.sub

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """Split at all of them; only for expressions without groups."""
        return self.compiled.split
