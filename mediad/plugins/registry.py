"""pluggy as registry and validator; it never calls: one raising plugin would cost the answers of all others."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

import pluggy

from mediad.plugins.errors import Blame, PluginError
from mediad_sdk.contract import unknown_hooks, wrong_signatures
from mediad_sdk.hooks import PROJECT, Hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Registry:
    """Knows which plugin implements which hook."""

    def __init__(self) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        self._manager.add_hookspecs(Hooks)

    def register(self, name: str, plugin: object, blame: Blame) -> None:
        """Take a plugin in, or raise `PluginError` with what is wrong with its hooks."""
        try:
            self._check(name, plugin, blame)
        except PluginError:
            raise
        except BaseException as error:  # the wall: looking at an object runs its descriptors
            self.remove(name)
            raise PluginError("factory_failed", f"{type(error).__name__}: {error}", blame=blame) from error

    def remove(self, name: str) -> None:
        """Forget a plugin."""
        if self._manager.has_plugin(name):
            self._manager.unregister(name=name)

    def hook(self, name: str, hook: str) -> Callable[[], Any] | None:
        """Give what a plugin implements a hook with."""
        implementations = getattr(self._manager.hook, hook).get_hookimpls()
        return next((each.function for each in implementations if each.plugin_name == name), None)

    def _check(self, name: str, plugin: object, blame: Blame) -> None:
        if unknown := unknown_hooks(plugin):
            raise PluginError("unknown_hook", "; ".join(unknown), blame=blame)
        if wrong := wrong_signatures(plugin):
            raise PluginError("wrong_signature", "; ".join(wrong), blame=blame)
        try:
            self._manager.register(plugin, name)
        except pluggy.PluginValidationError as error:
            raise PluginError("wrong_signature", _first_line(error), blame=blame) from error
        if unfit := _unfit(self._implementations(plugin)):
            self.remove(name)
            raise PluginError("wrong_signature", "; ".join(unfit), blame=blame)

    def _implementations(self, plugin: object) -> Sequence[pluggy.HookImpl]:
        callers = self._manager.get_hookcallers(plugin) or []
        return [each for caller in callers for each in caller.get_hookimpls() if each.plugin is plugin]


def _unfit(implementations: Sequence[pluggy.HookImpl]) -> list[str]:
    """Name what pluggy lets pass: wrappers, and declarations that are coroutines."""
    sentences = []
    for each in implementations:
        name = each.function.__name__
        if each.hookwrapper or each.wrapper:
            sentences.append(f"{name} is a hook wrapper, which mediad has no use for")
        elif inspect.iscoroutinefunction(each.function) or inspect.isasyncgenfunction(each.function):
            sentences.append(f"{name} is async, and must be a plain function")
    return sentences


def _first_line(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line for line in lines if line.startswith("Argument")), lines[0])
