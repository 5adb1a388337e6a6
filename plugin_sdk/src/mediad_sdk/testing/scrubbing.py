"""Takes secrets out of what is written into a file: by their names, and then wherever the same text stands again."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit

from mediad_sdk.host.http import HttpRequest

HIDDEN = "***"
SHORTEST = 6
"""A shorter value is taken out where its name says so alone: it would stand in too many other places."""
_NAMES = re.compile(
    r"api[-_]?key|access[-_]?key|token|secret|passw|authorization|cookie|session|signature|credential|"
    r"^(key|sid|auth|pin|pass|pwd)$",
    re.IGNORECASE,
)


class Scrub:
    """Knows names of secrets, and learns their values from what is asked."""

    def __init__(self, names: tuple[str, ...] = ()) -> None:
        self._names = {name.lower() for name in names}
        self._values: set[str] = set()

    def is_secret(self, name: str) -> bool:
        """Tell whether what has this name is not written."""
        return name.lower() in self._names or bool(_NAMES.search(name))

    def learn(self, request: HttpRequest) -> None:
        """Remember the secrets of a request."""
        pairs = [*request.headers.items(), *parse_qsl(urlsplit(request.url).query)]
        for name, value in pairs:
            if self.is_secret(name):
                self._values |= {each for each in (value, *value.split()) if len(each) >= SHORTEST}

    def text(self, text: str) -> str:
        """Take out every secret that was learned."""
        for value in sorted(self._values, key=len, reverse=True):
            for shape in {value, quote(value, safe=""), quote_plus(value), json.dumps(value)[1:-1]}:
                text = text.replace(shape, HIDDEN)
        return text

    def url(self, url: str) -> str:
        """Take secrets out of a query."""
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        query = urlencode([(name, HIDDEN if self.is_secret(name) else value) for name, value in pairs], safe="*")
        return urlunsplit(parts._replace(query=query))

    def headers(self, headers: Mapping[str, str]) -> dict[str, str]:
        """Leave out headers that are secret."""
        return {name: value for name, value in headers.items() if not self.is_secret(name)}

    def value(self, value: Any, name: str = "") -> Any:
        """Take secrets out of JSON."""
        if isinstance(value, dict):
            return {key: self.value(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.value(inner, name) for inner in value]
        if value is None or isinstance(value, bool) or value == "" or not self.is_secret(name):
            return value
        if len(str(value)) >= SHORTEST:
            self._values.add(str(value))
        return HIDDEN

    def body(self, content: bytes, kind: str) -> str:
        """Take secrets out of a text: JSON, a form, or any other; raises `UnicodeDecodeError` for what is none."""
        text = content.decode()
        if "json" in kind:
            return json.dumps(self.value(json.loads(text)), sort_keys=True, ensure_ascii=False)
        if kind.startswith("application/x-www-form-urlencoded"):
            return urlsplit(self.url(f"?{text}")).query
        return self.text(text)
