"""Talks to the daemon over its Unix socket: HTTP by the standard library, the rights come with the user's uid."""

from __future__ import annotations

import http.client
import json
import pwd
import re
import shlex
import socket
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

from mediad import VERSION
from mediad.cli.codes import Code, CommandError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_NOT_FOUND = frozenset({404, 410})
_UNKNOWN_TO_IT = frozenset({"route_not_found", "method_not_allowed"})  # ids are looked at before they are sent
_OF_ADDRESSES = re.compile(r"API page|items/published|/items|list of ")
"""What remedies for programs speak of, and nobody finds on the command line."""
_CONFIGURATION = "config_invalid"
_BODY = re.compile("^/(?:args|lock)/")
"""Where a body keeps what people type by its name alone."""
_QUERY = "query"
_TIMEOUT = 90.0
"""Seconds; a command of a plugin may take 60."""


class Client:
    """The API at the other end of a socket."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, address: str, **query: Any) -> Any:
        """Read; None values are left out of the query."""
        return self._ask("GET", _with_query(address, query))

    def post(self, address: str, body: Mapping[str, Any] | None = None) -> Any:
        """Do or make something."""
        return self._ask("POST", address, body if body is not None else {})

    def change(
        self, method: str, address: str, body: Mapping[str, Any] | None = None, *, revision: int | None = None
    ) -> Any:
        """Change or remove something, of a known revision when one is given."""
        return self._ask(method, address, body, {} if revision is None else {"If-Match": f'"{revision}"'})

    def pages(self, address: str, *, most: int | None = None, **query: Any) -> Iterator[dict[str, Any]]:
        """Walk the items of a list, page by page."""
        given, cursor = 0, None
        while True:
            page = self.get(address, cursor=cursor, **query)
            for item in page["items"]:
                if most is not None and given >= most:
                    return
                given += 1
                yield item
            if not (cursor := page["next"]):
                return

    def events(self, *, after: int | None = None) -> Iterator[dict[str, Any]]:
        """Follow what happens; each event carries its type and its data."""
        headers = {"Accept": "text/event-stream", **({} if after is None else {"Last-Event-ID": str(after)})}
        with self._connected(None) as connection, _unbroken():
            response = connection.sent("GET", "/api/v1/events", None, headers)
            data = ""
            for line in response:
                text = line.decode().rstrip("\n")
                if text.startswith("data:"):
                    data = text[5:].strip()
                elif not text and data:
                    yield json.loads(data)
                    data = ""

    def is_there(self) -> bool:
        """Tell whether a daemon answers and is ready."""
        try:
            self._ask("GET", "/readyz")
        except CommandError:
            return False
        return True

    def is_alive(self) -> bool:
        """Tell whether a daemon answers, ready or not."""
        try:
            self._ask("GET", "/healthz")
        except CommandError:
            return False
        return True

    def _ask(self, method: str, address: str, body: Any = None, headers: Mapping[str, str] | None = None) -> Any:
        with self._connected(_TIMEOUT) as connection, _unbroken():
            response = connection.sent(method, address, body, headers or {})
            text = response.read()
        if response.status == http.client.PERMANENT_REDIRECT and (elsewhere := response.getheader("Location")):
            return self._ask(method, elsewhere, body, headers)  # a work that became another; that one became none
        try:
            return json.loads(text) if text else None
        except ValueError as error:
            raise CommandError(
                f"What answers at {self.path} is no mediad.", remedy="Name its socket with --socket."
            ) from error

    def _connected(self, timeout: float | None) -> _Connection:
        return _Connection(self.path, timeout)


class _Connection(http.client.HTTPConnection):
    """An HTTP connection whose other end is a file."""

    def __init__(self, path: Path, timeout: float | None) -> None:
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        try:
            self.sock.connect(str(self._path))
        except PermissionError as error:
            raise not_ours(self._path) from error
        except OSError as error:
            raise CommandError(
                f"No daemon answers at {self._path}: {error.strerror or error}.",
                code=Code.AWAY,
                remedy="Start it (`systemctl start mediad` or `mediad serve`), or name its file with --config.",
            ) from error

    def sent(self, method: str, address: str, body: Any, headers: Mapping[str, str]) -> http.client.HTTPResponse:
        """Ask, and give an answer that is no refusal."""
        content = None if body is None else json.dumps(body)
        typed = {**headers, **({} if content is None else {"Content-Type": "application/json"})}
        self.request(method, address, content, typed)
        response = self.getresponse()
        if response.status == http.client.UNAUTHORIZED:  # it looked at our uid, for a command sends no key
            raise not_ours(self._path)
        if response.status >= http.client.BAD_REQUEST:
            raise _refusal(response)
        return response

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


@contextmanager
def _unbroken() -> Iterator[None]:
    """Say it in words when the daemon breaks off, for instance because it was stopped meanwhile."""
    try:
        yield
    except (OSError, http.client.HTTPException) as error:
        is_late = isinstance(error, TimeoutError)
        why = f"no answer within {_TIMEOUT:.0f} s" if is_late else str(error) or type(error).__name__
        raise CommandError(f"The daemon broke off: {why}.", code=Code.AWAY, remedy="Look at its log.") from error


def not_ours(path: Path) -> CommandError:
    """Say whose socket it is that may not be used, and how to become them: its owner and root, and no group."""
    owner = _owner(path)
    command = shlex.join(["mediad", *sys.argv[1:]])
    way = "sudo" if owner == "root" else f"sudo -u {shlex.quote(owner)}"
    return CommandError(
        f"The daemon's socket {path} is for {'root' if owner == 'root' else f'{owner} and root'} alone.",
        code=Code.REFUSED,
        remedy=f"Run `{way} {command}`. Over the network, a key does the same.",
    )


def _owner(path: Path) -> str:
    """Name the owner of a file, or of the nearest folder that shows itself."""
    for place in (path, *path.absolute().parents):
        with suppress(OSError):
            uid = place.stat().st_uid
            try:
                return pwd.getpwuid(uid).pw_name
            except KeyError:
                return f"#{uid}"  # as sudo takes it
    return "root"


def _refusal(response: http.client.HTTPResponse) -> CommandError:
    try:
        problem = json.loads(response.read())
    except ValueError:
        problem = {}
    if problem.get("code") in _UNKNOWN_TO_IT:
        version = f"The daemon does not know this command, which is of mediad {VERSION}."
        return CommandError(version, code=Code.REFUSED, remedy="Restart it, so that it is of the same version.")
    remedy = problem.get("remedy", "")
    detail = problem.get("detail") or problem.get("title") or f"HTTP {response.status}"
    places = [_place(each, detail) for each in problem.get("errors", ())]
    named = "; ".join(each for each in places if each not in detail)
    message = f"{detail.rstrip('.')}: {named.rstrip('.')}." if named else detail
    code = Code.NOT_FOUND if response.status in _NOT_FOUND else Code.REFUSED
    if response.status >= http.client.INTERNAL_SERVER_ERROR:
        code = Code.FAILED
    if problem.get("code") == _CONFIGURATION:
        code = Code.CONFIGURATION
    return CommandError(message, code=code, remedy="" if _OF_ADDRESSES.search(remedy) else remedy)


def _place(error: Mapping[str, Any], told: str) -> str:
    """Say what was wrong, and where unless that is told; nobody means the empty word that stands for "not given"."""
    detail = str(error.get("detail", "")).replace("should be '', ", "should be ")
    where = _BODY.sub("", error.get("pointer", ""))
    return detail if where == _QUERY and _QUERY in told else f"{where}: {detail}"


def _with_query(address: str, query: Mapping[str, Any]) -> str:
    given = {name: value for name, value in query.items() if value is not None}
    return f"{address}?{urlencode(given, doseq=True)}" if given else address
