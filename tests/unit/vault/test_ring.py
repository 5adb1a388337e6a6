from __future__ import annotations

import pytest

from mediad.vault.errors import KeyGone, KeyRefused, Tampered
from mediad.vault.ring import Key, Ring, key_id, new_key

SECRET = "correct horse \N{SNOWMAN}"


def test_a_sealed_text_opens_for_its_owner_under_its_name_alone() -> None:
    ring = Ring((new_key(),))
    sealed = ring.seal("tmdb", "api_key", SECRET)
    assert ring.open("tmdb", "api_key", sealed) == SECRET
    for owner, name in (("plex", "api_key"), ("tmdb", "token"), ("tmdb\0api", "_key"), ("", "tmdb\0api_key")):
        with pytest.raises(Tampered):
            ring.open(owner, name, sealed)


def test_two_seals_of_one_text_are_not_alike_and_show_nothing_of_it() -> None:
    ring = Ring((new_key(),))
    first, second = (ring.seal("a", "b", SECRET) for _ in range(2))
    assert first != second
    assert SECRET not in first


def test_every_changed_letter_is_noticed() -> None:
    ring = Ring((new_key(),))
    sealed = ring.seal("a", "b", "x")
    begin = sealed.rindex(".") + 1
    for place in range(begin, len(sealed) - 2):  # the last ones may be bits that base64 leaves open
        changed = f"{sealed[:place]}{'A' if sealed[place] != 'A' else 'B'}{sealed[place + 1 :]}"
        with pytest.raises(Tampered):
            ring.open("a", "b", changed)
    for cut in (sealed[:begin], sealed[: begin + 8], f"{sealed[:begin]}!"):
        with pytest.raises(Tampered):
            ring.open("a", "b", cut)


def test_the_first_key_seals_and_every_key_opens() -> None:
    old, new = new_key(), new_key()
    sealed = Ring((old,)).seal("a", "b", "x")
    both = Ring((new, old))
    assert both.open("a", "b", sealed) == "x"
    assert key_id(both.seal("a", "b", "y")) == new.id != key_id(sealed)
    with pytest.raises(KeyGone):
        Ring((new,)).open("a", "b", sealed)


@pytest.mark.parametrize("text", ["", "x", "v1.", "v2.abc.def", "v1.a.b.c"])
def test_what_no_key_sealed_has_no_key(text: str) -> None:
    with pytest.raises(KeyGone):
        Ring((new_key(),)).open("a", "b", text)


def test_nothing_is_sealed_without_a_key() -> None:
    with pytest.raises(KeyRefused):
        Ring().seal("a", "b", "x")


def test_a_key_shows_in_no_representation_and_its_id_says_nothing_of_it() -> None:
    key = Key(b"k" * 32)
    assert "kkk" not in repr(key)
    assert "6b6b" not in repr(key)
    assert key.id == Key(b"k" * 32).id
    assert key.id not in key.material.hex()
