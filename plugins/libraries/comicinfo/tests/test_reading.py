"""What four formats say comes out under one set of names."""

from __future__ import annotations

import json

import pytest

from mediad_comicinfo import MAX_SIZE, BadComicInfo, read

COMICINFO = """<?xml version="1.0" encoding="utf-8"?>
<ComicInfo xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Title>Low Water</Title><Series>Tin Harbour</Series><Number>1</Number><Count>6</Count><Volume>2019</Volume>
  <AlternateSeries>Sea Week</AlternateSeries><AlternateNumber>3</AlternateNumber>
  <Summary>A diver &amp; a door.</Summary><Notes>Tagged with X [CVDB4711]</Notes>
  <Year>2019</Year><Month>3</Month><Day>7</Day>
  <Writer>Ines Valder, Tomas Okoro</Writer><CoverArtist>Mae Lindt</CoverArtist><Translator>Ida Berg</Translator>
  <Publisher>Gull Press</Publisher><Imprint>Tern</Imprint><Genre>Mystery, Sea</Genre><Tags>door; pier</Tags>
  <Web>https://comicvine.gamespot.com/tin-harbour-1/4000-99/ https://metron.cloud/issue/tin-harbour-2019-1/</Web>
  <LanguageISO>en</LanguageISO><Format>Series</Format><BlackAndWhite>No</BlackAndWhite>
  <Manga>YesAndRightToLeft</Manga><Characters>Ada (diver, young), Rolf</Characters><Teams>Crew</Teams>
  <AgeRating>Teen</AgeRating><CommunityRating>4.5</CommunityRating><GTIN>978-3-16-148410-0</GTIN>
  <StoryArc>The Door, The Sea</StoryArc><StoryArcNumber>1, 9</StoryArcNumber><SeriesGroup>Harbours</SeriesGroup>
  <PageCount>3</PageCount>
  <Pages><Page Image="0" Type="FrontCover" ImageWidth="100" ImageHeight="150"/>
  <Page Image="1" DoublePage="true" Bookmark="The door"/></Pages>
</ComicInfo>"""


def test_every_field_of_comicinfo_has_its_place() -> None:
    told = read("ComicInfo.xml", COMICINFO.encode())
    fields = told.fields
    assert (fields["title"], fields["overview"], fields["publisher"], fields["imprint"]) == (
        "Low Water",
        "A diver & a door.",
        "Gull Press",
        "Tern",
    )
    assert fields["dates"] == [{"value": "2019-03-07", "use": "original"}]
    assert [(each["name"], each["role"]) for each in fields["credits"]] == [
        ("Ines Valder", "writer"),
        ("Tomas Okoro", "writer"),
        ("Mae Lindt", "cover_artist"),
        ("Ida Berg", "translator"),
    ]
    assert fields["genres"] == ["Mystery", "Sea"]
    assert fields["tags"] == ["door", "pier"]
    assert fields["characters"] == ["Ada (diver, young)", "Rolf"]
    assert fields["certificates"] == [{"country": "", "system": "ComicInfo", "value": "Teen", "age": 13}]
    assert (fields["reading_direction"], fields["manga"], fields["rating"]) == ("rtl", True, 90)
    assert {(each["scheme"], each["value"]) for each in fields["ids"]} == {
        ("comicvine", "99"),
        ("metron", "tin-harbour-2019-1"),
        ("comicvine", "4711"),
        ("isbn", "9783161484100"),
    }
    assert told.pages == (
        {"index": 0, "type": "FrontCover", "width": 100, "height": 150},
        {"index": 1, "double": True, "bookmark": "The door"},
    )


def test_a_volume_from_1900_on_is_the_year_of_the_run() -> None:
    place = read("comicinfo.xml", COMICINFO.encode()).place
    assert (place["series"], place["year"], place["number"], place["count"]) == ("Tin Harbour", "2019", "1", 6)
    assert "volume" not in place
    third = read("ComicInfo.xml", b"<ComicInfo><Series>Gull</Series><Volume>3</Volume></ComicInfo>").place
    assert third == {"series": "Gull", "volume": "3"}


def test_arcs_and_other_series_are_lists_with_numbers() -> None:
    place = read("ComicInfo.xml", COMICINFO.encode()).place
    assert place["arcs"] == [{"title": "The Door", "number": "1"}, {"title": "The Sea", "number": "9"}]
    assert place["alternates"] == [{"title": "Sea Week", "number": "3"}]
    assert place["groups"] == ["Harbours"]


def test_what_comicrack_writes_for_nothing_says_nothing() -> None:
    data = b"<ComicInfo><Year>-1</Year><Month>-1</Month><Volume>-1</Volume><AgeRating>Unknown</AgeRating></ComicInfo>"
    told = read("ComicInfo.xml", data)
    assert (told.fields, told.place) == ({}, {})


def test_metroninfo_is_read_with_ids_roles_and_the_year_of_the_run() -> None:
    data = b"""<?xml version="1.0"?><MetronInfo>
      <IDS><ID source="Comic Vine" primary="true">12</ID><ID source="Nobody">1</ID></IDS>
      <Publisher><Name>Gull Press</Name><Imprint>Tern</Imprint></Publisher>
      <Series lang="en"><Name>Tin Harbour</Name><SortName>Tin Harbour</SortName><Volume>2</Volume>
      <Format>Annual</Format><StartYear>2019</StartYear>
      <AlternativeNames><AlternativeName>Zinnhafen</AlternativeName></AlternativeNames></Series>
      <Number>1.MU</Number><Stories><Story>Low Water</Story></Stories><CoverDate>2019-03-01</CoverDate>
      <Arcs><Arc><Name>The Door</Name><Number>2</Number></Arc></Arcs><AgeRating>Mature</AgeRating>
      <Credits><Credit><Creator>Ines Valder</Creator>
      <Roles><Role>Script</Role><Role>Cover</Role></Roles></Credit></Credits>
      </MetronInfo>"""
    told = read("MetronInfo.xml", data)
    assert told.place == {
        "series": "Tin Harbour",
        "sort_series": "Tin Harbour",
        "titles": [{"value": "Zinnhafen", "use": "alternative"}],
        "year": "2019",
        "number": "1.MU",
        "format": "Annual",
        "arcs": [{"title": "The Door", "number": "2"}],
    }
    assert [each["role"] for each in told.fields["credits"]] == ["writer", "cover_artist"]
    assert told.fields["ids"] == [{"scheme": "comicvine", "value": "12", "entity": "issue"}]
    assert told.fields["dates"] == [{"value": "2019-03-01", "use": "original"}]


def test_comet_and_comicbookinfo_say_the_same() -> None:
    comet = b"""<comet xmlns="http://www.denvog.com/comet/"><title>Low Water</title><series>Tin Harbour</series>
      <issue>4</issue><volume>2</volume><writer>Ines Valder</writer><date>2019-03</date>
      <readingDirection>rtl</readingDirection><rating>Teen</rating>
      <identifier>urn:isbn:978-0-306-40615-7</identifier></comet>"""
    book = {"series": "Tin Harbour", "title": "Low Water", "issue": 4, "volume": 2, "publicationYear": 2019,
            "publicationMonth": 3, "credits": [{"person": "Valder, Ines", "role": "Writer"}, None]}  # fmt: skip
    for name, data in (("CoMet.xml", comet), ("", json.dumps({"ComicBookInfo/1.0": book}).encode())):
        told = read(name, data)
        assert told.place == {"series": "Tin Harbour", "number": "4", "volume": "2"}
        assert told.fields["dates"] == [{"value": "2019-03", "use": "original"}]
        assert told.fields["credits"] == [{"name": "Ines Valder", "role": "writer", "kind": "person"}]
    said = read("CoMet.xml", comet).fields
    assert said["ids"] == [{"scheme": "isbn", "value": "9780306406157", "entity": "edition"}]
    assert said["certificates"][0]["age"] == 13


def test_a_suffix_behind_a_comma_is_no_first_name() -> None:
    comet = b"<comet><writer>Ben Low, Jr.</writer><inker>Moor, Ada</inker></comet>"
    assert [each["name"] for each in read("CoMet.xml", comet).fields["credits"]] == ["Ben Low, Jr.", "Ada Moor"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<ComicInfo>",
        b"<Other/>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><ComicInfo><Title>&b;</Title></ComicInfo>',
        b"<ComicInfo>" * 40,
        b"<ComicInfo>" + b"<a/>" * 60_000 + b"</ComicInfo>",
        b"x" * (MAX_SIZE + 1),
    ],
)
def test_what_no_honest_program_writes_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(BadComicInfo, match=r"\.$"):
        read("ComicInfo.xml", data)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"ComicBookInfo/1.0": 3}', b"[" * 200_000])
def test_a_comment_that_is_something_else_is_refused(data: bytes) -> None:
    with pytest.raises(BadComicInfo):
        read("", data)


def test_a_bare_ampersand_and_a_wrong_encoding_do_no_harm() -> None:
    data = "<ComicInfo><Series>Möwe & Meer</Series></ComicInfo>".encode("cp1252")
    assert read("ComicInfo.xml", data).place["series"] == "Möwe & Meer"
    wide = "\ufeff<?xml version='1.0' encoding='utf-16'?><ComicInfo><Series>Möwe</Series></ComicInfo>".encode(
        "utf-16-le"
    )
    assert read("ComicInfo.xml", wide).place["series"] == "Möwe"


def test_texts_and_lists_have_an_end() -> None:
    long = "x" * 100_000
    many = ",".join(map(str, range(5000)))
    told = read("ComicInfo.xml", f"<ComicInfo><Summary>{long}</Summary><Genre>{many}</Genre></ComicInfo>".encode())
    assert len(told.fields["overview"]) == 20_000
    assert len(told.fields["genres"]) == 300
