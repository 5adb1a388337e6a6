"""`mediad` and `python -m mediad`: the daemon before anything of the command line is imported."""

from __future__ import annotations

import gc
import os
import sys

_MISSING = "The command line needs two more packages: pip install 'mediad[cli]'. (`mediad serve` runs without them.)"


def main(arguments: list[str] | None = None) -> None:
    """Run the daemon, or a command."""
    arguments = sys.argv[1:] if arguments is None else arguments
    # pydantic would read the metadata of every installed package, to find extensions of its own: 15 ms each time
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if arguments[:1] == ["serve"]:
        gc.disable()  # of what imports make nothing is garbage: a tenth of the start would go into looking for it
        from mediad.app.life import main as serve  # noqa: PLC0415  # the daemon starts without the command line

        gc.freeze()
        gc.enable()
        raise SystemExit(serve(arguments[1:]))
    try:
        from mediad.cli.main import main as command  # noqa: PLC0415  # and the command line without the daemon
    except ModuleNotFoundError as error:
        if error.name not in {"typer", "rich"}:
            raise
        sys.stderr.write(_MISSING + "\n")
        raise SystemExit(3) from error
    command(arguments)


if __name__ == "__main__":
    main()
