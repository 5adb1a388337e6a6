from __future__ import annotations

import stat
from typing import TYPE_CHECKING, Any

import pytest

from mediad.net.cache import Cache, Kept, digest
from mediad.net.freshness import directives, kept, validators
from mediad_sdk.host.http import HttpAnswer, HttpRequest

if TYPE_CHECKING:
    from pathlib import Path

NOW = 1_700_000_000_000


def an_answer(content: bytes = b"x", **given: Any) -> Kept:
    return Kept(
        **{"status": 200, "headers": {"etag": '"1"'}, "fresh_until": 1, "stale_until": 2, **given}, content=content
    )


def asked(url: str = "https://api.example.org/", **given: Any) -> HttpRequest:
    return HttpRequest(method="GET", url=url, **given)


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "http", 10_000)


def test_what_is_kept_comes_back_and_to_its_instance_alone(cache: Cache, tmp_path: Path) -> None:
    for content in (b"", b"\n{}\n\n", bytes(range(256))):
        cache.write("plex", "name", an_answer(content))
        assert cache.read("plex", "name") == an_answer(content)
        assert Cache(tmp_path / "http", 1).read("plex", "name") == an_answer(content)
    assert cache.read("other", "name") is None
    assert cache.read("plex", "other") is None


def test_what_is_asked_is_kept_as_a_digest_that_anything_changes(cache: Cache, tmp_path: Path) -> None:
    requests = [
        asked(),
        asked("https://api.example.org/?key=secret"),
        asked(headers={"authorization": "secret"}),
        asked(headers={"x-authorization": "secret"}),
        asked(limit=1),
        asked(follow=False),
    ]
    assert len({digest(request) for request in requests}) == len(requests)
    assert digest(asked(headers={"a": "1", "b": "2"})) == digest(asked(headers={"b": "2", "a": "1"}, timeout=9))
    for request in requests:
        cache.write("plex", digest(request), an_answer())
    assert all(b"secret" not in path.read_bytes() and "secret" not in str(path) for path in tmp_path.rglob("*.*"))


def test_nobody_else_may_read_what_is_kept(cache: Cache, tmp_path: Path) -> None:
    cache.write("plex", "name", an_answer())
    folder = tmp_path / "http" / "plex"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "name").stat().st_mode) == 0o600


@pytest.mark.parametrize("damage", [b"", b"\n", b"[]\nx", b"{}\nx", b'{"length": 1}\nx', b"\xff\n", None])
def test_a_damaged_file_counts_as_none(cache: Cache, tmp_path: Path, damage: bytes | None) -> None:
    cache.write("plex", "name", an_answer(b"whole"))
    path = tmp_path / "http" / "plex" / "name"
    path.write_bytes(path.read_bytes()[:-1] if damage is None else damage)
    assert cache.read("plex", "name") is None


def test_the_oldest_make_room(cache: Cache, tmp_path: Path) -> None:
    for n in range(20):
        cache.write("plex", str(n), an_answer(bytes(1000)))
    sizes = [path.stat().st_size for path in (tmp_path / "http" / "plex").iterdir()]
    assert sum(sizes) <= 10_000
    assert cache.read("plex", "19") is not None
    assert cache.read("plex", "0") is None
    cache.write("plex", "large", an_answer(bytes(5000)))
    assert cache.read("plex", "large") is None, "one answer does not drive out all others"
    again = Cache(tmp_path / "http", 3000)
    again.write("plex", "new", an_answer(bytes(100)))
    assert sum(path.stat().st_size for path in (tmp_path / "http" / "plex").iterdir()) <= 3000


def test_a_disk_that_refuses_keeps_nothing_and_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "http").write_text("a file where the folder should be")
    cache = Cache(tmp_path / "http", 10_000)
    cache.write("plex", "name", an_answer())
    assert cache.read("plex", "name") is None


def test_an_instance_is_forgotten_alone(cache: Cache) -> None:
    for instance in ("plex", "plex:two", "../plex"):
        cache.write(instance, "name", an_answer())
    cache.forget("plex")
    assert cache.read("plex", "name") is None
    assert cache.read("plex:two", "name") == an_answer()
    assert cache.read("../plex", "name") == an_answer()
    cache.write("plex", "name", an_answer())
    assert cache.read("plex", "name") == an_answer()


def test_no_instance_leads_out_of_the_folder(cache: Cache, tmp_path: Path) -> None:
    for instance in ("..", ".", "../up", "/etc"):
        cache.write(instance, "name", an_answer())
    assert {path.parent.parent for path in tmp_path.rglob("name")} == {tmp_path / "http"}


@pytest.mark.parametrize(
    ("cache_for", "header", "fresh", "stale"),
    [
        (60, "", 60, 60 + 7 * 24 * 3600),
        (60, "no-store, max-age=5", 60, 60 + 7 * 24 * 3600),
        (60, "stale-if-error=10", 60, 70),
        (0.5, "", 0.5, 0.5 + 7 * 24 * 3600),
        (True, "max-age=100, stale-if-error=10", 100, 110),
        (True, 'MAX-AGE="100", must-revalidate', 100, 100),
        (True, "no-cache, max-age=100", 0, 7 * 24 * 3600),
        (True, "", 0, 7 * 24 * 3600),
        (True, "max-age=99999999999", 366 * 24 * 3600, 373 * 24 * 3600),
    ],
)
def test_a_number_is_the_authors_word_and_true_is_the_other_sides(
    cache_for: float, header: str, fresh: float, stale: float
) -> None:
    found = kept(asked(cache=cache_for), HttpAnswer(status=200, headers={"cache-control": header}), NOW)
    assert found is not None
    assert ((found.fresh_until - NOW) / 1000, (found.stale_until - NOW) / 1000) == (fresh, stale)


def test_age_counts() -> None:
    found = kept(asked(cache=True), HttpAnswer(status=200, headers={"cache-control": "max-age=100", "age": "30"}), NOW)
    assert found is not None
    assert found.fresh_until == NOW + 70_000


def test_what_is_no_lasting_answer_is_not_kept() -> None:
    assert kept(asked(cache=True), HttpAnswer(status=200, headers={"cache-control": "no-store"}), NOW) is None
    for status in (204, 206, 301, 400, 401, 403, 429, 500, 503):
        assert kept(asked(cache=60), HttpAnswer(status=status), NOW) is None
    assert kept(asked(cache=60), HttpAnswer(status=404), NOW) is not None


def test_directives_and_validators_are_read() -> None:
    assert directives({"cache-control": 'public, Max-Age = 10, x="y", private="set-cookie"'})["max-age"] == 10
    headers = {"etag": 'W/"1"', "last-modified": "then"}
    assert validators(an_answer(headers=headers)) == {"if-none-match": 'W/"1"', "if-modified-since": "then"}
    assert validators(an_answer(headers={})) == {}
