"""All that a name says, for who asks for more than makes a work: titles of all kinds, languages, remarks, asides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad_names.patterns import Pattern
from mediad_names.video import paths
from mediad_names.video.asides import asides
from mediad_names.video.remarks import other, proper_count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mediad_names.reading import Value
    from mediad_names.video.facts import Fields
    from mediad_names.video.single import Single

_MULTI = frozenset(("multi", "ml", "dl"))
_SMALL = Pattern(r"(?<= )(?:a|an|the|and|or|of) ")


def complete(fields: Fields, leaf: Single, name: str, folders: Sequence[str]) -> None:
    """Add to the fields of a name what its release remarks, the file before its folder."""
    ones = [(leaf, name)] + [(paths.folder(above, leaf.kind), above) for above in reversed(folders[-2:])]
    for one, raw in ones:
        for field, value in asides(one, raw).items():
            if field == "title" and one is leaf:
                fields["title"] = value
            elif fields.get(field) is None or field == "size":
                fields[field] = value
    said = list(dict.fromkeys(label for one, raw in reversed(ones) for label in other(one, raw)))
    fields["other"] = _plain(said)
    fields["proper_count"] = next((count for one, _ in ones if (count := proper_count(one))), None)
    _languages(fields, ones[0][0])
    _titles(fields)


def _plain(values: Sequence[str]) -> Value:
    """One value as it is, several as a list, none as nothing."""
    return tuple(values) if len(values) > 1 else (values[0] if values else None)


def _languages(fields: Fields, leaf: Single) -> None:
    """The languages of the sound, with `Multiple languages` where a release says no more."""
    sound, subtitles = fields.get("languages"), fields.get("subtitle_language")
    spoken = [str(language) for language in sound] if isinstance(sound, tuple) else []
    if _MULTI & set(leaf.quality.words) and leaf.quality.has("other"):
        spoken.append("Multiple languages")
    fields["language"] = _plain(spoken)
    fields["subtitle_language"] = _plain([str(one) for one in subtitles]) if isinstance(subtitles, tuple) else None


def _titles(fields: Fields) -> None:
    """The title and what it is also called, and the letters that catalogues compare."""
    title, others = str(fields.get("title") or ""), fields.get("alternative_title")
    if not title:
        return
    also = [str(one) for one in others] if isinstance(others, tuple) else []
    fields["titles"] = tuple(dict.fromkeys((title, *also)))
    fields["alternative_title"] = _plain(also)
    year = str(fields.get("year") or "") if fields.get("full_season") is None else ""
    low = _SMALL.sub("", f"{title.lower()} {year}")
    fields["title_clean"] = "".join(sign for sign in low if sign.isalnum()) or None
