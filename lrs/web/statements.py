"""The statement resource (Communication §2.1)."""

from datetime import datetime

from flask import Response

from foundation.identifiers import new_token
from lrs.operations.find_statements import Found, Wish, find_statements, read_pieces
from lrs.operations.store_statements import store_checked
from lrs.rules.attachments import joined_parts
from lrs.rules.formats import languages_asked
from lrs.rules.queries import expect_known, put_asked
from lrs.rules.values import in_utc
from lrs.web.answers import CONSISTENT_THROUGH, http_date, json_answer, json_text_answer, nothing
from lrs.web.exchange import Exchange
from lrs.web.sending import read_sent


def get(exchange: Exchange) -> Response:
    call = exchange.call
    languages = tuple(languages_asked(call.headers.get("accept-language")))
    wish = Wish(call.params, exchange.version, languages, call.path)
    return _found_answer(exchange, find_statements(exchange.store, exchange.credential, wish))


def post(exchange: Exchange) -> Response:
    expect_known(exchange.call.params, frozenset())
    sent, contents = read_sent(exchange)
    stored = store_checked(exchange.store, exchange.credential, sent, exchange.version, contents)
    return _up_to(stored.through, json_answer([str(one) for one in stored.ids]))


def put(exchange: Exchange) -> Response:
    sent, contents = read_sent(exchange, put_asked(exchange.call.params))
    stored = store_checked(exchange.store, exchange.credential, sent, exchange.version, contents)
    return _up_to(stored.through, nothing())


def _found_answer(exchange: Exchange, found: Found) -> Response:
    answer = json_text_answer(found.json)
    if found.contents is not None:
        store, tenant, boundary = exchange.store, exchange.credential.tenant, new_token(18)
        contents = ((one, read_pieces(store, tenant, one)) for one in found.contents)
        answer = Response(joined_parts(found.json, contents, boundary))
        answer.content_type = f"multipart/mixed; boundary={boundary}"
    if found.modified is not None:
        answer.headers["Last-Modified"] = http_date(found.modified)
    return _up_to(found.through, answer)


def _up_to(through: datetime, answer: Response) -> Response:
    answer.headers[CONSISTENT_THROUGH] = in_utc(through)
    return answer
