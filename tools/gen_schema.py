"""Write config/mediad.schema.json from the models; with --check only tell whether it is up to date."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from mediad.config import schema

TARGET = Path(__file__).resolve().parent.parent / "config/mediad.schema.json"


def main() -> int:
    """Write, or compare; 1 when the committed schema is stale."""
    text = json.dumps(schema(), indent=2, sort_keys=True) + "\n"
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET.name} is stale: run tools/gen_schema.py")
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
