"""Whom to ask, in which order, in which languages: what the configuration says of metadata."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mediad_sdk.data import dataclass
from mediad_sdk.values.metadata import MetadataProvider

Providers = Callable[[], Sequence[MetadataProvider]]
"""Gives every provider that is there now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the configuration says.

    Attributes:
        providers: Ids of the providers to ask, the first one before others; empty for all that are there.
        languages: Languages of texts, the best first.
        country: Whose certificates count.
        automatic: New works are looked up by themselves.
        refresh_days: What is older is asked for again.
    """

    providers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)
    country: str = "US"
    automatic: bool = True
    refresh_days: int = 30


def asked(providers: Sequence[MetadataProvider], names: Sequence[str]) -> list[MetadataProvider]:
    """Give the providers that are asked, in their order."""
    if not names:
        return list(providers)
    known = {each.id: each for each in providers}
    return [known[name] for name in dict.fromkeys(names) if name in known]


def scheme(provider: MetadataProvider) -> str:
    """Give the scheme of a provider's own ids."""
    return provider.scheme or provider.id


def rank(language: str, languages: Sequence[str]) -> int:
    """Give the place of a language among the wanted ones; a dialect counts as its language."""
    for at, each in enumerate(languages):
        if language.partition("-")[0] == each.partition("-")[0]:
            return at
    return len(languages)
