"""Names that a walk passes over, asked once for every entry of every disk."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SPECIAL = frozenset(b"*?[")


class Ignored:
    """Hidden names, exact ones and globs; `prefix*` and `*suffix`, as nearly all globs are, cost no regular expression.

    A name is hidden by a dot and a letter: `.stversions` is, `...And the Sea (1992)` and `.45 (2006)` are titles.
    """

    def __init__(self, names: list[bytes], globs: list[bytes]) -> None:
        exact = frozenset(names)
        prefixes = tuple(glob[:-1] for glob in globs if glob.endswith(b"*") and _plain(glob[:-1]))
        suffixes = tuple(glob[1:] for glob in globs if glob.startswith(b"*") and _plain(glob[1:]))
        rest = _pattern([glob for glob in globs if not (_plain(glob[:-1]) or _plain(glob[1:]))])

        def match(name: bytes) -> bool:
            """Tell whether this name is passed over."""
            return (
                name in exact
                or (name[:1] == b"." and name[1:2].isalpha())
                or name.startswith(prefixes)
                or name.endswith(suffixes)
                or (rest is not None and rest(name) is not None)
            )

        self.match: Callable[[bytes], bool] = match


def _plain(text: bytes) -> bool:
    return _SPECIAL.isdisjoint(text)


def _pattern(globs: list[bytes]) -> Callable[[bytes], object] | None:
    if not globs:
        return None
    import re  # noqa: PLC0415  # few libraries need it
    from fnmatch import translate  # noqa: PLC0415  # as above

    return re.compile("|".join(translate(glob.decode("latin-1")) for glob in globs).encode("latin-1")).match
