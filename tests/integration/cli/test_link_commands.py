"""`mediad user links` and `mediad user sign-ins`, with a daemon whose answers are known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from integration.cli.test_commands import ID, OTHER, USER, daemon, page, run

if TYPE_CHECKING:
    from integration.cli.test_commands import Daemon

__all__ = ["daemon", "run"]  # fixtures


def test_who_a_user_is_elsewhere_is_listed(daemon: Daemon, run: Any) -> None:
    daemon.answers["GET /api/v1/users"] = page(USER)
    daemon.answers[f"GET /api/v1/users/{OTHER}/links"] = page(
        {"id": ID, "instance": "oidc", "subject": "https://id.example.org#7", "made": True}
    )
    said = run("user", "links", "mei").out
    assert all(word in said for word in ("oidc", "https://id.example.org#7", ID))
    daemon.answers[f"GET /api/v1/users/{OTHER}/links"] = page()
    assert "linked with nobody" in run("user", "links", "mei").out


def test_the_ways_to_sign_in_are_listed(daemon: Daemon, run: Any) -> None:
    daemon.answers["GET /api/v1/sign-ins"] = page(
        {"instance": "x", "id": "x", "label": "Door", "takes": ["password", "visit"], "address": "/api/v1/sign-ins/x/x"}
    )
    said = run("user", "sign-ins").out
    assert all(word in said for word in ("Door", "password or visit", "/api/v1/sign-ins/x/x"))
