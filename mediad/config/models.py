"""The settings of the daemon: each with its default, its bounds and the sentence that the reference shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AnyHttpUrl, Field, IPvAnyNetwork, PrivateAttr, SecretStr, StringConstraints

from mediad.config.base import BASE_PATH, ORIGIN, Cron, Host, Permission, Place, Section, Slug, TimeZone
from mediad.config.metadata import Metadata
from mediad.config.notices import Notices
from mediad.config.packages import Packages
from mediad.config.sign_in import SignInRules
from mediad.config.sources import Origins

Name = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True)]
BasePath = Annotated[str, StringConstraints(pattern=BASE_PATH)]
CorsOrigin = Annotated[str, StringConstraints(pattern=ORIGIN)]
Days = Annotated[int, Field(ge=0, le=36_500)]


def _known_scheme(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(("sqlite:", "postgresql://", "postgres://")):
        raise ValueError("should begin with sqlite: or postgresql://")
    return url


def _known_proxy(url: SecretStr) -> SecretStr:
    if not re.fullmatch(r"(https?|socks5h?)://[^/\s]+/?", url.get_secret_value()):
        raise ValueError("should be http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT")
    return url


def _known_proxy_or_none(url: SecretStr) -> SecretStr:
    return url if url.get_secret_value() == "none" else _known_proxy(url)


class Server(Section):
    """Where the daemon listens, and whom it believes."""

    host: Host = Field(default="127.0.0.1", description="Address to listen on; 0.0.0.0 or :: for every interface.")
    port: int = Field(default=8484, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    socket: Place | None = Field(
        default=None, description="Unix socket of the command line; default mediad.sock in data_dir."
    )
    base_path: BasePath = Field(
        default="", description="Path under which a reverse proxy serves mediad, such as /media."
    )
    external_url: AnyHttpUrl | None = Field(default=None, description="Address that people use, for links in answers.")
    trusted_proxies: tuple[IPvAnyNetwork, ...] = Field(
        default=(), description="Networks of proxies whose word on a client's address and scheme is believed."
    )
    forwarded: Literal["x-forwarded", "forwarded"] = Field(
        default="x-forwarded",
        description="How they say it: x-forwarded is X-Forwarded-For and -Proto, forwarded is RFC 7239; never both.",
    )
    allowed_hosts: tuple[str, ...] = Field(
        default=(),
        description="Names answered beside localhost, IP addresses, this machine's name and the host of external_url.",
    )
    cors_origins: tuple[CorsOrigin, ...] = Field(
        default=(), description="Origins whose pages may call the API from a browser."
    )
    x_accel_prefix: str | None = Field(
        default=None, description="Internal location of nginx that serves files for mediad."
    )
    drain_seconds: float = Field(
        default=2, ge=0, le=300, description="Time that running requests get when the daemon stops."
    )


class Storage(Section):
    """Where the daemon keeps what it knows."""

    url: Annotated[SecretStr, AfterValidator(_known_scheme)] | None = Field(
        default=None,
        description="sqlite:PATH or postgresql://USER@HOST/DATABASE; default mediad.db in data_dir. Or url_file.",
    )
    data_dir: Place = Field(
        default=Path("var"), description="Database, snapshots and keys; must be on a local file system."
    )
    key_file: Place | None = Field(
        default=None,
        description="Key that secrets are sealed with; default secret.key in data_dir. Never part of a backup.",
    )
    cache_dir: Place | None = Field(
        default=None, description="What can be made again, such as thumbnails; default in data_dir."
    )


class Log(Section):
    """What the daemon writes about itself."""

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="The least that is written."
    )
    format: Literal["auto", "json", "console"] = Field(
        default="auto", description="auto: console on a terminal, else JSON."
    )
    access: bool = Field(default=True, description="Write a line for each request.")


DAILY = "0 4 * * *"
"""When libraries are scanned unless somebody says otherwise."""


class Library(Section):
    """A library: one or more folders, and what is in them."""

    name: Name = Field(description="What people see.")
    types: tuple[Slug, ...] = Field(min_length=1, description="Media types that look at its files, such as movies.")
    roots: tuple[Place, ...] = Field(min_length=1, description="Folders that belong to it.")
    isolated: bool = Field(default=False, description="Share no works with other libraries.")
    watch: bool = Field(default=True, description="Notice changes on local disks at once.")
    scan: Literal[""] | Cron = Field(
        default=DAILY,
        description="When every file is looked at anew, and once at first (cron); empty: only when asked.",
    )
    quick: Literal[""] | Cron = Field(
        default="", description="When folders whose names changed are looked at (cron); empty: never."
    )
    ignore: tuple[str, ...] = Field(default=(), description="Names and patterns to pass over, such as *.part.")
    sidecars: tuple[str, ...] = Field(
        default=(), description="Formats of sidecars to write: nfo, opf, comicinfo, xmp, lrc; empty: none."
    )


class Role(Section):
    """A role: what its members may do, and where."""

    permissions: tuple[Permission, ...] = Field(description="Names of permissions, such as items.read.")
    libraries: tuple[str, ...] = Field(
        default=("*",), description="Libraries that it sees, by their keys; one of the API by its id; * is all."
    )


class Schedule(Section):
    """A job that the clock starts."""

    job: str = Field(description="Name of the job, such as library.scan.")
    cron: Cron = Field(description="When: minute, hour, day, month, weekday.")
    timezone: TimeZone | None = Field(
        default=None, description="Time zone such as Europe/Berlin; default that of the machine."
    )
    enabled: bool = Field(default=True, description="Whether the clock may start it.")
    arguments: dict[str, Any] = Field(default={}, description="What the job is told.")


class Network(Section):
    """How plugins reach other hosts."""

    proxy: Annotated[SecretStr, AfterValidator(_known_proxy)] | None = Field(
        default=None, description="Proxy for every call of a plugin: http://HOST:PORT or socks5://HOST:PORT."
    )
    allow_private: tuple[str, ...] = Field(
        default=(),
        description="Networks such as 192.168.1.0/24, and hosts, that plugins may reach although they are not of the "
        "Internet; called without `proxy`. Hosts in a plugin's settings need not be named here.",
    )
    ca_file: Place | None = Field(
        default=None, description="Certificates (PEM) to trust beside those that this machine trusts."
    )
    timeout_seconds: float = Field(
        default=30, gt=0, le=600, description="Time for one call with its retries, unless the plugin sets another."
    )
    connect_seconds: float = Field(default=5, gt=0, le=60, description="Time to make a connection.")
    read_seconds: float = Field(default=20, gt=0, le=600, description="Longest silence of the other side.")
    cache_mb: int = Field(default=64, ge=1, le=10_240, description="Space for answers kept, for each instance.")


class PluginNetwork(Section):
    """How one plugin reaches other hosts."""

    proxy: Annotated[SecretStr, AfterValidator(_known_proxy_or_none)] | None = Field(
        default=None, description="Proxy of this plugin alone; none: not even that of [network]."
    )
    hosts: tuple[str, ...] = Field(
        default=(),
        description="Hosts that it may reach beside those it declares, also private ones: HOST, HOST:PORT or "
        "*.example.org.",
    )


class Instance(Section):
    """One of several instances of a plugin."""

    enabled: bool = Field(default=True, description="Load this instance.")
    settings: dict[str, Any] = Field(
        default={}, repr=False, description="Settings; the plugin's own model checks them."
    )
    network: PluginNetwork = Field(default=PluginNetwork(), description="How it reaches other hosts.")


class Plugin(Instance):
    """A plugin: whether it is loaded, and its settings."""

    enabled: bool = Field(default=True, description="Load this plugin.")
    instances: dict[Slug, Instance] = Field(default={}, description="Further instances, each with settings of its own.")
    distribution: str = Field(default="", description="The package that is meant when several claim this id.")
    priority: int = Field(default=0, description="Higher is loaded earlier, and keeps a name that two plugins want.")
    isolation: Literal["process"] | None = Field(
        default=None, description="process runs it in a child of its own, also when it does not ask for that."
    )
    raw_network: bool = Field(
        default=False, description="Sockets of its own for its process, which otherwise reaches hosts by the daemon."
    )
    approve: bool = Field(default=False, description="Approve whatever it asks for, now and in later versions.")


class Limits(Section):
    """How much the daemon takes, and how much it lets others take."""

    workers: int = Field(
        default=0, ge=0, le=64, description="Processes that open media; 0 is one for each core, at most four."
    )
    worker_memory_mb: int = Field(default=512, ge=64, description="Memory of one such process.")
    plugin_memory_mb: int = Field(default=512, ge=64, description="Memory of a plugin that runs in its own process.")
    file_seconds: float = Field(default=30, gt=0, description="Time that one file may take before it is set aside.")
    anonymous_per_minute: int = Field(
        default=100, ge=1, description="Requests a minute from an address without credentials."
    )


class Retention(Section):
    """How long things are kept, in days; 0 keeps them for ever."""

    missing_days: Days = Field(default=90, description="Works whose files are missing.")
    events_days: Days = Field(default=7, description="Events that a client can catch up on.")
    jobs_days: Days = Field(default=30, description="Finished jobs.")
    logs_days: Days = Field(default=30, description="Logs of jobs.")


class Encoding(Section):
    """How files are converted."""

    directory: Place | None = Field(
        default=None, description="Where results go, outside every root; default in data_dir."
    )
    concurrency: int = Field(default=1, ge=1, le=32, description="Conversions at the same time.")
    keep_free_mb: int = Field(default=1024, ge=0, description="Space that is left free on the disk of the directory.")
    threads: int = Field(default=0, ge=0, le=64, description="Threads of one conversion; 0 lets ffmpeg choose.")
    ffmpeg: str = Field(default="ffmpeg", min_length=1, description="Program that converts, by name or path.")
    ffprobe: str = Field(default="ffprobe", min_length=1, description="Program that describes files.")


class Config(Section):
    """The configuration of mediad."""

    server: Server = Server()
    storage: Storage = Storage()
    log: Log = Log()
    limits: Limits = Limits()
    retention: Retention = Retention()
    encoding: Encoding = Encoding()
    packages: Packages = Packages()
    metadata: Metadata = Metadata()
    network: Network = Network()
    sign_in: SignInRules = SignInRules()
    libraries: dict[Slug, Library] = Field(default={}, description="Libraries, by name.")
    roles: dict[Slug, Role] = Field(default={}, description="Roles, by name.")
    schedules: dict[Slug, Schedule] = Field(default={}, description="Jobs that the clock starts, by name.")
    notices: dict[Slug, Notices] = Field(default={}, description="Notices of events, by name.")
    plugins: dict[Slug, Plugin] = Field(default={}, description="Plugins, by id.")

    _origins: Origins = PrivateAttr(default_factory=Origins)

    @property
    def origins(self) -> Origins:
        """Return where each value was written."""
        return self._origins

    @property
    def database(self) -> str:
        """Return the address of the database, its default filled in."""
        return self.storage.url.get_secret_value() if self.storage.url else f"sqlite:{self.data_dir / 'mediad.db'}"

    @property
    def data_dir(self) -> Path:
        """Return the directory of what must not be lost."""
        return self.storage.data_dir

    @property
    def cache_dir(self) -> Path:
        """Return the directory of what can be made again."""
        return self.storage.cache_dir or self.data_dir / "cache"

    @property
    def derived_dir(self) -> Path:
        """Return the directory of converted files."""
        return self.encoding.directory or self.data_dir / "derived"

    @property
    def socket(self) -> Path:
        """Return the path of the command line's Unix socket."""
        return self.server.socket or self.data_dir / "mediad.sock"
