"""Bodies of requests: JSON, forms, forms with files."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import Any
from urllib.parse import urlencode

from mediad_sdk.data import dataclass
from mediad_sdk.errors import Invalid

__all__ = ["FilePart", "basic", "encoded"]

_KINDS = ("json", "data", "content")


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file in a form.

    Attributes:
        name: The file's name.
        content: Its bytes.
        type: Its content type.
    """

    name: str
    content: bytes = field(repr=False)
    type: str = "application/octet-stream"


def basic(name: str, password: str) -> str:
    """Make the header of a name and a password."""
    return "Basic " + b64encode(f"{name}:{password}".encode()).decode()


def encoded(options: Mapping[str, Any]) -> tuple[bytes, str]:
    """Make the body that the options of a call describe, and its type."""
    given = [kind for kind in _KINDS if options.get(kind) is not None]
    if len(given) > 1 or (given and options.get("files") and given != ["data"]):
        raise Invalid(
            "A request has one body.", remedy="Give one of json, data, content; files only alone or with data."
        )
    if options.get("files"):
        return _multipart(options.get("data") or {}, options["files"])
    if "json" in options:
        return json.dumps(options["json"], allow_nan=False, ensure_ascii=False).encode(), "application/json"
    if given == ["data"]:
        return urlencode(options["data"], doseq=True).encode(), "application/x-www-form-urlencoded"
    content = options.get("content", b"")
    return (content.encode(), "text/plain; charset=utf-8") if isinstance(content, str) else (content, "")


def _multipart(fields: Mapping[str, Any], files: Mapping[str, FilePart]) -> tuple[bytes, str]:
    boundary = os.urandom(16).hex()
    body = b"".join(
        f"--{boundary}\r\n{head}\r\n\r\n".encode() + content + b"\r\n" for head, content in _parts(fields, files)
    )
    return body + f"--{boundary}--\r\n".encode(), f"multipart/form-data; boundary={boundary}"


def _parts(fields: Mapping[str, Any], files: Mapping[str, FilePart]) -> Iterator[tuple[str, bytes]]:
    for name, value in fields.items():
        for one in value if isinstance(value, list | tuple) else (value,):
            yield f'Content-Disposition: form-data; name="{_quoted(name)}"', str(one).encode()
    for name, file in files.items():
        place = f'form-data; name="{_quoted(name)}"; filename="{_quoted(file.name)}"'
        yield f"Content-Disposition: {place}\r\nContent-Type: {_quoted(file.type)}", file.content


def _quoted(text: str) -> str:
    """Write a name as browsers do, so that it cannot end its line or its quotes."""
    return text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
