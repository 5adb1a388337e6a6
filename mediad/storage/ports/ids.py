"""Public ids: UUIDs of version 7, which sort by the time they were made."""

from __future__ import annotations

import secrets

_FIRST_BITS = 73  # of 74: the top bit stays free, so that counting up never overflows
_STEP_BYTES = 5
_LOW = (1 << 62) - 1
_VERSION = 7 << 76
_VARIANT = 2 << 62


def new_uids(now_ms: int, count: int) -> list[str]:
    """Make ids that grow from one to the next; `now_ms` is milliseconds since 1970.

    RFC 9562, section 6.2, method 2: the first random part is drawn anew, the following ones step up by a random amount.
    """
    if not count:
        return []
    head = now_ms << 80 | _VERSION | _VARIANT
    value = secrets.randbits(_FIRST_BITS)
    steps = secrets.token_bytes(_STEP_BYTES * count)
    out = []
    for at in range(0, len(steps), _STEP_BYTES):
        value += int.from_bytes(steps[at : at + _STEP_BYTES], "big") + 1
        out.append(_format(head | value >> 62 << 64 | value & _LOW))
    return out


def _format(number: int) -> str:
    digits = f"{number:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
