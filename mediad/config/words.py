"""Say in one sentence what would be right, with an example: nobody shall read a library's words or a pattern."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mediad.config import base

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

_WHOLE = "should be a whole number, such as 8"
_NUMBER = "should be a number, such as 1.5"
_CHOICE = "should be true or false"
_TEXT = 'should be text in quotes, such as "text"'
_LIST = 'should be a list, such as ["text"]'
_TABLE = "should be a table of its own, with keys"
_URL = 'should be a whole address, such as "https://media.example.org"'

_BY_TYPE = {
    "int_parsing": _WHOLE,
    "int_type": _WHOLE,
    "int_from_float": _WHOLE,
    "float_parsing": _NUMBER,
    "float_type": _NUMBER,
    "bool_parsing": _CHOICE,
    "bool_type": _CHOICE,
    "string_type": _TEXT,
    "tuple_type": _LIST,
    "list_type": _LIST,
    "dict_type": _TABLE,
    "model_type": _TABLE,
    "model_attributes_type": _TABLE,
    "path_type": 'should be a path in quotes, such as "/srv/films"',
    "url_type": _URL,
    "url_parsing": _URL,
    "url_scheme": _URL,
    "ip_any_network": 'should be a network, such as "192.168.0.0/24", or an address, such as "127.0.0.1"',
    "string_too_short": "should not be empty",
    "too_short": "should name at least one",
    "string_pattern_mismatch": "is not of the form that is wanted here",
}
_BOUNDS = {
    "greater_than_equal": ("ge", "should be {:g} or more"),
    "less_than_equal": ("le", "should be {:g} or less"),
    "greater_than": ("gt", "should be more than {:g}"),
    "less_than": ("lt", "should be less than {:g}"),
    "string_too_long": ("max_length", "should have {:g} characters at most"),
}
_BY_PATTERN = {
    base.SLUG: "should be of lower case letters, digits, - and _, and begin with a letter or digit, such as films",
    base.CRON: 'should be five fields, "minute hour day month weekday", such as "0 4 * * *", with one space between',
    base.BASE_PATH: 'should begin with / and not end with it, such as "/media"',
    base.ORIGIN: 'should be scheme and host without a path, such as "https://media.example.org"',
}


def words(error: ErrorDetails) -> str:
    """Say what would be right instead of what pydantic found."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _BOUNDS:
        name, sentence = _BOUNDS[kind]
        return sentence.format(float(context[name]))
    if context.get("pattern") in _BY_PATTERN:
        return _BY_PATTERN[context["pattern"]]
    return _BY_TYPE.get(kind) or error["msg"].replace("Input should", "should").replace("String should", "should")
