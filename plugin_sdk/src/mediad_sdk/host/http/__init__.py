"""HTTP as plugins have it: `context.http`.

    found = await context.http.get("https://api.example.org/search", params={"q": "dune"}, cache=3600)
    for hit in found.json()["results"]: ...

The daemon keeps connections, retries, waits as `Retry-After` says, slows down and remembers answers. It goes only where
the manifest says, `[permissions] network = { reason = "...", hosts = [...] }`, with as hosts:

    api.example.org, api.example.org:8443     this host, this port of it
    *.example.org                             every host below example.org, not itself
    *                                         any host of the Internet
    @settings                                 host and port of each http address in the instance's settings

Only a host of the settings may lie on this machine or in its network, since an administrator wrote it; they may name
more in `[plugins.<id>.network]`. What went wrong arrives as an error of `mediad_sdk.errors`, so that a plugin rarely
needs `try`:

    no connection, no answer in time, 5xx, not JSON  ->  Unavailable      401, 403  ->  AuthError
    429                                              ->  RateLimited      404, 410  ->  NotFound
    a host that was not declared                     ->  Forbidden        other 4xx ->  PluginFault
"""

from __future__ import annotations

from mediad_sdk.host.http.body import FilePart
from mediad_sdk.host.http.client import Carrier, Http, HttpStream
from mediad_sdk.host.http.values import HttpAnswer, HttpOptions, HttpRequest

__all__ = ["Carrier", "FilePart", "Http", "HttpAnswer", "HttpOptions", "HttpRequest", "HttpStream"]
