"""What the daemon would find wrong with libraries once its plugins are there, asked of the installed ones alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.app.offline import plugins
from mediad.config.errors import Mistake
from mediad.library.wishes import refusals
from mediad.plugins.installing import current
from mediad_sdk.values.kinds import MediaType
from mediad_sdk.values.sidecars import Sidecar

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from mediad.config.models import Config


async def mistakes(config: Config) -> tuple[Mistake, ...]:
    """Name the media types and formats of sidecars that libraries name and no installed plugin brings.

    A plugin in an environment of its own is asked by the daemon alone: where there is one, nothing is known for sure.
    """
    if current.own_sites(config.data_dir):
        return ()
    current.enter(config.data_dir)
    host = await plugins()
    types = {each.id: each for each in host.all(MediaType)}
    return tuple(_mistakes(config, types, host.all(Sidecar)))


def _mistakes(config: Config, types: Mapping[str, MediaType], formats: Sequence[Sidecar]) -> Iterator[Mistake]:
    for slug, library in config.libraries.items():
        known = [types[each] for each in library.types if each in types]
        strange = {each: f"is none of {', '.join(sorted(types))}" for each in library.types if each not in types}
        refused = refusals(library.sidecars, formats, known) if not strange else {}
        for key, wrong in (("types", strange), ("sidecars", refused)):
            source, line = config.origins.of(("libraries", slug, key))
            for name, why in wrong.items():
                yield Mistake(source=source, line=line, key=f"libraries.{slug}.{key}", message=f'"{name}" {why}')
