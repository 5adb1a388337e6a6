"""Languages as names of files write them, by their ISO 639 codes."""

from __future__ import annotations

# A line is: code, English name, every other word for it.
_TABLE = """
ar Arabic ara
az Azerbaijani aze
be Belarusian bel
bg Bulgarian bul
bn Bengali ben
bs Bosnian bos
ca Catalan cat català catala catalán
cs Czech cze ces cz
da Danish dan dansk
de German ger deu deutsch swissgerman
el Greek gre ell gr
en English eng
es Spanish spa esp castellano español espanol
es-419 SpanishLatino latino lat
et Estonian est
eu Basque baq eus
fa Persian per fas farsi
fi Finnish fin
fr French fre fra truefrench vff vfq vf2 vfi vf français francais
gl Galician glg
gu Gujarati guj
he Hebrew heb hebdub hebdubbed
hi Hindi hin
hr Croatian hrv
hu Hungarian hun hundub
hy Armenian arm hye
id Indonesian ind
is Icelandic ice isl
it Italian ita italiano
ja Japanese jpn jap jp 日本語
ka Georgian geo kat
kk Kazakh kaz
kn Kannada kan
ko Korean kor 한국어 한글
ku Kurdish kur
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
pa Punjabi pan
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
uz Uzbek uzb
vi Vietnamese vie
zh Chinese chi zho mandarin cantonese chs cht cn sc tc gb big5 简体 简中 简体中文 繁體 繁体 繁中 繁體中文 繁体中文 中文
af Afrikaans afr
"""
# Codes that are words of their own in other places than behind a video's name: one of ours, and the others for it.
_CODES = """
nb no
nn nno
ga gle
cy cym wel
lb ltz
mt mlt
mk mac
la lat
eo epo
yi yid
si sin
ne nep
km khm
my mya bur
lo lao
am amh
sw swa
so som
zu zul
tg tgk
ky kir
ps pus
jv jav
mi mri mao
ht hat
he iw
fil fil
yue yue
pt-BR pob pb ptb
fr vostfr
"""
_SCRIPTS = frozenset(("hans", "hant", "latn", "cyrl", "arab"))
_REGIONS = {
    ("es", "latin"): "es-419",
    ("es", "latam"): "es-419",
    ("es", "lat"): "es-419",
    ("es", "latino"): "es-419",
    ("pt", "brazilian"): "pt-BR",
    ("pt", "brazil"): "pt-BR",
    ("pt", "br"): "pt-BR",
    ("fr", "canadian"): "fr-CA",
}
COUNTRY, SCRIPT = 2, 4
"""Letters of `pt-BR` and `zh-Hans` behind the hyphen."""
NAMES: dict[str, str] = {}
WORDS: dict[str, str] = {}
for _line in _TABLE.split("\n"):
    if _line:
        _code, _name, *_words = _line.split()
        NAMES[_code] = _name
        WORDS |= dict.fromkeys((_name.lower(), *_words), _code)

_RARE = {word: line.split()[0] for line in _CODES.split("\n") for word in line.split()}


def tag(word: str) -> str:
    """Give the code of a language that a word behind a video's name is, with its script; rare ones in small letters."""
    base, _, script = word.partition("-")
    if script.lower() in _SCRIPTS and (found := code(base)):
        return f"{found}-{script.title()}"
    return code(word) or _RARE.get(word, "")


def regional(found: str, word: str) -> str:
    """Give the code of a language as a further word says where it is spoken (`Spanish (Latin America)`), or ""."""
    return _REGIONS.get((found, word.lower()), "")


def code(word: str) -> str:
    """Give the code of a language that a word names, also of a bare code (`pt-BR`, `de`), or ""."""
    low = word.lower().replace("_", "-")
    if low in NAMES or low in WORDS:
        return low if low in NAMES else WORDS[low]
    base, _, region = low.partition("-")
    found = base if base in NAMES else WORDS.get(base, "")
    if not found or len(region) > SCRIPT:
        return ""
    return f"{found}-{region.upper()}" if len(region) == COUNTRY else found
