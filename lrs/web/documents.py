"""State, activity profile and agent profile (Communication §2.2, §2.3, §2.6, §2.7)."""

from flask import Response

from lrs.operations.keep_documents import (
    Asked,
    Content,
    delete_documents,
    get_document,
    list_documents,
    merge_document,
    put_document,
)
from lrs.rules.documents import ID_PARAMETER, Conditions, Document, DocumentKind
from lrs.web.answers import http_date, json_answer, nothing
from lrs.web.exchange import Exchange


def get(kind: DocumentKind, exchange: Exchange) -> Response:
    asked = _asked(kind, exchange)
    if ID_PARAMETER[kind] not in asked.params:
        return json_answer(list_documents(exchange.store, exchange.credential, asked))
    return _document_answer(get_document(exchange.store, exchange.credential, asked))


def put(kind: DocumentKind, exchange: Exchange) -> Response:
    asked = _asked(kind, exchange)
    put_document(exchange.store, exchange.credential, asked, _content(exchange))
    return nothing()


def post(kind: DocumentKind, exchange: Exchange) -> Response:
    asked = _asked(kind, exchange)
    merge_document(exchange.store, exchange.credential, asked, _content(exchange))
    return nothing()


def delete(kind: DocumentKind, exchange: Exchange) -> Response:
    delete_documents(exchange.store, exchange.credential, _asked(kind, exchange))
    return nothing()


def _asked(kind: DocumentKind, exchange: Exchange) -> Asked:
    call = exchange.call
    return Asked(kind, call.params, exchange.version, Conditions.from_headers(call.headers))


def _content(exchange: Exchange) -> Content:
    kind = exchange.call.headers.get("content-type")
    return Content(kind or "application/octet-stream", bytes(exchange.call.body))


def _document_answer(document: Document) -> Response:
    answer = Response(document.content, 200, content_type=document.content_type)
    answer.headers["ETag"] = document.etag
    answer.headers["Last-Modified"] = http_date(document.updated)
    return answer
