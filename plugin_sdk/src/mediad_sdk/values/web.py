"""Web pages of plugins. Experimental: no plugin uses this yet."""

from __future__ import annotations

from mediad_sdk.data import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPages:
    """A folder of static files in the plugin's package, served under `/ui/plugins/{instance}/`.

    They come with a content security policy that allows the daemon's own API and nothing else.

    Attributes:
        id: Name within the plugin instance.
        label: What people read in the menu.
        folder: Path of the folder within the package.
        index: The page at the folder's own address.
        permission: What the caller must be allowed.
    """

    id: str
    label: str
    folder: str
    index: str = "index.html"
    permission: str = "items.read"
