"""Age ratings of comics and the ages that they mean.

ComicInfo has a list of its own (anansi-project.github.io, schema 2.1) out of those of games (ESRB), films (MPA) and
Australia's board; MetronInfo has another.
"""

from __future__ import annotations

_AGES = {
    "early childhood": 0, "everyone": 0, "g": 0, "kids to adults": 6, "pg": 8, "everyone 10+": 10, "teen": 13,
    "teen plus": 15, "ma15+": 15, "m": 17, "mature": 17, "mature 17+": 17, "r18+": 18, "adults only 18+": 18,
    "x18+": 18, "explicit": 18, "adult": 18,
}  # fmt: skip  # a table


def certificates(text: str) -> list[dict[str, object]]:
    """Make certificates of a rating; `Unknown` and `Rating Pending` are none."""
    value = " ".join(text.split())[:40]
    age = _AGES.get(value.lower())
    return [] if age is None else [{"country": "", "system": "ComicInfo", "value": value, "age": age}]
