"""Words that describe a release rather than title it: codecs, carriers, editions, forms, dates."""

from __future__ import annotations

from mediad_names.texts.patterns import pattern

_META = (
    r"(?:web)?flac(?:24)?|mp3|m4a|m4b|aac|alac|ogg|vorbis|wav|wma|ape|wavpack|opus|dsd\d{0,3}|lossless|lossy|vbr|cbr|v0|v2"
    r"|\d{2,3}\s?kbps|kbps|\d{2,3}\s?kbit|320|@\s?\d{3}|web(?:-?dl|rip)?|\d{0,2}\s?cds?|dvda?|sacd|vinyl|\d?lp|repack\d?"
    r"|rerip\d?|\d{2}[\s-]?bit|24[-/](?:44|48|88|96|176|192)|\d{2,3}(?:\.\d)?\s?khz|hi-?res|eac|log|cue|cdr|cdm|cdep|promo"
    r"|retail|epub|mobi|azw3?|pdf|e-?book|audio-?book|unabridged|abridged|rip|scans"
)
META_WORD = rf"(?<![^\W_])(?:{_META})(?![^\W_])"
EDITION = (
    r"(?<![^\W_])(?:[\w']{1,20}\s)?(?:edition|deluxe|remaster(?:ed)?|expanded|anniversary|explicit|reissue|bonus\s\w{1,20}"
    r"|limited|mono|stereo)(?![^\W_])"
)
DATED = r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)"
_PUBLISHED = rf"^{DATED},\s"
_FORM = (
    r"(?<![^\W_])(?:album|book|anthology|single|ep|lp|compilation|ost|soundtrack|live\salbum|studio\salbum|discography"
    r"|tracks?|albums|proper|january|february|march|april|may|june|july|august|september|october|november|december)(?![^\W_])"
)


def describes(inner: str) -> bool:
    """Tell whether bracketed text only describes: quality, edition, year and publisher, or only a date and a form."""
    if any(pattern(source).search(inner) for source in (META_WORD, EDITION, _PUBLISHED)):
        return True
    rest = pattern(_FORM).sub("", pattern(DATED).sub("", inner))
    return rest != inner and not any(map(str.isalpha, rest))


def described(text: str) -> bool:
    """Tell a text in which something describes a release."""
    return bool(pattern(META_WORD).search(text) or pattern(DATED).search(text))
