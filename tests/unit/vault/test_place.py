from __future__ import annotations

import asyncio
import os
from base64 import b64encode
from pathlib import Path

import pytest

from mediad.vault.errors import KeyRefused
from mediad.vault.place import CREDENTIAL, Place, find_place
from mediad.vault.ring import new_key

LINE = b64encode(b"k" * 32).decode()


def given(path: Path, text: str, mode: int = 0o600) -> Place:
    path.write_text(text)
    path.chmod(mode)
    return Place(path=path)


def test_a_key_is_made_once_for_its_owner_alone(tmp_path: Path) -> None:
    place = Place(path=tmp_path / "secret.key")
    assert place.read() == ()
    made = place.make()
    assert place.path.stat().st_mode & 0o777 == 0o600
    assert place.read() == made
    assert place.make() == made
    assert [each.name for each in tmp_path.iterdir()] == ["secret.key"]


def test_what_is_written_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    place = Place(path=tmp_path / "secret.key")
    place.make()
    keys = (new_key(), new_key())
    place.write(keys)
    assert place.read() == keys
    assert place.path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o602])
def test_a_key_that_others_can_read_or_write_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyRefused, match=f"mode {mode:o}"):
        given(tmp_path / "k", LINE, mode).read()


def test_a_link_in_the_place_of_the_key_is_not_followed(tmp_path: Path) -> None:
    given(tmp_path / "real", LINE)
    link = tmp_path / "k"
    link.symlink_to("real")
    with pytest.raises(KeyRefused, match="symbolic link"):
        Place(path=link).read()
    dangling = tmp_path / "d"
    dangling.symlink_to("elsewhere")
    with pytest.raises(KeyRefused, match="symbolic link"):
        Place(path=dangling).make()
    assert not (tmp_path / "elsewhere").exists()


def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    for name in ("pipe", "folder"):
        with pytest.raises(KeyRefused):
            Place(path=tmp_path / name).read()


@pytest.mark.parametrize("text", ["", "\n", "# only words\n", "short", b64encode(b"k" * 31).decode(), LINE[:-1] + "!"])
def test_what_is_no_key_is_refused_without_being_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(KeyRefused) as caught:
        given(tmp_path / "k", text).read()
    assert not text.strip() or text.strip() not in str(caught.value)


def test_a_folder_that_is_closed_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused) as caught:
        Place(path=tmp_path / "nowhere" / "secret.key").make()
    assert "storage.key_file" in caught.value.remedy


async def test_two_that_make_a_key_at_once_have_the_same(tmp_path: Path) -> None:
    place = Place(path=tmp_path / "secret.key")
    made = await asyncio.gather(*(asyncio.to_thread(place.make) for _ in range(8)))
    assert set(made) == {await asyncio.to_thread(place.read)}


def test_a_credential_is_stronger_than_the_configuration(tmp_path: Path) -> None:
    environ = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    named = tmp_path / "named"
    assert find_place(environ, named, tmp_path) == Place(path=named)
    assert find_place(environ, None, tmp_path) == Place(path=tmp_path / "secret.key")
    given(tmp_path / CREDENTIAL, LINE, 0o440)  # systemd lets the unit's user read it by an ACL, which shows as this
    place = find_place(environ, named, tmp_path)
    assert (place.path.name, place.lent) == (CREDENTIAL, True)
    assert len(place.read()) == 1
