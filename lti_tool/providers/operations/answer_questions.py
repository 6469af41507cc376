"""The question "Ben jij dit?": the teacher herself says whether a name elsewhere is hers.

She is asked because a provider knows somebody with her e-mail address, never because of a name.
"""

from uuid import UUID

from foundation.database import Transaction
from foundation.turns import take_turn
from lti_tool.evidence.operations import recount
from lti_tool.people.operations import aliases_of, confirm_alias, refuse_alias
from lti_tool.people.rules import AliasState, Person, Viewer
from lti_tool.providers import storage
from lti_tool.providers.rules import (
    Inbound,
    InboundState,
    Learner,
    Question,
    QuestionUnknown,
)
from lti_tool.shell.tool import Tool


def questions_for(tx: Transaction, person: Person) -> list[Question]:
    """What this person can say yes or no to; empty for nearly everybody, nearly always."""
    known = person.mbox_sha1sum
    waiting = storage.waiting_at(tx, known) if known else []
    if not waiting:
        return []
    names = {provider.id: provider.name for provider in storage.every(tx)}
    refused = _refused_by(tx, person.id)
    by_learner: dict[Learner, list[Inbound]] = {}
    for arrived in waiting:
        if arrived.learner not in refused:
            by_learner.setdefault(arrived.learner, []).append(arrived)
    return [
        Question(
            id=some[0].id,
            learner=learner,
            provider=names[some[0].provider_id],
            titles=tuple(dict.fromkeys(arrived.title for arrived in some)),
        )
        for learner, some in by_learner.items()
    ]


def open_questions(tool: Tool, viewer: Viewer) -> list[Question]:
    with tool.database.reading(viewer.tenant) as tx:
        return questions_for(tx, viewer.person)


def answer_question(tool: Tool, viewer: Viewer, question_id: UUID, *, is_me: bool) -> None:
    """Yes: her name there is confirmed and what waited counts. No: she is never asked again."""
    with tool.database.writing(viewer.tenant) as tx:
        take_turn(tx, "ben jij dit")  # two people with one address cannot both say yes
        asked = {question.id: question for question in questions_for(tx, viewer.person)}
        if question_id not in asked:
            raise QuestionUnknown
        learner = asked[question_id].learner
        name = (learner.kind, learner.issuer, learner.subject)
        if not is_me:
            refuse_alias(tx, viewer.person_id, *name)
            return
        confirm_alias(tx, viewer.person_id, *name)
        _count_what_waited(tx, tool, learner)


def _count_what_waited(tx: Transaction, tool: Tool, learner: Learner) -> None:
    waiting = storage.waiting_for(tx, learner)
    for arrived in waiting:
        storage.change_state(tx, arrived.id, InboundState.PROCESSED)
    recount(tx, tool.tool_url, [arrived.statement_id for arrived in waiting])


def _refused_by(tx: Transaction, person_id: UUID) -> set[Learner]:
    return {
        Learner(alias.kind, alias.issuer, alias.subject)
        for alias in aliases_of(tx, person_id)
        if alias.state is AliasState.REFUSED
    }
