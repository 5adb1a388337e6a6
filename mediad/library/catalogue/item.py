"""One work for people: what is known of it, from whom, and what there is to play, read or look at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mediad.library.catalogue import facts
from mediad.library.catalogue.merge import Effective, Said, merge
from mediad.storage.ports import Reader, Row, detail, subjects, userdata
from mediad_sdk.plain import loads
from mediad_sdk.wire import PLACE

if TYPE_CHECKING:
    from mediad.library.kinds import KindTable
    from mediad.storage.ports.viewer import Viewer

_OWN = ("title", "titles", "ids", "credits", *PLACE)
"""Fields that the answer shows in a place of their own."""
_SHORT: dict[str, Any] = {"year": None, "by": "", "duration_ms": 0, "picture": ""}
"""What lists show in short, in the same words; with what stands for it when it is unknown."""


class Items:
    """Reading works one by one, by public id; raises `Moved`, `Gone` or `NotFound`."""

    def __init__(self, kinds: KindTable) -> None:
        self._kinds = kinds

    async def item(self, reader: Reader, viewer: Viewer, uid: str) -> dict[str, Any]:
        """Give everything about a work."""
        id_ = await subjects.id_of(reader, uid)
        row = await detail.subject(reader, viewer, id_)
        fields, brief = loads(row["data"]), loads(row["brief"])
        elsewhere = {*_OWN, *(each.name for each in self._kinds.kind(row["kind"]).fields if each.internal)}
        return {
            **_head(row, fields),
            **{name: brief.get(name, empty) for name, empty in _SHORT.items()},
            "fields": {name: value for name, value in fields.items() if name not in elsewhere},
            "titles": fields.get("titles", []),
            "ids": [dict(each) for each in await detail.of(reader, "ids", id_)],
            "credits": [_credit(each) for each in await detail.of(reader, "credits", id_)],
            "orderings": [
                {"scheme": each["scheme"], "group": each["grp"], "position": _position(each)}
                for each in await detail.of(reader, "orderings", id_)
            ],
            "editions": await self._editions(reader, viewer, id_),
            "companions": _companions(await detail.about(reader, viewer, "companions", id_)),
            "artwork": [
                {"id": each["uid"], "role": each["role"], "embedded": bool(each["embedded"])}
                for each in await detail.about(reader, viewer, "artwork", id_)
            ],
            "relations": [
                *(_relation(each) for each in await detail.relations(reader, viewer, id_)),
                *(_same(each) for each in await detail.linked(reader, viewer, "same_recording", id_)),
            ],
            "related_by": [_relation(each) for each in await detail.linked(reader, viewer, "relations_back", id_)],
            "extras": [loads(each["brief"]) for each in await detail.linked(reader, viewer, "extras", id_)],
            **await self._origin(reader, viewer, id_, row["kind"]),
            "state": {"id": uid, **await userdata.state(reader, viewer.account, id_)} if viewer.account else None,
        }

    async def _editions(self, reader: Reader, viewer: Viewer, id_: int) -> list[dict[str, Any]]:
        rows = await detail.editions(reader, viewer, id_)
        wholes = {row["whole"] for row in rows if row["whole"]}
        return _editions(rows, {folder: await detail.folder_files(reader, folder) for folder in wholes})

    async def _origin(self, reader: Reader, viewer: Viewer, id_: int, kind: str) -> dict[str, Any]:
        locks = {each["field"]: loads(each["value"]) for each in await detail.of(reader, "locks", id_)}
        rows = await detail.about(reader, viewer, "documents", id_)
        return {"provenance": self._merged(rows, kind, locks).origin, "locks": sorted(locks)}

    def _merged(self, rows: Iterable[Row], kind: str, locks: Mapping[str, Any]) -> Effective:
        said = [
            Said(source=each["source"], fields=loads(each["body"]), instance=each["instance"], folder=each["folder"],
                 file=each["file"])
            for each in rows
        ]  # fmt: skip
        return merge(said, self._kinds.rules(kind), locks)

    async def files(self, reader: Reader, viewer: Viewer, uid: str) -> list[dict[str, Any]]:
        """List the files of a work's editions and companions, each once."""
        item = await self.item(reader, viewer, uid)
        found = [each for edition in item["editions"] for part in edition["parts"] for each in part["files"]]
        found += [each for companion in item["companions"] for each in companion["files"]]
        return list({each["id"]: each for each in found if each["id"]}.values())

    async def documents(self, reader: Reader, viewer: Viewer, uid: str) -> list[dict[str, Any]]:
        """List what each source says about a work; what lost the merge is here, too."""
        id_ = await subjects.id_of(reader, uid)
        await detail.subject(reader, viewer, id_)
        return [
            {
                "source": each["source"],
                "instance": each["instance"],
                "file": {"id": each["file_uid"], "name": each["display"]} if each["file_uid"] else None,
                "at": each["at"],
                "fields": loads(each["body"]),
            }
            for each in await detail.about(reader, viewer, "documents", id_)
        ]


def _head(row: Row, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["uid"],
        "kind": row["kind"],
        "title": row["title"],
        "date": facts.date_of(fields),
        "extra": row["extra"],
        "position": fields.get("position"),
        "parent": {"id": row["parent_uid"], "kind": row["parent_kind"], "title": row["parent_title"]}
        if row["parent_uid"]
        else None,
        "availability": fields.get("availability"),
        "present": bool(row["present"]),
        "age": None if row["age"] == facts.ADULT and facts.age_of(fields) is None else row["age"],
        "added": row["added"],
        "changed": row["changed"],
        "revision": row["revision"],
    }


def _credit(row: Row) -> dict[str, Any]:
    return {
        "role": row["role"],
        "name": row["name"],
        "join": row["joined"],
        "character": row["character"],
        "party": {"id": row["uid"], "kind": row["kind"], "title": row["title"]},
    }


def _position(row: Row) -> dict[str, Any] | None:
    return None if row["position"] is None else {"label": row["position_label"], "value": row["position"]}


def _relation(row: Row) -> dict[str, Any]:
    other = {"id": row["uid"], "kind": row["kind"], "title": row["title"]}
    return {"type": row["type"], "item": other, "position": _position(row), "data": loads(row["data"])}


def _same(row: Row) -> dict[str, Any]:
    other = {"id": row["uid"], "kind": row["kind"], "title": row["title"]}
    return {"type": "same_recording", "item": other, "position": None, "data": {}}


def _editions(rows: Sequence[Row], folders: Mapping[int, Sequence[tuple[str, Row]]]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    parts: dict[int, dict[str, Any]] = {}
    for row in rows:
        edition = found.setdefault(row["id"], _edition(row)) if row["id"] not in found else found[row["id"]]
        if row["part"] is None:
            continue
        if row["part"] not in parts:
            selector = loads(row["selector"]) if row["selector"] else None
            parts[row["part"]] = {"role": row["role"], "position": row["position"], "selector": selector, "files": []}
            edition["parts"].append(parts[row["part"]])
        if row["file_uid"] or row["whole"]:
            parts[row["part"]]["files"] += _sources(row, folders.get(row["whole"], ()))
    return list(found.values())


def _edition(row: Row) -> dict[str, Any]:
    out = {
        name: row[name] for name in ("version", "rendition", "label", "status", "reason", "origin", "profile", "added")
    }
    recipe = bool(row["recipe"])
    return {
        "id": row["uid"],
        **out,
        "recipe": recipe,
        "facts": loads(row["facts"]),
        "marks": loads(row["marks"]),
        "parts": [],
    }


def _sources(row: Row, inside: Sequence[tuple[str, Row]]) -> list[dict[str, Any]]:
    """Show a file; or a folder, and then the files that are in it."""
    source = _source(row)
    if row["whole"]:
        source["size"] = sum(file["size"] for _, file in inside)
    away = source["state"] if source["state"] != "present" else ""
    return [
        source,
        *(
            {
                **source,
                "id": file["file_uid"],
                "name": name,
                "size": file["size"],
                "state": away or file["state"],
                "folder": False,
                "error": file["error"],
                "reason": file["file_reason"] or source["reason"],
            }
            for name, file in inside
        ),
    ]


def _source(row: Row) -> dict[str, Any]:
    whole = bool(row["whole"])
    return {
        "id": row["file_uid"],
        "name": row["display"],
        "size": row["size"],
        "state": row["state"],
        "folder": whole,
        "preferred": bool(row["preferred"]),
        "error": row["error"] or "",
        "reason": row["file_reason"] or "",
    }


def _companions(rows: Sequence[Row]) -> list[dict[str, Any]]:
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        about = {
            "id": row["uid"],
            "role": row["role"],
            "version": row["version"],
            "facts": loads(row["facts"]),
            "files": [],
        }
        known = found.setdefault(row["id"], about)
        known["files"].append(
            {"id": row["file_uid"], "name": row["display"], "size": row["size"], "state": row["state"]}
        )
    return list(found.values())
