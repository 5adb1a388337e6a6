from __future__ import annotations

from typing import Any

import pytest

from mediad_sdk.errors import Invalid
from mediad_sdk.host.http import FilePart
from mediad_sdk.host.http.body import encoded


def test_no_name_in_a_form_ends_its_line_or_its_quotes() -> None:
    part = FilePart(name='a"\r\nX: 1', content=b"c", type="text/plain\r\nX: 2")
    body, kind = encoded({"data": {'f"\r\n': ["1", "2"]}, "files": {"n": part}})
    boundary = kind.removeprefix("multipart/form-data; boundary=")
    field = '--{0}\r\nContent-Disposition: form-data; name="f%22%0D%0A"\r\n\r\n{1}\r\n'
    assert body.decode() == (
        field.format(boundary, 1)
        + field.format(boundary, 2)
        + f'--{boundary}\r\nContent-Disposition: form-data; name="n"; filename="a%22%0D%0AX: 1"\r\n'
        + f"Content-Type: text/plain%0D%0AX: 2\r\n\r\nc\r\n--{boundary}--\r\n"
    )


@pytest.mark.parametrize(
    "options",
    [
        {"json": 1, "data": {}},
        {"json": 1, "content": b""},
        {"content": "a", "files": {"n": FilePart(name="a", content=b"")}},
    ],
)
def test_a_request_has_one_body(options: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="one body"):
        encoded(options)


def test_nothing_is_a_body_without_a_type_and_null_is_json() -> None:
    assert encoded({}) == (b"", "")
    assert encoded({"json": None}) == (b"null", "application/json")
    assert encoded({"content": b"\xff"}) == (b"\xff", "")
