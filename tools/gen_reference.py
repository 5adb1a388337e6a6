"""Write docs/reference/cli.md, configuration.md and the end of queries.md from the code.

With --check it only tells whether they are stale.
"""

from __future__ import annotations

import asyncio
import json
import sys
import typing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from pydantic import BaseModel, SecretStr

from mediad.app.offline import media_types
from mediad.cli.codes import Code
from mediad.cli.main import app
from mediad.config.changes import RELOADED
from mediad.config.models import Config
from mediad.library.query import credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pydantic.fields import FieldInfo

    from mediad_sdk.values.kinds import Kind

PLACE = Path(__file__).resolve().parent.parent / "docs/reference"

CLI = """# The command line

Written by `tools/gen_reference.py` from the commands themselves.

`mediad` talks to the daemon over its Unix socket; whoever may use that (the daemon's own user, and root) needs no key.
`serve`, `demo`, `preview`, `parse`, `config` and `db` work without a daemon. Options before the command
(`--json` may stand at the end, too):

"""

CODES = {
    Code.DONE: "done",
    Code.FAILED: "tried, and failed; standard error says why and what to do",
    Code.USAGE: "the command line was not understood",
    Code.MISSING: "something must be installed first",
    Code.AWAY: "no daemon answers on the socket",
    Code.REFUSED: "the daemon refused: a mistake in what was asked, or not allowed",
    Code.NOT_FOUND: "there is no such thing",
    Code.CONFIGURATION: "the configuration has mistakes, each named by file, line and key",
}

CONFIGURATION = """# Configuration

Written by `tools/gen_reference.py` from the models themselves. `config/mediad.example.toml` shows the same as a file,
and says how files, secrets and environment combine; `mediad config check` names every mistake. `mediad config reload`
lets a running daemon take over what stands under {reloaded}; the rest is taken at the next start.
"""


KINDS = """## Kinds, filters and orders

Written by `tools/gen_reference.py` from the media types that mediad comes with; other plugins bring theirs. `by:`,
`in:`, `year:`, `added:`, `duration:`, `library:`, `duplicates:` and what people did are asked of every work.

| kind | | filters | orders, the usual one first |
|---|---|---|---|
"""


def cli() -> str:
    """Describe every command, its arguments and options."""
    root = typer.main.get_command(app)
    codes = "\n".join(f"| {code.value} | {CODES[code]} |" for code in Code)
    parts = [CLI + _table(root), "\n## Exit codes\n\n| code | meaning |\n|---|---|\n" + codes + "\n"]
    for name, command in sorted(_commands(root, "mediad")):
        usage = " ".join([name, *(_usage(each) for each in command.params if each.param_type_name == "argument")])
        parts.append(f"\n## {name}\n\n{command.help}\n\n```\n{usage}\n```\n\n{_table(command)}".rstrip("\n") + "\n")
    return "".join(parts)


def _commands(group: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{prefix} {name}")
        elif not command.hidden:
            yield f"{prefix} {name}", command


def _usage(argument: Any) -> str:
    name = _called(argument) + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _called(argument: Any) -> str:
    """Name an argument as the command's own help does."""
    return str(argument.metavar or argument.name.upper())


def _table(command: Any) -> str:
    rows = [f"| `{_name(each)}` | {each.help or ''}{_default(each)} |" for each in command.params]
    return "| | |\n|---|---|\n" + "\n".join(rows) + "\n" if rows else ""


def _name(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return _called(parameter)
    return " / ".join([*parameter.opts, *parameter.secondary_opts])


def _default(parameter: Any) -> str:
    shown = parameter.default
    return (
        f" Default `{shown}`."
        if shown != "" and isinstance(shown, (str, int, Path)) and not isinstance(shown, bool)
        else ""
    )


def configuration() -> str:
    """Describe every setting."""
    reloaded = " and ".join(", ".join(f"`{each}`" for each in sorted(RELOADED)).rsplit(", ", 1))
    return CONFIGURATION.format(reloaded=reloaded) + "".join(_section(Config, ""))


def _section(model: type[BaseModel], prefix: str) -> Iterator[str]:
    rows, inner = [], []
    for name, field in model.model_fields.items():
        key = f"{prefix}.{name}" if prefix else name
        if (below := _model(field)) is None:
            rows.append(f"| `{key}` | {_value(field)} | {field.description or ''} |")
        else:
            inner.append((below, f"{key}.NAME" if typing.get_origin(field.annotation) is dict else key))
    if rows:
        about = (model.__doc__ or "").strip().splitlines()[0]
        yield f"\n## {prefix}\n\n{about}\n\n| key | default | |\n|---|---|---|\n" + "\n".join(rows) + "\n"
    for below, key in inner:
        yield from _section(below, key)


def _model(field: FieldInfo) -> type[BaseModel] | None:
    kinds = (field.annotation, *typing.get_args(field.annotation))
    return next((each for each in kinds if isinstance(each, type) and issubclass(each, BaseModel)), None)


def _value(field: FieldInfo) -> str:
    if field.is_required():
        return "required"
    value = field.default
    if value is None or isinstance(value, SecretStr) or value in ("", (), {}):
        return ""
    return f"`{json.dumps(str(value) if isinstance(value, Path) else value)}`"


def queries() -> str:
    """Keep what people wrote of the query language, and describe what each kind publishes behind it."""
    told, _, _ = (PLACE / "queries.md").read_text(encoding="utf-8").partition(KINDS.partition("\n")[0])
    kinds = {kind.id: kind for each in asyncio.run(media_types()) for kind in each.kinds}
    return told.rstrip() + "\n\n" + KINDS + "".join(_kind(kinds[name], kinds.values()) for name in sorted(kinds))


def _kind(kind: Kind, every: Iterable[Kind]) -> str:
    own = {facet.name: None for facet in kind.facets}
    credits_ = {facet.name for each in every for facet in each.facets if kind.id in credited.below(facet.name, every)}
    filters = ", ".join([*(f"`{name}`" for name in own), *(f"`{name}` by its credits" for name in sorted(credits_))])
    orders = ", ".join(f"`{sort.name}`" for sort in kind.sorts)
    return f"| `{kind.id}` | {kind.label} | {filters} | {orders} |\n"


def main() -> int:
    """Write, or compare; 1 when a page is stale."""
    stale = 0
    for name, text in (("cli.md", cli()), ("configuration.md", configuration()), ("queries.md", queries())):
        page = PLACE / name
        if "--check" not in sys.argv[1:]:
            page.write_text(text, encoding="utf-8")
        elif not page.is_file() or page.read_text(encoding="utf-8") != text:
            print(f"docs/reference/{name} is stale: run tools/gen_reference.py")
            stale = 1
    return stale


if __name__ == "__main__":
    raise SystemExit(main())
