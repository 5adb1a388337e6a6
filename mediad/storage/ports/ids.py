"""Public ids: UUIDs of version 7, which sort by the time they were made."""

from __future__ import annotations

import secrets

_FIRST_BITS = 73  # of 74: the top bit stays free, so that counting up never overflows
_STEP_BYTES = 4


def new_uids(now_ms: int, count: int) -> list[str]:
    """Make ids that grow from one to the next; `now_ms` is milliseconds since 1970.

    RFC 9562, section 6.2, method 2: the first random part is drawn anew, the following ones step up by a random amount.
    """
    if not count:
        return []
    time = f"{now_ms:012x}"
    head = f"{time[:8]}-{time[8:]}-7"  # the version
    steps = memoryview(secrets.token_bytes(_STEP_BYTES * count)).cast("I")
    value = secrets.randbits(_FIRST_BITS)
    out = []
    for step in steps:
        value += step + 1
        # 12 bits; the variant's two (10) and 14 more; 48 bits.
        out.append(f"{head}{value >> 62:03x}-{value >> 48 & 0x3FFF | 0x8000:04x}-{value & 0xFFFFFFFFFFFF:012x}")
    return out
