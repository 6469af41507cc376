"""A Learning Record Store for xAPI 1.0.3 and 2.0.0; this is its front door."""

from lrs.operations.erase_person import erase_person, erase_within, foresee_erasure
from lrs.operations.find_statements import (
    find_statement,
    statements_after,
    statements_of_agent,
    statements_of_registration,
)
from lrs.operations.keep_credentials import (
    add_credential,
    list_credentials,
    rotate_credential,
    withdraw_credential,
)
from lrs.operations.keep_documents import Content, read_document, write_document
from lrs.operations.look_back import gone_among, list_removals
from lrs.operations.purge_statements import count_old, purge_statements
from lrs.operations.recognise import recognise
from lrs.operations.record_store import RecordStore
from lrs.operations.store_statements import (
    store_statements,
    store_within,
    void_within,
    wait_for_turn,
)
from lrs.rules.credentials import Credential, KeptCredential, Scope
from lrs.rules.documents import Document, DocumentKind
from lrs.rules.removals import Old, Removal, RemovalKind
from lrs.rules.statements import VOIDED
from lrs.rules.stored import Statement
from lrs.rules.versions import Version
from lrs.web.blueprint import make_lrs_app, xapi_blueprint
from lrs.web.tokens import token_blueprint

__all__ = [
    "VOIDED",
    "Content",
    "Credential",
    "Document",
    "DocumentKind",
    "KeptCredential",
    "Old",
    "RecordStore",
    "Removal",
    "RemovalKind",
    "Scope",
    "Statement",
    "Version",
    "add_credential",
    "count_old",
    "erase_person",
    "erase_within",
    "find_statement",
    "foresee_erasure",
    "gone_among",
    "list_credentials",
    "list_removals",
    "make_lrs_app",
    "purge_statements",
    "read_document",
    "recognise",
    "rotate_credential",
    "statements_after",
    "statements_of_agent",
    "statements_of_registration",
    "store_statements",
    "store_within",
    "token_blueprint",
    "void_within",
    "wait_for_turn",
    "withdraw_credential",
    "write_document",
    "xapi_blueprint",
]
