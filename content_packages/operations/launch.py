"""Launch a unit: end what was open, leave the launch data, say `launched`, give the address."""

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from content_packages.operations.abandon import abandon_within
from content_packages.operations.enroll import enroll
from content_packages.operations.shelf import Shelf, our_credential, package_of
from content_packages.rules.addresses import BROWSER_SCHEMES
from content_packages.rules.courses import LaunchMode
from content_packages.rules.doors import LIVES, Door, Opens
from content_packages.rules.launches import (
    LAUNCH_DATA,
    PREFERENCES,
    Launch,
    LaunchContext,
    launch_data,
    launch_url,
    preferences,
    session_template,
)
from content_packages.rules.packages import Unit, window_of
from content_packages.rules.problems import NotForABrowser
from content_packages.rules.sessions import Registration, Session
from content_packages.rules.statements import launched
from content_packages.storage import registrations, sessions
from foundation.database import Transaction, tenant_of
from foundation.identifiers import fingerprint, new_token
from lrs import Content, DocumentKind, read_document, store_within, write_document

JSON = "application/json"


def launch(
    shelf: Shelf,
    tenant: int,
    package_id: UUID,
    unit_index: int,
    actor: Mapping[str, Any],
    registration: UUID,
    context: LaunchContext | None = None,
    mode: str = LaunchMode.NORMAL,
    return_url: str | None = None,
) -> Launch:
    """Enrols where that was not done yet; any open session of the registration ends (§9.3.6)."""
    context = context or LaunchContext()
    with shelf.database.writing(tenant) as tx:
        unit = package_of(tx, package_id).unit(unit_index)
        if urlsplit(unit.url).scheme not in ("", *BROWSER_SCHEMES):
            raise NotForABrowser
        known = enroll(tx, shelf, package_id, actor, registration, context)
        registrations.change(tx, registration, template=context.template)
        for before in sessions.open_in(tx, registration):
            abandon_within(tx, shelf, before)
        session = _session(shelf, known, unit, context, LaunchMode(mode))
        sessions.add(tx, session)
        place, fetch = _open_doors(tx, shelf, session, unit)
        _leave_documents(tx, shelf, session, launch_data(session, unit, return_url), context)
        said = launched(session, unit, place, session.launched_at)
        store_within(tx, shelf.record_store, our_credential(shelf.record_store, tenant), [said])
    url = launch_url(place, session, shelf.endpoint, fetch)
    return Launch(url, session.id, window_of(unit.launch_method))


def _session(
    shelf: Shelf, known: Registration, unit: Unit, context: LaunchContext, mode: LaunchMode
) -> Session:
    session_id = uuid4()
    return Session(
        id=session_id,
        registration=known.id,
        package_id=known.package_id,
        position=unit.position,
        mode=mode,
        actor=known.actor,
        activity_id=unit.activity_id,
        publisher_id=unit.publisher_id,
        mastery_score=unit.mastery_score,
        template=session_template(context.template, unit.publisher_id, session_id),
        launched_at=shelf.clock(),
    )


def _open_doors(tx: Transaction, shelf: Shelf, session: Session, unit: Unit) -> tuple[str, str]:
    """Where the unit stands, and its fetch URL: each behind a secret of its own."""
    now = shelf.clock()
    sessions.forget_doors(tx, now)
    secrets = {opens: new_token() for opens in (Opens.FILES, Opens.FETCH)}
    sessions.add_doors(
        tx,
        [
            Door(fingerprint(secret), opens, tenant_of(tx), session.id, now + LIVES[opens])
            for opens, secret in secrets.items()
        ],
    )
    host = shelf.host_of(session.package_id)
    inside = f"{host}/c/{secrets[Opens.FILES]}/{unit.url.removeprefix('./')}"
    place = unit.url if urlsplit(unit.url).scheme else inside
    return place, f"{host}/fetch/{secrets[Opens.FETCH]}"


def _leave_documents(
    tx: Transaction,
    shelf: Shelf,
    session: Session,
    said: Mapping[str, Any],
    context: LaunchContext,
) -> None:
    """The launch data (§10), and the learner's preferences where she has none yet (§11)."""
    agent = json.dumps(session.actor)
    state = {
        "stateId": LAUNCH_DATA,
        "activityId": session.activity_id,
        "agent": agent,
        "registration": str(session.registration),
    }
    _write(tx, shelf, DocumentKind.STATE, state, said)
    profile = {"profileId": PREFERENCES, "agent": agent}
    if read_document(tx, DocumentKind.AGENT_PROFILE, profile) is None:
        wished = preferences(context.language)
        _write(tx, shelf, DocumentKind.AGENT_PROFILE, profile, wished)


def _write(
    tx: Transaction,
    shelf: Shelf,
    kind: DocumentKind,
    params: Mapping[str, str],
    said: Mapping[str, Any],
) -> None:
    content = Content(JSON, json.dumps(said, ensure_ascii=False).encode())
    write_document(tx, shelf.record_store, kind, params, content)
