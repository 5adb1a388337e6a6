"""Is this the root that we know? Decided from recorded facts; nothing is ever written into a root.

Facts are `source`, `fs_type`, `fs_id`, `device`, `inode` and some names. Each may change for a harmless reason (a
device number at a reboot, a file system id at a remount, names when people tidy up), so one alone decides nothing:

| recorded | seen                                       | verdict    | what it means                          |
|----------|--------------------------------------------|------------|----------------------------------------|
| any      | no answer in time                          | `hanging`  | nothing is known                       |
| any      | not there                                  | `missing`  | nothing is known                       |
| any      | an error, or no folder                     | `error`    | nothing is known                       |
| none     | a folder                                   | `new`      | its facts are recorded                 |
| names    | an empty folder                            | `empty`    | most likely the place of a lost mount  |
| yes      | every fact, whatever the names             | `same`     | what is not there is absent            |
| yes      | no fact but the type, and no name          | `other`    | another disk is mounted here           |
| yes      | anything in between                        | `doubtful` | known files must prove it              |

Names are the weakest fact: people rename what they like, and a loss that this means is held for its size.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Literal

from mediad_sdk.data import dataclass

Verdict = Literal["new", "same", "doubtful", "other", "missing", "empty", "error", "hanging"]
IDENTITY = ("source", "fs_type", "fs_id", "device", "inode")
_SIGNIFICANT = ("source", "fs_id", "device", "inode")  # every second disk is ext4


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a verdict makes of a root: a state, and a sentence with its remedy."""

    state: str
    reason: str = ""


def decide(recorded: Mapping[str, Any], seen: Mapping[str, Any]) -> Verdict:
    """Compare what was recorded of a root with what is there now."""
    if not seen.get("is_dir"):
        return _absent(seen)
    if not recorded:
        return "new"
    if seen.get("empty") and recorded.get("names"):
        return "empty"
    return _compare(recorded, facts_of(seen))


def _absent(seen: Mapping[str, Any]) -> Verdict:
    if seen.get("hanging"):
        return "hanging"
    return "error" if seen.get("exists") or seen.get("errno") not in (2, 20) else "missing"


def _compare(recorded: Mapping[str, Any], now: Mapping[str, Any]) -> Verdict:
    differing = [name for name in IDENTITY if recorded.get(name) != now.get(name)]
    named = not recorded.get("names") or not set(recorded["names"]).isdisjoint(now["names"])
    if not differing:
        return "same"
    if not named and all(name in differing for name in _SIGNIFICANT):
        return "other"
    return "doubtful"


def facts_of(seen: Mapping[str, Any]) -> dict[str, Any]:
    """Give the facts worth recording, as JSON can carry them."""
    facts = {name: _plain(seen.get(name)) for name in (*IDENTITY, "real")}
    return {**facts, "names": [os.fsdecode(name) for name in seen.get("names", ())]}


def _plain(value: object) -> object:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def explain(verdict: Verdict, path: str, why: str = "") -> State:
    """Give the state that a verdict puts a root into, and what a person can do."""
    tail = f" ({why})" if why else ""
    sentences: Mapping[str, State] = {
        "missing": State(
            state="offline", reason=f"{path} is not there. Mount it or plug the disk in; nothing was removed."
        ),
        "empty": State(
            state="offline",
            reason=f"{path} is empty but held files before; its disk is probably not mounted. "
            "Mount it; nothing was removed.",
        ),
        "error": State(
            state="offline", reason=f"{path} cannot be read{tail}. Check the disk and its rights; nothing was removed."
        ),
        "hanging": State(
            state="offline",
            reason=f"{path} does not answer{tail}. Check the network share or disk; nothing was removed.",
        ),
        "other": State(
            state="held",
            reason=f"{path} is not the disk that was there before{tail}. Mount the right one, or accept this one "
            "as its replacement; nothing was removed.",
        ),
    }
    return sentences.get(verdict, State(state="online"))
