"""Writes NFO files: what is known of a work, into what somebody wrote before.

An element is written anew only where the file says something else: pictures of actors, votes, stream details, comments
and whatever else a program keeps there are left as they are.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from mediad_plugin_nfo.ages import certificates
from mediad_plugin_nfo.document import BEST, DATE, EPISODE, FILM, LISTS, SHOW, TEXTS, Shape, credits_of
from mediad_plugin_nfo.errors import BadSidecar
from mediad_plugin_nfo.paper import Paper
from mediad_xml import Node, put, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def film(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write the file beside a film."""
    return written(FILM, fields, before)


def show(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write the file of a show, in the folder of its seasons."""
    return written(SHOW, fields, before)


def episode(fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write the file beside an episode."""
    return written(EPISODE, fields, before)


def written(shape: Shape, fields: Mapping[str, Any], before: bytes) -> bytes:
    """Write a file whole; the same bytes where there is nothing to change.

    Raises:
        BadSidecar: What is there cannot be read to its end, so that a part of it would be lost.
    """
    paper = Paper.of(before, shape.root)
    if not paper.whole:
        raise BadSidecar("The sidecar breaks off; it is not written over.")
    root = paper.root or Node(shape.root, {}, ["\n"])
    if paper.root is None and before.strip():
        raise BadSidecar("The sidecar is no XML; it is not written over.")
    said = shape.fields(root)
    for name, put_field in _puts(shape).items():
        wanted = fields.get(name)
        if wanted and wanted != said.get(name):
            put_field(root, wanted)
    if paper.root is not None and shape.fields(root) == said:
        return before
    head, tail = (f"{each}\n" if each else "" for each in (paper.head, paper.tail))
    return f"{HEAD}{head}{text_of(root)}\n{tail}".encode()


def _puts(shape: Shape) -> dict[str, Callable[[Node, Any], None]]:
    """Name what puts each field in its place."""
    return {
        **{name: partial(_put_text, elements[0]) for name, elements in TEXTS.items()},
        "titles": _put_original,
        "dates": partial(_put_date, shape),
        "rating": _put_rating,
        **{name: partial(_put_words, element) for name, element in LISTS.items()},
        "certificates": _put_certificates,
        "collections": _put_collections,
        "credits": partial(_put_credits, shape),
        "ids": partial(_put_ids, shape),
    }


def _put(root: Node, names: Iterable[str], nodes: Iterable[Node]) -> None:
    """Put elements in the place of those with these names."""
    put(root, root.all(*names), nodes)


def _node(name: str, /, *children: Node | str, **attributes: str) -> Node:
    return Node(name, attributes, list(children))


def _put_text(element: str, root: Node, text: object) -> None:
    if isinstance(text, str):
        _put(root, [element], [_node(element, text)])


def _put_words(element: str, root: Node, words: object) -> None:
    told = [each for each in words if isinstance(each, str)] if isinstance(words, list) else []
    if told:
        _put(root, [element], [_node(element, each) for each in told])


def _put_original(root: Node, titles: object) -> None:
    told = [each["value"] for each in _dicts(titles) if each.get("use") == "original" and _is_text(each.get("value"))]
    if told:
        _put(root, ["originaltitle"], [_node("originaltitle", told[0])])


def _put_date(shape: Shape, root: Node, dates: object) -> None:
    names, uses = shape.dates, (shape.use, "released", "")
    told = sorted(
        (uses.index(each.get("use", "")), str(each.get("value"))[:10])
        for each in _dicts(dates)
        if each.get("use", "") in uses and DATE.fullmatch(str(each.get("value"))[:10])
    )
    if told:
        date = told[0][1]
        if len(date) > len("1999"):
            _put(root, names[:1], [_node(names[0], date)])
        else:
            _put(root, names[:-1], [])
        _put(root, ["year"], [_node("year", date[:4])])


def _put_rating(root: Node, rating: object) -> None:
    if not isinstance(rating, int | float) or not 0 < rating <= 100:  # noqa: PLR2004  # of a hundred
        return
    value = _node("rating", _node("value", f"{rating / 10:g}"), name=BEST[0], max="10", default="true")
    kept = [each for held in root.all("ratings") for each in held.all("rating")]
    others = [each for each in kept if each.attributes.get("name", "").lower() != BEST[0]]
    for each in others:
        each.attributes.pop("default", None)
    _put(root, ["ratings"], [_node("ratings", value, *others)])


def _put_certificates(root: Node, said: object) -> None:
    told = [text for each in _dicts(said) if (text := _certificate(each))]
    if told:
        _put(root, ["mpaa"], [_node("mpaa", told[0])])
        _put(root, ["certification"], [_node("certification", " / ".join(told))] if told[1:] else [])


def _certificate(said: Mapping[str, Any]) -> str:
    """Write a certificate as it is read again; one that would be another then is left out."""
    country, value = str(said.get("country") or ""), str(said.get("value") or "")
    text = f"{country}:{value}" if country else value
    read = certificates(text)
    return text if value and len(read) == 1 and {**said, **read[0]} == dict(said) else ""


def _put_collections(root: Node, said: object) -> None:
    titles = [each["title"] for each in _dicts(said) if _is_text(each.get("title"))]
    known = {(each.said("name") or each.text): each for each in root.all("set")}
    if titles:
        _put(root, ["set"], [known.get(title) or _node("set", _node("name", title)) for title in titles])


def _put_credits(shape: Shape, root: Node, said: object) -> None:
    told = _dicts(said)
    for role in shape.roles:
        element, name, _ = role
        wanted = [each for each in told if each.get("role") == name and _is_text(each.get("name"))]
        if wanted and _names(wanted) != _names(credits_of(root, role)):
            known = {_name(each): node for node in root.all(element) for each in credits_of(Node("", {}, [node]), role)}
            _put(root, [element], [known.get(_name(each)) or _credit(element, each) for each in wanted])


def _names(said: Iterable[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [_name(each) for each in said]


def _name(said: Mapping[str, Any]) -> tuple[str, str]:
    return str(said["name"]), str(said.get("character") or "")


def _credit(element: str, said: Mapping[str, Any]) -> Node:
    name, character = _name(said)
    if element != "actor":
        return _node(element, name)
    return _node(element, _node("name", name), *([_node("role", character)] if character else []))


def _put_ids(shape: Shape, root: Node, said: object) -> None:
    """Write ids as `uniqueid`, which all read; others that a person wrote stay."""
    told = {
        str(each["scheme"]): str(each["value"])
        for each in reversed(_dicts(said))
        if each.get("scheme") and each.get("value") and each.get("entity", "") == shape.entities.get(each["scheme"], "")
    }
    known = {(each["scheme"], each["value"]) for each in shape.all_ids(root)}
    new = {scheme: value for scheme, value in reversed(told.items()) if (scheme, value) not in known}
    if not new:
        return
    old = [each for each in root.all("uniqueid") if each.attributes.get("type", "").lower() not in new]
    plain = [each for each in root.all("id") if shape.plain not in new and "imdb" not in new]
    added = [_node("uniqueid", value, type=scheme) for scheme, value in new.items()]
    if not any(each.attributes.get("default") == "true" for each in old):
        added[0].attributes["default"] = "true"
    gone = ["uniqueid", "id", *(name for scheme in new for name in (f"{scheme}id", f"{scheme}_id"))]
    _put(root, gone, [*plain, *added, *old])


def _dicts(said: object) -> list[Mapping[str, Any]]:
    return [each for each in said if isinstance(each, dict)] if isinstance(said, list) else []


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
