"""Looks whether a root is the one that we know, before anything about its files is believed."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mediad.library.inventory.ignored import ignored
from mediad.library.inventory.recognition import Verdict, decide, explain, facts_of
from mediad.storage.ports import events, inventory, libraries
from mediad.workers.errors import WorkerError, WorkerTimeout
from mediad.workers.results import FolderInput
from mediad_sdk.runner.names import Ignored
from mediad_sdk.values.events import Event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mediad.library.inventory.disk import Look, Paths
    from mediad.library.inventory.scene import Scene
    from mediad.storage.ports import Transaction
    from mediad.storage.ports.libraries import Root

_PLACE = ("device", "inode")
_SAMPLE = 20
_BY_CONTENT = 5


class RootChanged(Exception):
    """The root is another folder than it was when the scan began, or away."""


async def sight(look: Look, root: bytes, own: Sequence[str] = ()) -> Mapping[str, Any]:
    """See what is at a root's path; silence is a sight too. Names that no walk enters do not count."""
    try:
        seen = dict(await look.identify(root))
    except WorkerTimeout as error:
        return {"hanging": True, "reason": str(error)}
    except WorkerError as error:
        return {"exists": True, "errno": 5, "reason": str(error)}
    if seen.get("is_dir"):
        skip = Ignored(*(list(each) for each in ignored(own))).match
        seen["names"] = [name for name in seen["names"] if not skip(name)]
        seen["empty"] = not seen["names"]
    return seen


async def recognise(scene: Scene, root: Root, look: Look) -> Root:
    """Decide what is at a root's path and note it; the files of a root are believed only while it is online."""
    seen = await sight(look, root.path, scene.library.settings.get("ignore", ()))
    verdict = decide(root.facts, seen)
    why = str(seen.get("reason", ""))
    if verdict == "doubtful":
        verdict, why = await _proved(scene, root, look), "none of its known files is there"
    if verdict in ("new", "same") and (twin := await _twin(scene, root, facts_of(seen))):
        reason = f"{root.text} {twin}. Remove one of the two; nothing was removed."
        return await note(scene, root, "held", reason, root.facts)
    found = explain(verdict, root.text, why)
    facts = {**root.facts, **facts_of(seen)} if found.state == "online" else root.facts
    return await note(scene, root, found.state, found.reason, facts)


async def _twin(scene: Scene, root: Root, facts: Mapping[str, Any]) -> str:
    """Tell of a root declared earlier that is this very folder, or lies in it or around it, under another name."""
    real = str(facts.get("real") or root.text)
    for library in await libraries.all_libraries(scene.storage):
        for other in library.roots if library.detached is None else ():
            if other.id >= root.id or other.state != "online":
                continue
            if all(other.facts.get(name) == facts[name] for name in ("device", "inode")):
                return f"is the same folder as {other.text}"
            there = str(other.facts.get("real") or other.text)
            inner, outer = sorted((real, there), key=len, reverse=True)
            if inner.startswith(outer.rstrip("/") + "/"):
                return f"shares files with {other.text}: {inner} lies in {outer}"
    return ""


async def _proved(scene: Scene, root: Root, look: Look) -> Verdict:
    """Let known files prove a root: by size and time, and where only the time differs by content."""
    sample = await inventory.sample(scene.storage, root.id, _SAMPLE)
    seen = await look.lstat(root.path, [path for path, *_ in sample])
    alike, touched = 0, []
    for (path, size, mtime, content), facts in zip(sample, seen, strict=True):
        if isinstance(facts, int) or facts[1] != size:
            continue
        if facts[2] == mtime:
            alike += 1
        elif content is not None:
            touched.append((path, content, facts))
    alike += await _alike(scene, root, touched[:_BY_CONTENT])
    return "same" if 2 * alike >= min(len(sample), _BY_CONTENT) else "other"


async def _alike(scene: Scene, root: Root, touched: Sequence[tuple[bytes, bytes, Sequence[int]]]) -> int:
    folders: dict[bytes, dict[bytes, tuple[bytes, Sequence[int]]]] = defaultdict(dict)
    for path, content, facts in touched:
        folder, _, name = path.rpartition(b"/")
        folders[folder][name] = (content, facts)
    tasks = [
        FolderInput(path=path, entries=[[name, "f", facts[1], facts[2], 0, 0, 1] for name, (_, facts) in files.items()])
        for path, files in folders.items()
    ]
    if not tasks or not scene.codes:
        return 0
    results = await scene.tools.disk.process(root.path, scene.codes, tasks)
    return sum(folders[result.path][file.name][0] == file.content_id for result in results for file in result.files)


async def prove_still(look: Paths, root: Root) -> None:
    """Look again at a root that was recognised; raises `RootChanged` where it is another one, or away."""
    seen = await look.identify(root.path)
    if any(seen.get(name) != root.facts.get(name) for name in _PLACE):
        raise RootChanged


async def note(scene: Scene, root: Root, state: str, reason: str, facts: Mapping[str, Any]) -> Root:
    """Keep what became of a root; writes nothing when nothing changed, and nothing at all in a dry run."""
    noted = dataclasses.replace(root, state=state, reason=reason, facts=facts)
    if noted == root or scene.dry:
        return noted
    now = scene.now()

    async def unit(tx: Transaction) -> None:
        await libraries.root_state(tx, root, state, reason, now)
        await libraries.root_facts(tx, root, facts)
        if root.state != state:
            data = {"root": root.uid, "path": root.text, "state": state, "reason": reason}
            await events.record(tx, [Event(type="root.state", at=now, library=scene.library.uid, data=data)])

    await scene.storage.write(unit)
    return noted
