"""The question "Ben jij dit?": the teacher herself says whether a name elsewhere is hers."""

from uuid import UUID

from foundation.database import Transaction
from lti_tool.evidence.operations import recount
from lti_tool.people.operations import (
    aliases_named,
    aliases_of,
    confirm_alias,
    refuse_alias,
)
from lti_tool.people.rules import Alias, AliasKind, AliasState, Viewer
from lti_tool.providers import storage
from lti_tool.providers.rules import InboundState, Learner, Question, QuestionUnknown
from lti_tool.shell.tool import Tool


def questions_for(tx: Transaction, person_id: UUID) -> list[Question]:
    """What this person can say yes or no to; empty for nearly everybody, nearly always."""
    names = {provider.id: provider.name for provider in storage.every(tx)}
    asked = []
    for alias in _open(tx, person_id):
        waiting = storage.waiting_for(tx, _learner(alias))
        if waiting:
            titles = tuple(dict.fromkeys(arrived.title for arrived in waiting))
            provider = names[waiting[0].provider_id]
            asked.append(Question(alias.id, provider, _known_as(alias), titles))
    return asked


def open_questions(tool: Tool, viewer: Viewer) -> list[Question]:
    with tool.database.reading(viewer.tenant) as tx:
        return questions_for(tx, viewer.person_id)


def answer_question(tool: Tool, viewer: Viewer, alias_id: UUID, *, is_me: bool) -> None:
    """Yes: her name there is confirmed and what waited counts. No: she is never asked again."""
    with tool.database.writing(viewer.tenant) as tx:
        alias = next((one for one in _open(tx, viewer.person_id) if one.id == alias_id), None)
        if alias is None:
            raise QuestionUnknown
        name = (alias.kind, alias.issuer, alias.subject)
        if not is_me:
            refuse_alias(tx, viewer.person_id, *name)
            return
        confirm_alias(tx, viewer.person_id, *name)
        _close_for_others(tx, viewer.person_id, alias)
        _count_what_waited(tx, tool, _learner(alias))


def _close_for_others(tx: Transaction, person_id: UUID, alias: Alias) -> None:
    for other in aliases_named(tx, alias.kind, alias.issuer, alias.subject):
        if other.person_id != person_id and other.state is AliasState.PROPOSED:
            refuse_alias(tx, other.person_id, other.kind, other.issuer, other.subject)


def _count_what_waited(tx: Transaction, tool: Tool, learner: Learner) -> None:
    waiting = storage.waiting_for(tx, learner)
    for arrived in waiting:
        storage.change_state(tx, arrived.id, InboundState.PROCESSED)
    recount(tx, tool.tool_url, [arrived.statement_id for arrived in waiting])


def _open(tx: Transaction, person_id: UUID) -> list[Alias]:
    return [one for one in aliases_of(tx, person_id) if one.state is AliasState.PROPOSED]


def _learner(alias: Alias) -> Learner:
    return Learner(alias.kind, alias.issuer, alias.subject)


def _known_as(alias: Alias) -> str:
    """What a person recognises: her account there; of an address we only keep a fingerprint."""
    return alias.subject if alias.kind is AliasKind.ACCOUNT else ""
