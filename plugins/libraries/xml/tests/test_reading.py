from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad_xml import BadXml, Broken, Limits, Sink, mended, parse, read, written

LAUGHS = """<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><a><t>x&c;y</t></a>"""
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a><t>x&x;y</t></a>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, '<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(BadXml, match="document type"):
        parse(text.encode(encoding))


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_cut_off_where_the_format_has_one_and_nothing_is_expanded(text: str, encoding: str) -> None:
    assert parse(text.encode(encoding), doctype=True).root.said("t") == "xy"


def test_a_document_type_that_cannot_be_cut_off_is_refused_even_there() -> None:
    for text in (LAUGHS.replace("<!DOCTYPE", "<!--" + " " * 5000 + "--><!DOCTYPE"), LAUGHS[:60]):
        with pytest.raises(BadXml):
            parse(text.encode(), doctype=True)


@pytest.mark.parametrize(
    "data",
    [
        b"<a>" * 1_000_000,
        b"<a>" + b"<b/>" * 200_000 + b"</a>",
        b"<a " + b" ".join(b"a%d='1'" % number for number in range(900_000)) + b"/>",
        b"<a " + b" ".join(b"a%d=''" % number for number in range(100_000)) + b"/>",
        b"<a b='" + b"x" * (7 << 20) + b"'/>",
        b"<a><!--" + b"x" * (7 << 20) + b"--></a>",
        b"<a>" + b"<!---->" * 20_000 + b"</a>",
        b"<a>" + b"<?a?>" * 20_000 + b"</a>",
        b"<a/>" + b" " * (9 << 20),
        b"<" * (8 << 20),
        b"&" * (8 << 20),
        b"",
        b"no xml",
        b"<a",
        b"<a><b>cut off",
    ],
    ids=lambda data: f"{data[:12]!r}-{len(data)}",
)
def test_what_is_larger_than_any_honest_document_or_none_is_refused_soon(data: bytes) -> None:
    began = time.process_time()
    with pytest.raises(BadXml):
        parse(data, Limits(elements=10_000))
    assert time.process_time() - began < 3


def test_elements_of_many_attributes_are_counted_as_well() -> None:
    text = "<a>" + ("<b " + " ".join(f"c{number}=''" for number in range(100)) + "/>") * 1000 + "</a>"
    with pytest.raises(BadXml, match="too many"):
        parse(text.encode(), Limits(elements=5000))
    assert len(parse(text.encode(), Limits(elements=30_000)).root.elements) == 1000


def test_text_beyond_the_bound_is_left_out_and_said_to_be_lost() -> None:
    document = parse(b"<a><b>12345</b><b>67890</b><b>x</b></a>", Limits(text=7))
    assert document.root.texts("b") == ["12345", "67"]
    assert "text" in document.lost


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("<a>Möwe Ж 海</a>", "utf-8"),
        ("<a>Möwe Ж 海</a>", "utf-8-sig"),
        ("<a>Möwe Ж 海</a>", "utf-16"),
        ("<a>Möwe Ж 海</a>", "utf-16-le"),
        ("<a>Möwe Ж 海</a>", "utf-16-be"),
        ("<a>Жук</a>", "utf-16-le"),
        ("<a>Жук</a>", "utf-16-be"),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Жук</a>", "cp1251"),
        ("<?xml version='1.0' encoding='GBK'?><a>海</a>", "gbk"),
        ("<?xml version='1.0' encoding='windows-1251'?><a>Жук</a>", "utf-8"),
        ("<?xml version='1.0' encoding='utf-8'?><a>Möwe</a>", "cp1252"),
        ("<?xml version='1.0' encoding='rot13'?><a>Möwe</a>", "latin-1"),
        ("<a>Möwe</a>", "cp1252"),
    ],
)
def test_a_text_is_read_in_the_encoding_that_it_is_in(text: str, encoding: str) -> None:
    assert parse(text.encode(encoding)).root.text == text.partition("<a>")[2].removesuffix("</a>")


def test_a_file_that_ends_in_the_middle_of_a_sign_keeps_all_others() -> None:
    assert parse("<a><b>Möwe</b><c>海".encode()[:-1]).root.said("b") == "Möwe"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (b"R&B", "R&B"),
        (b"a & b &amp; c &#38; d &#x26; e", "a & b & c & d & e"),
        (b"caf&eacute; &copy;", "café ©"),
        (b"x&nobodyknows;y", "xy"),
        (b"&copycat;", ""),
        (b"<![CDATA[R&B <b>&eacute;</b>]]> R&B", "R&B <b>&eacute;</b> R&B"),
        (b"a\x00\x07b\xef\xbf\xbfc", "abc"),
    ],
)
def test_usual_faults_are_mended(said: bytes, meant: str) -> None:
    document = parse(b"<a>" + said + b"</a>")
    assert (document.root.text, document.lost) == (meant, "")


def test_what_is_full_of_ampersands_is_not_mended() -> None:
    assert mended(b"&" * 100) == b"&amp;" * 100
    assert mended(b"&" * 1_000_001) == b"&" * 1_000_001
    many = b"<![CDATA[x]]>&" * 100_001
    assert mended(many) == many


def test_a_document_that_breaks_off_is_what_had_ended_until_then() -> None:
    document = parse(b"<a><b>x</b><c><d>y</d><e>hal")
    assert [each.name for each in document.root.walk()] == ["b", "c", "d"]
    assert document.lost


def test_what_stands_behind_the_element_does_no_harm_but_is_lost() -> None:
    document = parse(b"<a><b>x</b></a> https://example.org/ <more>")
    assert document.root.said("b") == "x"
    assert document.lost


def test_names_are_compared_without_prefix_and_case() -> None:
    root = parse(b'<p:A xmlns:p="urn:x" p:Kind=" k "><p:Bee>1</p:Bee><bee>2</bee><other/></p:A>').root
    assert root.key == "a"
    assert root.get("kind") == "k"
    assert root.texts("bee") == ["1", "2"]
    assert [each.name for each in root.all("bee", "other")] == ["p:Bee", "bee", "other"]
    assert root.first("none", "bee").name == ""


def test_a_path_gives_every_element_at_its_end_and_a_line_all_text_within() -> None:
    root = parse(b"<a><b><c>1</c> \n <c> 2 </c></b><b><!-- no --><c>3</c></b></a>").root
    assert [each.text for each in root.at("b", "c")] == ["1", "2", "3"]
    assert root.said("b", "c") == "1"
    assert root.line == "1 2 3"


def test_a_sink_hears_addresses_of_names_where_it_asks() -> None:
    heard: list[str] = []

    class Ear(Sink):
        def start(self, name: str, attributes: dict[str, str]) -> None:
            heard.append(name)

    read(b'<x:a xmlns:x="urn:one"><b xmlns="urn:two"/><c/></x:a>', Ear(), namespaces=True)
    assert heard == ["urn:one a", "urn:two b", "c"]
    with pytest.raises(Broken):
        read(b"<x:a/>", Ear(), namespaces=True)


@given(st.binary(max_size=300))
def test_whatever_stands_in_a_document_it_is_read_or_refused(data: bytes) -> None:
    for text in (
        data,
        b"<a>" + data + b"</a>",
        b"<a><b>" + data,
        b"<a " + data + b"/>",
        b"<!DOCTYPE" + data + b"><a/>",
    ):
        for doctype in (False, True):
            try:
                document = parse(text, doctype=doctype)
            except BadXml:
                continue
            assert parse(written(document), doctype=doctype).root == document.root or document.lost
