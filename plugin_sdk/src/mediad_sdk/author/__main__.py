"""The command line of authors."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mediad_sdk import SDK_VERSION
from mediad_sdk.author.scaffold import KINDS, begin
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; 0 when it went well, 1 when a check failed, 2 when nothing could be tried."""
    options = _parser().parse_args(arguments)
    try:
        return _new(options) if options.command == "new" else _check(options)
    except MediadError as error:
        sys.stderr.write("\n".join(filter(None, (str(error), error.remedy))) + "\n")
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mediad-sdk", description="Write plugins for mediad.")
    parser.add_argument("--version", action="version", version=f"mediad-sdk {SDK_VERSION}")
    commands = parser.add_subparsers(dest="command", required=True)
    new = commands.add_parser("new", help="begin a plugin whose tests pass before the first edit")
    new.add_argument("--kind", required=True, choices=KINDS, help="what it brings")
    new.add_argument("--title", default="", help="what people read; made of the name unless given")
    new.add_argument("--into", type=Path, default=Path(), help="where its folder goes; here unless given")
    new.add_argument("name", help="its permanent id: 2 to 32 of a-z, 0-9 and single _ between them")
    check = commands.add_parser("check", help="check a plugin as a daemon, a packager and a reader would")
    check.add_argument("folder", type=Path, nargs="?", default=Path(), help="its project; here unless given")
    check.add_argument(
        "--level",
        choices=("bronze", "silver", "gold"),
        default="bronze",
        help="what it must reach; bronze unless given",
    )
    check.add_argument("--json", action="store_true", help="write one JSON value a line, for programs")
    return parser


def _new(options: argparse.Namespace) -> int:
    place = begin(options.name, options.kind, title=options.title, into=options.into)
    sys.stdout.write(
        f"{place} is a plugin. Its tests pass before you change anything:\n\n"
        f"    cd {place}\n    pip install --editable '.[test]'\n    python -m pytest\n    mediad-sdk check\n"
    )
    return 0


def _check(options: argparse.Namespace) -> int:
    from mediad_sdk.author.check import report  # noqa: PLC0415  # imported when first used: it knows every check

    return report(options.folder, level=options.level, as_json=options.json)


if __name__ == "__main__":
    sys.exit(main())
