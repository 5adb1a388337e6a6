"""Read names from standard input: a JSON object {"input", "kind"} a line in, one of fields a line out."""

from __future__ import annotations

import json
import sys

from mediad_names.kinds import describe


def main() -> None:
    """Answer every line in its order."""
    for line in sys.stdin:
        asked = json.loads(line)
        found = describe(str(asked["input"]), asked.get("kind"))
        sys.stdout.write(json.dumps({**found.fields, "sure": found.sure}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
