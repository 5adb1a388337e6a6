from __future__ import annotations

import pytest

from mediad.encoding.errors import NotVerified
from mediad.encoding.probe import check_decoded, check_result, facts_of
from mediad_sdk.values.encoding import Encoding, SourceFacts

REPORT = {
    "format": {"format_name": "matroska,webm", "duration": "12.345000", "bit_rate": "1000"},
    "streams": [
        {"index": 1, "codec_type": "audio", "codec_name": "aac", "sample_rate": "48000",
        "channels": 2, "tags": {"language": "und"}},
        {
            "index": 0, "codec_type": "video", "codec_name": "h264", "width": 720, "height": 576, "field_order": "tt",
            "side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}],
        },
        {"index": 2, "codec_type": "attachment"},
        {"index": 3, "codec_type": "video", "codec_name": "png", "disposition": {"attached_pic": 1}},
    ],
}  # fmt: skip
PROMISED = Encoding(arguments=(), streams=(("video", "h264"), ("audio", "aac")))


def result(*streams: tuple[str, str], duration_ms: int | None = 10_000) -> SourceFacts:
    return SourceFacts(
        duration_ms=duration_ms, streams=tuple({"type": kind, "codec": codec} for kind, codec in streams)
    )


def test_facts_stand_in_the_order_of_the_streams_and_leave_out_what_is_unknown() -> None:
    facts = facts_of(REPORT)
    assert facts.container == "matroska"
    assert facts.duration_ms == 12_345
    assert [each["type"] for each in facts.streams] == ["video", "audio", "attachment", "video"]
    assert facts.streams[0] == {
        "type": "video", "codec": "h264", "width": 720, "height": 576, "rotation": 270, "interlaced": True,
    }  # fmt: skip
    assert facts.streams[1] == {"type": "audio", "codec": "aac", "channels": 2, "sample_rate": 48000}
    assert facts.streams[3]["picture"]


@pytest.mark.parametrize(
    ("stream", "length"),
    [
        ({"codec_type": "audio", "duration": "2.5"}, 2_500),
        ({"codec_type": "video", "tags": {"DURATION": "01:00:02.500000000"}}, 3_602_500),
        ({"codec_type": "subtitle", "duration": "99"}, 9_000),
        ({"codec_type": "video", "duration": "1", "disposition": {"attached_pic": 1}}, 9_000),
        ({"codec_type": "audio"}, 9_000),
    ],
)
def test_the_length_is_that_of_what_is_seen_and_heard_and_else_the_container_s(
    stream: dict[str, object], length: int
) -> None:
    assert facts_of({"format": {"duration": "9.0"}, "streams": [stream]}).duration_ms == length


@pytest.mark.parametrize("report", [{}, {"format": {}, "streams": []}, {"format": {"duration": "N/A"}}])
def test_an_empty_report_makes_no_facts_and_no_error(report: dict[str, object]) -> None:
    assert facts_of(report) == SourceFacts(duration_ms=None, streams=(), container="")


def test_a_result_that_is_as_promised_passes_and_a_track_of_chapters_does_not_count() -> None:
    check_result(result(("video", "h264"), ("audio", "aac"), ("data", "bin_data")), PROMISED, 10_400)
    check_result(result(("video", "h264"), ("audio", "aac"), duration_ms=990_001), PROMISED, 1_000_000)
    check_result(result(("video", "h264"), ("audio", "aac"), duration_ms=None), PROMISED, None)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (result(("video", "h264")), "holds video h264, not"),
        (result(("audio", "aac"), ("video", "h264")), "holds"),
        (result(("video", "hevc"), ("audio", "aac")), "hevc"),
        (result(), "holds nothing"),
        (result(("video", "h264"), ("audio", "aac"), duration_ms=9_400), "9.4 s long, not 10.0 s"),
        (result(("video", "h264"), ("audio", "aac"), duration_ms=None), "cannot be told"),
    ],
)
def test_a_result_that_is_not_as_promised_is_refused_with_the_difference(found: SourceFacts, reason: str) -> None:
    with pytest.raises(NotVerified, match=reason):
        check_result(found, PROMISED, 10_000)


def test_a_promised_length_goes_before_that_of_the_source() -> None:
    promised = Encoding(arguments=(), streams=(), duration_ms=2_000)
    check_result(result(duration_ms=2_100), promised, 10_000)
    with pytest.raises(NotVerified):
        check_result(result(duration_ms=10_000), promised, 10_000)


TWO_LENGTHS = {"streams": [{"codec_type": "video", "duration": "60"}, {"codec_type": "audio", "duration": "40"}]}


@pytest.mark.parametrize("decoded", [39_600, 40_000, 60_000, 60_500])
def test_a_result_may_be_decoded_to_the_end_of_its_longest_stream_or_of_its_shortest(decoded: int) -> None:
    check_decoded(decoded, TWO_LENGTHS)
    check_decoded(decoded, {"streams": []})


@pytest.mark.parametrize(("decoded", "reason"), [(39_000, "39.0 s long, not 40.0"), (61_000, "61.0 s long, not 60.0")])
def test_a_result_that_ends_before_its_shortest_stream_or_after_its_longest_is_refused(
    decoded: int, reason: str
) -> None:
    with pytest.raises(NotVerified, match=reason):
        check_decoded(decoded, TWO_LENGTHS)
