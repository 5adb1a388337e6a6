"""What the code of a plugin shows without being run."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from mediad_sdk.permissions import GRANTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_sdk.author.project import Project

_SERVICES = {"http": "network", **{name: name for name in ("library", "media", "people", "personal", "ffmpeg")}}
_BLOCKING = {
    "time.sleep", "open", "input", "os.system", "subprocess.run", "subprocess.call", "subprocess.check_call",
    "subprocess.check_output", "urllib.request.urlopen", "socket.create_connection", "sqlite3.connect", "requests.get",
    "requests.post", "requests.put", "requests.delete", "requests.request", "httpx.get", "httpx.post", "shutil.copy",
    "shutil.copyfile", "shutil.copytree", "shutil.rmtree",
}  # fmt: skip
_UNOWNED = {"asyncio.create_task", "asyncio.ensure_future", "loop.create_task"}
_BY_ITSELF = {"media"}  # the permission of workers and routes, which no service of the context shows

Def = ast.FunctionDef | ast.AsyncFunctionDef


def strangers(project: Project) -> Iterator[str]:
    """Find imports of the daemon's own modules."""
    for path, node in project.nodes():
        names = [each.name for each in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names = [node.module]
        yield from (f"{path}:{_line(node)} imports {name}" for name in names if name.partition(".")[0] == "mediad")


def permissions(project: Project) -> Iterator[str]:
    """Compare what the context is asked for with what the manifest says."""
    if project.manifest is None:
        return
    declared = set(project.manifest.permissions)
    used: dict[str, str] = {}
    for path, node in project.nodes():
        if isinstance(node, ast.Attribute) and node.attr in _SERVICES and _is_context(node.value):
            used.setdefault(_SERVICES[node.attr], f"{path}:{_line(node)} uses context.{node.attr}")
    yield from (f"{where}, which needs the permission {name}" for name, where in used.items() if name not in declared)
    idle = declared & set(GRANTS) - set(used) - _BY_ITSELF
    if idle == {"network"} and _calls_by_itself(project):
        idle = set()
    yield from (f"the permission {name} is asked for and not used" for name in sorted(idle))


def _calls_by_itself(project: Project) -> bool:
    """Tell whether a foreign library goes out for the plugin; then the permission is a word, and no wall."""
    return any(not each.startswith(("mediad-sdk", "pydantic")) for each in project.metadata.get("dependencies", ()))


def blocking(project: Project) -> Iterator[str]:
    """Find calls in coroutines that hold the event loop."""
    for path, node in project.nodes():
        if isinstance(node, ast.AsyncFunctionDef):
            for inner in _own(node):
                if isinstance(inner, ast.Call) and (name := _dotted(inner.func)) in _BLOCKING:
                    yield f"{path}:{_line(inner)} calls {name} in the coroutine {node.name}"


def tasks(project: Project) -> Iterator[str]:
    """Find tasks that nobody ends."""
    for path, node in project.nodes():
        if isinstance(node, ast.Call) and (name := _dotted(node.func)) in _UNOWNED:
            yield f"{path}:{_line(node)} calls {name}"


def connection(project: Project) -> Iterator[str]:
    """See that a plugin with settings and a way out has a test of them."""
    manifest = project.manifest
    if manifest is None or not manifest.settings or "network" not in manifest.permissions:
        return
    for _, node in project.nodes():
        if isinstance(node, ast.Call) and _dotted(node.func).endswith("HealthCheck"):
            ids = [each.value for each in node.keywords if each.arg == "id"]
            if any(isinstance(each, ast.Constant) and each.value == "connection" for each in ids):
                return
    yield "no health check is named connection"


def unannotated(project: Project) -> Iterator[str]:
    """Find public functions whose arguments or result have no type."""
    for path, node in _public(project):
        if isinstance(node, Def):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            bare = [each.arg for each in arguments if each.annotation is None and each.arg not in ("self", "cls")]
            if bare or (node.returns is None and node.name != "__init__"):
                yield f"{path}:{node.lineno} {node.name} has no types"


def undocumented(project: Project) -> Iterator[str]:
    """Find what is public and says nothing of itself."""
    for path, tree in project.sources.items():
        if ast.get_docstring(tree) is None and tree.body:
            yield f"{path} has no docstring"
    for path, node in _public(project):
        if ast.get_docstring(node) is None and not node.name.startswith("__"):
            yield f"{path}:{node.lineno} {node.name} has no docstring"


def settings(project: Project) -> Iterator[tuple[str, bool]]:
    """Give the settings of the model that the manifest names, and whether each is described."""
    name = project.manifest.settings.partition(":")[2] if project.manifest else ""
    for _, node in project.nodes():
        if isinstance(node, ast.ClassDef) and node.name == name:
            for each in node.body:
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
                    if _dotted(each.annotation).endswith("ClassVar") or each.target.id.startswith("_"):
                        continue
                    yield each.target.id, "description" in ast.dump(each)


def _public(project: Project) -> Iterator[tuple[str, ast.ClassDef | Def]]:
    for path, tree in project.sources.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef | Def) and not node.name.startswith("_"):
                yield path, node
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield from (
                    (path, each) for each in node.body if isinstance(each, Def) and not each.name.startswith("_")
                )


def _own(function: ast.AsyncFunctionDef) -> Iterator[ast.AST]:
    """Walk a coroutine, and not the functions inside it."""
    waiting: list[ast.AST] = list(function.body)
    while waiting:
        node = waiting.pop()
        yield node
        if not isinstance(node, ast.FunctionDef | ast.Lambda):
            waiting.extend(ast.iter_child_nodes(node))


def _is_context(node: ast.AST) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.lstrip("_") in ("context", "ctx")


def _dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    if isinstance(node, ast.Subscript):
        return _dotted(node.value)
    return getattr(node, "id", "")


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)
