"""The ages that certificates mean, as the boards say: MPA and TV Parental Guidelines (US), BBFC (GB), FSK (DE) ..."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_OLDEST = 21
# Words without a number. Where a board gives no age (PG, G), it is what boards with ages say of such films.
_WORDS = {
    "US": "g 0 pg 8 r 17 nc-17 18 x 18 tv-y 0 tv-g 0 tv-pg 8 tv-ma 17", "GB": "u 0 pg 8 r18 18", "DE": "o.a. 0",
    "FR": "u 0 tp 0", "AU": "e 0 g 0 pg 8 m 15", "CA": "g 0 pg 8 r 18 a 18 e 0", "NL": "al 0", "IE": "g 0 pg 8",
    "BR": "l 0 al 0", "SE": "btl 0", "NO": "a 0", "DK": "a 0", "FI": "s 0", "IT": "t 0", "ES": "a 0 ai 0 apta 0 tp 0",
    "JP": "g 0", "KR": "all 0", "PT": "tp 0", "NZ": "g 0 pg 8 m 16",
}  # fmt: skip
_AGES = {
    (country, word): int(age)
    for country, line in _WORDS.items()
    for word, age in zip(line.split()[::2], line.split()[1::2], strict=True)
}


def age_of(country: str, value: str) -> int | None:
    """Give the age that a certificate means; None where nobody can say, as for `NR`."""
    word = value.lower().replace(" ", "")
    if (country, word) in _AGES:
        return _AGES[country, word]
    number = _NUMBER.search(value)
    return int(number[0]) if number and int(number[0]) <= _OLDEST else None
