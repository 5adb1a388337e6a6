from __future__ import annotations

import pytest

from mediad_xml import Node, parse, put, text_of, written

WHOLE = """<?xml version="1.0"?>
<?xpacket begin="x"?>
<!-- a head -->
<p:a xmlns:p="urn:x" p:b="1 &amp; &quot;2&quot;&#10;3">
  <!-- mine & yours -->
  <?keep this?>
  <p:c>x &lt; y &amp; "z"</p:c><empty/> tail
</p:a>
<!-- a tail -->
"""


@pytest.mark.parametrize("text", [WHOLE, WHOLE.replace("/>", " />")])
def test_what_was_read_is_written_as_it_was(text: str) -> None:
    assert written(parse(text.encode()), '<?xml version="1.0"?>').decode() == text


@pytest.mark.parametrize("text", ["a\x00b\x0bc\ud800d\uffffe", "]]>", "<&>\"'", "a\r\nb\tc"])
def test_whatever_text_is_written_comes_back_without_what_xml_has_no_sign_for(text: str) -> None:
    kept = "".join(sign for sign in text if sign not in "\x00\x0b\ud800\uffff")
    root = parse(text_of(Node("a", {"b": text}, ["<", text, ">"])).encode()).root
    assert "".join(map(str, root.children)) == f"<{kept}>"
    assert root.attributes["b"] == kept


def test_a_tree_of_any_depth_is_written_without_recursion() -> None:
    root = Node("a")
    for _ in range(50_000):
        root = Node("a", {}, [root])
    assert len(text_of(root)) == len("<a></a>") * 50_000 + len("<a/>")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<a>\n  <b>1</b>\n  <c/>\n</a>", "<a>\n  <b>x</b>\n  <b>y</b>\n  <c/>\n</a>"),
        ("<a>\n  <c/>\n</a>", "<a>\n  <c/>\n  <b>x</b>\n  <b>y</b>\n</a>"),
        ("<a><b/><c/><b/></a>", "<a><b>x</b>\n  <b>y</b><c/></a>"),
        ("<a/>", "<a>\n  <b>x</b>\n  <b>y</b></a>"),
        ("<a>\n  <b>1</b>\n  <b>2</b>\n  <b>3</b>\n  <c/>\n</a>", "<a>\n  <b>x</b>\n  <b>y</b>\n  <c/>\n</a>"),
    ],
)
def test_elements_are_put_in_the_place_of_others_or_at_the_end(before: str, after: str) -> None:
    root = parse(before.encode()).root
    put(root, root.all("b"), [Node("b", {}, [text]) for text in "xy"])
    assert text_of(root) == after
    put(root, root.all("b"), [Node("b", {}, [text]) for text in "xy"])
    assert text_of(root) == after


def test_the_line_of_an_element_that_goes_is_gone_with_it() -> None:
    root = parse(b"<a>\n  <b/>\n  <c/>\n  <b/>\n</a>").root
    put(root, root.all("b"), [])
    assert text_of(root) == "<a>\n  <c/>\n</a>"
