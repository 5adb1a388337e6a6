"""Words that describe a release rather than title it: codecs, carriers, editions, forms, dates."""

from __future__ import annotations

from mediad_names.texts.patterns import pattern

_PLAIN = (
    r"(?:web)?flac(?:24)?|mp3|m4a|m4b|aac|alac|wma|wavpack|dsd\d{0,3}|lossless|lossy|vbr|cbr|\d{2,3}\s?kbps|kbps"
    r"|\d{2,3}\s?kbit|@\s?\d{3}|web-?(?:dl|rip)|\d{1,2}\s?cds?|dvda|sacd|\dlp|repack\d?|rerip\d?|\d{2}[\s-]?bit"
    r"|24[-/](?:44|48|88|96|176|192)|\d{2,3}(?:\.\d)?\s?khz|hi-?res|cdr|cdm|cdep|epub|mobi|azw3?|pdf|e-?book|audio-?book"
)
_AMBIGUOUS = (
    r"ogg|vorbis|wav|ape|opus|v0|v2|320|web|cds?|dvd|vinyl|lp|eac|log|cue|promo|retail|unabridged|abridged|rip|scans"
)
PLAIN_WORD = rf"(?<![^\W_])(?:{_PLAIN})(?![^\W_])"  # no title has these
META_WORD = rf"(?<![^\W_])(?:{_PLAIN}|{_AMBIGUOUS})(?![^\W_])"
EDITION = (
    r"(?<![^\W_])(?:[\w']{1,20}\s)?(?:edition|deluxe|remaster(?:ed)?|expanded|anniversary|explicit|reissue|bonus\s\w{1,20}"
    r"|limited|mono|stereo)(?![^\W_])"
)
DATED = r"(?<!\d)(?:1[89]\d\d|20\d\d)(?!\d)"
TRAILING_EDITION = (
    r"(?<=\w)(?:\s-)?\s((?:(?:super|\d{1,3}th)\s)?(?:deluxe|anniversary|expanded|special|limited|collector'?s)\sedition"
    r"|deluxe|remastered)$"
)
_PUBLISHED = rf"^{DATED}(?:,|\s-)\s"
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
