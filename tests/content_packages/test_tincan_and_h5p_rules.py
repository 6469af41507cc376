"""Each rule for Tin Can and H5P has one package that breaks it and nothing else."""

import io
from collections.abc import Mapping

import pytest

from content_packages import check_package
from content_packages.rules.courses import Course
from content_packages.rules.formats import read_course
from content_packages.rules.sources import open_source
from tests.conftest import SHARED
from tests.content_packages.other_packages import (
    ACTIVITY,
    activity,
    dependency,
    h5p,
    library,
    tincan,
)

NAME = '<name lang="nl">Rekenen</name>'
LAUNCH = "<launch>index.html</launch>"

FAULTS: Mapping[str, bytes] = {
    "not-a-tincan": tincan(activity(), root="blik"),
    "activity-missing": tincan(),
    "activity-id-missing": tincan(activity(name="")),
    "activity-id-invalid": tincan(activity(name='id="rekenen"')),
    "activity-id-twice": tincan(activity(), activity()),
    "activity-name-missing": tincan(activity(LAUNCH)),
    "launch-missing": tincan(activity(NAME)),
    "url-empty": tincan(activity(f"{NAME}<launch> </launch>")),
    "url-file-missing": tincan(activity(f"{NAME}<launch>weg.html</launch>")),
    "h5p-value-missing": h5p({"title": ""}),
    "h5p-value-invalid": h5p({"preloadedDependencies": [dependency("H5P.Waar"), "H5P.Vraag"]}),
    "h5p-content-missing": h5p(files={"content/content.json": None}),
    "h5p-library-missing": h5p(files={"H5P.Vraag-1.6/library.json": None}),
    "h5p-library-name": h5p(main=library("H5P.Onwaar", "H5P.Vraag")),
    "h5p-library-file-missing": h5p(files={"H5P.Waar-1.6/script.js": None}),
    "h5p-not-runnable": h5p(main=library("H5P.Waar", runnable=0)),
    "h5p-file-type": h5p(files={"content/images/kwaad.svg": "<svg/>"}),
    "h5p-core-too-new": h5p(
        main=library("H5P.Waar", coreApi={"majorVersion": 1, "minorVersion": 99})
    ),
    "json-not-well-formed": h5p(files={"content/content.json": "{"}),
}


def course_in(raw: bytes) -> Course:
    return read_course(open_source(io.BytesIO(raw), "pakket.zip"))[1].course


@pytest.mark.parametrize("rule", sorted(FAULTS))
def test_one_fault_gives_one_rule(rule: str) -> None:
    assert [one.rule for one in check_package(FAULTS[rule]).problems] == [rule]


def test_json_that_is_not_well_formed_tells_line_and_column() -> None:
    (fault,) = check_package(FAULTS["json-not-well-formed"]).problems

    assert (fault.file, fault.place) == ("content/content.json", "1:2")


def test_the_activities_with_an_address_become_units() -> None:
    second = activity(NAME, f'id="{ACTIVITY}/2"')
    third = activity(NAME + LAUNCH, f'id="{ACTIVITY}/3"')
    course = course_in(tincan(activity(), second, third))

    assert course.publisher_id == ACTIVITY
    assert [one.publisher_id for one in course.units] == [ACTIVITY, f"{ACTIVITY}/3"]
    assert course.units[0].title == {"nl": "Rekenen"}


def test_h5p_is_one_unit_that_names_its_library() -> None:
    course = course_in(h5p({"metaKeywords": "waar, onwaar"}))

    assert (course.title, course.keywords) == ({"nl": "Waar of niet"}, ("waar", "onwaar"))
    assert [one.play for one in course.units] == [{"library": "H5P.Waar 1.6"}]


def test_a_library_of_a_library_is_asked_for_too() -> None:
    (fault,) = check_package(h5p(main=library("H5P.Waar", "H5P.Diep"))).problems

    assert (fault.rule, fault.details["library"]) == ("h5p-library-missing", "H5P.Diep 1.6")


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"a":' * 100_000])
def test_json_nested_without_end_is_refused(deep: str) -> None:
    report = check_package(h5p(files={"content/content.json": deep}))

    assert [one.rule for one in report.problems] == ["json-not-well-formed"]


@pytest.mark.shared_packages
@pytest.mark.parametrize(
    ("name", "kind", "title"),
    [
        ("tincan-golf.zip", "tincan", "Tin Can Golf Example"),
        ("h5p-true-false.h5p", "h5p", "Hello World"),
    ],
)
def test_real_packages_are_read(name: str, kind: str, title: str) -> None:
    report = check_package((SHARED / name).read_bytes(), name)

    assert (report.ok, report.format, report.title) == (True, kind, title)
