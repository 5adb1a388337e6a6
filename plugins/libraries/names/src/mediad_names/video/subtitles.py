"""Files beside a video: which language and role the last words of a name give a subtitle."""

from __future__ import annotations

from mediad_names.reading import Value
from mediad_names.video.lingua import CODES, FULL

_THREE = {"English": "eng", "French": "fra", "German": "deu", "Hindi": "hin", "Italian": "ita", "Spanish": "spa",
          "Japanese": "jpn", "Chinese": "zho", "Korean": "kor", "Russian": "rus",
          "Portuguese": "por", "PortugueseBR": "por",
          "Dutch": "nld", "Polish": "pol", "Swedish": "swe", "Danish": "dan", "Finnish": "fin", "Norwegian": "nor",
          "Czech": "ces", "Hungarian": "hun", "Greek": "ell", "Turkish": "tur", "Hebrew": "heb", "Arabic": "ara",
          "Romanian": "ron", "Ukrainian": "ukr", "Bulgarian": "bul", "Thai": "tha",
          "Vietnamese": "vie", "Croatian": "hrv",
          "Slovak": "slk", "Slovenian": "slv", "Serbian": "srp", "Catalan": "cat", "Estonian": "est", "Latvian": "lav",
          "Lithuanian": "lit", "Icelandic": "isl", "Indonesian": "ind", "Persian": "fas",
          "Tamil": "tam", "Telugu": "tel"}  # fmt: skip
_FORCED = frozenset(("forced", "foreign"))
_IMPAIRED = frozenset(("cc", "sdh", "hi"))
_DEFAULT = frozenset(("default",))


def read(name: str, *, of_sidecar: bool) -> dict[str, Value]:
    """Read the words behind the last dots; a title among them counts where more than one word is known."""
    stem = name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0]
    words = stem.split(".")
    known = [word for word in words[1:] if _role(word) or _language(word)]
    languages = [language for word in known if (language := _language(word)) and not (_role(word) and len(known) > 1)]
    fields: dict[str, Value] = {
        "languages": tuple(languages[-1:]),
        "language": _THREE.get(languages[-1], languages[-1].lower()[:3]) if languages else None,
        "isForced": any(word.lower() in _FORCED for word in known) or None,
        "isDefault": any(word.lower() in _DEFAULT for word in known) or None,
        "isHearingImpaired": any(word.lower() in _IMPAIRED for word in known if len(known) > 1) or None,
    }
    if of_sidecar:
        fields["title"] = _title(words, known)
    return {field: value for field, value in fields.items() if value is not None}


def _role(word: str) -> bool:
    return word.lower() in _FORCED | _IMPAIRED | _DEFAULT


def _language(word: str) -> str | None:
    low = word.lower().partition("-")[0]
    return FULL.get(low) or CODES.get(low)


def _title(words: list[str], known: list[str]) -> str | None:
    """The words behind the known ones, or the last one with a space."""
    if known:
        last = max(at for at, word in enumerate(words) if word in known)
        return " ".join(words[last + 1 :]) or None
    return words[-1] if len(words) > 1 and " " in words[-1] else None
