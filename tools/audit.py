"""Ask the vulnerability service about every version in constraints.txt, and let no package slip through unasked.

Our own distributions are not in that file, so nothing has to be skipped; a package that the service does not answer for
is a failure. Behind a mirror that offers packages but no advisories there is nobody to ask: a release with well-known
advisories tells the two apart, and then the audit says loudly that it did not happen.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
KNOWN_BAD = "jinja2==2.4.1\n"  # the service lists advisories for it since 2014


def ask(requirements: Path) -> list[dict[str, Any]]:
    """Return what pip-audit learns about each pinned version; a broken audit ends the program."""
    options = [
        "--requirement",
        str(requirements),
        "--no-deps",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner=off",
    ]
    done = subprocess.run([sys.executable, "-m", "pip_audit", *options], capture_output=True, text=True, check=False)
    if not done.stdout:
        sys.exit(f"NOT AUDITED: {done.stderr.strip().rpartition(chr(10))[2]}")
    dependencies: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return dependencies


def service_answers() -> bool:
    """Tell whether the service knows the advisories of a release that has some."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(KNOWN_BAD)
        file.flush()
        return any(found.get("vulns") for found in ask(Path(file.name)))


def main() -> int:
    """Report vulnerable and unanswered packages; 0 when there are none."""
    answers = ask(ROOT / "constraints.txt")
    vulnerable = [found for found in answers if found.get("vulns")]
    unanswered = [found["name"] for found in answers if "skip_reason" in found]
    for found in vulnerable:
        print(f"{found['name']} {found['version']}: {', '.join(each['id'] for each in found['vulns'])}")
    if vulnerable:
        return 1
    if not unanswered:
        print(f"audit: {len(answers)} packages, none skipped, none with a known vulnerability")
        return 0
    if service_answers():
        print(f"audit: no answer for {', '.join(unanswered)}")
        return 1
    print(f"NOT AUDITED: no vulnerability service behind this package index; {len(answers)} packages remain unasked")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
