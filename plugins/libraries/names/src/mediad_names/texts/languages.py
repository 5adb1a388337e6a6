"""Languages that a bracket of a name tells by code or by word."""

from __future__ import annotations

from mediad_names.texts.patterns import brackets

_NAMES = {
    "Chinese": "zh chi zho chinese chs cht",
    "Dutch": "nl dut nld dutch nederlands",
    "English": "en eng english",
    "French": "fr fre fra french francais vf",
    "German": "de ger deu german deutsch",
    "Indonesian": "id ind indonesian",
    "Italian": "it ita italian italiano",
    "Japanese": "ja jp jpn jap japanese raw",
    "Korean": "ko kor korean",
    "Polish": "pl pol polish polski",
    "Portuguese": "pt por ptbr pt-br portuguese",
    "Russian": "ru rus russian",
    "Spanish": "es spa esp spanish espanol castellano",
    "Swedish": "sv swe swedish",
    "Thai": "th tha thai",
    "Vietnamese": "vi vie vietnamese",
}


def languages_in(text: str) -> tuple[str, ...]:
    """List the languages that stand alone in brackets, in order."""
    told = (inner.casefold() for inner in brackets(text))
    found = (name for inner in told for name, words in _NAMES.items() if inner and inner in words.split())
    return tuple(dict.fromkeys(found))
