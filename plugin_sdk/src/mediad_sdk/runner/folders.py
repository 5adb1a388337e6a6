"""From a folder's listing to what media types make of it: claim, extract, assemble, each behind the guard.

Facts travel as JSON text, as the daemon stores them: it neither reads nor writes them anew. Results leave the worker at
least every 50 ms, so that a crash loses little more than its culprit.
"""

from __future__ import annotations

import os
from time import monotonic

from mediad_sdk.plain import dumps, loads
from mediad_sdk.runner import answers, guard
from mediad_sdk.runner.beneath import open_beneath
from mediad_sdk.runner.beside import Format, Said, claimed, without
from mediad_sdk.runner.board import ASSEMBLE, CLAIM, EXTRACT, Board
from mediad_sdk.runner.guard import Failure
from mediad_sdk.runner.loading import Types
from mediad_sdk.runner.media import OpenFile
from mediad_sdk.runner.settling import Heirs
from mediad_sdk.runner.whole import OpenFolder
from mediad_sdk.values.media import Claim, Entry, Extracted, Listing
from mediad_sdk.wire import to_wire

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
    from typing import Any, TypeAlias

    from mediad_sdk.runner.settling import Claims

    Facts: TypeAlias = Generator[Any, None, list[Extracted]]
    Kept: TypeAlias = Generator[Any, None, dict[int, Sequence[Extracted]]]

_FLUSH_SECONDS, _FLUSH_BYTES = 0.05, 1 << 20
_ROOM = 4 << 20
_FACTS, _ERROR = 2, 3
"""Places in what is told of a file: name, type, facts as JSON, error, reason, size, mtime_ns, content id, opens."""


class Folders:
    """One request: folders of one root, for some media types."""

    def __init__(self, types: Types, board: Board, request: Mapping[str, Any]) -> None:
        self._functions = types
        self._board = board
        self._root: bytes = request["root"]
        self._types: list[dict[str, Any]] = request["types"]  # of media, then formats of sidecars
        self._formats = {at: Format(each) for at, each in enumerate(self._types) if "format" in each}
        self._wrote: Mapping[bytes, Any] = {}
        self._seconds: float = request["seconds"]
        self._outbox = _Outbox()

    def run(self, folders: list[dict[str, Any]]) -> Generator[Any, None, Any]:
        """Work through the folders; yields lists of results, returns the worker's resident bytes."""
        for index, folder in enumerate(folders):
            yield from self._folder(index, folder)
        yield self._outbox.take()
        self._board.rest()
        return resident()

    def one(self, folder: dict[str, Any], kind: int, file: int) -> tuple[Any, ...]:
        """Extract a single file: the trial of a suspect."""
        self._board.begin(EXTRACT, 0, kind, file)
        self._wrote = folder.get("wrote", {})
        name, form, *_ = folder["entries"][file]
        found, _ = self._extract(kind, _opener(self._types[kind], form)(self._root, folder["path"], name))
        self._board.rest()
        return found

    def _folder(self, index: int, folder: dict[str, Any]) -> Iterator[Any]:
        listing = listing_of(folder, alone=len(self._types) - len(self._formats) == 1)
        self._wrote = folder.get("wrote", {})
        errors: list[dict[str, str]] = []
        heirs = Heirs(self._claims(index, folder, listing, errors), folder.get("known", {}))
        read = yield from self._read_claimed(index, folder, heirs)
        claims = heirs.claims
        places = claimed(self._formats, listing, claims.values())
        sidecars = _sidecars({self._types[kind]["id"]: (kind, files) for kind, files in places.items()}, folder, errors)
        said: list[Said] = []
        for kind, (_, claim) in sidecars.items():
            facts = yield from self._facts(index, kind, folder, claim.files)
            form = self._formats[kind]
            said += [Said(form, each.name, places[kind][each.name], each.facts) for each in facts if each.facts]
        works: dict[str, bytes] = {}
        for kind, kept in read.items():
            arguments = (listing, kept, self._types[kind].get("kinds", ()), said)
            if (packed := self._assemble((index, kind), folder, arguments, errors)) is not None:
                works[claims[kind][0]] = packed
        wired = {name: to_wire(claim) for name, claim in (claims | sidecars).values()}
        done = {"claims": wired, "works": works, "errors": errors}
        yield from self._tell((index, "done", done), 500 + sum(map(len, works.values())))

    def _read_claimed(self, index: int, folder: dict[str, Any], heirs: Heirs) -> Kept:
        """Read from the surest type on, each leaving what it declines to the next; gives what each keeps."""
        kept: dict[int, Sequence[Extracted]] = {}
        for kind in (each for each in heirs.order if each in heirs.claims):  # what is handed on comes later
            claim = heirs.claims[kind][1]
            whole = claim.folders if self._types[kind].get("extract_folder") else ()
            facts = yield from self._facts(index, kind, folder, claim.files + whole)
            if (rest := heirs.hand_on(kind, facts)) is not None:
                kept[kind] = rest
        return kept

    def _facts(self, index: int, kind: int, folder: dict[str, Any], files: tuple[bytes, ...]) -> Facts:
        """Give what is known of files and folders or read now; tells of what was read."""
        facts = [_known(folder, self._types[kind]["id"], file) for file in files]
        if None in facts:
            for found in self._extract_all(index, kind, folder, files, facts):
                yield from self._tell((index, "file", found), len(found[_FACTS]) + 200)
        return facts  # type: ignore[return-value]  # every place is filled now

    def _extract_all(  # where, what, and where to put it
        self, index: int, kind: int, folder: dict[str, Any], files: tuple[bytes, ...], facts: list[Extracted | None]
    ) -> Iterator[tuple[Any, ...]]:
        """Open what is not known yet; gives each file's result and puts its facts in their place."""
        places = {row[0]: (place, row[1]) for place, row in enumerate(folder["entries"])}
        self._functions.ready(self._types[kind]["extract"], kind, self._seconds)
        self._board.begin(CLAIM, index, kind)  # opening a folder may hang too
        at = _descriptor(self._root, folder["path"])
        try:
            for number, file in enumerate(files):
                if facts[number] is None:
                    place, form = places.get(file, (0, "f"))
                    self._board.begin(EXTRACT, index, kind, place)
                    opened = _opener(self._types[kind], form)(self._root, folder["path"], file, at)
                    found, said = self._extract(kind, opened)
                    facts[number] = Extracted(name=file, facts=said, error=found[_ERROR])
                    yield found
        finally:
            if at is not None:
                os.close(at)

    def _claims(
        self, index: int, folder: dict[str, Any], listing: Listing, errors: list[dict[str, str]]
    ) -> dict[int, tuple[str, Claim]]:
        claims: dict[int, tuple[str, Claim]] = {}
        for kind, media_type in enumerate(self._types):
            name = media_type["id"]
            if kind in self._formats:
                continue
            try:
                _refuse_skipped(folder, name, "claim")
                function = self._functions.get(media_type["claim"], kind, self._seconds)
                self._board.begin(CLAIM, index, kind)
                claim = guard.run(answers.claimed, function, listing, seconds=self._seconds)
            except Failure as failure:
                errors.append(_error(name, "claim", failure))
                continue
            if claim is not None:
                claims[kind] = (name, claim)
        return claims

    def _extract(self, kind: int, file: OpenFile | OpenFolder) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
        """Give what the daemon hears of a file, and its facts as they were returned: they are plain JSON values."""
        media_type = self._types[kind]
        name = os.fsencode(file.name)
        facts: Mapping[str, Any] = {}
        text, code, reason = "", "", ""
        try:
            step = "extract_folder" if isinstance(file, OpenFolder) else "extract"
            function = self._functions.get(media_type[step], kind, self._seconds)
            if kind in self._formats:
                function = without(function, self._wrote.get(name, {}))
            facts, text, code, reason = guard.run(_read, function, file, seconds=self._seconds)
        except Failure as failure:
            code, reason = failure.code, failure.reason
        return (
            name, media_type["id"], text, code, reason, file.size, file.mtime_ns, file.content_id, file.opens,
        ), facts  # fmt: skip  # what was found, then what was read

    def _assemble(
        self, place: tuple[int, int], folder: dict[str, Any], arguments: tuple[Any, ...], errors: list[dict[str, str]]
    ) -> bytes | None:
        index, kind = place
        media_type = self._types[kind]
        try:
            _refuse_skipped(folder, media_type["id"], "assemble")
            function = self._functions.get(media_type["assemble"], kind, self._seconds)
            self._board.begin(ASSEMBLE, index, kind)
            packed: bytes = guard.run(answers.assembled, function, *arguments, seconds=self._seconds)
        except Failure as failure:
            errors.append(_error(media_type["id"], "assemble", failure))
            return None
        return packed

    def _tell(self, result: tuple[int, str, Any], size: int) -> Iterator[Any]:
        if self._outbox.put(result, size):
            self._board.rest()  # waiting for the daemon to listen is no slowness of ours
            yield self._outbox.take()


class _Outbox:
    """Results that wait to be told together."""

    def __init__(self) -> None:
        self._out: list[tuple[int, str, Any]] = []
        self._bytes, self._told = 0, monotonic()

    def put(self, result: tuple[int, str, Any], size: int) -> bool:
        """Add a result; tells whether it is time to take them."""
        self._out.append(result)
        self._bytes += size
        return self._bytes > _FLUSH_BYTES or monotonic() - self._told > _FLUSH_SECONDS

    def take(self) -> list[tuple[int, str, Any]]:
        """Give what waits, and start anew."""
        out, self._out, self._bytes, self._told = self._out, [], 0, monotonic()
        return out


def listing_of(folder: Mapping[str, Any], *, alone: bool = False) -> Listing:
    """Turn rows into a listing; a name whose stat failed stays a file, so that its work stays too."""
    entries = (
        Entry(
            name=row[0],
            type="folder" if row[1] == "d" else "file",
            size=row[2] if row[1] == "f" else 0,
            mtime_ns=row[3],
        )
        for row in folder["entries"]
    )
    return Listing(path=folder["path"], entries=tuple(entries), alone=alone)


def resident() -> int:
    """Tell the resident memory of this process in bytes (proc_pid_statm(5))."""
    with open("/proc/self/statm", "rb") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")


def _read(function: Callable[..., Any], file: OpenFile | OpenFolder) -> tuple[Mapping[str, Any], str, str, str]:
    """Give the facts, as JSON too, and what they say is wrong with the file."""
    with file:
        try:
            facts = dict(function(file))
        except OSError as error:
            if not file.suffers(error):
                raise Failure("error", f"{type(error).__name__}: {error}") from error
            raise
        file.check_unchanged()
    text = dumps(facts)
    if len(text) > _ROOM:
        raise Failure("too_large", f"its facts are {len(text)} bytes; {_ROOM} are allowed")
    if "error" not in facts:
        return facts, text, "", ""
    flaw = Failure(str(facts["error"]), str(facts.get("reason", "")))
    return facts, text, flaw.code, flaw.reason


def _sidecars(
    places: Mapping[str, tuple[int, Iterable[bytes]]], folder: dict[str, Any], errors: list[dict[str, str]]
) -> Claims:
    """Make claims of what formats have in a folder; those whose code ended its worker are left out."""
    found: Claims = {}
    for name, (kind, files) in places.items():
        try:
            _refuse_skipped(folder, name, "claim")
        except Failure as failure:
            errors.append(_error(name, "claim", failure))
        else:
            found[kind] = (name, Claim(files=tuple(files)))
    return found


def _descriptor(root: bytes, path: bytes) -> int | None:
    """Open a folder whose files are to be read; where it cannot be opened each of them will say why."""
    try:
        return open_beneath(root, path, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _opener(media_type: Mapping[str, Any], form: str) -> type[OpenFile | OpenFolder]:
    """Give what a name is read by: a folder (`d`) as a whole, where the type says how."""
    return OpenFolder if form == "d" and media_type.get("extract_folder") else OpenFile


def _known(folder: dict[str, Any], name: str, file: bytes) -> Extracted | None:
    if (text := folder.get("known", {}).get(name, {}).get(file)) is not None:
        return Extracted(name=file, facts=loads(text))
    if (code := folder.get("failed", {}).get(name, {}).get(file)) is not None:
        return Extracted(name=file, error=code)
    return None


def _refuse_skipped(folder: dict[str, Any], name: str, step: str) -> None:
    if (reason := folder.get("skip", {}).get(name, {}).get(step)) is not None:
        raise Failure(*reason)


def _error(name: str, step: str, failure: Failure) -> dict[str, str]:
    code = "error" if failure.code == "unreadable" else failure.code  # these steps are given all they need: no disk
    return {"type": name, "step": step, "code": code, "reason": failure.reason}
