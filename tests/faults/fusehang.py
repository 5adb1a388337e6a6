"""The smallest file system that hangs: it answers the kernel's greeting, reads everything else and answers nothing.

    python fusehang.py MOUNT_POINT        prints "mounted"; SIGKILL aborts the connection and frees whoever waits

Layouts: `struct fuse_in_header`, `fuse_out_header`, `fuse_init_out` in `linux/fuse.h`.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys

IN, OUT = struct.Struct("=IIQQIIII"), struct.Struct("=IiQ")
INIT = 26
WELCOME = struct.pack("=IIIIHHIIHHI28x", 7, 31, 0, 0, 12, 9, 65536, 1, 1, 0, 0)


def main(point: str) -> None:
    fd = os.open("/dev/fuse", os.O_RDWR)
    libc = ctypes.CDLL(None, use_errno=True)
    options = f"fd={fd},rootmode=40000,user_id={os.getuid()},group_id={os.getgid()}"
    if libc.mount(b"fusehang", os.fsencode(point), b"fuse.fusehang", 0, options.encode()):
        sys.exit(os.strerror(ctypes.get_errno()))
    sys.stdout.write("mounted\n")
    sys.stdout.flush()
    while request := os.read(fd, 1 << 20):
        _, code, unique, *_ = IN.unpack_from(request)
        if code == INIT:
            os.write(fd, OUT.pack(OUT.size + len(WELCOME), 0, unique) + WELCOME)


if __name__ == "__main__":
    main(sys.argv[1])
