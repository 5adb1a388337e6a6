"""Lends what protocols with a sign-in of their own need: people, their own things, files, pictures, conversions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from mediad.host.ffmpeg import LentFfmpeg
from mediad.host.library import Reading, Sight
from mediad.host.people import Doorkeeper
from mediad.host.personal import PersonalData
from mediad.host.saying import Saying
from mediad.http.accel import Accel
from mediad.storage.ports import delivery

if TYPE_CHECKING:
    from mediad.app.house import House
    from mediad_sdk.host import Library


def lend_to_protocols(house: House) -> None:
    """Fill in what plugins were promised when they were loaded."""
    lent, storage = house.lent, house.storage
    sight = Sight(storage, house.identities)
    lent.library = cast("Library", Reading(storage, house.library.kinds, sight))  # `say` is each plugin's own
    lent.people = Doorkeeper(house.identities, house.app_passwords, lent.vouched)
    lent.personal = PersonalData(storage, house.clock, sight)
    lent.ffmpeg = LentFfmpeg(house.encoding.live, sight)
    lent.saying = Saying(storage, house.library.catalogue, house.clock)
    replies = lent.routes.replies
    replies.files, replies.pictures, replies.live = house.library.files, house.library.pictures, house.encoding.live
    replies.covers = partial(delivery.cover, storage)
    replies.accel = Accel(house.config.server.x_accel_prefix or "")
