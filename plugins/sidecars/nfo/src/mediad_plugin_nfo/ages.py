"""Certificates and the ages that they mean, by country, as their boards say.

| country | who says so |
|---|---|
| AU | Australian Classification Board, classification.gov.au |
| BR | Classificação Indicativa, gov.br/mj |
| CA | provincial boards and the Canadian Home Video Rating System; Québec: Régie du cinéma |
| DE | FSK, fsk.de |
| DK | Medierådet for Børn og Unge |
| ES | ICAA, Real Decreto 1084/2015 |
| FI | KAVI, kavi.fi |
| FR | CNC, visas d'exploitation |
| GB | BBFC, bbfc.co.uk (PG: "should not unsettle a child aged around eight") |
| IE | IFCO |
| IT | MiC, D. Lgs. 203/2017 |
| JP | Eirin, eirin.jp |
| KR | Korea Media Rating Board |
| NL | NICAM Kijkwijzer |
| NO | Medietilsynet |
| SE | Statens medieråd |
| US | MPA (filmratings.com), TV Parental Guidelines (tvguidelines.org) |

Where a board gives no age (PG, G), the nearest thing that boards with ages say is taken.
"""

from __future__ import annotations

import re

# A line is: country, system, then words with their ages. Bare numbers (`FSK 12`, `15A`, `VM14`, `K-16`) need no word.
_TABLE = """
US MPAA g 0 u 0 approved 0 passed 0 pg 8 gp 8 m/pg 8 pg-13 13 r 17 nc-17 18 x 18 xxx 18
US TV tv-y 0 tv-g 0 tv-y7 7 tv-y7-fv 7 tv-pg 8 tv-14 14 tv-ma 17
GB BBFC u 0 uc 0 a 8 pg 8 aa 14 x 18 r18 18
DE FSK o.a. 0
FR CNC u 0 tp 0 t.p. 0 x 18
NL Kijkwijzer al 0
AU ACB e 0 g 0 pg 8 m 15 ma 15 ma15+ 15 r 18 r18+ 18 x 18 x18+ 18
CA CHVRS e 0 g 0 pg 8 r 18 a 18
JP Eirin g 0
KR KMRB all 0 전체관람가 0 19 18 청소년관람불가 18 r 18
BR ClassInd l 0 al 0 livre 0
SE SMR btl 0 bt 0
NO Medietilsynet a 0 al 0
FI KAVI s 0 t 0
DK MRB a 0 f 0
IT MiC t 0
ES ICAA a 0 ai 0 a/i 0 apta 0 tp 0 x 18
IE IFCO g 0 pg 8
"""
_SYSTEMS: dict[tuple[str, str], tuple[str, int]] = {}
_USUAL: dict[str, str] = {}
for _line in _TABLE.strip().split("\n"):
    _country, _system, *_rest = _line.split()
    _USUAL.setdefault(_country, _system)
    for _word, _age in zip(_rest[::2], _rest[1::2], strict=True):
        _SYSTEMS[_country, _word] = _system, int(_age)
_COUNTRIES = {
    "usa": "US", "united states": "US", "united states of america": "US", "uk": "GB", "united kingdom": "GB",
    "germany": "DE", "deutschland": "DE", "france": "FR", "netherlands": "NL", "nederland": "NL", "australia": "AU",
    "canada": "CA", "japan": "JP", "south korea": "KR", "korea": "KR", "brazil": "BR", "brasil": "BR", "sweden": "SE",
    "norway": "NO", "finland": "FI", "denmark": "DK", "italy": "IT", "spain": "ES", "ireland": "IE",
}  # fmt: skip
_BOARDS = {
    "fsk": "DE", "bbfc": "GB", "mpaa": "US", "mpa": "US", "kijkwijzer": "NL", "eirin": "JP", "kmrb": "KR",
    "acb": "AU", "kavi": "FI", "ifco": "IE",
}  # fmt: skip
_ENTIRE = re.compile(r"^rated\s+|^(?:fsk|bbfc|mpaa?|kijkwijzer|eirin|kmrb|acb|kavi|ifco)\b[\s:-]*", re.IGNORECASE)
_MORE = re.compile(r"\sfor\s|\s-\s")
_NUMBER = re.compile(r"(?<!\d)(\d{1,2})(?!\d)")
OLDEST = 21
MOST = 20


def certificates(text: str) -> list[dict[str, object]]:
    """Read `Rated PG-13`, `US:R`, `FSK 12`, `Germany:16 / USA:R`: each as country, system, value, and age if known."""
    pieces = [piece.strip() for piece in re.split(r"\s/\s|[|,;]", text[:1000])]
    return [_one(piece) for piece in pieces if piece][:MOST]


def _one(text: str) -> dict[str, object]:
    place, _, value = text[:80].rpartition(":")
    country = _country_of(place.strip().lower()) or _BOARDS.get(re.split(r"\W", value.strip().lower())[0], "")
    value = _MORE.split(_ENTIRE.sub("", value.strip()))[0].strip()
    system, age = meaning(country, value)
    out: dict[str, object] = {"country": country, "system": system, "value": value}
    return out if age is None else {**out, "age": age}


def _country_of(place: str) -> str:
    code = place.upper() if re.fullmatch("[a-z]{2}", place) else ""
    return _COUNTRIES.get(place, code)


def meaning(country: str, value: str) -> tuple[str, int | None]:
    """Give the system and the age of a certificate; None where nobody can say, as for `Not rated`."""
    word = value.lower().replace(" ", "")
    if found := _SYSTEMS.get((country or "US", word)):
        return found
    everywhere = {age for (_, each), (_, age) in _SYSTEMS.items() if each == word}
    if len(everywhere) == 1:  # a word of another country's, on which all boards agree
        return "", everywhere.pop()
    number = _NUMBER.search(value)
    age = int(number[1]) if number and int(number[1]) <= OLDEST else None
    return "" if age is None else _USUAL.get(country, ""), age
