"""A target that imports nothing, to see what the runner itself brings."""

import sys


def operations():  # noqa: ANN201  # the names of its types would have to be imported
    return {"modules": lambda: sorted(sys.modules)}
