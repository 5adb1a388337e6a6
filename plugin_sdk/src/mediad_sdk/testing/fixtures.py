"""Fixtures that pytest finds by itself where mediad-sdk is installed.

def test_it_counts(mediad_context):
    plugin = load_plugin("mine", context=mediad_context)
"""

from __future__ import annotations

import os
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mediad_sdk.testing.context import FakeContext, HandClock
    from mediad_sdk.testing.http import FakeHttp
    from mediad_sdk.testing.media import DiskFile
    from mediad_sdk.values.media import MediaFolder


@pytest.fixture
def mediad_context() -> FakeContext:
    """Give a context without a daemon; its services remember what was done with them."""
    from mediad_sdk.testing.context import fake_context  # noqa: PLC0415  # pytest loads this for every test run there is

    return fake_context("plugin")


@pytest.fixture
def mediad_clock(mediad_context: FakeContext) -> HandClock:
    """Give the clock of that context; it goes on when it is told to."""
    return mediad_context.clock


@pytest.fixture
def mediad_http(mediad_context: FakeContext) -> FakeHttp:
    """Give the HTTP of that context: prepare answers and faults, look at what was asked."""
    return mediad_context.http


@pytest.fixture
def mediad_file() -> Iterator[Callable[[Path], DiskFile]]:
    """Give what opens a file on the disk as a media type gets it; all are closed behind the test."""
    from mediad_sdk.testing.media import DiskFile  # noqa: PLC0415  # pytest loads this for every test run there is

    with ExitStack() as stack:
        yield lambda path: stack.enter_context(closing(DiskFile(path)))


@pytest.fixture
def mediad_folder() -> Callable[[Path], MediaFolder]:
    """Give what makes of a folder on the disk what a media type gets of one that it claimed as a whole."""
    from mediad_sdk.runner.whole import OpenFolder  # noqa: PLC0415  # as above

    return lambda path: OpenFolder(bytes(path.parent), b"", os.fsencode(path.name))
