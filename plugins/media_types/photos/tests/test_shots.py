from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mediad_plugin_photos.assemble import assemble
from mediad_sdk.values.media import Extracted

if TYPE_CHECKING:
    from mediad_sdk.values.works import Work

AT, LATER = "2020-01-02T03:04:05", "2020-01-02T09:00:00"


def labelled(works: list[Work]) -> list[list[str]]:
    """The files of each edition of each work."""
    return [
        sorted(source.file.decode() for edition in work.editions for part in edition.parts for source in part.sources)
        for work in works
    ]


def dates(work: Work) -> dict[str, Any]:
    """What each source says of when it was taken."""
    return {said.source: said.fields["dates"][0] for said in work.documents if "dates" in said.fields}


class TestOneShot:
    def test_raw_and_jpeg_of_one_name_and_time_are_editions(self, make: Any) -> None:
        raw = make.picture(AT, "A1", type="image/x-canon-cr2")
        [work] = make.works({"IMG_1.CR2": raw, "IMG_1.JPG": make.picture(AT, "A1")})
        assert [edition.label for edition in work.editions] == ["JPEG", "RAW CR2"]

    def test_one_name_at_two_times_is_two_shots(self, make: Any) -> None:
        works = make.works({"IMG_1.HEIC": make.picture(AT, "A1"), "IMG_1.JPG": make.picture(LATER, "A1")})
        assert labelled(works) == [["IMG_1.HEIC"], ["IMG_1.JPG"]]
        assert len({work.key for work in works}) == 2

    def test_a_screenshot_is_no_edition_of_the_photo_with_its_number(self, make: Any) -> None:
        files = {"IMG_1.JPG": make.picture(AT, "A1"), "IMG_1.PNG": make.picture(type="image/png")}
        assert labelled(make.works(files)) == [["IMG_1.JPG"], ["IMG_1.PNG"]]

    @pytest.mark.parametrize(
        ("original", "edit"),
        [
            ("IMG_1234.JPG", "IMG_E1234.JPG"),
            ("beach.jpg", "beach-edited.jpg"),
            ("beach.jpg", "beach-bearbeitet.jpg"),
            ("20200102_030405.jpg", "20200102_030405~2.jpg"),
            ("IMG_1(1).jpg", "IMG_1-edited(1).jpg"),
            ("DSC_1.NEF", "DSC_1-Edit.tif"),
            ("PXL_20230101_123456789.PORTRAIT-02.ORIGINAL.jpg", "PXL_20230101_123456789.PORTRAIT-01.COVER.jpg"),
            ("PXL_20230101_123456789.RAW-02.ORIGINAL.dng", "PXL_20230101_123456789.RAW-01.MP.COVER.jpg"),
            ("00000PORTRAIT_00000_BURST20180505101112345.jpg", "00100lPORTRAIT_00100_BURST20180505101112345_COVER.jpg"),
            ("WP_20140501_10_11_12_Pro.jpg", "WP_20140501_10_11_12_Pro__highres.jpg"),
            ("IMG_0003.JPG", "IMG_0003_modified.JPG"),
            ("IMG_0003.CR2", "IMG_0003-Enhanced-NR.dng"),
        ],
    )
    def test_an_edit_is_an_edition_of_what_it_was_made_of(self, make: Any, original: str, edit: str) -> None:
        works = make.works({original: make.picture(AT, "A1"), edit: make.picture("", "")})
        assert labelled(works) == [sorted([original, edit])]

    def test_a_copy_with_the_same_bytes_is_a_second_source_and_one_that_was_changed_an_edition(self, make: Any) -> None:
        one = make.picture(AT, "A1", digest="d1")
        works = make.works({"a.jpg": one, "a (1).jpg": one, "a copy.jpg": make.picture(AT, "A1", digest="d2")})
        sources = [[source.file for source in work.editions[0].parts[0].sources] for work in works]
        assert sources == [[b"a.jpg", b"a (1).jpg"]]
        assert [edition.parts[0].sources[0].file for edition in works[0].editions] == [b"a.jpg", b"a copy.jpg"]

    @pytest.mark.parametrize("name", ["Copy of a.jpg", "Kopie von a.jpg", "a - Copy (2).jpg", "a copy.jpg"])
    def test_what_a_word_calls_a_copy_has_the_key_of_the_original(self, make: Any, name: str) -> None:
        [one], [other] = make.works({"a.jpg": make.picture(AT, "A1")}), make.works({name: make.picture(AT, "A1")})
        assert one.key == other.key

    def test_the_same_bytes_under_other_names_are_photos_of_their_own(self, make: Any) -> None:
        files = {f"{at}.jpg": make.picture(digest="d") for at in range(5)}
        assert len({work.key for work in make.works(files)}) == 5

    def test_a_recipe_without_pixels_is_an_edition(self, make: Any) -> None:
        raw = make.picture(AT, "A1", type="image/x-canon-cr2")
        files = {"a.CR2": raw, "a.CR2.xmp": {"sidecar": {}}, "a_01.CR2.xmp": {"sidecar": {"developed": True}}}
        [work] = make.works(files)
        assert [(edition.label, edition.recipe) for edition in work.editions] == [
            ("RAW CR2", b""),
            ("Developed 1", b"a_01.CR2.xmp"),
        ]
        assert work.companions[0].files == (b"a.CR2.xmp",)

    def test_the_pieces_of_a_long_recording_are_parts(self, make: Any) -> None:
        files = {"GX010123.MP4": make.clip(), "GX020123.MP4": make.clip(), "GX010124.MP4": make.clip()}
        works = make.works(files)
        assert [len(work.editions[0].parts) for work in works] == [2, 1]
        assert works[0].editions[0].facts["duration_ms"] == 120_000


class TestLive:
    def test_a_clip_belongs_to_the_still_with_its_identifier_before_that_of_its_name(self, make: Any) -> None:
        files = {
            "IMG_1.HEIC": make.picture(AT, "A1", live="one"),
            "IMG_2.HEIC": make.picture(LATER, "A1", live="two"),
            "IMG_1.MOV": make.clip(duration_ms=2000, live="two"),
        }
        works = make.works(files)
        assert [[each.files for each in work.companions] for work in works] == [[], [(b"IMG_1.MOV",)]]

    def test_a_long_clip_of_the_same_name_is_a_clip_of_its_own(self, make: Any) -> None:
        works = make.works({"IMG_1.JPG": make.picture(AT, "A1"), "IMG_1.MOV": make.clip()})
        assert labelled(works) == [["IMG_1.JPG"], ["IMG_1.MOV"]]

    def test_the_clip_inside_a_moving_photo_is_a_part_of_its_own(self, make: Any) -> None:
        [work] = make.works({"MVIMG_1.jpg": make.picture(AT, "A1", clip=[100, 900])})
        part = work.editions[0].parts[1]
        assert part.role == "motion"
        assert part.selector is not None
        assert (part.selector.kind, part.selector.start, part.selector.end) == ("bytes", 100, 900)

    def test_takeout_names_a_moving_photos_clip_by_half_an_ending(self, make: Any) -> None:
        still, clip = make.picture(AT, "P"), make.clip(duration_ms=1500)
        [work] = make.works({"PXL_20230101_123456789.MP.jpg": still, "PXL_20230101_123456789.MP": clip})
        assert work.companions[0].role == "motion"


class TestTaken:
    @pytest.mark.parametrize(
        ("facts", "source", "value"),
        [
            ({"xmp": {"taken": "2019-05-05T01:02:03"}, "exif": {"taken": AT}}, "xmp", "2019-05-05T01:02:03"),
            ({"xmp": {"digitized": "2019-05-05T01:02:03"}, "exif": {"taken": AT}}, "exif", AT),
            ({"exif": {"taken": "2000-01-01T00:00:00"}, "iptc": {"taken": AT}}, "iptc", AT),
            ({"exif": {"taken": "1980-01-01T00:00:07", "modified": AT}}, "exif", AT),
            ({"xmp": {"taken": "2020-01-02"}, "exif": {"taken": AT}}, "exif", AT),
            ({"xmp": {"gps": {"time": AT}}, "exif": {"modified": "2020-02-02T00:00:00"}}, "xmp", AT),
            ({"xmp": {"taken": "1987"}}, "xmp", "1987"),
            ({"exif": {"taken": "2000-01-01T00:00:00"}}, "guess", "2020-09-13T12:26:40"),
            ({}, "guess", "2020-09-13T12:26:40"),
        ],
    )
    def test_times_are_believed_in_their_order(self, make: Any, facts: dict[str, Any], source: str, value: str) -> None:
        [work] = make.works({"beach.jpg": {**make.picture(), **facts}})
        said = dates(work)
        order = ["sidecar", "xmp", "exif", "iptc", "takeout", "name", "guess"]
        best = min(said, key=order.index)
        assert (best, said[best]["value"]) == (source, value)
        assert bool(next(iter(work.documents)).fields) is True

    def test_a_guess_is_marked_as_one(self, make: Any) -> None:
        [work] = make.works({"beach.jpg": make.picture()})
        assert [said.fields.get("date_guessed") for said in work.documents if said.source == "guess"] == [True]

    def test_satellites_tell_the_offset_of_a_local_time(self, make: Any) -> None:
        exif = {"taken": "2020-01-02T05:34:05", "gps": {"time": "2020-01-02T00:03:58"}}
        [work] = make.works({"a.jpg": {**make.picture(), "exif": exif}})
        assert dates(work)["exif"]["offset"] == "+05:30"

    def test_the_clock_of_a_clip_tells_the_offset_of_the_time_in_its_name(self, make: Any) -> None:
        [work] = make.works({"VID_20200102_030405.mp4": make.clip(taken_utc="2020-01-02T11:04:09")})
        assert dates(work)["name"] == {"value": AT, "use": "taken", "offset": "-08:00"}

    def test_takeout_tells_the_time_and_the_place(self, make: Any) -> None:
        said = {"taken_utc": AT, "gps": {"latitude": 1.5, "longitude": 2.5}, "people": ["Ada"], "favorited": True}
        [work] = make.works({"a.jpg": make.picture(), "a.jpg.json": {"takeout": said}})
        assert dates(work)["takeout"] == {"value": AT, "use": "taken", "offset": "+00:00"}
        [document] = [each for each in work.documents if each.source == "takeout"]
        assert document.fields["position_on_earth"] == {"latitude": 1.5, "longitude": 2.5}
        assert document.fields["cells"] == ["s0", "s03", "s03b", "s03b8", "s03b8c"]
        assert document.fields["people"][0]["favourite"] is True
        assert [each.target.title for each in work.relations] == ["Ada"]

    def test_of_one_moment_the_clock_of_the_place_is_told(self, make: Any) -> None:
        said = {"takeout": {"taken_utc": "2020-01-02T02:04:05"}}
        [work] = make.works({"IMG_20200102_030405.jpg": make.picture(), "IMG_20200102_030405.jpg.json": said})
        assert dates(work) == {"name": {"value": AT, "use": "taken", "offset": "+01:00"}}

    @pytest.mark.parametrize(("path", "value"), [("1962 Wedding", "1962"), ("2016 Box", "2015-03-04T20:00:00")])
    @pytest.mark.parametrize("said", ["digitized", "modified"])
    def test_the_day_of_a_scan_is_none_of_an_older_shot(self, make: Any, path: str, value: str, said: str) -> None:
        [work] = make.works({"img1.jpg": {**make.picture(), "exif": {said: "2015-03-04T20:00:00"}}}, path)
        assert next(iter(dates(work).values()))["value"] == value

    def test_what_early_phones_wrote_into_every_picture_is_no_time(self, make: Any) -> None:
        [work] = make.works({"IMG_20200102_030405.jpg": make.picture("2002-12-08T12:00:00", "A1")})
        assert next(iter(dates(work).values()))["value"] == AT


class TestBeside:
    def test_flickrs_file_is_found_by_its_number(self, make: Any) -> None:
        said = {"takeout": {"flickr": "14000000001", "taken": AT, "tags": ["sea"]}}
        names = {"photo_14000000001.json": said, "dusk_14000000001_o.jpg": make.picture()}
        [work, other] = make.works(names | {"dusk_14000000002_o.jpg": make.picture()})
        assert dates(work)["takeout"]["value"] == AT
        assert [each.fields["tags"] for each in work.documents if each.source == "takeout"] == [["sea"]]
        assert other.companions == ()

    def test_small_pictures_belong_to_what_they_were_made_of(self, make: Any) -> None:
        works = assemble(
            make.listing(["a-main.jpg", "a-overlay.png"]), [Extracted(name=b"a-main.jpg", facts=make.picture())]
        )
        assert [each.files for work in works for each in work.companions] == [(b"a-overlay.png",)]

    @pytest.mark.parametrize(
        ("picture", "said"),
        [
            ("IMG_1.jpg", "IMG_1.jpg.json"),
            ("IMG_1.jpg", "IMG_1.json"),
            ("IMG_1.jpg", "IMG_1.jpg.supplemental-metadata.json"),
            ("IMG_1.jpg", "IMG_1.jpg.suppl.json"),
            ("IMG_1.jpg", "IMG_1.jpg.s.json"),
            ("IMG_1(1).jpg", "IMG_1.jpg(1).json"),
            ("IMG_1(2).jpg", "IMG_1.jpg.supplemental-metadata(2).json"),
            ("Screenshot_20210102-030405_A long name of it.jpg", "Screenshot_20210102-030405_A long name of it.j.json"),
            ("PXL_20230101_123456789.MP.jpg", "PXL_20230101_123456789.MP.jpg.supplemental-met.json"),
        ],
    )
    def test_takeouts_file_is_found_under_every_name_that_google_gives_it(
        self, make: Any, picture: str, said: str
    ) -> None:
        files = {picture: make.picture(), "other.jpg": make.picture(), said: {"takeout": {"taken_utc": AT}}}
        owners = {
            work.editions[0].parts[0].sources[0].file.decode(): [each.files[0].decode() for each in work.companions]
            for work in make.works(files)
        }
        assert owners == {picture: [said], "other.jpg": []}

    def test_of_names_that_were_cut_alike_each_copy_has_its_own_file_of_takeout(self, make: Any) -> None:
        cut = "a name that is longer than google writes it ou"
        said = {f"{cut}.json": "2020-03-04T00:00:01", f"{cut}(1).json": "2020-03-04T00:00:02"}
        files = {f"{cut}t{copy}.jpg": make.picture() for copy in ("", "(1)", "-edited")}
        files |= {name: {"takeout": {"taken_utc": at}} for name, at in said.items()}
        found = {work.editions[0].parts[0].sources[0].file.decode(): dates(work) for work in make.works(files)}
        assert {name: at["takeout"]["value"] for name, at in found.items()} == {
            f"{cut}t.jpg": "2020-03-04T00:00:01",
            f"{cut}t(1).jpg": "2020-03-04T00:00:02",
        }

    def test_a_file_of_takeout_that_is_called_like_nothing_is_of_the_picture_that_it_names(self, make: Any) -> None:
        said = {"takeout": {"taken_utc": AT, "title": "Sea.JPG"}}
        [work] = make.works({"Sea.jpg": make.picture(), "Sea.jpg.metadaten.json": said})
        assert dates(work)["takeout"]["value"] == AT

    def test_what_a_sidecar_says_stands_before_what_is_inside(self, make: Any) -> None:
        files = {
            "a.jpg": make.picture(AT, "A1", xmp={"title": "Inside", "tags": ["One"]}),
            "a.jpg.xmp": {"sidecar": {"title": "Beside", "tags": ["Two"], "rating": 4}},
        }
        [work] = make.works(files)
        said = {each.source: each.fields for each in work.documents}
        assert (said["sidecar"]["title"], said["xmp"]["title"]) == ("Beside", "Inside")
        assert said["sidecar"]["people"] == [{"rating": 80, "source": "photo"}]

    def test_what_windows_shows_of_a_file_is_told(self, make: Any) -> None:
        windows = {"title": "Sea", "keywords": "one; two;", "author": "Ada;Bob", "comment": "Words"}
        [work] = make.works({"a.jpg": {**make.picture(AT, "A1"), "exif": {"taken": AT, "windows": windows}}})
        said = next(each.fields for each in work.documents if each.source == "exif")
        assert (said["title"], said["tags"], said["overview"]) == ("Sea", ["one", "two"], "Words")
        assert [each["name"] for each in said["credits"]] == ["Ada", "Bob"]


class TestWhole:
    def test_a_damaged_file_is_a_photo_that_cannot_be_shown(self, make: Any) -> None:
        [work] = make.works({"IMG_20200102_030405.jpg": {"error": "damaged"}})
        assert (work.editions[0].status, work.artwork) == ("unreadable", ())
        assert dates(work)["name"]["value"] == AT

    def test_a_turned_picture_has_the_size_that_people_see(self, make: Any) -> None:
        [work] = make.works({"a.jpg": make.picture(AT, "A1", orientation=6)})
        assert (work.editions[0].facts["width"], work.editions[0].facts["height"]) == (300, 400)

    def test_a_folder_is_an_album_where_its_name_is_more_than_a_date_or_a_cameras(self, make: Any) -> None:
        albums = {}
        for path in (
            "2019/2019-07 Italy",
            "DCIM/100CANON",
            "2019/07",
            "2019-07-14",
            "Photos from 2019",
            "Fotos von 2019",
            "Wedding",
            "",
        ):
            [work] = make.works({"a.jpg": make.picture(AT, "A1")}, path)
            albums[path] = [each.target.title for each in work.relations]
        assert {path: titles for path, titles in albums.items() if titles} == {
            "2019/2019-07 Italy": ["Italy"],
            "Wedding": ["Wedding"],
        }
