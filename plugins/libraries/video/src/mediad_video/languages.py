"""Languages as names of files write them, by their ISO 639 codes."""

from __future__ import annotations

# A line is: code, English name, every other word for it.
_TABLE = """
ar Arabic ara
bg Bulgarian bul
bn Bengali ben
ca Catalan cat català catala catalán
cs Czech cze ces cz
da Danish dan dansk
de German ger deu deutsch swissgerman
el Greek gre ell gr
en English eng
es Spanish spa esp castellano español espanol
es-419 SpanishLatino latino
et Estonian est
fa Persian per fas farsi
fi Finnish fin
fr French fre fra truefrench vff vfq vf2 vfi vf français francais
gu Gujarati guj
he Hebrew heb hebdub hebdubbed
hi Hindi hin
hr Croatian hrv
hu Hungarian hun hundub
id Indonesian ind
is Icelandic ice isl
it Italian ita italiano
ja Japanese jpn jap jp
ka Georgian geo kat
kn Kannada kan
ko Korean kor
lt Lithuanian lit
lv Latvian lav
mk Macedonian mkd
ml Malayalam mal
mn Mongolian mon khk
mr Marathi mar
ms Malay may msa
nb Norwegian nor nob
nl Dutch dut nld
nl-BE Flemish
pl Polish pol pldub dubpl lekpl pllek
pt Portuguese por
pt-BR PortugueseBR dublado brazilian
rm Romansh roh romansch rumantsch
ro Romanian rum ron rodubbed
ru Russian rus
sk Slovak slo slk
sl Slovenian slv
sq Albanian alb sqi
sr Serbian srp
sv Swedish swe
ta Tamil tam
te Telugu tel
th Thai tha
tl Tagalog tgl
tr Turkish tur türkçe
uk Ukrainian ukr ua
ur Urdu urd
vi Vietnamese vie
zh Chinese chi zho mandarin cantonese chs cht
af Afrikaans afr
"""
NAMES: dict[str, str] = {}
WORDS: dict[str, str] = {}
for _line in _TABLE.split("\n"):
    if _line:
        _code, _name, *_words = _line.split()
        NAMES[_code] = _name
        WORDS |= dict.fromkeys((_name.lower(), *_words), _code)
# Full names are words of titles too (`The Good German`), short ones hardly ever.
# `EN`, `RU` in capitals, where neither `it` nor `is` can be meant.
CODES = frozenset(
    [
        "EN",
        "ES",
        "FR",
        "DE",
        "IT",
        "PT",
        "RU",
        "PL",
        "LV",
        "LT",
        "BG",
        "CZ",
        "HU",
        "NL",
        "SV",
        "DA",
        "FI",
        "JA",
        "KO",
        "ZH",
        "UA",
    ]
)
FULL = frozenset(name.lower() for name in NAMES.values())


def code(word: str) -> str:
    """Give the code of a language that a word names, also of a bare code (`pt-BR`, `de`), or ""."""
    low = word.lower()
    if low in WORDS:
        return WORDS[low]
    base, _, region = low.replace("_", "-").partition("-")
    if base in NAMES and len(region) in (0, 2, 3, 4):
        return f"{base}-{region.upper()}" if region and len(region) == 2 else base  # noqa: PLR2004  # a country
    return WORDS.get(base, "") if region else ""
