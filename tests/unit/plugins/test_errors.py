from __future__ import annotations

import pytest

from mediad.plugins.errors import ended


@pytest.mark.parametrize("reason", ["it exits", "it exits.", "did you mean mediad_jobs?", "no!"])
def test_a_reason_ends_a_sentence_with_one_stop(reason: str) -> None:
    assert ended(reason).rstrip(".!?") == reason.rstrip(".!?")
    assert len(ended(reason)) == len(reason.rstrip(".!?")) + 1
