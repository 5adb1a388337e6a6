"""Settings that are on trial say whom a plugin may reach, before anybody keeps them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from mediad.app.belongings import Belongings
from mediad.config.models import Config
from mediad.plugins.trial import TRIED
from mediad_sdk.errors import Forbidden
from mediad_sdk.manifest import parse_manifest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from mediad.net.grants import Grant

MANIFEST = {
    "id": "toy", "name": "Toy", "requires_sdk": ">=1.0rc1,<2",
    "permissions": {"network": {"reason": "Talks to the toy", "hosts": ["@settings"]}},
}  # fmt: skip


class Net:
    """Gives the way to find the grant, in the place of a client."""

    def lend(self, _instance: str, grant: Callable[[], Grant]) -> Callable[[], Grant]:
        return grant


def test_a_trial_reaches_the_address_that_is_tried_and_what_lives_meanwhile_its_own(tmp_path: Path) -> None:
    found: Any = SimpleNamespace(id="toy", folder=None, manifest=parse_manifest(MANIFEST))
    config = Config(storage={"data_dir": str(tmp_path)})  # type: ignore[arg-type]  # as it is read

    owner: Any = Belongings(lambda: config, SimpleNamespace(), SimpleNamespace(now_ms=int), Net())  # type: ignore[arg-type]  # what is asked of them
    owner._settings["toy"] = {"url": "http://old.lan:80"}
    lives = owner.lend(found, "toy")["http"]
    tried = TRIED.set({"url": "http://new.lan:80"})
    trial = owner.lend(found, "toy")["http"]
    assert lives().admit("toy", "old.lan", 80)
    with pytest.raises(Forbidden):
        lives().admit("toy", "new.lan", 80)
    TRIED.reset(tried)
    assert trial().admit("toy", "new.lan", 80)
    with pytest.raises(Forbidden):
        trial().admit("toy", "old.lan", 80)
