"""What a reload would change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.config import Change, changes

if TYPE_CHECKING:
    from tests.unit.config.conftest import Folder

FILMS = "[libraries.films]\nname = 'F'\ntypes = ['movies']\nroots = ['/f']\n"


def test_nothing_changes_between_two_readings_of_one_file(folder: Folder) -> None:
    assert changes(folder.load(FILMS), folder.load(FILMS)) == ()


def test_a_change_names_its_key_and_whether_it_wants_a_restart(folder: Folder) -> None:
    before = folder.load("[server]\nport = 1\n[retention]\njobs_days = 1")
    after = folder.load("[server]\nport = 2\n[retention]\njobs_days = 2\n" + FILMS)
    assert changes(before, after) == (
        Change(key="libraries.films", needs_restart=False),
        Change(key="retention.jobs_days", needs_restart=False),
        Change(key="server.port", needs_restart=True),
    )


def test_what_is_taken_out_is_a_change(folder: Folder) -> None:
    assert [change.key for change in changes(folder.load(FILMS), folder.load("[server]"))] == ["libraries.films"]
