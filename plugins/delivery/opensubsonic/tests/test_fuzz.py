"""A fuzzer calls all that the contract names, with what it thinks of: nothing breaks, and every answer is valid."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import App

pytestmark = [pytest.mark.shared, pytest.mark.timeout(300)]
CHECKS = "not_a_server_error,content_type_conformance,status_code_conformance,response_schema_conformance"
HOOK = """
import schemathesis
WHO = {who}

@schemathesis.hook
def before_call(context, case, kwargs):
    given = {{name: value for name, value in (case.query or {{}}).items() if name not in ("t", "s", "apiKey")}}
    case.query = {{**given, **WHO}}
"""


BYTES = "download|stream|getCoverArt|getAvatar|getCaptions|getTranscodeStream|hls"
"""Bytes come in their own type, and refusals in the form that was asked for; the contract names one for all bytes."""


def known(app: App) -> str:
    """Name what exists, so that the fuzzer gets further than to what is not there."""
    album: Any = app.album("The Long Coast")
    places = {
        "getSong|stream|download|getLyricsBySongId|createBookmark|scrobble": album["song"][0]["id"],
        "getAlbum|getMusicDirectory|getCoverArt|setRating": album["id"],
        "getArtist": album["artistId"],
    }
    return "".join(
        f'\n[[operations]]\ninclude-name-regex = "{names}"\nparameters = {{ "query.id" = "{uid}" }}\n'
        for names, uid in places.items()
    )


@pytest.mark.parametrize("what", ["data", "bytes"])
def test_a_fuzzer_finds_nothing_that_breaks(fuzzed: App, shared: Path, tmp_path: Path, what: str) -> None:
    who = {"u": fuzzed.name, "p": fuzzed.password, **fuzzed.base}
    (tmp_path / "hooks.py").write_text(HOOK.format(who=json.dumps(who)))
    (tmp_path / "schemathesis.toml").write_text('hooks = "hooks.py"\n' + known(fuzzed))
    chosen = "--exclude-path-regex" if what == "data" else "--include-path-regex"
    checks = CHECKS if what == "data" else CHECKS.replace("content_type_conformance,", "")
    done = subprocess.run(
        [
            *(str(Path(sys.executable).with_name("st")), "run", "--no-color", "--seed", "1", "--max-examples", "5"),
            *("--url", fuzzed.address, "--checks", checks, chosen, BYTES),
            str(shared / "contracts/opensubsonic/openapi.json"),
        ],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=280,
    )  # fmt: skip
    tested = re.search(r"Tested: (\d+)", done.stdout)
    assert done.returncode == 0, done.stdout[-9000:] + done.stderr[-2000:] + fuzzed.house.log[-5000:]
    assert tested is not None
    assert int(tested[1]) > (150 if what == "data" else 12)
    assert fuzzed.get("getMusicFolders")["musicFolder"]
