"""Texts in a wrong encoding: which one they were written in, decided only where the letters leave no doubt.

Tags that claim Latin-1 often hold the code page of the machine that wrote them: Cyrillic, Chinese, Japanese, Korean,
Greek, Arabic, Hebrew, Thai, Central European, or UTF-8. Every candidate decodes all texts of a file together; the one
whose signs are those that its language writes most wins. Western text stands: its accents are single signs among plain
letters.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

MAX_LOOKED_AT = 2000  # bytes
_RUN = re.compile(rb"[\x80-\xff]{3}")
_MISREAD = re.compile(
    "[\x80-\x9f]|[A-Za-zæêñóœŸ][³¹¿]|[£¯]ó|[\x80-\xff]{3}|[Â-ô](?:[\x80-\xbf]|[^\x00-\xff])|[ŒœŠšŸŽžƒˆ˜][\x00-\xff]"
)
_NOT_WESTERN = bytes(set(range(0x80, 0xA0)) - {*b"\x80\x82\x84\x85\x8b\x91\x92\x93\x94\x95\x96\x97\x99\x9b"})
"""What no text in Windows-1252 is likely to have: its punctuation is left out."""
_CONTROLS = 2  # so many of them are no accident
_ENOUGH = 0.9
_CYRILLIC_VOWELS = frozenset("аеёиоуыэюяієї")
_GREEK_VOWELS = frozenset("αάεέηήιίϊΐοόυύϋΰωώ")
_VOWELS = (0.25, 0.7)
_HANZI = frozenset(
    "的一是不了在人有我他这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起"
    "还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知样现分将外但身些与高意进把此实回二理美点月明声全己话儿"
    "者向情名女问力给等几很最间新什打便因被走电第门东海口使西再平真听世气信北少关爱恋梦歌曲雨雪夜星泪吻唱音乐缘恨伤痛醉酒风花云红黑白"
    "金王李张刘陈林黄周吴伦邓丽君华辉春秋冬夏永远忘记思念寂寞孤独幸福朋友再见青春故事時這來個國說們為過學對後還發當開見經頭麼愛戀夢樂"
)
_HANGUL = frozenset(
    "이다는의가을에고지하사나로리은한기대도시어인자서아그라수일내해부우정만주게너를보안말마제랑여스니날눈없있와으면요오거세음무전상비들"
    "소원모생조바길동장성때물노래꿈별밤빛향억당신처럼봄름겨울늘람친구행복미련슬픔추김박최윤희영진현"
)


class _Candidate(NamedTuple):
    """One encoding: its name, the signs that its language writes, and those of them that it writes most."""

    name: str
    signs: re.Pattern[str]
    common: frozenset[str] = frozenset()


class _Alphabet(NamedTuple):
    """One encoding of letters: its name, its words, its vowels, and the least letters that say anything."""

    name: str
    words: re.Pattern[str]
    vowels: frozenset[str]
    least: int


_CUT = 20  # bytes
_WORDY = 4
"""Signs from which on Japanese is believed without any kana."""
_KANA_KANJI = re.compile("[\u3000-\u30ff\u4e00-\u9fff\uff01-\uff5e]")
_CANDIDATES = (
    _Candidate("shift_jis", _KANA_KANJI),
    _Candidate("euc_kr", re.compile("[\uac00-\ud7a3\u3000-\u303f]"), _HANGUL),
    _Candidate("gbk", re.compile("[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e·—“”‘’…]"), _HANZI),
    _Candidate("big5", re.compile("[\u4e00-\u9fff\u3000-\u303f\uff01-\uff5e]"), _HANZI),
)


def _words(letters: str) -> re.Pattern[str]:
    """Find words of these letters alone: among Latin ones they are accents of a Western or Central European text."""
    return re.compile(rf"(?<![^\W\d_])[{letters}]+(?![^\W\d_])")


_ALPHABETS = (
    _Alphabet("cp1251", _words("А-Яа-яЁёІіЇїЄєҐґ"), _CYRILLIC_VOWELS, 3),
    _Alphabet("koi8_r", _words("А-Яа-яЁё"), _CYRILLIC_VOWELS, 6),  # its small letters are Western capitals
    _Alphabet("cp1253", _words("Ά-ώ"), _GREEK_VOWELS, 6),
    _Alphabet("cp1256", _words("ء-ي"), frozenset("اأإآويى"), 5),
    _Alphabet("cp1255", _words("א-ת"), frozenset("אהוי"), 5),
    _Alphabet("cp874", re.compile("[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]*"), frozenset("ะัาำิีึืุูเแโใไ็่้๊๋"), 5),
)
_SMALL = re.compile(rb"[^\x80-\xdf\xfb-\xff]*")
"""Greek of small letters without an accent, which Hebrew is where nothing else is known."""
_POLISH = rb"[A-Za-z\x9c\x9f\xe6\xea\xf1\xf3]"
_CENTRAL = re.compile(
    rb"[\x8d\x9d]|" + _POLISH + rb"{3}[\xb3\xb9]|" + _POLISH + rb"[\xb3\xb9\xbf]" + _POLISH + rb"|[\xa3\xaf]\xf3"
)
"""Bytes that mean letters of Polish or Czech, and beside letters nothing in a Western text."""
_KANA = re.compile("[\u3041-\u30ff]")
# Lead bytes of the characters that are taught: GB 2312 level 1, Big5 level 1, JIS level 1.
_TAUGHT = {"gbk": (0xB0, 0xD7), "big5": (0xA4, 0xC6), "shift_jis": (0x88, 0x98)}


def encoding_of(data: bytes) -> str:
    """Name the encoding of a text: `utf-8` and `cp1252` unless its letters say another."""
    if data.isascii() or _is_utf8(data):
        return "utf-8"
    return _foreign(data[:MAX_LOOKED_AT]) or "cp1252"


def decoded(data: bytes) -> str:
    """Decode a text of which nobody says how it was written."""
    return western(data) if (name := encoding_of(data)) == "cp1252" else data.decode(name, "replace")


def text_of(data: bytes) -> str:
    """Decode a file of text, which may begin with a mark of its encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return decoded(data).removeprefix("\ufeff")


def western(data: bytes) -> str:
    """Decode Windows-1252; the five bytes that it leaves open stay what they are in Latin-1."""
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def repaired(texts: tuple[str, ...]) -> str | None:
    """Name how texts that were taken for Western were written; None where they are Western, or UTF-8."""
    raw = [data for text in texts if (data := as_bytes(text)) is not None and not data.isascii()]
    rest = [data for data in raw if not _is_utf8(data)]
    return _foreign(b" ".join(rest)[:MAX_LOOKED_AT]) if rest else None


@lru_cache(1024)
def may_be_misread(text: str) -> bool:
    """Tell whether a text has what Western ones have not: bytes of UTF-8, a run of odd letters, control signs."""
    return _MISREAD.search(text) is not None


def as_bytes(text: str) -> bytes | None:
    """Give the bytes of a text that was taken for Latin-1 or Windows-1252; None for one that was not."""
    for name in ("latin-1", "cp1252"):
        try:
            return text.encode(name)
        except UnicodeEncodeError:
            continue
    return None


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@lru_cache(256)
def _foreign(data: bytes) -> str | None:
    odd = len(data) - len(data.translate(None, _NOT_WESTERN))
    central = "cp1250" if _CENTRAL.search(data) and _strictly(data, "cp1250") else None
    if odd < _CONTROLS and not _RUN.search(data):
        return central
    scores = {one.name: _ideographs(data, one) for one in _CANDIDATES}
    scores |= {one.name: _letters(data, one) for one in _ALPHABETS}
    best = max(scores, key=lambda name: scores[name])  # of equals the first
    return best if scores[best] >= _ENOUGH else central


def _strictly(data: bytes, name: str) -> str:
    """Decode; a long text may have been cut in the middle of a sign."""
    for end in (len(data), len(data) - (len(data) > _CUT)):
        try:
            return data[:end].decode(name)
        except UnicodeDecodeError:
            continue
    return ""


def _ideographs(data: bytes, one: _Candidate) -> float:
    """Tell how much of the text the language would write: 0 to 2."""
    signs = [sign for sign in _strictly(data, one.name) if not sign.isascii()]
    if not signs:
        return 0.0
    taught = [sign for sign in signs if one.signs.match(sign) and _is_taught(sign, one.name)]
    kana = sum(_KANA.match(sign) is not None for sign in signs)
    common = sum(sign in one.common for sign in signs) if one.common else kana
    return (len(taught) + common) / len(signs) if one.common or kana or len(signs) >= _WORDY else 0.0


def _is_taught(sign: str, name: str) -> bool:
    low, high = _TAUGHT.get(name, (0, 0xFF))
    return sign < "\u4e00" or sign > "\u9fff" or low <= sign.encode(name)[0] <= high


def _letters(data: bytes, one: _Alphabet) -> float:
    """Tell how well the words are written: letters of one alphabet, capitals first, vowels among them; 0 to 1.5."""
    text = _strictly(data, one.name)
    words = one.words.findall(text)
    letters = "".join(words)
    if len(letters) < one.least:
        return 0.0
    foreign = sum(not sign.isascii() for sign in text)
    fit = sum(len(word) for word in words if word.isupper() or word[1:] == word[1:].lower())
    share = sum(sign in one.vowels for sign in letters.lower()) / len(letters)
    if not _VOWELS[0] <= share <= _VOWELS[1] or _is_doubtful(data, one.name, letters):
        return fit / foreign * 0.5
    sure = 1.1 if letters.lower() == letters.upper() else 1.2 if letters.isupper() else 1.5
    return fit / foreign * sure


def _is_doubtful(data: bytes, name: str, letters: str) -> bool:
    """Tell whether what looks like one language may as well be another."""
    if name == "koi8_r":  # its capitals are Hebrew and small letters of Windows, its small ones capitals of that
        return letters.isupper() or letters.islower()
    return name == "cp1253" and _SMALL.fullmatch(data) is not None
