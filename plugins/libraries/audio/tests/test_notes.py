from __future__ import annotations

from mediad_audio.notes import heard_alone
from mediad_sdk.values.media import Entry, Listing


def heard(path: str, *names: bytes) -> list[bytes]:
    listing = Listing(path=path.encode(), entries=tuple(Entry(name=name, size=9) for name in names))
    return heard_alone([name for name in names if not name.endswith(b".mkv")], listing)


def test_what_was_spoken_into_a_messenger_is_a_note_and_a_song_that_it_sent_is_none() -> None:
    spoken = [b"PTT-20230408-WA0003.opus", b"00000014-AUDIO-2019-02-04-10-13-12.opus"]
    sent = [b"AUD-20230408-WA0005.mp3", b"PTT.opus"]
    assert heard("WhatsApp Audio", *spoken, *sent) == sent


def test_what_a_camera_recorded_beside_a_photo_is_a_note() -> None:
    assert heard("DCIM/100CANON", b"SND_7001.WAV", b"Dust.mp3") == [b"Dust.mp3"]
    assert heard("Mira/Demo", b"SND_7001.WAV") == [b"SND_7001.WAV"]


def test_what_is_called_after_a_video_is_heard_with_it() -> None:
    assert heard("Tide", b"Tide (1995).mkv", b"Tide (1995) - Commentary.mka", b"Tide.mka") == [b"Tide.mka"]
