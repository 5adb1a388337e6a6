"""One component of a path: all that it says by itself."""

from __future__ import annotations

from functools import cached_property

from mediad_names.video.naming import Named
from mediad_names.video.quality import Quality


class Single(Named):
    """One name with its numbers, its year, its title and what its technical words add up to."""

    @cached_property
    def quality(self) -> Quality:
        """What the technical words add up to."""
        words = [word.text for word in self.text.words]
        inner = [bracket.inner.lower() for bracket in self.text.brackets]
        return Quality([hit for hit in self.hits if hit.start >= self.tags_from], words, self.ending, inner)

    @property
    def tags_from(self) -> int:
        """Where soft technical words begin to count; what stands in front of the title counts too."""
        return 0 if self.head.start and self.head.lead is None else min(self.cut, self.technical)
