from __future__ import annotations

import json

import pytest

from mediad.cli.main import _with_json_first
from mediad.cli.output import Output

ID = "01a1fc3c-6371-7087-9c47-407c351f42b2"


def test_names_from_disks_carry_neither_control_characters_nor_markup_to_a_terminal(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Output().rows([{"title": "\x1b[31mred[/red] \x07[bold]"}], (("title", "TITLE"),), empty="")
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\x07" not in out
    assert "[bold]" in out


def test_sentences_and_errors_keep_their_lines_and_nothing_else_of_the_kind(capsys: pytest.CaptureFixture[str]) -> None:
    out = Output()
    out.say("one\n\x1b[31m[bold]two")
    out.error("line 1\nline [2]", "a remedy\nof \x07 two")
    written = capsys.readouterr()
    assert written.out == "one\n\N{REPLACEMENT CHARACTER}[31m[bold]two\n"
    assert written.err == "line 1\nline [2]\na remedy\nof \N{REPLACEMENT CHARACTER} two\n"


def test_an_id_is_whole_however_narrow_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    out = Output()
    out.console.width = 60
    out.rows([{"title": "long " * 30, "id": ID}], (("title", "TITLE"), ("id", "ID")), empty="")
    assert ID in capsys.readouterr().out


def test_nothing_is_folded_where_no_terminal_is(capsys: pytest.CaptureFixture[str]) -> None:
    Output().rows([{"title": "word " * 40}], (("title", "TITLE"),), empty="")
    assert "word " * 39 in capsys.readouterr().out


def test_for_programs_each_row_is_a_line_and_sentences_are_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    out = Output(as_json=True)
    out.say("for people")
    out.rows([{"title": "千の灯"}, {"title": "b"}], (("title", "TITLE"),), empty="nothing")
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [{"title": "千の灯"}, {"title": "b"}]


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        (["items", "--json"], ["--json", "items"]),
        (["--json", "items"], ["--json", "items"]),
        (["items"], ["items"]),
        (["search", "--", "--json"], ["search", "--", "--json"]),
    ],
)
def test_json_may_stand_anywhere_before_two_dashes(given: list[str], taken: list[str]) -> None:
    assert _with_json_first(given) == taken
