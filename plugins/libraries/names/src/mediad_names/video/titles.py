"""The title: what stands before everything else, as a person would write it."""

from __future__ import annotations

from mediad_names.patterns import Pattern

_ACRONYM = Pattern(r"(?<![^\W_])(?:[^\W\d_]\.){2,40}")
_SPACES = Pattern(r"\s{2,}")
_CJK = Pattern(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CJK_RUN = Pattern(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef·！？，。、：]+")
_LATIN = Pattern(r"[A-Za-z]{2}")
_LATIN_WORD = Pattern(r"[a-z]{2,}")
_LATIN_LETTER = Pattern(r"[A-Za-z]")
_AKA = Pattern(r"[ .(]a\.?k\.?a\.?[ .]")
_SEASON = Pattern(r"(?<= )S0(\d)$")
_MARKED = Pattern(r"(?<=.)\[[\u2e80-\u9fff]\]$")
"""How guides of Japanese television mark a broadcast: `[字]` with captions, `[終]` the last one."""
_QUALITY = frozenset(("hd", "bd", "sd", "uhd", "ts", "tc"))
"""Words of quality that stand behind a dot as a title in another script would: `片名.HD.1080p`."""
_NOISE = Pattern(r"^[★☆ ]{0,3}\d{1,2}月新番[★☆ ]{0,3}|^国漫$|^[★☆]{1,3}|[★☆]{1,3}$")


def clean(raw: str) -> str:
    """Write a title as people do: spaces for dots and underscores, acronyms kept."""
    text = _MARKED.sub("", raw.replace("_", " ").strip(" -_~|/"))
    keep = {at for found in _ACRONYM.finditer(text) for at in range(found.start(), found.end())}
    signs = [" " if sign == "." and at not in keep and _joins(text, at) else sign for at, sign in enumerate(text)]
    text = _SPACES.sub(" ", "".join(signs))
    if raw.endswith(".") and not _ends_acronym(text):
        text = text.rstrip(". ")
    return _balanced(text.strip(" -_~|/,:+"))


def _ends_acronym(text: str) -> bool:
    return len(text) > 3 and text[-3] == "."  # noqa: PLR2004 - `P.D.`


def _joins(text: str, at: int) -> bool:
    """A dot between two words, or behind the last one of words joined by dots."""
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and behind.isdigit() and " " in text:
        return False
    return bool(before.strip() and behind.strip()) or " " not in text


def _balanced(text: str) -> str:
    """Drop a bracket that is opened and never closed, and empty ones."""
    for opened, closed in ("()", "[]", "{}"):
        if text.count(opened) > text.count(closed):
            text = text[: text.rindex(opened)] + text[text.rindex(opened) + 1 :] if text[0] != opened else text[1:]
        text = text.replace(opened + closed, " ")
    return text.strip(" -_~|/,:+")


def has_cjk(text: str) -> bool:
    """Tell whether Chinese, Japanese or Korean is written in it."""
    return _CJK.search(text) is not None


def is_latin(text: str) -> bool:
    """Tell whether Latin words are written in it."""
    return _LATIN.search(text) is not None


def is_foreign(text: str) -> bool:
    """Tell a text that has letters, and no Latin word."""
    return not is_latin(text) and any(map(str.isalpha, text)) and not text.strip().isascii()


def choose(candidates: list[str]) -> tuple[str, list[str]]:
    """Of the titles in several scripts, take the Latin one; the others are alternatives."""
    names = [name for one in candidates if (name := _NOISE.sub("", one.strip()).strip())]
    latin = [name for name in names if is_latin(name) and not has_cjk(name) and not _foreign(name)]
    if latin:
        return latin[0], [name for name in names if name != latin[0]]
    mixed = [name for name in names if is_latin(name)]
    if mixed and not _foreign(mixed[-1]):
        plain = _latin_part(mixed[-1])
        return plain, [name for name in names if name != mixed[-1]]
    return (names[0], names[1:]) if names else ("", [])


def _foreign(name: str) -> bool:
    """Tell whether more letters are of another alphabet than the Latin one."""
    letters = [sign for sign in name if sign.isalpha()]
    return len(_LATIN_LETTER.sub("", "".join(letters))) * 2 > len(letters)


def _latin_part(name: str) -> str:
    parts = [part.strip() for part in _CJK_RUN.sub("\n", name).split("\n")]
    return max(parts, key=lambda part: sum(map(str.isalpha, part)))


def split_scripts(raw: str) -> list[str]:
    """Split a title at what people put between the same title in two scripts."""
    parts = [raw]
    for joint in (" / ", "./.", " | ", "|") if raw.isascii() else (" / ", "/", " | ", "|"):
        parts = [piece for part in parts for piece in part.split(joint)]
    if has_cjk(raw) and is_latin(raw):
        parts = [piece for part in parts for piece in (part.split("_") if has_cjk(part.split("_")[0]) else [part])]
        parts = [piece for part in parts for piece in _leading_cjk(part)]
        parts = [piece for part in parts for piece in _dashed(part)]
    return [part for part in (clean(part) for part in parts) if part]


def _leading_cjk(part: str) -> list[str]:
    """Split `我的.Some.Show`: a first word in another script, joined by a dot to Latin ones."""
    head, dot, tail = part.lstrip(".").partition(".")
    if dot and has_cjk(head) and not is_latin(head) and is_latin(tail):
        words = {word.group() for word in _LATIN_WORD.finditer(tail.lower())}
        return [head] if words <= _QUALITY else [head, tail]
    return [part]


def _dashed(part: str) -> list[str]:
    """Split `Some Show - 我的`: the same title in two scripts, joined by a dash."""
    pieces = part.split(" - ")
    scripts = [has_cjk(piece) for piece in pieces]
    plain = not any(has_cjk(piece) and is_latin(piece) for piece in pieces)
    return pieces if plain and any(scripts) and not all(scripts) and len(pieces) == len(set(scripts)) else [part]


def also_known(title: str) -> list[str]:
    """The titles that `AKA` joins."""
    found = _AKA.search(title.lower())
    if found is None:
        return []
    return [clean(title[: found.start()]), clean(title[found.end() :].rstrip(")"))]


def short_season(title: str) -> str:
    """Write S02 at the end of a title as S2, as Chinese releases of anime count."""
    return _SEASON.sub(r"S\1", title)
