"""A wheel is a stranger's: what it claims and what it holds are held against each other before anything is done."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from wheelhouse import Made, plugin

from mediad.plugins.installing import archive
from mediad.plugins.installing.errors import PackageRefused
from mediad.plugins.installing.wheel import python_fault, read_wheel


def refusal(path: Path) -> str:
    with pytest.raises(PackageRefused) as caught:
        read_wheel(path)
    assert caught.value.remedy
    return str(caught.value)


def packed(path: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in entries:
            file.writestr(name, data)
    return path


def test_a_right_wheel_says_what_it_brings(tmp_path: Path) -> None:
    made = plugin("cinders", permissions={"library": "Reads cinders"}, requires=["mediad-sdk", "tinylib>=1"])
    wheel = read_wheel(made.write(tmp_path))
    assert (wheel.name, wheel.version, wheel.requires) == ("mediad-plugin-cinders", "1.0", ("mediad-sdk", "tinylib>=1"))
    assert wheel.tops == {"mediad_plugin_cinders"}
    assert [(each.id, each.entry) for each in wheel.plugins] == [("cinders", "mediad_plugin_cinders:plugin")]
    assert "Reads cinders" in wheel.plugins[0].permissions["library"]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("start.pth", "would run at every start"),
        ("mediad/extra.py", "only the daemon's own packages"),
        ("mediad_sdk/__init__.py", "only the daemon's own packages"),
        ("mediad.py", "only the daemon's own packages"),
        ("other-1.0.dist-info/METADATA", "2 folders of metadata"),
        ("mediad_plugin_bad-1.0.data/data/mediad/x.py", "only the daemon's own packages"),
        ("mediad_plugin_bad-1.0.data/purelib/run.pth", "would run at every start"),
        ("mediad_plugin_bad-1.0.data/strange/x.py", "there is no place"),
    ],
)
def test_a_file_where_none_belongs_is_refused(tmp_path: Path, file: str, why: str) -> None:
    assert why in refusal(plugin("bad", files={file: "x = 1\n"}).write(tmp_path))


@pytest.mark.parametrize("name", ["../out.py", "/etc/cron.d/x", "a/../../b.py", "a\\b.py", "c:x.py", "a\nb.py"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    path = plugin("bad").write(tmp_path)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(zipfile.ZipInfo(name), b"x")
    assert "leads out of its folder" in (said := refusal(path)) or "a name that no package has" in said


def test_links_and_encrypted_files_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("pkg/link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = packed(tmp_path / "a-1.0-py3-none-any.whl", (link, b"/etc/passwd"))
    assert "is no plain file" in refusal(path)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    assert "is there twice" in refusal(packed(tmp_path / "a-1.0-py3-none-any.whl", ("x.py", b"1"), ("x.py", b"2")))


def test_a_bomb_is_counted_while_it_unpacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = plugin("bomb", files={"mediad_plugin_bomb/zeros": b"\0" * (3 << 20)}).write(tmp_path)
    assert path.stat().st_size < 1 << 14
    monkeypatch.setattr(archive, "MOST_UNPACKED", 2 << 20)
    assert "more than a package may hold" in refusal(path)


def test_a_lie_about_the_unpacked_size_is_no_way_out(tmp_path: Path) -> None:
    path = plugin("bomb", files={"mediad_plugin_bomb/zeros": b"\0" * 4096}).write(tmp_path)
    data = path.read_bytes().replace((4096).to_bytes(4, "little"), (16).to_bytes(4, "little"))
    path.write_bytes(data)
    refusal(path)


def test_too_many_entries_are_refused_before_they_are_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_ENTRIES", 3)
    assert "more files in it" in refusal(plugin("many").write(tmp_path))


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all" * 100, b"PK\x05\x06" + b"\0" * 5])
def test_what_is_no_zip_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a-1.0-py3-none-any.whl"
    path.write_bytes(content)
    assert "no zip file" in refusal(path)


def test_huge_metadata_is_refused(tmp_path: Path) -> None:
    made = plugin("huge", headers={"Summary": "x" * (5 << 20)})
    assert "more than a package may hold" in refusal(made.write(tmp_path))


@pytest.mark.parametrize(
    ("record", "why"),
    [
        ({"mediad_plugin_bad/__init__.py": "mediad_plugin_bad/__init__.py,sha256=AAAA,9"}, "otherwise than its RECORD"),
        ({"mediad_plugin_bad/__init__.py": "mediad_plugin_bad/__init__.py,,"}, "otherwise than its RECORD"),
        ({"mediad_plugin_bad/__init__.py": ""}, "does not name"),
        ({"more": "gone.py,sha256=AAAA,1"}, "lacks gone.py"),
    ],
)
def test_a_record_that_does_not_agree_with_the_files_is_refused(
    tmp_path: Path, record: dict[str, str], why: str
) -> None:
    assert why in refusal(replace(plugin("bad"), record=record).write(tmp_path))


@pytest.mark.parametrize(
    ("headers", "why"),
    [
        ({"Name": "other"}, "says that it is other 1.0"),
        ({"Version": "2.0"}, "says that it is mediad-plugin-bad 2.0"),
        ({"Requires-Python": ">=99"}, "wants Python >=99"),
        ({"Requires-Python": "rubbish"}, "cannot be read"),
        ({"Requires-Dist": "not a requirement !!"}, "cannot be read"),
    ],
)
def test_metadata_of_another_is_refused(tmp_path: Path, headers: dict[str, str], why: str) -> None:
    assert why in refusal(plugin("bad", headers=headers).write(tmp_path))


@pytest.mark.parametrize(
    ("points", "why"),
    [
        ("[mediad.plugins]\nBad Name = mediad_plugin_bad:plugin\n", "a plugin called"),
        ("[mediad.plugins]\n../x = mediad_plugin_bad:plugin\n", "a plugin called"),
        ("[mediad.plugins]\nbad = mediad_plugin_bad\n", "no place in a module"),
        ("[mediad.plugins]\nbad = os:system('x')\n", "no place in a module"),
        ("[mediad.plugins]\nbad = elsewhere:plugin\n", "brings no mediad-plugin.toml in elsewhere"),
        ("[mediad.plugins]\nother = mediad_plugin_bad:plugin\n", "its entry point is named 'other'"),
        ("[mediad.plugins]\nno equals sign\n", "entry points that cannot be read"),
    ],
)
def test_strange_entry_points_are_refused(tmp_path: Path, points: str, why: str) -> None:
    assert why in refusal(replace(plugin("bad"), entry_points=points).write(tmp_path))


@pytest.mark.parametrize("manifest", ["id = ", 'id = "bad"\n', b"\xff\xfe", 'id = "bad"\nname = "x"\nnope = 1\n'])
def test_a_manifest_with_mistakes_is_refused(tmp_path: Path, manifest: str | bytes) -> None:
    path = plugin("bad", files={"mediad_plugin_bad/mediad-plugin.toml": manifest}).write(tmp_path)
    assert "mediad-plugin.toml" in refusal(path)


def test_a_wheel_for_another_machine_is_refused(tmp_path: Path) -> None:
    made = Made(name="far", tag="cp27-cp27m-win32")
    assert "was made for cp27-cp27m-win32" in refusal(made.write(tmp_path))


@pytest.mark.parametrize("name", ["rubbish.whl", "-1.0-py3-none-any.whl", "a b-1.0-py3-none-any.whl"])
def test_a_name_that_no_wheel_has_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    plugin("bad").write(tmp_path).rename(path)
    assert "name of a wheel" in refusal(path)


def test_ranges_of_python_are_understood() -> None:
    assert python_fault(">=3.11,<4", "3.13.1") == ""
    assert python_fault("<3.13", "3.13.1") == "wants Python <3.13; this is 3.13.1"
