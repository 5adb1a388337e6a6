"""Pictures as a client asks for them: small, in WebP; one that is damaged is refused, and no fault of the daemon."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from outside import Outside, library, outside
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def house() -> Iterator[Outside]:
    with outside() as made:
        films = made.place / "films"
        whole = io.BytesIO()
        Image.effect_noise((200, 300), 40).save(whole, "JPEG")
        posters = {
            "Lamp": whole.getvalue(),
            "Sea": whole.getvalue()[:3000],
            "Tar": b"no picture",
            "Void": b"\xff\xd8\xff",
        }
        for name, poster in posters.items():
            (films / name).mkdir(parents=True)
            (films / name / f"{name}.strm").write_text("https://example.org/")
            (films / name / "poster.jpg").write_bytes(poster)
        made.declare(library("films", ["movies"], films))
        yield made.start()


def test_a_damaged_picture_is_refused_with_what_to_do_about_it(house: Outside) -> None:
    house.scan()
    pictures = {each["title"]: each["picture"] for each in house.items("/items?kind=film")}
    answers = {title: house.ask("GET", f"/api/v1/artwork/{uid}?width=64") for title, uid in pictures.items()}
    whole = answers.pop("Lamp")
    assert (whole.status, whole.body[8:12]) == (200, b"WEBP")
    assert set(answers) == {"Sea", "Tar", "Void"}
    for title, answer in answers.items():
        assert (answer.status, answer.json["code"]) == (422, "picture_damaged"), title
        assert "poster.jpg" in answer.json["detail"]
        assert "Replace the picture file" in answer.json["remedy"]
    assert "Traceback" not in house.log
