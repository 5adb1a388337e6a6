from __future__ import annotations

import msgpack
from hypothesis import given
from hypothesis import strategies as st

from mediad_plugin_movies.assemble import assemble
from mediad_plugin_movies.claim import claim
from mediad_sdk.values.media import Entry, Extracted, Listing
from mediad_sdk.wire import works_to_wire

ENDINGS = st.sampled_from(
    [b".mkv", b".mp4", b".srt", b".jpg", b".nfo", b".iso", b".strm", b"", b" CD1.avi", b"-trailer.mp4"]
)
NAMES = st.builds(lambda name, ending: name.replace(b"/", b"_") + ending, st.binary(min_size=1, max_size=24), ENDINGS)


@given(st.lists(NAMES, max_size=10, unique=True), st.binary(max_size=30))
def test_whatever_the_names_are_every_video_has_one_place_and_the_answer_is_the_same(
    names: list[bytes], path: bytes
) -> None:
    listing = Listing(path=path.strip(b"/"), entries=tuple(Entry(name=name, size=99) for name in sorted(names)))
    taken = claim(listing)
    assert claim(listing) == taken
    if taken is None:
        return
    assert {*taken.files, *taken.companions} <= set(names)
    facts = [Extracted(name=name) for name in taken.files]
    works = list(assemble(listing, facts))
    assert msgpack.packb(works_to_wire(works)) == msgpack.packb(works_to_wire(assemble(listing, facts)))
    sources = [
        source.file for work in works for edition in work.editions for part in edition.parts for source in part.sources
    ]
    assert len(sources) == len(set(sources))
    assert set(sources) <= set(taken.files)
    keys = [work.key for work in works if not work.extra]
    assert len(set(keys)) == len(keys)
