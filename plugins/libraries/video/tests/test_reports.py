"""What reports of programs say, as facts: kinds that no small file made here has."""

from __future__ import annotations

from typing import Any

import pytest

from mediad_video.probe import codecs, ffprobe, mediainfo

PQ, HLG = {"transfer_characteristics": "PQ"}, {"transfer_characteristics": "HLG"}
DOLBY = {"HDR_Format_Profile": "dvhe.08", "HDR_Format_Level": "06"}
HDR: dict[str, tuple[dict[str, str], list[str]]] = {
    "none": ({"transfer_characteristics": "BT.709"}, []),
    "the curve alone": (PQ, ["HDR10"]),
    "HDR10": ({**PQ, "HDR_Format": "SMPTE ST 2086", "HDR_Format_Compatibility": "HDR10"}, ["HDR10"]),
    "HDR10+": (
        {**PQ, "HDR_Format": "SMPTE ST 2094 App 4", "HDR_Format_Compatibility": "HDR10+ Profile A / HDR10"},
        ["HDR10+", "HDR10"],
    ),
    "HLG": (HLG, ["HLG"]),
    "Dolby Vision with HDR10": (
        {**PQ, **DOLBY, "HDR_Format": "Dolby Vision / SMPTE ST 2086", "HDR_Format_Compatibility": "HDR10 / HDR10"},
        ["DV", "HDR10"],
    ),
    "Dolby Vision alone": ({"HDR_Format": "Dolby Vision", "HDR_Format_Profile": "dvhe.05"}, ["DV"]),
}
LAYOUTS = {
    "C": "mono",
    "L R": "stereo",
    "L R LFE": "2.1",
    "L R C": "3.0",
    "L R Ls Rs": "quad",
    "L R Lb Rb": "quad",
    "L R C Cb": "4.0",
    "L R C Lb Rb Cb": "hexagonal",
    "L R C LFE Ls Rs": "5.1",
    "L R C LFE Ls Rs Lb Rb": "7.1",
    "": "5.1",
}
CODECS = {
    "pcm_s16be": {
        "Format": "PCM",
        "Format_Settings_Endianness": "Big",
        "Format_Settings_Sign": "Signed",
        "BitDepth": "16",
    },
    "pcm_u8": {"Format": "PCM", "Format_Settings_Sign": "Unsigned", "BitDepth": "8"},
    "pcm_f32le": {"Format": "PCM", "CodecID": "A_PCM/FLOAT/IEEE", "BitDepth": "32"},
    "msmpeg4v3": {"Format": "MPEG-4 Visual", "CodecID": "DIV3"},
    "mpeg4": {"Format": "MPEG-4 Visual", "CodecID": "XVID"},
    "msmpeg4v2": {"Format": "MPEG-4 Visual", "CodecID": "V_MS/VFW/FOURCC / MP42"},
    "wmv3": {"Format": "VC-1", "CodecID": "WMV3"},
    "vc1": {"Format": "VC-1", "CodecID": "WVC1"},
    "ffv1": {"Format": "FFV1"},
    "rv40": {"Format": "RealVideo 4"},
    "pcm_bluray": {"Format": "PCM", "CodecID": "128", "BitDepth": "16"},
    "pcm_dvd": {"Format": "PCM", "MuxingMode": "DVD-Video", "BitDepth": "16"},
    "wmav1": {"Format": "WMA", "Format_Version": "1"},
    "wmapro": {"Format": "WMA", "Format_Profile": "Pro"},
    "aac_latm": {"Format": "AAC", "MuxingMode": "LATM"},
    "mpeg1video": {"Format": "MPEG Video", "Format_Version": "Version 1"},
    "mp2": {"Format": "MPEG Audio", "Format_Profile": "Layer 2"},
    "truehd": {"Format": "MLP FBA"},
    "hdmv_pgs_subtitle": {"Format": "PGS"},
    "what_is_this": {"Format": "What is this"},
}
PROFILES = {
    "HE-AAC": {"Format": "AAC", "Format_AdditionalFeatures": "LC SBR"},
    "DTS-HD MA": {"Format": "DTS", "Format_AdditionalFeatures": "XLL"},
    "DTS": {"Format": "DTS"},
    "Main 10": {"Format": "HEVC", "Format_Profile": "Main 10@L5@High"},
    "Profile 2": {"Format": "VP9", "Format_Profile": "2"},
    "HQ": {"Format": "ProRes", "Format_Profile": "422 HQ"},
    "DNXHR SQ": {"Format": "VC-3", "Format_Profile": "RI", "Format_Commercial_IfAny": "DNxHR SQ"},
}
DEPTHS = {
    "MPEG-4 Visual": ({}, 8),
    "AVC": ({"BitDepth": "10"}, 10),
    "ProRes": ({"Format_Profile": "422 HQ"}, 10),
    "FFV1": ({}, None),
}


def stream(**said: str) -> dict[str, Any]:
    track = {"@type": "Video", "Format": "HEVC", **said}
    report = {"media": {"track": [{"@type": "General", "Format": "Matroska"}, track]}}
    (found,) = mediainfo.facts(report)["streams"]
    return dict(found)


@pytest.mark.parametrize("kind", HDR)
def test_a_picture_says_which_light_it_is_for(kind: str) -> None:
    said, expected = HDR[kind]
    assert stream(**said).get("hdr", []) == expected


def test_dolby_vision_has_a_profile_a_level_and_another_layer() -> None:
    said = {**DOLBY, "HDR_Format": "Dolby Vision", "HDR_Format_Compatibility": "HLG"}
    assert stream(**said)["dolby_vision"] == {"profile": 8, "level": 6, "compatibility": 4}


@pytest.mark.parametrize(("places", "layout"), LAYOUTS.items())
def test_channels_have_places(places: str, layout: str) -> None:
    count = str(len(places.split()) or 6)
    found = stream(**{"@type": "Audio", "Format": "AC-3", "Channels": count, "ChannelLayout": places})
    assert (found["layout"], found["channels"]) == (layout, int(count))


@pytest.mark.parametrize(("form", "count", "layout"), [("Opus", 5, "5.0"), ("Vorbis", 3, "3.0"), ("Opus", 4, "quad")])
def test_channels_of_vorbis_and_opus_are_in_their_order(form: str, count: int, layout: str) -> None:
    places = " ".join(["L", "R", "Lb", "Rb", "LFE"][:count])  # as the library takes them
    track = {"@type": "Audio", "Format": form, "Channels": str(count), "ChannelLayout": places}
    assert stream(**track)["layout"] == layout


def test_sound_of_no_known_channels_has_no_layout() -> None:
    assert "layout" not in stream(**{"@type": "Audio", "Format": "Opus"})


def test_two_pictures_in_one_have_the_shape_of_each() -> None:
    shape = {"DisplayAspectRatio": "2.667", "DisplayAspectRatio_Original": "1.333"}
    assert stream(MultiView_Layout="Top-Bottom (left eye first)", **shape)["aspect"] == 1.333
    assert stream(**shape)["aspect"] == 2.667


@pytest.mark.parametrize("form", DEPTHS)
def test_a_codec_of_one_depth_has_it(form: str) -> None:
    said, depth = DEPTHS[form]
    assert stream(Format=form, **said).get("bit_depth") == depth


@pytest.mark.parametrize(("name", "track"), CODECS.items())
def test_a_codec_has_the_name_that_ffmpeg_gives_it(name: str, track: dict[str, str]) -> None:
    assert codecs.codec(track) == name


@pytest.mark.parametrize(("name", "track"), PROFILES.items())
def test_a_profile_has_the_name_that_ffmpeg_gives_it(name: str, track: dict[str, str]) -> None:
    assert codecs.profile(track, codecs.codec(track)) == name


def test_a_base_layer_of_another_format_is_none_of_dolby_visions() -> None:
    both = {"HDR_Format": "Dolby Vision / SMPTE ST 2086", "HDR_Format_Profile": "dvhe.05 / "}
    assert stream(**both, HDR_Format_Compatibility=" / HDR10")["dolby_vision"]["compatibility"] == 0
    assert stream(**both, HDR_Format_Compatibility="SDR / HDR10")["dolby_vision"]["compatibility"] == 2


FOR_WHOM = {
    "hearing_impaired": ({"ServiceKind": "HI"}, {"Language_More": "Hearing impaired"}, {"Title": "English (SDH)"}),
    "visual_impaired": (
        {"ServiceKind": "CM / VI"},
        {"Language_More": "Visual impaired commentary"},
        {"Title": "English Audio Description"},
    ),
    "commentary": ({"ServiceKind": "C"}, {"Title": "Director's commentary"}, {"Title": "Kommentar der Regie"}),
}


@pytest.mark.parametrize("flag", FOR_WHOM)
@pytest.mark.parametrize("kind", ["Audio", "Text"])
def test_a_track_says_whom_it_is_for(flag: str, kind: str) -> None:
    for said in FOR_WHOM[flag]:
        found = stream(**{"@type": kind, "Format": "AAC", **said})
        assert [name for name in FOR_WHOM if found.get(name)] == [flag]
    assert not any(name in stream(**{"@type": kind, "ServiceKind": "CM", "Title": "English"}) for name in FOR_WHOM)


def test_a_language_has_one_code() -> None:
    found = [stream(**{"@type": "Audio", "Language": code}).get("language") for code in ("cmn", "iw", "pt-BR", "zxx")]
    assert found == ["zh", "he", "pt-BR", None]


def test_sound_says_what_it_adds_to_its_channels() -> None:
    said = {
        "@type": "Audio",
        "Format": "E-AC-3",
        "Channels": "6",
        "Format_Commercial_IfAny": "Dolby Digital Plus with Dolby Atmos",
    }
    assert stream(**said)["atmos"] is True
    assert (
        stream(**{"@type": "Audio", "Format": "DTS", "Channels": "8 / 6", "Format_AdditionalFeatures": "XLL"})[
            "channels"
        ]
        == 8
    )


def test_streams_stand_in_the_order_of_the_file() -> None:
    tracks = [
        {"@type": "General", "Format": "Matroska"},
        {"@type": "Video", "Format": "AVC", "StreamOrder": "1"},
        {"@type": "Text", "Format": "ASS", "StreamOrder": "2"},
        {"@type": "Audio", "Format": "AAC", "StreamOrder": "0"},
    ]
    found = mediainfo.facts({"media": {"track": tracks}})
    assert [one["type"] for one in found["streams"]] == ["audio", "video", "subtitle"]


def test_a_name_that_a_program_gave_a_track_is_no_title() -> None:
    def title(form: str, said: str) -> str:
        tracks = [{"@type": "General", "Format": form}, {"@type": "Audio", "Format": "AAC", "Title": said}]
        (found,) = mediainfo.facts({"media": {"track": tracks}})["streams"]
        return str(found.get("title", ""))

    assert [title("MPEG-4", said) for said in ("SoundHandler", "Core Media Audio", "Commentary")] == [
        "",
        "",
        "Commentary",
    ]
    assert title("Matroska", "SoundHandler") == "SoundHandler"


def test_a_title_in_utf_8_that_was_taken_for_latin_1_is_what_it_was() -> None:
    def title(said: str) -> str:
        return str(
            mediainfo.facts({"media": {"track": [{"@type": "General", "Format": "AVI", "Title": said}]}})["title"]
        )

    assert [title(said) for said in ("\u00c3\u0089bb", "Ébb", "Эбб", "Ebb")] == ["Ébb", "Ébb", "Эбб", "Ebb"]


def test_jpeg_has_the_colours_that_its_format_demands() -> None:
    assert stream(Format="JPEG")["colour"] == {"space": "bt470bg"}
    assert stream(Format="JPEG", matrix_coefficients="BT.709")["colour"] == {"space": "bt709"}


def test_the_length_of_a_recording_is_from_its_first_stream_to_its_last() -> None:
    tracks = [
        {"@type": "General", "Format": "MPEG-TS", "Duration": "0.08"},
        {"@type": "Video", "Format": "AVC", "Delay": "1.40", "Duration": "10.0"},
        {"@type": "Audio", "Format": "AAC", "Delay": "1.50", "Duration": "10.2"},
    ]
    assert mediainfo.facts({"media": {"track": tracks}})["duration_ms"] == 10_300


def test_ffprobe_says_the_same_of_light_turns_and_dolby_vision() -> None:
    sides = [
        {
            "side_data_type": "DOVI configuration record",
            "dv_profile": 8,
            "dv_level": 6,
            "dv_bl_signal_compatibility_id": 1,
        },
        {"side_data_type": "Display Matrix", "rotation": -90},
        {"side_data_type": "Content light level metadata", "max_content": 1000, "max_average": 400},
    ]
    picture = {"codec_type": "video", "codec_name": "hevc", "color_transfer": "smpte2084", "side_data_list": sides}
    (found,) = ffprobe.facts({"format": {"format_name": "mov,mp4"}, "streams": [picture]})["streams"]
    assert found["dolby_vision"] == {"profile": 8, "level": 6, "compatibility": 1}
    assert (found["hdr"], found["rotation"], found["max_content"], found["max_average"]) == (
        ["DV", "HDR10"],
        90,
        1000,
        400,
    )
