from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediad.library.inventory.recognition import IDENTITY, decide, explain, facts_of

SEEN = {
    "exists": True, "is_dir": True, "errno": 0, "reason": "", "source": b"/dev/sda1", "fs_type": b"ext4", "fs_id": 17,
    "device": 2049, "inode": 2, "names": [b"films", b"music"], "empty": False,
}  # fmt: skip  # one root
RECORDED = facts_of(SEEN)


def seen(**changes: Any) -> dict[str, Any]:
    return {**SEEN, **changes}


@pytest.mark.parametrize(
    ("now", "verdict"),
    [
        (SEEN, "same"),
        (seen(names=[b"films", b"photos"]), "same"),
        (seen(device=2050), "doubtful"),
        (seen(fs_id=18), "doubtful"),
        (seen(inode=3), "doubtful"),
        (seen(source=b"nas:/films"), "doubtful"),
        (seen(names=[b"photos"]), "same"),
        (seen(source=b"/dev/sdb1", fs_id=18, device=2050, inode=3), "doubtful"),
        (seen(source=b"/dev/sdb1", fs_id=18, device=2050, inode=3, names=[b"photos"]), "other"),
        (seen(names=[], empty=True), "empty"),
        ({"exists": False, "is_dir": False, "errno": 2}, "missing"),
        ({"exists": False, "is_dir": False, "errno": 20}, "missing"),
        ({"exists": True, "is_dir": False, "errno": 5}, "error"),
        ({"exists": True, "is_dir": False, "errno": 13}, "error"),
        ({"exists": True, "is_dir": False, "errno": 0, "reason": "it is no folder"}, "error"),
        ({"hanging": True}, "hanging"),
    ],
)
def test_a_root_is_judged_by_everything_that_was_recorded(now: dict[str, Any], verdict: str) -> None:
    assert decide(RECORDED, now) == verdict


def test_a_root_that_nobody_has_seen_is_new_even_when_it_is_empty() -> None:
    assert decide({}, SEEN) == "new"
    assert decide({}, seen(names=[], empty=True)) == "new"


@given(
    changed=st.sets(st.sampled_from(IDENTITY), min_size=1),
    names=st.lists(st.sampled_from([b"films", b"music", b"other", b"more"]), min_size=1, unique=True),
)
def test_a_mismatch_is_never_taken_for_the_same_and_one_alone_is_never_taken_for_another(
    changed: set[str], names: list[bytes]
) -> None:
    verdict = decide(RECORDED, seen(**dict.fromkeys(changed, "different"), names=names))
    assert verdict in {"doubtful", "other"}
    if len(changed) == 1:
        assert verdict == "doubtful"


@given(st.dictionaries(st.sampled_from(["exists", "is_dir", "empty", "hanging"]), st.booleans()))
def test_whatever_is_seen_of_a_known_root_only_a_whole_match_makes_absence_believed(sight: dict[str, bool]) -> None:
    assert decide(RECORDED, {**sight, "errno": 5}) != "same"


@pytest.mark.parametrize("verdict", ["missing", "empty", "error", "hanging", "other"])
def test_every_state_that_is_not_online_says_what_to_do_and_that_nothing_was_removed(verdict: Any) -> None:
    found = explain(verdict, "/media/films", "a reason")
    assert found.state in {"offline", "held"}
    assert "/media/films" in found.reason
    assert "nothing was removed" in found.reason


def test_facts_are_json_whatever_the_names_are() -> None:
    import json  # noqa: PLC0415

    facts = facts_of(seen(names=[b"\xff"], source=b"\xfe"))
    assert json.loads(json.dumps(facts)) == facts
