"""The tier `process`: a plugin's code runs in a child of its own, and what stands here for it awaits the child.

    daemon                                            child
    guard -> stub -> RemotePlugin.call -- function -> the plugin's function
                     Lender            <- service --- its context, proxied from the Protocols of the SDK

The child is started anew after it died: a second later, then two, at most five minutes. After three deaths within ten
minutes the plugin comes into quarantine. Functions that are plain and pure inline (`EncoderProfile.plan`,
`Delivery.refuse`) and models of arguments are awaited here like all others: who calls them through `mediad_sdk.calls.
settled` has both tiers.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mediad.plugins.errors import Kind, PluginError, line_in, step_of, with_line
from mediad.plugins.remote_lender import Lender, order
from mediad.plugins.remote_restarts import Restarts
from mediad.workers.errors import Departed
from mediad.workers.plugin import Allowance, PluginChild
from mediad.workers.process import Reach
from mediad_sdk.contract import DECLARED
from mediad_sdk.data import dataclass
from mediad_sdk.errors import MediadError
from mediad_sdk.hooks import hookimpl
from mediad_sdk.remoting import faults

if TYPE_CHECKING:
    from mediad.plugins.find import Found
    from mediad.plugins.guard import Guard
    from mediad.workers.process import Processes
    from mediad_sdk.host import Context

MAKE_LIMIT = 15.0
_KINDS: frozenset[str] = frozenset({
    "import_failed", "settings_invalid", "factory_failed", "unknown_hook", "wrong_signature",
})  # fmt: skip  # a list to read
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessTier:
    """Makes plugins in children.

    Attributes:
        processes: Owns the children.
        allow: Says what the child of a plugin may have, by its id.
        own: Where the environments of plugins are whose dependencies do not fit the daemon's: `own/<id>/current`.
        limit: Seconds until a child must have made its plugin.
        restarts: Makes what decides on restarts.
        folders: Names the folders of an instance's own, at last a new one for what is temporary.
    """

    processes: Processes
    allow: Callable[[str], Allowance] = lambda _plugin: Allowance()
    own: Path | None = None
    limit: float = MAKE_LIMIT
    restarts: Callable[[], Restarts] = Restarts
    folders: Callable[[str], Sequence[Path]] = lambda _instance: ()

    async def __call__(self, found: Found, given: Mapping[str, Any], context: Context, guard: Guard) -> object:
        """Make the plugin of one instance; raises `PluginError`."""
        own = self.own / found.id / "current" if self.own else None
        paths = [str(own)] if own is not None and await asyncio.to_thread(own.is_dir) else []
        plugin = RemotePlugin(self, order(found, given, context, paths), Lender(context, guard), guard)
        return plugin.standing(await plugin.open(self.allow(found.id)))

    def start(self, wanted: Mapping[str, Any], allowance: Allowance, lender: Lender) -> PluginChild:
        """Start the next child of an instance."""
        reach = Reach(read=[Path(each) for each in wanted["own"]], own=self.folders(wanted["instance"]))
        return PluginChild.start(self.processes, allowance, lender, reach)


class RemotePlugin:
    """One plugin in a child, and in the next one when that died."""

    def __init__(self, tier: ProcessTier, wanted: Mapping[str, Any], lender: Lender, guard: Guard) -> None:
        self._tier = tier
        self._wanted = wanted
        self._lender = lender
        self._guard = guard
        self._allowance = Allowance()
        self._restarts = tier.restarts()
        self._child: PluginChild | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._living: asyncio.Task[Any] | None = None
        self._ended: BaseException | None = None
        lender.on_end = self._life_ended

    async def open(self, allowance: Allowance) -> Mapping[str, Any]:
        """Start the first child; gives what it declares, by hook."""
        self._allowance = allowance
        hooks = await self._make()
        self._keeper = asyncio.get_running_loop().create_task(self._keep(), name=f"{self._guard.plugin}: its process")
        return hooks

    def standing(self, hooks: Mapping[str, Any]) -> object:
        """Make the object that stands for the plugin, with the hooks that it has."""
        own: dict[str, Any] = {hook: hookimpl(_answering(self._guard, hook, answer)) for hook, answer in hooks.items()}
        for hook, function in own.items():
            function.__name__ = hook
        return type("RemotePlugin", (), {**own, **self._standing()})()

    async def call(self, target: Sequence[Any], args: Sequence[Any] = ()) -> Any:
        """Ask whatever child there is now."""
        child = self._child
        if child is None or not child.alive:
            raise Departed(self._guard.away or "its process has ended")
        return await child.peer.call(target, args)

    async def aclose(self) -> None:
        """End the child for good."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.gather(self._keeper, return_exceptions=True)
        await self._dismiss()

    @asynccontextmanager
    async def lifespan(self) -> AsyncIterator[None]:
        """Live the child's lifespan; an end of it that nobody asked for comes out here."""
        await self.call(("enter",))
        self._living = asyncio.current_task()
        try:
            yield
        except asyncio.CancelledError:
            if self._ended is None or self._living is None:
                raise
            self._living.uncancel()
            raise self._ended from None
        finally:
            self._living = None
        if self._child is not None and self._child.alive:
            await self.call(("leave",))

    def _standing(self) -> dict[str, Any]:
        async def aclose(_self: object) -> None:
            await self.aclose()

        def mediad_lifespan(_self: object) -> Any:
            return self.lifespan()

        aclose.of_the_tier = True  # type: ignore[attr-defined]  # our own code, and no call of the plugin
        return {"aclose": aclose, "mediad_lifespan": hookimpl(mediad_lifespan)}

    async def _make(self) -> Mapping[str, Any]:
        self._lender.reset()
        child = self._child = self._tier.start(self._wanted, self._allowance, self._lender)
        self._lender.child = child
        child.peer.call_lasting = self.call
        try:
            async with asyncio.timeout(self._tier.limit):
                hooks, refused = _read(await child.peer.call(("make",), [dict(self._wanted)]))
        except TimeoutError:
            raise await self._refused("import_hung", f"it took longer than {self._tier.limit:g} s to be made") from None
        except Departed as departed:
            raise await self._refused("import_crashed", str(departed)) from None
        except Exception as error:  # noqa: BLE001  # what it declares cannot cross, or the child speaks by hand
            raise await self._refused("bad_value", f"what it declares cannot be taken: {error}") from None
        except BaseException:
            await self._dismiss()
            raise
        if refused:
            kind, message, trace = refused
            named: Kind = kind if kind in _KINDS else "factory_failed"
            told = with_line(message, line_in(trace, self._guard.roots))
            _log.info("plugin %s could not be made: %s\n%s", self._guard.plugin, message, trace)
            raise await self._refused(named, told, step_of(named))
        child.watch()
        return hooks

    async def _keep(self) -> None:
        """Start a child anew whenever one died, until that is too often."""
        assert self._child is not None  # noqa: S101  # it was just made
        reason = await self._child.ended
        while self._restarts.may():
            self._mourn(reason)
            await self._dismiss()
            await asyncio.sleep(self._restarts.pause)
            reason = await self._try_again() or await self._child.ended
        self._mourn(reason)
        await self._dismiss()
        self._guard.away = ""
        self._guard.isolate(self._restarts.verdict(reason))
        self._guard.on_change()

    async def _try_again(self) -> str:
        """Start a child and let it live; gives why it does not."""
        try:
            await self._make()
            if self._living is not None:
                async with asyncio.timeout(self._tier.limit):
                    await self.call(("enter",))
        except MediadError as error:
            return getattr(error, "reason", "") or str(error)
        except (faults.RemoteBug, Departed, TimeoutError) as error:
            return f"its lifespan was not entered: {str(error) or 'it took too long'}"
        _log.info("plugin %s has a process again", self._guard.plugin)
        self._guard.away = ""
        self._guard.on_change()
        return ""

    def _mourn(self, reason: str) -> None:
        tail = self._child.process.tail[-2000:] if self._child is not None else ""
        pause = self._restarts.pause
        _log.warning("plugin %s lost its process: %s\n%s", self._guard.plugin, reason, tail)
        self._guard.away = f"{reason}; it is started again in {pause:g} s"
        self._guard.note(PluginError("process_died", reason, blame=self._guard.blame("process"), retry_after=pause))
        self._guard.on_change()

    async def _dismiss(self) -> None:
        child = self._child
        if child is not None:
            await child.end()
            self._child = None  # only now: whoever is cancelled in between leaves the rest to the next

    async def _refused(self, kind: Kind, message: str, step: str = "load") -> PluginError:
        await self._dismiss()
        return PluginError(kind, message, blame=self._guard.blame(step))

    def _life_ended(self, error: BaseException | None) -> None:
        if self._living is not None:
            self._ended = error or RuntimeError("its lifespan ended")
            self._living.cancel()


def _read(told: Any) -> tuple[dict[str, Any], tuple[Any, str, str] | None]:
    """Read what a child made, or why it did not: it may say anything."""
    if refused := told.get("refused"):
        kind, message, trace = refused
        return {}, (str(kind), str(message), str(trace))
    return {hook: answer for hook, answer in told["hooks"].items() if hook in DECLARED and answer is not None}, None


def _answering(guard: Guard, hook: str, answer: Any) -> Callable[[object], Any]:
    """Make a declaration hook that gives what the child told, or fails as it failed there."""

    def hook_(_self: object) -> Any:
        if isinstance(answer, list):
            return answer
        if why := answer.get("wrong"):
            raise PluginError("bad_value", f"{hook}: {why}", blame=guard.blame(hook))
        raise faults.from_wire(answer)

    return hook_
