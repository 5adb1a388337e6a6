"""Words of specials: OVA, creditless openings and endings."""

from __future__ import annotations

from mediad_names.patterns import Pattern

SPECIAL = Pattern(
    r"(?<![a-z])(?:ova\d?|oad|ona|ovd|ncop\d?|nced\d?|creditless|specials?|sp\d{1,2}|(?<=- )sp(?= ?[\[(]|$))(?![a-z])"
)
