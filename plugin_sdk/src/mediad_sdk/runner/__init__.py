"""The part of mediad that runs inside its child processes: standard library and msgpack, nothing else.

`bootstrap` starts a child, `confine` and `seccomp` take away what it does not need, `frames` and `serve` speak with the
daemon; `walk`, `folders`, `reader`, `watch` and `preflight` are what children do. Nothing here imports `typing`,
`socket`, `pathlib` or `hashlib` at the top: a watcher that idles for weeks should weigh little more than Python alone.
"""
