"""A small TMDB: answers of its shape about made-up films."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from mediad_sdk.testing import FakeContext, FakeHttp, fake_context, load_plugin
from mediad_sdk.values.metadata import MetadataProvider

API = "https://api.themoviedb.org/3"
ANSWERS: dict[str, Any] = json.loads(Path(__file__).with_name("answers.json").read_text(encoding="utf-8"))
"""By path and query; what stands in the query has to be asked."""


@pytest.fixture
def http() -> FakeHttp:
    made = FakeHttp(hosts=["api.themoviedb.org", "image.tmdb.org"])
    for path, said in ANSWERS.items():
        made.answer("GET", f"{API}{path}", json=said)
    made.answer("GET", "https://image.tmdb.org/t/p/w780/marsh-de.jpg", content=b"\xff\xd8 a picture")
    return made


@pytest.fixture
def context(http: FakeHttp) -> FakeContext:
    return dataclasses.replace(fake_context("tmdb"), http=http)


@pytest.fixture
def provider(context: FakeContext) -> MetadataProvider:
    plugin: Any = load_plugin("tmdb", settings={"token": "secret-token"}, context=context)
    [made] = plugin.mediad_metadata_providers()
    assert isinstance(made, MetadataProvider)
    return made
