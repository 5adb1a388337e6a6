"""Cuts and editions: Extended, Director's Cut, 50th Anniversary Edition."""

from __future__ import annotations

from mediad_names.video.words import Text

# Words that name an edition by themselves.
STRONG = frozenset(
    "extended uncut unrated remastered theatrical directors director's director’s imax"
    " despecialized fanedit 2in1 3in1 4in1 uncensored"
    " restored criterion anniversary rekall matte unrestricted hybridcut".split()
)
# Words that name one only behind the title, or with `cut`, `edition` or `version`.
_WEAK = frozenset(
    "special ultimate collector collectors collector's limited final redux alternate alternative assembly festival fan"
    " signature diamond deluxe definitive international rogue producers superbit steelbook extras open the".split()
)
# What is no title by itself: before it, the edition is one (`The Final Cut`).
NOT_ALONE = STRONG | _WEAK | {"a", "an", "der", "die", "das", "le", "la", "les", "el", "il"}
_KIND = frozenset(("cut", "edition", "version", "edit", "ed"))
WORDS = STRONG | _WEAK | _KIND
_REACH = 3


def find(text: Text, start: int, taken: set[int]) -> str:
    """Name the edition that stands behind the title, "" when none does."""
    words = text.words
    runs: list[list[int]] = []
    for at, word in enumerate(words):
        if word.start < start or not (word.text in STRONG or word.text in _KIND or word.text in _WEAK):
            continue
        if runs and runs[-1][-1] == at - 1:
            runs[-1].append(at)
        else:
            runs.append([at])
    found = [name for run in runs if (name := _named(text, run, start, taken))]
    return " ".join(found)


def _named(text: Text, run: list[int], start: int, taken: set[int]) -> str:
    words = [text.words[at].text for at in run]
    if any(word in STRONG for word in words):
        first = run[0]
        if words[0] == "anniversary" and first and text.words[first - 1].start >= start:
            first -= 1
        return text.raw[text.words[first].start : text.words[run[-1]].end].replace(".", " ").replace("_", " ")
    if not any(word in _KIND for word in words):
        return ""
    first = run[0]
    while run[-1] - first < _REACH and first and first - 1 not in taken and text.words[first - 1].start >= start:
        first -= 1
    plain = text.raw[text.words[first].start : text.words[run[-1]].end].replace(".", " ").replace("_", " ")
    return plain.removeprefix("The ") if len(run) > 1 or first < run[0] else ""


def peel(text: Text, last: int) -> int:
    """Walk back from a word over an edition, and return the number of its first word."""
    first = last
    while first > 1 and (
        text.words[first - 1].text in STRONG
        or _is_tail(text, first - 1)
        or (first < last and text.words[first - 1].text in _WEAK and text.words[first - 1].text != "the")
    ):
        first -= 1
    return first


def _is_tail(text: Text, at: int) -> bool:
    """`Cut`, `Edition`, `Edit` with a word before it that makes it an edition; `Fan` before `Edit`."""
    word, before = text.words[at].text, text.words[at - 1].text
    if word in _KIND:
        return before in STRONG or before in (
            "fan",
            "collector's",
            "special",
            "ultimate",
            "assembly",
            "collectors",
            "final",
            "alternate",
            "diamond",
        )
    behind = text.words[at + 1].text if at + 1 < len(text.words) else ""
    return (behind in _KIND and word in _WEAK and word != "the" and at > 1) or (
        behind == "anniversary" and word[:1].isdigit()
    )
