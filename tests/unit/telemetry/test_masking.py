from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest

from mediad.telemetry.masking import Mask

SECRET = 'k"ey/ü+4711'


@pytest.mark.parametrize(
    "text",
    [
        f"wrong key {SECRET}!",
        json.dumps({"a": SECRET}),
        json.dumps({"a": SECRET}, ensure_ascii=False),
        f"GET http://a/?{urlencode({'api_key': SECRET})}",
    ],
)
def test_a_secret_is_masked_as_it_is_in_json_and_in_an_address(text: str) -> None:
    mask = Mask()
    mask.hide("a", [SECRET])
    assert "4711" not in mask(text)
    assert "***" in mask(text)


def test_what_is_no_secret_any_more_is_told_and_what_others_have_is_not() -> None:
    mask = Mask()
    mask.hide("a", ["first-secret"])
    mask.hide("b", ["second-secret", "second-secret-and-more"])
    mask.hide("a", [])
    assert mask("first-secret second-secret-and-more") == "first-secret ***"
    mask.hide("b", [])
    assert mask("second-secret") == "second-secret"


def test_a_short_secret_masks_no_words() -> None:
    mask = Mask()
    mask.hide("a", ["test", ""])
    assert mask("a test") == "a test"
