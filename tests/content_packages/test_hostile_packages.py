"""Packages that mean harm cost little, write nowhere else and leave nothing behind."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from content_packages import Shelf, add_package
from content_packages.rules.faults import MOST, PackageRefused
from content_packages.rules.wording import RULES
from tests.content_packages.conftest import TENANT
from tests.content_packages.hostile import HOSTILE
from tests.content_packages.packages import zip_of, zipped
from tests.content_packages.test_package_rules import FILES, damaged

MEGABYTES = 256
SECONDS = 10


@pytest.mark.parametrize("name", ["bomb", "items", "maze"])
def test_the_worst_packages_stay_within_their_bounds(name: str, tmp_path: Path) -> None:
    path = tmp_path / "pakket.zip"
    path.write_bytes(HOSTILE[name]())
    command = [sys.executable, "-m", "tests.content_packages.hostile", str(path), str(tmp_path)]

    said = subprocess.run(command, capture_output=True, check=True, timeout=120)  # noqa: S603
    cost = json.loads(said.stdout)

    assert set(cost["rules"]) <= set(RULES)
    assert len(cost["rules"]) <= 2 * MOST
    assert cost["kilobytes"] < MEGABYTES * 1024
    assert cost["seconds"] < SECONDS


@pytest.mark.parametrize(
    "rule", ["zip-damaged", "zip-name-outside", "zip-link", "url-file-missing"]
)
def test_a_refused_package_leaves_nothing_behind(shelf: Shelf, rule: str) -> None:
    with pytest.raises(PackageRefused):
        add_package(shelf, TENANT, FILES[rule])

    assert [one for one in shelf.folder.rglob("*") if one.is_file()] == []
    assert list((shelf.folder / str(TENANT)).glob(".*")) == []


def test_what_breaks_half_way_is_taken_away(shelf: Shelf) -> None:
    with pytest.raises(PackageRefused) as refused:
        add_package(shelf, TENANT, damaged())

    assert [one.rule for one in refused.value.faults] == ["zip-damaged"]
    assert [one for one in shelf.folder.rglob("*") if one.is_file()] == []


def test_nothing_is_written_outside_the_folder_of_the_package(shelf: Shelf, tmp_path: Path) -> None:
    package = add_package(shelf, TENANT, zipped(files={"map\\diep\\les.html": "x"}))
    inside = shelf.folder / str(TENANT) / str(package.id)

    written = {one for one in tmp_path.rglob("*") if one.is_file() and one.suffix != ".db"}

    assert {one for one in written if shelf.folder in one.parents} == {
        one for one in inside.rglob("*") if one.is_file()
    }


def test_of_very_many_faults_the_first_hundred_are_told(shelf: Shelf) -> None:
    names = [(f"../{number}.txt", "x") for number in range(300)]

    with pytest.raises(PackageRefused) as refused:
        add_package(shelf, TENANT, zip_of(names))

    assert len(refused.value.faults) == MOST
