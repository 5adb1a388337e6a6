from __future__ import annotations

import json
from typing import Any

from mediad_plugin_photos.extract import extract


def test_flickr_tells_a_photos_time_words_and_tags(make: Any) -> None:
    said = {
        "id": "14",
        "name": "Dusk",
        "date_taken": "2020-01-02 03:04:05",
        "photopage": "x",
        "tags": [{"tag": "sea"}, 1],
    }
    assert extract(make.whole("photo_14.json", json.dumps(said).encode()))["takeout"] == {
        "flickr": "14",
        "taken": "2020-01-02T03:04:05",
        "title": "Dusk",
        "tags": ["sea"],
    }
