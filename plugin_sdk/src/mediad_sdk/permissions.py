"""The names of what a caller may be allowed, each with its sentence.

A route names one of them. A role holds some or all (`*`); a key holds at most what its owner holds.
"""

from __future__ import annotations

from mediad_sdk.data import dataclass

PERMISSIONS = {
    "items.read": "See works, people, facets and search results of the libraries one may see.",
    "items.edit": "Change and lock what is said of a work, merge works.",
    "files.read": "Read the bytes of files and pictures.",
    "libraries.manage": "Add and remove libraries, scan them, approve or reject what a scan holds back.",
    "encode.run": "Convert files.",
    "jobs.read": "See jobs, their logs, and schedules.",
    "jobs.manage": "Start jobs of plugins, cancel and retry jobs, switch schedules on and off.",
    "events.read": "Follow what happens.",
    "plugins.read": "See plugins and their state.",
    "plugins.manage": "Set plugins that are installed, switch them on and off, approve what they ask for.",
    "connected.read": "See connected programs: what media servers play, what is downloaded.",
    "connected.manage": "Let connected programs do something: look again, fetch, pass notices on.",
    "system.read": "See the state of the daemon: health, configuration, metrics.",
    "system.manage": "Let the daemon take its configuration anew, install packages, change its secret key.",
    "users.manage": "Add, change and remove users and their rights, see and revoke their keys.",
    "me.read": "See one's own account, jobs, progress, ratings and lists.",
    "me.write": "Change one's own account, keys, progress, ratings and lists, cancel one's own jobs.",
}
EVERYTHING = "*"

ROLES: dict[str, tuple[str, ...]] = {
    "administrator": (EVERYTHING,),
    "member": ("items.read", "files.read", "encode.run", "events.read", "me.read", "me.write"),
    "guest": ("items.read", "files.read", "me.read"),
}
"""The roles that are there without any configuration."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """What a plugin may ask for in its manifest.

    Attributes:
        sentence: What a person reads before they approve it.
        keys: What may be said beside the reason.
    """

    sentence: str
    keys: tuple[str, ...] = ()


GRANTS: dict[str, Grant] = {
    "network": Grant(sentence="Reach these hosts by HTTP.", keys=("hosts",)),
    "library": Grant(sentence="See every work; with access = write, say what it knows of works.", keys=("access",)),
    "media": Grant(sentence="Read the bytes of media files."),
    "people": Grant(sentence="Check people's credentials, for a protocol with a sign-in of its own."),
    "personal": Grant(sentence="See and change what people do: progress, ratings, favourites, playlists."),
    "ffmpeg": Grant(sentence="Run ffmpeg on media files."),
}  # fmt: skip
"""What needs a person's approval. All that is a plugin's own (store, tables, files, jobs, events) needs none."""
