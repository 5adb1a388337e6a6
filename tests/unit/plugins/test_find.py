from __future__ import annotations

import importlib
import sys
from importlib.metadata import Distribution, PathDistribution
from typing import TYPE_CHECKING

import pytest

from mediad.plugins.find import Found, find, read_manifest, sdk_fault
from mediad.plugins.fingerprint import fingerprint
from mediad_sdk.errors import MediadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = 'id = "{id}"\nname = "Toy"\nrequires_sdk = ">=1.0rc1,<2"\n'


def put(site: Path, id: str, *, distribution: str = "", manifest: str = MANIFEST, version: str = "1.0") -> Path:  # noqa: A002  # the field's name
    name = distribution or f"mediad-plugin-{id}"
    info = site / f"{name.replace('-', '_')}-{version}.dist-info"
    info.mkdir(parents=True)
    package = site / f"mediad_plugin_{id}"
    package.mkdir(exist_ok=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[mediad.plugins]\n{id} = {package.name}:plugin\n")
    (info / "RECORD").write_text(f"{info.name}/METADATA,,\n{package.name}/__init__.py,,\n")
    (package / "__init__.py").write_text("raise RuntimeError('imported')\n")
    if manifest:
        (package / "mediad-plugin.toml").write_text(manifest.format(id=id))
    return package


def found_in(site: Path) -> list[Found]:
    def listed() -> Iterator[Distribution]:
        return (PathDistribution(path) for path in sorted(site.glob("*.dist-info")))

    return find(listed, lambda top: site / top)


def test_a_plugin_is_listed_with_distribution_version_and_manifest_and_not_imported(tmp_path: Path) -> None:
    put(tmp_path, "unseen")
    (found,) = found_in(tmp_path)
    assert (found.id, found.distribution, found.version, found.fault) == ("unseen", "mediad-plugin-unseen", "1.0", "")
    assert found.manifest is not None
    assert found.manifest.name == "Toy"
    assert "mediad_plugin_unseen" not in sys.modules


def test_a_new_version_is_read_where_it_lies_although_the_former_one_was_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = put(tmp_path / "1", "toy_of_two")
    put(tmp_path / "2", "toy_of_two", version="2.0", manifest=MANIFEST.replace("Toy", "Newer"))
    (package / "__init__.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path / "1"))
    monkeypatch.setitem(sys.modules, package.name, importlib.import_module(package.name))
    monkeypatch.syspath_prepend(str(tmp_path / "2"))
    found = next(each for each in find() if each.id == "toy_of_two")
    assert (found.version, found.manifest and found.manifest.name) == ("2.0", "Newer")


def test_the_list_is_in_the_order_of_ids_whatever_the_disk_says(tmp_path: Path) -> None:
    for name in ("zebra", "ant", "mole"):
        put(tmp_path, name)
    assert [each.id for each in found_in(tmp_path)] == ["ant", "mole", "zebra"]


def test_two_distributions_of_one_id_are_both_listed(tmp_path: Path) -> None:
    put(tmp_path, "toy")
    put(tmp_path, "toy", distribution="toy-fork")
    assert [each.distribution for each in found_in(tmp_path)] == ["mediad-plugin-toy", "toy-fork"]


def test_an_older_copy_of_a_distribution_is_shadowed(tmp_path: Path) -> None:
    put(tmp_path, "toy", version="1.0")
    put(tmp_path, "toy", version="2.0")
    assert [each.version for each in found_in(tmp_path)] == ["1.0"]


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        ("", "there is no mediad-plugin.toml"),
        ("id = ", "cannot be read"),
        ('id = "toy"\nname = "Toy"\n', "requires_sdk is missing"),
        (MANIFEST + "colour = 1\n", "colour is not a key of a manifest"),
        (MANIFEST.replace("{id}", "else"), "says 'else', the entry point is named 'toy'"),
    ],
)
def test_a_manifest_that_is_missing_or_wrong_is_a_fault_with_its_place(
    tmp_path: Path, manifest: str, words: str
) -> None:
    put(tmp_path, "toy", manifest=manifest)
    (found,) = found_in(tmp_path)
    assert words in found.fault


@pytest.mark.parametrize(
    ("requires", "words"),
    [
        (">=0.1,<0.2", ""),
        ("~=0.1.0", ""),
        (">=0.1", "both a lower and an upper end"),
        ("<2", "both a lower and an upper end"),
        ("", "both a lower and an upper end"),
        (">=2,<3", "it needs mediad-sdk >=2,<3, this is 0.1.0"),
        ("soon", "cannot be read"),
    ],
)
def test_an_sdk_range_is_bounded_at_both_ends_and_holds_this_sdk(requires: str, words: str) -> None:
    fault = sdk_fault(requires, "0.1.0")
    assert words in fault
    assert bool(fault) is bool(words)


def test_a_fingerprint_changes_with_any_file_of_the_plugin(tmp_path: Path) -> None:
    package = put(tmp_path, "toy")
    (found,) = found_in(tmp_path)
    before = fingerprint(found)
    assert fingerprint(found) == before
    (package / "deep").mkdir()
    (package / "deep" / "data.bin").write_bytes(b"1")
    changed = fingerprint(found)
    assert changed != before
    (package / "__init__.py").write_text("x = 1\n")
    assert fingerprint(found) not in {before, changed}


def test_one_whose_package_is_not_on_the_path_is_told_what_may_be_behind_it() -> None:
    with pytest.raises(MediadError, match="what pip made editable, the next start finds"):
        read_manifest("toy", None)
