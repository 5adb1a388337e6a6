from __future__ import annotations

from fakes import HandClock

from mediad.accounts.attempts import MOST, Attempts, Begun
from mediad_sdk import Attempt


def begun(number: int) -> Begun:
    attempt = Attempt(back="b", state=str(number), nonce="n", verifier="v")
    return Begun(attempt=attempt, method=("a", "b"), browser="shown", onward="/", address=f"192.0.2.{number}")


def test_the_oldest_goes_when_there_are_too_many() -> None:
    kept = Attempts(HandClock())
    for number in range(MOST + 1):
        kept.keep(begun(number))
    assert len(kept) == MOST
    assert kept.take("0", "shown", ("a", "b")) is None
    assert kept.take("1", "shown", ("a", "b")) is not None


def test_the_challenge_of_pkce_is_that_of_its_standard() -> None:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"  # RFC 7636, appendix B
    attempt = Attempt(back="b", state="s", nonce="n", verifier=verifier)
    assert attempt.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
