"""What the processes of plugins may have: memory, sockets, and which files."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.app.belongings import folders_of
from mediad.plugins.installing.current import FOLDER, OWN

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediad.config.models import Config
    from mediad.plugins.find import Found
    from mediad.plugins.guard import Guard
    from mediad.plugins.instance import Tier
    from mediad.plugins.remote import ProcessTier
    from mediad.workers.plugin import Allowance
    from mediad.workers.process import Processes
    from mediad_sdk.host import Context

_TEMPORARY = "temporary"
_SQLITE = "sqlite:"


def tier_of(config: Config, owner: Processes) -> Tier:
    """Make the tier of plugins that run in processes of their own; most daemons have none, and never import it."""
    made = cache(lambda: _tier(config, owner))

    async def make(found: Found, given: Mapping[str, Any], context: Context, guard: Guard) -> object:
        return await made()(found, given, context, guard)

    return make


def _tier(config: Config, owner: Processes) -> ProcessTier:
    from mediad.plugins.remote import ProcessTier  # noqa: PLC0415  # imported when first used, as said above
    from mediad.workers.plugin import Allowance  # noqa: PLC0415  # as above

    def allow(plugin: str) -> Allowance:
        said = config.plugins.get(plugin)
        memory = config.limits.plugin_memory_mb << 20
        return Allowance(memory=memory, network=said is not None and said.raw_network)

    def folders(instance: str) -> Sequence[Path]:
        return (*folders_of(config, instance).values(), temporary(config, instance))

    return ProcessTier(
        processes=owner, allow=allow, own=config.data_dir.absolute() / FOLDER / OWN, folders=folders
    )  # fmt: skip  # what, and where


def temporary(config: Config, owner: str) -> Path:
    """Name a new folder for what is temporary."""
    return config.cache_dir / _TEMPORARY / f"{owner}-{secrets.token_hex(4)}"


def sweep(config: Config) -> None:
    """Remove what processes left behind that a daemon could not outlive."""
    with suppress(RecursionError):  # what a plugin nested deeper than Python walks stays
        shutil.rmtree(config.cache_dir / _TEMPORARY, ignore_errors=True)


def closed(config: Config, environ: Mapping[str, str] = os.environ) -> Sequence[Path]:
    """Name what the daemon keeps to itself: its data, and the files in which its configuration stands."""
    return tuple(dict.fromkeys(_closed(config, environ)))


def _closed(config: Config, environ: Mapping[str, str]) -> Iterator[Path]:
    yield from (config.data_dir, config.cache_dir, config.derived_dir, config.socket)
    if config.database.startswith(_SQLITE):
        yield Path(config.database.removeprefix(_SQLITE)).parent
    if config.storage.key_file is not None:
        yield config.storage.key_file
    if directory := environ.get("CREDENTIALS_DIRECTORY"):
        yield Path(directory)
    yield from (Path(source) for source, _ in config.origins.places.values() if os.path.isfile(source))  # noqa: PTH113  # it may be a word
