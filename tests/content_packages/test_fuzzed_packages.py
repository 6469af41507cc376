"""Whatever comes in, checking it ends in a report with sentences: never in a crash or a hang."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content_packages import Report, check_package
from tests.content_packages.other_packages import (
    ACTIVITY,
    activity,
    h5p,
    manifest,
    manifest_2004,
    scorm12,
    scorm2004,
    sequenced,
    tincan,
)
from tests.content_packages.packages import Au, block, course, objective, zipped

fuzz = settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

WHOLE = {
    "cmi5": zipped(course(block(Au()), objectives=(objective(),))),
    "scorm12": scorm12(),
    "scorm2004": scorm2004(sequenced('<imsss:controlMode flow="true"/>')),
    "tincan": tincan(activity()),
    "h5p": h5p(),
}
WORDS = {
    "cmi5.xml": course(block(Au()), objectives=(objective(),)),
    "imsmanifest.xml": manifest(),
    "imsmanifest.xml (2004)": manifest_2004(sequenced('<imsss:controlMode flow="true"/>')),
    "tincan.xml": f'<tincan xmlns="http://projecttincan.com/tincan.xsd"><activities>'
    f'<activity id="{ACTIVITY}"><name>x</name><launch>index.html</launch></activity>'
    f"</activities></tincan>",
}
CUTS = st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=12))
SNIPPETS = st.sampled_from(
    [
        "<item/>",
        "<title>",
        '<x xml:base="//[">',
        "&#x85;",
        "../",
        "%",
        "\\",
        "http://[::1",
        '" id="',
        "<!--",
        "<![CDATA[",
        "xmlns:a='b'",
        "1e999",
        "NaN",
        "٣",
        "\ufeff",
        "identifierref=",
        "?deel=#",
    ]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=5,
)
NAMES = st.sampled_from(
    ["title", "language", "mainLibrary", "preloadedDependencies", "metaKeywords", "machineName"]
)


def expect_sentences(report: Report) -> None:
    told = report.as_json()

    assert json.dumps(told, ensure_ascii=False).encode()
    assert report.ok == (told["problems"] == [])
    for one in (*told["problems"], *told["remarks"]):
        assert one["message"]
        assert one["advice"]


def cut(raw: bytes, cuts: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, instead in cuts:
        at = place % (len(raw) + 1)
        raw = raw[:at] + instead + raw[at + length :]
    return raw


@pytest.mark.parametrize("kind", sorted(WHOLE))
@fuzz
@given(cuts=st.lists(CUTS, min_size=1, max_size=4))
def test_a_zip_with_bytes_changed(kind: str, cuts: list[tuple[int, int, bytes]]) -> None:
    expect_sentences(check_package(cut(WHOLE[kind], cuts), "pakket.zip"))


@pytest.mark.parametrize("name", sorted(WORDS))
@fuzz
@given(cuts=st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 60), SNIPPETS), max_size=4))
def test_a_manifest_with_pieces_changed(name: str, cuts: list[tuple[int, int, str]]) -> None:
    raw = cut(WORDS[name].encode(), [(at, less, new.encode()) for at, less, new in cuts])

    expect_sentences(check_package(zipped("", {name.split(maxsplit=1)[0]: raw})))


@fuzz
@given(told=st.dictionaries(NAMES, VALUES), main=st.dictionaries(NAMES, VALUES))
def test_an_h5p_that_tells_of_itself_whatever_it_likes(
    told: dict[str, Any], main: dict[str, Any]
) -> None:
    expect_sentences(check_package(h5p(told, main or None)))


@fuzz
@given(raw=st.binary(max_size=200))
def test_bytes_of_any_kind(raw: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"<?xml", b"\xff\xfe"):
        expect_sentences(check_package(start + raw))
