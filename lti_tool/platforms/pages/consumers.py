"""Academies that speak LTI 1.1: their key and secret, shown once, and their switch."""

from uuid import UUID

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from lti_tool.people.rules import Permission
from lti_tool.people.web import open_to, viewer
from lti_tool.platforms.forms import ConsumerForm
from lti_tool.platforms.operations.keep_academies import grounds_of
from lti_tool.platforms.operations.keep_consumers import (
    consumer_of,
    make_consumer,
    remove_consumer,
    renew_secret,
    turn_consumer,
)
from lti_tool.platforms.pages.blueprint import pages
from lti_tool.platforms.rules.consumers import Consumer
from lti_tool.platforms.rules.tool_registrations import own_addresses
from lti_tool.shell.web import page, tool


@pages.get("/lti-1.1")
@open_to(Permission.CONNECT_ACADEMIES)
def add_consumer() -> ResponseReturnValue:
    return page("connect/add_consumer.html", form=_offered(ConsumerForm()))


@pages.post("/lti-1.1")
@open_to(Permission.CONNECT_ACADEMIES)
def keep_consumer() -> ResponseReturnValue:
    form = _offered(ConsumerForm(request.form))
    if not form.validate():
        return page("connect/add_consumer.html", form=form), 422
    made = make_consumer(tool(), viewer(), form.wish())
    return _consumer_page(made.consumer, made.secret)


@pages.get("/lti-1.1/<uuid:consumer_id>")
@open_to(Permission.CONNECT_ACADEMIES)
def consumer(consumer_id: UUID) -> ResponseReturnValue:
    return _consumer_page(consumer_of(tool(), viewer(), consumer_id))


@pages.post("/lti-1.1/<uuid:consumer_id>/schakelaar")
@open_to(Permission.CONNECT_ACADEMIES)
def switch_consumer(consumer_id: UUID) -> ResponseReturnValue:
    turn_consumer(tool(), viewer(), consumer_id, is_open=request.form.get("state") == "open")
    return redirect(url_for("academies.consumer", consumer_id=consumer_id), 303)


@pages.post("/lti-1.1/<uuid:consumer_id>/geheim")
@open_to(Permission.CONNECT_ACADEMIES)
def renew_consumer(consumer_id: UUID) -> ResponseReturnValue:
    """The new secret stands in this answer only."""
    renewed = renew_secret(tool(), viewer(), consumer_id)
    return _consumer_page(renewed.consumer, renewed.secret)


@pages.post("/lti-1.1/<uuid:consumer_id>/verwijderen")
@open_to(Permission.CONNECT_ACADEMIES)
def drop_consumer(consumer_id: UUID) -> ResponseReturnValue:
    remove_consumer(tool(), viewer(), consumer_id)
    return redirect(url_for("academies.overview"), 303)


def _consumer_page(known: Consumer, secret: str | None = None) -> str:
    own = own_addresses(tool().tool_url)
    return page("connect/consumer.html", consumer=known, secret=secret, own=own)


def _offered(form: ConsumerForm) -> ConsumerForm:
    form.offer(grounds_of(tool(), viewer()))
    return form
