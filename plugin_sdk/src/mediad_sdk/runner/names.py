"""Names that a walk passes over, asked for every folder of every disk at once: most have none."""

from __future__ import annotations

from mediad_sdk.runner.kept import CACHE, CONFLICT, ENDINGS, NAMES, kept

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
        self._told = exact | NAMES
        self._rest = rest
        dotted = [suffix for suffix in suffixes if suffix.rfind(b".") == 0]
        others = [suffix + b"." for suffix in suffixes if suffix not in dotted]
        self._pieces = frozenset([b"\0", *ENDINGS, *(suffix[1:] for suffix in dotted)])
        self._marks = {*others, *(b"\0" + prefix[:1] for prefix in prefixes if not prefix.startswith(b"."))}

    def among(self, names: list[bytes], own: bytes = b"") -> set[bytes]:
        """Give those of a folder's names that are passed over, by themselves or by what lies beside; `own` is its name.

        A look at all of them in one text finds most folders to have none: what lies between two dots is no ending that
        is passed over, no name begins with a dot or as a prefix does. Names alone are asked where it may be otherwise.
        """
        if own != CACHE and self._rest is None and self._told.isdisjoint(names):
            text = b"\0%b." % b".\0".join(names)
            quiet = CONFLICT not in text and self._pieces.isdisjoint(text.split(b"."))
            if quiet and not any(mark in text for mark in self._marks):
                return set()
        return kept(own, names).union(filter(self.match, names))


def _plain(text: bytes) -> bool:
    return _SPECIAL.isdisjoint(text)


def _pattern(globs: list[bytes]) -> Callable[[bytes], object] | None:
    if not globs:
        return None
    import re  # noqa: PLC0415  # few libraries need it
    from fnmatch import translate  # noqa: PLC0415  # as above

    return re.compile("|".join(translate(glob.decode("latin-1")) for glob in globs).encode("latin-1")).match
