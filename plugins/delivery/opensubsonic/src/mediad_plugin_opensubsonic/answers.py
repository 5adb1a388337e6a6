"""The envelope of every answer, as JSON, as XML, or as a script that calls a function."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from mediad_plugin_opensubsonic.errors import number_of, status_of
from mediad_sdk.values.http import Response

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mediad_sdk.errors import MediadError
    from mediad_sdk.values.http import Request

VERSION = "1.16.1"
SERVER = {"version": VERSION, "type": "mediad", "serverVersion": "1.0", "openSubsonic": True}
_TEXT = "value"
"""What is the text of an element in XML, and not an attribute."""
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
_FUNCTION = re.compile(r"[A-Za-z_$][A-Za-z0-9_$.]{0,99}")


def answer(request: Request, body: Mapping[str, Any]) -> Response:
    """Answer with what was asked for."""
    return _written(request, {"status": "ok", **SERVER, **body}, 200)


def refuse(request: Request, error: MediadError) -> Response:
    """Answer with why not."""
    said = " ".join(filter(None, (str(error), error.remedy)))
    told = {"code": number_of(error), "message": said}
    return _written(request, {"status": "failed", **SERVER, "error": told}, status_of(error))


def _written(request: Request, body: Mapping[str, Any], status: int) -> Response:
    form, function = request.one("f"), request.one("callback")
    if form == "json":
        return Response(status=status, json={"subsonic-response": body})
    if form == "jsonp" and _FUNCTION.fullmatch(function):
        text = json.dumps({"subsonic-response": body}, ensure_ascii=False).replace("\u2028", " ").replace("\u2029", " ")
        script = f"/**/{function}({text});".encode()
        return Response(status=status, body=script, content_type="application/javascript; charset=utf-8")
    text = "".join(_element("subsonic-response", {"xmlns": "http://subsonic.org/restapi", **body}))
    document = f'<?xml version="1.0" encoding="UTF-8"?>{text}'
    return Response(status=status, body=document.encode("utf-8", "replace"), content_type="text/xml; charset=utf-8")


def _element(name: str, value: Any) -> Iterator[str]:
    """Write a value: plain ones are attributes of a mapping, the others its elements."""
    if isinstance(value, list):
        for each in value:
            yield from _element(name, each)
        return
    if not isinstance(value, dict):
        yield f"<{name}>{escape(_plain(value))}</{name}>"
        return
    inner = {key: each for key, each in value.items() if isinstance(each, (dict, list))}
    outer = ((key, each) for key, each in value.items() if key not in inner and key != _TEXT)
    yield f"<{name}{''.join(f' {key}={quoteattr(_plain(each))}' for key, each in outer)}>"
    yield escape(_plain(value.get(_TEXT, "")))
    for key, each in inner.items():
        yield from _element(key, each)
    yield f"</{name}>"


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else _NOT_XML.sub("\ufffd", str(value))
