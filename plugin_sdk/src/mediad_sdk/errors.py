"""The error tree of mediad and of its plugins.

    MediadError                     code, message, remedy
     +- PluginFault                 what a plugin author raises; anything else is a bug of the plugin
     |   +- NotFound                a definitive no; may be cached
     |   +- Unavailable             try again later (retry_after)
     |   |   +- RateLimited         the other side asked for a pause
     |   +- AuthError               the other side refused the credentials
     |   +- Unsupported             a normal answer: this cannot be done with this input
     |   +- UserError               a sentence for the person who asked
     +- Invalid                     input that was refused, with the place of each mistake
     +- Forbidden, Conflict, Gone   refusals of the daemon

The message says what happened, the remedy what to do about it.
"""

from __future__ import annotations

from typing import ClassVar


class MediadError(Exception):
    """The base of every error that mediad raises on purpose."""

    code: ClassVar[str] = "error"
    remedy: str = ""

    def __init__(self, message: str = "", *, remedy: str = "") -> None:
        super().__init__(message or (self.__doc__ or "").strip())
        if remedy:
            self.remedy = remedy


class PluginFault(MediadError):
    """A failure that a plugin reports on purpose."""

    code = "plugin_fault"


class NotFound(PluginFault):
    """What was asked for does not exist."""

    code = "not_found"


class Unavailable(PluginFault):
    """The other side does not answer now."""

    code = "unavailable"

    def __init__(self, message: str = "", *, retry_after: float | None = None, remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.retry_after = retry_after


class RateLimited(Unavailable):
    """The other side asked for a pause."""

    code = "rate_limited"


class AuthError(PluginFault):
    """The credentials were refused."""

    code = "auth_failed"


class Unsupported(PluginFault):
    """This cannot be done with this input."""

    code = "unsupported"


class UserError(PluginFault):
    """A sentence for the person who asked."""

    code = "user_error"


class Invalid(MediadError):
    """The input was refused.

    `places` names each mistake: a JSON pointer or a key, and a sentence.
    """

    code = "invalid"

    def __init__(self, message: str = "", *, places: tuple[tuple[str, str], ...] = (), remedy: str = "") -> None:
        super().__init__(message, remedy=remedy)
        self.places = places


class Forbidden(MediadError):
    """This is not allowed to this user."""

    code = "forbidden"


class Conflict(MediadError):
    """The request contradicts what is there now."""

    code = "conflict"


class Gone(MediadError):
    """What was asked for existed once and was removed."""

    code = "gone"
