"""Agents, activities and about (Communication §2.4, §2.5, §2.8)."""

from flask import Response

from lrs.operations.look_up import look_up_activity, look_up_agent
from lrs.rules.versions import SPOKEN
from lrs.web.answers import json_answer
from lrs.web.exchange import Exchange


def agent(exchange: Exchange) -> Response:
    return json_answer(look_up_agent(exchange.store, exchange.credential, exchange.call.params))


def activity(exchange: Exchange) -> Response:
    return json_answer(look_up_activity(exchange.store, exchange.credential, exchange.call.params))


def about() -> Response:
    return json_answer({"version": list(SPOKEN)})
