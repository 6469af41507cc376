"""Attachments in and out as multipart, with their hashes; signed statements."""

import base64
import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID
from joserfc import jws
from joserfc.jwk import OctKey, RSAKey

from foundation.database import Database
from lrs.rules.attachments import parts_of
from lrs.rules.signatures import USAGE
from tests.lrs.made import Json, XapiClient, content, made_statement

BOUNDARY = "abc'123"
MIXED = f'multipart/mixed; boundary="{BOUNDARY}"'
PHOTO = b"\x89PNG\r\n\r\n--abc\r\n\x00\xff"


def sha2(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def attachment(raw: bytes, **changes: Any) -> Json:
    return {
        "usageType": "https://example.com/photo",
        "display": {"nl": "Foto"},
        "contentType": "image/png",
        "length": len(raw),
        "sha2": sha2(raw),
        **changes,
    }


def part(raw: bytes, **headers: str) -> bytes:
    said = {
        "Content-Type": "image/png",
        "Content-Transfer-Encoding": "binary",
        "X-Experience-API-Hash": sha2(raw),
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    lines = [f"{name}: {value}\r\n" for name, value in said.items() if value]
    return "".join(lines).encode() + b"\r\n" + raw


def mixed(statements: Any, *parts: bytes) -> bytes:
    first = b"Content-Type: application/json\r\n\r\n" + json.dumps(statements).encode()
    mark = b"--" + BOUNDARY.encode()
    return b"".join(mark + b"\r\n" + one + b"\r\n" for one in (first, *parts)) + mark + b"--\r\n"


def send(client: XapiClient, statements: Any, *parts: bytes) -> Any:
    return client.post(mixed(statements, *parts), Content_Type=MIXED)


def kept_rows(database: Database) -> int:
    with database.reading(1) as tx:
        return int(tx.exec_driver_sql("SELECT count(*) FROM lrs_attachment").scalar_one())


def test_contents_come_back_byte_for_byte(client: XapiClient) -> None:
    one = made_statement(attachments=[attachment(PHOTO)])
    assert send(client, one, part(PHOTO)).status_code == 200

    answer = client.get("statements", statementId=one["id"], attachments="true")
    boundary = answer.headers["Content-Type"].partition("boundary=")[2]
    first, second = parts_of(answer.data, boundary)

    assert json.loads(bytes(first.content))["id"] == one["id"]
    assert first.headers["content-type"] == "application/json"
    assert second.content == PHOTO
    assert second.headers["x-experience-api-hash"] == sha2(PHOTO)
    assert second.headers["content-transfer-encoding"] == "binary"
    assert second.headers["content-type"] == "image/png"


def test_without_asking_there_is_json_only(client: XapiClient) -> None:
    one = made_statement(attachments=[attachment(PHOTO)])
    send(client, one, part(PHOTO))

    answer = client.get("statements", attachments="false")

    assert answer.headers["Content-Type"] == "application/json"
    assert content(answer)["statements"][0]["id"] == one["id"]


def test_what_is_asked_with_attachments_is_always_multipart(client: XapiClient) -> None:
    client.post(made_statement())

    answer = client.get("statements", attachments="true")

    assert answer.headers["Content-Type"].startswith("multipart/mixed")


def test_the_same_content_is_kept_once(client: XapiClient, database: Database) -> None:
    both = [made_statement(attachments=[attachment(PHOTO)]) for _ in range(2)]
    send(client, both, part(PHOTO))
    assert send(client, both, part(PHOTO)).status_code == 200

    answer = client.get("statements", attachments="true")

    assert kept_rows(database) == 1
    assert answer.data.count(PHOTO) == 1


def test_content_that_is_here_need_not_come_again(client: XapiClient) -> None:
    send(client, made_statement(attachments=[attachment(PHOTO)]), part(PHOTO))

    assert client.post(made_statement(attachments=[attachment(PHOTO)])).status_code == 200


def test_a_file_url_is_enough(client: XapiClient) -> None:
    there = attachment(PHOTO, fileUrl="https://example.com/photo.png")

    assert client.post(made_statement(attachments=[there])).status_code == 200
    assert send(client, made_statement(attachments=[there])).status_code == 200
    assert send(client, made_statement()).status_code == 200


SUB = {
    "objectType": "SubStatement",
    "actor": made_statement()["actor"],
    "verb": made_statement()["verb"],
    "object": made_statement()["object"],
    "attachments": [attachment(PHOTO)],
}


def test_a_substatement_may_carry_attachments(client: XapiClient) -> None:
    one = made_statement(object=SUB)

    assert client.post(one).status_code == 400
    assert send(client, one, part(PHOTO)).status_code == 200
    answer = client.get("statements", statementId=one["id"], attachments="true")
    assert PHOTO in answer.data


WITH = made_statement(attachments=[attachment(PHOTO)])
REFUSED: dict[str, tuple[bytes, str]] = {
    "content that is not there": (mixed(WITH), MIXED),
    "a part nobody speaks of": (mixed(made_statement(), part(PHOTO)), MIXED),
    "a part too many": (mixed(WITH, part(PHOTO), part(b"other")), MIXED),
    "a wrong hash": (mixed(WITH, part(PHOTO, X_Experience_API_Hash=sha2(b"x"))), MIXED),
    "no hash": (mixed(WITH, part(PHOTO, X_Experience_API_Hash="")), MIXED),
    "a hash of nothing": (mixed(WITH, part(PHOTO, X_Experience_API_Hash="abc")), MIXED),
    "no transfer encoding": (mixed(WITH, part(PHOTO, Content_Transfer_Encoding="")), MIXED),
    "another encoding": (mixed(WITH, part(PHOTO, Content_Transfer_Encoding="base64")), MIXED),
    "a content type that is none": (mixed(WITH, part(PHOTO, Content_Type="a/b\0c")), MIXED),
    "no boundary": (mixed(WITH, part(PHOTO)), "multipart/mixed"),
    "another boundary": (mixed(WITH, part(PHOTO)), 'multipart/mixed; boundary="x"'),
    "cut off": (mixed(WITH, part(PHOTO))[:-20], MIXED),
    "empty": (b"", MIXED),
    "no statements first": (mixed(WITH).replace(b"application/json", b"text/plain"), MIXED),
    "no headers at all": (f"--{BOUNDARY}\r\nx\r\n--{BOUNDARY}--".encode(), MIXED),
    "content by JSON": (json.dumps(WITH).encode(), "application/json"),
}


@pytest.mark.parametrize(("raw", "kind"), REFUSED.values(), ids=REFUSED.keys())
def test_what_does_not_fit_is_refused_whole(
    client: XapiClient, database: Database, raw: bytes, kind: str
) -> None:
    answer = client.post(raw, Content_Type=kind)

    assert answer.status_code == 400
    assert client.ids() == []
    assert kept_rows(database) == 0


KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


def certificate() -> str:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "school" * 10)])
    begin = datetime(2026, 1, 1)  # noqa: DTZ001  (certificates are in UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(KEY.public_key())
        .serial_number(1)
        .not_valid_before(begin)
        .not_valid_after(begin + timedelta(days=3650))
        .sign(KEY, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def signed(payload: bytes, header: Json, key: rsa.RSAPrivateKey = KEY) -> bytes:
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    registry.max_header_length = 100_000
    secret = OctKey.import_key("x" * 32) if header["alg"] == "HS256" else RSAKey.import_key(pem)
    return jws.serialize_compact(header, payload, secret, registry=registry).encode()


def unsigned(payload: bytes, header: Json) -> bytes:
    """What no honest library makes."""
    parts = [json.dumps(header).encode(), payload, b"x"]
    return b".".join(base64.urlsafe_b64encode(one).rstrip(b"=") for one in parts)


def with_signature(client: XapiClient, one: Json, token: bytes, **changes: Any) -> int:
    kind = {"usageType": USAGE, "contentType": "application/octet-stream", **changes}
    carrying = {**one, "attachments": [attachment(token, **kind)]}
    return int(send(client, carrying, part(token)).status_code)


@pytest.mark.parametrize("algorithm", ["RS256", "RS384", "RS512"])
def test_a_signed_statement_is_let_through(client: XapiClient, algorithm: str) -> None:
    one = made_statement()
    payload = json.dumps(one, indent=2).encode()

    assert with_signature(client, one, signed(payload, {"alg": algorithm})) == 200
    other = made_statement()
    header = {"alg": algorithm, "x5c": [certificate()], "own": 1}
    assert with_signature(client, other, signed(json.dumps(other).encode(), header)) == 200


def elliptic_certificate() -> str:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "school")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1))  # noqa: DTZ001  (certificates are in UTC)
        .not_valid_after(datetime(2036, 1, 1))  # noqa: DTZ001
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


ODD_HEADERS: dict[str, Any] = {
    "a list": [],
    "a number": 1,
    "null": None,
    "a text": "RS256",
    "empty": {},
    "no algorithm": {"alg": None},
    "critical b64": {"alg": "RS256", "crit": ["b64"], "b64": False},
    "a chain of numbers": {"alg": "RS256", "x5c": [1]},
    "a chain that is an object": {"alg": "RS256", "x5c": {"0": "x"}},
    "an elliptic certificate": {"alg": "RS256", "x5c": [elliptic_certificate()]},
    "no base64": {"alg": "RS256", "x5c": ["é"]},
    "no certificate": {"alg": "RS256", "x5c": ["A" * 10_000]},
}


@pytest.mark.parametrize(
    "header", ODD_HEADERS.values(), ids=[f"Data 2.6: {one}" for one in ODD_HEADERS]
)
def test_a_signature_with_an_odd_header_is_refused(client: XapiClient, header: Any) -> None:
    one = made_statement()
    token = unsigned(json.dumps(one).encode(), header)

    assert with_signature(client, one, token) == 400
    assert client.ids() == []


def test_signatures_that_do_not_fit_are_refused(client: XapiClient) -> None:
    one = made_statement()
    payload = json.dumps(one).encode()
    other = json.dumps({**one, "verb": {"id": "urn:other"}}).encode()
    chain = {"alg": "RS256", "x5c": [certificate()]}
    good = signed(payload, {"alg": "RS256"})

    assert with_signature(client, one, signed(other, {"alg": "RS256"})) == 400
    assert with_signature(client, one, signed(b"not json", {"alg": "RS256"})) == 400
    assert with_signature(client, one, signed(b"[]", {"alg": "RS256"})) == 400
    assert with_signature(client, one, signed(payload, {"alg": "HS256"})) == 400
    assert with_signature(client, one, signed(payload, chain, OTHER_KEY)) == 400
    assert with_signature(client, one, signed(payload, {"alg": "RS256", "x5c": ["!"]})) == 400
    assert with_signature(client, one, unsigned(payload, {"alg": "RS256", "x5c": 1})) == 400
    assert with_signature(client, one, unsigned(payload, {"alg": "none"})) == 400
    assert with_signature(client, one, unsigned(payload, {"alg": ["RS256"]})) == 400
    assert with_signature(client, one, b"no.signature") == 400
    assert with_signature(client, one, good[:40]) == 400
    assert with_signature(client, one, good, contentType="application/jose") == 400
    assert client.ids() == []
