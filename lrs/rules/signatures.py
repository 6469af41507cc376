"""Signed statements: the JWS that travels as an attachment must say what the statement says."""

import base64
from collections.abc import Sequence
from typing import Any, NoReturn

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from lrs.rules.attachments import Attached, Content
from lrs.rules.comparison import is_same_statement
from lrs.rules.json_text import read_json
from lrs.rules.places import Place, written
from lrs.rules.problems import MalformedJson, SignatureRejected
from lrs.rules.shapes import Attachment

USAGE = "http://adlnet.gov/expapi/attachments/signature"
_ALGORITHMS = ["RS256", "RS384", "RS512"]

_registry = jws.JWSRegistry(algorithms=_ALGORITHMS, strict_check_header=False)
_registry.max_header_length = 65_536
"""A certificate chain in x5c is longer than joserfc takes by itself."""
_registry.max_payload_length = 4_000_000


def check_signatures(
    body: dict[str, Any], attached: Sequence[Attached], contents: Sequence[Content]
) -> None:
    """Every attachment that is a signature fits the statement it signs (Data §2.6)."""
    for at, attachment in attached:
        if attachment.usage_type == USAGE:
            by_hash = {content.sha2: content for content in contents}
            _check(attachment, by_hash.get(attachment.sha2.lower()), body, at)


def _check(
    attachment: Attachment, content: Content | None, body: dict[str, Any], at: Place
) -> None:
    if attachment.content_type != "application/octet-stream":
        _refuse(at, "a signature's contentType is application/octet-stream.")
    if content is None:
        return  # it lies at its fileUrl, or was checked when it was first sent
    signed = _signed_json(bytes(content.content).strip(), at)
    if not isinstance(signed, dict) or not is_same_statement(signed, body):
        _refuse(at, "the signed statement is not the statement that was sent.")


def _signed_json(token: bytes, at: Place) -> Any:
    try:
        signature = jws.extract_compact(token, registry=_registry)
    except (JoseError, ValueError) as fault:
        _refuse(at, f"this is no compact JWS: {fault}")
    header = signature.headers()
    if header.get("alg") not in _ALGORITHMS:
        _refuse(at, "a signature is made with RS256, RS384 or RS512.")
    if header.get("x5c"):
        _verify(token, header["x5c"], at)
    try:
        return read_json(signature.payload)
    except MalformedJson as fault:
        _refuse(at, f"the signed statement: {fault.message}")


def _verify(token: bytes, chain: Any, at: Place) -> None:
    """Catches mistakes, no more: whether to trust the certificate is the reader's question."""
    try:
        certificate = x509.load_der_x509_certificate(base64.b64decode(chain[0]))
        key = certificate.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        jws.deserialize_compact(token, RSAKey.import_key(key), registry=_registry)
    except (JoseError, UnsupportedAlgorithm, ValueError, TypeError, LookupError) as fault:
        _refuse(at, f"the signature does not fit its certificate: {fault}")


def _refuse(at: Place, reason: str) -> NoReturn:
    raise SignatureRejected(place=written(at), reason=reason)
