"""From an entry point to a plugin object, each step behind a wall and within a time.

stevedore imports one entry point by name. `AssertionError` and `SystemExit` leave its failure callback aside, its cache
on disk forgets whose entry point it is, and a hanging import would hang the start: hence the listing of our own, the
thread and the wall.
"""

from __future__ import annotations

import logging
from importlib.metadata import EntryPoint
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import Blame, Kind, PluginError, line_of, step_of, with_line
from mediad.plugins.threads import Escaped, in_thread
from mediad_sdk.contract import named
from mediad_sdk.hooks import GROUP

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mediad.plugins.find import Found
    from mediad_sdk.host import Context

IMPORT_LIMIT = 5.0
FACTORY_LIMIT = 5.0
_log = logging.getLogger(__name__)


async def load_factory(found: Found) -> Callable[[Context, Any], object]:
    """Import the factory of a plugin."""
    factory = await _walled(found, "import_failed", IMPORT_LIMIT, lambda: _by_stevedore(found.entry))
    if not callable(factory):
        raise _error(found, "import_failed", f"its entry point is {named(factory)}, not a factory")
    return factory  # type: ignore[no-any-return]  # as far as Python can tell; the next step is walled too


async def make_settings(found: Found, given: Mapping[str, Any]) -> object:
    """Check the settings by the plugin's own model; without one there is nothing to set."""
    reference = found.manifest.settings if found.manifest else ""
    if not reference:
        if given:
            raise _error(found, "settings_invalid", f"it has no settings, so it takes no {', '.join(sorted(given))}")
        return None
    entry = EntryPoint(name=found.id, value=reference, group=GROUP)
    return await _walled(found, "settings_invalid", IMPORT_LIMIT, lambda: _validated(entry, given))


async def make_plugin(
    found: Found, factory: Callable[[Context, Any], object], context: Context, settings: object
) -> object:
    """Call the factory."""
    plugin = await _walled(found, "factory_failed", FACTORY_LIMIT, lambda: factory(context, settings))
    if plugin is None:
        raise _error(found, "factory_failed", "its factory returned None")
    return plugin


def _by_stevedore(entry: EntryPoint) -> Any:
    from stevedore.named import NamedExtensionManager  # imported when first used: a fifth of the whole start  # noqa: PLC0415  # imported when first used: children that only list plugins need it not

    class One(NamedExtensionManager[Any]):
        def list_entry_points(self) -> list[EntryPoint]:
            return [entry]

    failures: list[BaseException] = []
    manager = One(GROUP, [entry.name], on_load_failure_callback=lambda _manager, _entry, error: failures.append(error))
    if failures:
        raise failures[0]
    return manager[entry.name].plugin


def _validated(entry: EntryPoint, given: Mapping[str, Any]) -> object:
    from pydantic import ValidationError  # imported when first used: a daemon without plugins needs it not here  # noqa: PLC0415  # as above

    model = entry.load()
    try:
        return model.model_validate(dict(given))
    except ValidationError as error:
        # The input stays out of the message: it may be a password that was put under the wrong key.
        found = error.errors(include_url=False, include_input=False, include_context=False)
        sentences = [f"{'.'.join(map(str, each['loc'])) or 'settings'}: {each['msg']}" for each in found]
        raise SettingsRefused("; ".join(sentences)) from None


class SettingsRefused(Exception):  # it becomes a PluginError outside its thread
    """The settings do not fit the model; says each key and why."""


async def _walled(found: Found, kind: Kind, limit: float, step: Callable[[], Any]) -> Any:
    try:
        return await in_thread(f"load-{found.id}", limit, step)
    except TimeoutError:
        hung: Kind = "import_hung" if kind == "import_failed" else kind
        raise _error(found, hung, f"it took longer than {limit:g} s to be loaded") from None
    except SettingsRefused as error:
        raise _error(found, "settings_invalid", str(error)) from None
    except Exception as error:  # noqa: BLE001  # the wall: whatever is raised here is the failure of the plugin
        cause = error.error if isinstance(error, Escaped) else error
        _log.info("plugin %s could not be loaded", found.id, exc_info=cause)
        raise _error(found, kind, with_line(f"{type(cause).__name__}: {cause}", line_of(cause, found.roots))) from cause


def _error(found: Found, kind: Kind, message: str) -> PluginError:
    return PluginError(kind, message, blame=Blame(plugin=found.id, version=found.version, hook=step_of(kind)))
