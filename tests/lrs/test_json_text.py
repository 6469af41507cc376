"""JSON that would lie is refused, and JSON that is kept is kept exactly."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrs.rules.json_text import is_deeper_than, read_json, write_json
from lrs.rules.problems import MalformedJson

LIES = {
    "a repeated key": b'{"a":1,"a":2}',
    "a repeated key inside": b'[{"b":{"a":1,"c":1,"a":1}}]',
    "a repeated key after a space": b'{"a" :1, "a":2}',
    "a repeated key on the next line": b'{"a"\n:1,"a":2}',
    "a repeated key in disguise": b'{"a":1,"\\u0061":2}',
    "a repeated key hidden by marks": b'{"a":1,"a":2,"b":"\\u0022:"}',
    "a repeated key hidden by a space": b'{"a":1,"a":2,"b":"\\"\\u0020:"}',
    "a repeated key hidden by a colon": b'{"a":1,"a":2,"b":"\\"\\u003a"}',
    "NaN": b'{"a":NaN}',
    "Infinity": b'{"a":Infinity}',
    "a number no float can hold": b'{"a":1e400}',
    "a number beyond reason": b'{"a":1' + b"0" * 5000 + b"}",
    "half a surrogate pair": b'"\\ud800"',
    "the character NUL": b'{"a":"x\\u0000y"}',
    "a raw control character": b'"\x01"',
    "not UTF-8": b'"\xff"',
    "a byte order mark": b"\xef\xbb\xbf{}",
    "nested without end": b"[" * 100_000,
    "nested deeply around NUL": b"[" * 900 + b'"\\u0000"' + b"]" * 900,
    "cut off": b'{"a":',
    "more than one value": b"{} {}",
    "nothing": b"",
}


@pytest.mark.parametrize("raw", LIES.values(), ids=LIES.keys())
def test_json_that_would_lie_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedJson):
        read_json(raw)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":123456789012345678901234567890}',
        '{"a":0.12345678901234567890}',
        '{"a":[1.5,-0.0,true,null,""]}',
        '{"a":"\\\\u0000"}',
        '{"a":"😀 é"}',
        '{"a":"x\\":y","b":"\\":"}',
    ],
)
def test_what_is_kept_is_written_as_it_came(text: str) -> None:
    assert write_json(read_json(text.encode())).decode() == text


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1, 4]))
def test_all_honest_json_is_read_as_others_read_it(
    value: object, ascii_only: bool, indent: int | None
) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)

    assert read_json(text.encode()) == value


@given(st.dictionaries(st.text("ab\"':\\ ", min_size=1, max_size=3), st.text("\"':\\"), min_size=1))
def test_a_repeated_key_is_found_whatever_stands_around_it(value: dict[str, str]) -> None:
    repeated = json.dumps(next(iter(value)))
    text = json.dumps(value)

    with pytest.raises(MalformedJson, match="twice"):
        read_json(f"{text[:-1]},{repeated}:1}}".encode())


def test_depth_is_counted_in_objects_and_arrays() -> None:
    assert not is_deeper_than([[1]], 2)
    assert is_deeper_than([{"a": []}], 2)
