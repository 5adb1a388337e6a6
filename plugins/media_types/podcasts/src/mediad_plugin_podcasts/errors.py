"""Why a feed or an episode cannot be read."""

from __future__ import annotations

from mediad_sdk.errors import NotFound, Unsupported


class BadFeed(Unsupported):
    """The feed is none that can be read."""

    code = "bad_feed"
    remedy = "Check the address: it has to be that of a feed (RSS or Atom), not of a web page."


class FeedGone(NotFound):
    """The feed's host says that it will not come back."""

    code = "feed_gone"
    remedy = "It is asked no more; unsubscribe, or subscribe again to ask once more."


class BadRecord(Unsupported):
    """The file `podcast.json` says nothing of a podcast."""

    code = "bad_record"
    remedy = "Remove the file; the next look at the feed writes it anew."
