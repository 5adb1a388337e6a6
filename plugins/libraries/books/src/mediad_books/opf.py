"""What an OPF package says of its book: EPUB 2 and 3, Calibre's `metadata.opf`, OEB 1.

Facts are plain JSON: `title, subtitle, sort_title, titles, credits, languages, publisher, dates, subjects, overview,
ids, series, rights, pages, layout, direction`; what is not said is not there. Sources: EPUB 3.3 package documents, OPF
2.0.1, the MARC relators of the Library of Congress.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mediad_books import dates, ids, languages, people, titles
from mediad_books.facts import named, printed, said

if TYPE_CHECKING:
    from mediad_xml import Node

MAX_VALUES = 200
_EVENTS = {"original-publication": "original", "publication": "original", "": "original", "issued": "original"}
_SERIES = frozenset(("series", "set"))
_COLUMNS = "calibre:user_metadata"
"""Columns that people add to their library: one a `meta` in version 2, all in one `meta` in version 3."""
_UNSAID = frozenset(("unknown", "none", "[no description]"))


class Package:
    """The metadata of one package.

    Attributes:
        elements: Everything within `metadata`, however deep.
    """

    def __init__(self, root: Node) -> None:
        self.root = root
        home = root.first("metadata")
        self.elements = list(home.walk()) if home.name else [each for each in root.elements if each.key != "manifest"]
        self._refined: dict[str, list[Node]] = {}
        for each in self.elements:
            if each.key == "meta" and (of := each.get("refines").lstrip("#")):
                self._refined.setdefault(of, []).append(each)

    def all(self, name: str) -> list[Node]:
        """Give the elements of a name that say something."""
        return [each for each in self.elements if each.key == name and each.line][:MAX_VALUES]

    def refined(self, node: Node, *properties: str) -> str:
        """Give what a `meta` of EPUB 3 says more of an element, or ""."""
        return next((each.line for each in self.refining(node) if _property(each) in properties), "")

    def refining(self, node: Node) -> list[Node]:
        """Give every `meta` that says more of an element."""
        return self._refined.get(node.get("id"), []) if node.get("id") else []

    def meta(self, *names: str) -> str:
        """Give what a `meta` of either version says of the whole book, or ""."""
        for each in self.elements:
            if each.key == "meta" and not each.get("refines"):
                if each.get("name").lower() in names and each.get("content"):
                    return each.get("content")
                if _property(each) in names and each.line:
                    return each.line
        return ""

    def facts(self) -> dict[str, Any]:
        """Read everything."""
        direction = self.root.first("spine").get("page-progression-direction")
        return said({
            **self._titles(),
            "credits": [
                *self._people("creator", "author"), *self._people("contributor", "contributor"), *self._narrators(),
            ],
            "languages": list(filter(None, dict.fromkeys(languages.code(each.line) for each in self.all("language")))),
            "publisher": next((titles.line(each.line) for each in self.all("publisher") if _tells(each.line)), ""),
            "dates": self._dates(),
            "subjects": list(dict.fromkeys(titles.line(each.line, 200) for each in self.all("subject"))),
            "overview": next((titles.plain(each.line) for each in self.all("description") if _tells(each.line)), ""),
            "ids": ids.distinct([self._id(each) for each in self.all("identifier")]),
            "series": self._series(),
            "rights": next((titles.line(each.line) for each in self.all("rights")), ""),
            "pages": _count(self.meta("schema:numberofpages", "numberofpages") or self._column("#pages")),
            "layout": "fixed" if self._is_fixed() else "",
            "direction": "rtl" if direction == "rtl" or self.meta("primary-writing-mode").endswith("rl") else "",
        })  # fmt: skip  # a table

    def _column(self, name: str) -> str:
        """Give the value of a column that somebody added in Calibre, or ""."""
        try:
            columns = json.loads(self.meta(_COLUMNS) or "{}")
            column = json.loads(self.meta(f"{_COLUMNS}:{name}") or "{}") or columns.get(name)
        except (ValueError, AttributeError, RecursionError):
            return ""
        return str(column.get("#value#") or "") if isinstance(column, dict) else ""

    def _is_fixed(self) -> bool:
        fixed = self.meta("rendition:layout") == "pre-paginated"
        return fixed or self.meta("fixed-layout").lower() in ("true", "yes")

    def _titles(self) -> dict[str, Any]:
        found = sorted(self.all("title"), key=lambda node: _order(self.refined(node, "display-seq")))
        by_type: dict[str, list[Node]] = {}
        for node in found:
            by_type.setdefault(self.refined(node, "title-type").lower(), []).append(node)
        main = next(iter(by_type.get("main") or by_type.get("") or found), None)
        if main is None:
            return {}
        title = titles.line(main.line)
        subtitle = next((titles.line(node.line) for node in by_type.get("subtitle", ()) if node is not main), "")
        others = [*by_type.get("expanded", ()), *by_type.get("short", ())]
        return {
            "title": title if not subtitle or subtitle in title else f"{title}: {subtitle}",
            "subtitle": subtitle,
            "sort_title": titles.line(self._sorting(main) or self.meta("calibre:title_sort")),
            "titles": [*self._scripts(main), *({"value": titles.line(node.line), "use": "printed"} for node in others)],
        }

    def _sorting(self, node: Node) -> str:
        return self.refined(node, "file-as") or node.get("file-as")

    def _scripts(self, node: Node) -> list[dict[str, str]]:
        return [
            {"value": titles.line(each.line), "language": languages.code(each.get("lang")), "use": "localised"}
            for each in self.refining(node)
            if _property(each) == "alternate-script" and each.line
        ]

    def _people(self, element: str, default: str) -> list[dict[str, str]]:
        found = sorted(self.all(element), key=lambda node: _order(self.refined(node, "display-seq")))
        out = []
        for node in found:
            told = [each.line for each in self.refining(node) if _property(each) == "role"] or [node.get("role")]
            roles = dict.fromkeys(filter(None, (people.role(each, default) for each in told)))
            text, sort = titles.line(node.line, 1000), titles.line(self._sorting(node), 300)
            names = people.split(text) if len(found) == 1 or ";" in text or sort == text else [people.upright(text)]
            sorting = people.sortings(sort if len(names) == 1 or "&" in sort else "", names)
            for name, role in ((name, role) for name in names for role in roles):
                out += named([name], role, sorting[name] if sorting[name] != name else "")
        return out

    def _narrators(self) -> list[dict[str, str]]:
        told = [each for each in self.elements if each.key == "meta" and _property(each) == "media:narrator"]
        return named((titles.line(each.line, 300) for each in told), "narrator")

    def _dates(self) -> list[dict[str, str]]:
        out: dict[str, str] = {}
        for node in self.all("date"):
            use = _EVENTS.get(node.get("event").lower(), "")
            if use and (value := dates.date(node.line)):
                rank = node.get("event").lower() == "original-publication"
                out[use] = value if rank else out.get(use, value)
        return [{"value": value, "use": use} for use, value in out.items()]

    def _id(self, node: Node) -> ids.Id | None:
        kind = self.refining(node)
        isbn = any(_property(each) == "identifier-type" and each.line in ("02", "15") for each in kind)
        return ids.identifier(node.line, node.get("scheme")) or (ids.identifier(node.line, "isbn") if isbn else None)

    def _series(self) -> list[dict[str, str]]:
        out = []
        if title := titles.line(self.meta("calibre:series")):
            out.append({"title": title, "number": printed(self.meta("calibre:series_index"))})
        for node in self.elements:
            if node.key == "meta" and _property(node) == "belongs-to-collection" and node.line:
                kind, number = self.refined(node, "collection-type").lower(), self.refined(node, "group-position")
                title, told = titles.line(node.line), kind in _SERIES or (not kind and number)
                if told and title.lower() not in (each["title"].lower() for each in out):
                    out.append({"title": title, "number": printed(number)})
        return out[:20]


def facts(root: Node) -> dict[str, Any]:
    """Read a package, or a file that holds nothing but its metadata."""
    return Package(root).facts()


def _property(node: Node) -> str:
    return node.get("property").lower()


def _tells(text: str) -> bool:
    return text.strip().lower() not in _UNSAID


def _count(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) <= 6 else 0  # noqa: PLR2004  # no book has a million pages


def _order(text: str) -> int:
    return _count(text) or MAX_VALUES
