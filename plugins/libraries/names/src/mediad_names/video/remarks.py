"""What a name remarks on its release beyond quality: how it was made, mended, broadcast and passed on.

The words are those of guessit's list of properties; they make no work and are read only when a whole name is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.patterns import Pattern
from mediad_names.video.tables import PHRASES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mediad_names.video.single import Single
    from mediad_names.video.words import Word

_REMARKS = {
    phrase: tuple(label.split("+"))
    for label, phrases in {
        "3D": "3d|hsbs|half sbs|h sbs|sbs|hou|half ou|h ou",
        "Audio Fixed": "audio fix|audio fixed|audiofix|audiofixed",
        "BT.2020": "bt2020|bt 2020",
        "Bonus": "bonus",
        "Complete": "complete|complet|completa|integrale|1xall",
        "Converted": "converted",
        "Documentary": "docu|doku|docs|documentary",
        "Dolby Vision": "dv|dovi|dolby vision",
        "Dual Audio": "dual|dual audio|dualaudio",
        "East Coast Feed": "east coast feed",
        "Extras": "extras",
        "Fan Subtitled": "fansub|fansubbed|fan sub",
        "Fast Subtitled": "fastsub|fastsubbed|fast sub",
        "Fix": "fix|fixed|dirfix|nfofix|prooffix|samplefix|subfix",
        "Full HD": "fhd|fullhd|full hd",
        "HD": "hd|amazonhd|appletvhd|disneyhd|ituneshd|hdituneshd|hditunes|netflixhd|webhd",
        "HD+Rip": "hdrip|hd rip",
        "HDR10": "hdr|hdr10",
        "High Frame Rate": "hfr",
        "High Quality": "hq",
        "High Resolution": "hr",
        "Hybrid": "hybrid",
        "Internal": "internal|int",
        "Line Audio": "line",
        "Line Dubbed": "ld|line dubbed",
        "Low Definition": "ld|ldtv",
        "Micro HD": "mhd|microhd|micro hd",
        "Mic Dubbed": "md|mic dubbed",
        "NTSC": "ntsc",
        "Open Matte": "om|open matte|openmatte",
        "Original Aspect Ratio": "oar",
        "Original Net Animation": "ona",
        "Original Video Animation": "ova|oav",
        "PAL": "pal",
        "Preair": "preair|pre air",
        "Proof": "proof",
        "Proper": "proper|repack|rerip|real|repack2|rerip2|proper2",
        "Read NFO": "readnfo|read nfo",
        "Reencoded": "reenc|re enc|reencoded|re encoded",
        "Reencoded+Mux": "brmux",
        "Reencoded+Rip": "brrip|br rip",
        "Reencoded+Rip+Mux": "brripmux",
        "Reencoded+Screener": "br scr|br screener|brscr",
        "Region 5": "r5",
        "Region C": "rc",
        "Remux": "remux|bdremux|uhdremux|dvdremux|bd remux",
        "Repost": "repost",
        "Retail": "retail",
        "Rip": "rip|dmrip|dlrip|ldrip|webcap|web cap",
        "Rip+Mux": "bdripmux|dvdripmux|webripmux",
        "Mux": "mux|bdmux|bd mux|dlmux|dvdmux|hdtvmux|hdmux|satmux|uhdmux|webmux|web mux|webdlmux|web dlmux",
        "Sample": "sample",
        "Screener": "screener|scr|bdscr|dvdscr|dvdscreener|dvd scr|webscreener",
        "Standard Dynamic Range": "sdr",
        "Straight to Video": "stv",
        "Sync Fixed": "sync fix|sync fixed|syncfix|syncfixed",
        "Trailer": "trailer",
        "Ultra HD": "uhd|ultrahd|ultra hd|amazonuhd|disneyuhd|netflixuhd",
        "Upscaled": "upscale|upscaled|aiupscale|ai upscaled",
        "West Coast Feed": "west coast feed",
        "Widescreen": "ws|widescreen",
        "XXX": "xxx",
    }.items()
    for phrase in phrases.split("|")
}  # fmt: skip
"""Phrases of at most three words, and what they remark."""
_LONGEST = 3
_POSTED = Pattern(r"[-.](obfuscated|scrambled|asrequested|postbot|xpost)(?:\.[a-z\d]{2,4})?$")
_HIDDEN = frozenset(("obfuscated", "scrambled"))
_ENDS_OF_SOURCES = ("rip", "mux")
_WRITTEN = frozenset(("line", "real", "bonus", "docs", "complete", "final", "fix", "fixed", "trailer", "proof"))
"""Words that titles of episodes have too: they remark only where no word of a title can stand."""


def other(one: Single, raw: str) -> list[str]:
    """What the words behind the title remark, in their order; `raw` is the name with what posters hung on it."""
    found: list[str] = []
    for at, phrase, length in _phrases(one):
        words = one.text.words[at : at + length]
        labels = _labels(one, phrase, words)
        found += [label for label in labels if label not in found]
    posted = _POSTED.search(raw.lower())
    if posted is not None:
        found.append("Obfuscated" if posted.group(1) in _HIDDEN else "Repost")
    return found


def _phrases(one: Single) -> Iterator[tuple[int, str, int]]:
    """Every longest phrase that remarks something: number of its first word, the phrase, how many words."""
    words, start = one.text.words, one.tags_from
    at = next((number for number, word in enumerate(words) if word.start >= start), len(words))
    while at < len(words):
        length = _length(words, at)
        if length:
            yield at, " ".join(word.text for word in words[at : at + length]), length
        elif _ripped(words[at].text):
            yield at, words[at].text, 1
        at += length or 1


def _length(words: list[Word], at: int) -> int:
    """How many words the longest known phrase from here has, 0 when none is known."""
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        if " ".join(word.text for word in words[at : at + length]) in _REMARKS:
            return length
    return 0


def _ripped(word: str) -> bool:
    """Tell a source that ends in `rip`: a word that the table of sources knows."""
    return word.endswith(_ENDS_OF_SOURCES) and word in PHRASES


def _labels(one: Single, phrase: str, words: list[Word]) -> tuple[str, ...]:
    labels = _REMARKS.get(phrase, ("Rip",))
    if phrase in _WRITTEN and not (words[0].start >= one.technical or one.text.raw[words[0].start].isupper()):
        return ()
    if phrase == "ld":
        return ("Line Dubbed",)
    if phrase in ("hd", "uhd") and _is_of_another(one, phrase, words[0]):
        return ()
    return labels


def _is_of_another(one: Single, phrase: str, word: Word) -> bool:
    """Tell the HD of `HD TV` and `DTS-HD`, and the UHD of a Blu-ray: the longer word says it."""
    if phrase == "uhd":
        return "bluray" in one.quality.facts.get("source", ())
    hit = next((hit for hit in one.hits if hit.start <= word.start < hit.end), None)
    return hit is not None and hit.last - hit.first > 1


def proper_count(one: Single) -> int | None:
    """How often a release was put right; `REAL` alone says that an earlier PROPER was not."""
    said = one.quality.facts
    words = [word.text for word in one.text.words if word.start >= one.tags_from]
    stated = [int(number) for number in (*said.get("proper", ()), *said.get("repack", ())) if number.isdigit()]
    real = words.count("real")
    others = sum(word in ("proper", "repack", "rerip") for word in words)
    return max(stated, default=0) or (others + real if others else 2 * real) or None
