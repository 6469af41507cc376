"""Send one owed score: the outbox's worker calls this, again and again until it is through."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import UUID

from foundation.database import Transaction
from foundation.outbox import GiveUp
from foundation.problems import Unavailable
from lti_tool.people.operations import aliases_of
from lti_tool.people.rules import AliasKind, AliasState
from lti_tool.platforms.operations.access import AcademyAccess
from lti_tool.platforms.platforms.answers import AcademyUnreachable
from lti_tool.platforms.platforms.gradebook import Gradebook
from lti_tool.platforms.rules.registrations import Registration
from lti_tool.platforms.rules.scores import OwedScore, score_body
from lti_tool.platforms.rules.services import LINE_ITEM_SCOPE, SCORE_SCOPE, LineItem
from lti_tool.platforms.storage import registrations, services

SCOPES = (LINE_ITEM_SCOPE, SCORE_SCOPE)
CLAIM_LASTS = timedelta(minutes=2)
NO_USE = frozenset(range(400, 500)) - {401, 404, 408, 425, 429}
"""Answers that will be the same next time."""


class LineItemBeingMade(Unavailable):
    text = "Another process is making this line item right now."


@dataclass(frozen=True, slots=True)
class ScoreSender:
    """The sender of the outbox for `KIND` of `owe_score`."""

    access: AcademyAccess

    def __call__(self, tenant: int, payload: dict[str, Any]) -> None:
        """Raises whatever went wrong: the outbox tries again. GiveUp where that is no use."""
        owed = OwedScore.from_payload(payload)
        with self.access.tool.database.reading(tenant) as tx:
            registration = registrations.find(tx, owed.registration_id)
            subject = _subject(tx, registration, owed.person_id) if registration else None
        if registration is None or subject is None or not _is_wanted(registration, owed):
            return  # who is gone, or reports no longer, owes nothing
        # a token refused today, by a clock that is wrong or a key not fetched yet, may come later
        token = self.access.token(registration, *SCOPES)
        try:
            self._send(tenant, owed, subject, token)
        except AcademyUnreachable as refused:
            self._judge(tenant, registration, owed, refused)
            raise

    def _send(self, tenant: int, owed: OwedScore, subject: str, token: str) -> None:
        gradebook = Gradebook(self.access.tool.http, owed.lineitems_url, token)
        if owed.scaled is None and gradebook.find_line_item(owed.resource_id) is None:
            return  # nothing stands there any more
        line_item = self._line_item(tenant, gradebook, owed)
        gradebook.send_score(line_item, score_body(owed, subject))

    def _line_item(self, tenant: int, gradebook: Gradebook, owed: OwedScore) -> str:
        """Made once, by one process: academies make a second column of a second request."""
        database, now = self.access.tool.database, self.access.tool.clock()
        wanted = _wanted(owed, claimed_at=now)
        with database.writing(tenant) as tx:
            known = services.find_line_item(tx, wanted)
            if known and known.url:
                return known.url
            if not services.claim_line_item(tx, wanted, stale=now - CLAIM_LASTS):
                raise LineItemBeingMade
        try:
            url = gradebook.line_item(owed.resource_id, owed.label)
        except AcademyUnreachable:
            self._forget_line_item(tenant, owed)
            raise
        with database.writing(tenant) as tx:
            services.keep_line_item(tx, replace(wanted, url=url))
        return url

    def _judge(
        self,
        tenant: int,
        registration: Registration,
        owed: OwedScore,
        refused: AcademyUnreachable,
    ) -> None:
        status = refused.answered
        if status == HTTPStatus.UNAUTHORIZED:
            self.access.forget_token(registration, *SCOPES)
        if status == HTTPStatus.NOT_FOUND:
            self._forget_line_item(tenant, owed)
        if status in NO_USE:
            raise GiveUp(str(refused)) from refused

    def _forget_line_item(self, tenant: int, owed: OwedScore) -> None:
        with self.access.tool.database.writing(tenant) as tx:
            services.forget_line_item(tx, _wanted(owed, self.access.tool.clock()))


def _is_wanted(registration: Registration, owed: OwedScore) -> bool:
    """What is taken back goes out also where no more scores do: it must not stay there."""
    return registration.report_scores or owed.scaled is None


def _wanted(owed: OwedScore, claimed_at: datetime) -> LineItem:
    return LineItem(
        owed.registration_id, owed.lineitems_url, owed.resource_id, url=None, claimed=claimed_at
    )


def _subject(tx: Transaction, registration: Registration, person_id: UUID) -> str | None:
    """What this academy calls her; nothing once she was erased."""
    for alias in aliases_of(tx, person_id):
        confirmed = alias.state is AliasState.CONFIRMED and alias.kind is AliasKind.LTI
        if confirmed and alias.issuer == registration.people_issuer:
            return alias.subject
    return None
