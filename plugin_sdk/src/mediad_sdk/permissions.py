"""The names of what a caller may be allowed, each with its sentence.

A route names one of them. A role holds some or all (`*`); a key holds at most what its owner holds.
"""

from __future__ import annotations

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
    "system.read": "See the state of the daemon: health, configuration, metrics.",
    "system.manage": "Let the daemon take its configuration anew.",
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
