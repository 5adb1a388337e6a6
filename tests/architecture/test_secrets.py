"""Nothing secret, and nothing of the machine it was written on, is ever committed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

SECRETS = {
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KEY" + r"-----",
    "cloud access key": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "code host token": r"\bgh[pousr]_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,}\b|\bglpat-[A-Za-z0-9_-]{20}\b",
    "chat token": r"\bxox[abprs]-[A-Za-z0-9-]{20,}\b",
    "web token": r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}",
    "password in an address": r"\b(?:postgres(?:ql)?|https?|amqp|redis)://"
    r"[^\s/:@\"'<{$]+:(?!secret@|password@)[^\s@\"'<{$]{6,}@",
    "assigned secret": r"""(?i)\b(?:api_?key|secret|token|passw(?:or)?d)["']?\s*[:=]\s*"""
    r"""["'](?=[^"']*\d)[A-Za-z0-9+/_=-]{24,}["']""",
}
# Written in pieces, because this file is searched too.
MACHINE = {
    "package registry": r"\b(?:pypi|pythonhosted|npmjs|crates|proxy\.golang|maven)" + r"\.(?:org|io|com)\b",
    "package index option": r"--(?:extra-)?index" + r"-url\b|--find" + r"-links\b(?!\")",
    "path of a developer's machine": r"(?<![\w.$}/-])/(?:work|root)" + r"/",
}


def found(patterns: dict[str, str], texts: dict[str, str]) -> list[str]:
    """Return `path:line: what` for each match."""
    return [
        f"{path}:{text.count(chr(10), 0, match.start()) + 1}: {what}"
        for path, text in texts.items()
        for what, pattern in patterns.items()
        for match in re.finditer(pattern, text)
    ]


def named(texts: dict[Path, str], repository: Path) -> dict[str, str]:
    """Return the texts by their path inside the repository."""
    return {str(path.relative_to(repository)): text for path, text in texts.items()}


def test_no_secret_is_committed(texts: dict[Path, str], repository: Path) -> None:
    assert found(SECRETS, named(texts, repository)) == []


def test_no_registry_and_no_path_of_a_machine_is_committed(texts: dict[Path, str], repository: Path) -> None:
    assert found(MACHINE, named(texts, repository)) == []


@pytest.mark.parametrize(
    "line",
    [
        "-----BEGIN OPENSSH PRIVATE " + "KEY-----",
        "AKIA" + "ABCDEFGHIJKLMNOP",
        "ghp_" + "a1" * 18,
        "postgresql://mediad:" + "hunter2hunter2@db/mediad",
        'api_key = "' + "0123456789abcdef" * 2 + '"',
    ],
)
def test_the_scanner_knows_a_secret_when_it_sees_one(line: str) -> None:
    assert found(SECRETS, {"x": f"one\n{line}\n"})[0].startswith("x:2: ")
