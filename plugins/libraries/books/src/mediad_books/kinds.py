"""Kinds that e-books and audiobooks both declare; the daemon imports this, so it stands apart from what reads files."""

from __future__ import annotations

from mediad_sdk.values.kinds import Kind, Sort

AUTHOR = Kind(id="author", label="Author", plural="Authors", form="party", sorts=(Sort(name="title", by=("title",)),))
"""Who writes, reads and illustrates: the same people for e-books and audiobooks."""
