from __future__ import annotations

from mediad_audio.notes import without_notes


def test_what_was_spoken_into_a_messenger_is_a_note_and_a_song_that_it_sent_is_none() -> None:
    sound = [b"PTT-20230408-WA0003.opus", b"00000014-AUDIO-2019-02-04-10-13-12.opus"]
    sent = [b"AUD-20230408-WA0005.mp3", b"PTT.opus"]
    assert without_notes([*sound, *sent], ("WhatsApp Audio",)) == sent


def test_what_a_camera_recorded_beside_a_photo_is_a_note() -> None:
    assert without_notes([b"SND_7001.WAV", b"Dust.mp3"], ("DCIM", "100CANON")) == [b"Dust.mp3"]
    assert without_notes([b"SND_7001.WAV"], ("Mira", "Demo")) == [b"SND_7001.WAV"]
