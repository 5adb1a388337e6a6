"""A daemon as its people meet it: a folder, a configuration, a process, a socket, an address and a command line."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

DOMAIN = "[libraries.{slug}]\nname = {name}\ntypes = {types}\nroots = {roots}\nwatch = {watch}\nscan = ''\n"
MEDIAD = (sys.executable, "-m", "mediad")


@dataclass(frozen=True)
class Answer:
    """What came over HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float

    @property
    def json(self) -> Any:
        """Give the body as a value."""
        return json.loads(self.body)


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def values(self) -> list[Any]:
        """Give what `--json` wrote, one value a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@dataclass
class Outside:
    """One daemon, seen from outside; it may be started, killed and started again."""

    place: Path
    settings: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def config(self) -> Path:
        """The configuration file."""
        return self.place / "mediad.toml"

    @property
    def log(self) -> str:
        """What the daemon wrote."""
        return (self.place / "log").read_text(errors="replace")

    def declare(self, *libraries: str, settings: str | None = None) -> None:
        """Write the configuration."""
        if settings is not None:
            self.settings = settings
        own = f'[server]\nport = 0\n[storage]\ndata_dir = "{self.place}/data"\n[log]\naccess = false\n'
        self.config.write_text("\n".join((own, self.settings, *libraries)))

    def launch(self) -> subprocess.Popen[bytes]:
        """Start the daemon, without waiting for it."""
        with (self.place / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*MEDIAD, "serve", "--config", str(self.config)], stdout=log, stderr=log, cwd=self.place,
                env=os.environ | self.environment,
            )  # fmt: skip
        return self.process

    def start(self, seconds: float = 30) -> Self:
        """Start the daemon and wait until it is ready."""
        process = self.launch()
        until(lambda: process.poll() is not None or self.is_ready(), seconds, lambda: self.log[-3000:])
        assert process.poll() is None, self.log[-3000:]
        return self

    def stop(self, number: int = signal.SIGTERM, seconds: float = 10) -> float:
        """Ask it to end, and tell how long that took."""
        assert self.process is not None
        began = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(seconds)
        return time.monotonic() - began

    def kill(self) -> None:
        """Kill it, if it still lives."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                self.process.kill()
            self.process.wait(10)

    def is_ready(self) -> bool:
        """Tell whether it answers."""
        try:
            return self.ask("GET", "/readyz").status == 200
        except OSError:
            return False

    def ask(self, method: str, path: str, body: Any = None, key: str = "", **headers: str) -> Answer:
        """Ask over the socket, or, with a key, over the address that the daemon names."""
        connection = self._tcp() if key else _OverSocket(self.place / "data/mediad.sock")
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if key:
            sent["Authorization"] = f"Bearer {key}"
        content = None if body is None else json.dumps(body)
        if content is not None:
            sent.setdefault("Content-Type", "application/json")
        began = time.monotonic()
        try:
            connection.request(method, path, content, sent)
            response = connection.getresponse()
            return Answer(response.status, dict(response.headers), response.read(), time.monotonic() - began)
        finally:
            connection.close()

    def get(self, path: str, key: str = "") -> Any:
        """Read a value."""
        answer = self.ask("GET", f"/api/v1{path}", key=key)
        assert answer.status == 200, answer.body
        return answer.json

    def send(self, method: str, path: str, body: Any = None, key: str = "") -> Any:
        """Change something."""
        answer = self.ask(method, f"/api/v1{path}", body, key)
        assert 200 <= answer.status < 300, answer.body
        return answer.json if answer.body else None

    def items(self, path: str, key: str = "") -> list[Any]:
        """Read a whole list."""
        found, cursor = [], ""
        while True:
            page = self.get(path + cursor, key)
            found += page["items"]
            if not page["next"]:
                return found
            cursor = f"{'&' if '?' in path else '?'}cursor={page['next']}"

    def cli(self, *words: str, given: str = "", seconds: float = 60) -> Said:
        """Run one command."""
        return command(
            "--config", str(self.config), *words, given=given, seconds=seconds, env=self.environment, at=self.place
        )

    def scan(self, seconds: float = 60) -> list[Any]:
        """Scan everything, and give what the scans counted."""
        said = self.cli("--json", "scan", seconds=seconds)
        assert said.code == 0, said.err
        return said.values

    def _tcp(self) -> http.client.HTTPConnection:
        address = self.get("/system")["address"]
        return http.client.HTTPConnection(address.removeprefix("http://"), timeout=30)


class _OverSocket(http.client.HTTPConnection):
    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=30)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self._path))


def command(
    *words: str, given: str = "", seconds: float = 60, env: Mapping[str, str] | None = None, at: Path | None = None
) -> Said:
    """Run `mediad` with these words."""
    done = subprocess.run(
        [*MEDIAD, *words], capture_output=True, text=True, input=given, timeout=seconds, check=False,
        env={**os.environ, "COLUMNS": "300", **(env or {})}, cwd=at,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


def library(slug: str, types: list[str], *roots: Path, watch: bool = False) -> str:
    """Write the table of a library."""
    shown = json.dumps([str(each) for each in roots])
    table = {"slug": slug, "name": json.dumps(slug.capitalize()), "types": json.dumps(types), "roots": shown}
    return DOMAIN.format(**table, watch=json.dumps(watch))


@contextmanager
def outside(**environment: str) -> Iterator[Outside]:
    """Give a place for a daemon, with a name short enough for a socket, and leave nothing behind."""
    with tempfile.TemporaryDirectory(prefix="m") as folder:
        daemon = Outside(Path(folder), environment=environment)
        try:
            yield daemon
        finally:
            daemon.kill()


def until(true: Callable[[], object], seconds: float, why: Callable[[], str] = lambda: "") -> None:
    """Wait, but not for ever."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s: {why()}"
        time.sleep(0.02)


def family(pid: int) -> set[tuple[int, str]]:
    """Give a process and everything that it started, each with its start, so that no number is mistaken."""
    parents = {number: (parent, began) for number, parent, began in _processes()}
    found, wanted = set(), {pid}
    while wanted:
        found |= wanted
        wanted = {number for number, (parent, _) in parents.items() if parent in wanted} - found
    return {(number, parents[number][1]) for number in found if number in parents}


def alive(processes: set[tuple[int, str]]) -> set[tuple[int, str]]:
    """Give those that still run."""
    return processes & {(number, began) for number, _, began in _processes()}


def _processes() -> Iterator[tuple[int, int, str]]:
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent, *rest = stat.read_text().rpartition(")")[2].split()
            if state != "Z":
                yield int(stat.parent.name), int(parent), rest[17]
