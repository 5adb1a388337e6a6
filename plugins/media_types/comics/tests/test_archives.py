"""Archives are listed and read within bounds, whoever made them."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediad_plugin_comics import archives
from mediad_plugin_comics.archives import members as limits
from mediad_plugin_comics.archives import whole, zipped
from mediad_plugin_comics.errors import Bomb, Damaged, Encrypted, NotComic, Truncated
from mediad_plugin_comics.extract import artwork
from mediad_sdk.errors import PluginFault
from mediad_sdk.testing import MemoryFile

from .conftest import cbz, facts_of, picture

PICTURE = picture()


def vint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes((*out, value))


def rar5(members: dict[str, bytes], *, encrypted: bool = False) -> bytes:
    def block(head: bytes, data: bytes = b"") -> bytes:
        sized = vint(len(head)) + head
        return struct.pack("<L", zlib.crc32(sized)) + sized + data

    out = b"Rar!\x1a\x07\x01\x00" + block(vint(1) + vint(0) + vint(0))
    for name, data in members.items():
        raw = name.encode()
        extra = vint(2) + vint(1) + vint(0) if encrypted else b""
        said = vint(0) + vint(len(data)) + vint(0) + vint(0) + vint(0) + vint(len(raw)) + raw
        sizes = vint(len(extra)) * bool(extra) + vint(len(data))
        out += block(vint(2) + vint(3 if extra else 2) + sizes + said + extra, data)
    return out + block(vint(5) + vint(0) + vint(0))


def rar4(members: dict[str, bytes], flags: int = 0x8000) -> bytes:
    def block(kind: int, own: int, head: bytes, data: bytes = b"") -> bytes:
        return struct.pack("<HBHH", 0, kind, own, 7 + len(head)) + head + data

    out = b"Rar!\x1a\x07\x00" + block(0x73, 0, bytes(6))
    for name, data in members.items():
        raw = name.encode()
        head = struct.pack("<LLBLLBBHL", len(data), len(data), 3, zlib.crc32(data), 0, 20, 0x30, len(raw), 0)
        out += block(0x74, flags, head + raw, data)
    return out + block(0x7B, 0x4000, b"")


def tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for name, data in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return out.getvalue()


INFO = b"<ComicInfo><Series>Gull</Series><Number>3</Number></ComicInfo>"
INSIDE = {"Gull/p10.png": PICTURE, "Gull/p2.png": PICTURE, "ComicInfo.xml": INFO, "Gull/Thumbs.db": b"x"}


@pytest.mark.parametrize("pack", [cbz, rar4, rar5, tar])
def test_every_format_gives_the_same_pages_and_documents(pack: Any) -> None:
    facts = facts_of("any.cbz", pack(INSIDE))
    assert (facts["pages"], facts["entries"], facts["cover"]) == (2, 4, "Gull/p2.png")
    assert facts["sizes"] == [[240, 360], [240, 360]]
    assert facts["comicinfo"]["place"] == {"series": "Gull", "number": "3"}


def test_a_format_is_told_by_its_bytes_not_by_its_name() -> None:
    assert facts_of("a.cbr", cbz(INSIDE))["format"] == "zip"
    assert facts_of("a.cbz", rar5(INSIDE))["format"] == "rar"


@pytest.mark.parametrize("packing", ["gz", "bz2", "xz"])
def test_a_tar_that_was_compressed_as_a_whole_is_read(packing: str) -> None:
    data = {"gz": gzip, "bz2": bz2, "xz": lzma}[packing].compress(tar(INSIDE))
    facts = facts_of("a.cbt", data)
    assert (facts["format"], facts["pages"], facts["cover"]) == ("tar", 2, "Gull/p2.png")
    assert facts["comicinfo"]["place"]["series"] == "Gull"


def test_what_says_that_it_inflates_without_end_is_a_bomb_before_it_is_inflated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "MAX_TAR", 1000)
    monkeypatch.setattr(limits, "MAX_RATIO", 2)
    with pytest.raises(Bomb):
        facts_of("a.cbt", gzip.compress(tar({"1.png": bytes(1 << 20)})))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_members_of_a_zip_that_are_packed_by_a_rare_method_are_read(method: int) -> None:
    facts = facts_of("a.cbz", cbz(INSIDE, method=method))
    assert facts["sizes"] == [[240, 360], [240, 360]]
    assert facts["comicinfo"]["place"]["series"] == "Gull"


def seven_zip(members: dict[str, bytes]) -> bytes:
    import libarchive  # noqa: PLC0415  # loads a C library

    out = io.BytesIO()
    with libarchive.custom_writer(lambda data: out.write(bytes(data)), "7zip") as archive:
        for name, data in members.items():
            archive.add_file_from_memory(name, len(data), data)
    return out.getvalue()


def test_a_7z_whose_pages_are_damaged_is_counted_and_measured_as_far_as_it_goes() -> None:
    data = bytearray(seven_zip(INSIDE))
    assert facts_of("a.cb7", bytes(data))["sizes"] == [[240, 360], [240, 360]]
    data[40:80] = bytes(40)
    facts = facts_of("a.cb7", bytes(data))
    assert (facts["pages"], "sizes" in facts) == (2, False)


def test_a_name_in_another_encoding_is_a_name() -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz", format=tarfile.USTAR_FORMAT, encoding="latin-1") as archive:
        entry = tarfile.TarInfo("Möwe 1.png")
        entry.size = len(PICTURE)
        archive.addfile(entry, io.BytesIO(PICTURE))
    assert facts_of("a.cbt", out.getvalue())["cover"] == "M\ufffdwe 1.png"


def test_a_document_without_pages_has_no_cover() -> None:
    data = cbz({"ComicInfo.xml": INFO})
    assert facts_of("a.cbz", data)["pages"] == 0
    assert artwork(MemoryFile("a.cbz", data)) is None


def test_long_names_of_tar_are_read() -> None:
    name = f"{'x' * 120}/{'y' * 120}.png"
    assert facts_of("a.cbt", tar({name: PICTURE}))["cover"] == name


def test_junk_in_front_of_a_zip_moves_all_of_it() -> None:
    assert facts_of("a.cbz", b"MZ" + bytes(700) + cbz(INSIDE))["sizes"] == [[240, 360], [240, 360]]


def test_a_comment_may_be_comicbookinfo_or_anything() -> None:
    said = b'{"ComicBookInfo/1.0": {"series": "Gull", "issue": 9}}'
    assert facts_of("a.cbz", cbz({"1.png": PICTURE}, said))["comicbookinfo"]["place"]["number"] == "9"
    assert "unread" not in facts_of("a.cbz", cbz({"1.png": PICTURE}, b"scanned by me"))


def test_a_document_with_a_document_type_is_left_unread_and_the_pages_stay() -> None:
    evil = b'<!DOCTYPE x [<!ENTITY a "b">]><ComicInfo><Series>&a;</Series></ComicInfo>'
    facts = facts_of("a.cbz", cbz({"1.png": PICTURE, "ComicInfo.xml": evil}))
    assert facts["pages"] == 1
    assert "comicinfo" not in facts
    assert "document type" in facts["unread"][0]


def test_the_least_deep_document_speaks() -> None:
    deep = b"<ComicInfo><Series>Deep</Series></ComicInfo>"
    facts = facts_of("a.cbz", cbz({"1.png": PICTURE, "a/ComicInfo.xml": deep, "ComicInfo.xml": INFO}))
    assert facts["comicinfo"]["place"]["series"] == "Gull"


def test_members_that_inflate_without_end_are_inflated_only_as_far_as_asked() -> None:
    data = cbz({"1.png": PICTURE, "2.png": bytes(80 << 20)}, method=zipfile.ZIP_DEFLATED)
    assert facts_of("a.cbz", data)["sizes"] == [[240, 360], [0, 0]]


def test_a_list_that_claims_more_than_any_comic_holds_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_MEMBERS", 3)
    with pytest.raises(Bomb):
        facts_of("a.cbz", cbz(INSIDE))


def test_a_list_that_is_larger_than_that_of_any_comic_is_a_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipped, "MAX_LIST", 100)
    with pytest.raises(Bomb):
        facts_of("a.cbz", cbz(INSIDE))


def test_members_that_lie_in_each_other_are_a_bomb() -> None:
    data = bytearray(cbz({"1.png": PICTURE, "2.png": PICTURE}))
    second = data.rfind(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<L", 0)
    with pytest.raises(Bomb):
        facts_of("a.cbz", bytes(data))


@pytest.mark.parametrize("data", [rar5(INSIDE, encrypted=True), rar4(INSIDE, 0x8004)])
def test_an_archive_with_a_password_says_so(data: bytes) -> None:
    with pytest.raises(Encrypted):
        facts_of("a.cbr", data)


def test_an_encrypted_zip_says_so() -> None:
    data = bytearray(cbz({"1.png": PICTURE}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Encrypted):
        facts_of("a.cbz", bytes(data))


def test_a_zip_without_its_list_is_truncated_and_noise_is_no_comic() -> None:
    with pytest.raises(Truncated):
        facts_of("a.cbz", cbz(INSIDE)[:900])
    with pytest.raises(NotComic):
        facts_of("a.cbz", b"noise" * 1000)
    with pytest.raises(Damaged):
        facts_of("a.cb7", b"7z\xbc\xaf\x27\x1c" + b"\xff" * 100)


def test_a_picture_called_an_archive_is_no_comic() -> None:
    with pytest.raises(NotComic):
        facts_of("a.cbr", PICTURE)


@settings(max_examples=300, deadline=1000)
@given(st.data())
def test_whatever_is_broken_ends_in_facts_or_in_a_code(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([cbz(INSIDE), rar4(INSIDE), rar5(INSIDE), tar(INSIDE)])))
    for at in data.draw(st.lists(st.integers(0, len(whole) - 1), max_size=6)):
        whole[at] = data.draw(st.integers(0, 255))
    with contextlib.suppress(PluginFault):
        facts_of("a.cbz", bytes(whole[: data.draw(st.integers(1, len(whole)))]))


def test_members_are_addressed_inside_and_never_leave() -> None:
    data = cbz({"../../etc/evil.png": PICTURE, "a\\b.png": PICTURE})
    archive = archives.read(io.BytesIO(data), len(data))
    assert {member.name for member in archive.members} == {"../../etc/evil.png", "a/b.png"}
