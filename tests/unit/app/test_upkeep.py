from __future__ import annotations

from mediad.app import upkeep
from mediad.config.models import Config, Schedule


def test_schedules_of_the_configuration_are_taken_unless_they_are_switched_off() -> None:
    nightly = Schedule(job="library.scan", cron="0 2 * * 0", timezone="Europe/Berlin", arguments={"library": "x"})
    config = Config(schedules={"nightly": nightly, "never": Schedule(job="a.b", cron="0 0 * * *", enabled=False)})
    (taken,) = upkeep.declared(config)
    assert (taken.id, taken.job, taken.cron, taken.timezone) == (
        "config.nightly",
        "library.scan",
        "0 2 * * 0",
        "Europe/Berlin",
    )
    assert taken.args == {"library": "x"}
