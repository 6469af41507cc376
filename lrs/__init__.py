"""A Learning Record Store for xAPI 1.0.3 and 2.0.0; this is its front door."""

from lrs.operations.acquaintance import Acquaintance
from lrs.operations.erase_person import erase_person, erase_within, foresee_erasure
from lrs.operations.export_statements import count_to_export, export_pieces, reached_in
from lrs.operations.find_statements import (
    find_statement,
    statements_after,
    statements_of_agent,
    statements_of_registration,
)
from lrs.operations.forwarding import KIND as FORWARD
from lrs.operations.forwarding import Forwarding, owe_forwards
from lrs.operations.import_statements import Imported, import_lines
from lrs.operations.keep_credentials import (
    add_credential,
    list_credentials,
    rotate_credential,
    withdraw_credential,
)
from lrs.operations.keep_documents import Content, forget_documents, read_document, write_document
from lrs.operations.keep_forwards import (
    Standing,
    add_forward,
    list_forwards,
    pause_forward,
    remove_forward,
    resume_forward,
)
from lrs.operations.look_back import gone_among, list_removals
from lrs.operations.pull_statements import Pulled, pull_statements
from lrs.operations.purge_statements import count_old, purge_statements
from lrs.operations.recognise import recognise
from lrs.operations.record_store import RecordStore
from lrs.operations.send_forwards import retry_forward, send_forward
from lrs.operations.store_statements import (
    store_statements,
    store_within,
    void_within,
    wait_for_turn,
)
from lrs.platforms.record_stores import RemoteStore
from lrs.rules.credentials import Credential, KeptCredential, Scope
from lrs.rules.documents import Document, DocumentKind
from lrs.rules.forwards import Forward, choice_of
from lrs.rules.moving import Reached
from lrs.rules.removals import Old, Removal, RemovalKind
from lrs.rules.statements import VOIDED
from lrs.rules.stored import Statement
from lrs.rules.versions import Version
from lrs.web.blueprint import make_lrs_app, xapi_blueprint
from lrs.web.tokens import token_blueprint

__all__ = [
    "FORWARD",
    "VOIDED",
    "Acquaintance",
    "Content",
    "Credential",
    "Document",
    "DocumentKind",
    "Forward",
    "Forwarding",
    "Imported",
    "KeptCredential",
    "Old",
    "Pulled",
    "Reached",
    "RecordStore",
    "RemoteStore",
    "Removal",
    "RemovalKind",
    "Scope",
    "Standing",
    "Statement",
    "Version",
    "add_credential",
    "add_forward",
    "choice_of",
    "count_old",
    "count_to_export",
    "erase_person",
    "erase_within",
    "export_pieces",
    "find_statement",
    "foresee_erasure",
    "forget_documents",
    "gone_among",
    "import_lines",
    "list_credentials",
    "list_forwards",
    "list_removals",
    "make_lrs_app",
    "owe_forwards",
    "pause_forward",
    "pull_statements",
    "purge_statements",
    "reached_in",
    "read_document",
    "recognise",
    "remove_forward",
    "resume_forward",
    "retry_forward",
    "rotate_credential",
    "send_forward",
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
