"""What a file beside comics says, as the fields of a document, and how one is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from mediad_comicinfo import MAX_SIZE, BadComicInfo, read
from mediad_comicinfo.ages import certificates
from mediad_comicinfo.told import date, dates, ids, long, word
from mediad_comicinfo.write import write
from mediad_plugin_comicinfo.errors import BadSidecar

if TYPE_CHECKING:
    from mediad_sdk.values.media import MediaFile


def issue(file: MediaFile) -> Mapping[str, Any]:
    """Read a ComicInfo.xml; story arcs are the collections of its issue."""
    try:
        told = read("ComicInfo.xml", file.open().read(MAX_SIZE + 1))
    except BadComicInfo as error:
        raise BadSidecar(str(error)) from error
    arcs = [{"title": each["title"]} for each in told.place.get("arcs", ())]
    place = {name: told.place[name] for name in ("series", "volume", "number", "format") if name in told.place}
    return {**told.fields, **place, **({"collections": arcs} if arcs else {})}


def written(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write a ComicInfo.xml."""
    try:
        return write(fields, before)
    except BadComicInfo as error:
        raise BadSidecar(f"{error} It is not written over.") from error


def series(file: MediaFile) -> Mapping[str, Any]:
    """Read a series.json, as Mylar writes it (schema 1.0.2): texts below `metadata`."""
    try:
        said = json.loads(file.open().read(MAX_SIZE))
    except (ValueError, RecursionError) as error:
        raise BadSidecar(f"{file.name} is no JSON.") from error
    told = said.get("metadata", said) if isinstance(said, dict) else None
    if not isinstance(told, dict):
        raise BadSidecar(f"{file.name} says nothing of a series.")
    text = {name: str(value) for name, value in told.items() if isinstance(value, str | int) and value is not True}
    vine = text.get("comicid", "")
    out: dict[str, Any] = {
        "title": word(text.get("name", "")),
        "overview": long(text.get("description_text") or text.get("description_formatted", "")),
        "publisher": word(text.get("publisher", "")),
        "imprint": word(text.get("imprint", "")),
        "dates": dates(date(text.get("year", ""))),
        "certificates": certificates(text.get("age_rating", "")),
        "ids": ids([("comicvine", vine, "volume")] if vine.isdecimal() and len(vine) < 10 else []),  # noqa: PLR2004
        "issue_total": int(text["total_issues"]) if text.get("total_issues", "").isdecimal() else 0,
        "status": word(text.get("status", "")),
    }
    return {name: value for name, value in out.items() if value}
