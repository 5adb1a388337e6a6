"""Issues of magazines and papers: `The Lamp - March 2021`, `Der Leuchter 12/2020`, `Lamp - Issue 25 - June 2019`."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTH = (
    r"(?:jan|feb|fev|f\u00e9v|mar|m\u00e4r|apr|avr|abr|may|mai|mag|jun|juin|jul|juil|giu|lug|aug|ao\u00fb|ago|sep|set|oct|"
    r"okt|ott|out|nov|dec|dez|d\u00e9c|dic|spring|summer|autumn|fall|winter)[^\W\d_]{0,7}\.?"
)
_DATE = re.compile(
    rf"[\s,(-]{{1,3}}(?:(?:\d{{1,2}}\.?\s)?{_MONTH}(?:\s\d{{1,2}})?,?\s(?P<named>(?:19|20)\d\d)|"
    r"(?P<first>(?:19|20)\d\d)[-./](?:0[1-9]|[1-4]\d|5[0-3])(?:[-.]\d\d)?|"
    r"(?:0?[1-9]|[1-4]\d|5[0-3])[-/](?P<last>(?:19|20)\d\d))$",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\s,-]{1,3}(?:issue|no\.?|nr\.?|n[\u00b0\u00ba]|#|\u2116|heft|ausgabe|num[e\u00e9]ro)\s?#?(\d{1,5})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Issue:
    """One issue: of what, its number where it has one, and the year that it appeared."""

    title: str
    number: str
    year: str


def read(text: str) -> Issue | None:
    """Read a name that ends in the date of an issue; None where it is no periodical's."""
    found = _DATE.search(text)
    if not found:
        return None
    title = text[: found.start()].rstrip(" -,(")
    number = _NUMBER.search(title)
    title = title[: number.start()].rstrip(" -,") if number else title
    year = found["named"] or found["first"] or found["last"]
    return Issue(title, number[1] if number else "", year) if title else None
