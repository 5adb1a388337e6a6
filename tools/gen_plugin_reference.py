"""Write docs/reference/plugins.md from the SDK and the guard; with --check only tell whether it is stale."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple, get_args

from mediad.plugins import errors as faults
from mediad.plugins import states
from mediad_sdk import errors, host, testing, values
from mediad_sdk.author.checks import CHECKS
from mediad_sdk.calls import functions
from mediad_sdk.hooks import Hooks
from mediad_sdk.host import database, http
from mediad_sdk.manifest import Manifest, Permission
from mediad_sdk.permissions import GRANTS, PERMISSIONS
from mediad_sdk.points import POINTS

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "docs/reference/plugins.md"

HEAD = """# The reference for plugin authors

Written by `tools/gen_plugin_reference.py` from the SDK itself; a test fails when it is stale, and when anything in it
lacks a sentence or a test. [How mediad calls you](../plugins/calls.md) explains what deadlines and strikes are.

[Hooks](#hooks) · [Values](#values) · [Services](#services) · [Manifest](#manifest) · [Permissions](#permissions) ·
[Errors](#errors) · [States](#states) · [Checks](#checks) · [The conformance kit](#the-conformance-kit)
"""


WORDS = tomllib.loads(Path(__file__).with_name("plugin_reference.toml").read_text(encoding="utf-8"))
MEANINGS: dict[str, str] = WORDS["kinds"]
FIXES: dict[str, str] = WORDS["kit"]


class Thing(NamedTuple):
    """One thing that has to be described, and tried by a test under its last word."""

    place: str
    word: str
    said: str


def things() -> Iterator[Thing]:
    """Give everything that plugins may rely on."""
    for point in POINTS:
        yield Thing(f"hook {point.hook}", point.hook, _doc(getattr(Hooks, point.hook)))
    yield Thing("hook mediad_lifespan", "mediad_lifespan", _doc(Hooks.mediad_lifespan))
    for cls in [*_values(), Manifest, Permission, *_more()]:
        yield Thing(cls.__name__, cls.__name__, _doc(cls))
        yield from (Thing(f"{cls.__name__}.{name}", name, said) for name, _, said in _fields(cls))
        yield from (Thing(f"{cls.__name__}.{name}", name, _doc(each)) for name, each in _methods(cls))
    for cls in _services():
        yield from (Thing(f"{cls.__name__}.{name}", name, _doc(each)) for name, each in _methods(cls))
    yield from (Thing(f"permission {name}", name, each.sentence) for name, each in GRANTS.items())
    yield from (Thing(f"permission {name}", name, each) for name, each in PERMISSIONS.items())
    yield from (Thing(f"kind {name}", name, MEANINGS.get(name, "")) for name in get_args(faults.Kind))
    yield from (Thing(f"error {each.__name__}", each.__name__, _doc(each)) for each in _errors())
    yield from (Thing(f"check {each.id}", each.id, each.fix) for each in CHECKS)


def undocumented() -> list[str]:
    """Name what says nothing of itself."""
    kit = [name for name, each in _kit() if not FIXES.get(name) or not _doc(each)]
    return [each.place for each in things() if not each.said] + [f"check of the kit {name}" for name in kit]


def untested(folder: Path = ROOT) -> list[str]:
    """Name what occurs in no test."""
    places = ("tests", "plugin_sdk/tests", "plugins/*/*/tests")
    paths = [path for place in places for path in folder.glob(f"{place}/**/*") if path.suffix in (".py", ".txt")]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    words = set(re.findall(r"[\w.-]+", "\n".join(texts))) | set(re.findall(r"\w+", "\n".join(texts)))
    return [each.place for each in things() if each.word not in words]


def reference() -> str:
    """Write the page."""
    parts = (HEAD, *_hooks(), *_classes(), *_lent(), *_asked(), *_raised(), *_lives(), *_checked())
    return "\n".join(parts) + "\n"


def _hooks() -> Iterator[str]:
    yield "\n## Hooks\n\nAsked once when a plugin is loaded, in this order; each gives a sequence of values.\n"
    yield "| hook | values | since | |\n|---|---|---|---|"
    for point in POINTS:
        cls = point.value.__name__
        said = _doc(getattr(Hooks, point.hook)) + ("" if point.stable else " **Experimental.**")
        said += f" **Deprecated:** {point.deprecated}" if point.deprecated else ""
        said += " Ids are the daemon's, one for all plugins." if point.scope == "world" else ""
        yield f"| `{point.hook}` | [`{cls}`](#{cls.lower()}) | {point.since} | {said} |"
    yield f"| `mediad_lifespan` | an async context manager | 1.0 | {_doc(Hooks.mediad_lifespan)} |"
    yield (
        "\nExperimental is what no plugin of any use has proved yet: it may change in any version of the SDK."
        "\n\n## Values\n\nFrozen dataclasses, made with keywords. What has a default may be left out."
    )


def _classes() -> Iterator[str]:
    for cls in _values():
        yield f"\n### {cls.__name__}\n\n`from {_home(cls)} import {cls.__name__}`. {_head(cls)}\n"
        rows = [_row(_code(name), _code(shape), said) for name, shape, said in _fields(cls)]
        if rows:
            yield "| field | | |\n|---|---|---|\n" + "\n".join(rows)
        called = [
            f"| `{each.name}` | {'' if each.call.limit is None else f'{each.call.limit:g} s'} | "
            f"{'at once, on the loop' if each.call.inline else 'awaited, or in a thread'} | {each.call.strikes} |"
            for each in (functions(cls) if is_dataclass(cls) else ())
        ]
        if called:
            yield "\n| function | deadline | called | strikes |\n|---|---|---|---|\n" + "\n".join(called)
        yield from (f"\n- {_signed(name, each)}: {_text(each)}" for name, each in _methods(cls))


def _lent() -> Iterator[str]:
    yield "\n## Services\n\nWhat the context lends; [an example of each](../plugins/services.md)."
    needs = {"http": "network", **{name: name for name in GRANTS}}
    names = {each.type: each.name for each in fields(host.Context)}
    for cls in (*_services(), *_more()):
        name = names.get(cls.__name__, "")
        where = f"`context.{name}`. " if name else ""
        asks = f" Needs the permission `{needs[name]}`." if name in needs and "permission" not in _head(cls) else ""
        yield f"\n### {cls.__name__}\n\n{where}{_head(cls)}{asks}\n"
        yield from (f"- {_signed(name, each)}: {_text(each)}" for name, each in _methods(cls))
        yield from (f"- `{name}` ({_code(shape)}): {said}" for name, shape, said in _fields(cls))


def _asked() -> Iterator[str]:
    yield "\n## Manifest\n\n`mediad-plugin.toml` in the package.\n\n| key | | |\n|---|---|---|"
    yield from (_row(_code(name), _code(shape), said) for name, shape, said in _fields(Manifest))
    yield "\n## Permissions\n\nWhat a plugin may ask for under `[permissions]`. `reason` is always needed.\n"
    yield "| permission | keys | what a person reads |\n|---|---|---|"
    for name, each in GRANTS.items():
        yield f"| `{name}` | {', '.join(f'`{key}`' for key in each.keys)} | {each.sentence} |"
    yield "\n| key | | |\n|---|---|---|"
    yield from (_row(_code(name), _code(shape), said) for name, shape, said in _fields(Permission))
    yield "\nWhat a caller may be allowed; routes and commands name one of them.\n\n| permission | |\n|---|---|"
    yield from (f"| `{name}` | {said} |" for name, said in PERMISSIONS.items())


def _raised() -> Iterator[str]:
    yield "\n## Errors\n\nFrom `mediad_sdk.errors`. A `PluginFault` is your word; anything else counts as your bug.\n"
    yield "| error | code | is a | |\n|---|---|---|---|"
    for each in _errors():
        yield f"| `{each.__name__}` | `{each.code}` | `{each.__bases__[0].__name__}` | {_head(each)} |"
    yield "\nWhat the daemon tells of a plugin that failed, in `mediad plugin show`, the API, the log and the trace:\n"
    yield "| kind | what happened | remedy |\n|---|---|---|"
    yield from (f"| `{name}` | {MEANINGS[name]} | {said} |" for name, said in faults.REMEDIES.items())


def _lives() -> Iterator[str]:
    yield "\n## States\n\n| state | | may become |\n|---|---|---|"
    told = dict(re.findall(r'^    "(\w+)",  # (.+)$', inspect.getsource(states), re.MULTILINE))
    for name in get_args(states.State):
        after = ", ".join(f"`{each}`" for each in sorted(states.FOLLOWS[name]))
        yield f"| `{name}` | {told[name][0].upper()}{told[name][1:]}. | {after} |"


def _checked() -> Iterator[str]:
    yield "\n## Checks\n\nWhat `mediad-sdk check` looks for.\n\n| level | check | what holds | fix |\n|---|---|---|---|"
    yield from (f"| {each.level} | `{each.id}` | {each.says} | {each.fix} |" for each in CHECKS)
    yield "\n## The conformance kit\n\nWhat `PluginConformance` tries.\n\n| test | why | fix |\n|---|---|---|"
    for name, each in _kit():
        yield f"| {name.replace('_', ' ')} | {_doc(each)} | {FIXES.get(name, '')} |"


def _values() -> list[type[Any]]:
    """Give what crosses the border: what plugins declare first, in the order of the hooks, then all others."""
    modules = [
        importlib.import_module(f"{values.__name__}.{each.name}") for each in pkgutil.iter_modules(values.__path__)
    ]
    found = [each for module in modules for each in vars(module).values() if _is_of(each, module)]
    first = [point.value for point in POINTS]
    return first + [each for each in found if each not in first]


def _is_of(value: Any, module: Any) -> bool:
    return inspect.isclass(value) and value.__module__ == module.__name__ and not value.__name__.startswith("_")


def _services() -> list[type[Any]]:
    kept = [getattr(host, name) for name in host.__all__ if name not in ("Context", "Withheld")]
    return [*kept, database.Rows]


def _more() -> list[type[Any]]:
    return [http.HttpOptions, http.HttpAnswer, http.HttpStream, http.FilePart]


def _errors() -> list[type[errors.MediadError]]:
    return [each for each in vars(errors).values() if inspect.isclass(each) and issubclass(each, errors.MediadError)]


def _kit() -> Iterator[tuple[str, Any]]:
    for cls in reversed(testing.PluginConformance.__mro__):
        yield from ((name[5:], each) for name, each in vars(cls).items() if name.startswith("test_"))


def _fields(cls: type[Any]) -> Iterator[tuple[str, str, str]]:
    """Give name, type and sentence of each field."""
    said = _attributes(cls)
    if not is_dataclass(cls):
        shapes = vars(cls).get("__annotations__", {}) if issubclass(cls, dict) else {}
        yield from (
            (name, str(getattr(hint, "__forward_arg__", hint)), said.get(name, "")) for name, hint in shapes.items()
        )
        return
    calls = {each.name for each in functions(cls)}
    for each in fields(cls):
        shape = str(each.type)
        if each.name in calls:
            shape = re.sub(r"^Annotated\[(.*), Call\(.*?\)\]", r"\1", shape)
        default = "" if each.default is MISSING or each.default in ("", (), None, b"") else f" = {each.default!r}"
        yield each.name, shape + default, said.get(each.name, "")


def _methods(cls: type[Any]) -> Iterator[tuple[str, Any]]:
    for name, each in vars(cls).items():
        called = name == "__aiter__" or (name == "__call__" and not is_dataclass(cls))
        if (inspect.isfunction(each) or isinstance(each, property)) and (called or not name.startswith("_")):
            yield name, each


def _attributes(cls: type[Any]) -> dict[str, str]:
    section = inspect.getdoc(cls) or ""
    _, _, section = section.partition("Attributes:\n")
    found = re.findall(r"^    (\w+): (.+(?:\n {5,}.+)*)", section.split("\n\n")[0], re.MULTILINE)
    return {name: " ".join(text.split()) for name, text in found}


def _doc(thing: Any) -> str:
    text = thing.__doc__ if not isinstance(thing, property) else thing.fget.__doc__
    first = inspect.cleandoc(text or "").split("\n\n")[0]
    made_up = inspect.isclass(thing) and is_dataclass(thing) and first.startswith(f"{thing.__name__}(")
    return "" if made_up else " ".join(first.split())


def _head(cls: type[Any]) -> str:
    return " ".join(inspect.cleandoc(cls.__doc__ or "").partition("Attributes:")[0].split())


def _text(thing: Any) -> str:
    """Give everything that a function says of itself, its arguments as one sentence each."""
    text = inspect.cleandoc((thing.fget if isinstance(thing, property) else thing).__doc__ or "")
    text, _, arguments = text.partition("Args:\n")
    told = re.findall(r"^    (\w+): (.+(?:\n {5,}.+)*)", arguments, re.MULTILINE)
    return " ".join([*text.split(), *(f"`{name}`: {' '.join(said.split())}" for name, said in told)])


def _signed(name: str, each: Any) -> str:
    if isinstance(each, property):
        return f"`{name} -> {each.fget.__annotations__['return']}`"
    signature = inspect.signature(each)
    left = [one for one in signature.parameters.values() if one.name != "self"]
    shown = re.sub(r"(: |-> )'([^']*)'", r"\1\2", str(signature.replace(parameters=left)))
    return f"`{'async ' if inspect.iscoroutinefunction(each) else ''}{name}{shown}`"


def _home(cls: type[Any]) -> str:
    import mediad_sdk  # noqa: PLC0415  # the package's own table of names

    return "mediad_sdk" if getattr(mediad_sdk, cls.__name__, None) is cls else cls.__module__


def _code(text: str) -> str:
    return f"`{text}`"


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def main() -> int:
    """Write, or compare; 1 when the page is stale."""
    text = reference()
    if "--check" not in sys.argv[1:]:
        PLACE.write_text(text, encoding="utf-8")
    elif not PLACE.is_file() or PLACE.read_text(encoding="utf-8") != text:
        print("docs/reference/plugins.md is stale: run tools/gen_plugin_reference.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
