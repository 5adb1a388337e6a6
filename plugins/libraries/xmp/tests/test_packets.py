from __future__ import annotations

import pytest

from mediad_xml import BadXml, Sink
from mediad_xml import read as read_xml
from mediad_xmp import Packet, moment, rdf, read

RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
DC = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def packet(inner: str, attributes: str = "") -> bytes:
    text = f'<rdf:RDF {RDF}><rdf:Description rdf:about="" {attributes}>{inner}</rdf:Description></rdf:RDF>'
    return f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{text}</x:xmpmeta>'.encode()


def test_names_are_read_whatever_prefixes_a_program_took() -> None:
    said = """<d:subject xmlns:d="http://purl.org/dc/elements/1.1/"><rdf:Bag><rdf:li>sea</rdf:li></rdf:Bag></d:subject>
    <title xmlns="http://purl.org/dc/elements/1.1/">Evening</title>"""
    found = rdf.parse(packet(said, 'xmlns:xap="http://ns.adobe.com/xap/1.0/" xap:Rating="3"'))
    assert found == {"xmp:Rating": "3", "dc:subject": ["sea"], "dc:title": "Evening"}


def test_a_known_prefix_of_something_else_is_no_word_of_xmp_and_stays_apart() -> None:
    data = packet("<dc:title>theirs</dc:title>", 'xmlns:dc="urn:theirs"')
    made = Packet.of(data)
    assert made.properties() == {}
    made.put_default("dc:title", "ours")
    again = Packet.of(made.written())
    assert again.properties() == {"dc:title": ["ours"]}
    assert b'xmlns:dc_="urn:theirs"' in made.written()
    assert b"<dc_:title>theirs</dc_:title>" in made.written()


def test_a_packet_is_read_in_wide_signs_with_padding_and_as_far_as_it_goes() -> None:
    data = packet("<dc:title>Evening</dc:title>", DC)
    wide = f"<?xpacket begin='\ufeff'?>{data.decode()}".encode("utf-16-le")
    for each in (data, wide, data + b"\0" * 2000, b"junk " + data, data[: data.index(b"</rdf:Desc")]):
        assert read(each)["title"] == "Evening"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (packet("", f'{DC} dc:title="old"'), "<dc:title><rdf:Alt>"),
        (packet("<dc:title>old</dc:title>", DC), "<dc:title><rdf:Alt>"),
        (packet("<dc:title><rdf:Alt><rdf:li>old</rdf:li></rdf:Alt></dc:title>", DC), "<rdf:li>new</rdf:li>"),
        (packet('<dc:title><rdf:Alt><rdf:li xml:lang="de">alt</rdf:li></rdf:Alt></dc:title>', DC), ">alt</rdf:li>"),
        (b"", "<?xpacket end"),
    ],
)
def test_a_text_is_said_once_and_other_languages_stay(before: bytes, after: str) -> None:
    made = Packet.of(before)
    made.put_default("dc:title", "new")
    text = made.written().decode()
    read_xml(made.written(), Sink(), namespaces=True)  # every prefix is declared
    assert read(made.written())["title"] == "new"
    assert after in text
    assert ">old<" not in text
    assert 'dc:title="' not in text


@pytest.mark.parametrize(
    "before",
    [
        packet("", 'xmlns:exif="http://ns.adobe.com/exif/1.0/" exif:GPSLatitude="1,0N"'),
        packet('<exif:GPSLatitude xmlns:exif="http://ns.adobe.com/exif/1.0/">1,0N</exif:GPSLatitude>'),
        packet(""),
    ],
)
def test_a_value_is_said_where_it_was_said(before: bytes) -> None:
    made = Packet.of(before)
    made.put_text("exif:GPSLatitude", "2,0N")
    assert rdf.parse(made.written()) == {"exif:GPSLatitude": "2,0N"}
    assert made.written().count(b"GPSLatitude") == before.count(b"GPSLatitude") or b"GPSLatitude" not in before


def test_a_list_stays_of_its_kind() -> None:
    made = Packet.of(packet("<dc:subject><rdf:Seq><rdf:li>a</rdf:li></rdf:Seq></dc:subject>", DC))
    made.put_list("dc:subject", ["b", "c"])
    made.put_list("dc:creator", ["d"], "rdf:Seq")
    text = made.written().decode()
    assert "<dc:subject><rdf:Seq><rdf:li>b</rdf:li><rdf:li>c</rdf:li></rdf:Seq></dc:subject>" in text
    assert made.properties() == {"dc:subject": ["b", "c"], "dc:creator": ["d"]}


@pytest.mark.parametrize(
    "data",
    [b"no xml", packet("")[:-20], packet("") + b"<more/>", b"<a/>", f"<rdf:RDF {RDF}/>".encode(),
     b'<!DOCTYPE a [<!ENTITY b "c">]>' + packet("")],
)  # fmt: skip  # a list
def test_what_would_lose_a_part_is_not_taken(data: bytes) -> None:
    with pytest.raises(BadXml):
        Packet.of(data)


def test_very_many_declarations_take_no_time() -> None:
    many = " ".join(f'xmlns:p{number}="urn:{number}"' for number in range(20_000))
    inner = "".join(f'<a{number} xmlns:q="urn:q"/>' for number in range(5_000))
    assert rdf.parse(packet(inner, many)) == {}


@pytest.mark.parametrize(("told", "value"), [("1987", "1987"), ("1987-06", "1987-06"), ("0000", ""), ("1987-13", "")])
def test_a_year_or_a_month_alone_is_a_time(told: str, value: str) -> None:
    assert moment(told) == ({"value": value} if value else {})
