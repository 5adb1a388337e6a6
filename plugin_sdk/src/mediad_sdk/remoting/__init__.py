"""How the daemon and a plugin in a process of its own speak: no part of what plugins are written against.

Both ends are equal. Frames are four bytes of length and one msgpack value, `[number, kind, ...]`:

    [n, "call", target, args, kwargs, within]     asks for something; `within` is the call that it is asked in, or 0
    [n, "done", value]  [n, "failed", fault]      ends the call of that number
    [n, "cancel"]                                 takes it back
    [0, "tell", target, args, kwargs]             needs no answer

Values cross whole (`codec`); what cannot cross is lent (`estate`): functions, streams, and the services that a context
is made of. What a frame has beyond this is passed over, fields that are unknown too, so that both ends may differ in
their version.
"""
