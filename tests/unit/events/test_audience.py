"""Who sees which event."""

from __future__ import annotations

import pytest

from mediad.events.audience import Audience
from mediad_sdk.permissions import ROLES
from mediad_sdk.values.events import Event

MEMBER = Audience(user="me", libraries=frozenset({"seen"}), permissions=frozenset(ROLES["member"]))
ADMINISTRATOR = Audience(user="admin", permissions=frozenset(ROLES["administrator"]))


@pytest.mark.parametrize(
    ("type_", "library"),
    [
        ("root.state", "seen"), ("scan.progress", "seen"), ("hold.opened", "seen"), ("plugin.state", ""),
        ("job.finished", ""),
    ],
)  # fmt: skip
def test_a_member_is_told_nothing_that_the_api_refuses(type_: str, library: str) -> None:
    event = Event(type=type_, library=library)
    assert not MEMBER.sees(event)
    assert ADMINISTRATOR.sees(event)


def test_works_are_told_to_those_who_see_their_library() -> None:
    assert MEMBER.sees(Event(type="item.added", library="seen"))
    assert not MEMBER.sees(Event(type="item.added", library="hidden"))
    assert not Audience(permissions=frozenset({"events.read"})).sees(Event(type="item.added", library="seen"))


def test_a_job_is_told_to_whom_it_is_done_for_and_to_those_who_read_all() -> None:
    own, other = Event(type="job.finished", user="me"), Event(type="job.finished", user="you")
    assert (MEMBER.sees(own), MEMBER.sees(other)) == (True, False)
    assert (ADMINISTRATOR.sees(own), ADMINISTRATOR.sees(other)) == (True, True)


def test_a_plugin_says_itself_for_whom_its_events_are() -> None:
    assert MEMBER.sees(Event(type="recipes.cooked"))
    assert MEMBER.sees(Event(type="recipes.cooked", user="me"))
    assert not MEMBER.sees(Event(type="recipes.cooked", user="you"))
    assert not ADMINISTRATOR.sees(Event(type="recipes.cooked", user="you"))
    assert not MEMBER.sees(Event(type="recipes.cooked", library="hidden"))
