"""Issue an access token to whoever shows a key and its secret (RFC 6749 §4.4)."""

from dataclasses import dataclass

from foundation.identifiers import fingerprint, new_token
from lrs.operations.recognise import recognise_other, recognise_own
from lrs.operations.record_store import RecordStore
from lrs.rules.problems import GrantRejected
from lrs.rules.tokens import granted
from lrs.storage import tokens


@dataclass(frozen=True, slots=True)
class Issued:
    """The token, shown this once; `seconds` until it ends."""

    token: str
    scopes: tuple[str, ...]
    seconds: int


def issue_token(store: RecordStore, key: str, secret: str, asked: str | None = None) -> Issued:
    """`asked` are scopes, separated by spaces. Ended tokens of the same key are forgotten."""
    credential = recognise_own(store, key, secret)
    if credential is None:
        recognise_other(store, key, secret)
        raise GrantRejected(error="unauthorized_client", reason="This key gets no access tokens.")
    moment, token = store.clock(), new_token()
    kept = granted(credential, asked, moment)
    with store.database.writing(None) as tx:
        tokens.forget_ended(tx, credential.id, moment)
        tokens.add(tx, fingerprint(token), credential.id, kept)
    return Issued(token, tuple(sorted(kept.scopes)), int((kept.expires - moment).total_seconds()))
