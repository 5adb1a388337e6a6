"""Kinds that e-books and audiobooks both declare; the daemon imports this, so it stands apart from what reads files."""

from __future__ import annotations

from mediad_sdk.values.kinds import Kind, Sort

AUTHOR = Kind(id="author", label="Author", plural="Authors", form="party", sorts=(Sort(name="title", by=("title",)),))
"""Who writes, translates and illustrates: the same people for e-books and audiobooks."""
NARRATOR = Kind(
    id="narrator", label="Narrator", plural="Narrators", form="party", sorts=(Sort(name="title", by=("title",)),)
)
"""Who reads aloud: somebody who only read is in no list of authors."""
