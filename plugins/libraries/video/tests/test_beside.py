from __future__ import annotations

import time

from mediad_sdk.values.media import Entry, Listing
from mediad_video.beside import Beside, claimed
from mediad_video.videos import Video

MANY = 3000


def _listing(*names: str) -> Listing:
    return Listing(path=b"", entries=tuple(Entry(name=name.encode(), size=1) for name in sorted(names)))


def test_a_file_belongs_to_the_longest_name_that_it_begins_with() -> None:
    works = {"a": [[Video(b"Night.mkv", "Night")]], "b": [[Video(b"Night.Two.mkv", "Night.Two")]]}
    near = Beside(_listing("Night.de.srt", "Night.Two.de.srt", "Nightly.de.srt"), works)
    assert [one.files for one in near.companions("a")] == [(b"Night.de.srt",)]
    assert [one.files for one in near.companions("b")] == [(b"Night.Two.de.srt",)]


def test_subtitles_belong_to_the_work_that_they_say_where_they_begin_with_no_name() -> None:
    works = {"a": [[Video(b"Show.S01E02.mkv", "Show.S01E02")]]}
    near = Beside(_listing("1x02.fr.forced.srt"), works, said={b"1x02.fr.forced.srt": "a"})
    [found] = near.companions("a")
    assert found.facts == {"format": "srt", "language": "fr", "forced": True}


def test_a_folder_of_thousands_is_looked_at_in_one_pass() -> None:
    names = [f"Show - {number} - A Title of {number}" for number in range(MANY)]
    listing = _listing(*(name + end for name in names for end in (".mkv", ".en.srt", "-thumb.jpg")))
    began = time.process_time()
    videos = [f"{name}.mkv".encode() for name in names]
    near = Beside(listing, {name: [[Video(f"{name}.mkv".encode(), name)]] for name in names})
    assert len(claimed(listing, videos)) == 2 * MANY
    assert all(near.companions(name) and near.artwork(name) for name in names)
    assert time.process_time() - began < 5
