"""Which resource answers which method: the table of xAPI Communication §2."""

from collections.abc import Callable, Mapping
from functools import partial

from flask import Response

from lrs.rules.documents import DocumentKind
from lrs.web import documents, lookups, statements
from lrs.web.exchange import Exchange

Answering = Callable[[Exchange], Response]


def _documents(kind: DocumentKind) -> dict[str, Answering]:
    return {
        "GET": partial(documents.get, kind),
        "PUT": partial(documents.put, kind),
        "POST": partial(documents.post, kind),
        "DELETE": partial(documents.delete, kind),
    }


RESOURCES: Mapping[str, Mapping[str, Answering]] = {
    "statements": {"GET": statements.get, "PUT": statements.put, "POST": statements.post},
    **{kind.value: _documents(kind) for kind in DocumentKind},
    "agents": {"GET": lookups.agent},
    "activities": {"GET": lookups.activity},
}
