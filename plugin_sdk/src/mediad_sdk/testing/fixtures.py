"""Fixtures that pytest finds by itself where mediad-sdk is installed.

def test_it_counts(mediad_context):
    plugin = load_plugin("mine", context=mediad_context)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mediad_sdk.testing.context import FakeContext, HandClock
    from mediad_sdk.testing.http import FakeHttp


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
