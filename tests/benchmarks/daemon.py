"""A real daemon on a port of its own, for rows that measure it from outside."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mediad.cli.client import Client

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Daemon:
    """A running daemon: its process, its port, and a client with every right."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, place: Path) -> None:
        self.process = process
        self.port = port
        self.client = Client(place / "var" / "mediad.sock")

    @property
    def pid(self) -> int:
        """The daemon's process."""
        return self.process.pid

    def scan(self, library: str, mode: str = "full") -> dict[str, object]:
        """Scan a library and wait for the end."""
        found = next(each for each in self.client.pages("/api/v1/libraries") if each["name"] == library)
        started = self.client.post(f"/api/v1/libraries/{found['id']}/scan", {"mode": mode})
        while True:
            done: dict[str, object] = self.client.get(f"/api/v1/scans/{started['scan']}")
            if done["state"] in {"finished", "failed", "cancelled"}:
                return done
            time.sleep(0.05)


def free_port() -> int:
    """Find a port that nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def write_config(
    place: Path, port: int, libraries: Mapping[str, tuple[list[str], Path]], *, watch: bool = True
) -> Path:
    """Write a configuration: libraries by name, each with its types and its folder."""
    place.mkdir(parents=True, exist_ok=True)
    lines = ["[server]", f"port = {port}", "[storage]", f"data_dir = {json.dumps(str(place / 'var'))}"]
    lines += ["[log]", 'level = "warning"', "access = false"]
    for name, (types, folder) in libraries.items():
        lines += [f"[libraries.{name}]", f'name = "{name}"', f"types = {json.dumps(types)}"]
        lines += [f"roots = [{json.dumps(str(folder))}]", f"watch = {json.dumps(watch)}", 'scan = ""']
    path = place / "mediad.toml"
    path.write_text("\n".join(lines) + "\n")
    return path


@contextmanager
def running(config: Path, port: int) -> Iterator[Daemon]:
    """Run the daemon until the block ends; yields when it is ready."""
    process = subprocess.Popen([sys.executable, "-m", "mediad", "serve", "--config", str(config)], env=os.environ)
    daemon = Daemon(process, port, config.parent)
    try:
        wait_ready(port)
        yield daemon
    finally:
        process.terminate()
        process.wait(30)


def wait_ready(port: int, seconds: float = 60.0) -> None:
    """Wait for a 200 from /readyz; asks as often as the machine can."""
    until = time.monotonic() + seconds
    request = b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    while time.monotonic() < until:
        try:
            with socket.create_connection(("127.0.0.1", port), 1) as wire:
                wire.sendall(request)
                if wire.recv(12) == b"HTTP/1.1 200":
                    return
        except OSError:
            pass
        time.sleep(0.002)
    raise TimeoutError(f"the daemon was not ready after {seconds} s")
