"""IRIs, timestamps, durations, languages and identifiers, by the tables of their standards."""

import pytest

from lrs.rules.values import (
    is_duration,
    is_iri,
    is_language_tag,
    is_mailto,
    is_media_type,
    is_uuid,
    moment_of,
    to_centiseconds,
)


@pytest.mark.parametrize(
    "text",
    [
        "http://example.com/a?b=c#d",
        "http://example.com/فعل/خواندن",
        "http://[2001:db8::1]:80/x",
        "urn:uuid:12345",
        "tag:example.com,2026:x",
        "act:id",
        "http://a/%C3%A9",
    ],
)
def test_an_iri_has_a_scheme_and_rfc_3987_characters(text: str) -> None:
    assert is_iri(text)


@pytest.mark.parametrize(
    "text",
    ["", "noscheme", ":x", "http://a b", "http://a/%zz", "http://a/|", "http://a#b#c", "1a:b"],
)
def test_what_rfc_3987_does_not_produce_is_no_iri(text: str) -> None:
    assert not is_iri(text)


@pytest.mark.parametrize("text", ["PT1H30M", "P4W", "PT0.5H", "P1Y2M3DT4H5M6.7S", "PT16559,14S"])
def test_a_duration_is_written_as_in_iso_8601_4_4_3_2(text: str) -> None:
    assert is_duration(text)


@pytest.mark.parametrize(
    "text",
    ["PT٣S", "P4W1D", "PT", "P", "P1", "-PT1S", "P0003-06-04T12:30:05", "PT1.5M1S", "P1DT", "1H"],
)
def test_other_ways_to_write_a_duration_are_refused(text: str) -> None:
    assert not is_duration(text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("PT1.239S", "PT1.23S"),
        ("PT1.20S", "PT1.2S"),
        ("PT1,2S", "PT1.2S"),
        ("PT1.009S", "PT1S"),
        ("PT1M", "PT1M"),
    ],
)
def test_a_duration_is_cut_off_and_never_rounded(text: str, cut: str) -> None:
    assert to_centiseconds(text) == cut


@pytest.mark.parametrize(
    ("text", "strict", "loose"),
    [
        ("2026-09-15T15:53:00Z", True, True),
        ("2026-09-15T15:53:00.1234567+02:00", True, True),
        ("2026-09-15T15:53:00+02", False, True),
        ("20260915T155300Z", False, True),
        ("2026-09-15T15:53:00", False, True),
        ("2026-09-15T15:53:00-00:00", False, False),
        ("2026-09-15T15:53:00-0000", False, False),
        ("2026-09-15T15:53:00-00", False, False),
        ("2026-09-15", False, False),
        ("2026-13-15T15:53:00Z", False, False),
        ("0001-01-01T00:00:00+05:00", False, False),
        ("15/09/2026", False, False),
        ("2026-09-1٥T15:53:00Z", False, False),
    ],
)
def test_timestamps_follow_rfc_3339_in_2_0_and_iso_8601_in_1_0(
    text: str, strict: bool, loose: bool
) -> None:
    assert (moment_of(text) is not None) is strict
    assert (moment_of(text, strict=False) is not None) is loose


@pytest.mark.parametrize("text", ["nl", "en-US", "zh-Hant-TW", "x-own", "de-DE-1996", "i-klingon"])
def test_language_tags_follow_rfc_5646(text: str) -> None:
    assert is_language_tag(text)


@pytest.mark.parametrize(
    "text", ["", "nl_NL", "n\u212a", "ſv", "de-٣٣٣", "a12345", "en-", "12", "abcdefghi"]
)
def test_what_rfc_5646_does_not_produce_is_no_language_tag(text: str) -> None:
    assert not is_language_tag(text)


@pytest.mark.parametrize("text", ["mailto:a@b.nl", "mailto:a.b+c@d-e.example"])
def test_a_mailbox_is_mailto_and_an_address(text: str) -> None:
    assert is_mailto(text)


@pytest.mark.parametrize("text", ["a@b.nl", "mailto:a", "mailto:a@", "mailto:a b@c", "mailto:@b"])
def test_anything_else_is_no_mailbox(text: str) -> None:
    assert not is_mailto(text)


def test_a_uuid_is_of_variant_2_and_in_standard_form() -> None:
    assert is_uuid("6F1A0C5E-1111-4222-8333-000000000001")
    assert is_uuid("018f0c5e-1111-7222-b333-000000000001")
    assert not is_uuid("6f1a0c5e-1111-4222-c333-000000000001")
    assert not is_uuid("6f1a0c5e111142228333000000000001")
    assert not is_uuid("{6f1a0c5e-1111-4222-8333-000000000001}")


def test_a_media_type_has_two_halves() -> None:
    assert is_media_type("text/plain; charset=utf-8")
    assert not is_media_type("text")
    assert not is_media_type("text/plain;")
