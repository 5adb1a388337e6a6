"""Files beside a video: which language and role the last words of a name give a subtitle."""

from __future__ import annotations

from mediad_names.reading import Value
from mediad_names.video.lingua import CODES, FULL

# ISO 639-2/B, as players write them
_THREE = {"English": "eng", "French": "fre", "German": "ger", "Hindi": "hin", "Italian": "ita", "Spanish": "spa",
          "Japanese": "jpn", "Chinese": "chi", "Korean": "kor", "Russian": "rus",
          "Portuguese": "por", "PortugueseBR": "por",
          "Dutch": "dut", "Polish": "pol", "Swedish": "swe", "Danish": "dan", "Finnish": "fin", "Norwegian": "nor",
          "Czech": "cze", "Hungarian": "hun", "Greek": "gre", "Turkish": "tur", "Hebrew": "heb", "Arabic": "ara",
          "Romanian": "rum", "Ukrainian": "ukr", "Bulgarian": "bul", "Thai": "tha",
          "Vietnamese": "vie", "Croatian": "hrv",
          "Slovak": "slo", "Slovenian": "slv", "Serbian": "srp", "Catalan": "cat", "Estonian": "est", "Latvian": "lav",
          "Lithuanian": "lit", "Icelandic": "ice", "Indonesian": "ind", "Persian": "per",
          "Tamil": "tam", "Telugu": "tel"}  # fmt: skip
_SHORT = {"zh": "Chinese", "uk": "Ukrainian", "el": "Greek", "hr": "Croatian", "sl": "Slovenian", "sr": "Serbian",
          "et": "Estonian", "ca": "Catalan", "id": "Indonesian", "fa": "Persian", "is": "Icelandic", "vi": "Vietnamese",
          "th": "Thai", "ta": "Tamil", "te": "Telugu", "ar": "Arabic", "pob": "PortugueseBR"}  # fmt: skip
"""Codes of two letters that are words, or nothing, in names of releases."""
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("cc", "sdh", "hi"))
_DEFAULT = frozenset(("default",))


def read(name: str, *, of_sidecar: bool) -> dict[str, Value]:
    """Read the words behind the last dots; a title among them counts where more than one word is known."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    words = stem.split(".")
    known = [word for word in words[1:] if _role(word) or _language(word)]
    languages = [language for word in known if not _role(word) and (language := _language(word))]
    roles = [word.lower() for word in known if _role(word)]
    if not languages and "hi" in roles:  # Hindi, where no other language is named
        roles.remove("hi")
        languages.append("Hindi")
    fields: dict[str, Value] = {
        "languages": tuple(languages[-1:]),
        "language": _THREE.get(languages[-1], languages[-1].lower()[:3]) if languages else None,
        "isForced": not _FORCED.isdisjoint(roles) or None,
        "isDefault": not _DEFAULT.isdisjoint(roles) or None,
        "isHearingImpaired": not _IMPAIRED.isdisjoint(roles) or None,
    }
    if of_sidecar:
        fields["title"] = _title(words, known)
    return {field: value for field, value in fields.items() if value is not None}


def _role(word: str) -> bool:
    return word.lower() in _FORCED | _IMPAIRED | _DEFAULT


def _language(word: str) -> str | None:
    low = word.lower().partition("-")[0]
    return FULL.get(low) or CODES.get(low) or _SHORT.get(low)


def _title(words: list[str], known: list[str]) -> str | None:
    """What stands behind the first known word; before it, words with spaces in a name that has dots for them."""
    first = next((at for at, word in enumerate(words) if word in known), len(words))
    dotted = " " not in words[0] or not known
    told = [
        word
        for at, word in enumerate(words[1:], 1)
        if word not in known and (at > first or (dotted and " " in word.lstrip() and word[0] != " "))
    ]
    return " ".join(told) or None
