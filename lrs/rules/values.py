"""The small values of xAPI: IRIs, UUIDs, timestamps, durations, languages, hashes."""

import re
from datetime import UTC, datetime
from functools import lru_cache

_UCS = (
    "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef"
    "\U00010000-\U0001fffd\U00020000-\U0002fffd\U00030000-\U0003fffd\U00040000-\U0004fffd"
    "\U00050000-\U0005fffd\U00060000-\U0006fffd\U00070000-\U0007fffd\U00080000-\U0008fffd"
    "\U00090000-\U0009fffd\U000a0000-\U000afffd\U000b0000-\U000bfffd\U000c0000-\U000cfffd"
    "\U000d0000-\U000dfffd\U000e1000-\U000efffd"
)
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_FREE = rf"A-Za-z0-9\-._~{_UCS}!$&'()*+,;="
_PCT = "%[0-9A-Fa-f]{2}"
_PCHAR = rf"(?:[{_FREE}:@]|{_PCT})"
_USER = rf"(?:(?:[{_FREE}:]|{_PCT})*@)?"
_HOST = rf"(?:\[[0-9A-Fa-f:.]+\]|\[[vV][0-9A-Fa-f]+\.[{_FREE}:]+\]|(?:[{_FREE}]|{_PCT})*)"
_HIER = (
    rf"(?://{_USER}{_HOST}(?::[0-9]*)?(?:/{_PCHAR}*)*"
    rf"|/(?:{_PCHAR}+(?:/{_PCHAR}*)*)?|{_PCHAR}+(?:/{_PCHAR}*)*|)"
)
_QUERY = rf"(?:\?(?:{_PCHAR}|[/?{_PRIVATE}])*)?"
_FRAGMENT = rf"(?:#(?:{_PCHAR}|[/?])*)?"
_IRI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{_HIER}{_QUERY}{_FRAGMENT}")
"""RFC 3987 §2.2, whole: what a generic parser accepts as an absolute IRI with fragment."""

_UUID = re.compile(
    r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}"
)
"""Standard form, variant 2 of RFC 4122 (Data §2.4.1)."""

_TIMESTAMP = re.compile(
    r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|(?!-00:00)[+-]\d\d:\d\d)",
    re.ASCII,
)
_LOOSER_TIMESTAMP = re.compile(
    r"(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?"
    r"|\d{8}T\d{4}(?:\d\d(?:[.,]\d+)?)?)"
    r"(?:Z|(?!-00(?::?00)?\Z)[+-]\d\d(?::?\d\d)?)?",
    re.ASCII,
)

_NUMBER = r"\d+(?:[.,]\d+(?=[A-Z]\Z))?"
_DURATION = re.compile(
    rf"P(?:{_NUMBER}W|(?=\d|T\d)(?:{_NUMBER}Y)?(?:{_NUMBER}M)?(?:{_NUMBER}D)?"
    rf"(?:T(?=\d)(?:{_NUMBER}H)?(?:{_NUMBER}M)?(?:{_NUMBER}S)?)?)",
    re.ASCII,
)
_SECONDS = re.compile(r"(\d+)[.,](\d+)S\Z", re.ASCII)

_LANGUAGE = re.compile(
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4}|[a-z]{5,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*"
    r"(?:-x(?:-[a-z0-9]{1,8})+)?|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8}(?:-[a-z]{2,8})*",
    re.IGNORECASE | re.ASCII,
)

_ATOM = r"[^\s@<>(),;:\\\"\[\].]+"
_MAILTO = re.compile(rf"mailto:{_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})*")
_WORD = r"[\w!#$&^.+\-]+"
_MEDIA_TYPE = re.compile(rf"{_WORD}/{_WORD}(?:\s*;\s*{_WORD}=(?:[^\s;\"]+|\"[^\"]*\"))*", re.ASCII)
_SHA1 = re.compile(r"[0-9a-fA-F]{40}")
_SHA2 = re.compile(r"[0-9a-fA-F]{56}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}")


@lru_cache(maxsize=65_536)
def is_iri(text: str) -> bool:
    return _IRI.fullmatch(text) is not None


def is_uuid(text: str) -> bool:
    return _UUID.fullmatch(text) is not None


@lru_cache(maxsize=4_096)
def is_language_tag(text: str) -> bool:
    return _LANGUAGE.fullmatch(text) is not None


def is_duration(text: str) -> bool:
    return _DURATION.fullmatch(text) is not None


def to_centiseconds(duration: str) -> str:
    """A duration without what lies below 0.01 s, cut off and never rounded (2.0 §4.2.7)."""
    return _SECONDS.sub(lambda found: _seconds(found[1], found[2][:2].rstrip("0")), duration)


def _seconds(whole: str, fraction: str) -> str:
    return f"{whole}.{fraction}S" if fraction else f"{whole}S"


@lru_cache(maxsize=65_536)
def is_mailto(text: str) -> bool:
    return _MAILTO.fullmatch(text) is not None


def is_sha1(text: str) -> bool:
    return _SHA1.fullmatch(text) is not None


def is_sha2(text: str) -> bool:
    return _SHA2.fullmatch(text) is not None


@lru_cache(maxsize=4_096)
def is_media_type(text: str) -> bool:
    return _MEDIA_TYPE.fullmatch(text) is not None


def moment_of(text: str, *, strict: bool = True) -> datetime | None:
    """The moment a timestamp names, in UTC; None where it is not a timestamp.

    `strict` is RFC 3339 (xAPI 2.0); otherwise ISO 8601 in its extended or basic form, where a
    missing offset is read as UTC (1.0.3 Data §4.5).
    """
    if not (_TIMESTAMP if strict else _LOOSER_TIMESTAMP).fullmatch(text):
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def in_utc(moment: datetime) -> str:
    """How we write a moment: RFC 3339, in UTC, to the microsecond."""
    return f"{moment.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"
